"""Dated limits of the set temperature and the usual check list (``resources/inspection``).
Judging is in ``rules``.
"""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from functools import cache

from ..base.resources import resource
from .values.found import Limit


@cache
def limits() -> tuple[Limit, ...]:
    """Return all known limits, oldest first."""
    data = tomllib.loads(resource("inspection", "limits.toml").read_text(encoding="utf-8"))
    found = [
        Limit(entry["from"], Decimal(entry["cooling"]), Decimal(entry["heating"]), entry["source"])
        for entry in data["limit"]
    ]
    return tuple(sorted(found, key=lambda limit: limit.valid_from))


def limit_on(day: date) -> Limit | None:
    """Return the limit in force on a day; None before the first one."""
    valid = [limit for limit in limits() if limit.valid_from <= day]
    return valid[-1] if valid else None


@cache
def usual_points() -> tuple[str, ...]:
    """Return the points of the program's check list of electricity use."""
    data = tomllib.loads(resource("inspection", "checklist.toml").read_text(encoding="utf-8"))
    return tuple(data["points"])


def stricter(limit: Limit, cooling: Decimal, heating: Decimal, source: str) -> Limit:
    """Return the limit with the local rule where that is stricter:
    a higher one for cooling, a lower one for heating.
    """
    if cooling <= limit.cooling and heating >= limit.heating:
        return limit
    return Limit(limit.valid_from, max(cooling, limit.cooling), min(heating, limit.heating), source)
