"""Quarters and half-years of the statistical calendar."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import total_ordering
from typing import Annotated

from ..base.columns import Column

_WRITTEN = re.compile(r"(\d{4})\s*[Qq]\s*([1-4])|(\d{4})\s*年\s*第?\s*([一二三四1-4])\s*季度")
_CHINESE = "一二三四"

QUARTERS = (1, 2, 3, 4)


@total_ordering
@dataclass(frozen=True, slots=True)
class Quarter:
    """One quarter of one year; ``str`` gives 2011Q3, ``title`` gives 2011年三季度."""

    year: int
    number: Annotated[int, Column("quarter")]

    def __post_init__(self) -> None:
        if self.number not in QUARTERS:
            raise ValueError(self.number)

    @classmethod
    def parse(cls, text: str) -> Quarter:
        """Read ``2011Q3`` or ``2011年三季度`` / ``2011年第3季度``; raises ValueError on anything else."""
        found = _WRITTEN.fullmatch(text.strip())
        if not found:
            raise ValueError(text)
        year, number = found[1] or found[3], found[2] or found[4]
        return cls(int(year), _CHINESE.index(number) + 1 if number in _CHINESE else int(number))

    @classmethod
    def of(cls, day: date) -> Quarter:
        """Return the quarter a day lies in."""
        return cls(day.year, (day.month + 2) // 3)

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"

    def __lt__(self, other: Quarter) -> bool:
        return (self.year, self.number) < (other.year, other.number)

    @property
    def name(self) -> str:
        """The quarter without its year: 三季度."""
        return f"{_CHINESE[self.number - 1]}季度"

    @property
    def title(self) -> str:
        return f"{self.year}年{self.name}"

    @property
    def months(self) -> str:
        """The months of the quarter as forms print them: 7—9月."""
        return f"{self.number * 3 - 2}—{self.number * 3}月"

    @property
    def last_year(self) -> Quarter:
        """The same quarter of the year before (上年同期)."""
        return Quarter(self.year - 1, self.number)

    @property
    def previous(self) -> Quarter:
        """The quarter before this one (上季)."""
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)

    @property
    def start(self) -> date:
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def end(self) -> date:
        """The last day of the quarter."""
        following = date(self.year + 1, 1, 1) if self.number == 4 else date(self.year, self.number * 3 + 1, 1)
        return following - timedelta(days=1)

    def to_date(self) -> tuple[Quarter, ...]:
        """The quarters from the year's first up to this one (自年初累计)."""
        return tuple(Quarter(self.year, number) for number in range(1, self.number + 1))


def quarters_of(year: int) -> tuple[Quarter, ...]:
    """Return the four quarters of a year."""
    return tuple(Quarter(year, number) for number in QUARTERS)
