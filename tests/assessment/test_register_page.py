"""定额标准 on the screen: a standard is typed, its rows too, and what is missing of their source is said."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from jingzhen_desktop.assessment.queries.quotas import quota_register
from jingzhen_desktop.assessment.settings import REGION
from jingzhen_desktop.assessment.tab.register import RegisterPage
from jingzhen_desktop.assessment.values.places import quota_place, standard_place
from jingzhen_desktop.assessment.values.quotas import Exclusion, LevelKind, QuotaIndicator, QuotaMeasure, Seen
from jingzhen_desktop.office.settings import write_settings

from .choosing import choose, unit_named

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from jingzhen_desktop.office.file import Office
    from jingzhen_desktop.widgets.desk import Desk


@pytest.fixture
def desk_year() -> int:
    return 2011


@pytest.fixture
def desk_office(example_office: Office) -> Office:
    return example_office


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> RegisterPage:
    page = RegisterPage(desk)
    qtbot.addWidget(page)
    page.resize(1200, 600)
    page.show()
    return page


def put(page: RegisterPage, column: str, text: str, row: int = 0) -> None:
    """Type into a cell of the grid."""
    at = next(position for position, one in enumerate(page.model.columns) if one.key == column)
    assert page.model.setData(page.model.index(row, at), text)


def shown(page: RegisterPage, column: str, row: int = 0) -> str:
    one = next(one for one in page.model.columns if one.key == column)
    return one.shown(page.model.rows()[row])


def with_standard(page: RegisterPage) -> None:
    page.add_standard()
    form = page.stack.form
    assert form is not None
    form.set_values(
        {
            "number": "景能发〔2012〕3号",
            "title": "能耗定额",
            "document": "县政府办 景能发〔2012〕3号",
            "region": "景东县",
        }
    )
    page.stack.panel.accept()
    assert page.stack.form is None


def test_a_standard_and_its_rows_are_typed(page: RegisterPage, desk: Desk) -> None:
    assert "还没有定额标准" in page._empty.label.text()
    with_standard(page)
    page.add_row()
    put(page, "indicator", "常规用能系统电耗")
    assert shown(page, "measure") == "kWh/㎡"
    put(page, "unit_class", "乡镇机关")
    put(page, "limit", "30")
    put(page, "base", "25")
    put(page, "guide", "20")
    put(page, "excluded_heating", "是")
    assert shown(page, "state") == "来源未填全"
    assert page.chip.text() == "缺页码、录入人、录入日期"
    put(page, "page", "3")
    put(page, "entered_by", "王丽")
    put(page, "entered_on", "2012-02-01")
    assert shown(page, "state") == "非本地标准"
    write_settings(desk.office, {REGION: "云南省普洱市景东县"})
    assert shown(page, "state") == "本地定额"
    (quota,) = quota_register(desk.office).quotas
    assert (quota.indicator, quota.measure) == (QuotaIndicator.ELECTRICITY, QuotaMeasure.POWER_AREA)
    assert quota.levels == (Decimal(30), Decimal(25), Decimal(20))
    assert quota.excluded == (Exclusion.HEATING, Exclusion.SPECIAL)


def test_a_level_out_of_order_is_refused_and_stays(page: RegisterPage, desk: Desk) -> None:
    with_standard(page)
    page.add_row()
    put(page, "limit", "10")
    at = next(position for position, one in enumerate(page.model.columns) if one.key == "guide")
    page.model.setData(page.model.index(0, at), "11")
    assert page.model.has_drafts
    assert quota_register(desk.office).quotas[0].guide is None


def test_its_own_coefficient_is_typed_beside_it(page: RegisterPage, desk: Desk) -> None:
    with_standard(page)
    field = page.form.field("own_electricity")
    field.editor.setText("0.31")  # type: ignore[attr-defined]
    field.flush()
    (standard,) = quota_register(desk.office).standards
    assert [(one.carrier, one.measure, one.kgce) for one in standard.coefficients] == [
        ("electricity", "千瓦时", Decimal("0.31"))
    ]
    desk.office.undo()
    assert quota_register(desk.office).standards[0].coefficients == ()


def test_the_examples_say_that_they_are_examples(page: RegisterPage, desk: Desk) -> None:
    page.load_examples()
    page.load_examples()
    register = quota_register(desk.office)
    assert len(register.standards) == 5
    assert {one.seen for one in register.standards} == {Seen.EXAMPLE}
    assert len(register.quotas) == 155
    assert page.chip.text() == "示例，不是本地定额"
    water = next(one for one in register.standards if one.levels is LevelKind.TWO)
    page.show_place(standard_place(water.id))
    assert [one.title for one in page.model.columns if one.key in ("limit", "base", "guide")] == [
        "通用值",
        "先进值",
    ]
    quota = next(one for one in register.quotas if one.unit_class == "初等教育")
    page.show_place(quota_place(quota.id))
    assert page.grid.current_row().id == quota.id


def test_a_chosen_row_stays(page: RegisterPage, desk: Desk, warned: list[str]) -> None:
    page.load_examples()
    line = page.model.rows()[0]
    choose(desk.office, unit_named(desk.office, "政府"), line.quota)
    page.grid.select_row(lambda one: one.id == line.id)
    page.remove_rows()
    assert "改选" in warned[0]
    assert len(quota_register(desk.office).quotas) == 155
