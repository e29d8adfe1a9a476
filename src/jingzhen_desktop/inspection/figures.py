"""Which records of a year's inspections count, as they stood on a day, for a summary and for whoever asks
where its figures come from. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain

from .rules.complaints import complaint_state
from .rules.handling import rectification_state, violation_state, was_rechecked
from .rules.readings import is_overruled, judge
from .rules.rounds import was_held, was_held_as_planned
from .values.found import Circular, Complaint, RoundDetail
from .values.words import ComplaintState, Verdict, ViolationState
from .values.year import (
    CircularOfYear,
    InspectionYear,
    NoticeOfYear,
    ReadingOfYear,
    RoundOfYear,
    ViolationOfYear,
)

JUDGED = (Verdict.PASSED, Verdict.FAILED)


def year_figures(
    year: int,
    until: date,
    planned: int,
    details: Sequence[RoundDetail],
    circulars: Sequence[Circular],
    units: Mapping[int, str],
    complaints: Sequence[Complaint] = (),
) -> InspectionYear:
    """Gather what counts of a year's inspections up to and including ``until``;
    ``units`` are the names by id of the units that exist then; one visited before it was closed counts too.
    """
    held = tuple(detail for detail in details if was_held(detail.round, len(detail.visits), until))
    ordered = _ordered(held, until)
    told = [complaint for complaint in complaints if complaint.received_on <= until]
    states = [complaint_state(complaint, until) for complaint in told]
    visits = chain.from_iterable(detail.visits for detail in held)
    visited = {visit.unit_id for visit in visits}
    return InspectionYear(
        year=year,
        until=until,
        planned=planned,
        units_total=len(units.keys() | visited),
        held=held,
        rounds=tuple(
            _round(detail, until, units)
            for detail in held
            if was_held_as_planned(detail.round, len(detail.visits), until)
        ),
        judged=_judged(held),
        found=_found(held, until),
        ordered=ordered,
        circulars=tuple(_circular(circular) for circular in circulars if circular.day <= until),
        unvisited=tuple((id_, name) for id_, name in units.items() if id_ not in visited),
        overruled=sum(map(_overruled, held)),
        rechecked=sum(was_rechecked(one.notice, until) for one in ordered),
        complaints=len(told),
        complaints_confirmed=sum(1 for complaint in told if complaint.violation_id),
        complaints_open=sum(state is not ComplaintState.HANDLED for state in states),
    )


def _overruled(detail: RoundDetail) -> int:
    return sum(is_overruled(reading, detail.round) for reading in detail.readings)


def _judged(details: Iterable[RoundDetail]) -> tuple[ReadingOfYear, ...]:
    """The readings that a limit could judge, room by room."""
    found = []
    for detail in details:
        for visit in detail.visits:
            for reading in visit.readings:
                verdict = judge(reading, detail.round).verdict
                if verdict in JUDGED:
                    found.append(ReadingOfYear(reading, visit.unit_name, verdict))
    return tuple(found)


def _found(details: Iterable[RoundDetail], until: date) -> tuple[ViolationOfYear, ...]:
    violations = chain.from_iterable(detail.violations for detail in details)
    return tuple(
        ViolationOfYear(violation, violation_state(violation, until))
        for violation in violations
        if violation.found_on <= until
    )


def _ordered(details: Iterable[RoundDetail], until: date) -> tuple[NoticeOfYear, ...]:
    notices = chain.from_iterable(detail.rectifications for detail in details)
    return tuple(
        NoticeOfYear(notice, rectification_state(notice, until))
        for notice in notices
        if notice.ordered_on <= until
    )


def _round(detail: RoundDetail, until: date, units: Mapping[int, str]) -> RoundOfYear:
    round_ = detail.round
    assert round_.day is not None  # the caller takes rounds that were held only
    judged, found = _judged([detail]), _found([detail], until)
    return RoundOfYear(
        round_.id,
        round_.season,
        round_.title,
        round_.day,
        len(units.keys() | {visit.unit_id for visit in detail.visits}),
        tuple(visit.unit_name for visit in detail.visits),
        len(judged),
        sum(one.verdict is Verdict.PASSED for one in judged),
        len(found),
        sum(one.state is ViolationState.CORRECTED for one in found),
        len(_ordered([detail], until)),
    )


def _circular(circular: Circular) -> CircularOfYear:
    return CircularOfYear(
        circular.id,
        circular.number,
        circular.day,
        circular.title,
        circular.scope,
        circular.units,
        circular.relayed_by,
    )
