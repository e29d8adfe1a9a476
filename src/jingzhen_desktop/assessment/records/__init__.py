"""Tables of 定额考核, a module for each thought; ``tables`` loads them all."""
