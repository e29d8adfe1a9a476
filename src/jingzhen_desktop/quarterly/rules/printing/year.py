"""年报 as a finished table: every row of the form by quarter, the year as their sum, and the year before."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import chain

from ....energy.periods import YEAR_MONTHS, Quarter
from ....energy.statistics import Item
from ...values.figures import CarrierTotals, Measure, TownQuarter
from ...values.printed import (
    BookSpot,
    ChangeCheck,
    PrintedBook,
    PrintedColumn,
    PrintedRow,
    PrintedTable,
    SumCheck,
)
from ...values.reports import Signatures
from .cells import number, places_shown, ratio, signature_foot, total, with_partial_note, words

_FIRST_QUARTER, _YEAR, _BEFORE, _CHANGE = 3, 7, 8, 9


def year_book(towns: Sequence[TownQuarter], town: str, signatures: Signatures) -> PrintedBook:
    """Return the year's table with its checks; ``towns`` are the four quarters of the year, in order."""
    lines = list(chain.from_iterable(_lines(carrier.item, towns) for carrier in towns[-1].carriers))
    lines += [_line("", "合计", "费用（元）", 2, [one.cost for one in towns], strong=True)]
    lines += [_line("", "合计", "综合能耗（kgce）", 2, [one.coal for one in towns], strong=True)]
    checks: list[SumCheck | ChangeCheck] = []
    for position, (row, measures) in enumerate(lines):
        checks += _checks(position, row, measures)
    last = towns[-1]
    table = PrintedTable(
        name="年报",
        title=f"{last.quarter.year}年{last.system.form_title}年报",
        columns=_columns(towns),
        rows=tuple(row for row, _ in lines),
        head=(
            f"填报单位：{town}",
            f"统计时间：{last.quarter.year}年1—12月",
            f"折标煤系数：{last.coefficients}",
        ),
        notes=tuple(f"注{number}：{note}" for number, note in enumerate(_notes(towns, lines), 1)),
        foot=signature_foot(signatures),
        frozen=3,
    )
    return PrintedBook((with_partial_note(table),), tuple(checks))


_Line = tuple[PrintedRow, Sequence[Measure | None]]


def _columns(towns: Sequence[TownQuarter]) -> tuple[PrintedColumn, ...]:
    quarters = tuple(PrintedColumn(_column_name(town.quarter)) for town in towns)
    return (
        PrintedColumn("代码", is_text=True),
        PrintedColumn("指标", is_text=True),
        PrintedColumn("项目（计量单位）", is_text=True),
        *quarters,
        PrintedColumn("全年"),
        PrintedColumn("上年"),
        PrintedColumn("同比"),
    )


def _column_name(period: Quarter) -> str:
    """The name of a period over its column; the column of a whole year stands before that of the sum."""
    return "全年报表" if period.span == YEAR_MONTHS else period.name


def _lines(item: Item, towns: Sequence[TownQuarter]) -> list[_Line]:
    carriers = [one.carrier(item.key) for one in towns]
    name = item.name if item.is_carrier else f"　其中：{item.name.partition('：')[2] or item.name}"
    found = [
        _line(
            item.official_code,
            name,
            f"数量（{item.unit}）",
            _places(item, carriers),
            _measures(carriers, "quantity"),
            key=item.key,
        ),
        _line(item.official_cost_code, name, "费用（元）", 2, _measures(carriers, "cost"), key=item.key),
    ]
    if any(one is not None and one.coal is not None for one in carriers):
        found.append(_line("", name, "折标煤（kgce）", 2, _measures(carriers, "coal"), key=item.key))
    return found if _used(carriers) else []


def _places(item: Item, carriers: Sequence[CarrierTotals | None]) -> int:
    """Decimals of a row's quantities, in all its columns."""
    figures: list[Decimal | None] = []
    for one in carriers:
        if one is not None:
            figures += [total.value for total in one.quantity.totals]
    return places_shown(figures, item)


def _measures(carriers: Sequence[CarrierTotals | None], name: str) -> list[Measure | None]:
    return [getattr(one, name) if one is not None else None for one in carriers]


def _used(carriers: Sequence[CarrierTotals | None]) -> bool:
    measures: list[Measure] = []
    for one in carriers:
        if one is not None:
            measures += (one.quantity, one.cost)
    return any(one.year_to_date.value or one.last_year_to_date.value for one in measures)


def _line(
    code: str,
    name: str,
    what: str,
    places: int | None,
    measures: Sequence[Measure | None],
    *,
    key: str = "",
    strong: bool = False,
) -> _Line:
    """Make the row of one measure; ``measures`` are of the four quarters."""
    year = measures[-1]
    quarters = [number(None) if one is None else total(one.total, places) for one in measures]
    sums = [number(None), number(None), number(None)]
    if year is not None:
        sums = [
            total(year.year_to_date, places),
            total(year.last_year_to_date, places),
            ratio(year.comparison_to_date.change),
        ]
    return PrintedRow((words(code), words(name), words(what), *quarters, *sums), strong, key), measures


def _checks(
    position: int, row: PrintedRow, measures: Sequence[Measure | None]
) -> list[SumCheck | ChangeCheck]:
    what = f"{row.cells[1].text.strip()} {row.cells[2].text}"
    parts = tuple(BookSpot(0, position, column) for column in range(_FIRST_QUARTER, _YEAR))
    found: list[SumCheck | ChangeCheck] = [SumCheck(f"{what} 全年", BookSpot(0, position, _YEAR), parts)]
    year = measures[-1]
    if year is not None and year.comparison_to_date.change is not None and _compares_totals(year):
        spots = (BookSpot(0, position, column) for column in (_CHANGE, _YEAR, _BEFORE))
        found.append(ChangeCheck(f"{what} 同比", *spots))
    return found


def _compares_totals(year: Measure) -> bool:
    """Whether 同比 compares the very totals that are printed, and not only the units present in both years."""
    comparison = year.comparison_to_date
    return (comparison.now, comparison.before) == (year.year_to_date.value, year.last_year_to_date.value)


def year_faults(towns: Sequence[TownQuarter]) -> list[str]:
    """Return where the year is not the sum of its quarters (C4); empty as long as all adds up."""
    keys = [carrier.item.key for carrier in towns[-1].carriers]
    named: list[tuple[str, list[Measure | None]]] = [
        ("费用合计", [one.cost for one in towns]),
        ("综合能耗", [one.coal for one in towns]),
    ]
    for key in keys:
        carriers = [one.carrier(key) for one in towns]
        name = next(one.item.name for one in reversed(carriers) if one)
        named += [
            (f"{name}数量", _measures(carriers, "quantity")),
            (f"{name}费用", _measures(carriers, "cost")),
        ]
    return [fault for name, measures in named if (fault := _fault(name, measures))]


def _parts(count: int) -> str:
    """What the year is added up from, by how many periods it has."""
    return {4: "四个季度", 2: "上半年和下半年"}.get(count, "全年报表")


def _fault(name: str, measures: Sequence[Measure | None]) -> str:
    year = measures[-1]
    known = [one.total.value for one in measures if one is not None and one.total.value is not None]
    whole = year.year_to_date.value if year else None
    added = sum(known, Decimal(0)) if known else None
    return "" if whole == added else f"{name}：全年{whole}，{_parts(len(measures))}相加{added}"


def _notes(towns: Sequence[TownQuarter], lines: Sequence[_Line]) -> list[str]:
    faults, parts = year_faults(towns), _parts(len(towns))
    notes = [
        f"全年与{parts}之和不符：{'；'.join(faults)}。"
        if faults
        else f"全年数为{parts}之和，各项已核对一致。"
    ]
    compared = [measures[-1].comparison_to_date for _, measures in lines if measures[-1] is not None]
    if any(one.change is not None and one.reason for one in compared):
        notes.append("同比只按两期数据齐全的单位计算。")
    notes.append("未列品种全年和上年均为0或无数据；“—”表示无数据或不可比；水不折标煤。")
    return notes
