"""The summary, its paragraphs and the facts it is written from. Values only; how they are worded is ``rules``' matter."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum, StrEnum

from ..energy.periods import Quarter
from ..inspection.values import InspectionYear
from ..organisation.values import LeadingGroup, UnitInYear
from ..publicity.values import PublicityYear
from ..quarterly.values import TownQuarter

TAB = "annual"
"""Key of the tab: its folder's name, and where its places begin."""


class SummaryKind(StrEnum):
    """What a summary covers: the whole year, or January to June (the customer's own is a half-year text)."""

    YEAR = "年度"
    HALF = "半年"

    def quarters(self, year: int) -> tuple[Quarter, ...]:
        """The quarters it covers."""
        return Quarter(year, 2 if self is SummaryKind.HALF else 4).to_date()

    def last_day(self, year: int) -> date:
        """The last day it covers."""
        return self.quarters(year)[-1].end


class Level(IntEnum):
    """Where a paragraph stands; the number is written in its text: 一、 then （一） then 1."""

    BODY = 0
    CHAPTER = 1
    SECTION = 2
    ITEM = 3


class ParagraphKind(StrEnum):
    """What a paragraph holds: running text with marked figures, or a table as ``rules.tables`` writes it."""

    TEXT = "text"
    TABLE = "table"


class Origin(StrEnum):
    """Who wrote a paragraph."""

    GENERATED = "generated"
    EDITED = "edited"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or name that comes from records (数据域): ``key`` says which, ``shown`` is what stands in the text."""

    key: str
    shown: str


@dataclass(frozen=True, slots=True)
class TableText:
    """A table of the summary; every cell, the titles too, is a text with marked figures."""

    caption: str
    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric_from: int = 2
    """Index of the first column with numbers, set to the right."""
    last_row_is_total: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class ParagraphDraft:
    """A paragraph as the rules write it; ``source`` names the generator, so that a new text finds the old one's place."""

    source: str
    text: str
    level: Level = Level.BODY
    kind: ParagraphKind = ParagraphKind.TEXT


@dataclass(frozen=True, slots=True)
class ParagraphText:
    """A paragraph as an editor hands it back: its text and kind; the level follows from the text."""

    text: str
    kind: ParagraphKind = ParagraphKind.TEXT


@dataclass(frozen=True, slots=True)
class SummaryParagraph:
    """A stored paragraph; ``source`` is empty for one the clerk has added."""

    id: int
    level: Level
    text: str
    kind: ParagraphKind = ParagraphKind.TEXT
    origin: Origin = Origin.GENERATED
    source: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """A stored summary; one per year and kind. ``problems`` are the keys of the candidates chosen for 五."""

    id: int
    year: int
    kind: SummaryKind
    title: str
    day: date
    generated_at: datetime
    problems: tuple[str, ...]
    paragraphs: tuple[SummaryParagraph, ...]
    title_edited: bool = False


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
    """

    town: TownQuarter
    expected: int
    received: int
    missing: tuple[LateReport, ...] = ()
    blank: tuple[LateReport, ...] = ()
    late: tuple[LateReport, ...] = ()


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


@dataclass(frozen=True, slots=True)
class ChangedFigure:
    """A figure in the text that the records no longer say; ``now`` is None where they say nothing of it any more."""

    key: str
    title: str
    shown: str
    now: str | None


@dataclass(frozen=True, slots=True)
class Narrative:
    """The standard wording (``resources/narrative``) in force in a year: phrases by key, lists of words by name."""

    phrases: dict[str, str] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)
