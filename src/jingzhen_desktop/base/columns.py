"""What the annotations of a value say of the columns it is read from, where a field's type does not say it.

A value names its fields as the table names its columns. How a row becomes a value: ``office.rows``; how these
types are stored: ``office.schema``.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Annotated, TypeAlias, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Places:
    """Marks a Decimal that is stored as a whole number, so that SQLite adds exactly.

    Attributes:
        decimals: how many are kept.
    """

    decimals: int

    def read(self, whole: int) -> Decimal:
        """Return the number that a stored whole number stands for."""
        return Decimal(whole).scaleb(-self.decimals)


@dataclass(frozen=True, slots=True)
class Column:
    """Marks a field whose column has another name."""

    name: str


class Mark(Enum):
    """What else a field may be."""

    LINES = "lines"
    """A text, each line of which is one entry."""
    ADDED = "added"
    """In no column of its own: the query adds it, or it keeps its default."""


QUANTITY_PLACES = 4
"""Decimals kept of quantities: more than any indicator of any version has."""
MONEY_PLACES = 2
"""Decimals kept of money: 分."""
TENTHS_PLACES = 1
COEFFICIENT_PLACES = 8
"""Decimals kept of coefficients: 0.00003412 kgce per kJ has the most."""

Quantity: TypeAlias = Annotated[Decimal, Places(QUANTITY_PLACES)]
"""A quantity or an area."""
Money: TypeAlias = Annotated[Decimal, Places(MONEY_PLACES)]
"""Yuan."""
Tenths: TypeAlias = Annotated[Decimal, Places(TENTHS_PLACES)]
"""Degrees Celsius, hours of a training."""
Coefficient: TypeAlias = Annotated[Decimal, Places(COEFFICIENT_PLACES)]
"""kgce per unit of measure, or a factor of a correction."""
Lines: TypeAlias = Annotated[tuple[str, ...], Mark.LINES]
"""Entries of a text, one a line; blank lines are none."""
Added: TypeAlias = Annotated[T, Mark.ADDED]
"""What the query adds to a row's own fields."""
