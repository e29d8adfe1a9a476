"""The life of a report: 未报 → 录入中 → 待审核 → 已审核, and 已退回. Which move is possible when; never who or why."""

from __future__ import annotations

from datetime import date

from ...energy.periods import Quarter
from ...energy.statistics import StatisticalSystem
from ..values.board import BoardCell
from ..values.reports import Move, ReportState, ReportStatus
from .deadlines import in_time

_MOVES: dict[ReportState, dict[Move, ReportState]] = {
    ReportState.MISSING: {},
    ReportState.ENTERING: {Move.SUBMIT: ReportState.SUBMITTED},
    ReportState.SUBMITTED: {
        Move.APPROVE: ReportState.APPROVED,
        Move.RETURN: ReportState.RETURNED,
        Move.WITHDRAW: ReportState.ENTERING,
    },
    ReportState.RETURNED: {Move.SUBMIT: ReportState.SUBMITTED},
    ReportState.APPROVED: {Move.RETURN: ReportState.RETURNED, Move.REOPEN: ReportState.SUBMITTED},
}


def status_of_rows(filled: int | None, system: StatisticalSystem) -> ReportStatus:
    """Say where a unit stands by how many rows of its form have no blank; None if there is no report."""
    if filled is None:
        return ReportStatus.MISSING
    return ReportStatus.COMPLETE if filled == len(system.items) else ReportStatus.INCOMPLETE


def possible_moves(state: ReportState) -> tuple[Move, ...]:
    """Return what can be done with a report in this state, the usual first."""
    return tuple(_MOVES[state])


def after_move(state: ReportState, move: Move) -> ReportState | None:
    """Return the state a move leads to; None if it is not possible."""
    return _MOVES[state].get(move)


def why_closed(quarter: Quarter, locked_on: date | None, state: ReportState) -> str:
    """Return why a report's figures may not be changed, with what to do; empty if they may."""
    if locked_on is not None:
        return f"{quarter.title}已于{locked_on.isoformat()}汇总上报并锁定，不能改动。确需更正，请先在“汇总上报”中解锁并写明原因。"
    if state is ReportState.APPROVED:
        return f"{quarter.title}报表已审核，不能改动。确需更正，请先退回或撤回审核。"
    return ""


def board_cell(
    state: ReportState,
    due: date,
    today: date,
    complete: bool = False,
    received_on: date | None = None,
    reason: str = "",
) -> BoardCell:
    """Judge one unit's report of one quarter: overdue, and whether it came in time.

    A report that was returned was handed in on the day it first came; one that is being entered was not
    handed in yet.
    """
    waiting = not state.is_handed_in
    overdue = waiting and today > due
    came = state not in {ReportState.MISSING, ReportState.ENTERING}
    came_in_time = in_time(received_on, due) if came else None
    on_time = came_in_time if came else False if overdue else None
    late = came_in_time is False
    return BoardCell(state, complete, due, received_on, overdue, on_time, reason, late)
