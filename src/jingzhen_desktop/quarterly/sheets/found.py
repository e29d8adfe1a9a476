"""What is found on a foreign sheet: figures with their place and factor, reports, what could not be placed.
Values only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ...energy.periods import Quarter
from ...energy.statistics import StatisticalSystem
from ...organisation.values.units import UnitInYear
from ...spreadsheet.limits import column_letters
from ..values.findings import Finding
from .recognition import FoundForm, Spot
from .words import Meaning


@dataclass(frozen=True, slots=True)
class Figure:
    """Where a figure stands and by what it is multiplied to be in the form's unit of measure."""

    spot: Spot
    factor: Decimal
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """Something with figures that could not be placed: a line, a slot or the name of a unit."""

    kind: str  # 指标, 栏目 or 单位
    text: str
    row: int
    column: int

    @property
    def place(self) -> str:
        return f"{column_letters(self.column)}{self.row + 1}"

    def __str__(self) -> str:
        return f"{self.place} {self.kind}“{self.text}”没有认出"


@dataclass(frozen=True, slots=True)
class ForeignForm:
    """One unit's report found on a sheet: the claim of its head and its figures by item and 数量/费用."""

    form: FoundForm
    figures: Mapping[Meaning, Figure]
    faults: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class ForeignSheet:
    """What was found on a sheet: reports, how each line was understood, what was left.

    Attributes:
        refusal: why the sheet as a whole cannot be taken; empty if it can.
        columns: the cells that matter, as (row, column) → what they were taken for; for showing the sheet.
    """

    forms: tuple[ForeignForm, ...] = ()
    told: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()
    refusal: str = ""
    taken: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: the quarter, its version, the units of the year."""

    quarter: Quarter
    system: StatisticalSystem
    units: Sequence[UnitInYear]
