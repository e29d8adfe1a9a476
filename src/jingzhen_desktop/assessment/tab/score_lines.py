"""The lines of a unit's score on the screen: blocks, items, and the columns they are shown by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from ...base.numbers import show_number
from ...base.typed import Kind
from ...widgets.appearance import Look
from ...widgets.grid.columns import Column
from ..rules.score_printing import ground_words
from ..rules.scoring import points_words
from ..values.score_tables import ItemKind
from ..values.score_views import AssessmentView, ScoredUnit
from ..values.scores import Scored

_IN_TABLE = "考核内容和标准分在“评分表”里改"


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit in the list at the left."""

    id: int
    name: str
    unit: ScoredUnit
    is_waiting: bool = False

    @property
    def words(self) -> str:
        """Its total, or why it has none."""
        score = self.unit.score
        if score is None:
            return "不评分"
        if self.is_waiting and score.total is None:
            return "计算中"
        return "缺数据" if score.total is None else show_number(score.total, 1)


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A block, or an item with its points; ``given`` and ``reason`` are what can be typed."""

    id: int
    title: str
    full: Decimal | None
    own: Decimal | None = None
    given: Decimal | None = None
    reason: str = ""
    ground: str = ""
    scored: Scored | None = None

    @property
    def is_short(self) -> bool:
        """Whether points are missing or lost."""
        return self.scored is not None and (self.given is None or self.given < (self.full or Decimal(0)))


def unit_lines(view: AssessmentView, *, is_waiting: bool = False) -> list[UnitLine]:
    """Return the units in the order lists have, those that are not assessed last.

    Args:
        is_waiting: whether what the records say of them is still being read.
    """
    units = (*view.listed, *view.others)
    return [UnitLine(one.participant.id, one.participant.short_name, one, is_waiting) for one in units]


def score_lines(view: AssessmentView, unit: ScoredUnit) -> tuple[list[ScoreLine], list[ScoreLine]]:
    """Return a unit's lines, block by block, and the line of the total."""
    score = unit.score
    if score is None:
        return [], []
    by_id = {one.item.id: one for one in score.scored}
    lines = []
    for place, (block, items) in enumerate(view.table.blocks, 1):
        of_block = [_line(by_id[item.id]) for item in items]
        lines.append(_block(-place, block, of_block))
        lines += of_block
    total = ScoreLine(
        0, "合计", view.table.total, score.own_total, score.total, score.grade_reason, score.grade
    )
    return lines, [total]


def _block(id_: int, title: str, lines: list[ScoreLine]) -> ScoreLine:
    own = [one.own for one in lines if one.own is not None]
    given = [one.given for one in lines if one.given is not None]
    full = sum((one.full for one in lines if one.full is not None), Decimal(0))
    total = sum(given, Decimal(0)) if len(given) == len(lines) else None
    return ScoreLine(id_, title, full, sum(own, Decimal(0)) if own else None, total)


def _line(one: Scored) -> ScoreLine:
    is_veto = one.item.kind is ItemKind.VETO
    points = Decimal(0) if is_veto else one.points
    title = f"　{one.item.title}"
    full = Decimal(0) if is_veto else one.item.points
    return ScoreLine(one.item.id, title, full, one.own, points, one.reason, ground_words(one), one)


def unit_columns() -> list[Column[UnitLine]]:
    """The columns of the list of units."""
    return [
        Column("name", "单位", lambda line: line.name, width=12),
        Column("points", "得分", lambda line: line.words, width=8, look=_unit_look),
    ]


def _unit_look(line: UnitLine) -> Look | None:
    score = line.unit.score
    if score is None or line.is_waiting:
        return Look.MUTED
    return Look.WARNING if score.total is None else None


def score_columns(may_type: Callable[[ScoreLine], str]) -> list[Column[ScoreLine]]:
    """The columns of a unit's score; ``may_type`` says why nothing can be typed, empty if it can."""
    return [
        Column("title", "考核内容", lambda line: line.title, width=28, strong=_is_block, closed=_IN_TABLE),
        Column(
            "full",
            "标准分",
            lambda line: line.full,
            Kind.NUMBER,
            1,
            width=6,
            strong=_is_block,
            closed=_IN_TABLE,
        ),
        Column(
            "own",
            "自评分",
            lambda line: line.own,
            Kind.NUMBER,
            1,
            width=6,
            strong=_is_block,
            closed="自评分从单位交来的自评表导入，不在这里填写",
        ),
        Column[ScoreLine](
            "given",
            "得分",
            lambda line: line.given,
            Kind.NUMBER,
            1,
            width=6,
            write=lambda line, typed: replace(line, given=typed),
            editable=lambda line: line.scored is not None and not may_type(line),
            closed=may_type,
            strong=_is_block,
        ),
        Column[ScoreLine](
            "reason",
            "扣分理由",
            lambda line: line.reason,
            width=18,
            write=lambda line, typed: replace(line, reason=typed or ""),
            editable=lambda line: line.scored is not None and not may_type(line),
            closed=may_type,
            look=lambda line: Look.BAD if line.scored is not None and line.is_short and line.reason else None,
            strong=_is_block,
        ),
        Column(
            "ground",
            "依据",
            lambda line: line.ground,
            width=20,
            look=_ground_look,
            strong=_is_block,
            closed="依据由记录算出，逐条列在侧栏，不能填写",
        ),
    ]


def _is_block(line: ScoreLine) -> bool:
    """Whether a line heads the items below it."""
    return line.scored is None and line.id < 0


def _ground_look(line: ScoreLine) -> Look | None:
    return Look.WARNING if line.scored is not None and line.given is None else None


def total_words(unit: ScoredUnit) -> str:
    """Say a unit's total and grade: 78.5分，合格."""
    score = unit.score
    if score is None:
        return unit.why
    if score.total is None:
        return f"还有{len(score.missing)}项没有得分"
    return f"{points_words(score.total)}分" + (f"，{score.grade}" if score.grade else "")
