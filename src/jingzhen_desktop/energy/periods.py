"""Quarters, half-years and years of the statistical calendar, and how often an office reports."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from functools import total_ordering
from typing import Annotated

from ..base.columns import Added, Column

_WRITTEN = re.compile(r"(\d{4})\s*[Qq]\s*([1-4])|(\d{4})\s*年\s*第?\s*([一二三四1-4])\s*季度")
_CHINESE = "一二三四"

QUARTERS = (1, 2, 3, 4)
QUARTER_MONTHS, HALF_MONTHS, YEAR_MONTHS = 3, 6, 12


@total_ordering
@dataclass(frozen=True, slots=True)
class Quarter:
    """One reporting period, known by the quarter it ends with; ``str`` gives 2011Q3, ``title`` gives
    2011年三季度.

    Where an office reports by half-years or by years, the period still is its last quarter to the eye of what
    is stored and compared; ``span`` says how many months it has, for its name and its days.
    """

    year: int
    number: Annotated[int, Column("quarter")]
    span: Added[int] = field(default=QUARTER_MONTHS, compare=False)

    def __post_init__(self) -> None:
        if self.number not in QUARTERS or self.number * 3 % self.span:
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
        """The period without its year: 三季度, 上半年, 全年."""
        if self.span == YEAR_MONTHS:
            return "全年"
        if self.span == HALF_MONTHS:
            return "上半年" if self.number == 2 else "下半年"
        return f"{_CHINESE[self.number - 1]}季度"

    @property
    def title(self) -> str:
        return f"{self.year}年{self.name}"

    @property
    def this(self) -> str:
        """How the running text calls the period it is about: 本季, 本半年, 全年."""
        return {QUARTER_MONTHS: "本季", HALF_MONTHS: "本半年", YEAR_MONTHS: "全年"}[self.span]

    @property
    def counting(self) -> str:
        """How periods of this length are counted: 3/4个季度, 1/2期."""
        return "个季度" if self.span == QUARTER_MONTHS else "期"

    @property
    def first_month(self) -> int:
        return self.number * 3 - self.span + 1

    @property
    def last_month(self) -> int:
        return self.number * 3

    @property
    def months(self) -> str:
        """The months of the period as forms print them: 7—9月."""
        return f"{self.first_month}—{self.last_month}月"

    @property
    def last_year(self) -> Quarter:
        """The same period of the year before (上年同期)."""
        return Quarter(self.year - 1, self.number, self.span)

    @property
    def previous(self) -> Quarter:
        """The period before this one (上季)."""
        number = self.number - self.span // 3
        return Quarter(self.year, number, self.span) if number else Quarter(self.year - 1, 4, self.span)

    @property
    def start(self) -> date:
        return date(self.year, self.first_month, 1)

    @property
    def end(self) -> date:
        """The last day of the period."""
        following = date(self.year + 1, 1, 1) if self.number == 4 else date(self.year, self.number * 3 + 1, 1)
        return following - timedelta(days=1)

    def to_date(self) -> tuple[Quarter, ...]:
        """The quarters from the year's first up to this one (自年初累计); those that end a period of this
        length are that period.
        """
        numbers = range(1, self.number + 1)
        return tuple(Quarter(self.year, one, self.span if one * 3 % self.span == 0 else 3) for one in numbers)


class Cycle(Enum):
    """How often the units of an office report (填报周期); the values are the words of the settings page."""

    QUARTER = "季"
    HALF = "半年"
    YEAR = "年"

    @property
    def span(self) -> int:
        """How many months a period has."""
        return _SPANS[self]

    @property
    def ends(self) -> tuple[int, ...]:
        """The numbers of the quarters that periods end with."""
        return _ENDS[self]

    def period(self, year: int, number: int) -> Quarter:
        """Return the period in which a quarter lies."""
        quarters = self.span // QUARTER_MONTHS
        return Quarter(year, -(-number // quarters) * quarters, self.span)

    def ending(self, quarter: Quarter) -> Quarter:
        """Return the period that ends with a quarter; one that ends none, as under another cycle, stays."""
        return self.period(quarter.year, quarter.number) if quarter.number in self.ends else quarter

    def periods(self, year: int) -> tuple[Quarter, ...]:
        """Return the periods of a year."""
        return tuple(Quarter(year, number, self.span) for number in self.ends)


_SPANS = {Cycle.QUARTER: QUARTER_MONTHS, Cycle.HALF: HALF_MONTHS, Cycle.YEAR: YEAR_MONTHS}
_ENDS = {Cycle.QUARTER: QUARTERS, Cycle.HALF: (2, 4), Cycle.YEAR: (4,)}


def quarters_of(year: int) -> tuple[Quarter, ...]:
    """Return the four quarters of a year."""
    return tuple(Quarter(year, number) for number in QUARTERS)
