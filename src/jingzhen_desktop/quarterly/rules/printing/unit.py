"""A unit's report with its comparisons as a finished table."""

from __future__ import annotations

from ....base.numbers import show_number
from ...values.printed import PrintedColumn, PrintedRow, PrintedTable
from ...values.reports import Signatures
from ...values.views import ItemComparison, UnitComparison
from .cells import BLANK, number, ratio, signature_foot, total, words


def unit_table(comparison: UnitComparison, signatures: Signatures, coefficients: str) -> PrintedTable:
    """Return 单位报表: the form's rows with last year, 同比, 环比, year to date,
    unit price and what was explained.
    """
    system, quarter = comparison.system, comparison.quarter
    there = bool(comparison.cost is not None or comparison.coal is not None)
    return PrintedTable(
        name="单位报表",
        title=f"{quarter.title}{system.form_title}",
        columns=_columns(),
        rows=(*(_row(row, there) for row in comparison.rows), _sum_row(comparison)),
        head=(
            f"填报单位：{comparison.unit.name}",
            f"统计时间：{quarter.year}年{quarter.months}",
            f"状态：{comparison.state.words}",
        ),
        notes=tuple(
            f"注{position}：{note}" for position, note in enumerate(_notes(comparison, coefficients), 1)
        ),
        foot=signature_foot(signatures),
        frozen=3,
    )


def _columns() -> tuple[PrintedColumn, ...]:
    quantity, cost = "数量", "费用（元）"
    return (
        PrintedColumn("指标名称", is_text=True),
        PrintedColumn("计量\n单位", is_text=True),
        PrintedColumn("代码", is_text=True),
        PrintedColumn("本季", quantity),
        PrintedColumn("上年同期", quantity),
        PrintedColumn("同比", quantity),
        PrintedColumn("环比", quantity),
        PrintedColumn("累计", quantity),
        PrintedColumn("累计\n同比", quantity),
        PrintedColumn("代码", cost, is_text=True),
        PrintedColumn("本季", cost),
        PrintedColumn("累计", cost),
        PrintedColumn("单价\n（元）"),
        PrintedColumn("折标煤\n（kgce）"),
        PrintedColumn("说明", is_text=True, width=8.0),
    )


def _row(row: ItemComparison, there: bool) -> PrintedRow:
    item = row.item
    missing = BLANK if there else ""
    name = item.name if item.is_carrier else f"　其中：{item.name.partition('：')[2] or item.name}"
    return PrintedRow(
        (
            words(name),
            words(item.unit),
            words(item.printed_code),
            number(row.entry.quantity, None, missing),
            number(row.last_year.quantity),
            ratio(row.change),
            ratio(row.change_previous),
            total(row.to_date),
            ratio(row.change_to_date),
            words(item.printed_cost_code),
            number(row.entry.cost, 2, missing),
            total(row.cost_to_date, 2),
            number(row.price, 2),
            number(row.coal, 2),
            words("；".join(row.explanations)),
        ),
        key=item.key,
    )


def _sum_row(comparison: UnitComparison) -> PrintedRow:
    empty = words("")
    cost, coal = number(comparison.cost, 2), number(comparison.coal, 2)
    return PrintedRow(
        (words("合计"), *[empty] * 9, cost, empty, empty, coal, words("不含其中项")), strong=True
    )


def _notes(comparison: UnitComparison, coefficients: str) -> list[str]:
    reasons: dict[str, list[str]] = {}
    for row in comparison.rows:
        if row.reason and (row.entry.quantity or row.last_year.quantity):
            reasons.setdefault(row.reason, []).append(row.item.name)
    notes = [f"{'、'.join(names)}同比：{reason}。" for reason, names in reasons.items()]
    for one in comparison.indicators:
        if one.value is not None:
            notes.append(f"{one.name}{show_number(one.value, 2)}{one.unit}＝{one.formula}。")
    notes += [f"{note.rstrip('。')}。" for note in comparison.notes]
    if any(row.item.code_inferred or row.item.cost_code_inferred for row in comparison.rows):
        notes.append("括号内代码为推定，不作正式代码。")
    notes.append(f"折标煤按{coefficients}，水不折标煤；“—”表示无数据或不可比。")
    return notes
