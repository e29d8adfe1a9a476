"""How far a round has come on a day, and what comes next: one rule for the list, the page and its button.

What a round waits for before anything is found stands in ``rounds``, what about a violation in ``handling``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ...base.place import Place
from ...base.text import month_and_day
from ..values.course import Course, RoundStep, Stage, StagePoint, StageState, Urgency, VisitStanding
from ..values.found import Circular, Round, RoundDetail, Violation, Visit
from ..values.words import TAB, Move, Todo, ViolationState
from .handling import SETTLED, next_move, progress, violation_state
from .readings import proposed_violations, unlisted
from .rounds import preparation


@dataclass(frozen=True, slots=True)
class _Found:
    """How far one stage is, seen by itself; ``happened``: more than that there was nothing to do in it."""

    stage: Stage
    done: bool
    figure: str = ""
    happened: bool = False


def course_of(detail: RoundDetail, circulars: Sequence[Circular], kept: Collection[str], on: date) -> Course:
    """Return how far a round has come on a day.

    Args:
        circulars: those about this round.
        kept: the places whose papers went out and are kept.
    """
    is_kept = str(Place(TAB, "record", detail.round.id)) in kept
    unsent = [one for one in circulars if str(Place(TAB, "circular", one.id)) not in kept]
    found = (
        _plan(detail, on),
        _check(detail, on),
        _mend(detail, on),
        _recheck(detail, on),
        _circular(detail, circulars, unsent),
        _Found(Stage.FILE, is_kept, "已归档" if is_kept else "", is_kept),
    )
    at = next((place for place, one in enumerate(found) if not one.done), len(found))
    points = tuple(
        StagePoint(one.stage, _state(one, place, at), one.figure) for place, one in enumerate(found)
    )
    step = _step(detail, unsent, found[at].stage, on) if at < len(found) else None
    return Course(points, step, *_words(detail, circulars, step, on))


def waiting(violations: Iterable[Violation], on: date) -> list[Violation]:
    """Return the violations about which something is left to do, the most pressing first:
    overdue, failed at the re-check, not ordered yet, then by deadline.
    """
    return sorted(
        (violation for violation in violations if next_move(violation) is not None),
        key=lambda violation: (_PRESSING.index(violation_state(violation, on)), _deadline(violation)),
    )


def standing_of(visit: Visit, round_: Round, on: date) -> VisitStanding:
    """Return what is to be said of one unit in a round, the most pressing first."""
    left = waiting(visit.violations, on)
    states = [violation_state(violation, on) for violation in left]
    missing = len(proposed_violations(round_, visit))
    if late := states.count(ViolationState.OVERDUE):
        return VisitStanding(f"{late}个逾期", Urgency.LATE)
    if ViolationState.FAILED in states:
        return VisitStanding(ViolationState.FAILED.value, Urgency.LATE)
    if missing:
        return VisitStanding(f"{missing}处不符合", Urgency.WAITING)
    if still_open := states.count(ViolationState.OPEN):
        return VisitStanding(f"{still_open}个待处理", Urgency.WAITING)
    if left:
        return VisitStanding("整改中", Urgency.CALM)
    if visit.violations:
        return VisitStanding("已解决", Urgency.CALM, is_fine=True)
    recorded = bool(visit.readings or visit.items or visit.signed_by)
    return VisitStanding("符合" if recorded else "没有记录", Urgency.CALM, is_fine=recorded)


def unrecorded(detail: RoundDetail) -> list[Visit]:
    """Return the visits of which nothing was entered yet; once something was ordered nobody asks for them."""
    if detail.rectifications:
        return []
    return [
        visit
        for visit in detail.visits
        if not (visit.readings or visit.items or visit.violations or visit.signed_by)
    ]


def settled_of(violations: Sequence[Violation], on: date) -> int:
    """Return how many violations are settled on a day: corrected on the spot, or closed."""
    return sum(violation_state(violation, on) in SETTLED for violation in violations)


_PRESSING = (
    ViolationState.OVERDUE,
    ViolationState.FAILED,
    ViolationState.OPEN,
    ViolationState.ORDERED,
    ViolationState.CLOSED,
    ViolationState.CORRECTED,
)


def _state(one: _Found, place: int, at: int) -> StageState:
    if place == at:
        return StageState.NOW
    return StageState.DONE if place < at or one.happened else StageState.AHEAD


def _plan(detail: RoundDetail, on: date) -> _Found:
    units, day = len(detail.planned) or len(detail.visits), detail.round.day
    month = detail.round.planned_month
    words = [f"{units}个单位"] if units else []
    words += [month_and_day(day)] if day else [f"{month}月"] if month else []
    return _Found(
        Stage.PLAN, preparation(detail, on) not in (Todo.DATE, Todo.PLAN), "，".join(words) or "待定"
    )


def _check(detail: RoundDetail, on: date) -> _Found:
    done = preparation(detail, on) is None and not unrecorded(detail) and not unlisted(detail)
    wanted = max(len(detail.planned), len(detail.visits))
    figure = f"{len(detail.visits)}/{wanted}个单位" if wanted else ""
    return _Found(Stage.CHECK, done, figure, bool(detail.visits) and done)


def _mend(detail: RoundDetail, on: date) -> _Found:
    """The unit's part: what was ordered is answered, what was not is settled."""
    violations = detail.violations
    ordered = [one for one in violations if one.rectifications]
    answered = [one for one in ordered if next_move(one) not in (Move.RECEIVE, Move.REPLY, Move.REORDER)]
    states = [violation_state(one, on) for one in violations]
    still_open, late = states.count(ViolationState.OPEN), states.count(ViolationState.OVERDUE)
    words = [f"{len(answered)}/{len(ordered)}已回复"] if ordered else []
    words += [f"{late}个逾期"] if late else []
    words += [f"{still_open}个待处理"] if still_open else []
    usual = f"{len(violations)}个当场纠正" if violations else "没有问题" if detail.visits else ""
    return _Found(Stage.MEND, len(answered) == len(ordered) and not still_open, "，".join(words) or usual)


def _recheck(detail: RoundDetail, on: date) -> _Found:
    ordered = [one for one in detail.violations if one.rectifications]
    closed = settled_of(ordered, on)
    left = waiting(detail.violations, on)
    figure = f"{closed}/{len(ordered)}已销号" if ordered else "不需要" if detail.visits and not left else ""
    return _Found(Stage.RECHECK, not left, figure)


def _circular(detail: RoundDetail, circulars: Sequence[Circular], unsent: Sequence[Circular]) -> _Found:
    sent = [one for one in circulars if one not in unsent]
    usual = "没有通报" if detail.visits else ""
    figure = "已起草，未发出" if unsent else f"{month_and_day(sent[-1].day)}发出" if sent else usual
    return _Found(Stage.CIRCULAR, not unsent, figure, bool(sent))


def _step(detail: RoundDetail, unsent: Sequence[Circular], stage: Stage, on: date) -> RoundStep:
    """What comes next in the stage that is worked on."""
    if stage in (Stage.PLAN, Stage.CHECK):
        return _checking_step(detail, on)
    if stage in (Stage.MEND, Stage.RECHECK):
        first = waiting(detail.violations, on)[0]
        return RoundStep(next_move(first) or Todo.FILE, first.id)
    return RoundStep(Todo.SEND, unsent[0].id) if stage is Stage.CIRCULAR else RoundStep(Todo.FILE)


def _checking_step(detail: RoundDetail, on: date) -> RoundStep:
    if before := preparation(detail, on):
        return RoundStep(before)
    blank = unrecorded(detail)
    return RoundStep(Todo.RECORD, blank[0].id) if blank else RoundStep(Todo.LIST)


def _words(
    detail: RoundDetail, circulars: Sequence[Circular], step: RoundStep | None, on: date
) -> tuple[str, Urgency]:
    """Say what comes next, and how pressing it is."""
    if step is None or step.what is Todo.FILE:
        return _at_the_end(detail, circulars, on), Urgency.CALM
    if isinstance(step.what, Move):
        return _of_violations(detail, on)
    day = detail.round.day
    words = {
        Todo.DATE: f"计划{detail.round.planned_month}月进行" if detail.round.planned_month else "日期待定",
        Todo.PLAN: f"{month_and_day(day)}进行，尚未排定单位" if day else "",
        Todo.UNITS: "日期已过，尚未录入单位" if day and day < on else f"已排定{len(detail.planned)}个单位",
        Todo.RECORD: f"{len(unrecorded(detail))}个单位没有检查记录",
        Todo.LIST: f"{unlisted(detail)}处不符合尚未生成问题",
        Todo.SEND: "通报已起草，尚未发出",
    }
    late = step.what is Todo.UNITS and day is not None and day < on
    calm = step.what in (Todo.DATE, Todo.PLAN, Todo.UNITS) and not late
    return words[step.what], Urgency.CALM if calm else Urgency.WAITING


def _of_violations(detail: RoundDetail, on: date) -> tuple[str, Urgency]:
    first, all_found = waiting(detail.violations, on)[0], detail.violations
    state, settled = violation_state(first, on), f"已解决{settled_of(all_found, on)}/{len(all_found)}个"
    if state is ViolationState.OPEN:
        count = sum(violation_state(one, on) is state for one in all_found)
        return f"{count}个问题待处理，{settled}", Urgency.WAITING
    words = f"{progress(first.rectifications[-1], on)}，{settled}"
    if state is ViolationState.OVERDUE:
        return f"整改{words.removeprefix('已')}", Urgency.LATE
    return words, Urgency.LATE if state is ViolationState.FAILED else Urgency.CALM


def _at_the_end(detail: RoundDetail, circulars: Sequence[Circular], on: date) -> str:
    if circulars:
        return f"通报{month_and_day(circulars[-1].day)}发出"
    found = len(detail.violations)
    return f"已解决{settled_of(detail.violations, on)}/{found}个" if found else "没有发现问题"


def _deadline(violation: Violation) -> date:
    return violation.rectifications[-1].deadline if violation.rectifications else violation.found_on
