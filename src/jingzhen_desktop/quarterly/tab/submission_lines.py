"""What 汇总上报 checks before a quarter goes up: a line for each thing, what is open first. Values only, no
widgets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...base.text import chinese_date, join_names
from ...energy.periods import Quarter
from ...widgets.appearance import Look
from ...widgets.look.tokens import State
from ..rules.next_step import days_words, next_step
from ..rules.printing.board import on_time_words
from ..values.board import Board
from ..values.reports import ReportState
from ..values.submissions import QuarterSent, Readiness, Submission
from .cells import STATES

FILL_IN, _OPEN = "去填", "打开报表"


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One thing that is checked.

    Attributes:
        id: what it is known by; a unit's line has the unit's id.
        look: how it is meant, where it is no report with a ``state``.
        step: what can be done about it here, in words; empty where nothing is to be done.
        unit_id, quarter, field: where that leads: a unit's report, another quarter, a field beside.
    """

    id: object
    title: str
    words: str
    look: Look | None = None
    state: State | None = None
    step: str = ""
    unit_id: int | None = None
    quarter: Quarter | None = None
    field: str = ""


def check_lines(
    ready: Readiness, board: Board, sent: Sequence[QuarterSent], signed_by: str, number: str
) -> list[CheckLine]:
    """Return everything that is checked, what is open first.

    Args:
        sent: how the quarters of the year up to this one went up.
        signed_by, number: what is filled in for the letter.
    """
    found = [
        *_reports(ready, board),
        *_sums(ready),
        *_earlier(ready.quarter, sent),
        *_deadline(ready.quarter, board),
        *_letter(signed_by, number),
    ]
    return [*sorted(found, key=_is_settled), _punctual(board)]


def sent_lines(one: Submission, board: Board) -> list[CheckLine]:
    """Return what is known of a quarter that went up and is locked."""
    named = (
        ("上报日期", chinese_date(one.submitted_on)),
        ("报送单位", one.addressee),
        ("签发人", one.signed_by),
        ("文件", one.file_name),
        ("缺少的单位", one.missing or "无"),
        ("备注", one.note),
    )
    return [
        CheckLine("sent", one.quarter.title, "已汇总上报并锁定，不能更改", state=State.SENT),
        *(CheckLine(title, title, words) for title, words in named if words),
        _punctual(board),
    ]


def _punctual(board: Board) -> CheckLine:
    return CheckLine("punctual", f"{board.year}年各单位按时报送", on_time_words(board), Look.MUTED)


def _is_settled(line: CheckLine) -> bool:
    return not line.step and line.look in (Look.GOOD, Look.MUTED)


def _reports(ready: Readiness, board: Board) -> list[CheckLine]:
    number, lines = ready.quarter.number, []
    for row in board.rows:
        cell = row.cells.get(number)
        if cell is None or cell.state is ReportState.APPROVED:
            continue
        step = next_step(cell, ready.quarter, board.today, locked=False)
        days = days_words(cell, board.today)
        lines.append(
            CheckLine(
                row.unit.id,
                row.unit.name,
                f"{cell.state.words}·{days}" if days else cell.state.words,
                state=State.OVERDUE if cell.overdue else STATES[cell.state],
                step=_OPEN if cell.state is ReportState.MISSING or step is None else step.value,
                unit_id=row.unit.id,
            )
        )
    if not ready.expected:
        return [CheckLine("reports", "各单位报表", "没有填报单位", Look.BAD)]
    if not lines:
        return [CheckLine("reports", "各单位报表", f"{ready.expected}个单位全部审核通过", Look.GOOD)]
    return lines


def _sums(ready: Readiness) -> list[CheckLine]:
    if not ready.faults:
        return [CheckLine("sums", "汇总核对", "换一种加法，合计一致", Look.GOOD)]
    return [CheckLine(f"sums{at}", "汇总核对", fault, Look.BAD) for at, fault in enumerate(ready.faults)]


def _earlier(quarter: Quarter, sent: Sequence[QuarterSent]) -> list[CheckLine]:
    before = [one for one in sent if one.quarter < quarter]
    open_ = [one.quarter for one in before if not one.stands]
    if before and not open_:
        names = join_names([one.quarter.name for one in before])
        return [CheckLine("earlier", "以前各期", f"{names}已汇总上报", Look.GOOD)]
    return [
        CheckLine(
            f"earlier{one.number}", one.title, "还没有汇总上报", Look.WARNING, step="去上报", quarter=one
        )
        for one in open_
    ]


def _deadline(quarter: Quarter, board: Board) -> list[CheckLine]:
    due = board.town_due.get(quarter.number)
    if due is None:
        return []
    days = (due - board.today).days
    words = chinese_date(due) + (
        f"，逾期{-days}天" if days < 0 else "，今天截止" if not days else f"，还有{days}天"
    )
    return [CheckLine("due", "汇总上报期限", words, Look.BAD if days < 0 else Look.MUTED)]


def _letter(signed_by: str, number: str) -> list[CheckLine]:
    asked = (
        ("signed_by", "签发人", signed_by, "没有填，上行文应由主要负责人签发"),
        ("number", "报告文号", number, "没有填，报告将不印版头"),
    )
    return [
        CheckLine(field, title, text, Look.GOOD)
        if text
        else CheckLine(field, title, lack, Look.WARNING, step=FILL_IN, field=field)
        for field, title, text, lack in asked
    ]


def open_count(lines: Sequence[CheckLine]) -> int:
    """How many things are open."""
    return sum(not _is_settled(line) for line in lines)
