"""Which units a paper speaks of: those that exist on its day, and what became of the others of its year.

Every sentence, table and count of a paper asks one scope, so that no two of them count differently.
Which reports the units owe is 季度统计's matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ...base.text import chinese_date, join_names
from .units import UnitInYear


@dataclass(frozen=True, slots=True)
class Scope:
    """The units of a year as they stand on a day.

    Attributes:
        year: whose units they are.
        day: that of the paper.
        every: all that have facts in the year.
    """

    year: int
    day: date
    every: tuple[UnitInYear, ...] = ()

    @property
    def present(self) -> tuple[UnitInYear, ...]:
        """Those that exist on the day."""
        return tuple(unit for unit in self.every if exists_on(unit, self.day))

    @property
    def reporting(self) -> tuple[UnitInYear, ...]:
        """Those that exist on the day and report."""
        return tuple(unit for unit in self.present if unit.facts.reporting)

    @property
    def closed(self) -> tuple[UnitInYear, ...]:
        """Those that were closed by the day, in this year or just after it."""
        return tuple(unit for unit in self.every if unit.contact.closed and unit.contact.closed <= self.day)

    @property
    def closed_words(self) -> str:
        """Say which were closed, and when: 林业站于2024年6月30日撤销; empty where none was."""
        return join_names(
            [
                f"{one.short_name}于{chinese_date(one.contact.closed)}撤销"
                for one in self.closed
                if one.contact.closed
            ]
        )


def exists_on(unit: UnitInYear, day: date) -> bool:
    """Whether a unit exists on a day: opened by then, and not closed; on the day it is closed it is."""
    opened, closed = unit.contact.opened, unit.contact.closed
    return (opened is None or opened <= day) and (closed is None or day < closed)
