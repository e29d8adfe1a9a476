"""汇总表 as a workbook: behind the table every row of the form, the indicators, the units' figures of all
quarters and the coefficients; and the checks by which 核对 computes the totals again from them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain

from ....base.numbers import decimals
from ....energy.periods import Quarter
from ....energy.statistics import Item, StatisticalSystem
from ...values.figures import Measure, TownQuarter
from ...values.printed import (
    Block,
    BookCheck,
    BookSpot,
    Cell,
    ChangeCheck,
    CoalCheck,
    Converted,
    PrintedBook,
    PrintedColumn,
    PrintedRow,
    PrintedTable,
    SumCheck,
)
from ...values.reports import Entry, Report, Signatures
from ...values.totals import Total
from ...values.views import RowKind
from ..figures import Conversion
from .cells import places_used, words
from .town import (
    TOTAL_TITLES,
    TownLine,
    carrier_lines,
    printed_lines,
    sum_lines,
    total_cells,
    town_table,
)

_TABLE, _ROWS, _INDICATORS, _UNITS, _FACTORS = range(5)
"""Where the tables stand in the book."""
_FIRST_TOTAL = 3
"""Columns of code, name and measure stand before the totals of 指标汇总."""
_FIRST_FIGURE = 2
"""Columns of quarter and unit stand before the figures of 单位明细."""
_FACTOR = 2
_BLANK = Entry()


@dataclass(frozen=True, slots=True)
class TownSource:
    """All that the book is made from, read once.

    Attributes:
        reports: by quarter and unit id, for the quarters to date of both years.
        names: unit names by year and unit id.
        before: the statistical system of the year before.
    """

    town: TownQuarter
    reports: Mapping[Quarter, Mapping[int, Report]]
    names: Mapping[int, Mapping[int, str]]
    conversion: Conversion
    before: StatisticalSystem

    def system(self, year: int) -> StatisticalSystem:
        """Return the statistical system of the quarter's year or of the one before."""
        return self.town.system if year == self.town.quarter.year else self.before


def town_book(source: TownSource, reporter: str, signatures: Signatures) -> PrintedBook:
    """Return the table, the sheets behind it, and the checks between them."""
    town, behind = source.town, _Behind(source)
    lines = _form_lines(town)
    tables = (
        town_table(town, reporter, signatures),
        _rows_table(town, lines, reporter),
        _indicators_table(town),
        _units_table(source, behind.items),
        _factors_table(source, behind),
    )
    checks = (
        *_table_checks(town, behind),
        *_row_checks(lines, behind, town.quarter.this),
        *_indicator_checks(town),
    )
    return PrintedBook(tables, checks)


# --- 指标汇总 and 主要指标 ------------------------------------------------------------------------------------

_HEADS_AFTER = ("上年同期", "同比", "累计（自年初）", "上年同期累计", "累计同比")


def _form_lines(town: TownQuarter) -> list[TownLine]:
    found = chain.from_iterable(carrier_lines(town, carrier) for carrier in town.carriers)
    return [*found, *sum_lines(town)]


def _rows_table(town: TownQuarter, lines: Sequence[TownLine], reporter: str) -> PrintedTable:
    return PrintedTable(
        name="指标汇总",
        title=f"{town.system.form_title}指标汇总",
        columns=(
            PrintedColumn("代码", is_text=True),
            PrintedColumn("指标", is_text=True),
            PrintedColumn("项目（计量单位）", is_text=True),
            *(PrintedColumn(head) for head in (town.quarter.this, *_HEADS_AFTER)),
            PrintedColumn("数据齐全的单位", is_text=True),
        ),
        rows=tuple(_form_row(line) for line in lines),
        head=(
            f"填报单位：{reporter}",
            f"统计时间：{town.quarter.year}年{town.quarter.months}",
            f"折标煤系数：{town.coefficients}",
        ),
        landscape=False,
        frozen=_FIRST_TOTAL,
    )


def _form_row(line: TownLine) -> PrintedRow:
    name = line.name if line.item is None or line.item.is_carrier else f"　{line.name}"
    figures = [replace(cell, coverage="") for cell in total_cells(line)]
    names = (words(_code(line)), words(name), words(f"{line.what}（{line.unit}）"))
    return PrintedRow((*names, *figures, words(_coverage(line.measure))), strong=line.item is None)


def _code(line: TownLine) -> str:
    if line.item is None or line.kind is RowKind.COAL:
        return ""
    return line.item.official_code if line.kind is RowKind.QUANTITY else line.item.official_cost_code


def _coverage(measure: Measure) -> str:
    """Say where figures are lacking, this quarter and to date: 本季3/4，累计2/4."""
    totals = (("本季", measure.total), ("累计", measure.year_to_date))
    parts = [f"{title}{one.counted}/{one.expected}" for title, one in totals if not one.is_complete]
    return "，".join(parts) or "全部"


def _indicators_table(town: TownQuarter) -> PrintedTable:
    rows = [
        (words(one.name), Cell(one.value, 2), words(one.unit), words(one.reason or one.formula))
        for one in town.indicators
    ]
    return PrintedTable(
        name="主要指标",
        title=f"{town.quarter.title}主要指标",
        columns=(
            PrintedColumn("指标", is_text=True),
            PrintedColumn("数值"),
            PrintedColumn("单位", is_text=True),
            PrintedColumn("计算式或缺数原因", is_text=True),
        ),
        rows=tuple(PrintedRow(cells) for cells in rows),
        landscape=False,
    )


# --- the units behind the totals ----------------------------------------------------------------------------


def _units_table(source: TownSource, items: Sequence[Item]) -> PrintedTable:
    """Return every unit's figures of every quarter that a total contains: what 核对 adds up again."""
    reports = list(chain.from_iterable(of_units.values() for of_units in source.reports.values()))
    columns = [PrintedColumn("季度", is_text=True), PrintedColumn("单位", is_text=True)]
    for item in items:
        quantities = (report.entries.get(item.key, _BLANK).quantity for report in reports)
        places = places_used(quantities, item.decimals)
        columns += [
            PrintedColumn(f"数量\n（{item.unit}）", item.name, places=places),
            PrintedColumn("费用\n（元）", item.name, places=2),
        ]
    return PrintedTable(
        name="单位明细",
        title=f"{source.town.quarter.title}及自年初各季、上年同期单位明细",
        columns=tuple(columns),
        plain=tuple(_unit_rows(source, [item.key for item in items])),
        frozen=_FIRST_FIGURE,
    )


def _unit_rows(source: TownSource, keys: Sequence[str]) -> Iterator[tuple[str | Decimal | None, ...]]:
    for quarter in sorted(source.reports):
        names = source.names[quarter.year]
        for report in source.reports[quarter].values():
            row: list[str | Decimal | None] = [quarter.title, names[report.unit_id]]
            for key in keys:
                entry = report.entries.get(key, _BLANK)
                row += (entry.quantity, entry.cost)
            yield tuple(row)


def _factors_table(source: TownSource, behind: _Behind) -> PrintedTable:
    rows = [
        (words(f"{year}年"), words(item.name), Cell(source.conversion.factor(item)), words(item.unit))
        for item, year in behind.factors
    ]
    return PrintedTable(
        name="折标煤系数",
        title=f"折标煤系数（{source.town.coefficients}）",
        columns=(
            PrintedColumn("年份", is_text=True),
            PrintedColumn("品种", is_text=True),
            PrintedColumn("kgce/计量单位"),
            PrintedColumn("计量单位", is_text=True),
        ),
        rows=tuple(PrintedRow(cells) for cells in rows),
        landscape=False,
    )


# --- checks -------------------------------------------------------------------------------------------------


def _table_checks(town: TownQuarter, behind: _Behind) -> Iterator[BookCheck]:
    """Check every total of the table: from the units above it, from all carriers, and from 单位明细;
    and each unit's own totals.
    """
    units, lines = len(town.units), printed_lines(town)
    for column, line in enumerate(lines, 1):
        what = _named(line)
        spots = [BookSpot(_TABLE, units + row, column) for row in range(len(TOTAL_TITLES))]
        yield SumCheck(f"{what} 合计（各单位相加）", spots[0], _above([column], units))
        if line.item is None:
            carriers = [place for place, one in enumerate(lines, 1) if one.item and one.kind is line.kind]
            yield SumCheck(f"{what} 合计（各品种相加）", spots[0], _above(carriers, units))
        yield from _total_checks(what, TOTAL_TITLES, spots, line, behind)
    yield from _unit_checks(town, lines)


def _unit_checks(town: TownQuarter, lines: Sequence[TownLine]) -> Iterator[SumCheck]:
    """Check each unit's own totals from its carriers: what is too much at one unit and too little at another
    is no difference in the sums of columns.
    """
    for column, line in enumerate(lines, 1):
        if line.item is not None:
            continue
        carriers = [place for place, one in enumerate(lines, 1) if one.item and one.kind is line.kind]
        for row, unit in enumerate(town.units):
            if line.of_unit(unit) is not None:
                parts = tuple(BookSpot(_TABLE, row, place) for place in carriers)
                what = f"{unit.unit.short_name} {line.what}（{line.unit}）合计"
                yield SumCheck(what, BookSpot(_TABLE, row, column), parts)


def _above(columns: Sequence[int], units: int) -> tuple[Block, ...]:
    """Return the units' figures in some columns of the table."""
    return tuple(Block(_TABLE, column, 0, units - 1) for column in columns) if units else ()


def _named(line: TownLine) -> str:
    return f"{line.name} {line.what}（{line.unit}）"


def _row_checks(lines: Sequence[TownLine], behind: _Behind, this: str) -> Iterator[BookCheck]:
    """Check every total of 指标汇总 from 单位明细."""
    for row, line in enumerate(lines):
        spots = [BookSpot(_ROWS, row, _FIRST_TOTAL + column) for column in range(len(_HEADS_AFTER) + 1)]
        yield from _total_checks(_named(line), (this, *_HEADS_AFTER), spots, line, behind)


def _total_checks(
    what: str, titles: Sequence[str], spots: Sequence[BookSpot], line: TownLine, behind: _Behind
) -> Iterator[BookCheck]:
    """Check a line's totals and comparisons, which stand as :func:`total_cells` gives them."""
    now, measure = behind.quarter, line.measure
    before = now.last_year
    summed = ((0, (now,)), (1, (before,)), (3, now.to_date()), (4, before.to_date()))
    for place, quarters in summed:
        yield behind.check(f"{what} {titles[place]}", spots[place], line, quarters)
    compared = (
        (2, measure.comparison, measure.total, measure.last_year),
        (5, measure.comparison_to_date, measure.year_to_date, measure.last_year_to_date),
    )
    for place, comparison, total_now, total_before in compared:
        if comparison.change is not None:
            yield ChangeCheck(
                f"{what} {titles[place]}",
                spots[place],
                _compared(comparison.now, total_now, spots[place - 2]),
                _compared(comparison.before, total_before, spots[place - 1]),
            )


def _compared(figure: Decimal | None, one: Total, spot: BookSpot) -> BookSpot | Decimal:
    """Return the cell a comparison is made of; where it leaves units out, their sum is in no cell."""
    return spot if figure is None or figure == one.value else figure


def _indicator_checks(town: TownQuarter) -> Iterator[SumCheck]:
    """Check that the indicators are those of the moment of the export."""
    for row, one in enumerate(town.indicators):
        if one.value is not None:
            yield SumCheck(f"{one.name}（导出时的数）", BookSpot(_INDICATORS, row, 1), (one.value,))


# --- where things stand -------------------------------------------------------------------------------------


def _used_items(source: TownSource) -> list[Item]:
    used: set[str] = set()
    for reports in source.reports.values():
        for report in reports.values():
            used.update(key for key, entry in report.entries.items() if entry.quantity or entry.cost)
    now, before = source.town.system, source.before
    older = [item for item in before.items if not now.has(item.key)]
    return [item for item in (*now.items, *older) if item.key in used]


def _converted_items(source: TownSource) -> Iterator[tuple[Item, int]]:
    year = source.town.quarter.year
    for one in (year, year - 1):
        for item in source.system(one).carriers:
            if source.conversion.factor(item) is not None:
                yield item, one


class _Behind:
    """Where the figures stand that a total is made of: the units' in 单位明细, the coefficients behind them.

    Attributes:
        items: rows of the form with any figure other than 0, in the order of their columns.
        factors: rows of the form that are converted, with their year, in the order of 折标煤系数.
    """

    def __init__(self, source: TownSource) -> None:
        self._source = source
        self.quarter = source.town.quarter
        self.items = _used_items(source)
        self._columns = {item.key: _FIRST_FIGURE + 2 * place for place, item in enumerate(self.items)}
        self.factors = list(_converted_items(source))
        self._rows: dict[Quarter, tuple[int, int]] = {}
        row = 0
        for quarter in sorted(source.reports):
            if reports := source.reports[quarter]:
                self._rows[quarter] = (row, row + len(reports) - 1)
                row += len(reports)

    def check(self, what: str, spot: BookSpot, line: TownLine, quarters: Sequence[Quarter]) -> BookCheck:
        """Return the check of a total of some quarters of one year."""
        system = self._source.system(quarters[-1].year)
        keys = [line.item.key] if line.item else [item.key for item in system.carriers]
        if line.kind is RowKind.COAL:
            converted = (self._converted(key, quarters) for key in keys)
            return CoalCheck(what, spot, tuple(one for one in converted if one))
        blocks = (self._block(key, line.kind, quarters) for key in keys)
        return SumCheck(what, spot, tuple(block for block in blocks if block))

    def _block(self, key: str, kind: RowKind, quarters: Sequence[Quarter]) -> Block | None:
        """Return where the units' figures stand; the quarters of a year stand under each other."""
        spans = [self._rows[quarter] for quarter in quarters if quarter in self._rows]
        if key not in self._columns or not spans:
            return None
        return Block(_UNITS, self._columns[key] + (kind is RowKind.COST), spans[0][0], spans[-1][1])

    def _converted(self, key: str, quarters: Sequence[Quarter]) -> Converted | None:
        year = quarters[-1].year
        system = self._source.system(year)
        item = system.item(key) if system.has(key) else None
        quantities = self._block(key, RowKind.QUANTITY, quarters)
        factor = self._source.conversion.factor(item) if item else None
        if item is None or factor is None or quantities is None:
            return None
        row = self.factors.index((item, year))
        return Converted(quantities, BookSpot(_FACTORS, row, _FACTOR), item.decimals + decimals(factor))
