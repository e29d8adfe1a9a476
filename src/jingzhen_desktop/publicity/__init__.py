"""宣传培训: publicity and training activities."""
