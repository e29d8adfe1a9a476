"""What the house sees of 季度统计. No Qt until the widget is asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from ..base.text import join_names
from ..energy.periods import Cycle, Quarter, quarters_of
from ..office.face import Due, Face, Headline, Progress, Stage, Tile, Today
from ..office.file import Office
from .queries.board import describe_copy, sent_periods, state_board
from .settings import SETTINGS
from .values.board import Board, BoardCell, BoardRow
from .values.reports import IMPORT_PLACE, TAB, ReportState, pending_file, report_place

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
    ended = [quarter for quarter in board.cycle.periods(year) if quarter.end < day]
    last = before.cycle.period(last_quarter.year, last_quarter.number)
    dues = _unfinished_import(office, day) + _dues(before, [last]) + _dues(board, ended)
    return Today(dues, _overview(board), tuple(_tiles(board, day)), progress=_progress(board))


def _unfinished_import(office: Office, day: date) -> list[Due]:
    if not pending_file(office.path).exists():
        return []
    return [Due("有未完成的导入：读出的报表还没有保存", day, IMPORT_PLACE, "继续导入")]


def _tiles(board: Board, day: date) -> list[Tile]:
    """The periods somebody owes a report of; without any unit all of the year."""
    quarters = [one for one in board.cycle.periods(board.year) if not board.rows or board.owed(one.number)]
    open_ones = [one for one in quarters if one.number not in board.locked]
    now = next((one for one in open_ones if one.end < day), None) or board.cycle.period(
        day.year, Quarter.of(day).number
    )
    return [_tile(board, one, day, is_now=bool(board.rows) and one == now) for one in quarters]


def _tile(board: Board, quarter: Quarter, day: date, *, is_now: bool) -> Tile:
    number = quarter.number
    chip, stage = _chip(board, quarter, day)
    sent = board.locked.get(number)
    owed = board.owed(number)
    begun = sent is not None or board.has_reports(number) or quarter.end < day
    approved = board.count(number, ReportState.APPROVED)
    parts = ((Stage.SENT, owed),) if sent else tuple(_parts(board, number))
    if sent is not None:
        words = f"{sent.submitted_on.month}月{sent.submitted_on.day}日上报"
    elif begun and owed:
        words = f"已报送，{approved}个已审核" if approved else "已报送"
    else:
        words = _due_words(board.due.get(number), day)
    figure = f"{board.received(number)}/{owed}" if begun and owed else "—"
    return Tile(quarter.name, chip, stage, figure, words, parts, owed, report_place(quarter), is_now)


def _due_words(due: date | None, day: date) -> str:
    if due is None:
        return ""
    year = {day.year: "", day.year + 1: "明年"}.get(due.year, f"{due.year}年")
    return f"{year}{due.month}月{due.day}日前报送"


def _chip(board: Board, quarter: Quarter, day: date) -> tuple[str, Stage | None]:
    """Where a quarter stands in a word or two."""
    number = quarter.number
    if number in board.locked:
        return "已上报", Stage.SENT
    due, owed = board.due.get(number), board.owed(number)
    if day < quarter.start or due is None or not owed:
        return "未开始", None
    if day <= quarter.end:
        return "进行中", None
    if board.received(number) < owed:
        days = (due - day).days
        if days < 0:
            return f"逾期{-days}天", Stage.OVERDUE
        return {0: "今天截止", 1: "明天截止"}.get(days, f"还有{days}天"), Stage.TO_REVIEW
    if board.count(number, ReportState.APPROVED) < owed:
        return "待审核", Stage.TO_REVIEW
    return "待上报", Stage.TO_REVIEW


_STAGES = {
    ReportState.APPROVED: Stage.APPROVED,
    ReportState.SUBMITTED: Stage.TO_REVIEW,
    ReportState.ENTERING: Stage.ENTERING,
    ReportState.RETURNED: Stage.RETURNED,
}


def _parts(board: Board, number: int) -> list[tuple[Stage, int]]:
    return [(stage, count) for state, stage in _STAGES.items() if (count := board.count(number, state))]


def _progress(board: Board) -> tuple[Progress, ...]:
    owed = [quarter for quarter in board.cycle.periods(board.year) if board.owed(quarter.number)]
    unit = "个季度" if board.cycle is Cycle.QUARTER else "期"
    sent = sum(quarter.number in board.locked for quarter in owed)
    return (Progress("季度上报", sent, len(owed), f"{sent}/{len(owed)}{unit}"),) if owed else ()


def _overview(board: Board) -> str:
    if not board.rows:
        return "还没有填报单位"
    quarters = [quarter for quarter in board.cycle.periods(board.year) if board.owed(quarter.number)]
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
        for wants, text, verb in _WANTS:
            rows = [row for row in board.rows if number in row.cells and wants(row.cells[number])]
            found += _lines(quarter, board.due[number], rows, text, f"{verb}{quarter.name}报表")
        if board.count(number, ReportState.APPROVED) == board.owed(number):
            found.append(
                Due(
                    f"{quarter.title}报表全部审核完毕，尚未汇总上报",
                    board.town_due.get(number, board.due[number]),
                    report_place(quarter),
                    f"上报{quarter.name}报表",
                )
            )
    return found


def _headline(office: Office, year: int, day: date) -> Headline | None:
    """Load what reads the figures when they are first asked for."""
    from .queries.headline import headline

    return headline(office, year, day)


_WANTS: tuple[tuple[Callable[[BoardCell], bool], str, str], ...] = (
    (lambda cell: cell.state is ReportState.MISSING, "未报", "催收"),
    (lambda cell: cell.state is ReportState.RETURNED, "的报表已退回待重报", "催收"),
    (lambda cell: cell.state is ReportState.ENTERING and not cell.complete, "的报表有空白", "填写"),
    (lambda cell: cell.state is ReportState.ENTERING and cell.complete, "的报表未提交审核", "提交"),
    (lambda cell: cell.state is ReportState.SUBMITTED, "的报表待审核", "审核"),
)
"""What a report may want, how the line says it, and what is done about it."""


def _lines(quarter: Quarter, deadline: date, rows: list[BoardRow], text: str, action: str) -> list[Due]:
    if not rows:
        return []
    if len(rows) == 1:
        unit = rows[0].unit
        return [
            Due(
                f"{unit.short_name}{quarter.title}{text.removeprefix('的')}",
                deadline,
                report_place(quarter, unit.id),
                action,
            )
        ]
    names = join_names([row.unit.short_name for row in rows[:_MOST_NAMES]]) + (
        "等" if len(rows) > _MOST_NAMES else ""
    )
    words = f"{quarter.title}尚有{len(rows)}个单位{text}：{names}"
    return [Due(words, deadline, report_place(quarter), action)]


FACE = Face(
    TAB,
    "季度统计",
    f"{__package__}.records",
    SETTINGS,
    today,
    make_widget,
    describe_copy,
    sent_periods,
    headline=_headline,
)
