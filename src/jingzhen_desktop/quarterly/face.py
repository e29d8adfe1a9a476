"""What the house sees of 季度统计. No Qt until the widget is asked for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from ..base.text import join_names
from ..energy.periods import Quarter, quarters_of
from ..office import Office
from ..office.face import Due, Face
from . import records
from .actions import TAB, report_place
from .queries import describe_copy, due_date, reporting_calendar
from .settings import SETTINGS
from .values import ReportStatus, UnitCalendar

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_MOST_NAMES = 6


def due(office: Office, year: int, today: date) -> list[Due]:
    """Return the quarters that have ended and lack reports or figures; in January last year's fourth quarter is among them."""
    last_quarter = quarters_of(year - 1)[-1]
    found = _of_calendar(office, [last_quarter], year - 1)
    ended = [quarter for quarter in quarters_of(year) if quarter.end < today]
    return found + (_of_calendar(office, ended, year) if ended else [])


def overview(office: Office, year: int) -> str:
    """Say how many reports of each quarter are in."""
    calendar = reporting_calendar(office, year)
    if not calendar:
        return "还没有填报单位"
    owed = {quarter: [row.statuses[quarter.number] for row in calendar if quarter.number in row.statuses] for quarter in quarters_of(year)}
    received = {quarter: sum(status is not ReportStatus.MISSING for status in statuses) for quarter, statuses in owed.items()}
    return "已报：" + "，".join(f"{quarter.name}{received[quarter]}/{len(owed[quarter])}个单位" for quarter in owed)


def make_widget(desk: Any) -> QWidget:
    """Import and make the tab's widget."""
    from .tab import QuarterlyTab

    return QuarterlyTab(desk)


def _of_calendar(office: Office, quarters: list[Quarter], year: int) -> list[Due]:
    calendar = reporting_calendar(office, year)
    found = []
    for quarter in quarters:
        deadline = due_date(office, quarter)
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


FACE = Face(TAB, "季度统计", records, SETTINGS, due, overview, make_widget, describe_copy)
