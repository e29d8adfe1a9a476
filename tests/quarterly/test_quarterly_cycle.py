"""填报周期: an office that reports by half-years or by years owes, names and counts those; by quarters all is as
ever.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from jingzhen_desktop.base.errors import InputRejected
from jingzhen_desktop.energy.periods import Cycle, Quarter
from jingzhen_desktop.office.history import HistoryFilter, read_history
from jingzhen_desktop.office.settings import write_settings
from jingzhen_desktop.organisation.values.units import UnitInYear
from jingzhen_desktop.quarterly.actions.reports import store_forms
from jingzhen_desktop.quarterly.queries.board import state_board
from jingzhen_desktop.quarterly.queries.books import board_of_year, year_of
from jingzhen_desktop.quarterly.queries.readiness import submission_readiness
from jingzhen_desktop.quarterly.queries.town import town_quarter
from jingzhen_desktop.quarterly.queries.unit_report import unit_comparison
from jingzhen_desktop.quarterly.queries.versions import cycle_in, period_in, periods_in
from jingzhen_desktop.quarterly.rules.owing import expected_in
from jingzhen_desktop.quarterly.rules.printing.board import board_table
from jingzhen_desktop.quarterly.settings import CYCLES
from jingzhen_desktop.quarterly.sheets.form import blank_forms
from jingzhen_desktop.quarterly.sheets.reading import read_forms
from jingzhen_desktop.quarterly.tab.main import QuarterlyTab
from jingzhen_desktop.quarterly.values.findings import FormOutcome, Severity

from ..looking import texts

if TYPE_CHECKING:
    from jingzhen_desktop.office.file import Office

HALF, YEAR = Quarter(2011, 2, 6), Quarter(2011, 4, 12)
Report = Callable[..., object]


@pytest.fixture
def half(office: Office, units: list[UnitInYear]) -> list[UnitInYear]:
    """2011 is reported by half-years, 2010 by quarters."""
    write_settings(office, {CYCLES: CYCLES.parse("2011年半年")})
    return units


def test_periods_have_their_names_months_and_days() -> None:
    assert (HALF.title, HALF.months, HALF.start, HALF.end) == (
        "2011年上半年",
        "1—6月",
        date(2011, 1, 1),
        date(2011, 6, 30),
    )
    assert (Quarter(2011, 4, 6).title, Quarter(2011, 4, 6).months) == ("2011年下半年", "7—12月")
    assert (YEAR.title, YEAR.months, YEAR.start) == ("2011年全年", "1—12月", date(2011, 1, 1))
    assert HALF.previous == Quarter(2010, 4)
    assert Quarter(2011, 4, 6).previous.title == "2011年上半年"
    assert Quarter(2011, 2) == HALF, "what is stored and compared is the quarter it ends with"
    with pytest.raises(ValueError, match="1"):
        Quarter(2011, 1, 6)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("2011半年", "2011半年"),
        ("2012年：年；2011年半年", "2011半年、2012年"),
        ("2026年", "2026年"),
        ("2011季", ""),
    ],
)
def test_the_setting_says_it_year_by_year(typed: str, kept: str) -> None:
    assert CYCLES.parse(typed) == kept


@pytest.mark.parametrize("typed", ["半年", "2011", "2011旬", "2011半年 每月"])
def test_what_is_no_cycle_is_refused(typed: str) -> None:
    with pytest.raises(InputRejected, match="填报周期"):
        CYCLES.parse(typed)


def test_only_the_year_that_is_named_changes(office: Office, half: list[UnitInYear]) -> None:
    assert [cycle_in(office, year) for year in (2010, 2011, 2012)] == [
        Cycle.QUARTER,
        Cycle.HALF,
        Cycle.QUARTER,
    ]
    assert [one.title for one in periods_in(office, 2011)] == ["2011年上半年", "2011年下半年"]
    assert period_in(office, Quarter(2011, 3)).title == "2011年下半年"


def test_a_year_with_a_report_of_a_single_quarter_stays_as_it_is(
    office: Office, half: list[UnitInYear], report: Report
) -> None:
    report(half[0].id, Quarter(2011, 2), {})
    assert cycle_in(office, 2011) is Cycle.HALF
    report(half[0].id, Quarter(2011, 1), {})
    assert cycle_in(office, 2011) is Cycle.QUARTER


@pytest.mark.parametrize(
    ("opened", "closed", "owed"),
    [
        (None, date(2011, 2, 15), {2}),
        (None, date(2010, 12, 31), set()),
        (date(2011, 6, 30), None, {2, 4}),
        (date(2011, 7, 1), None, {4}),
        (date(2012, 1, 1), None, set()),
    ],
)
def test_a_unit_owes_the_half_years_in_which_it_existed(
    units: list[UnitInYear], opened: date | None, closed: date | None, owed: set[int]
) -> None:
    unit = replace(units[0], contact=replace(units[0].contact, opened=opened, closed=closed))
    found = {number for number in (1, 2, 3, 4) if expected_in(unit, Quarter(2011, number), Cycle.HALF)}
    assert found == owed
    if closed == date(2011, 2, 15):
        assert not expected_in(unit, Quarter(2011, 2), Cycle.QUARTER)


@pytest.mark.parametrize(
    ("words", "owed", "due"),
    [
        ("", [1, 2, 3, 4], date(2011, 7, 10)),
        ("2011半年", [2, 4], date(2011, 7, 10)),
        ("2011年", [4], date(2012, 1, 10)),
    ],
)
def test_what_is_owed_and_until_when(
    office: Office, units: list[UnitInYear], words: str, owed: list[int], due: date
) -> None:
    write_settings(office, {CYCLES: words})
    number = 4 if owed == [4] else 2
    for day, is_late in ((due, False), (date.fromordinal(due.toordinal() + 1), True)):
        board = state_board(office, 2011, day)
        assert [one for one in (1, 2, 3, 4) if board.owed(one)] == owed
        assert sorted(board.due) == owed
        assert board.due[number] == due
        assert board.rows[0].cells[number].overdue is is_late
    groups = [column.group for column in board_table(board, "青石镇", "能源").columns if column.group]
    assert len(set(groups)) == len(owed)
    assert submission_readiness(office, Quarter(2011, 1)).expected == (3 if 1 in owed else 0)


def test_a_blank_form_of_a_half_year_is_taken_back_in(
    office: Office, half: list[UnitInYear], tmp_path: Path
) -> None:
    assert blank_forms(office, Quarter(2011, 1))[0].name == blank_forms(office, HALF)[0].name
    made = blank_forms(office, Quarter(2011, 2))
    assert [one.name for one in made] == [f"2011年上半年_{unit.short_name}.xlsx" for unit in half]
    path = tmp_path / made[0].name
    path.write_bytes(made[0].make())
    book = openpyxl.load_workbook(path)
    words = " ".join(str(cell.value) for row in book["填报表"].iter_rows() for cell in row)
    assert "2011年上半年（1—6月）" in words
    assert "2011年7月10日" in words
    for row in book["填报表"].iter_rows(min_row=7):
        for code, cell in ((row[2], row[3]), (row[4], row[5])):
            if str(code.value or "").strip("()").isdigit():
                cell.value = 0
    book["填报表"]["D7"] = 1200
    book.save(path)
    (form,) = read_forms(office, [path], Quarter(2011, 2))
    assert form.outcome is FormOutcome.NEW, [str(one) for one in form.findings]
    assert not form.doubts
    store_forms(office, [form])
    town = town_quarter(office, HALF)
    assert (town.received, town.expected) == (1, 3)


def _table(path: Path, period: str) -> Path:
    book = openpyxl.Workbook()
    for row in (
        ["能源统计表"],
        ["填报单位：青石镇卫生院", None, f"统计时间：{period}"],
        ["指标名称", "计量单位", "数量", "费用（元）"],
        ["电", "千瓦时", 1200, 720],
        ["水", "立方米", 40, 140],
    ):
        book.worksheets[0].append(row)
    book.save(path)
    return path


@pytest.mark.parametrize(
    "period", ["2011年上半年", "2011年1—6月", "2011年上半年（1—6月）", "2011年1-6月累计"]
)
def test_a_half_years_table_is_taken_where_half_years_are_reported(
    office: Office, half: list[UnitInYear], tmp_path: Path, period: str
) -> None:
    (form,) = read_forms(office, [_table(tmp_path / "卫生院.xlsx", period)], HALF)
    assert form.outcome is FormOutcome.NEW, [str(one) for one in form.findings]
    write_settings(office, {CYCLES: ""})
    (refused,) = read_forms(office, [_table(tmp_path / "卫生院.xlsx", period)], Quarter(2011, 2))
    assert refused.outcome is FormOutcome.REJECTED


@pytest.mark.parametrize(
    "period", ["2011年二季度", "2011年下半年", "2011年全年", "2011年4—6月", "2011年1—9月"]
)
def test_what_is_not_the_half_year_is_refused_by_name(
    office: Office, half: list[UnitInYear], tmp_path: Path, period: str
) -> None:
    (form,) = read_forms(office, [_table(tmp_path / "卫生院.xlsx", period)], HALF)
    assert form.outcome is FormOutcome.REJECTED
    assert any(one.severity is Severity.ERROR and "2011年上半年" in one.text for one in form.findings)


def test_a_years_table_is_taken_where_the_year_is_reported(
    office: Office, units: list[UnitInYear], tmp_path: Path
) -> None:
    write_settings(office, {CYCLES: "2011年"})
    for period in ("2011年全年", "2011年1—12月", "2011年度全年"):
        (form,) = read_forms(office, [_table(tmp_path / "卫生院.xlsx", period)], YEAR)
        assert form.outcome is FormOutcome.NEW, (period, [str(one) for one in form.findings])
    (form,) = read_forms(office, [_table(tmp_path / "卫生院.xlsx", "2011年四季度")], YEAR)
    assert form.outcome is FormOutcome.REJECTED


def test_a_half_year_is_not_compared_with_one_quarter_of_the_year_before(
    office: Office, half: list[UnitInYear], report: Report
) -> None:
    for number, power in ((1, "300"), (2, "200")):
        report(half[0].id, Quarter(2010, number), {"electricity": (power, "100")})
    report(half[0].id, Quarter(2011, 2), {"electricity": ("600", "300")})
    reason = "2010年按季填报，2011年按半年填报，同期不可比"
    compared = unit_comparison(office, half[0].id, HALF)
    row = next(one for one in compared.rows if one.item.key == "electricity")
    assert (row.entry.quantity, row.last_year.quantity, row.change) == (Decimal(600), None, None)
    assert row.to_date.value == Decimal(600)
    carrier = town_quarter(office, HALF).carrier("electricity")
    assert carrier is not None
    assert carrier.quantity.last_year.value is None
    assert carrier.quantity.comparison.reason == reason
    assert carrier.quantity.last_year_to_date.value == Decimal(500), "both quarters of the half-year before"


def test_a_half_year_is_compared_with_the_one_before(
    office: Office, units: list[UnitInYear], report: Report
) -> None:
    write_settings(office, {CYCLES: "2010半年、2011半年"})
    report(units[0].id, Quarter(2010, 2), {"electricity": ("500", "100")})
    report(units[0].id, Quarter(2011, 2), {"electricity": ("600", "300")})
    row = next(
        one for one in unit_comparison(office, units[0].id, HALF).rows if one.item.key == "electricity"
    )
    assert (row.last_year.quantity, row.change) == (Decimal(500), Decimal("0.2"))


def test_the_years_table_says_what_it_is_added_up_from(office: Office, half: list[UnitInYear]) -> None:
    assert "注1：全年数为上半年和下半年之和，各项已核对一致。" in year_of(office, 2011).tables[0].notes
    (note,) = board_of_year(office, 2011).tables[0].notes
    assert "空格" not in note, "no unit owes less than the others"


def test_the_window_offers_the_periods_of_the_year(
    half: list[UnitInYear], open_tab: Callable[[], QuarterlyTab]
) -> None:
    tab = open_tab()
    shown = [button.text() for button in tab.quarters.buttons() if not button.isHidden()]
    assert shown == ["上半年", "下半年"]
    assert [title.partition("\n")[0] for title in _heads(tab) if "半年" in title] == ["上半年", "下半年"]
    tab.show_quarter(Quarter(2011, 3))
    assert tab.quarter.title == "2011年下半年"
    tab.show_quarter(Quarter(2010, 1))
    shown = [button.text() for button in tab.quarters.buttons() if not button.isHidden()]
    assert shown == ["一季度", "二季度", "三季度", "四季度"]
    assert texts(tab.calendar.grid, 0)


def _heads(tab: QuarterlyTab) -> list[str]:
    return [column.title for column in tab.calendar.grid.grid_model.columns]


def test_a_record_is_named_by_the_period_it_is_of(
    office: Office, half: list[UnitInYear], report: Report
) -> None:
    report(half[0].id, HALF, {"electricity": ("10", "5")})
    report(half[0].id, Quarter(2010, 2), {"electricity": ("10", "5")})
    assert _records(office) == {
        "季度报表 青石镇人民政府 2011年上半年",
        "季度报表 青石镇人民政府 2010年二季度",
    }
    report(half[0].id, Quarter(2011, 1), {"electricity": ("10", "5")})  # from now on 2011 is quarters
    assert "季度报表 青石镇人民政府 2011年二季度" in _records(office)


def _records(office: Office) -> set[str]:
    """What 改动记录 calls the reports."""
    lines = read_history(office, HistoryFilter(), {}).lines
    return {line.record for line in lines if line.record.endswith(("季度", "半年"))}
