"""Names typed in one field."""

from __future__ import annotations

import re


def names_in(text: str) -> tuple[str, ...]:
    """Split names at any usual separator."""
    return tuple(name for name in re.split(r"[、，,;；\s]+", text) if name)
