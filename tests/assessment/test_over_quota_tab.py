"""The sub-page 超定额 driven by clicks and keys, from the empty register to kept papers, on two offices."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from jingzhen_desktop.assessment.face import today
from jingzhen_desktop.assessment.queries.over_quota import cases_of_year
from jingzhen_desktop.assessment.values.over_quota import Step
from jingzhen_desktop.assessment.values.places import over_quota_place
from jingzhen_desktop.inspection.queries.urgent import circulars_of_year, rounds_of_year
from jingzhen_desktop.office.issued import issued_papers, reprint
from jingzhen_desktop.organisation.actions.units import change_facts

from ..changing import changed
from ..finished import pdf_pages, pdf_text
from ..hands import fill_form, press, show
from ..looking import hint, texts
from .ledgers import Town, make_town

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from jingzhen_desktop.assessment.tab.main import AssessmentTab
    from jingzhen_desktop.assessment.tab.over_quota import OverQuotaPage
    from jingzhen_desktop.widgets.desk import Desk


class Clerk:
    """Clicks and types on the page; remembers what was warned, said and shown, and where it led."""

    def __init__(self, town: Town, desk: Desk, tab: AssessmentTab) -> None:
        self.town, self.desk, self.tab = town, desk, tab
        self.warned: list[str] = []
        self.said: list[str] = []
        self.previewed: list[Any] = []
        self.gone_to: list[Any] = []
        desk.alerts.warned.connect(self.warned.append)
        desk.alerts.said.connect(self.said.append)
        shown = self.previewed.append
        desk.preview = lambda pdf, _name, _paper=None: shown(pdf)  # type: ignore[method-assign]
        desk.go_to = self.gone_to.append  # type: ignore[method-assign]
        desk.alerts.confirm = lambda *_a, **_k: True  # type: ignore[method-assign]
        self.page: OverQuotaPage = tab.page("超定额")  # type: ignore[assignment]

    def do(self, text: str, accept: str, /, **fields: str) -> None:
        """Press an action, fill its form, and press the form's button."""
        press(self.page, text)
        fill_form(self.page.stack.form, **fields)
        press(self.page.stack.panel, accept)
        assert not self.page.stack.asks, self.page.stack.form and self.page.stack.form.problems()

    def paper(self) -> str:
        """The text of the paper that is shown on asking for it."""
        press(self.page, "预览文书")
        self.desk.tasks.wait_idle()
        return pdf_text(self.previewed[-1].data)

    def send(self) -> bytes:
        """Send the paper of the chosen step; returns it as it was kept."""
        press(self.page, "发出文书…")
        self.desk.tasks.wait_idle()
        (newest, *_) = sorted(issued_papers(self.town.office), key=lambda one: -one.id)
        return reprint(self.town.office, newest.id)

    def choose_step(self, step: Step) -> None:
        assert self.page.steps.select_row(lambda taken: taken.step is step)


def _open(town: Town, qtbot: QtBot) -> tuple[Desk, AssessmentTab]:
    from jingzhen_desktop.assessment.tab.main import AssessmentTab
    from jingzhen_desktop.widgets.desk import Desk

    desk = Desk(town.office, year=2011)
    tab = AssessmentTab(desk)
    show(tab, qtbot, 1340, 640)
    tab.show_place(over_quota_place(None, 2011))
    return desk, tab


@pytest.fixture(params=["柳河镇", "青石乡"])
def clerk(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    qtbot: QtBot,
    qapp: QApplication,
    set_clock: Callable[[datetime], None],
) -> Iterator[Clerk]:
    """On 1 February 2012, in two offices."""
    set_clock(datetime(2012, 2, 1, 9))
    town = make_town(tmp_path / "x.jzdb", name=request.param)
    with town.office:
        desk, tab = _open(town, qtbot)
        yield Clerk(town, desk, tab)
        desk.close()


def _record(clerk: Clerk, unit: str) -> None:
    clerk.do(
        "登记超定额…",
        "登记超定额",
        unit_id=unit,
        indicator="单位建筑面积综合能耗",
        measure="kgce/㎡",
        quota="5.9",
        actual="6.92",
        base="2940",
        cost="8123.4",
        standard="青山县定额〔2011〕3号，表1，医疗机构，第4页",
        ground="20,344.80kgce÷2,940㎡",
    )


def test_from_the_empty_page_to_a_refusal_and_its_papers(
    clerk: Clerk, set_clock: Callable[[datetime], None]
) -> None:
    """Every paper is read back from the archive; the town orders by inspections and asks the county."""
    assert "2011年没有登记超定额" in hint(clerk.page).label.text()
    _record(clerk, "卫生院")
    assert texts(clerk.page.grid, 1) == ["待要求说明"]
    clerk.do("发函要求说明…", "发函要求说明", number="节能函〔2012〕1号", deadline="2012-2-20")
    said = pdf_text(clerk.send())
    for words in (
        "节能函〔2012〕1号",
        "超过能源消耗定额使用能源的，应当向本级人民政府管理机关事务工作的机构作出说明",
        "超过定额约束值5.90千克标准煤/平方米，超出1.02千克标准煤/平方米（17.3%）",
        "请你单位于2012年2月20日前",
        "青山县机关事务管理局",
        "□新增用能设备",
        "第4页",
    ):
        assert words in said.replace("\n", "").replace(" ", ""), words
    set_clock(datetime(2012, 3, 1, 9))
    clerk.page.refresh()
    clerk.do(
        "登记收到说明…",
        "登记收到说明",
        day="2012-2-15",
        reason="新增CT机",
        measures="单独装表",
        person="李院长",
        due="2012-6-30",
    )
    clerk.choose_step(Step.RECEIVE)
    assert "理由：" in clerk.paper()
    clerk.do("不认可…", "不认可", day="2012-2-18", text="没有CT机的用电量")
    clerk.choose_step(Step.RECEIVE)
    filled = pdf_text(clerk.send()).replace("\n", "")
    for words in ("新增CT机", "李院长", "■不认可", "没有CT机的用电量", "收到：2012年2月15日"):
        assert words in filled, words
    clerk.do("限期整改…", "限期整改", text="空调全天不关", checkers="王芳、赵刚")
    assert [str(place) for place in clerk.gone_to] == ["inspection/violation/1"]
    assert [one.round.title for one in rounds_of_year(clerk.town.office, 2012)] == ["卫生院超定额用能核查"]
    clerk.do("通报…", "通报")
    (circular,) = circulars_of_year(clerk.town.office, 2012)
    assert circular.reason == "卫生院2011年单位建筑面积综合能耗超出1.02kgce/㎡（17.3%），所作说明未获认可"
    clerk.do(
        "节能整改建议函…", "节能整改建议函", number="节能函〔2012〕2号", text="走廊改用声控灯\n空调专人管理"
    )
    suggestion = pdf_text(clerk.send()).replace("\n", "").replace(" ", "")
    assert "1.走廊改用声控灯。" in suggestion
    assert "不具有《公共机构节能条例》第三十七条、第四十一条所规定文书的效力" in suggestion
    clerk.do("向县里报告…", "向县里报告", number="政报〔2012〕4号", signer="陈镇长")
    report = pdf_text(clerk.send()).replace("\n", "").replace(" ", "")
    assert "签发人：陈镇长" in report
    assert "领导小组办公室审核，不认可该说明，理由是：没有CT机的用电量。" in report
    clerk.do("提请县里出具意见书…", "提请县里出具意见书", number="政报〔2012〕5号", text="空调全天不关")
    petition = pdf_text(clerk.send()).replace("\n", "").replace(" ", "")
    assert "现提请青山县机关事务管理局核实上述情况，依法对" in petition
    clerk.do("登记县里的意见书…", "登记县里的意见书", number="青机管〔2012〕9号", text="更换空调")
    clerk.do("列入重点监督检查…", "列入重点监督检查", month="5")
    clerk.do("了结…", "了结", text="已更换空调")
    assert texts(clerk.page.grid, 1) == ["已了结"]
    assert len(issued_papers(clerk.town.office)) == 5
    assert clerk.warned == []


def test_what_went_out_is_not_changed_behind_the_paper(clerk: Clerk) -> None:
    _record(clerk, "卫生院")
    clerk.do("发函要求说明…", "发函要求说明", number="节能函〔2012〕1号", deadline="2012-2-20")
    clerk.send()
    press(clerk.page, "撤销最后一步")
    assert "已于2012年2月1日发出并存档，不能再撤销" in clerk.warned[-1]
    press(clerk.page, "修改超定额情况…")
    fill_form(clerk.page.stack.form, actual="7")
    press(clerk.page.stack.panel, "修改超定额情况")
    assert "不能再改" in clerk.warned[-1]
    clerk.page.stack.back()
    clerk.send()
    assert "已经发出并存档" in clerk.warned[-1]
    assert len(issued_papers(clerk.town.office)) == 1


def test_a_step_is_mended_and_reminded_of_until_its_letter_went_out(clerk: Clerk) -> None:
    _record(clerk, "卫生院")
    clerk.do("发函要求说明…", "发函要求说明", number="节能函〔2012〕1号", deadline="2012-2-20")
    wanted = "卫生院2011年超定额“发函要求说明”已登记，还没有发出存档"

    def reminded() -> list[str]:
        return [due.text for due in today(clerk.town.office, 2011, date(2012, 2, 1)).dues]

    assert wanted in reminded()
    clerk.choose_step(Step.ASK)
    clerk.do("修改这一步…", "修改“发函要求说明”", deadline="2012-2-25", number="节能函〔2012〕3号")
    asked = cases_of_year(clerk.town.office, 2011)[0].step(Step.ASK)
    assert asked is not None
    assert (asked.deadline, asked.number) == (date(2012, 2, 25), "节能函〔2012〕3号")
    assert "请你单位于2012年2月25日前" in pdf_text(clerk.send()).replace("\n", "").replace(" ", "")
    assert wanted not in reminded()
    clerk.choose_step(Step.ASK)
    press(clerk.page, "修改这一步…")
    fill_form(clerk.page.stack.form, deadline="2012-3-1")
    press(clerk.page.stack.panel, "修改“发函要求说明”")
    assert "不能再改" in clerk.warned[-1]


def test_a_step_that_may_not_be_taken_says_why(clerk: Clerk) -> None:
    _record(clerk, "派出所")
    press(clerk.page, "通报…")
    assert clerk.warned == ["说明不认可、到期没有作出说明，或者限期整改以后，才能通报。"]
    press(clerk.page, "限期整改…")
    assert clerk.warned[-1] == "派出所不是镇属单位，镇上不能下达限期整改，请向县里报告。"
    changed(change_facts, clerk.town.office, clerk.town.police, 2011, affiliation=None)
    press(clerk.page, "限期整改…")
    assert "还没有登记派出所的隶属" in clerk.warned[-1]
    press(clerk.page, "预览文书")
    assert "还没有办理有文书的步骤" in clerk.said[-1]
    press(clerk.page, "预览空白说明表")
    clerk.desk.tasks.wait_idle()
    assert "□认可" in pdf_text(clerk.previewed[-1].data)
    assert len(pdf_pages(clerk.previewed[-1].data)) == 1  # a form to fill in is one sheet


def test_what_is_refused_stays_in_the_form_and_undo_takes_a_step_back(clerk: Clerk) -> None:
    _record(clerk, "卫生院")
    press(clerk.page, "发函要求说明…")
    fill_form(clerk.page.stack.form, number="", deadline="2012-1-20")
    press(clerk.page.stack.panel, "发函要求说明")
    form = clerk.page.stack.form
    assert form is not None
    assert form.problems() == ["“发函要求说明”要填写文号。"]
    fill_form(form, number="节能函〔2012〕1号")
    press(clerk.page.stack.panel, "发函要求说明")
    assert form.problems() == ["期限2012年1月20日早于日期2012年2月1日，请核对。"]
    fill_form(form, deadline="2012-2-20")
    press(clerk.page.stack.panel, "发函要求说明")
    assert texts(clerk.page.grid, 1) == ["待单位说明，还有19天"]
    clerk.town.office.undo()
    assert texts(clerk.page.grid, 1) == ["待要求说明"]
    assert cases_of_year(clerk.town.office, 2011)[0].steps == ()
    press(clerk.page, "删除超定额")
    assert cases_of_year(clerk.town.office, 2011) == []


def test_the_words_of_an_explanation_can_be_mended(clerk: Clerk) -> None:
    _record(clerk, "卫生院")
    press(clerk.page, "修改说明内容…")
    assert "请先点“登记收到说明”" in clerk.warned[-1]
    clerk.do("登记收到说明…", "登记收到说明", reason="新增CT")
    clerk.do("修改说明内容…", "修改说明内容", reason="新增CT机")
    (case,) = cases_of_year(clerk.town.office, 2011)
    assert case.explanation.reason == "新增CT机"


def test_without_standings_over_a_quota_nothing_is_recorded(clerk: Clerk) -> None:
    press(clerk.page, "由对标结果登记")
    clerk.desk.tasks.wait_idle()
    assert "没有新的超约束值单位" in clerk.said[-1]
    assert date(2012, 2, 1).year == clerk.desk.year + 1
