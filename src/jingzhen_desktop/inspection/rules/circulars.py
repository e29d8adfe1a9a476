"""Circulars: what may be, drafts, which units to propose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain

from ...base.errors import FieldRejected, InputRejected
from ...base.lengths import LONGEST_NOTE, check_length
from ...base.text import join_names
from ..values.found import Circular, Proposal, Rectification, RoundDetail, Violation
from ..values.words import ViolationKind, ViolationState
from .checks import Dated, check_deadline, check_given, check_order
from .handling import SETTLED, is_settled, newest_notice, progress, violation_state
from .plan import likely_day

SLOW = frozenset({ViolationState.OVERDUE, ViolationState.FAILED})
"""States that show a unit slow to mend (改正力度不大)."""


def check_circular(circular: Circular) -> None:
    """Refuse a circular that cannot be. Raises InputRejected."""
    for field, title, text in (
        ("number", "文号", circular.number),
        ("title", "标题", circular.title),
        ("scope", "通报范围", circular.scope),
    ):
        if not text.strip():
            raise FieldRejected(field, f"通报的{title}不能为空。")
        check_length(field, title, text)
    check_length("reason", "通报事由", circular.reason, LONGEST_NOTE)
    day = _day(circular)
    check_given("通报", day)
    if not circular.unit_ids:
        raise FieldRejected("unit_ids", "请选择要通报的单位。")
    check_deadline(Dated("整改期限", circular.deadline, "deadline"), day)


def check_circular_day(
    circular: Circular, notices: Sequence[tuple[str, date]], round_day: date | None
) -> None:
    """Refuse a circular dated before what it speaks of:
    its round, and the notices (number and day) it names. Raises InputRejected.
    """
    day = _day(circular)
    check_order(day, Dated("检查日期", round_day))
    for number, ordered_on in notices:
        check_order(day, Dated(f"{number}的下达日期", ordered_on))


def _day(circular: Circular) -> Dated:
    return Dated("通报日期", circular.day, "day")


def draft_circular(detail: RoundDetail, scope: str, day: date, number: str) -> Circular:
    """Draft a circular on what a round found and is not settled; if all is, on every unit with a violation.

    Raises:
        InputRejected: the round found nothing.
    """
    unsettled = [
        violation for violation in detail.violations if violation_state(violation, day) not in SETTLED
    ]
    units = dict.fromkeys(violation.unit_id for violation in unsettled or detail.violations)
    if not units:
        raise InputRejected(f"“{detail.round.title}”没有发现问题，不需要通报。")
    notices = chain.from_iterable(violation.rectifications for violation in unsettled)
    open_notices = dict.fromkeys(notice.id for notice in notices if not is_settled(notice))
    slow = any(violation_state(violation, day) in SLOW for violation in unsettled)
    reason = "部分单位对检查发现的问题改正力度不大" if slow else "部分单位空调和用电设置不符合规定"
    title = f"关于{detail.round.title}情况的通报"
    return Circular(
        0,
        number,
        day,
        title,
        scope,
        detail.round.id,
        None,
        reason,
        unit_ids=tuple(units),
        rectification_ids=tuple(open_notices),
    )


def draft_day(detail: RoundDetail, today: date) -> date:
    """Return the day to propose for a circular on a round: after everything known about it."""
    days = [detail.round.day]
    for notice in detail.rectifications:
        days += [notice.ordered_on, notice.reply_on, notice.rechecked_on, notice.closed_on]
    return likely_day(max((day for day in days if day), default=today), today)


def named_violations(circular: Circular, violations: Sequence[Violation]) -> list[Violation]:
    """Return those a circular speaks of: of its rectifications;
    of named units without one, what was unsettled on its day.
    """
    chosen = set(circular.rectification_ids)
    covered = [violation for violation in violations if chosen & violation.notice_ids]
    with_notice = {violation.unit_id for violation in covered}
    others = set(circular.unit_ids) - with_notice
    return [
        violation
        for violation in violations
        if violation in covered
        or (violation.unit_id in others and violation_state(violation, circular.day) not in SETTLED)
    ]


def circular_proposals(
    details: Sequence[RoundDetail], circulars: Sequence[Circular], on: date
) -> list[Proposal]:
    """Return which units a circular should name on a day, and why (改正力度不大); what a circular named already is
    left out.

    Overdue and failed notices, and the same kind of violation found in a later round again.
    """
    named = set(chain.from_iterable(circular.rectification_ids for circular in circulars))
    found: dict[int, list[tuple[str, Violation]]] = {}
    for detail in details:
        for violation in detail.violations:
            if reason := _slow(violation, named, on):
                found.setdefault(violation.unit_id, []).append((reason, violation))
    for violation, words in _repeated(details, circulars, on):
        found.setdefault(violation.unit_id, []).append((words, violation))
    return [_proposal(pairs) for pairs in found.values()]


def circular_progress(circular: Circular, unsettled: Sequence[Rectification], on: date, days: int) -> str:
    """Say who has still to mend by a circular's own deadline; empty if nobody, or while the deadline is more
    than ``days`` off.

    A notice as long as the circular's deadline reminds by itself.
    """
    deadline = circular.deadline
    units = dict.fromkeys(notice.unit_name for notice in unsettled if deadline and notice.deadline < deadline)
    if deadline is None or not units or (deadline - on).days > days:
        return ""
    left = (deadline - on).days
    state = f"已逾期{-left}天" if left < 0 else f"还有{left}天" if left else "今日到期"
    return f"通报{circular.number}责令{join_names(list(units))}改正：{state}"


def _slow(violation: Violation, named: set[int], on: date) -> str:
    newest, state = newest_notice(violation, on), violation_state(violation, on)
    slow = state in (ViolationState.OVERDUE, ViolationState.FAILED)
    if newest is None or newest.id in named or not slow:
        return ""
    return f"{newest.number}{progress(newest, on)}"


def _repeated(
    details: Sequence[RoundDetail], circulars: Sequence[Circular], on: date
) -> Iterator[tuple[Violation, str]]:
    """The newest violation of a unit and kind that an earlier round found already,
    unless a circular named the unit since.
    """
    seen: dict[tuple[int, ViolationKind], list[tuple[date, int, Violation]]] = {}
    for detail in details:
        for violation in detail.violations:
            if violation.kind is not ViolationKind.OTHER and violation.found_on <= on:
                seen.setdefault((violation.unit_id, violation.kind), []).append(
                    (violation.found_on, detail.round.id, violation)
                )
    for (unit_id, kind), times in seen.items():
        times.sort(key=lambda time: (time[0], time[1]))
        day, _, newest = times[-1]
        rounds = len({round_id for _, round_id, _ in times})
        if rounds > 1 and not any(
            unit_id in circular.unit_ids and circular.day >= day for circular in circulars
        ):
            yield newest, f"{kind.value}本年第{rounds}次发现"


def _proposal(pairs: Sequence[tuple[str, Violation]]) -> Proposal:
    violations = [violation for _, violation in pairs]
    notices = [
        violation.rectifications[-1].id
        for violation in violations
        if violation.rectifications and not is_settled(violation.rectifications[-1])
    ]
    first = violations[0]
    return Proposal(
        first.unit_id,
        first.unit_name,
        tuple(dict.fromkeys(reason for reason, _ in pairs)),
        tuple(dict.fromkeys(violation.id for violation in violations)),
        tuple(dict.fromkeys(notices)),
    )


def circular_of(proposals: Sequence[Proposal], scope: str, day: date, number: str) -> Circular:
    """Draft a circular about units that were slow to mend. Raises InputRejected if there are none."""
    if not proposals:
        raise InputRejected("没有需要通报的单位。")
    return Circular(
        0,
        number,
        day,
        "关于公共机构节能整改不力单位的通报",
        scope,
        reason="部分单位对检查发现的问题逾期不改或反复出现，改正力度不大",
        unit_ids=tuple(proposal.unit_id for proposal in proposals),
        rectification_ids=tuple(chain.from_iterable(one.rectification_ids for one in proposals)),
    )
