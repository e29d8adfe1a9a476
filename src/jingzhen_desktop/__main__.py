"""Starts the program: ``python -m jingzhen_desktop`` and the command ``jingzhen-desktop``."""

from __future__ import annotations

import sys

from .cli import main

if __name__ == "__main__":
    sys.exit(main())
