"""Reads of the stored papers: their texts, what was written for a year, where a place leads."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...base.place import VERSION, Place
from ...office.file import Office
from ...office.rows import value_of
from ..records import ParagraphRecord, SummaryRecord, VersionRecord
from ..values.kinds import SummaryKind
from ..values.text import Summary, SummaryParagraph


def summary(office: Office, year: int, kind: SummaryKind) -> Summary | None:
    """Return the stored paper of a year and kind, or None."""
    with office.reading() as session:
        return read_summary(session, year, kind)


def summary_by_id(office: Office, summary_id: int) -> Summary:
    """Return a stored paper by its number."""
    with office.reading() as session:
        return summary_value(session.get_one(SummaryRecord, summary_id))


def located(office: Office, place: Place) -> tuple[int, SummaryKind] | None:
    """Return year and kind of the paper a place leads to: the place's own, else those of the stored paper
    that it names, or whose version or paragraph it names; None if it is not there.
    """
    for kind in SummaryKind:
        if place.year is not None and place == kind.place(place.year):
            return place.year, kind
    query = select(SummaryRecord.year, SummaryRecord.kind)
    if place.kind == "paragraph":
        query = query.join(SummaryRecord.paragraphs).where(ParagraphRecord.id == place.id)
    elif place.kind == VERSION and place.number is None:
        of_paper = VersionRecord.summary_id == SummaryRecord.id
        query = query.join(VersionRecord, of_paper).where(VersionRecord.id == place.id)
    else:
        query = query.where(SummaryRecord.id == place.id)
    with office.reading() as session:
        row = session.execute(query).first()
    return (row.year, SummaryKind(row.kind)) if row else None


def read_summary(session: Session, year: int, kind: SummaryKind) -> Summary | None:
    """Read the stored paper of a year and kind inside a transaction, or None."""
    record = session.scalar(
        select(SummaryRecord).where(SummaryRecord.year == year, SummaryRecord.kind == kind.value)
    )
    return None if record is None else summary_value(record)


def summary_value(record: SummaryRecord) -> Summary:
    """Turn a paper's rows into its value."""
    paragraphs = tuple(value_of(SummaryParagraph, one) for one in record.paragraphs)
    return value_of(Summary, record, paragraphs=paragraphs)
