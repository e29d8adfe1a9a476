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
    """Which paper it is. All are drafted from the same records, edited, finalised and kept in the same way."""

    YEAR = "年度"
    HALF = "半年"
    """January to June (the customer's own is a half-year text)."""
    CONSUMPTION = "能耗报告"
    """年度能源消费状况报告 (公共机构节能条例: before 31 March of the next year)."""
    PLAN = "下年计划"
    COVER = "报送报告"
    """关于报送…的报告, the 上行文 that carries the others upward."""

    @property
    def label(self) -> str:
        """What the clerk calls it."""
        return _KIND_LABELS[self]

    @property
    def is_summary(self) -> bool:
        """Whether it is one of the two 工作总结."""
        return self in (SummaryKind.YEAR, SummaryKind.HALF)

    def quarters(self, year: int) -> tuple[Quarter, ...]:
        """The quarters it covers."""
        return Quarter(year, 2 if self is SummaryKind.HALF else 4).to_date()

    def last_day(self, year: int) -> date:
        """The last day it covers."""
        return self.quarters(year)[-1].end


_KIND_LABELS = {
    SummaryKind.YEAR: "年度总结",
    SummaryKind.HALF: "半年总结",
    SummaryKind.CONSUMPTION: "能源消费状况报告",
    SummaryKind.PLAN: "下年度工作计划",
    SummaryKind.COVER: "报送总结的报告",
}


class SummaryState(StrEnum):
    """Whether the text can be changed."""

    DRAFT = "draft"
    FINAL = "final"


class Attachment(StrEnum):
    """What can be attached, in the order of the paper; stored by its value."""

    SUMMARY_YEAR = "summary_year"
    SUMMARY_HALF = "summary_half"
    CONSUMPTION = "consumption"
    QUARTERLY = "quarterly"
    INSPECTIONS = "inspections"
    RECTIFICATIONS = "rectifications"
    PUBLICITY = "publicity"
    PHOTOS = "photos"

    @property
    def label(self) -> str:
        """What the clerk ticks."""
        return _ATTACHMENT_LABELS[self]


_ATTACHMENT_LABELS = {
    Attachment.SUMMARY_YEAR: "年度工作总结",
    Attachment.SUMMARY_HALF: "半年工作总结",
    Attachment.CONSUMPTION: "能源消费状况报告",
    Attachment.QUARTERLY: "季度统计汇总表",
    Attachment.INSPECTIONS: "检查情况汇总",
    Attachment.RECTIFICATIONS: "整改台账",
    Attachment.PUBLICITY: "宣传培训一览",
    Attachment.PHOTOS: "活动和检查照片",
}


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
    state: SummaryState = SummaryState.DRAFT
    number: str = ""
    """文号 of a paper that is sent with one."""
    addressee: str = ""
    """主送机关."""
    signer: str = ""
    """签发人 of a 上行文."""
    attachments: tuple[Attachment, ...] = ()
    revision_reason: str = ""
    """Why the version before is being revised; empty before the first."""

    @property
    def is_final(self) -> bool:
        """Whether the text is frozen."""
        return self.state is SummaryState.FINAL


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
