"""What was sent up in a year, when and whether in time; what locks a quarter now: ``submissions``."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from ...energy.periods import Quarter
from ...office.file import Office
from ...office.rows import value_of
from ...office.settings import read_setting
from ...organisation.queries.numbering import chosen_signer
from ..records import SubmissionRecord
from ..rules.deadlines import quarter_sent
from ..settings import UNIT_HEAD
from ..values.submissions import QuarterSent, Submission
from .deadlines import town_deadline
from .versions import cycle_in, periods_in


def submissions_of_year(office: Office, year: int) -> tuple[Submission, ...]:
    """Return every sending up of a year's quarters, by quarter and day,
    those that were unlocked again among them.
    """
    one = SubmissionRecord
    query = select(one).where(one.year == year).order_by(one.quarter, one.submitted_on, one.id)
    cycle = cycle_in(office, year)
    with office.reading() as session:
        found = [value_of(Submission, record) for record in session.scalars(query)]
    return tuple(replace(one, quarter=cycle.ending(one.quarter)) for one in found)


def last_signer(office: Office) -> str:
    """Return who signs what goes up: as the settings say, else as the newest sending up had it."""
    if chosen := chosen_signer(office):
        return chosen
    query = select(SubmissionRecord.signed_by).where(SubmissionRecord.signed_by != "")
    with office.reading() as session:
        newest = session.scalars(query.order_by(SubmissionRecord.id.desc())).first()
    return newest or read_setting(office, UNIT_HEAD)


def quarters_sent(office: Office, last: Quarter, day: date) -> tuple[QuarterSent, ...]:
    """Return how the town sent up each quarter of a year up to the last, as it stood on a day."""
    found = submissions_of_year(office, last.year)
    days = town_deadline(office)
    quarters = [one for one in periods_in(office, last.year) if one <= last]
    by_quarter: dict[Quarter, list[Submission]] = {quarter: [] for quarter in quarters}
    for one in found:
        by_quarter.setdefault(one.quarter, []).append(one)
    return tuple(quarter_sent(quarter, by_quarter[quarter], days, day) for quarter in quarters)
