"""The day the tab works with."""

from __future__ import annotations

from datetime import date

from ...office import clock


def today() -> date:
    """The day by the office's clock."""
    return clock.now().date()
