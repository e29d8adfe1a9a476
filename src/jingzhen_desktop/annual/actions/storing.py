"""What every verb on a text shares:
the row of the paper, whether it may be changed, bringing rows to what is placed.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from ...base.errors import InputRejected
from ..queries.stored import summary_value
from ..records import ParagraphRecord, SummaryRecord
from ..rules.merge import Placed, as_stored, positions
from ..values.kinds import SummaryKind, SummaryState


def editable(session: Session, summary_id: int) -> SummaryRecord:
    """Return a paper's row; raises InputRejected if the paper is final."""
    record = session.get_one(SummaryRecord, summary_id)
    refuse_final(record)
    return record


def refuse_final(record: SummaryRecord) -> None:
    """Raise InputRejected if a paper is final."""
    if record.state == SummaryState.FINAL:
        raise InputRejected(f"《{record.title}》已定稿，不能再改；要改请先在“版本”里点“修订”。")


def editable_of(session: Session, paragraph_id: int) -> SummaryRecord:
    """Return the row of a paragraph's paper; raises InputRejected if the paper is final."""
    return editable(session, session.get_one(ParagraphRecord, paragraph_id).summary_id)


def summary_record(session: Session, year: int, kind: SummaryKind) -> SummaryRecord | None:
    """Return the row of a year's paper of a kind, None if it was not written."""
    return session.query(SummaryRecord).filter_by(year=year, kind=kind.value).one_or_none()


def store(
    session: Session, record: SummaryRecord, placed: Sequence[Placed], moved: int | None = None
) -> None:
    """Bring the rows of a paper to what is placed: change, add and delete only what differs;
    ``moved`` takes a new position.
    """
    rows = {row.id: row for row in record.paragraphs}
    places = positions([rows[one.id].position if one.id not in {None, moved} else None for one in placed])
    kept = []
    for one, place in zip(placed, places, strict=True):
        row = rows[one.id] if one.id is not None else ParagraphRecord(summary_id=record.id)
        row.position, row.level, row.kind = place, one.level.value, one.kind.value
        row.text, row.origin, row.source = one.text, one.origin.value, one.source
        kept.append(row)
    record.paragraphs[:] = kept
    session.flush()


def placed_of(record: SummaryRecord) -> list[Placed]:
    """Return the stored paragraphs as they stand."""
    return [as_stored(one) for one in summary_value(record).paragraphs]


def index_of(placed: Sequence[Placed], paragraph_id: int) -> int:
    """Return the place of a stored paragraph among others."""
    return next(index for index, one in enumerate(placed) if one.id == paragraph_id)
