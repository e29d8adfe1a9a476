"""Reads of the stored papers: their texts, what was written for a year, where a place leads."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...office import Office
from ..records import ParagraphRecord, SummaryRecord, VersionRecord
from ..values import Attachment, Level, Origin, ParagraphKind, Summary, SummaryKind, SummaryParagraph, SummaryState


def summary(office: Office, year: int, kind: SummaryKind) -> Summary | None:
    """Return the stored paper of a year and kind, or None."""
    with office.reading() as session:
        return read_summary(session, year, kind)


def summary_by_id(office: Office, summary_id: int) -> Summary:
    """Return a stored paper by its number."""
    with office.reading() as session:
        return summary_value(session.get_one(SummaryRecord, summary_id))


def written_summaries(office: Office, year: int) -> dict[SummaryKind, tuple[str, date]]:
    """Return title and date of the papers that were written for a year, by kind in the order of the year."""
    query = select(SummaryRecord.kind, SummaryRecord.title, SummaryRecord.day).where(SummaryRecord.year == year)
    with office.reading() as session:
        found = {SummaryKind(kind): (title, day) for kind, title, day in session.execute(query).tuples()}
    return {kind: found[kind] for kind in SummaryKind if kind in found}


def states_of_year(office: Office, year: int) -> dict[SummaryKind, tuple[str, SummaryState]]:
    """Return title and state of the papers written for a year, by kind."""
    query = select(SummaryRecord.kind, SummaryRecord.title, SummaryRecord.state).where(SummaryRecord.year == year)
    with office.reading() as session:
        return {SummaryKind(kind): (title, SummaryState(state)) for kind, title, state in session.execute(query).tuples()}


def located(office: Office, kind: str, id_: int | None) -> tuple[int, SummaryKind] | None:
    """Return year and kind of the paper a place leads to, by the kind and id in it; None if it is not there."""
    for one in SummaryKind:
        year = kind.removesuffix(one.value)
        if year != kind and year.isdecimal():
            return int(year), one
    query = select(SummaryRecord.year, SummaryRecord.kind)
    if kind == "paragraph":
        query = query.join(SummaryRecord.paragraphs).where(ParagraphRecord.id == id_)
    elif kind == "version":
        query = query.join(VersionRecord, VersionRecord.summary_id == SummaryRecord.id).where(VersionRecord.id == id_)
    else:
        query = query.where(SummaryRecord.id == id_)
    with office.reading() as session:
        row = session.execute(query).first()
    return (row.year, SummaryKind(row.kind)) if row else None


def read_summary(session: Session, year: int, kind: SummaryKind) -> Summary | None:
    """The same inside a transaction."""
    record = session.scalar(select(SummaryRecord).where(SummaryRecord.year == year, SummaryRecord.kind == kind.value))
    return None if record is None else summary_value(record)


def summary_value(record: SummaryRecord) -> Summary:
    """Turn a paper's rows into its value."""
    return Summary(
        id=record.id,
        year=record.year,
        kind=SummaryKind(record.kind),
        title=record.title,
        day=record.day,
        generated_at=record.generated_at,
        problems=record.problems,
        paragraphs=tuple(_paragraph(one) for one in record.paragraphs),
        title_edited=record.title_edited,
        state=SummaryState(record.state),
        number=record.number,
        addressee=record.addressee,
        signer=record.signer,
        attachments=tuple(Attachment(name) for name in record.attachments),
        revision_reason=record.revision_reason,
    )


def _paragraph(record: ParagraphRecord) -> SummaryParagraph:
    return SummaryParagraph(record.id, Level(record.level), record.text, ParagraphKind(record.kind), Origin(record.origin), record.source)
