"""汇总表 in the national shape (综合表) as a finished book: indicators × 合计, natures;
and the units it is made of.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import chain

from ....energy.periods import Quarter
from ....energy.statistics import Item
from ...values.figures import UnitQuarter
from ...values.printed import BookSpot, Cell, PrintedBook, PrintedColumn, PrintedRow, PrintedTable, SumCheck
from ...values.reports import Entry, Signatures
from ...values.views import NationalColumn, NationalRow, NationalTable, RowKind
from .cells import number, places_shown, signature_foot, total, with_partial_note, words

FIRST_FIGURE = 3
"""Columns of code, name and unit of measure stand before the figures."""
_TOTAL, _ORGANS, _INSTITUTIONS, _FIRST_KIND, _LAST_KIND, _GROUPS = 0, 1, 2, 3, 8, 9
_WHOLE_YEAR = 4
SUMS = {"cost": RowKind.COST, "coal": RowKind.COAL}
"""Keys of the rows that add up all carriers."""
_FIRST_DETAIL = 3
_BLANK = Entry()

Units = Mapping[Quarter, Sequence[UnitQuarter]]


def national_book(table: NationalTable, units: Units, town: str, signatures: Signatures) -> PrintedBook:
    """Return the table with the units' figures on a second sheet, and the checks between the two.

    Args:
        units: the units' figures of each of the table's quarters.
    """
    items = [item for item in table.system.items if _is_used(item, units)]
    details, spots = _details(table, units, items)
    checks: list[SumCheck] = []
    for position, row in enumerate(table.rows):
        checks += _checks(table, position, row, spots)
    return PrintedBook((national_table(table, town, signatures), details), tuple(checks))


def national_table(table: NationalTable, town: str, signatures: Signatures) -> PrintedTable:
    """Return the table by itself."""
    printed = PrintedTable(
        name="综合表",
        title=f"{table.system.form_title}综合表（{period_words(table.quarters)}）",
        columns=_columns(table.columns),
        rows=tuple(PrintedRow(_cells(row, _item(table, row)), is_sum(row), row.key) for row in table.rows),
        head=(
            f"填报单位：{town}",
            f"统计时间：{months_words(table.quarters)}",
            f"折标煤系数：{table.coefficients}",
        ),
        notes=_NOTES,
        foot=signature_foot(signatures),
        frozen=FIRST_FIGURE,
    )
    return with_partial_note(printed)


def period_words(quarters: Sequence[Quarter]) -> str:
    """Name what is added up: 2011年三季度, 2011年1—3季度, 2011年全年."""
    first, last = quarters[0], quarters[-1]
    if first == last:
        return first.title
    return (
        f"{last.year}年全年"
        if len(quarters) == _WHOLE_YEAR
        else f"{last.year}年{first.number}—{last.number}季度"
    )


def months_words(quarters: Sequence[Quarter]) -> str:
    """Name the months that are added up: 2011年7—9月."""
    return f"{quarters[0].year}年{quarters[0].first_month}—{quarters[-1].last_month}月"


def row_title(row: NationalRow) -> str:
    """Return how a row names itself: its indicator, and what of it where that is not the quantity."""
    name = f"　其中：{row.name.partition('：')[2] or row.name}" if row.is_part else row.name
    if row.kind is RowKind.COST and not is_sum(row):
        return f"{name.replace('消费量', '')}{row.kind.value}"
    says_itself = row.kind in {RowKind.HEAD, RowKind.QUANTITY} or is_sum(row)
    return name if says_itself else f"{name}{row.kind.value}"


def is_sum(row: NationalRow) -> bool:
    """True for the rows that add up all carriers;
    raw coal has the same key as standard coal, but is no kind of it.
    """
    return SUMS.get(row.key) is row.kind


def coverage_words(table: NationalTable, row: NationalRow) -> str:
    """Say which columns of a row lack units: 合计3/4、教育0/1个单位; empty if none does."""
    lacking = [
        f"{column.title}{cell.counted}/{cell.expected}"
        for column, cell in zip(table.columns, row.cells, strict=True)
        if cell.expected and not cell.is_complete
    ]
    return f"{'、'.join(lacking)}{row.cells[0].counting}" if lacking else ""


def _columns(columns: Sequence[NationalColumn]) -> tuple[PrintedColumn, ...]:
    kinds = tuple(
        PrintedColumn(column.title, "事业单位" if _INSTITUTIONS <= position <= _LAST_KIND else "")
        for position, column in enumerate(columns)
    )
    return (
        PrintedColumn("代码", is_text=True),
        PrintedColumn("指标名称", is_text=True),
        PrintedColumn("计量\n单位", is_text=True),
        *kinds,
    )


def _cells(row: NationalRow, item: Item | None) -> tuple[Cell, ...]:
    money = row.kind in {RowKind.COST, RowKind.COAL}
    places = 2 if money else places_shown([one.value for one in row.cells], item) if item else None
    return (
        words("" if row.code.startswith("(") else row.code),  # one only inferred is no official code
        words(row_title(row)),
        words(row.unit),
        *(total(one, places) for one in row.cells),
    )


def _item(table: NationalTable, row: NationalRow) -> Item | None:
    """The row of the form whose quantity this is; None for basic information and sums."""
    return table.system.item(row.key) if row.kind is RowKind.QUANTITY and table.system.has(row.key) else None


_NOTES = (
    "注1：“—”表示无数据；合计＝国家机关＋事业单位小计＋团体组织。",
    "注2：折标煤按单位、季度、品种各保留两位小数后相加，水不折标煤。",
)


# --- the units behind it ------------------------------------------------------------------------------------

_Spots = Mapping[tuple[str, RowKind], Mapping[int, list[BookSpot]]]
"""Where the units' figures stand: by row of the table, then by unit id."""


def _is_used(item: Item, units: Units) -> bool:
    reports = (unit.report for unit in chain.from_iterable(units.values()) if unit.report)
    entries = (report.entries.get(item.key) for report in reports)
    return any(entry is not None and (entry.quantity or entry.cost) for entry in entries)


def _details(table: NationalTable, units: Units, items: Sequence[Item]) -> tuple[PrintedTable, _Spots]:
    spots: dict[tuple[str, RowKind], dict[int, list[BookSpot]]] = {}
    rows: list[PrintedRow] = []
    columns = _detail_columns(items)
    for quarter in sorted(units):
        for unit in units[quarter]:
            cells = [words(quarter.title), words(unit.unit.name), words(unit.unit.facts.nature.words)]
            for key, kind, cell in _figures(unit, items):
                spots.setdefault((key, kind), {}).setdefault(unit.unit.id, []).append(
                    BookSpot(1, len(rows), len(cells))
                )
                cells.append(cell)
            rows.append(PrintedRow(tuple(cells)))
    title = f"{period_words(table.quarters)}单位明细"
    return PrintedTable("单位明细", title, columns, tuple(rows), frozen=_FIRST_DETAIL), spots


def _detail_columns(items: Sequence[Item]) -> tuple[PrintedColumn, ...]:
    found = [
        PrintedColumn("季度", is_text=True),
        PrintedColumn("单位", is_text=True),
        PrintedColumn("单位性质", is_text=True),
    ]
    for item in items:
        found += [
            PrintedColumn(f"数量\n（{item.unit}）", item.name),
            PrintedColumn("费用\n（元）", item.name),
        ]
        found.append(PrintedColumn("折标煤\n（kgce）", item.name))
    return (*found, PrintedColumn("费用\n（元）", "合计"), PrintedColumn("综合能耗\n（kgce）", "合计"))


def _figures(unit: UnitQuarter, items: Sequence[Item]) -> list[tuple[str, RowKind, Cell]]:
    """Return a unit's cells with the rows of the table they belong to;
    the standard coal of one carrier belongs to none.
    """
    found: list[tuple[str, RowKind, Cell]] = []
    for item in items:
        entry = unit.report.entries.get(item.key, _BLANK) if unit.report else _BLANK
        figures = ((RowKind.QUANTITY, entry.quantity, None), (RowKind.COST, entry.cost, 2))
        found += [(item.key, kind, _figure(value, places)) for kind, value, places in figures]
        found.append(("", RowKind.COAL, _figure(unit.coal.get(item.key), 2)))
    return [
        *found,
        ("cost", RowKind.COST, _figure(unit.cost_total, 2)),
        ("coal", RowKind.COAL, _figure(unit.coal_total, 2)),
    ]


def _figure(value: Decimal | None, places: int | None) -> Cell:
    return number(value, places, " ")


def _checks(table: NationalTable, position: int, row: NationalRow, spots: _Spots) -> list[SumCheck]:
    name = f"{row_title(row).strip()}（{row.unit}）"

    def spot(column: int) -> BookSpot:
        return BookSpot(0, position, FIRST_FIGURE + column)

    found = [
        SumCheck(
            f"{name} 合计＝国家机关＋事业单位＋团体组织",
            spot(_TOTAL),
            (spot(_ORGANS), spot(_INSTITUTIONS), spot(_GROUPS)),
        ),
        SumCheck(
            f"{name} 事业单位小计",
            spot(_INSTITUTIONS),
            tuple(spot(column) for column in range(_FIRST_KIND, _LAST_KIND + 1)),
        ),
    ]
    if row.kind is RowKind.HEAD:
        return found
    of_units = spots.get((row.key, row.kind), {})
    for column, one in enumerate(table.columns):
        parts = chain.from_iterable(of_units.get(unit, []) for unit in one.unit_ids)
        in_order = sorted(parts, key=lambda part: part.row)
        found.append(SumCheck(f"{name} {one.title}（由单位明细）", spot(column), tuple(in_order)))
    return found
