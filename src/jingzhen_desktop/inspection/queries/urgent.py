"""What 今日工作 asks of the inspections, read without SQLAlchemy:
a year's rounds and circulars, what is open of any year.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from ...office.file import Office
from ...office.plain import numbers, tuples, values
from ..rules.handling import is_settled
from ..values.found import Circular, Complaint, Rectification, RoundDetail
from .assembling import rounds_with, unit_names, year_rounds

if TYPE_CHECKING:
    from ...office.plain import Source

_OPEN_COMPLAINTS = "SELECT * FROM inspection_complaint WHERE handled_on IS NULL AND received_on <= ?"
_CIRCULARS = "SELECT * FROM circular WHERE id IN (*) ORDER BY day, id"
_KEPT = "SELECT place FROM issued_paper WHERE id NOT IN (SELECT paper_id FROM issued_void)"
_UNITS_NAMED = "SELECT unit_id FROM circular_unit WHERE circular_id = ?"
_NOTICES_NAMED = (
    "SELECT rectification_id FROM circular_rectification WHERE circular_id = ? ORDER BY rectification_id"
)
_ABOUT_ROUNDS = (
    "SELECT id FROM circular WHERE round_id IN (*) OR id IN ("
    "SELECT circular_id FROM circular_rectification"
    " JOIN rectification ON rectification.id = rectification_id"
    " JOIN inspection_visit AS visit ON visit.id = rectification.visit_id WHERE visit.round_id IN (*))"
)
_OPEN_ROUNDS = (
    "SELECT DISTINCT visit.round_id FROM inspection_visit AS visit"
    " JOIN rectification ON rectification.visit_id = visit.id"
    " WHERE rectification.closed_on IS NULL"
)


def rounds_of_year(office: Office, year: int) -> list[RoundDetail]:
    """Return a year's rounds with everything found in them; by date, those only planned last."""
    with office.looking() as source:
        return year_rounds(source, year)


def open_rectifications(office: Office, today: date) -> list[Rectification]:
    """Return the rectifications of any year, ordered by today, that still want something done;
    nearest deadline first.
    """
    with office.looking() as source:
        details = rounds_with(source, numbers(source, _OPEN_ROUNDS))
    notices = list(chain.from_iterable(detail.rectifications for detail in details))
    still_open = [notice for notice in notices if not is_settled(notice) and notice.ordered_on <= today]
    return sorted(still_open, key=lambda notice: (notice.deadline, notice.id))


def open_complaints(office: Office, today: date) -> list[Complaint]:
    """Return the complaints of any year, received by today, that are not handled; nearest deadline first."""
    with office.looking() as source:
        bare = values(source, Complaint, _OPEN_COMPLAINTS, (today.isoformat(),))
        found = [named_complaint(source, complaint) for complaint in bare]
    return sorted(found, key=lambda complaint: (complaint.handle_by or date.max, complaint.id))


def named_complaint(source: Source, complaint: Complaint) -> Complaint:
    """Give a complaint the unit's name in the year it was received."""
    names = unit_names(source, complaint.received_on.year)
    return replace(complaint, unit_name=names.get(complaint.unit_id, f"单位{complaint.unit_id}"))


def circulars_of_year(office: Office, year: int) -> list[Circular]:
    """Return the circulars issued in a year, by date."""
    in_year = (date(year, 1, 1).isoformat(), date(year, 12, 31).isoformat())
    with office.looking() as source:
        return circulars_with(
            source, numbers(source, "SELECT id FROM circular WHERE day BETWEEN ? AND ?", in_year)
        )


def circulars_naming(office: Office, rectification_ids: Sequence[int]) -> list[Circular]:
    """Return the circulars of any year with a deadline of their own that speak of some rectifications,
    by date.
    """
    named = "SELECT DISTINCT circular_id FROM circular_rectification WHERE rectification_id IN (*)"
    with office.looking() as source:
        found = circulars_with(source, numbers(source, named, (rectification_ids,)))
    return [circular for circular in found if circular.deadline is not None]


def circulars_about(office: Office, round_ids: Sequence[int]) -> list[Circular]:
    """Return the circulars of any year about some rounds or the notices of these, by date."""
    with office.looking() as source:
        return circulars_with(source, numbers(source, _ABOUT_ROUNDS, (round_ids, round_ids)))


def kept_places(office: Office) -> frozenset[str]:
    """Return the places from which a paper was issued that still holds."""
    with office.looking() as source:
        return frozenset(row[0] for row in tuples(source, _KEPT))


def circulars_with(source: Source, ids: Collection[int]) -> list[Circular]:
    """Return the circulars with some ids, by date."""
    return [_whole(source, circular) for circular in values(source, Circular, _CIRCULARS, (ids,))]


def _whole(source: Source, circular: Circular) -> Circular:
    named = set(numbers(source, _UNITS_NAMED, (circular.id,)))
    years = numbers(source, "SELECT year FROM inspection_round WHERE id = ?", (circular.round_id,))
    names = unit_names(source, years[0] if years else circular.day.year)
    unit_ids = tuple([unit_id for unit_id in names if unit_id in named] + sorted(named - set(names)))
    return replace(
        circular,
        unit_ids=unit_ids,
        units=tuple(names.get(unit_id, f"单位{unit_id}") for unit_id in unit_ids),
        rectification_ids=tuple(numbers(source, _NOTICES_NAMED, (circular.id,))),
    )
