"""What the house sees of 季度统计. No Qt until the widget is asked for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from ..base.text import join_names
from ..energy.periods import Quarter, quarters_of
from ..office import Office
from ..office.face import Due, Face, Today
from ..office.settings import read_setting
from . import records
from .queries import describe_copy, reporting_calendar
from .settings import DEADLINE_DAYS, SETTINGS
from .values import TAB, ReportStatus, UnitCalendar, report_place

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_MOST_NAMES = 6


def today(office: Office, year: int, day: date) -> Today:
    """Return the quarters that have ended and lack reports or figures, and how many reports of each quarter are in.

    In January last year's fourth quarter is among them.
    """
    last_quarter = quarters_of(year - 1)[-1]
    before, calendar = reporting_calendar(office, year - 1, last_quarter), reporting_calendar(office, year)
    days = read_setting(office, DEADLINE_DAYS)
    ended = [quarter for quarter in quarters_of(year) if quarter.end < day]
    return Today(_dues(before, [last_quarter], days) + _dues(calendar, ended, days), _overview(calendar, year))


def _overview(calendar: list[UnitCalendar], year: int) -> str:
    if not calendar:
        return "还没有填报单位"
    owed = {quarter: [row.statuses[quarter.number] for row in calendar if quarter.number in row.statuses] for quarter in quarters_of(year)}
    received = {quarter: sum(status is not ReportStatus.MISSING for status in statuses) for quarter, statuses in owed.items()}
    return "已报：" + "，".join(f"{quarter.name}{received[quarter]}/{len(owed[quarter])}个单位" for quarter in owed)


def make_widget(desk: Any) -> QWidget:
    """Import and make the tab's widget."""
    from .tab import QuarterlyTab

    return QuarterlyTab(desk)


def _dues(calendar: list[UnitCalendar], quarters: list[Quarter], days: int) -> list[Due]:
    found = []
    for quarter in quarters:
        deadline = quarter.end + timedelta(days=days)
        for status, text in ((ReportStatus.MISSING, "未报"), (ReportStatus.INCOMPLETE, "的报表有空白")):
            found += _lines(quarter, deadline, [row for row in calendar if row.statuses.get(quarter.number) is status], text)
    return found


def _lines(quarter: Quarter, deadline: date, rows: list[UnitCalendar], text: str) -> list[Due]:
    if not rows:
        return []
    if len(rows) == 1:
        unit = rows[0].unit
        return [Due(f"{unit.short_name}{quarter.title}{text.removeprefix('的')}", deadline, report_place(quarter, unit.id))]
    names = join_names([row.unit.short_name for row in rows[:_MOST_NAMES]]) + ("等" if len(rows) > _MOST_NAMES else "")
    return [Due(f"{quarter.title}尚有{len(rows)}个单位{text}：{names}", deadline, report_place(quarter))]


FACE = Face(TAB, "季度统计", records, SETTINGS, today, make_widget, describe_copy)
