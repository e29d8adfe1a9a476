"""What the house sees of 季度统计. No Qt until the widget is asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from ..base.text import join_names
from ..energy.periods import Quarter, quarters_of
from ..office.face import Due, Face, Today
from ..office.file import Office
from .queries.board import describe_copy, state_board
from .settings import SETTINGS
from .values.board import Board, BoardCell, BoardRow
from .values.reports import TAB, ReportState, report_place

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_MOST_NAMES = 6


def today(office: Office, year: int, day: date) -> Today:
    """Return what the quarters that have ended still want: reports, review, sending up; and how many reports
    are in.

    In January last year's fourth quarter is among them.
    """
    last_quarter = quarters_of(year - 1)[-1]
    before, board = state_board(office, year - 1, day, last_quarter), state_board(office, year, day)
    ended = [quarter for quarter in quarters_of(year) if quarter.end < day]
    return Today(_dues(before, [last_quarter]) + _dues(board, ended), _overview(board))


def _overview(board: Board) -> str:
    if not board.rows:
        return "还没有填报单位"
    quarters = [quarter for quarter in quarters_of(board.year) if board.owed(quarter.number)]
    return "已报：" + "，".join(
        f"{one.name}{board.received(one.number)}/{board.owed(one.number)}个单位" for one in quarters
    )


def make_widget(desk: Any) -> QWidget:
    """Import and make the tab's widget."""
    from .tab.main import QuarterlyTab

    return QuarterlyTab(desk)


def _dues(board: Board, quarters: list[Quarter]) -> list[Due]:
    """What a quarter wants; nothing more once it is sent up."""
    found: list[Due] = []
    for quarter in quarters:
        number = quarter.number
        if number in board.locked or not board.owed(number):
            continue
        for wants, text in _WANTS:
            rows = [row for row in board.rows if number in row.cells and wants(row.cells[number])]
            found += _lines(quarter, board.due[number], rows, text)
        if board.count(number, ReportState.APPROVED) == board.owed(number):
            found.append(
                Due(
                    f"{quarter.title}报表全部审核完毕，尚未汇总上报",
                    board.town_due.get(number, board.due[number]),
                    report_place(quarter),
                )
            )
    return found


_WANTS: tuple[tuple[Callable[[BoardCell], bool], str], ...] = (
    (lambda cell: cell.state is ReportState.MISSING, "未报"),
    (lambda cell: cell.state is ReportState.RETURNED, "的报表已退回待重报"),
    (lambda cell: cell.state is ReportState.ENTERING and not cell.complete, "的报表有空白"),
    (lambda cell: cell.state is ReportState.ENTERING and cell.complete, "的报表未提交审核"),
    (lambda cell: cell.state is ReportState.SUBMITTED, "的报表待审核"),
)
"""What a report may want, and how the line says it."""


def _lines(quarter: Quarter, deadline: date, rows: list[BoardRow], text: str) -> list[Due]:
    if not rows:
        return []
    if len(rows) == 1:
        unit = rows[0].unit
        return [
            Due(
                f"{unit.short_name}{quarter.title}{text.removeprefix('的')}",
                deadline,
                report_place(quarter, unit.id),
            )
        ]
    names = join_names([row.unit.short_name for row in rows[:_MOST_NAMES]]) + (
        "等" if len(rows) > _MOST_NAMES else ""
    )
    return [Due(f"{quarter.title}尚有{len(rows)}个单位{text}：{names}", deadline, report_place(quarter))]


FACE = Face(TAB, "季度统计", f"{__package__}.records", SETTINGS, today, make_widget, describe_copy)
