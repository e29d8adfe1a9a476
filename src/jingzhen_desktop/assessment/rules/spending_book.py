"""支出限额对照表 as a finished table: the same cells for the PDF and the xlsx, with what 核对 computes again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

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
from ..values.spending import WHOLE, Compared, SpendingBasis
from .spending import outcome

_LIMIT, _COST, _OVER, _PRICE, _QUANTITY = 5, 7, 8, 9, 10
"""Columns of the table, from 0."""
_MONEY = 2


def spending_book(
    lines: Sequence[Compared], basis: SpendingBasis, year: int, town: str, issuer: str, day: date
) -> PrintedBook:
    """Return the table of a year's limits, of the town's own units with a total and then of the others, for
    whom it is information only.
    """
    own, others = [line for line in lines if line.own], [line for line in lines if not line.own]
    judged = [at for at, line in enumerate(own) if line.over is not None and _is_added(line, own)]
    extra = any(line.surcharge is not None for line in lines)
    rows = [_row(line, with_surcharge=extra) for line in own]
    total = len(own) if judged else None
    if total is not None:
        rows.append(_total([own[at] for at in judged], with_surcharge=extra))
    rows += [_row(line, with_surcharge=extra) for line in others]
    what = "支出限额" if basis.is_whole else "参考支出限额"
    table = PrintedTable(
        "支出限额对照表",
        f"{town}{year}年公共机构能源资源{what}对照表",
        _columns(what, with_surcharge=extra),
        tuple(rows),
        head=(f"填报单位：{issuer}", f"{chinese_date(day)}　　计量单位：元"),
        notes=_notes(lines, basis, what),
        frozen=2,
        together=1,
    )
    return PrintedBook((table,), (*_effects(own), *_checks(judged, total)))


def _is_added(line: Compared, own: Sequence[Compared]) -> bool:
    """Whether a line goes into the total, so that nothing is counted twice: not a part of a carrier, and all
    carriers together only for a unit that has no limit of a single one.
    """
    if line.line.carrier != WHOLE:
        return not line.is_part
    return all(other.line.carrier == WHOLE for other in own if other.line.unit_id == line.line.unit_id)


def _columns(what: str, *, with_surcharge: bool) -> tuple[PrintedColumn, ...]:
    columns = [
        PrintedColumn("单位", is_text=True, width=4),
        PrintedColumn("品种", is_text=True, width=3),
        PrintedColumn("限额的算法", is_text=True, widest=18),
        PrintedColumn("限额用量", places=2),
        PrintedColumn("价格", places=4),
        PrintedColumn(what, places=_MONEY),
        PrintedColumn("实际用量", places=2),
        PrintedColumn("实际支出", places=_MONEY),
        PrintedColumn("实际－限额", places=_MONEY),
        PrintedColumn("价格影响", places=_MONEY),
        PrintedColumn("用量影响", places=_MONEY),
        PrintedColumn("结论", is_text=True, widest=8),
    ]
    if with_surcharge:
        columns.insert(-1, PrintedColumn("加价测算", places=_MONEY))
    return tuple(columns)


def _row(line: Compared, *, with_surcharge: bool) -> PrintedRow:
    limit, used = line.limit, line.used
    unit = f"（{line.unit_of_measure}）" if line.unit_of_measure else ""
    surcharge = (Cell(line.surcharge, _MONEY),) if with_surcharge else ()
    return PrintedRow(
        (
            Cell(text=line.line.unit_name),
            Cell(text=f"{line.carrier_name}{unit}"),
            Cell(text=limit.how or "—"),
            Cell(limit.quantity, 2),
            Cell(limit.price.value if limit.price else None, 4),
            Cell(limit.money, _MONEY),
            Cell(used.quantity, 2),
            Cell(used.cost, _MONEY),
            Cell(line.over, _MONEY),
            Cell(line.price_effect, _MONEY),
            Cell(line.quantity_effect, _MONEY),
            *surcharge,
            Cell(text=outcome(line)),
        )
    )


def _total(judged: Sequence[Compared], *, with_surcharge: bool) -> PrintedRow:
    """The lines of the town's own units that could be judged, added up."""
    limit = sum((line.limit.money or Decimal(0) for line in judged), Decimal(0))
    cost = sum((line.used.cost or Decimal(0) for line in judged), Decimal(0))
    blank = Cell(text=" ")
    cells = (
        Cell(text="镇属合计"),
        Cell(text=f"{len(judged)}项"),
        *(blank,) * 3,
        Cell(limit, _MONEY),
        blank,
        Cell(cost, _MONEY),
        Cell(cost - limit, _MONEY),
        *(blank,) * (4 if with_surcharge else 3),
    )
    return PrintedRow(cells, strong=True)


def _checks(judged: Sequence[int], total: int | None) -> tuple[SumCheck, ...]:
    """What the total is made of, and that both effects make the difference."""
    if total is None:
        return ()
    named = ((_LIMIT, "限额"), (_COST, "实际支出"), (_OVER, "实际－限额"))
    return tuple(
        SumCheck(f"镇属合计·{title}", BookSpot(0, total, column), _spots(judged, column))
        for column, title in named
    )


def _spots(rows: Sequence[int], column: int) -> tuple[BookSpot, ...]:
    return tuple(BookSpot(0, row, column) for row in rows)


def _effects(lines: Sequence[Compared]) -> tuple[SumCheck, ...]:
    return tuple(
        SumCheck(
            f"{line.line.unit_name}{line.carrier_name}·价格影响＋用量影响",
            BookSpot(0, row, _OVER),
            (BookSpot(0, row, _PRICE), BookSpot(0, row, _QUANTITY)),
        )
        for row, line in enumerate(lines)
        if line.price_effect is not None
    )


def _notes(lines: Sequence[Compared], basis: SpendingBasis, what: str) -> tuple[str, ...]:
    given = (
        f"注：{what}按{basis.issuer}{basis.number}{f'《{basis.title}》' if basis.title else ''}"
        f"（{chinese_date(basis.day)}，{basis.page}）执行。"
        if basis.is_whole and basis.day
        else "注：支出标准由财政部门制定；这里的参考支出限额由本办公室按所列算法测算，供编制预算和自查用，不是财政部门的支出标准。"
    )
    notes = [
        given,
        "价格影响＝实际用量×（实际价格－限额价格），用量影响＝（实际用量－限额用量）×限额价格，两项之和等于实际－限额；价格上涨不是浪费。",
    ]
    if any(not _is_added(line, lines) for line in lines if line.own):
        notes.append(
            "合计不重复：一个单位既有分品种的限额又有全部能源资源的限额的，只加分品种的；“其中”项不加。"
        )
    if any(not line.own for line in lines):
        notes.append("不在本级预算的单位和没有登记隶属的单位只作参考，不计入合计。")
    if any(line.surcharge is not None for line in lines):
        notes.append("加价测算按当地超计划用水加价各档计算，只作提示，以供水单位的票据为准。")
    return tuple(notes)
