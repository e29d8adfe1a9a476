"""Score tables (评分表): blocks and items with their points, and how each item is scored. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import groupby

from ...base.columns import Added, Tenths

FULL = Decimal(100)
"""The points of a whole table, without bonus."""


class ItemKind(StrEnum):
    """What an item does to the total."""

    SCORE = "score"
    BONUS = "bonus"
    VETO = "veto"

    @property
    def words(self) -> str:
        """The words on the screen: 计分项."""
        return {ItemKind.SCORE: "计分项", ItemKind.BONUS: "加分项", ItemKind.VETO: "否决性指标"}[self]


class Method(StrEnum):
    """How points follow from what the records say."""

    HAND = "hand"
    SHARE = "share"
    DEDUCT = "deduct"
    WHOLE = "whole"
    ADD = "add"
    STEPS = "steps"
    FALL = "fall"
    EXCESS = "excess"

    @property
    def words(self) -> str:
        """The words on the screen: 按完成比例."""
        return _METHOD_WORDS[self]


_METHOD_WORDS = {
    Method.HAND: "手工评分",
    Method.SHARE: "按完成比例",
    Method.DEDUCT: "每缺一项扣分",
    Method.WHOLE: "全部做到才得分",
    Method.ADD: "每有一项加分",
    Method.STEPS: "按档计分",
    Method.FALL: "每下降1个百分点得分",
    Method.EXCESS: "每超额完成10%加分",
}


class Source(StrEnum):
    """Where in the office file the records of an item are found; ``HAND`` is nowhere."""

    HAND = ""
    ENERGY_PER_HEAD = "energy_per_head"
    ENERGY_PER_AREA = "energy_per_area"
    WATER_PER_HEAD = "water_per_head"
    QUOTA = "quota"
    IN_TIME = "in_time"
    COMPLETE = "complete"
    EXPLAINED = "explained"
    VOUCHERS = "vouchers"
    TARGET_FILED = "target_filed"
    REPORT_FILED = "report_filed"
    PEOPLE = "people"
    FOUND = "found"
    RECTIFIED = "rectified"
    ATTENDED = "attended"
    PROJECTS = "projects"

    @property
    def words(self) -> str:
        """The words on the screen: 季度报表按时报送."""
        return _SOURCE_WORDS[self]

    @property
    def is_completion(self) -> bool:
        """Whether it is a target and how far it was reached, not records to be counted."""
        return self in _COMPLETIONS


_SOURCE_WORDS = {
    Source.HAND: "手工评定",
    Source.ENERGY_PER_HEAD: "人均综合能耗目标完成",
    Source.ENERGY_PER_AREA: "单位建筑面积能耗目标完成",
    Source.WATER_PER_HEAD: "人均用水目标完成",
    Source.QUOTA: "定额执行",
    Source.IN_TIME: "季度报表按时报送",
    Source.COMPLETE: "季度报表填写完整",
    Source.EXPLAINED: "审核问题已说明",
    Source.VOUCHERS: "统计台账有凭证",
    Source.TARGET_FILED: "年度目标和方案备案",
    Source.REPORT_FILED: "能源消费状况报告",
    Source.PEOPLE: "负责人、联络员、能源管理岗位",
    Source.FOUND: "检查发现的问题",
    Source.RECTIFIED: "整改按期完成",
    Source.ATTENDED: "参加宣传培训",
    Source.PROJECTS: "有实测节能量的改造项目",
}
_COMPLETIONS = frozenset({Source.ENERGY_PER_HEAD, Source.ENERGY_PER_AREA, Source.WATER_PER_HEAD})


@dataclass(frozen=True, slots=True)
class ScoreItem:
    """One item of a score table (考核内容).

    Attributes:
        points: the most it can give; 0 of a veto item.
        each: points for one record, of a method that deducts or adds.
        steps: key of the steps, of :attr:`Method.STEPS`.
        target: by how many per cent the indicator is to fall in the year, where no target is filed.
        rule: how it is scored, in the words of the table.
        evidence: what the unit may show for it; never asked for.
    """

    id: int
    table_id: int
    position: int
    block: str
    title: str
    points: Tenths
    kind: ItemKind = ItemKind.SCORE
    source: Source = Source.HAND
    method: Method = Method.HAND
    each: Tenths | None = None
    steps: str = ""
    target: Tenths | None = None
    rule: str = ""
    evidence: str = ""

    @property
    def is_computed(self) -> bool:
        """Whether its points follow from records."""
        return self.source is not Source.HAND and self.method is not Method.HAND


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """A score table with its items.

    Attributes:
        grades: the grades and their bounds as they are written: 优秀90；合格70；不合格.
        bonus_most: the most that bonus items give together; None: no bonus.
        document: number and title of the document it comes from; empty: the office's own.
    """

    id: int
    title: str
    grades: str = ""
    bonus_most: Tenths | None = None
    document: str = ""
    note: str = ""
    items: Added[tuple[ScoreItem, ...]] = ()

    @property
    def total(self) -> Decimal:
        """The points of all items that count, without bonus."""
        return sum((one.points for one in self.items if one.kind is ItemKind.SCORE), Decimal(0))

    @property
    def blocks(self) -> tuple[tuple[str, tuple[ScoreItem, ...]], ...]:
        """The items by block, in the table's order."""
        grouped = groupby(self.items, key=lambda one: one.block)
        return tuple((block, tuple(items)) for block, items in grouped)


@dataclass(frozen=True, slots=True)
class Step:
    """From a completion on, an item gives a share of its points."""

    from_: Decimal
    share: Decimal


@dataclass(frozen=True, slots=True)
class StepSet:
    """Steps as a county's table writes them.

    Attributes:
        steps: highest first; below the last there is nothing.
    """

    key: str
    title: str
    source: str
    steps: tuple[Step, ...]
