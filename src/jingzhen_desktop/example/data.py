"""What the example's file of data tells, and which years it is about."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

from ..base.resources import resource
from ..organisation.values.units import UnitInYear

YEAR = 2011
YEARS = (2010, YEAR)


def example_data() -> dict[str, Any]:
    """Return what ``wenjing.toml`` holds."""
    return tomllib.loads(resource("example", "wenjing.toml").read_text("utf-8"))


def liaison_on(data: Mapping[str, Any], unit: str, day: date) -> str:
    """Return who was a unit's liaison on a day; the unit is named by its short name."""
    (first,) = (given["liaison_name"] for given in data["unit"] if given["short_name"] == unit)
    later = [given["name"] for given in data["liaison"] if given["unit"] == unit and given["day"] <= day]
    return str(later[-1] if later else first)


def ids_of(units: list[UnitInYear]) -> dict[str, int]:
    """Return ids of units by short name."""
    return {unit.short_name: unit.id for unit in units}
