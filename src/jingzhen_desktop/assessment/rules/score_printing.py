"""Scores as finished tables: 得分汇总表 of all units, 得分表 of each; the same cells for screen, PDF and xlsx.
Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ...base.numbers import round_half_up, show_number
from ...base.text import chinese_date
from ...quarterly.values.printed import (
    BookSpot,
    Cell,
    PrintedBook,
    PrintedColumn,
    PrintedRow,
    PrintedTable,
    SumCheck,
)
from ..values.score_courses import Estimate
from ..values.score_tables import ItemKind
from ..values.score_views import AssessmentView, ScoredUnit
from ..values.scores import Score, Scored
from .grades import range_words

BONUS = "加分"
_FIRST = 2
"""Columns before those of the blocks."""
_HEAD = 5
"""Characters of a block's name that stand on one line: one of them would else stand alone on the next."""


def marks(view: AssessmentView, *, example: bool) -> str:
    """Return what stands on every page: that it is an example, only for the house, a later version, how far
    it has come where it is not settled.
    """
    found = ["示例"] if example else []
    found += ["内部测评"] if view.assessment.is_internal else []
    found += [f"第{view.assessment.version}版"] if view.assessment.version > 1 else []
    found += [] if view.is_settled else [f"{view.assessment.state.words}，未定档"]
    return "　".join(found)


def _revised(view: AssessmentView) -> list[str]:
    """Why there is a later version, and which it stands for."""
    version = view.assessment.version
    opened = next((one for one in view.steps if one.version == version), None)
    if version == 1 or opened is None:
        return []
    why = f"，原因：{opened.note.rstrip('。')}" if opened.note else ""
    return [f"{chinese_date(opened.day)}修订，本表为第{version}版，代替第{version - 1}版{why}。"]


def summary_book(view: AssessmentView, town: str) -> PrintedBook:
    """Return 得分汇总表 with the check that each total is the sum of its blocks, and every unit's 得分表."""
    summary = summary_table(view, town)
    checks = tuple(
        _sum_check(view, row, unit) for row, unit in enumerate(view.listed) if _total(unit) is not None
    )
    return PrintedBook((summary, *(score_sheet(view, unit, town) for unit in view.listed)), checks)


def summary_table(view: AssessmentView, town: str) -> PrintedTable:
    """Return 得分汇总表: units down, blocks across; units in the register's order unless ranking was chosen."""
    blocks = _blocks(view)
    columns = (
        PrintedColumn("序号", places=0),
        PrintedColumn("单位", is_text=True, widest=18),
        *(
            PrintedColumn(f"{block}\n（{_plain(points)}分）", width=min(len(block), _HEAD) + 0.5, places=1)
            for block, points in blocks
        ),
        *((PrintedColumn(BONUS, places=1),) if _has_bonus(view) else ()),
        PrintedColumn("得分", places=1),
        PrintedColumn("自评分", places=1),
        PrintedColumn("等次", is_text=True),
    )
    rows = [_row(view, number, unit) for number, unit in enumerate(view.listed, 1)]
    if view.listed:
        rows.append(_mean_row(view))
    return PrintedTable(
        "得分汇总表",
        f"{town}{view.assessment.title}得分汇总表",
        columns,
        tuple(rows),
        head=(f"数据截至：{chinese_date(view.assessment.as_of)}", "计量单位：分"),
        notes=_notes(view),
        foot=("考核人：", "审核人：", "负责人："),
    )


def _row(view: AssessmentView, number: int, unit: ScoredUnit) -> PrintedRow:
    score = unit.score
    assert score is not None  # only units with points are listed
    cells = [Cell(Decimal(number), 0), Cell(text=unit.participant.name)]
    cells += [Cell(_of_block(score, block), 1) for block, _ in _blocks(view)]
    if _has_bonus(view):
        cells.append(Cell(_bonus(score), 1))
    cells += [Cell(score.total, 1), Cell(score.own_total, 1), Cell(text=score.grade or "—")]
    return PrintedRow(tuple(cells))


def _mean_row(view: AssessmentView) -> PrintedRow:
    scores = [one.score for one in view.listed if one.score is not None]
    cells = [Cell(text=" "), Cell(text="平均")]
    for block, _ in _blocks(view):
        of_block = [_of_block(one, block) for one in scores]
        cells.append(Cell(_mean(of_block), 1))
    if _has_bonus(view):
        cells.append(Cell(_mean([_bonus(one) for one in scores]), 1))
    cells += [Cell(mean_of(view), 1), Cell(_mean([one.own_total for one in scores]), 1), Cell(text=" ")]
    return PrintedRow(tuple(cells), strong=True)


def mean_of(view: AssessmentView) -> Decimal | None:
    """Return the mean of the totals, rounded once; None while one is missing."""
    return _mean([one.score.total for one in view.assessed if one.score is not None])


def _mean(values: Sequence[Decimal | None]) -> Decimal | None:
    known = [one for one in values if one is not None]
    if not known or len(known) < len(values):
        return None
    return round_half_up(sum(known, Decimal(0)) / len(known), 1)


def _blocks(view: AssessmentView) -> list[tuple[str, Decimal]]:
    """The blocks with the points they can give, bonus and vetoes left out."""
    found: dict[str, Decimal] = {}
    for item in view.table.items:
        if item.kind is ItemKind.SCORE:
            found[item.block] = found.get(item.block, Decimal(0)) + item.points
    return list(found.items())


def _of_block(score: Score, block: str) -> Decimal | None:
    of_block = [one for one in score.scored if one.item.block == block and one.item.kind is ItemKind.SCORE]
    points = [one.points for one in of_block]
    known = [one for one in points if one is not None]
    return None if len(known) < len(points) else sum(known, Decimal(0))


def _bonus(score: Score) -> Decimal | None:
    """The bonus that counts: what the total has over its items."""
    if score.total is None:
        return None
    counted = [one.points or Decimal(0) for one in score.scored if one.item.kind is ItemKind.SCORE]
    return score.total - sum(counted, Decimal(0))


def _has_bonus(view: AssessmentView) -> bool:
    return any(item.kind is ItemKind.BONUS for item in view.table.items)


def _total(unit: ScoredUnit) -> Decimal | None:
    return unit.score.total if unit.score else None


def _sum_check(view: AssessmentView, row: int, unit: ScoredUnit) -> SumCheck:
    count = len(_blocks(view)) + _has_bonus(view)
    parts = tuple(BookSpot(0, row, _FIRST + place) for place in range(count))
    return SumCheck(f"{unit.participant.name}得分", BookSpot(0, row, _FIRST + count), parts)


def _notes(view: AssessmentView) -> tuple[str, ...]:
    bounds = "；".join(f"{one.words}为{range_words(one, view.grades)}" for one in view.grades)
    found = [f"等次：{bounds}。"] if bounds else []
    found += _revised(view)
    if basis := view.assessment.list_basis.strip():
        found.append(f"本表依据{basis}公布。")
    elif view.assessment.ranked:
        found.append("本表按得分排列，只供内部使用，不公布。")
    if view.assessment.estimate is not Estimate.NONE:
        found.append(
            f"截至{chinese_date(view.assessment.as_of)}未完的时期：{view.assessment.estimate.words}。"
        )
    reasons = [
        f"{one.participant.name}等次为{one.score.grade}：{one.score.grade_reason}"
        for one in view.listed
        if one.score is not None and one.score.grade_reason
    ]
    found += [f"{reason}。" for reason in reasons]
    left = [f"{one.participant.short_name}（{one.why}）" for one in view.others]
    return (*found, f"不考核的单位：{'、'.join(left)}。") if left else tuple(found)


# --- one unit -----------------------------------------------------------------------------------------------


def score_sheet(view: AssessmentView, unit: ScoredUnit, town: str) -> PrintedTable:
    """Return a unit's 得分表: item, points, its own, the office's, why points are missing, what it stands
    on.
    """
    score = unit.score
    columns = (
        PrintedColumn("考核内容", is_text=True, widest=15),
        PrintedColumn("标准分", places=1, width=4.5),
        PrintedColumn("自评分", places=1, width=4.5),
        PrintedColumn("得分", places=1, width=4.5),
        PrintedColumn("扣分理由", is_text=True, widest=13),
        PrintedColumn("依据", is_text=True, widest=13),
    )
    rows: list[PrintedRow] = []
    for block, items in view.table.blocks:
        titles = {item.id for item in items}
        own = [one for one in (score.scored if score else ()) if one.item.id in titles]
        rows.append(_block_row(block, own))
        rows += [_item_row(one) for one in own]
    if score is not None:
        full = Cell(view.table.total, 1)
        total = (Cell(text="合计"), full, Cell(score.own_total, 1), Cell(score.total, 1), Cell(text=" "))
        rows.append(PrintedRow((*total, Cell(text=score.grade or " ")), strong=True))
    return PrintedTable(
        unit.participant.short_name,
        f"{town}{view.assessment.title}得分表",
        columns,
        tuple(rows),
        head=(f"单位：{unit.participant.name}", f"数据截至：{chinese_date(view.assessment.as_of)}"),
        notes=_sheet_notes(view, unit),
        foot=("单位负责人（签字）：", "考核人（签字）：", "日期："),
        landscape=False,
    )


def _block_row(block: str, items: Sequence[Scored]) -> PrintedRow:
    counting = [one for one in items if one.item.kind is not ItemKind.VETO]
    points = [one.points for one in counting]
    known = [one for one in points if one is not None]
    own = [one.own for one in counting if one.own is not None]
    cells = (
        Cell(text=block),
        _full(counting),
        Cell(sum(own, Decimal(0)) if own else None, 1),
        Cell(sum(known, Decimal(0)) if len(known) == len(points) else None, 1),
        Cell(text=" "),
        Cell(text=" "),
    )
    return PrintedRow(cells, strong=True)


def _full(items: Sequence[Scored]) -> Cell:
    """The most points some items can give; of bonus alone +5.0, since it is not part of the total."""
    usual = [one.item.points for one in items if one.item.kind is ItemKind.SCORE]
    if usual or not items:
        return Cell(sum(usual, Decimal(0)), 1)
    return Cell(text=f"+{show_number(sum((one.item.points for one in items), Decimal(0)), 1)}")


def _item_row(one: Scored) -> PrintedRow:
    if one.item.kind is ItemKind.VETO:
        verdict = Cell(text="未达到" if one.vetoed else "达到")
        return PrintedRow(
            (
                Cell(text=one.item.title),
                Cell(text="否决性"),
                Cell(text=" "),
                verdict,
                _text(one.reason),
                _text(""),
            )
        )
    return PrintedRow(
        (
            Cell(text=one.item.title),
            _full([one]),
            Cell(one.own, 1),
            Cell(one.points, 1),
            _text(one.reason),
            _text(ground_words(one)),
        )
    )


def ground_words(one: Scored) -> str:
    """Say in a few words what an item's points stand on: 3/4, 考核评定, 改判."""
    if one.is_overruled:
        return "改判"
    if not one.item.is_computed or one.computed is None:
        return "考核评定" if one.given is not None else one.found.lacking or "待评分"
    if one.found.counted:
        return f"{one.found.done}/{len(one.found.counted)}"
    return one.found.note if one.found.note != one.reason else "记录"


def _text(words: str) -> Cell:
    return Cell(text=words or " ")


def _sheet_notes(view: AssessmentView, unit: ScoredUnit) -> tuple[str, ...]:
    found = _revised(view)
    if unit.score is not None and unit.score.grade_reason:
        found.append(f"等次说明：{unit.score.grade_reason}。")
    participant = unit.participant
    if participant.false_data.strip():
        found.append(f"经查数据不实：{participant.false_data.strip()}。")
    if participant.objected_on is not None:
        answered = (
            f"{chinese_date(participant.answered_on)}答复：{participant.answer}"
            if participant.answered_on
            else ""
        )
        found.append(
            f"{chinese_date(participant.objected_on)}单位提出异议：{participant.objection}。{answered}"
        )
    until = view.assessment.objections_until
    if not view.is_settled and until is not None:
        found.append(f"对得分有异议的，请在{chinese_date(until)}前书面提出。")
    return tuple(found)


def _plain(points: Decimal) -> str:
    return f"{points.normalize():f}"
