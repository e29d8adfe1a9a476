"""The views across units, quarters and months against each other and against figures worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingzhen_desktop.base.errors import InputRejected
from jingzhen_desktop.energy.coefficients import coefficient_set, standard_coal
from jingzhen_desktop.energy.periods import QUARTERS, Quarter, quarters_of
from jingzhen_desktop.energy.statistics import system_of_version
from jingzhen_desktop.office.settings import write_settings
from jingzhen_desktop.organisation.actions.units import add_unit, change_facts, open_year
from jingzhen_desktop.organisation.values.units import Nature, UnitContact, UnitFacts, UnitInYear
from jingzhen_desktop.quarterly.actions.ledger import (
    remove_ledger_entries,
    report_from_ledger,
    store_ledger_entries,
)
from jingzhen_desktop.quarterly.actions.reports import store_report
from jingzhen_desktop.quarterly.queries.ledger import ledger_year, units_with_ledger
from jingzhen_desktop.quarterly.queries.reports import stored_report
from jingzhen_desktop.quarterly.queries.span import national_table, trend, unit_matrix
from jingzhen_desktop.quarterly.queries.town import town_quarter
from jingzhen_desktop.quarterly.queries.unit_report import unit_comparison
from jingzhen_desktop.quarterly.queries.versions import system_in
from jingzhen_desktop.quarterly.rules.figures import Conversion, gather
from jingzhen_desktop.quarterly.rules.ledger import ledger_year as assemble_ledger
from jingzhen_desktop.quarterly.rules.national import national_table as assemble_table
from jingzhen_desktop.quarterly.rules.national import unit_matrix as assemble_matrix
from jingzhen_desktop.quarterly.rules.span import Span
from jingzhen_desktop.quarterly.rules.trend import trend_of
from jingzhen_desktop.quarterly.settings import FIRST_YEARS
from jingzhen_desktop.quarterly.values.ledger import LedgerEntry
from jingzhen_desktop.quarterly.values.reports import Entry, Report, ReportState
from jingzhen_desktop.quarterly.values.views import RowKind

from ..changing import change_entry, changed

if TYPE_CHECKING:
    from collections.abc import Callable

    from jingzhen_desktop.office.file import Office
    from jingzhen_desktop.quarterly.values.views import Series, Trend

Q1, Q2, Q3, Q4 = quarters_of(2011)
CONVERSION = Conversion(
    coefficient_set("calorific"),
    {"petrol": Decimal("0.73"), "diesel": Decimal("0.86"), "kerosene": Decimal("0.80")},
)


def series(shown: Trend, key: str) -> Series:
    """The one series of a key; a second one of the same key is a fault."""
    (found,) = (one for one in shown.series if one.key == key)
    return found


# ---- by hand


def test_the_national_table_has_its_ten_columns(
    office: Office, units: list[UnitInYear], report: Callable[..., object]
) -> None:
    report(units[0].id, Q1, {"electricity": ("1000", "500")})
    report(units[1].id, Q1, {"electricity": ("2000.5", "1000")})
    table = national_table(office, Q1)
    assert [column.title for column in table.columns] == [
        "合计", "国家机关", "事业单位小计", "教育", "科技", "文化", "卫生", "体育", "其他", "团体组织",
    ]  # fmt: skip

    def cell(key: str, kind: RowKind, column: str) -> tuple[Decimal | None, str]:
        found = table.cell(key, kind, column)
        return found.value, found.coverage

    assert cell("electricity", RowKind.QUANTITY, "all") == (Decimal("3000.5"), "2/3个单位")
    assert cell("electricity", RowKind.QUANTITY, "organs") == (1000, "")
    assert cell("electricity", RowKind.COST, "institutions") == (1000, "1/2个单位")
    assert cell("electricity", RowKind.QUANTITY, "health") == (None, "0/1个单位")
    assert cell("electricity", RowKind.QUANTITY, "science") == (None, "")
    assert cell("coal", RowKind.COAL, "all") == (Decimal("368.76"), "2/3个单位")  # 122.90 + 245.86
    assert cell("floor_area", RowKind.HEAD, "all") == (Decimal("8500.5"), "")
    assert cell("vehicles", RowKind.HEAD, "organs") == (3, "")
    changed(change_facts, office, units[0].id, 2011, floor_area=None)
    again = national_table(office, Q1).cell("floor_area", RowKind.HEAD, "all")
    assert (again.value, again.coverage) == (Decimal("6500.5"), "2/3个单位")
    codes = {(row.key, row.kind): row.code for row in table.rows}
    assert codes["kerosene", RowKind.COST] == "191"
    assert codes["electricity", RowKind.QUANTITY] == "(110)"


def test_units_by_indicator(office: Office, units: list[UnitInYear], report: Callable[..., object]) -> None:
    report(units[0].id, Q1, {"electricity": ("1000", "500"), "water": ("10", "30")})
    matrix = unit_matrix(office, Q1, RowKind.COST)
    assert [row.state for row in matrix.rows] == [
        ReportState.ENTERING,
        ReportState.MISSING,
        ReportState.MISSING,
    ]
    assert matrix.rows[0].cells[:2] == (500, 30)
    assert matrix.rows[1].cells[0] is None
    assert matrix.sums == (530, None, None)
    assert (matrix.sum_total.value, matrix.sum_total.coverage) == (530, "1/3个单位")
    assert unit_matrix(office, Q1).sums is None  # kWh and m³ have no sum
    assert "water" not in [item.key for item in unit_matrix(office, Q1, RowKind.COAL).items]


def test_a_unit_against_other_periods(
    office: Office, units: list[UnitInYear], report: Callable[..., object]
) -> None:
    unit = units[0].id
    before = ((Quarter(2010, 1), "1000", "500"), (Quarter(2010, 2), "800", "400"))
    for quarter, power, cost in (*before, (Q1, "900", "450"), (Q2, "880", "528")):
        report(unit, quarter, {"electricity": (power, cost)})
    found = unit_comparison(office, unit, Q2)
    power = found.rows[0]
    assert power.change == Decimal("0.1")  # 880 : 800
    assert power.change_previous == Decimal(-20) / 900
    assert (power.to_date.value, power.last_year_to_date.value, power.cost_to_date.value) == (1780, 1800, 978)
    assert power.change_to_date == Decimal(-20) / 1800
    assert (power.price, power.coal) == (Decimal("0.6"), Decimal("108.15"))
    assert (found.cost, found.coal, found.state) == (528, Decimal("108.15"), ReportState.ENTERING)
    assert found.rows[2].reason == "上年同期为0"
    change_entry(office, unit, Q1, "electricity", quantity=None)
    power = unit_comparison(office, unit, Q2).rows[0]
    assert (power.to_date.value, power.to_date.coverage, power.change_to_date, power.change_previous) == (
        880,
        "1/2个季度",
        None,
        None,
    )
    with pytest.raises(InputRejected, match="2015年"):
        unit_comparison(office, unit, Quarter(2015, 1))


def test_versions_are_compared_by_meaning(office: Office) -> None:
    unit = add_unit(office, 2015, UnitFacts("青石镇文化站", Nature.CULTURE), UnitContact())
    open_year(office, 2016)
    for quarter, figures in (
        (
            Quarter(2015, 1),
            {"electricity": ("1000", "500"), "manufactured_gas": ("10", "20"), "heat": ("5000000", "450")},
        ),
        (Quarter(2016, 1), {"electricity": ("900", "450"), "heat": ("6", "540")}),
    ):
        system = system_in(office, quarter.year)
        entries = {item.key: Entry(Decimal(0), Decimal(0)) for item in system.items}
        entries |= {key: Entry(Decimal(quantity), Decimal(cost)) for key, (quantity, cost) in figures.items()}
        store_report(office, Report(unit, quarter, system.version, entries))
    found = unit_comparison(office, unit, Quarter(2016, 1))
    rows = {row.item.key: row for row in found.rows}
    assert rows["electricity"].change == Decimal("-0.1")
    assert (rows["heat"].change, rows["heat"].reason) == (None, "计量单位不同，不可比")
    assert any("人工煤气、煤油" in note for note in found.notes)
    shown = trend(office, Quarter(2016, 1), 2)
    gas = series(shown, "manufactured_gas")
    assert [total.value for total in gas.totals] == [10, None, None, None, None]
    assert gas.comparisons[-1].change is None
    assert gas.comparisons[-1].reason == "2022版统计制度没有“人工煤气”"
    assert shown.notes == found.notes


def test_a_trend_shows_shares_and_ranks(
    office: Office, units: list[UnitInYear], report: Callable[..., object]
) -> None:
    for unit in units:
        report(unit.id, Quarter(2010, 1), {"electricity": ("1000", "500")})
        report(unit.id, Q1, {"electricity": ("1100", "500"), "coal": ("0.1", "70")})
    report(units[0].id, Q2, {"electricity": ("1000", "500")})
    shown = trend(office, Q2, 2)
    assert shown.quarters == (*quarters_of(2010), Q1, Q2)
    power = series(shown, "electricity")
    assert [total.value for total in power.totals] == [3000, None, None, None, 3300, 1000]
    assert power.comparisons[4].change == Decimal("0.1")
    assert power.comparisons[0].change is None
    assert shown.share_coverage == "1/3个单位"
    # 3 × 135.19 + 122.90 = 528.47 of electricity, 3 × 71.43 = 214.29 of coal
    shares = {share.key: share for share in shown.shares}
    assert (shares["electricity"].coal, shares["coal"].coal) == (Decimal("528.47"), Decimal("214.29"))
    assert sum(share.ratio for share in shown.shares) == 1
    first, second, _ = shown.ranks
    # 329.52 on 40 people, 2000 m²
    assert (first.per_head, first.per_area) == (
        Decimal("8.24"),
        Decimal("0.16"),
    )
    assert (second.per_head, second.reason) == (None, "数据不全（1/2个季度）")


def test_a_year_keeps_the_form_its_reports_have(
    office: Office, units: list[UnitInYear], report: Callable[..., object]
) -> None:
    report(units[0].id, Q1, {})
    write_settings(office, {FIRST_YEARS["2022"]: "2011"})
    assert system_in(office, 2011).version == "2011"
    assert system_in(office, 2012).version == "2022"
    open_year(office, 2012)
    change_entry(office, units[0].id, Quarter(2012, 1), "heat", quantity=Decimal(5))
    stored = stored_report(office, units[0].id, Quarter(2012, 1))
    assert (stored.version, town_quarter(office, Quarter(2012, 1)).system.version) == ("2022", "2022")
    with pytest.raises(InputRejected, match="应使用2011版表样"):
        store_report(office, Report(units[1].id, Q1, "2022", {}))


# ---- the ledger


def test_meters_and_prices_become_quantities_and_costs(office: Office, units: list[UnitInYear]) -> None:
    unit = units[0].id
    store_ledger_entries(
        office,
        unit,
        2011,
        [
            LedgerEntry(
                7,
                "electricity",
                "表1",
                Decimal(1200),
                Decimal(1350),
                Decimal(20),
                Decimal("0.483"),
                voucher_number="No.1",
            ),
            LedgerEntry(7, "electricity", "表2", quantity=Decimal(100), cost=Decimal("48.3")),
            LedgerEntry(8, "water", quantity=Decimal(30)),
        ],
    )
    found = ledger_year(office, unit, 2011)
    assert [(entry.quantity, entry.cost) for entry in found.entries] == [
        (3000, 1449),
        (100, Decimal("48.3")),
        (30, None),
    ]
    power, water = found.items
    assert (power.months[7].quantity.value, power.quarters[3].quantity.coverage) == (3100, "1/3个月")
    assert (water.months[8].cost.value, water.year.quantity.coverage) == (None, "1/12个月")
    assert units_with_ledger(office, 2011) == {unit}
    remove_ledger_entries(office, unit, 2011, [entry.id for entry in found.entries])
    assert ledger_year(office, unit, 2011).entries == ()
    office.undo()
    assert len(ledger_year(office, unit, 2011).entries) == 3


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (
            LedgerEntry(7, "electricity", meter_from=Decimal(2), meter_to=Decimal(1)),
            "7月电：本期读数小于上期读数",
        ),
        (LedgerEntry(13, "electricity"), "月份应在1到12之间"),
        (LedgerEntry(7, "electricity", quantity=Decimal(-1)), "7月电：消费量不能是负数"),
        (LedgerEntry(7, "sunshine"), "没有“sunshine”这一项"),
    ],
)
def test_an_impossible_entry_is_refused(
    entry: LedgerEntry, words: str, office: Office, units: list[UnitInYear]
) -> None:
    with pytest.raises(InputRejected, match=words):
        store_ledger_entries(office, units[0].id, 2011, [LedgerEntry(1, "water", quantity=Decimal(1)), entry])
    assert ledger_year(office, units[0].id, 2011).entries == ()


def test_a_report_is_filled_from_whole_quarters_of_the_ledger(
    office: Office, units: list[UnitInYear]
) -> None:
    unit = units[0].id
    with pytest.raises(InputRejected, match="没有三个月都登记齐全的品种"):
        report_from_ledger(office, unit, Q3)
    months = [
        LedgerEntry(month, "electricity", quantity=Decimal(month), cost=Decimal(1)) for month in (7, 8, 9)
    ]
    store_ledger_entries(office, unit, 2011, [*months, LedgerEntry(7, "water", quantity=Decimal(5))])
    assert report_from_ledger(office, unit, Q3) == 2
    entries = stored_report(office, unit, Q3).entries
    assert entries["electricity"] == Entry(Decimal(24), Decimal(3))
    assert entries["water"] == Entry()
    assert not ledger_year(office, unit, 2011).items[0].differs(3)
    change_entry(office, unit, Q3, "electricity", quantity=Decimal(25))
    assert ledger_year(office, unit, 2011).items[0].differs(3)


# ---- by every path the same, to the last digit

_SYSTEM = system_of_version("2011")
_KEYS = tuple(item.key for item in _SYSTEM.items)
_figure = st.none() | st.just(0) | st.integers(0, 10**13)
_UNITS = tuple(
    UnitInYear(
        number,
        2011,
        UnitFacts(f"单位{number}", nature, floor_area=Decimal(100), energy_users=10),
        UnitContact(),
    )
    for number, nature in enumerate(Nature, start=1)
)
Lines = dict[Quarter, dict[int, list[tuple[int, str, int | None, int | None]]]]


@st.composite
def _year(draw: st.DrawFn) -> Lines:
    """A year of one unit of each nature: reports and figures may be missing, blank or 0."""
    found: Lines = {}
    for quarter in quarters_of(2011):
        reporting = draw(st.lists(st.sampled_from([unit.id for unit in _UNITS]), unique=True))
        found[quarter] = {
            unit: [
                (0, key, draw(_figure), draw(_figure))
                for key in draw(st.lists(st.sampled_from(_KEYS), unique=True, max_size=5))
            ]
            for unit in reporting
        }
    return found


def _span(lines: Lines) -> Span:
    figures = {quarter: gather(rows, _SYSTEM, CONVERSION) for quarter, rows in lines.items()}
    everyone = frozenset(unit.id for unit in _UNITS)
    return Span({2011: _UNITS}, {2011: _SYSTEM}, dict.fromkeys(lines, everyone), figures, CONVERSION.name)


def _sum(values: list[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None


@settings(max_examples=25, deadline=None)
@given(_year())
def test_totals_agree_from_units_natures_quarters_and_the_year(lines: Lines) -> None:
    span = _span(lines)
    year = assemble_table(span, quarters_of(2011))
    tables = [assemble_table(span, [quarter]) for quarter in lines]
    shown = trend_of(span, quarters_of(2011))
    for position, row in enumerate(year.rows):
        cells = dict(zip([column.key for column in year.columns], row.cells, strict=True))
        parts = [cells[key].value for key in ("education", "science", "culture", "health", "sport", "other")]
        assert cells["institutions"].value == _sum(parts)
        assert cells["all"].value == _sum([cells[key].value for key in ("organs", "institutions", "groups")])
        assert cells["all"].expected == len(_UNITS)
        if row.kind is not RowKind.HEAD:
            for column, total in enumerate(row.cells):
                # year = sum of quarters (C4)
                assert total.value == _sum([table.rows[position].cells[column].value for table in tables])
                assert total.counted <= min(table.rows[position].cells[column].counted for table in tables)
    for number, quarter in enumerate(lines):
        for kind in (RowKind.QUANTITY, RowKind.COST, RowKind.COAL):
            matrix = assemble_matrix(span, quarter, kind, {})
            for column, item in enumerate(matrix.items):
                by_unit = [line.cells[column] for line in matrix.rows]
                assert matrix.totals[column].value == _sum(by_unit)
                assert matrix.totals[column].counted == sum(value is not None for value in by_unit)
                if kind is not RowKind.COAL:
                    assert tables[number].cell(item.key, kind, "all") == matrix.totals[column]
                if kind is RowKind.QUANTITY and item.is_carrier:
                    assert series(shown, item.key).totals[number] == matrix.totals[column]
                if kind is RowKind.COAL:
                    assert by_unit == [_coal(lines[quarter].get(unit.id, []), item.key) for unit in _UNITS]
        assert tables[number].cell("coal", RowKind.COAL, "all") == series(shown, "energy").totals[number]
        assert tables[number].cell("cost", RowKind.COST, "all") == series(shown, "cost").totals[number]
    assert sum(share.coal for share in shown.shares) == (year.cell("coal", RowKind.COAL, "all").value or 0)
    assert _sum([rank.coal.value for rank in shown.ranks]) == year.cell("coal", RowKind.COAL, "all").value


def _coal(rows: list[tuple[int, str, int | None, int | None]], key: str) -> Decimal | None:
    for _, item, quantity, _cost in rows:
        if item == key and quantity is not None:
            return standard_coal(Decimal(quantity).scaleb(-4), CONVERSION.factor(_SYSTEM.item(key)))
    return None


_entry = st.builds(
    LedgerEntry,
    month=st.integers(1, 12),
    item=st.sampled_from(("electricity", "water", "lpg")),
    quantity=st.none() | st.decimals(0, 10**6, places=3),
    cost=st.none() | st.decimals(0, 10**6, places=2),
)


@given(st.lists(_entry, max_size=30))
def test_months_add_up_to_quarters_and_quarters_to_the_year(entries: list[LedgerEntry]) -> None:
    found = assemble_ledger(_UNITS[0], _SYSTEM, entries, {})
    assert {item.item.key for item in found.items} == {entry.item for entry in entries}
    for item in found.items:
        own = [entry for entry in entries if entry.item == item.item.key]
        for what in ("quantity", "cost"):
            months = [getattr(one, what).value for one in item.months.values()]
            quarters = [getattr(item.quarters[number], what).value for number in QUARTERS]
            year = getattr(item.year, what)
            assert (
                year.value == _sum(months) == _sum(quarters) == _sum([getattr(entry, what) for entry in own])
            )
            assert year.counted == sum(getattr(item.quarters[number], what).counted for number in QUARTERS)
            for number in QUARTERS:
                blank = {entry.month for entry in own if getattr(entry, what) is None}
                kept = {entry.month for entry in own} - blank
                months_of = set(range(number * 3 - 2, number * 3 + 1))
                assert getattr(item.quarters[number], what).is_complete == (months_of <= kept)


def test_nothing_is_late_before_its_day(office: Office, units: list[UnitInYear]) -> None:
    from jingzhen_desktop.quarterly.queries.board import state_board

    assert not any(
        cell.overdue
        for row in state_board(office, 2011, date(2011, 4, 10)).rows
        for cell in row.cells.values()
    )
    late = state_board(office, 2011, date(2011, 4, 11))
    assert [row.cells[1].overdue for row in late.rows] == [True] * 3
    assert (late.on_time.value, late.on_time.counted) == (0, 3)
