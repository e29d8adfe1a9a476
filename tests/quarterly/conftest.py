"""A small town with two years of units, and a hand that fills in forms as a unit does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.energy.statistics import system_of_year
from jingzhen_desktop.office.settings import TOWN, write_settings
from jingzhen_desktop.organisation.actions.units import add_unit, open_year
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.organisation.values.units import Nature, UnitContact, UnitFacts, UnitInYear
from jingzhen_desktop.quarterly.actions.reports import store_report
from jingzhen_desktop.quarterly.actions.states import explain, move_report
from jingzhen_desktop.quarterly.queries.reports import stored_report, stored_reports
from jingzhen_desktop.quarterly.queries.review import reviewed_quarter
from jingzhen_desktop.quarterly.sheets.form import blank_form
from jingzhen_desktop.quarterly.values.reports import Entry, Move, Report, ReportState

from ..hands import press, show

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from jingzhen_desktop.office.file import Office
    from jingzhen_desktop.quarterly.tab.main import QuarterlyTab
    from jingzhen_desktop.widgets.desk import Desk

Figures = Mapping[str, tuple[str | None, str | None]]

_UNITS = (
    ("青石镇人民政府", Nature.STATE_ORGAN, "镇政府", "11530823015178123X", "2000", 40),
    ("青石镇中心学校", Nature.EDUCATION, "中心学校", "12530823431234567A", "5000.5", 600),
    ("青石镇卫生院", Nature.HEALTH, "卫生院", "", "1500", 60),
)


@pytest.fixture
def units(office: Office) -> list[UnitInYear]:
    """Three reporting units in 2010 and 2011; returns those of 2011."""
    write_settings(office, {TOWN: "青石镇"})
    for name, nature, short, code, area, people in _UNITS:
        facts = UnitFacts(name, nature, ("党政",), True, Decimal(area), people, people, 2, 1, 0)
        add_unit(office, 2010, facts, UnitContact(short, code))
    open_year(office, 2011)
    return units_of_year(office, 2011)


@pytest.fixture
def open_tab(desk: Desk, qtbot: QtBot) -> Callable[[], QuarterlyTab]:
    """Shows the tab as large as the window leaves it."""

    def opened() -> QuarterlyTab:
        from jingzhen_desktop.quarterly.tab.main import QuarterlyTab

        tab = QuarterlyTab(desk)
        show(tab, qtbot)
        return tab

    return opened


@pytest.fixture
def tab(units: object, open_tab: Callable[[], QuarterlyTab]) -> QuarterlyTab:
    """The tab over the units of the module."""
    return open_tab()


@pytest.fixture
def take_in(
    tab: QuarterlyTab, desk: Desk, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> Callable[..., None]:
    """Choose files with 导入报表… and wait until they are shown."""

    def chosen(*paths: Path) -> None:
        monkeypatch.setattr(desk.alerts, "choose_files", lambda *_: list(paths))
        press(tab, "导入报表…")
        qtbot.waitUntil(lambda: not desk.tasks.busy and tab.importing.is_waiting)

    return chosen


@pytest.fixture
def report(office: Office) -> Callable[..., Report]:
    """Store a report: every row 0 except the figures given by item key as (quantity, cost)."""

    def store(unit_id: int, quarter: Quarter, figures: Figures) -> Report:
        system = system_of_year(quarter.year)
        entries = {item.key: Entry(Decimal(0), Decimal(0)) for item in system.items}
        entries |= {
            key: Entry(*(None if text is None else Decimal(text) for text in pair))
            for key, pair in figures.items()
        }
        made = Report(unit_id, quarter, system.version, entries)
        store_report(office, made)
        return made

    return store


@pytest.fixture
def approve(office: Office) -> Callable[[Quarter], None]:
    """Submit, explain whatever is odd, and approve: every report of a quarter."""

    def through(quarter: Quarter) -> None:
        for unit, reviews in reviewed_quarter(office, quarter).items():
            if state_of(office, unit, quarter) in {ReportState.ENTERING, ReportState.RETURNED}:
                move_report(office, unit, quarter, Move.SUBMIT)
            if state_of(office, unit, quarter) is ReportState.SUBMITTED:
                if odd := [one.finding for one in reviews if one.blocks]:
                    explain(office, unit, quarter, odd, "已向单位核实")
                move_report(office, unit, quarter, Move.APPROVE)

    return through


@pytest.fixture
def hand_in(office: Office) -> Callable[[Quarter], None]:
    """Submit every report of a quarter that is being entered: only then it counts as 已报."""

    def through(quarter: Quarter) -> None:
        for unit in stored_reports(office, quarter):
            if state_of(office, unit, quarter) is ReportState.ENTERING:
                move_report(office, unit, quarter, Move.SUBMIT)

    return through


def state_of(office: Office, unit: int, quarter: Quarter) -> ReportState:
    stored = stored_report(office, unit, quarter)
    return ReportState.MISSING if stored is None else stored.standing.state


@pytest.fixture
def fill(office: Office, tmp_path: Path) -> Callable[..., Path]:
    """Fill in a unit's blank form with openpyxl: 0 everywhere except the figures given by code;
    ``edit`` may spoil it.
    """

    def filled(
        unit: UnitInYear,
        quarter: Quarter,
        figures: Mapping[str, Any] | None = None,
        name: str = "",
        edit: Callable[[Any], None] | None = None,
    ) -> Path:
        import openpyxl

        path = tmp_path / (name or f"{unit.short_name}.xlsx")
        path.write_bytes(blank_form(office, unit, quarter))
        book = openpyxl.load_workbook(path)
        sheet = book["填报表"]
        for row in sheet.iter_rows(min_row=7):
            for code, cell in ((row[2], row[3]), (row[4], row[5])):
                key = str(code.value or "").strip("()")
                if key.isdigit():
                    cell.value = (figures or {}).get(key, 0)
        if edit:
            edit(book)
        book.save(path)
        return path

    return filled
