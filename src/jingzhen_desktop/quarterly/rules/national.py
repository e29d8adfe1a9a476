"""汇总表 in the national shape, and units × indicators: sums over kinds of units, each with its coverage."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from ...energy.periods import Quarter
from ...energy.statistics import HeadItem, Item
from ...organisation.values.units import INSTITUTION_NATURES, Nature, UnitFacts, UnitInYear
from ..values.reports import ReportState
from ..values.totals import Total
from ..values.views import MatrixRow, NationalColumn, NationalRow, NationalTable, RowKind, UnitMatrix
from .figures import Column, added, to_decimal, total_of
from .span import ALL, SCALES, Span

_COLUMNS: tuple[tuple[str, str, tuple[Nature, ...]], ...] = (
    ("all", "合计", tuple(Nature)),
    ("organs", "国家机关", (Nature.STATE_ORGAN,)),
    ("institutions", "事业单位小计", INSTITUTION_NATURES),
    ("education", "教育", (Nature.EDUCATION,)),
    ("science", "科技", (Nature.SCIENCE,)),
    ("culture", "文化", (Nature.CULTURE,)),
    ("health", "卫生", (Nature.HEALTH,)),
    ("sport", "体育", (Nature.SPORT,)),
    ("other", "其他", (Nature.OTHER_INSTITUTION,)),
    ("groups", "团体组织", (Nature.MASS_ORGANISATION,)),
)
"""The columns S001—S010 of the national 综合表."""


def national_table(span: Span, quarters: Sequence[Quarter]) -> NationalTable:
    """Add up one quarter, or all to date, by kinds of units."""
    units = span.members(quarters)
    columns = tuple(NationalColumn(key, title, _ids(units, natures)) for key, title, natures in _COLUMNS)
    system = span.systems[quarters[-1].year]
    rows = [_head_row(item, units, columns) for item in system.head]
    for item in system.items:
        rows += _item_rows(span, quarters, item, columns)
    rows.append(_sum_row("cost", RowKind.COST, "费用合计", "元", span, quarters, columns))
    rows.append(_sum_row("coal", RowKind.COAL, "综合能耗", "千克标准煤", span, quarters, columns))
    return NationalTable(tuple(quarters), system, span.coefficients, columns, tuple(rows), units)


def unit_matrix(span: Span, quarter: Quarter, kind: RowKind, states: Mapping[int, ReportState]) -> UnitMatrix:
    """Put a quarter's units beside each other; costs and standard coal with their sum, quantities without."""
    system, units = span.systems[quarter.year], span.members([quarter])
    items = tuple(item for item in system.items if kind is not RowKind.COAL or span.is_converted(item))
    columns = [span.column(quarter, item.key, kind) for item in items]
    found = []
    for unit in units:
        cells = tuple(_cell(column, unit.id, kind) for column in columns)
        found.append(MatrixRow(unit, states.get(unit.id, ReportState.MISSING), cells))
    rows = tuple(found)
    totals = tuple(total_of(column, len(units), SCALES[kind]) for column in columns)
    if kind is RowKind.QUANTITY:
        return UnitMatrix(quarter, kind, items, rows, totals, None, None)
    together = span.column(quarter, ALL, kind)
    sums = tuple(_cell(together, unit.id, kind) for unit in units)
    return UnitMatrix(quarter, kind, items, rows, totals, sums, total_of(together, len(units), SCALES[kind]))


def _cell(column: Column, unit: int, kind: RowKind) -> Decimal | None:
    return to_decimal(column.known[unit], SCALES[kind]) if unit in column.known else None


def _ids(units: Sequence[UnitInYear], natures: Sequence[Nature]) -> tuple[int, ...]:
    return tuple(unit.id for unit in units if unit.facts.nature in natures)


def _item_rows(
    span: Span, quarters: Sequence[Quarter], item: Item, columns: Sequence[NationalColumn]
) -> list[NationalRow]:
    rows = []
    kinds = [(RowKind.QUANTITY, item.printed_code, item.unit), (RowKind.COST, item.printed_cost_code, "元")]
    for kind, code, unit in kinds:
        column = added(span.columns(quarters, item.key, kind), span.expected)
        rows.append(
            NationalRow(
                item.key, kind, code, item.name, unit, not item.is_carrier, _sums(column, columns, kind)
            )
        )
    return rows


def _sum_row(
    key: str,
    kind: RowKind,
    name: str,
    unit: str,
    span: Span,
    quarters: Sequence[Quarter],
    columns: Sequence[NationalColumn],
) -> NationalRow:
    column = added(span.columns(quarters, ALL, kind), span.expected)
    return NationalRow(key, kind, "", name, unit, is_part=False, cells=_sums(column, columns, kind))


def _sums(column: Column, columns: Sequence[NationalColumn], kind: RowKind) -> tuple[Total, ...]:
    return tuple(_part(column, one.unit_ids, kind) for one in columns)


def _part(column: Column, units: Sequence[int], kind: RowKind) -> Total:
    known = [column.known[unit] for unit in units if unit in column.known]
    complete = sum(unit in column.complete for unit in units)
    return Total(to_decimal(sum(known), SCALES[kind]) if known else None, complete, len(units))


def _vehicles(facts: UnitFacts) -> int | None:
    parts = (facts.petrol_cars, facts.diesel_cars, facts.new_energy_cars)
    known = [part for part in parts if part is not None]
    return sum(known) if len(known) == len(parts) else None


_FACTS: dict[str, Callable[[UnitFacts], Decimal | int | None]] = {
    "units": lambda _facts: 1,
    "floor_area": lambda facts: facts.floor_area,
    "energy_users": lambda facts: facts.energy_users,
    "establishment": lambda facts: facts.establishment,
    "vehicles": _vehicles,
    "petrol_cars": lambda facts: facts.petrol_cars,
    "diesel_cars": lambda facts: facts.diesel_cars,
    "new_energy_cars": lambda facts: facts.new_energy_cars,
    "site_area": lambda facts: facts.site_area,
    "charging_points": lambda facts: facts.charging_points,
    "solar_collector_area": lambda facts: facts.solar_collector_area,
    "solar_power_capacity": lambda facts: facts.solar_power_capacity,
    "geothermal_capacity": lambda facts: facts.geothermal_capacity,
}
"""What the office keeps of the head of the form; the others stay blank."""


def fact_of(key: str, facts: UnitFacts) -> Decimal | None:
    """Return what the office keeps of a unit for a row of the form's head;
    None if it is not known, or not kept.
    """
    read = _FACTS.get(key)
    value = read(facts) if read is not None else None
    return None if value is None else Decimal(value)


def _head_row(item: HeadItem, units: Sequence[UnitInYear], columns: Sequence[NationalColumn]) -> NationalRow:
    known = {unit.id: value for unit in units if (value := fact_of(item.key, unit.facts)) is not None}
    cells = []
    for column in columns:
        values = [known[unit] for unit in column.unit_ids if unit in known]
        cells.append(Total(sum(values, Decimal(0)) if values else None, len(values), len(column.unit_ids)))
    return NationalRow(
        item.key, RowKind.HEAD, item.printed_code, item.name, item.unit, bool(item.part_of), tuple(cells)
    )
