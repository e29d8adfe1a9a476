"""Versions of the national statistical system (统计制度): which rows a form has, with code, name and unit.

The rows are data (``resources/statistics/*.toml``), because the form changed in 2010, 2011, 2013, 2015, 2019,
2022 and 2025. A row's ``key`` names its meaning and is the same in every version; its code is not (150 is LPG
in the 2011 forms and petrol in the 2022 ones).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from operator import itemgetter

from ..base.resources import resource

_SMALL_UNITS = frozenset({"千瓦时", "立方米", "升", "千焦"})


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a form: an energy or water carrier, or a part of one (其中).

    Attributes:
        key: the meaning, equal across versions, e.g. ``petrol_vehicle``.
        name: as the form prints it, e.g. 车辆用油.
        unit: unit of measure of the quantity; costs are always 元.
        code, cost_code: codes in this version.
        decimals: how many the form takes for the quantity.
        part_of: key of the row this one is a part of (其中), or empty.
        code_inferred, cost_code_inferred: the code was concluded from a pattern, not read in a source; never
            printed as official.
        source: where the row was read, if not where the whole version was.
    """

    key: str
    name: str
    unit: str
    code: str
    cost_code: str
    decimals: int = 2
    part_of: str = ""
    code_inferred: bool = False
    cost_code_inferred: bool = False
    source: str = ""

    @property
    def is_carrier(self) -> bool:
        """True for a row that is added up; False for a part (其中) that its carrier already contains."""
        return not self.part_of

    @property
    def spoken_decimals(self) -> int:
        """How many decimals its quantities have in running text, and at least in tables:
        none where the unit of measure is small beside what a unit uses.
        """
        return 0 if self.unit in _SMALL_UNITS else self.decimals

    @property
    def printed_code(self) -> str:
        """The code as a form may print it: an inferred one stands in brackets."""
        return f"({self.code})" if self.code_inferred else self.code

    @property
    def official_code(self) -> str:
        """The code as what goes to the superior may print it: none that was only inferred."""
        return "" if self.code_inferred else self.code

    @property
    def official_cost_code(self) -> str:
        return "" if self.code_inferred or self.cost_code_inferred else self.cost_code

    @property
    def printed_cost_code(self) -> str:
        return f"({self.cost_code})" if self.code_inferred or self.cost_code_inferred else self.cost_code


@dataclass(frozen=True, slots=True)
class HeadItem:
    """One row of the head of a summary table (基本信息): how many institutions, how large, how many people and
    vehicles.

    Attributes:
        key: the meaning, equal across versions; those the office keeps are named as the unit's facts.
        part_of: key of the row this one is a part of (其中), or empty.
        source: where the row was read, if not where the whole version was.
    """

    key: str
    name: str
    unit: str
    code: str = ""
    part_of: str = ""
    code_inferred: bool = False
    source: str = ""

    @property
    def printed_code(self) -> str:
        """The code as a form may print it: an inferred one stands in brackets."""
        return f"({self.code})" if self.code_inferred else self.code


@dataclass(frozen=True, slots=True)
class StatisticalSystem:
    """One version of the form set.

    Attributes:
        first_year, last_year: the years of reports it is valid for, as its source says; None: until replaced.
            From when a place uses it is a setting.
        items: the rows of the quarterly form.
        head: the rows of basic information that the summary table has above them.
    """

    version: str
    title: str
    form_title: str
    source: str
    first_year: int
    last_year: int | None
    items: tuple[Item, ...]
    head: tuple[HeadItem, ...] = ()

    def item(self, key: str) -> Item:
        """Return the row of this meaning; raises KeyError if this version has none."""
        for item in self.items:
            if item.key == key:
                return item
        raise KeyError(key)

    def has(self, key: str) -> bool:
        return any(item.key == key for item in self.items)

    @property
    def use(self) -> str:
        """What this version calls using: 消耗 until 2012, then 消费; in titles, texts and file names."""
        return "消费" if "消费" in self.form_title else "消耗"

    @property
    def carriers(self) -> tuple[Item, ...]:
        """The rows that are added up, in the form's order."""
        return tuple(item for item in self.items if item.is_carrier)

    def parts_of(self, key: str) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.part_of == key)


@cache
def statistical_systems() -> tuple[StatisticalSystem, ...]:
    """Return all versions the program knows, oldest first."""
    folder = resource("statistics")
    systems = [_load(path.read_text("utf-8")) for path in folder.glob("*.toml")]
    return tuple(sorted(systems, key=lambda system: system.first_year))


def system_of_version(version: str) -> StatisticalSystem:
    """Return the system named e.g. ``2011``; raises KeyError."""
    for system in statistical_systems():
        if system.version == version:
            return system
    raise KeyError(version)


def system_of_year(year: int, first_years: Mapping[str, int] | None = None) -> StatisticalSystem:
    """Return the version in force in a year: the one that began last; before the first version its forms are
    used.

    Args:
        first_years: by version the year from which a place used it, where that is not the year in the data.
    """
    chosen = first_years or {}
    begun = [(chosen.get(system.version, system.first_year), system) for system in statistical_systems()]
    in_force = [one for one in begun if one[0] <= year]
    return max(reversed(in_force), key=itemgetter(0))[1] if in_force else statistical_systems()[0]


def mapping_notes(before: StatisticalSystem, now: StatisticalSystem) -> tuple[str, ...]:
    """Say where two versions cannot be compared row by row:
    rows only one of them has, units of measure that differ.
    """
    if before.version == now.version:
        return ()
    gone = [item.name for item in before.carriers if not now.has(item.key)]
    new = [item.name for item in now.carriers if not before.has(item.key)]
    changed = [
        f"{item.name}（{before.item(item.key).unit}→{item.unit}）"
        for item in now.carriers
        if before.has(item.key) and before.item(item.key).unit != item.unit
    ]
    sentences = (
        (gone, f"{before.version}版的{{}}在{now.version}版中没有，只在综合能耗和费用合计中比较"),
        (new, f"{now.version}版的{{}}在{before.version}版中没有，不能与以前比较"),
        (changed, "{}计量单位不同，数量不能比较，折标准煤和费用可以比较"),
    )
    return tuple(sentence.format("、".join(names)) for names, sentence in sentences if names)


def _load(text: str) -> StatisticalSystem:
    data = tomllib.loads(text)
    items = tuple(Item(**row) for row in data.pop("item"))
    head = tuple(HeadItem(**row) for row in data.pop("head", ()))
    return StatisticalSystem(items=items, head=head, last_year=data.pop("last_year", None), **data)
