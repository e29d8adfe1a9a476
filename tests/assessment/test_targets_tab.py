"""The sub-page 目标备案 driven by keys and clicks; what 今日工作 says of filings on both sides of their days."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from jingzhen_desktop.assessment.actions.targets import record_filing
from jingzhen_desktop.assessment.face import FACE
from jingzhen_desktop.assessment.queries.targets import targets_of_year
from jingzhen_desktop.assessment.settings import PLAN_DAY, PLAN_MONTH
from jingzhen_desktop.assessment.values.places import targets_place
from jingzhen_desktop.assessment.values.targets import Filing
from jingzhen_desktop.base.errors import InputRejected
from jingzhen_desktop.office.settings import write_settings

from ..hands import Key, click_cell, fill_form, key, press, show, type_cell
from ..looking import column_of, texts
from .ledgers import Town, make_town

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from jingzhen_desktop.assessment.tab.targets import TargetsPage


@pytest.fixture
def town(tmp_path: Path, set_clock: Callable[[datetime], None]) -> Iterator[Town]:
    """柳河镇, on 3 March 2012."""
    set_clock(datetime(2012, 3, 3, 9))
    made = make_town(tmp_path / "柳河镇.jzdb")
    with made.office:
        yield made


@pytest.fixture
def page(town: Town, qtbot: QtBot, qapp: QApplication) -> Iterator[TargetsPage]:
    from jingzhen_desktop.assessment.tab.main import AssessmentTab
    from jingzhen_desktop.widgets.desk import Desk

    desk = Desk(town.office, year=2011)
    tab = AssessmentTab(desk)
    show(tab, qtbot, 1340, 640)
    tab.show_place(targets_place(2011))
    yield tab.page("目标备案")  # type: ignore[misc]
    desk.close()


def test_targets_are_typed_and_filings_recorded_for_several_units(page: TargetsPage, town: Town) -> None:
    assert texts(page.grid, 0) == ["镇政府", "卫生院", "派出所"]
    for row, (field, text) in enumerate((("head_fall", "1.44"), ("head_fall", "0"), ("water_fall", "-2"))):
        type_cell(page.grid, row, column_of(page.grid, field), text)
    found = {target.unit_id: target for target in targets_of_year(town.office, 2011)}
    assert found[town.government].head_fall == Decimal("1.44")
    assert found[town.clinic].head_fall == 0
    assert found[town.police].water_fall == -2
    type_cell(page.grid, 0, column_of(page.grid, "report_on"), "2012-4-3")
    press(page, "登记状况报告…")
    fill_form(page.stack.form, day="2012-3-2")
    press(page.stack.panel, "登记状况报告")
    assert [one.report_on for one in targets_of_year(town.office, 2011)] == [
        date(2012, 4, 3),
        date(2012, 3, 2),
        date(2012, 3, 2),
    ]
    assert texts(page.grid, column_of(page.grid, "report")) == ["未报，还有28天", "按时报", "按时报"]
    town.office.undo()
    assert [one.report_on for one in targets_of_year(town.office, 2011)][1:] == [None, None]


def test_a_day_that_cannot_be_stays_in_the_form(page: TargetsPage) -> None:
    press(page, "登记状况报告…")
    fill_form(page.stack.form, day="2011-3-2")
    press(page.stack.panel, "登记状况报告")
    assert page.stack.form is not None
    assert "在2012年报送" in page.stack.form.problems()[0]
    page.stack.back()


def test_a_target_that_is_cleared_leaves_no_row(page: TargetsPage, town: Town) -> None:
    column = column_of(page.grid, "head_fall")
    type_cell(page.grid, 0, column, "1.44")
    click_cell(page.grid, 0, column)
    key(Key.Key_Delete)
    assert all(one.is_blank for one in targets_of_year(town.office, 2011))


def test_a_unit_of_another_year_is_refused(town: Town) -> None:
    with pytest.raises(InputRejected):
        record_filing(town.office, 2011, [town.clinic], Filing.REPORT, date(2010, 1, 1))
    assert record_filing(town.office, 2011, [town.clinic], Filing.REPORT, date(2012, 3, 31)) == 1


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2012, 3, 20), 0),
        (date(2012, 3, 21), 1),
        (date(2012, 3, 31), 1),
        (date(2012, 4, 1), 0),
    ],
)
def test_an_office_that_keeps_no_filings_is_reminded_before_the_day_only(
    town: Town, day: date, expected: int
) -> None:
    dues = FACE.today(town.office, 2012, day).dues
    assert len(dues) == expected
    if dues:
        assert dues[0].text == "2011年能源消费状况报告：镇政府、卫生院、派出所3个单位未报送"
        assert dues[0].deadline == date(2012, 3, 31)
        assert str(dues[0].place) == "assessment/targets2011/"


def test_one_that_keeps_them_is_reminded_until_all_have_filed(town: Town) -> None:
    record_filing(town.office, 2011, [town.clinic], Filing.REPORT, date(2012, 3, 1))
    (due,) = FACE.today(town.office, 2012, date(2012, 6, 1)).dues
    assert due.text == "2011年能源消费状况报告：镇政府、派出所2个单位未报送"
    record_filing(town.office, 2011, [town.government, town.police], Filing.REPORT, date(2012, 6, 1))
    assert FACE.today(town.office, 2012, date(2012, 6, 1)).dues == []


def test_plans_are_asked_for_only_where_the_office_has_set_a_day(town: Town) -> None:
    record_filing(town.office, 2011, [town.clinic], Filing.PLAN, date(2011, 1, 20))
    record_filing(
        town.office, 2011, [town.government, town.clinic, town.police], Filing.REPORT, date(2012, 1, 9)
    )
    assert FACE.today(town.office, 2012, date(2012, 1, 31)).dues == []
    write_settings(town.office, {PLAN_MONTH: "1", PLAN_DAY: "31"})
    for day, count in ((date(2012, 1, 20), 0), (date(2012, 1, 21), 1), (date(2012, 2, 1), 1)):
        dues = FACE.today(town.office, 2012, day).dues
        assert [due.text for due in dues] == [
            "2012年节能目标和实施方案：镇政府、卫生院、派出所3个单位未备案"
        ] * count
        assert [due.is_overdue(day) for due in dues] == [day > date(2012, 1, 31)] * count
