"""Tables of the summaries."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..office.schema import Names, Record


class SummaryRecord(Record):
    """A summary: one per year and kind."""

    __tablename__ = "summary"
    __table_args__ = (UniqueConstraint("year", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    kind: Mapped[str]
    title: Mapped[str]
    title_edited: Mapped[bool] = mapped_column(default=False)
    day: Mapped[date]
    generated_at: Mapped[datetime]
    problems: Mapped[tuple[str, ...]] = mapped_column(Names, default=())
    paragraphs: Mapped[list[ParagraphRecord]] = relationship(
        order_by="ParagraphRecord.position", cascade="all, delete-orphan", passive_deletes=True
    )


class ParagraphRecord(Record):
    """One paragraph; ``text`` is marked text, or for a table its JSON. Positions have gaps, so that inserting changes one row."""

    __tablename__ = "summary_paragraph"

    id: Mapped[int] = mapped_column(primary_key=True)
    summary_id: Mapped[int] = mapped_column(ForeignKey("summary.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    level: Mapped[int]
    kind: Mapped[str]
    text: Mapped[str]
    origin: Mapped[str]
    source: Mapped[str] = mapped_column(default="")
