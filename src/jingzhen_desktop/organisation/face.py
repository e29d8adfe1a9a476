"""What the house sees of 组织机构. No Qt until the widget is asked for."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import chain
from typing import Any

from ..base.place import Place
from ..base.text import join_names
from ..office.face import Due, Face, Today
from ..office.file import Office
from ..office.settings import read_setting
from .queries.entries import open_entries
from .queries.group import leading_group
from .queries.units import describe_copy, units_of_year, years_with_units
from .rules.network import gap_list, gaps
from .settings import LEDGER_DAYS, ORGANISATION_SETTINGS
from .values.group import LeadingGroup
from .values.places import gaps_place, group_place, ledger_place, unit_place
from .values.units import TAB, UnitInYear

_EACH = 3
"""Up to how many units with gaps are named one by one;
more are one line with a count, so that they hide nothing else.
"""
_MOST_ENTRIES = 8


def today(office: Office, year: int, day: date) -> Today:
    """Return what the register lacks, what moved without a word why, and what the ledger waits for;
    and who and how many there are.
    """
    units, group = units_of_year(office, year), leading_group(office)
    before = {unit.id: unit for unit in units_of_year(office, year - 1)} if units else {}
    earlier = not units and any(one < year for one in years_with_units(office))
    dues = [
        *_beginnings(units, group, year, before=earlier),
        *_lacking(units, before, year),
        *_ledger(office, year, day),
    ]
    return Today(dues, _overview(units, group))


def _beginnings(units: list[UnitInYear], group: LeadingGroup | None, year: int, *, before: bool) -> list[Due]:
    found = []
    if group is None:
        found.append(Due("领导小组尚未填写", None, group_place()))
    if not units and before:
        words = f"{year}年尚无单位，请从上年结转：单位、面积、人数带过来，再改有变动的"
        found.append(Due(words, None, Place(TAB), "从上年结转", first=True))
    elif not units:
        found.append(Due(f"{year}年尚无单位，请新增单位", None, Place(TAB)))
    return found


def _lacking(units: list[UnitInYear], before: dict[int, UnitInYear], year: int) -> list[Due]:
    """What units lack, each in a line or all in one; and the changes to be explained, in one."""
    every = gap_list(units, before)
    first = {gap.unit_id: gap.field for gap in reversed(every) if not gap.detail}
    lacking = [(unit, missing) for unit in units if (missing := gaps(unit))]
    found = [
        Due(
            f"{unit.short_name}缺少{join_names(missing)}",
            None,
            unit_place(year, unit.id, first[unit.id]),
        )
        for unit, missing in lacking[:_EACH]
    ]
    if len(lacking) > _EACH:
        number = Counter(chain.from_iterable(set(missing) for _, missing in lacking))
        titles = dict.fromkeys(chain.from_iterable(missing for _, missing in lacking))
        counts = [f"缺{title}{number[title]}个" for title in titles]
        found = [Due(f"{len(lacking)}个单位{year}年情况不全：{join_names(counts)}", None, gaps_place())]
    moved = dict.fromkeys(gap.unit for gap in every if gap.detail)
    if moved:
        names = join_names(list(moved)[:_EACH]) + (f"等{len(moved)}个单位" if len(moved) > _EACH else "")
        found.append(Due(f"{names}{year}年面积或人数比上年变动超过10%，请核实或写明原因", None, gaps_place()))
    return found


def _ledger(office: Office, year: int, day: date) -> list[Due]:
    """Entries of the ledger whose deadline is near or past."""
    entries = open_entries(office, day + timedelta(days=read_setting(office, LEDGER_DAYS)), year)
    found = [
        Due(
            f"{entry.item.kind.words}“{entry.item.title}”{_owner(entry.item.owner)}尚未完成",
            entry.item.due,
            ledger_place(entry.id),
        )
        for entry in entries[:_MOST_ENTRIES]
    ]
    rest = entries[_MOST_ENTRIES:]
    return found + (
        [Due(f"工作台账另有{len(rest)}项到期未完成", rest[0].item.due, ledger_place(rest[0].id))]
        if rest
        else []
    )


def _overview(units: list[UnitInYear], group: LeadingGroup | None) -> str:
    reporting = sum(unit.facts.reporting for unit in units)
    members = f"；领导小组{len(group.members)}人" if group else ""
    return f"{len(units)}个单位，其中{reporting}个报送报表{members}"


def make_widget(desk: Any) -> Any:
    """Import and make the tab's widget."""
    from .tab.main import OrganisationTab

    return OrganisationTab(desk)


FACE = Face(
    TAB, "组织机构", f"{__package__}.records", ORGANISATION_SETTINGS, today, make_widget, describe_copy
)


def _owner(name: str) -> str:
    return f"（{name}）" if name else ""
