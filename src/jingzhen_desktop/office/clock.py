"""The office's clock; one place so that tests can set it."""

from __future__ import annotations

from datetime import datetime


def now() -> datetime:
    """Return the present time, to the second."""
    return datetime.now().replace(microsecond=0)
