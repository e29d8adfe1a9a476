"""The national publicity weeks the program knows (``resources/publicity``);
what an office enters itself counts more.
"""

from __future__ import annotations

import tomllib
from functools import cache

from ..base.resources import resource
from .values import PublicityWeek


@cache
def known_weeks() -> dict[int, PublicityWeek]:
    """Return the weeks by year."""
    data = tomllib.loads((resource("publicity") / "weeks.toml").read_text("utf-8"))
    return {week["year"]: PublicityWeek(**week) for week in data["week"]}


def known_week(year: int) -> PublicityWeek:
    """Return a year's week; without dates where the program does not know them."""
    return known_weeks().get(year, PublicityWeek(year))
