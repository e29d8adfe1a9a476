"""定额对标 on the screen: choose, see the word, the numbers behind it, the facts it needs."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from jingzhen_desktop.assessment.tab.standing import StandingPage
from jingzhen_desktop.assessment.values.places import standing_place
from jingzhen_desktop.assessment.values.quotas import QuotaIndicator
from jingzhen_desktop.assessment.values.yardsticks import Yardstick

from .choosing import choose, row, unit_named

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from jingzhen_desktop.office.file import Office
    from jingzhen_desktop.widgets.desk import Desk


@pytest.fixture
def desk_year() -> int:
    return 2011


@pytest.fixture
def desk_office(with_standards: Office) -> Office:
    return with_standards


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> StandingPage:
    page = StandingPage(desk)
    qtbot.addWidget(page)
    page.resize(1200, 600)
    page.show()
    return page


def shown(page: StandingPage, name: str) -> dict[str, str]:
    """A unit's line by column."""
    line = next(one for one in page.model.rows() if name in one.name)
    return {column.key: column.shown(line) for column in page.model.columns}


def test_a_quota_is_chosen_in_the_form(page: StandingPage, desk: Desk) -> None:
    page.segments.group.button(list(QuotaIndicator).index(QuotaIndicator.ELECTRICITY)).click()
    assert shown(page, "政府")["word"] == "未选定额"
    assert shown(page, "政府")["step"] == "选定额"
    page.grid.select_row(lambda line: "政府" in line.name)
    page.choose()
    form = page.stack.form
    assert form is not None
    rows = dict(form.field("quota_id")._choices)  # type: ignore[attr-defined]
    quota = row(desk.office, "2672", QuotaIndicator.ELECTRICITY, "市级以下", "A区")
    assert rows[quota.id] == "市级以下 A区 67.4/39.5/20kWh/㎡ DB37/T 2672-2019表4（示例）"
    page.stack.panel.accept()
    assert page.stack.form is not None  # no row, no reason: it stays open
    form.set_values({"quota_id": quota.id, "reason": "示例"})
    page.stack.panel.accept()
    assert page.stack.form is None
    got = shown(page, "政府")
    assert (got["actual"], got["word"], got["target"], got["step"]) == ("20.15", "达到基准值", "持平", "")
    assert got["bar"] == "引导值20 基准值39.5 约束值67.4"
    assert page.chip.text() == "示例定额，换成本地标准后再用于公文"
    text = page.computation.text.text()
    assert "用电量：64,064kWh" in text
    assert "64,064kWh÷3,180㎡＝20.15kWh/㎡" in text
    assert "到引导值还差0.15kWh/㎡，合464.00kWh" in text


def test_the_page_begins_where_a_quota_is_chosen(desk: Desk, qtbot: QtBot) -> None:
    unit = unit_named(desk.office, "政府")
    choose(desk.office, unit, row(desk.office, "2672", QuotaIndicator.ELECTRICITY, "市级以下", "A区"))
    page = StandingPage(desk)
    qtbot.addWidget(page)
    page.resize(1213, 600)
    page.show()
    assert page.indicator is QuotaIndicator.ELECTRICITY
    assert shown(page, "政府")["word"] == "达到基准值"
    assert page.grid.horizontalScrollBar().maximum() == 0  # the whole table, as wide as a usual window


def test_the_page_follows_undo_and_a_place(page: StandingPage, desk: Desk) -> None:
    office = desk.office
    quota = row(office, "2671", QuotaIndicator.NON_HEATING, "初等教育")
    choose(office, unit_named(office, "学校"), quota)
    assert shown(page, "学校")["word"] == "达到基准值"
    page.show_place(standing_place(2011, unit_named(office, "学校").id))
    assert "学校" in page.beside.panel.title.text()
    assert set(page.facts._wanted) >= {"quota_kind", "special_electricity", "heating_gas"}
    assert "boarders" not in page.facts._wanted
    office.undo()
    assert shown(page, "学校")["word"] == "未选定额"
    assert page.facts._wanted == ()


def test_facts_are_typed_beside_the_standing(page: StandingPage, desk: Desk) -> None:
    office = desk.office
    unit = unit_named(office, "学校")
    choose(office, unit, row(office, "4452", QuotaIndicator.WATER, "初等教育学校（有住宿）"))
    page.segments.group.button(list(QuotaIndicator).index(QuotaIndicator.WATER)).click()
    page.grid.select_row(lambda line: line.id == unit.id)
    assert shown(page, "学校")["word"] == "缺住宿学生数"
    assert page.facts.form is not None
    field = page.facts.form.field("boarders")
    field.editor.setText("600")  # type: ignore[attr-defined]
    field.flush()
    assert unit_named(office, "学校").facts.boarders == 600
    assert shown(page, "学校")["word"] == "达到通用值"


def test_a_sum_of_other_coefficients_is_not_made(page: StandingPage, desk: Desk) -> None:
    """The school by 0.31 and the others by 0.1229 do not add up: only what is converted alike is summed."""
    office = desk.office
    choose(office, unit_named(office, "学校"), row(office, "2671", QuotaIndicator.NON_HEATING, "初等教育"))
    total = page.model.row(page.model.index(len(page.model.rows()), 0))
    assert (total.name, total.total.counted) == ("3个单位", 3)  # type: ignore[union-attr]


def test_without_a_quota_last_year_may_be_the_yardstick(page: StandingPage, desk: Desk) -> None:
    office, unit = desk.office, unit_named(desk.office, "政府")
    choose(office, unit, None, QuotaIndicator.NON_HEATING, Yardstick.LAST_YEAR, target=Decimal(1))
    got = shown(page, "政府")
    assert (got["class"], got["word"], got["target"]) == ("上年×（1−目标）", "未超参照值", "—")


def test_the_tab_shows_a_place_of_a_year(desk: Desk, qtbot: QtBot) -> None:
    from jingzhen_desktop.assessment.tab.main import AssessmentTab

    tab = AssessmentTab(desk)
    qtbot.addWidget(tab)
    tab.show_place(standing_place(2010))
    assert desk.year == 2010
    tab.show()
    assert tab.pages.currentWidget() is tab.page("定额对标").parentWidget()
