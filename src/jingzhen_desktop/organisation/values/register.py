"""A unit list taken in from a workbook: what was recognised, row by row, and what taking it in would do."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum

from .units import UnitContact, UnitFacts, UnitInYear


def _changed(old: UnitFacts | UnitContact, new: UnitFacts | UnitContact) -> dict[str, object]:
    values = {field.name: getattr(new, field.name) for field in fields(new)}
    return {name: value for name, value in values.items() if value != getattr(old, name)}


class RowOutcome(StrEnum):
    """What taking in a row would do."""

    NEW = "新增"
    CARRIED = "从以前年度转入"
    CHANGED = "更新"
    SAME = "相同"
    REJECTED = "有错误"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field a row would change, as the clerk reads it; ``old`` is empty where there was nothing."""

    title: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.title}：{self.old or '空'} → {self.new}"


@dataclass(frozen=True, slots=True)
class RegisterCell:
    """What a row says in one column of the list.

    Attributes:
        row, column: where it stands in the sheet, counted from 0.
        text: what the file says, or what the clerk typed in its place.
        problem: why it cannot be taken; empty if it can.
        reading: how it was taken where it does not say so itself; empty else.
        stored: what the unit has now.
    """

    row: int
    column: int
    title: str
    text: str
    problem: str = ""
    reading: str = ""
    stored: str = ""

    @property
    def id(self) -> int:
        """By which a table finds its row again."""
        return self.column


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One row of a unit list.

    Attributes:
        number: of the row in the sheet, counted from 1.
        old, new: the unit it means, and with what the row fills in; blank cells fill nothing. A new unit has
            the id 0.
        problems: why it cannot be taken in.
        cells: what stands in each column that is taken, in the order of the list.
    """

    number: int
    name: str
    outcome: RowOutcome
    old: UnitInYear
    new: UnitInYear
    changes: tuple[FieldChange, ...] = ()
    problems: tuple[str, ...] = ()
    cells: tuple[RegisterCell, ...] = ()

    @property
    def id(self) -> int:
        """By which a table finds its row again."""
        return self.number

    @property
    def facts(self) -> dict[str, object]:
        """What the row changes of the year's facts, by field."""
        return _changed(self.old.facts, self.new.facts)

    @property
    def contact(self) -> dict[str, object]:
        """What the row changes of the unit itself, by field."""
        return _changed(self.old.contact, self.new.contact)

    @property
    def is_new(self) -> bool:
        """Whether the unit is not known yet."""
        return self.old.id == 0

    @property
    def can_be_taken(self) -> bool:
        return self.outcome in (RowOutcome.NEW, RowOutcome.CARRIED, RowOutcome.CHANGED)


@dataclass(frozen=True, slots=True)
class ReadRegister:
    """A unit list as it was recognised.

    Attributes:
        recognised: titles of the columns that are taken.
        unknown: titles of columns that are passed over.
    """

    file: str
    sheet: str
    year: int
    rows: tuple[RegisterRow, ...]
    recognised: tuple[str, ...]
    unknown: tuple[str, ...] = ()
