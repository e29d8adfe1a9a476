"""What may stand in a score table, and whether it can be used. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from ...base.errors import FieldRejected, InputRejected
from ...base.lengths import LONGEST_NOTE, check_length
from ...base.numbers import decimals, show_number
from ..values.score_tables import FULL, ItemKind, Method, ScoreItem, ScoreTable, Source
from .grades import read_grades

_METHODS: dict[Source, tuple[Method, ...]] = {
    Source.HAND: (Method.HAND,),
    Source.QUOTA: (Method.HAND, Method.SHARE),
    Source.PROJECTS: (Method.HAND, Method.ADD),
}
_COMPLETION = (Method.HAND, Method.FALL, Method.EXCESS, Method.STEPS)
_COUNTED = (Method.HAND, Method.SHARE, Method.DEDUCT, Method.WHOLE, Method.ADD)
_WITH_EACH = (Method.DEDUCT, Method.ADD, Method.FALL, Method.EXCESS)
MOST_TARGET = Decimal(50)
"""Per cent a year; more is a slip of the pen."""


def methods_of(source: Source) -> tuple[Method, ...]:
    """Return how an item with a source may be scored."""
    return _METHODS.get(source, _COMPLETION if source.is_completion else _COUNTED)


def fitted(item: ScoreItem) -> Method:
    """Return the method an item is scored by: its own, or the first that fits where its own does not."""
    offered = methods_of(item.source)
    return item.method if item.method in offered else offered[-1 if item.source.is_completion else 0]


def check_table(table: ScoreTable) -> None:
    """Refuse a table that cannot be kept. Raises FieldRejected."""
    if not table.title.strip():
        raise FieldRejected("title", "评分表的名称不能为空。")
    check_length("title", "名称", table.title)
    check_length("document", "来源文件", table.document)
    check_length("note", "说明", table.note, LONGEST_NOTE)
    if table.grades:
        read_grades(table.grades)
    _check_points("bonus_most", "加分上限", table.bonus_most)


def check_item(item: ScoreItem, table: ScoreTable) -> None:
    """Refuse an item that cannot stand in its table. Raises FieldRejected."""
    for field, title, text in (("block", "板块", item.block), ("title", "考核内容", item.title)):
        if not text.strip():
            raise FieldRejected(field, f"{title}不能为空。")
        check_length(field, title, text)
    check_length("rule", "评分办法", item.rule, LONGEST_NOTE)
    check_length("evidence", "佐证材料", item.evidence, LONGEST_NOTE)
    _check_item_points(item)
    if any(one.title == item.title and one.id != item.id for one in table.items):
        raise FieldRejected("title", f"表中已有“{item.title}”，请换一个说法。")
    if item.method not in methods_of(item.source):
        offered = "、".join(one.words for one in methods_of(item.source))
        raise FieldRejected("method", f"“{item.source.words}”的计分方式可以是{offered}。")
    if item.method in _WITH_EACH and not item.each:
        raise FieldRejected("each", f"“{item.method.words}”要填每项分值。")
    if item.method is Method.EXCESS and item.kind is not ItemKind.BONUS:
        raise FieldRejected("method", f"“{item.method.words}”只用于加分项，请先把类别改为加分项。")
    if item.method is Method.STEPS and not item.steps:
        raise FieldRejected("steps", "“按档计分”要选用哪一种档。")
    others = (one for one in table.items if one.id != item.id)
    _check_total((*others, item))


def _check_item_points(item: ScoreItem) -> None:
    if item.points is None:  # a cell emptied by the clerk gives None
        raise FieldRejected("points", "分值不能为空。")
    _check_points("points", "分值", item.points)
    _check_points("each", "每项分值", item.each)
    if item.kind is ItemKind.VETO and item.points:
        raise FieldRejected("points", "否决性指标不计分，分值填0。")
    if item.kind is not ItemKind.VETO and not item.points:
        raise FieldRejected("points", f"“{item.title}”的分值应大于0。")
    if item.target is not None and not 0 <= item.target <= MOST_TARGET:
        raise FieldRejected("target", f"目标下降率应在0到{MOST_TARGET}（%）之间。")


def _check_total(items: Iterable[ScoreItem]) -> None:
    total = sum((one.points for one in items if one.kind is ItemKind.SCORE), Decimal(0))
    if total > FULL:
        raise FieldRejected("points", f"各项分值合计{show_number(total)}，超过了100分。")


def _check_points(field: str, title: str, points: Decimal | None) -> None:
    if points is None:
        return
    if not 0 <= points <= FULL:
        raise FieldRejected(field, f"{title}应在0到100之间。")
    if decimals(points) > 1:
        raise FieldRejected(field, f"{title}最多一位小数。")


def check_usable(table: ScoreTable) -> None:
    """Refuse to assess by a table that is not finished: its points are not 100, or it has no grades.

    Raises:
        InputRejected: with what is missing.
    """
    if table.total != FULL:
        missing = show_number(FULL - table.total)
        raise InputRejected(
            f"“{table.title}”只有{show_number(table.total)}分，还缺{missing}分的内容，补齐后才能考核。"
        )
    if not table.grades:
        raise InputRejected(f"“{table.title}”没有写等次和分数线，请先在评分表里填写。")
    read_grades(table.grades)


def check_given(item: ScoreItem, points: Decimal | None, reason: str, computed: Decimal | None) -> None:
    """Refuse points an item cannot give, and points against the records without a reason. Raises
    FieldRejected.
    """
    check_length("reason", "扣分理由", reason, LONGEST_NOTE)
    if points is None:
        return
    if not 0 <= points <= item.points:
        raise FieldRejected(
            "given", f"“{item.title}”最多{show_number(item.points)}分，不能填{show_number(points)}。"
        )
    if decimals(points) > 1:
        raise FieldRejected("given", "得分最多一位小数。")
    if computed is not None and points != computed and not reason.strip():
        raise FieldRejected("reason", f"与记录算出的{show_number(computed)}分不同，请写明理由。")
