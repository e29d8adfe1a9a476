"""Tables of the inspections."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..office.schema import Names, Record, temperature


class RoundRecord(Record):
    """One round of inspection; keeps the limit it was judged by."""

    __tablename__ = "inspection_round"

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(index=True)
    season: Mapped[str]
    title: Mapped[str]
    day: Mapped[date | None]
    weather: Mapped[str] = mapped_column(default="")
    outdoor_temperature: Mapped[Decimal | None] = mapped_column(temperature())
    checkers: Mapped[tuple[str, ...]] = mapped_column(Names, default=())
    mode: Mapped[str]
    limit: Mapped[Decimal | None] = mapped_column(temperature())
    limit_source: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class VisitRecord(Record):
    """One unit in one round."""

    __tablename__ = "inspection_visit"
    __table_args__ = (UniqueConstraint("round_id", "unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("inspection_round.id", ondelete="CASCADE"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="RESTRICT"), index=True)
    note: Mapped[str] = mapped_column(default="")


class ReadingRecord(Record):
    """The air-conditioning of one room during a visit."""

    __tablename__ = "inspection_reading"

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("inspection_visit.id", ondelete="CASCADE"), index=True)
    room: Mapped[str] = mapped_column(default="")
    set_temperature: Mapped[Decimal | None] = mapped_column(temperature())
    measured_temperature: Mapped[Decimal | None] = mapped_column(temperature())
    windows_open: Mapped[bool] = mapped_column(default=False)
    running: Mapped[bool] = mapped_column(default=True)
    exempt: Mapped[bool] = mapped_column(default=False)
    exempt_reason: Mapped[str] = mapped_column(default="")


class ViolationRecord(Record):
    """A violation found during a visit."""

    __tablename__ = "inspection_violation"

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("inspection_visit.id", ondelete="CASCADE"), index=True)
    reading_id: Mapped[int | None] = mapped_column(ForeignKey("inspection_reading.id", ondelete="SET NULL"), index=True)
    kind: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    room: Mapped[str] = mapped_column(default="")
    found_on: Mapped[date]
    corrected_on_spot: Mapped[bool] = mapped_column(default=False)
    correction_note: Mapped[str] = mapped_column(default="")


class RectificationRecord(Record):
    """A notice that orders a unit to mend violations by a deadline, and what came of it."""

    __tablename__ = "rectification"

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("inspection_visit.id", ondelete="RESTRICT"), index=True)
    number: Mapped[str] = mapped_column(unique=True)
    ordered_on: Mapped[date]
    deadline: Mapped[date]
    requirement: Mapped[str] = mapped_column(default="")
    reply_on: Mapped[date | None]
    reply: Mapped[str] = mapped_column(default="")
    rechecked_on: Mapped[date | None]
    recheck_result: Mapped[str | None]
    recheck_note: Mapped[str] = mapped_column(default="")
    closed_on: Mapped[date | None]


class OrderedViolationRecord(Record):
    """Which violations a notice covers; after a failed re-check a later notice covers them again."""

    __tablename__ = "rectification_violation"

    rectification_id: Mapped[int] = mapped_column(ForeignKey("rectification.id", ondelete="CASCADE"), primary_key=True)
    violation_id: Mapped[int] = mapped_column(ForeignKey("inspection_violation.id", ondelete="RESTRICT"), primary_key=True, index=True)


class CircularRecord(Record):
    """A circular that names units."""

    __tablename__ = "circular"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    day: Mapped[date] = mapped_column(index=True)
    title: Mapped[str]
    scope: Mapped[str] = mapped_column(default="")
    round_id: Mapped[int | None] = mapped_column(ForeignKey("inspection_round.id", ondelete="RESTRICT"), index=True)
    deadline: Mapped[date | None]
    reason: Mapped[str] = mapped_column(default="")


class CircularUnitRecord(Record):
    """A unit that a circular names."""

    __tablename__ = "circular_unit"

    circular_id: Mapped[int] = mapped_column(ForeignKey("circular.id", ondelete="CASCADE"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="RESTRICT"), primary_key=True, index=True)


class CircularRectificationRecord(Record):
    """A rectification that a circular speaks of."""

    __tablename__ = "circular_rectification"

    circular_id: Mapped[int] = mapped_column(ForeignKey("circular.id", ondelete="CASCADE"), primary_key=True)
    rectification_id: Mapped[int] = mapped_column(ForeignKey("rectification.id", ondelete="RESTRICT"), primary_key=True, index=True)
