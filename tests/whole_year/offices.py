"""What an office's year consists of: the same shape for every office, the contents in a module for each.

Nothing is computed here: what the papers must say stands in each office as it was worked out by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

Quarters = tuple[str, str, str, str]
NO_REPORT = ""
"""In a unit's quantities: the quarter for which no form comes in."""


@dataclass(frozen=True)
class Unit:
    """A unit as the clerk enters it;
    ``facts`` are the grid's columns from 单位性质 on, as copied from a spreadsheet.
    """

    name: str
    short: str
    facts: str
    liaison: str
    phone: str
    used: Mapping[int, Mapping[str, Quarters]] = field(default_factory=dict)
    """By year and carrier the quantities of the four quarters;
    a year that is not there: the unit is not there yet.
    """

    @property
    def first_year(self) -> int:
        return min(self.used)


@dataclass(frozen=True)
class Visit:
    """A unit visited: readings as rows of the grid, what was found besides,
    and what was done about all of it.
    """

    unit: str
    readings: tuple[str, ...] = ()
    found: tuple[str, str, str] | None = None
    """Kind, room and text of a violation no thermometer shows."""
    violations: int = 0
    corrected: str = ""


@dataclass(frozen=True)
class Order:
    """A rectification from the order to 销号, with the circular sent out while it was not settled."""

    number: str
    ordered_on: str
    deadline: str
    requirement: str
    circular_number: str
    circular_day: str
    circular_scope: str
    circular_deadline: str
    circular_reason: str
    replied_on: str
    reply: str
    rechecked_on: str
    recheck: str


@dataclass(frozen=True)
class Round:
    """One inspection."""

    season: str
    title: str
    day: str
    weather: str
    outdoor: str
    mode: str
    visits: tuple[Visit, ...]
    order: Order | None = None
    """About everything found in the last unit visited."""
    paper: tuple[str, ...] = ()
    """What its record must say."""


@dataclass(frozen=True)
class Correction:
    """A form that came in wrong: its carrier's first quantity and cost,
    and how old → new reads on the screen.
    """

    unit: str
    quarter: int
    carrier: str
    wrong: tuple[str, str]
    quantity_shown: str
    cost_shown: str


@dataclass(frozen=True)
class Town:
    """An office's whole year."""

    settings: Mapping[str, str]
    """The form of a new data file, label by label."""
    prefixes: Mapping[str, str]
    """Fields of the settings page."""
    first_year: int
    year: int
    version: str
    group: Mapping[str, str]
    members: tuple[tuple[str, str, str, str], ...]
    units: tuple[Unit, ...]
    codes: Mapping[str, tuple[tuple[str, str], ...]]
    """Codes of quantity and cost by carrier; petrol stands in two rows of the form."""
    prices: Mapping[int, Mapping[str, str]]
    """By year and carrier: 元 for one of its unit of measure."""
    reported_on: Quarters
    typed: tuple[str, int]
    """The report that came on paper: unit and quarter."""
    typed_rows: tuple[str, ...]
    """Its quantities and costs as they are pasted, from the first row of the form on."""
    correction: Correction
    missing: tuple[str, int] | None
    rounds: tuple[Round, ...]
    activities: tuple[tuple[str, ...], ...]
    totals: Mapping[int, Mapping[tuple[str, str], str]]
    """By quarter, carrier and measure: 本期 上年同期 同比 累计 上年同期累计 累计同比 数据范围, as the screen shows them."""
    unit_coal: Mapping[int, Mapping[str, tuple[str, str]]]
    """By quarter and unit: standard coal of electricity and of all carriers, as the screen shows it."""
    scope: Mapping[int, str]
    """By quarter: what the screen says of its completeness."""
    table_says: Mapping[int, tuple[str, ...]]
    """By quarter: what its PDF must say besides the figures."""
    facts: tuple[str, ...]
    """What the summary must say."""
    edit: tuple[str, str]
    """The paragraph of the summary the clerk adds to, and what is added."""
    never: tuple[str, ...]
    """What no paper may say."""
    due: tuple[str, ...]
    """What 今日工作 reminds of once the year is entered."""

    def came_in(self, year: int, quarter: int) -> str:
        """The day the units' forms of a quarter came in: the one they bear."""
        return self.reported_on[quarter - 1].format(year=year, next=year + 1)

    def sent_up(self, year: int, quarter: int) -> str:
        """The day the clerk sent a quarter up: three days later."""
        return (date.fromisoformat(self.came_in(year, quarter)) + timedelta(days=3)).isoformat()
