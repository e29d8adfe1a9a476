"""The figures of a year's inspections, as a summary states them:
counted from values, as they stood on a day. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from .rules.complaints import complaint_state
from .rules.handling import rectification_state, violation_state
from .rules.readings import is_overruled, judge
from .rules.rounds import was_held
from .values.found import Circular, Complaint, Round, RoundDetail, Violation, Visit
from .values.words import ComplaintState, Verdict, ViolationKind, ViolationState
from .values.year import CircularOfYear, InspectionYear, RoundOfYear

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
    """Count a year's inspections up to and including ``until``;
    ``units`` are the names of the year's units by id.
    """
    done = [detail for detail in details if was_held(detail.round, len(detail.visits), until)]
    visits = [visit for detail in done for visit in detail.visits]
    visited = {visit.unit_id for visit in visits}
    violations = [
        violation for detail in done for violation in detail.violations if violation.found_on <= until
    ]
    states = Counter(violation_state(violation, until) for violation in violations)
    notices = Counter(
        rectification_state(notice, until)
        for detail in done
        for notice in detail.rectifications
        if notice.ordered_on <= until
    )
    all_rounds = [_round_of_year(detail, until, len(units)) for detail in done]
    rounds = tuple(
        round_ for round_, detail in zip(all_rounds, done, strict=True) if not detail.round.special
    )
    told = [complaint for complaint in complaints if complaint.received_on <= until]
    return InspectionYear(
        year=year,
        until=until,
        planned=planned,
        rounds=rounds,
        units_total=len(units),
        visits=len(visits),
        units_visited=len(visited),
        not_visited=tuple(name for unit_id, name in units.items() if unit_id not in visited),
        readings=sum(round_.readings for round_ in all_rounds),
        readings_passed=sum(round_.readings_passed for round_ in all_rounds),
        violations=len(violations),
        violations_by_kind=_by_kind(violations),
        corrected_on_spot=states[ViolationState.CORRECTED],
        violations_rectified=states[ViolationState.CLOSED],
        violations_unhandled=states[ViolationState.OPEN],
        rectifications_ordered=notices.total(),
        rectifications_closed=notices[ViolationState.CLOSED],
        rectifications_overdue=notices[ViolationState.OVERDUE],
        circulars=tuple(_circular_of_year(circular) for circular in circulars if circular.day <= until),
        special_rounds=len(all_rounds) - len(rounds),
        overruled=sum(
            1 for detail in done for reading in detail.readings if is_overruled(reading, detail.round)
        ),
        rechecked=sum(
            1
            for detail in done
            for notice in detail.rectifications
            if notice.rechecked_on and notice.rechecked_on <= until
        ),
        complaints=len(told),
        complaints_confirmed=sum(1 for complaint in told if complaint.violation_id),
        complaints_open=sum(
            1 for complaint in told if complaint_state(complaint, until) is not ComplaintState.HANDLED
        ),
    )


def _round_of_year(detail: RoundDetail, until: date, units_total: int) -> RoundOfYear:
    round_ = detail.round
    assert round_.day is not None  # the caller takes dated rounds only
    verdicts = _verdicts(round_, detail.visits)
    return RoundOfYear(
        round_.id,
        round_.season,
        round_.title,
        round_.day,
        units_total,
        tuple(visit.unit_name for visit in detail.visits),
        sum(verdicts[verdict] for verdict in JUDGED),
        verdicts[Verdict.PASSED],
        sum(1 for violation in detail.violations if violation.found_on <= until),
    )


def _verdicts(round_: Round, visits: Sequence[Visit]) -> Counter[Verdict]:
    return Counter(judge(reading, round_).verdict for visit in visits for reading in visit.readings)


def _by_kind(violations: Sequence[Violation]) -> tuple[tuple[ViolationKind, int], ...]:
    counts = Counter(violation.kind for violation in violations)
    return tuple((kind, counts[kind]) for kind in ViolationKind if counts[kind])


def _circular_of_year(circular: Circular) -> CircularOfYear:
    return CircularOfYear(
        circular.id, circular.number, circular.day, circular.title, circular.scope, circular.units
    )
