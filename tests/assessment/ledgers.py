"""A town with three units for the tests of spending limits, filings and use over the quota."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from jingzhen_desktop import tabs
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.settings import COUNTY, SUPERIOR, TOWN, write_settings
from jingzhen_desktop.organisation.actions.units import add_unit, open_year
from jingzhen_desktop.organisation.values.units import Affiliation, Nature, UnitContact, UnitFacts

if TYPE_CHECKING:
    from pathlib import Path


@dataclass
class Town:
    """An office with its units' ids: 镇政府 and 卫生院 are the town's own, 派出所 is the county's."""

    office: Office
    government: int
    clinic: int
    police: int


def make_town(path: Path, years: tuple[int, ...] = (2011, 2012), name: str = "柳河镇") -> Town:
    """Make an office with three units in some years."""
    assert tabs.FACES  # whose tables a new file has
    office = Office.create(path)
    write_settings(office, {TOWN: name, COUNTY: "青山县", SUPERIOR: "青山县机关事务管理局"})
    ids = []
    for unit, short, nature, area, people, own in (
        ("人民政府", "镇政府", Nature.STATE_ORGAN, 3180, 86, Affiliation.TOWN),
        ("卫生院", "卫生院", Nature.HEALTH, 2940, 78, Affiliation.TOWN),
        ("派出所", "派出所", Nature.STATE_ORGAN, 900, 21, Affiliation.COUNTY),
    ):
        facts = UnitFacts(
            f"{name}{unit}",
            nature,
            floor_area=Decimal(area),
            energy_users=people,
            petrol_cars=2,
            affiliation=own,
        )
        ids.append(add_unit(office, years[0], facts, UnitContact(short_name=short)))
    for year in years[1:]:
        open_year(office, year)
    return Town(office, *ids)
