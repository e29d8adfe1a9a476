"""The facts a paper is written from. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from ...assessment.values.year import AssessedYear
from ...energy.periods import Quarter
from ...inspection.values.year import InspectionYear
from ...organisation.values.group import LeadingGroup
from ...organisation.values.ledger import LedgerEntry
from ...organisation.values.scope import Scope
from ...organisation.values.units import UnitInYear
from ...publicity.values import PublicityYear
from ...quarterly.values.board import Board, OwedReport
from ...quarterly.values.figures import TownQuarter
from ...quarterly.values.reports import Report, ReportState
from ...quarterly.values.submissions import QuarterSent
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
class StatisticsFacts:
    """The quarterly statistics of the period.

    Attributes:
        town: totals of the last quarter with figures; its year-to-date figures are the summary's.
        board: who has reported (报送情况), as 季度统计 judges it.
        sent: how the town sent up each quarter up to that one, as it stood on the day.
        reports: those behind the totals by quarter and unit id, of the quarters to date of both years.
        names: short names of the units of both years by id, in the office's order.
        factors: standard coal per unit of measure of each carrier, kgce.
    """

    town: TownQuarter
    board: Board
    sent: tuple[QuarterSent, ...] = ()
    reports: Mapping[Quarter, Mapping[int, Report]] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)
    factors: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def owed(self) -> tuple[OwedReport, ...]:
        """Every report owed in the quarters up to the last, unit by unit."""
        return self.board.owed_to_date(self.town.quarter)

    @property
    def received(self) -> tuple[OwedReport, ...]:
        """Those that were handed in (已报): no draft, none returned."""
        return tuple(one for one in self.owed if one.cell.state.is_handed_in)

    @property
    def missing(self) -> tuple[OwedReport, ...]:
        """Those that are not there at all."""
        return tuple(one for one in self.owed if one.cell.state is ReportState.MISSING)

    @property
    def drafts(self) -> tuple[OwedReport, ...]:
        """Those whose figures are in the totals though they are not handed in: being entered, or returned."""
        waiting = (one for one in self.owed if not one.cell.state.is_handed_in)
        return tuple(one for one in waiting if one.cell.state is not ReportState.MISSING)

    @property
    def blank(self) -> tuple[OwedReport, ...]:
        """Those with a blank."""
        return tuple(one for one in self.owed if one.cell.has_blanks)

    @property
    def has_gaps(self) -> bool:
        """Whether anything lacks: a report, a unit's handing it in, or a figure of it."""
        return bool(self.missing or self.drafts or self.blank)

    @property
    def late(self) -> tuple[OwedReport, ...]:
        """Those that were handed in after their day."""
        return tuple(one for one in self.owed if one.cell.late)

    @property
    def reporters(self) -> tuple[UnitInYear, ...]:
        """The units that owed a report of any quarter so far: the same that the totals to date expect."""
        return self.board.owing_to_date(self.town.quarter)

    @property
    def whole(self) -> tuple[UnitInYear, ...]:
        """Those of which every report so far was handed in without a blank."""
        return self.board.without_gaps(self.town.quarter)


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One item of the year's plan as the office's ledger of tasks keeps it; ``done_on`` None is not done."""

    id: int
    text: str
    due: date | None = None
    done_on: date | None = None

    @property
    def words(self) -> str:
        """The item as part of a sentence, without its full stop."""
        return self.text.rstrip("。；; ")


@dataclass(frozen=True, slots=True)
class SummaryFacts:
    """Everything a summary is written from, as it stood on ``day``; None or empty is “nothing recorded”."""

    year: int
    kind: SummaryKind
    day: date
    names: OfficeNames
    group: LeadingGroup | None = None
    units: tuple[UnitInYear, ...] = ()
    """All that have facts in the year; which of them a sentence counts, ``scope`` says."""
    statistics: StatisticsFacts | None = None
    inspection: InspectionYear | None = None
    publicity: PublicityYear | None = None
    plan: tuple[PlanItem, ...] = ()
    """The year's plan."""
    ledger: tuple[LedgerEntry, ...] = ()
    """Meetings, rules, money and projects of the year up to the day."""
    attached: tuple[str, ...] = ()
    """Titles of the papers a cover letter carries."""
    next_tasks: tuple[tuple[str, str], ...] = ()
    """What the plan for the next year lists: source and marked text."""
    assessment: AssessedYear | None = None
    """Quotas and assessment of the year; None: nothing of either by the day."""
    following: tuple[UnitInYear, ...] = ()
    """The units that have facts in the next year already."""

    @property
    def scope(self) -> Scope:
        """The units the paper speaks of, as they stand on its day."""
        return Scope(self.year, self.day, self.units)

    @property
    def next_scope(self) -> Scope:
        """The units of next year, as far as they are known: entered for it, or else those that exist now."""
        start = max(self.day, date(self.year + 1, 1, 1))
        return Scope(self.year + 1, start, self.following or self.scope.present)

    @property
    def closed_reporters(self) -> tuple[UnitInYear, ...]:
        """Units that owed reports of the year and no longer exist on the paper's day."""
        gone = {unit.id for unit in self.scope.closed}
        return tuple(unit for unit in self.statistics.reporters if unit.id in gone) if self.statistics else ()

    @property
    def until(self) -> date:
        """The day up to which the records count."""
        return self.kind.last_day_known(self.year, self.day)


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
