"""What a unit used in the four quarters that are judged, and what is known of it besides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ...organisation.values.units import PartCount, UnitInYear

Measured = tuple[str, str]
"""Key of a row of the form, and its unit of measure: 2011 counts heat in kJ, 2022 in GJ."""


@dataclass(frozen=True, slots=True)
class UnitUse:
    """One unit, four quarters.

    Attributes:
        owed: how many of the quarters the unit owes a report of.
        quantities: the sum of the quarters; a row that is blank in one of them is in ``blank`` too.
        costs: yuan by key of a row.
        absent: the quarters without a report: 三季度.
        blank: key of a row → the quarters in which it is blank.
    """

    owed: int
    quantities: Mapping[Measured, Decimal]
    costs: Mapping[str, Decimal]
    absent: tuple[str, ...] = ()
    blank: Mapping[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class UnitBasis:
    """What a standing of one unit is computed from.

    Attributes:
        parts: of its energy users.
        is_year: whether the four quarters are a calendar year, of which alone something is measured by the
            year: bed-days, systems with a meter of their own.
    """

    unit: UnitInYear
    use: UnitUse
    parts: Sequence[PartCount]
    is_year: bool


@dataclass(frozen=True, slots=True)
class Lack:
    """Why something cannot be computed: in a few words for a table, and as a sentence."""

    word: str
    sentence: str
