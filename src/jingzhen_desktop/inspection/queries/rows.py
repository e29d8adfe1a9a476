"""Rows of the inspections' tables as values, for the verbs that change them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...office.rows import value_of
from ..values.found import Complaint, Reading, Round

if TYPE_CHECKING:
    from ..records import ComplaintRecord, ReadingRecord, RoundRecord


def round_value(record: RoundRecord) -> Round:
    """Turn a round's row into its value."""
    return value_of(Round, record)


def reading_value(record: ReadingRecord) -> Reading:
    """Turn a reading's row into its value."""
    return value_of(Reading, record)


def complaint_value(record: ComplaintRecord, unit_name: str) -> Complaint:
    """Turn a complaint's row into its value."""
    return value_of(Complaint, record, unit_name=unit_name)
