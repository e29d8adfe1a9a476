"""公示 as a finished table: what each unit used in a quarter and what it cost, on one page to post."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ....base.text import chinese_date, join_names
from ....energy.indicators import intensity
from ...values.figures import CarrierTotals, TownQuarter, UnitQuarter
from ...values.printed import Cell, PrintedBook, PrintedColumn, PrintedRow, PrintedTable
from ...values.reports import Entry, ReportStatus
from .cells import (
    BLANK,
    column_check,
    number,
    places_shown,
    plain_name,
    subject_of,
    total,
    with_partial_note,
    words,
)

_MOST_LYING = 16
"""More lines than these stand better on an upright page."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A unit, or the units of one kind together."""

    name: str
    units: tuple[UnitQuarter, ...]

    @property
    def people(self) -> int | None:
        known = [unit.unit.facts.energy_users for unit in self.units]
        return None if None in known else sum(one for one in known if one is not None)

    @property
    def is_missing(self) -> bool:
        return all(unit.report is None for unit in self.units)


def publicity_book(
    town: TownQuarter, name: str, issuer: str, day: date, telephone: str = "", *, by_nature: bool = False
) -> PrintedBook:
    """Return the page with the checks that its totals are the sums of its lines:
    one for each unit, or for each kind of units.
    """
    lines = _lines(town.units, by_nature=by_nature)
    carriers = [one for one in town.carriers if one.item.is_carrier and one.quantity.total.value]
    places = [_places(town, one) for one in carriers]
    rows = [_row(line, carriers, places) for line in lines]
    table = PrintedTable(
        name="公示",
        title=f"{name}{town.quarter.title}公共机构{subject_of(town.system)}情况公示",
        columns=_columns(carriers),
        rows=(*rows, _total_row(town, carriers, places)),
        head=(f"统计时间：{town.quarter.year}年{town.quarter.months}", f"公示日期：{chinese_date(day)}"),
        notes=tuple(f"注{position}：{note}" for position, note in enumerate(_notes(town, lines), 1)),
        foot=(f"公示单位：{issuer}", f"监督电话：{telephone or '________________'}"),
        landscape=len(carriers) > 3 and len(lines) <= _MOST_LYING,
    )
    last = len(rows)
    checks = [
        column_check(f"{_flat(table.columns[column].title)} 合计", 0, column, last, range(last))
        for column in range(2, 2 + len(carriers) + 2)
    ]
    return PrintedBook((with_partial_note(table),), tuple(checks))


def _lines(units: Sequence[UnitQuarter], *, by_nature: bool) -> list[_Line]:
    if not by_nature:
        return [_Line(unit.unit.name, (unit,)) for unit in units]
    kinds: dict[str, list[UnitQuarter]] = {}
    for unit in sorted(units, key=lambda one: one.unit.facts.nature.value):
        kinds.setdefault(unit.unit.facts.nature.words, []).append(unit)
    return [_Line(f"{nature}（{len(members)}个）", tuple(members)) for nature, members in kinds.items()]


def _columns(carriers: Sequence[CarrierTotals]) -> tuple[PrintedColumn, ...]:
    return (
        PrintedColumn("单位", is_text=True),
        PrintedColumn("用能人数\n（人）"),
        *(PrintedColumn(f"{plain_name(one.item)}\n（{one.item.unit}）") for one in carriers),
        PrintedColumn("综合能耗\n（kgce）"),
        PrintedColumn("费用\n（元）"),
        PrintedColumn("人均综合能耗\n（kgce/人）"),
    )


def _places(town: TownQuarter, carrier: CarrierTotals) -> int:
    """Decimals of a column of quantities."""
    figures = [_quantity(unit, carrier.item.key) for unit in town.units]
    return places_shown((*figures, carrier.quantity.total.value), carrier.item)


def _row(line: _Line, carriers: Sequence[CarrierTotals], places: Sequence[int]) -> PrintedRow:
    blank = "未报" if line.is_missing else BLANK
    coal = _sum([unit.coal_total for unit in line.units])
    cells = []
    for one, shown in zip(carriers, places, strict=True):
        quantity = _sum([_quantity(unit, one.item.key) for unit in line.units])
        cells.append(number(quantity, shown, blank))
    complete = all(unit.status is ReportStatus.COMPLETE for unit in line.units)
    per_head = intensity(coal, None if line.people is None else Decimal(line.people)) if complete else None
    cost = _sum([unit.cost_total for unit in line.units])
    return PrintedRow(
        (
            words(line.name),
            number(line.people),
            *cells,
            number(coal, 2, blank),
            number(cost, 2, blank),
            number(per_head, 2),
        )
    )


def _total_row(town: TownQuarter, carriers: Sequence[CarrierTotals], places: Sequence[int]) -> PrintedRow:
    people = _Line("", town.units).people
    coal = town.coal.total
    per_head = (
        intensity(coal.value, None if people is None else Decimal(people)) if coal.is_complete else None
    )
    quantities = (total(one.quantity.total, shown) for one, shown in zip(carriers, places, strict=True))
    cells: list[Cell] = [words("合计"), number(people), *quantities]
    return PrintedRow((*cells, total(coal, 2), total(town.cost.total, 2), number(per_head, 2)), strong=True)


def _sum(values: Sequence[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None


def _quantity(unit: UnitQuarter, key: str) -> Decimal | None:
    return unit.report.entries.get(key, Entry()).quantity if unit.report else None


def _notes(town: TownQuarter, lines: Sequence[_Line]) -> list[str]:
    unused = [
        plain_name(one.item) for one in town.carriers if one.item.is_carrier and not one.quantity.total.value
    ]
    missing = [unit.unit.short_name for unit in town.units if unit.report is None]
    notes = [
        f"综合能耗按{town.coefficients}折算，不含水；人均综合能耗为{town.quarter.this}数，不与年度定额比较。"
    ]
    if missing:
        notes.append(
            f"未报：{join_names(missing[:12])}{f'等{len(missing)}个单位' if len(missing) > 12 else ''}，合计为已有数据之和。"
        )
    if unused:
        notes.append(f"{town.quarter.this}没有使用或没有数据的品种：{join_names(unused)}。")
    if len(lines) < len(town.units):
        notes.append(f"共{len(town.units)}个单位，按单位性质公示，各单位数据备查。")
    return notes


def _flat(title: str) -> str:
    return title.replace("\n", "")
