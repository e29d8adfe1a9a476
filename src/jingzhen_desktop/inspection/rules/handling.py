"""Where a violation and its notices stand on a day, what may be, and which moves are open:
the state machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ...base.errors import FieldRejected, InputRejected
from ...base.lengths import LONGEST_NOTE, check_length
from ..values.found import Rectification, Round, Violation
from ..values.words import Move, RecheckResult, ViolationState
from .checks import Dated, check_deadline, check_given, check_order

SETTLED = frozenset({ViolationState.CORRECTED, ViolationState.CLOSED})
"""States of a violation in which nothing is left to do about it."""


def check_violation(violation: Violation, round_: Round) -> None:
    """Refuse a violation that cannot be. Raises InputRejected."""
    if not violation.text.strip():
        raise FieldRejected("text", "请写明发现的问题，如“办公室下班后电脑、饮水机未关”。")
    check_length("text", "问题", violation.text, LONGEST_NOTE)
    check_length("room", "场所", violation.room)
    check_length("correction_note", "纠正情况", violation.correction_note, LONGEST_NOTE)
    found = Dated("发现日期", violation.found_on, "found_on")
    check_order(found, Dated("检查日期", round_.day))
    check_order(Dated("纠正日期", violation.corrected_on, "corrected_on"), found)
    if violation.corrected_on_spot and violation.rectifications:
        raise InputRejected(
            f"该问题已下达整改通知{violation.rectifications[-1].number}，不能再记为当场纠正。"
        )


def check_orderable(violations: Sequence[Violation]) -> None:
    """Refuse to order violations that are settled or under order already. Raises InputRejected."""
    if not violations:
        raise InputRejected("请先选择要限期整改的问题。")
    if len({violation.visit_id for violation in violations}) > 1:
        raise InputRejected("一份整改通知书只能针对一个单位的一次检查，请分别下达。")
    for violation in violations:
        if violation.corrected_on_spot:
            raise InputRejected(f"“{violation.text}”已当场纠正，不需要限期整改。")
        if any(not is_failed(notice) for notice in violation.rectifications):
            raise InputRejected(
                f"“{violation.text}”已下达整改通知{violation.rectifications[-1].number}，不能重复下达。"
            )


def check_rectification(notice: Rectification, violations: Sequence[Violation]) -> None:
    """Refuse a notice whose number, dates or results cannot be. Raises InputRejected."""
    if not notice.number.strip():
        raise FieldRejected("number", "整改通知书的文号不能为空。")
    ordered = Dated("下达日期", notice.ordered_on, "ordered_on")
    deadline = Dated("整改期限", notice.deadline, "deadline")
    replied = Dated("回复日期", notice.reply_on, "reply_on")
    rechecked = Dated("复查日期", notice.rechecked_on, "rechecked_on")
    check_given(notice.number, ordered, deadline)
    check_length("number", "文号", notice.number)
    check_length("requirement", "整改要求", notice.requirement, LONGEST_NOTE)
    check_length("reply", "回复", notice.reply, LONGEST_NOTE)
    check_length("recheck_note", "复查情况", notice.recheck_note, LONGEST_NOTE)
    check_length("received_by", "签收人", notice.received_by)
    _check_received(notice, ordered, replied)
    for violation in violations:
        check_order(ordered, Dated("发现问题日期", violation.found_on))
    check_deadline(deadline, ordered)
    check_order(replied, ordered)
    check_order(rechecked, ordered)
    _check_rechecked(notice, rechecked)


def _check_received(notice: Rectification, ordered: Dated, replied: Dated) -> None:
    received = Dated("签收日期", notice.received_on, "received_on")
    if notice.received_on and not notice.received_by.strip():
        raise FieldRejected("received_by", "请填写签收人。")
    if notice.received_by and not notice.received_on:
        raise FieldRejected("received_on", "请填写签收日期。")
    check_order(received, ordered)
    check_order(replied, received)


def _check_rechecked(notice: Rectification, rechecked: Dated) -> None:
    both = "复查日期和复查结果要一起填写。"
    if notice.rechecked_on is None and notice.recheck_result is not None:
        raise FieldRejected("rechecked_on", both)
    if notice.rechecked_on is not None and notice.recheck_result is None:
        raise FieldRejected("recheck_result", both)
    if notice.closed_on and notice.recheck_result is not RecheckResult.PASSED:
        raise FieldRejected("recheck_result", f"{notice.number}复查合格后才能销号，请先登记复查结果。")
    check_order(Dated("销号日期", notice.closed_on, "closed_on"), rechecked)


def is_failed(notice: Rectification) -> bool:
    """True if the re-check found the violation still there; it may be ordered again."""
    return notice.recheck_result is RecheckResult.FAILED


def rectification_state(notice: Rectification, on: date) -> ViolationState:
    """Return where a notice stands on a day; what happened later is not known yet.

    A unit that replied by the deadline is not overdue while the office has not re-checked.
    """
    if notice.closed_on and notice.closed_on <= on:
        return ViolationState.CLOSED
    rechecked = was_rechecked(notice, on)
    if rechecked and is_failed(notice):
        return ViolationState.FAILED
    replied = notice.reply_on is not None and notice.reply_on <= min(on, notice.deadline)
    return (
        ViolationState.OVERDUE
        if notice.deadline < on and not rechecked and not replied
        else ViolationState.ORDERED
    )


def was_rechecked(notice: Rectification, on: date) -> bool:
    """Return whether the office has re-checked by a day, that day included."""
    return notice.rechecked_on is not None and notice.rechecked_on <= on


def violation_state(violation: Violation, on: date) -> ViolationState:
    """Return where a violation stands on a day: by its newest notice, if it was not corrected on the spot."""
    if violation.corrected_on_spot:
        return ViolationState.CORRECTED
    newest = newest_notice(violation, on)
    return ViolationState.OPEN if newest is None else rectification_state(newest, on)


def newest_notice(violation: Violation, on: date) -> Rectification | None:
    """Return the newest notice about a violation that was ordered by a day, None if none was."""
    known = [notice for notice in violation.rectifications if notice.ordered_on <= on]
    return max(known, key=lambda notice: (notice.ordered_on, notice.id), default=None)


def progress(notice: Rectification, on: date) -> str:
    """Say where a notice stands in the clerk's words: 已逾期3天, 还有5天, 已回复，待复查."""
    state = rectification_state(notice, on)
    if state is ViolationState.OVERDUE:
        return f"已逾期{(on - notice.deadline).days}天"
    if state is ViolationState.FAILED and notice.replaced:
        return "复查不合格，已再次下达"
    if state is not ViolationState.ORDERED:
        return state.value
    if notice.rechecked_on and notice.rechecked_on <= on:
        return "复查合格，待销号"
    if notice.reply_on and notice.reply_on <= on:
        return "已回复，待复查"
    left = (notice.deadline - on).days
    return f"限期整改中，还有{left}天" if left else "限期整改中，今日到期"


def wants_attention(notice: Rectification, on: date, days: int) -> bool:
    """True if a notice belongs among the day's reminders:
    something can be done about it now, or its deadline is at most ``days`` off.
    """
    waiting = (
        rectification_state(notice, on) is ViolationState.ORDERED
        and not notice.rechecked_on
        and not notice.reply_on
    )
    return not waiting or (notice.deadline - on).days <= days


def is_settled(notice: Rectification) -> bool:
    """True if nothing is left to do about a notice: closed, or ordered again by a later one."""
    return notice.closed_on is not None or notice.replaced


# --- moves: what may follow, and nothing else is offered ----------------------------------------------------


def violation_moves(violation: Violation) -> frozenset[Move]:
    """Return what can be done next about a violation: on the spot, by a notice, or with its newest notice.

    OPEN → CORRECT, ORDER; corrected → nothing more; under order → the moves of its notice; failed re-check →
    REORDER.
    """
    if violation.corrected_on_spot:
        return frozenset({Move.REMOVE})
    if not violation.rectifications:
        return frozenset({Move.CORRECT, Move.ORDER, Move.REMOVE})
    return notice_moves(violation.rectifications[-1])


def notice_moves(notice: Rectification) -> frozenset[Move]:
    """Return what can be done next about a notice.

    ordered → RECEIVE, REPLY, RECHECK; received → REPLY, RECHECK; replied → RECHECK; passed → CLOSE; failed →
    REORDER; closed or ordered again → nothing. A reply or re-check may be entered anew until the notice is
    closed; before anything came of it the notice may be withdrawn.
    """
    if notice.closed_on or notice.replaced:
        return frozenset()
    if notice.recheck_result is RecheckResult.FAILED:
        return frozenset({Move.REORDER, Move.RECHECK})
    if notice.recheck_result is RecheckResult.PASSED:
        return frozenset({Move.CLOSE, Move.RECHECK})
    begun = {Move.REPLY, Move.RECHECK} if notice.reply_on else {Move.RECEIVE, Move.REPLY, Move.RECHECK}
    return frozenset(begun if notice.reply_on or notice.received_on else begun | {Move.WITHDRAW})


def next_move(violation: Violation) -> Move | None:
    """Return the one move that comes next about a violation; None if nothing is left to do.

    A unit that was found with something and has not mended it on the spot gets an order.
    """
    if violation.corrected_on_spot:
        return None
    return next_of_notice(violation.rectifications[-1]) if violation.rectifications else Move.ORDER


def next_of_notice(notice: Rectification) -> Move | None:
    """Return the one move that comes next about a notice: 签收, 回复, 复查, 销号, or another order."""
    if is_settled(notice):
        return None
    if notice.recheck_result is not None:
        return Move.REORDER if is_failed(notice) else Move.CLOSE
    if notice.reply_on:
        return Move.RECHECK
    return Move.REPLY if notice.received_on else Move.RECEIVE


def why_not(move: Move, violation: Violation | None) -> str:
    """Return the sentence that says why a move is not offered; empty if it is."""
    if violation is None:
        return "请先选中一个问题"
    if move in violation_moves(violation):
        return ""
    if violation.corrected_on_spot:
        return "这个问题已当场纠正，不必再处理"
    if not violation.rectifications:
        return "还没有下达整改通知"
    return notice_why_not(move, violation.rectifications[-1])


def notice_why_not(move: Move, notice: Rectification | None) -> str:
    """Return the sentence that says why a move is not offered for a notice; empty if it is."""
    if notice is None:
        return "请先选中一件整改通知"
    if move in notice_moves(notice):
        return ""
    if notice.closed_on:
        return f"{notice.number}已销号"
    if notice.replaced:
        return f"{notice.number}复查不合格后已再次下达"
    waiting = {
        Move.CLOSE: "复查合格后才能销号",
        Move.REORDER: "复查不合格后才能再次下达",
        Move.WITHDRAW: f"{notice.number}已有签收、回复或复查，不能撤销",
    }
    return waiting.get(
        move,
        f"已下达整改通知{notice.number}"
        if move in (Move.CORRECT, Move.ORDER, Move.REMOVE)
        else f"{notice.number}已有回复或复查",
    )


def with_room(violation: Violation) -> str:
    """The violation with its room in front, unless its text names it already."""
    return violation.text if violation.room in violation.text else f"{violation.room}：{violation.text}"
