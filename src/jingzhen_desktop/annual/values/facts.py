"""The facts a paper is written from. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from ...energy.periods import Quarter
from ...inspection.values.year import InspectionYear
from ...organisation.values.group import LeadingGroup
from ...organisation.values.ledger import LedgerEntry
from ...organisation.values.units import UnitInYear
from ...publicity.values import PublicityYear
from ...quarterly.values.figures import TownQuarter
from ...quarterly.values.submissions import Submission
from .kinds import SummaryKind


@dataclass(frozen=True, slots=True)
class OfficeNames:
    """The names a summary uses: the town, its county, those above it, and where the executive office sits."""

    town: str
    county: str = ""
    leadership: str = ""
    superior: str = ""
    section: str = ""
    host: str = ""


@dataclass(frozen=True, slots=True)
class LateReport:
    """A quarterly report that is missing, has blanks or came after its due date."""

    unit: str
    quarter: Quarter


@dataclass(frozen=True, slots=True)
class StatisticsFacts:
    """The quarterly statistics of the period.

    Attributes:
        town: totals of the last quarter with figures; its year-to-date figures are the summary's.
        expected, received: reports of all quarters up to that one.
        missing, blank, late: which are not there, have blanks, or were handed in after the due date.
        sent: what was sent up of these quarters by the day, and not taken back.
        used_by_unit: quantities of the year to date by carrier and unit.
    """

    town: TownQuarter
    expected: int
    received: int
    missing: tuple[LateReport, ...] = ()
    blank: tuple[LateReport, ...] = ()
    late: tuple[LateReport, ...] = ()
    sent: tuple[Submission, ...] = ()
    used_by_unit: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One item of the year's plan as the office's ledger of tasks keeps it; ``done_on`` None is not done."""

    id: int
    text: str
    due: date | None = None
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class SummaryFacts:
    """Everything a summary is written from, as it stood on ``day``; None or empty is “nothing recorded”."""

    year: int
    kind: SummaryKind
    day: date
    names: OfficeNames
    group: LeadingGroup | None = None
    units: tuple[UnitInYear, ...] = ()
    statistics: StatisticsFacts | None = None
    inspection: InspectionYear | None = None
    publicity: PublicityYear | None = None
    plan: tuple[PlanItem, ...] = ()
    """The year's plan."""
    ledger: tuple[LedgerEntry, ...] = ()
    """Meetings and rules of the year up to the day."""
    attached: tuple[str, ...] = ()
    """Titles of the papers a cover letter carries."""


@dataclass(frozen=True, slots=True)
class ProblemCandidate:
    """A problem the summary may name in 五: shown to the clerk with a tick.

    Attributes:
        label: short, for the list.
        text: the paragraph without its number, with marked figures.
        standard: True for the source document's own paragraphs, False for one the records show.
        ticked: proposed.
    """

    key: str
    label: str
    text: str
    standard: bool
    ticked: bool = True
