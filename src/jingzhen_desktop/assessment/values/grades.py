"""Grades (等次) and their bounds. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade and from how many points on it is given; the lowest from 0."""

    words: str
    least: Decimal


@dataclass(frozen=True, slots=True)
class GradeSet:
    """Grades as a document has them, offered as a choice.

    Attributes:
        written: as the table keeps it: 优秀90；合格70；不合格.
        source: who uses it.
    """

    key: str
    title: str
    written: str
    source: str
