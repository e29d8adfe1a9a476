"""What the verbs of this tab share: values to rows and back, with the checks that need what is stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...base.errors import FieldRejected
from ...office.file import Office
from ...office.issued import numbers_given
from ...office.rows import columns_of, store, value_of
from ...office.schema import Record
from ...office.settings import read_setting
from ...office.titles import titles_of
from ..limits import limit_on, stricter
from ..queries.reading import read_rounds, read_visit
from ..records import OrderedViolationRecord, RectificationRecord, RoundRecord, ViolationRecord, VisitRecord
from ..rules.handling import check_orderable, check_rectification, check_violation
from ..settings import LOCAL_COOLING, LOCAL_HEATING, LOCAL_SOURCE, TOLERANCE
from ..values.found import Rectification, Round, RoundDetail, Violation
from ..values.words import NOTICE


@dataclass(frozen=True, slots=True)
class LocalRule:
    """What the office has set for its own checks:
    stricter limits in ℃, where they stand, the tolerance of measuring.
    """

    cooling: Decimal
    heating: Decimal
    source: str
    tolerance: Decimal


def local_rule(office: Office) -> LocalRule:
    """The office's own rule, as its settings say."""
    cooling, heating = read_setting(office, LOCAL_COOLING), read_setting(office, LOCAL_HEATING)
    return LocalRule(cooling, heating, read_setting(office, LOCAL_SOURCE), read_setting(office, TOLERANCE))


def with_limit(round_: Round, rule: LocalRule) -> Round:
    """The round with the limit in force on its day for its mode:
    the national one, or the local one where that is stricter.
    """
    limit = limit_on(round_.day or date(round_.year, 12, 31))
    if limit:
        limit = stricter(limit, rule.cooling, rule.heating, rule.source)
    value = limit.of(round_.mode) if limit else None
    source = ""
    if limit and value is not None:
        national = limit_on(round_.day or date(round_.year, 12, 31))
        source = national.source if national and national.of(round_.mode) == value else limit.source
    return replace(round_, limit=value, limit_source=source)


def with_source(round_: Round, rule: LocalRule) -> Round:
    """The round with a source for its limit only where it is the dated one:
    a limit typed by hand has none.
    """
    dated = with_limit(round_, rule)
    return replace(round_, limit_source=dated.limit_source if dated.limit == round_.limit else "")


def named_fields(record: type[Record], fields: Iterable[str]) -> str:
    """What the fields of a record are called, for a step's label."""
    return titles_of(record, (field for field in fields if field in record.__table__.columns)) or "所列内容"


def stored_round(session: Session, round_id: int) -> RoundDetail:
    """A stored round with everything found in it."""
    return read_rounds(session, RoundRecord.id == round_id)[0]


def stored_violation(session: Session, violation_id: int) -> Violation:
    """A stored violation with the notices about it."""
    record = session.get_one(ViolationRecord, violation_id)
    _, visit = read_visit(session, record.visit_id)
    return next(violation for violation in visit.violations if violation.id == violation_id)


def stored_notice(session: Session, record: RectificationRecord) -> tuple[Rectification, list[Violation]]:
    """A stored notice with the violations it covers."""
    _, visit = read_visit(session, record.visit_id)
    covered = [violation for violation in visit.violations if record.id in violation.notice_ids]
    return next(notice for notice in covered[0].rectifications if notice.id == record.id), covered


def insert_notice(
    session: Session,
    violation_ids: Sequence[int],
    number: str,
    ordered_on: date,
    deadline: date,
    requirement: str,
) -> tuple[RectificationRecord, list[Violation]]:
    """Check and add a notice about violations of one visit; returns its row and the violations."""
    violations = [stored_violation(session, violation_id) for violation_id in violation_ids]
    check_orderable(violations)
    notice = Rectification(0, violations[0].visit_id, number, ordered_on, deadline, requirement)
    check_rectification(notice, violations)
    check_number(session, number)
    record = RectificationRecord(**columns_of(notice))
    session.add(record)
    session.flush()
    session.add_all(
        OrderedViolationRecord(rectification_id=record.id, violation_id=violation.id)
        for violation in violations
    )
    session.flush()
    return record, violations


def insert_violation(session: Session, round_: Round, violation: Violation) -> int:
    """Check and add a violation; returns its id."""
    check_violation(violation, round_)
    record = ViolationRecord(**columns_of(violation))
    session.add(record)
    session.flush()
    return record.id


def update_violation(session: Session, changed: Violation) -> None:
    """Store a violation as it should be, checked against its round and its notices."""
    record = session.get_one(ViolationRecord, changed.id)
    visit = session.get_one(VisitRecord, record.visit_id)
    check_violation(changed, value_of(Round, session.get_one(RoundRecord, visit.round_id)))
    for notice in changed.rectifications:
        check_rectification(notice, [changed])
    store(record, changed)


def move_violations(session: Session, detail: RoundDetail, day: date) -> None:
    """Violations found on the round's day move with it;
    raises InputRejected where a notice would come before.
    """
    for violation in detail.violations:
        found_on = day if violation.found_on == detail.round.day else violation.found_on
        corrected_on = day if violation.corrected_on == detail.round.day else violation.corrected_on
        moved = replace(violation, found_on=found_on, corrected_on=corrected_on)
        check_violation(moved, replace(detail.round, day=day))
        for notice in moved.rectifications:
            check_rectification(notice, [moved])
        record = session.get_one(ViolationRecord, violation.id)
        record.found_on, record.corrected_on = found_on, corrected_on


def check_number(session: Session, number: str) -> None:
    """Refuse a notice number that is in use."""
    used = session.scalar(select(RectificationRecord.id).where(RectificationRecord.number == number))
    if used is not None or number in numbers_given(session, NOTICE):
        raise FieldRejected("number", f"文号{number}已经用过，请换一个号。")
