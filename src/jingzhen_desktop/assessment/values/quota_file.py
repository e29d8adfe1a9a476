"""Quota rows taken in from a workbook: what was recognised, row by row, before anything is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .quotas import Quota


@dataclass(frozen=True, slots=True)
class ReadQuota:
    """One row of a table of quotas.

    Attributes:
        number: of the row in the sheet, counted from 1.
        problems: why it cannot be taken in.
        is_known: the same row is in the standard already.
        texts: what stands in the row, by the field it is read for; as the clerk corrected it, where he did.
        wrong: the fields that could not be read.
    """

    number: int
    quota: Quota
    problems: tuple[str, ...] = ()
    is_known: bool = False
    texts: Mapping[str, str] = field(default_factory=dict)
    wrong: frozenset[str] = frozenset()

    @property
    def id(self) -> int:
        """By which a table finds its row again."""
        return self.number

    @property
    def can_be_taken(self) -> bool:
        return not self.problems and not self.is_known


@dataclass(frozen=True, slots=True)
class ReadQuotas:
    """A table of quotas as it was recognised.

    Attributes:
        unknown: titles of columns that are passed over.
    """

    file: str
    sheet: str
    rows: tuple[ReadQuota, ...]
    unknown: tuple[str, ...] = ()


Corrections = Mapping[tuple[int, str], str]
"""What was typed over a row of the sheet, by its number and the field it is read for."""
