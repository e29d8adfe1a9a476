"""井镇节能: the desktop program of a township's energy-saving office. Holds the version only."""

__version__ = "0.1.0"
