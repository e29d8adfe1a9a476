"""What is found on a foreign sheet: figures with their place and factor, reports, what could not be placed.
Values only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ...energy.periods import Quarter
from ...energy.statistics import StatisticalSystem
from ...spreadsheet.limits import column_letters
from ..rules.whose import KnownUnits
from ..values.findings import Finding
from .recognition import FoundForm, Spot
from .words import Meaning


@dataclass(frozen=True, slots=True)
class Figure:
    """Where a figure stands and by what it is multiplied to be in the form's unit of measure.

    Attributes:
        parts: the cells it was added up from (months, meters); empty for a cell of its own.
    """

    spot: Spot
    factor: Decimal
    measure: str = ""
    parts: tuple[Spot, ...] = ()

    @property
    def cells(self) -> tuple[Spot, ...]:
        """The cells of the sheet it comes from."""
        return self.parts or (self.spot,)


@dataclass(frozen=True, slots=True)
class Unread:
    """Something with figures that could not be placed: a line, a slot or the name of a unit."""

    kind: str  # 指标, 栏目 or 单位
    text: str
    row: int
    column: int
    doubtful: bool = False
    """It may be part of what was taken: then the form waits for the clerk."""

    @property
    def place(self) -> str:
        return f"{column_letters(self.column)}{self.row + 1}"

    def __str__(self) -> str:
        return f"{self.place} {self.kind}“{self.text}”没有认出"


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Figures of a sheet that are not taken in, and why: a column of another period, a strange line."""

    place: str
    text: str
    reason: str
    cells: tuple[tuple[int, int], ...]

    @property
    def words(self) -> str:
        """Its head or line, and how many figures: 上年同期（12个数）."""
        return f"{self.text}（{len(self.cells)}个数）"

    def __str__(self) -> str:
        return f"没有采纳：{self.place}“{self.words}”：{self.reason}"


@dataclass(frozen=True, slots=True)
class ForeignForm:
    """One unit's report found on a sheet: the claim of its head and its figures by item and 数量/费用.

    Attributes:
        claim: what is wrong or doubtful about whose it is, of which period, and what kind of sheet.
        faults: what is wrong or doubtful about the cells its figures come from.
    """

    form: FoundForm
    figures: Mapping[Meaning, Figure]
    claim: tuple[Finding, ...] = ()
    faults: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class ForeignSheet:
    """What was found on a sheet: reports, how each line was understood, what was left.

    Attributes:
        refusal: why the sheet as a whole cannot be taken; empty if it can.
        taken: the cells that matter, as (row, column) → what they were taken for; for showing the sheet.
        not_taken: every other figure of the sheet.
    """

    forms: tuple[ForeignForm, ...] = ()
    told: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()
    refusal: str = ""
    taken: Mapping[tuple[int, int], str] = field(default_factory=dict)
    not_taken: tuple[NotTaken, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: the quarter, its version, the units of the year."""

    quarter: Quarter
    system: StatisticalSystem
    units: KnownUnits
