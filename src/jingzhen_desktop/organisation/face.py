"""What the house sees of 组织机构. No Qt until the widget is asked for."""

from __future__ import annotations

from datetime import date
from typing import Any

from ..base.place import Place
from ..base.text import join_names
from ..office import Office
from ..office.face import Due, Face, Today
from . import records
from .queries import describe_copy, leading_group, units_of_year
from .rules import gaps
from .settings import ORGANISATION_SETTINGS
from .values import TAB, LeadingGroup, UnitInYear


def today(office: Office, year: int, _day: date) -> Today:
    """Return what the register lacks (no leading group, no units, units with gaps), and how many units there are and who leads them."""
    units, group = units_of_year(office, year), leading_group(office)
    return Today(_lacking(units, group, year), _overview(units, group))


def _lacking(units: list[UnitInYear], group: LeadingGroup | None, year: int) -> list[Due]:
    found = []
    if group is None:
        found.append(Due("领导小组尚未填写", None, Place(TAB, "group")))
    if not units:
        found.append(Due(f"{year}年尚无单位，请新增单位或从上年结转", None, Place(TAB)))
    for unit in units:
        if lacking := gaps(unit):
            found.append(Due(f"{unit.short_name}缺少{join_names(lacking)}", None, Place(TAB, "unit", unit.id)))
    return found


def _overview(units: list[UnitInYear], group: LeadingGroup | None) -> str:
    reporting = sum(unit.facts.reporting for unit in units)
    members = f"；领导小组{len(group.members)}人" if group else ""
    return f"{len(units)}个单位，其中{reporting}个报送报表{members}"


def make_widget(desk: Any) -> Any:
    """Import and make the tab's widget."""
    from .tab import OrganisationTab

    return OrganisationTab(desk)


FACE = Face(TAB, "组织机构", records, ORGANISATION_SETTINGS, today, make_widget, describe_copy)
