"""Which papers there are, what can be attached, what a paragraph is. Values only."""

from __future__ import annotations

from datetime import date
from enum import IntEnum, StrEnum

from ...base.place import Place
from ...energy.periods import Quarter

TAB = "annual"
"""Key of the tab: its folder's name, and where its places begin."""


PLAN_ITEM = "plan.tasks."
"""Where the sources of a plan's items begin."""


class SummaryKind(StrEnum):
    """Which paper it is. All are drafted from the same records, edited,
    finalised and kept in the same way.
    """

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

    def place(self, year: int) -> Place:
        """The address of a year's paper, written or not."""
        return Place(TAB, self.value, year=year)

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

    def last_day_known(self, year: int, day: date) -> date:
        """The last day it covers of which anything is known when it is signed on ``day``."""
        last = self.last_day(year)
        return min(last, day) if day.year == year else last


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
