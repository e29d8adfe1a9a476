"""Limits of the set temperature as dated data (``resources/inspection/limits.toml``). Judging readings is in ``rules``."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from functools import cache

from ..base.resources import resource
from .values import Limit


@cache
def limits() -> tuple[Limit, ...]:
    """Return all known limits, oldest first."""
    data = tomllib.loads(resource("inspection", "limits.toml").read_text(encoding="utf-8"))
    found = [Limit(entry["from"], Decimal(entry["cooling"]), Decimal(entry["heating"]), entry["source"]) for entry in data["limit"]]
    return tuple(sorted(found, key=lambda limit: limit.valid_from))


def limit_on(day: date) -> Limit | None:
    """Return the limit in force on a day; None before the first one."""
    valid = [limit for limit in limits() if limit.valid_from <= day]
    return valid[-1] if valid else None
