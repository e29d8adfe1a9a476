"""The sub-page 支出限额 driven by clicks and keys, from the empty page to the table on paper, on two offices."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

from jingzhen_desktop.assessment.queries.spending import spending_lines, spending_year
from jingzhen_desktop.assessment.values.places import spending_place
from jingzhen_desktop.assessment.values.spending import RuleKey

from ..finished import pdf_text
from ..hands import fill_form, press, show
from ..looking import column_of, hint, texts
from .ledgers import Town, make_town
from .test_spending_flow import YEARS, whole_years

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from jingzhen_desktop.assessment.tab.spending import SpendingPage
    from jingzhen_desktop.widgets.desk import Desk


class Clerk:
    """Clicks and types on the page; remembers what was warned, said and shown."""

    def __init__(self, town: Town, desk: Desk, page: SpendingPage) -> None:
        self.town, self.desk, self.page = town, desk, page
        self.warned: list[str] = []
        self.said: list[str] = []
        self.previewed: list[Any] = []
        desk.alerts.warned.connect(self.warned.append)
        desk.alerts.said.connect(self.said.append)
        shown = self.previewed.append
        desk.preview = lambda pdf, _name, _paper=None: shown(pdf)  # type: ignore[method-assign]

    def do(self, action: str, accept: str, /, **fields: str) -> None:
        """Press an action, fill its form, and press the form's button."""
        press(self.page, action)
        fill_form(self.page.stack.form, **fields)
        press(self.page.stack.panel, accept)

    def column(self, key: str) -> list[str]:
        return texts(self.page.grid, column_of(self.page.grid, key))


@pytest.fixture(params=["柳河镇", "青石乡"])
def clerk(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    qtbot: QtBot,
    qapp: QApplication,
    set_clock: Callable[[datetime], None],
) -> Iterator[Clerk]:
    """On 3 March 2012, the year 2011 and the two before reported by all units, in two offices."""
    from jingzhen_desktop.assessment.tab.main import AssessmentTab
    from jingzhen_desktop.widgets.desk import Desk

    set_clock(datetime(2012, 3, 3, 9))
    town = make_town(tmp_path / "x.jzdb", YEARS, request.param)
    with town.office:
        for unit in (town.government, town.clinic, town.police):
            whole_years(town, unit, "15000", "8000.00")
        desk = Desk(town.office, year=2011)
        tab = AssessmentTab(desk)
        show(tab, qtbot, 1340, 640)
        tab.show_place(spending_place(2011))
        yield Clerk(town, desk, tab.page("支出标准"))  # type: ignore[arg-type]
        desk.close()


def test_from_the_empty_page_to_the_paper(clerk: Clerk) -> None:
    assert "2011年还没有设定支出限额" in hint(clerk.page).label.text()
    clerk.do(
        "设定限额…",
        "设定限额",
        unit_id="全部单位（已设的除外）",
        carrier="电",
        rule="实物定额×价格",
        base="建筑面积",
        quota="18.5",
        source="县定额 表4 第6页",
    )
    assert not clerk.page.stack.asks
    assert clerk.column("outcome") == ["超出限额", "超出限额", "不在本级预算，只作参考"]
    assert clerk.column("over")[0] == "625.96"  # 32,000 − 18.5 × 3,180 × 0.5333
    assert clerk.page.count.text() == "2011年参考支出限额3项，镇属单位超出2项"
    assert "18.5千瓦时/㎡×3,180㎡×0.5333元/千瓦时" in clerk.page.how.text()
    press(clerk.page, "预览对照表")
    clerk.desk.tasks.wait_idle()
    text = pdf_text(clerk.previewed[-1].data)
    assert "参考支出限额对照表" in text.replace("\n", "").replace(" ", "")
    clerk.do(
        "支出标准文件…",
        "登记支出标准文件",
        issuer="青山县财政局",
        number="青财〔2011〕9号",
        day="2011-3-1",
        page="第2页",
        entered_by="王芳",
    )
    assert clerk.page.count.text().startswith("2011年支出限额3项")
    assert clerk.warned == []


def test_what_is_missing_is_said_at_its_field(clerk: Clerk) -> None:
    clerk.do("设定限额…", "设定限额", unit_id="卫生院", carrier="电", rule="实物定额×价格")
    form = clerk.page.stack.form
    assert form is not None
    assert form.problems() == ["“实物定额×价格”要填写定额。"]
    fill_form(form, quota="20", price="0.6")
    press(clerk.page.stack.panel, "设定限额")
    assert form.problems() == ["请写明定额的来源：标准号、表号和行，或文件的文号。"]
    fill_form(form, source="县定额 表4 第6页")
    press(clerk.page.stack.panel, "设定限额")
    assert form.problems() == ["填写的价格要写明来源，如“县发改局2011年电价文件”。"]
    fill_form(form, price_source="县电价文件", base="建筑面积")
    press(clerk.page.stack.panel, "设定限额")
    assert clerk.column("limit") == ["35,280.00"]
    clerk.do("修改限额…", "修改限额", price="0.5")
    assert clerk.column("limit") == ["29,400.00"]
    clerk.town.office.undo()
    assert clerk.column("limit") == ["35,280.00"]
    press(clerk.page, "删除限额")
    assert spending_lines(clerk.town.office, 2011) == []


def test_own_history_and_a_target_that_lets_it_rise(clerk: Clerk) -> None:
    clerk.do(
        "设定限额…",
        "设定限额",
        unit_id="卫生院",
        carrier="电",
        rule="本单位前几年平均×（1－目标）",
        years="2",
        target="-5",
    )
    (line,) = spending_year(clerk.town.office, 2011).lines
    assert (line.line.rule, line.limit.quantity) == (RuleKey.OWN_HISTORY, 63000)
    assert clerk.column("outcome") == ["在限额内"]


def test_the_list_of_surcharges_is_off_until_it_is_typed(clerk: Clerk) -> None:
    clerk.do("超计划用水加价…", "填写超计划用水加价", steps="10—30%加价20%")
    form = clerk.page.stack.form
    assert form is not None
    assert "第一档应从0%开始" in form.problems()[0]
    fill_form(form, steps="0—30%加价20%")
    press(clerk.page.stack.panel, "填写超计划用水加价")
    assert not clerk.page.stack.asks


def test_money_and_retrofits_stand_in_parts_of_their_own(clerk: Clerk) -> None:
    for text in ("经费", "改造项目", "限额对照"):
        press(clerk.page, text)
    press(clerk.page, "由选定的定额设定")
    clerk.desk.tasks.wait_idle()
    assert "没有可用的" in clerk.said[-1]
