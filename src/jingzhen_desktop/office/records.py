"""The office file's own tables: settings, and the journal of every change. Belongs to no tab."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from .schema import Record


class SettingRecord(Record):
    """One setting of this office; absent means the declared default."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class JournalStep(Record):
    """One transaction: what the clerk did, when, and at which place."""

    __tablename__ = "journal_step"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    label: Mapped[str]
    place: Mapped[str] = mapped_column(default="")


class JournalChange(Record):
    """One row of one table before and after a step, as JSON objects; None before an insert or after a delete."""

    __tablename__ = "journal_change"
    __table_args__ = (Index("ix_journal_change_step", "step_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("journal_step.id"))
    table_name: Mapped[str]
    before: Mapped[str | None]
    after: Mapped[str | None]


UNJOURNALED = frozenset({JournalStep.__tablename__, JournalChange.__tablename__})
"""Tables whose changes are not journaled: the journal itself."""
