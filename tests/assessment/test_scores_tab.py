"""考核评分 and 节约奖惩 driven through the window: from nothing to papers that are kept, on two offices."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import TYPE_CHECKING

import pypdf
import pytest
from openpyxl import load_workbook

from jingzhen_desktop.assessment.papers.scores import sheet_paper, summary_paper
from jingzhen_desktop.assessment.queries.scores import assessment_view, assessments_of_year, score_tables
from jingzhen_desktop.assessment.rules.needs import POSTS
from jingzhen_desktop.assessment.tab.main import AssessmentTab
from jingzhen_desktop.assessment.values.score_places import sheet_place
from jingzhen_desktop.assessment.values.score_states import AssessmentState
from jingzhen_desktop.office.issued import issued_papers, reprint
from jingzhen_desktop.organisation.actions.units import add_unit
from jingzhen_desktop.organisation.values.units import Affiliation, Nature, UnitContact, UnitFacts

from ..hands import press, show
from .conftest import SPRING, own_units

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from jingzhen_desktop.assessment.tab.rewards import RewardsPage
    from jingzhen_desktop.assessment.tab.scores import ScoresPage
    from jingzhen_desktop.assessment.tab.standing import StandingPage
    from jingzhen_desktop.assessment.values.score_views import AssessmentView
    from jingzhen_desktop.office.file import Office
    from jingzhen_desktop.widgets.desk import Desk

S = AssessmentState


@pytest.fixture
def desk_office(example_office: Office) -> Office:
    own_units(example_office, 2011)
    return example_office


class Director:
    """Who presses the buttons of 定额考核 and reads what comes of it."""

    def __init__(self, desk: Desk, tab: AssessmentTab) -> None:
        self.desk, self.tab, self.office = desk, tab, desk.office
        self.said: list[str] = []
        desk.alerts.said.connect(self.said.append)
        desk.alerts.warned.connect(self.said.append)

    @property
    def page(self) -> ScoresPage:
        page: ScoresPage = self.tab.page("考核评分")  # type: ignore[assignment]
        return page

    @property
    def rewards(self) -> RewardsPage:
        page: RewardsPage = self.tab.page("节约奖惩")  # type: ignore[assignment]
        return page

    def summary(self) -> str:
        """What 得分汇总表 says now, without blanks."""
        return text_of(summary_paper(self.office, self.view).data).replace("　", "")

    @property
    def view(self) -> AssessmentView:
        found = assessments_of_year(self.office, self.desk.year)[-1]
        view = assessment_view(self.office, found.id)
        assert view is not None
        return view

    def begin(self) -> None:
        """Make the year's assessment with the program's own table."""
        self.tab.pages.setCurrentWidget(self.page.parentWidget())
        press(self.page, "新建考核")
        press(self.page, "新建考核")
        self.wait()

    def wait(self) -> None:
        """Wait until what the records say has been read."""
        assert self.desk.tasks.wait_idle()

    def set_up(self, **values: object) -> None:
        """Type into 考核设置."""
        for key, value in values.items():
            field = self.page.panel.setup_form.field(key)
            field.set_value(value)
            self.page.panel.setup_form.committed.emit(key, value)
        self.wait()

    def move(self, button: str, day: date) -> None:
        """Press a button of the course and say on which day."""
        press(self.page, button)
        assert self.page.stack.form is not None, self.said
        self.page.stack.form.field("day").set_value(day)
        self.page.stack.panel.accept()
        self.wait()

    def score(self, unit: str, item: str, points: str, reason: str = "") -> None:
        """Type points into a unit's sheet, the reason first."""
        self.page.unit_grid.select_row(lambda line: line.name == unit)
        model = self.page.items
        row = model.find(lambda line: line.title.strip() == item)
        assert row is not None
        if reason:
            model.setData(model.index(row, 4), reason)
        assert model.setData(model.index(row, 3), points), self.said

    def fill(self) -> None:
        """Give every item without points all it can give."""
        for unit in self.view.assessed:
            for one in unit.score.scored if unit.score else ():
                if one.points is None:
                    self.score(unit.participant.short_name, one.item.title, str(one.item.points))


@pytest.fixture
def director(qtbot: QtBot, desk: Desk) -> Director:
    tab = AssessmentTab(desk)
    qtbot.addWidget(tab)
    tab.resize(1366, 660)
    show(tab, qtbot)
    return Director(desk, tab)


BASIS = {
    "basis_issuer": "景东县人民政府办公室",
    "basis_number": "景政办发〔2012〕8号",
    "basis_day": date(2012, 2, 1),
}


def text_of(data: bytes) -> str:
    return (
        "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
        .replace(" ", "")
        .replace("\n", "")
    )


def test_from_nothing_to_papers_that_are_kept(director: Director, qtbot: QtBot) -> None:
    director.begin()
    assert director.view.assessment.title == "2011年度公共机构节能考核"
    assert director.page.chip.text() == "内部测评"
    assert len(score_tables(director.office)) == 1
    director.set_up(**BASIS, objections_until=date(2012, 4, 12))
    assert director.page.chip.isHidden()
    director.move("开始自评", date(2012, 4, 1))
    director.move("转入复核", date(2012, 4, 2))
    director.fill()
    director.score("文体站", "节能管理制度", "3", "缺巡查制度")
    director.move("送单位核对", date(2012, 4, 5))
    assert director.view.assessment.state is S.SENT
    model = director.page.items
    row = model.find(lambda line: line.title.strip() == "节能管理制度")
    assert row is not None
    assert not model.is_editable(model.index(row, 3))
    director.move("定档", date(2012, 4, 16))
    assert director.view.is_settled
    kinds = [paper.kind for paper in issued_papers(director.office)]
    assert kinds.count("得分表") == 4
    assert kinds.count("得分汇总表") == 1
    press(director.page, "发出通报")
    form = director.page.stack.form
    assert form is not None
    form.field("number").set_value("文节能考〔2012〕1号")
    form.field("day").set_value(date(2012, 4, 18))
    director.page.stack.panel.accept()
    notice = next(paper for paper in issued_papers(director.office) if paper.kind == "考核通报")
    words = text_of(reprint(director.office, notice.id))
    for said in (
        "文节能考〔2012〕1号",
        "景政办发〔2012〕8号",
        "没有单位提出异议",
        "个月次没有凭证号",
        "得分汇总表",
    ):
        assert said in words, words
    assert "一票否决" not in words
    assert not director.office.undoable()


def test_every_state_is_read_back_from_paper(director: Director) -> None:
    """草案, 自评, 复核, 送单位核对 with an objection; 定档 and 修订 in the next test."""
    director.begin()
    assert "内部测评草案，未定档" in director.summary()
    director.set_up(**BASIS, objections_until=date(2012, 4, 12))
    director.move("开始自评", date(2012, 4, 1))
    assert "自评，未定档" in director.summary()
    director.move("转入复核", date(2012, 4, 2))
    assert "复核，未定档" in director.summary()
    assert "内部测评" not in director.summary()
    director.fill()
    director.move("送单位核对", date(2012, 4, 5))
    assert "送单位核对，未定档" in director.summary()
    school = next(one for one in director.view.assessed if one.participant.short_name == "中心学校")
    assert "请在2012年4月12日前书面提出" in text_of(sheet_paper(director.office, director.view, school).data)
    director.tab.show_place(sheet_place(school.participant.id))
    form = director.page.panel.unit_form
    form.committed.emit("objection", "台账有凭证")
    assert any("请先填写单位提出异议的日期" in problem for problem in form.problems())
    form.committed.emit("objected_on", date(2012, 4, 6))
    form.committed.emit("objection", "台账有凭证")
    assert next(
        one for one in director.view.assessed if one.participant.id == school.participant.id
    ).participant.is_open


def test_settled_grades_and_their_revision_are_read_back_from_paper(director: Director) -> None:
    director.begin()
    director.set_up(**BASIS, objections_until=date(2012, 4, 12))
    director.move("转入复核", date(2012, 4, 2))
    director.fill()
    director.move("送单位核对", date(2012, 4, 5))
    director.move("定档", date(2012, 4, 16))
    assert "未定档" not in director.summary()
    kept = [one for one in issued_papers(director.office) if one.kind == "得分汇总表"]
    first = text_of(reprint(director.office, kept[0].id))
    press(director.page, "修订")
    form = director.page.stack.form
    assert form is not None
    form.set_values({"day": date(2012, 4, 17), "note": "文体站凭证补登"})
    director.page.stack.panel.accept()
    director.wait()
    assert "第2版复核，未定档" in director.summary()
    director.score("文体站", "节能管理制度", "2", "缺两项制度")
    director.set_up(objections_until=date(2012, 4, 18))
    director.move("送单位核对", date(2012, 4, 17))
    director.move("定档", date(2012, 4, 19))
    assert director.view.is_settled, director.said
    newest, *older = [one for one in issued_papers(director.office) if one.kind == "得分汇总表"]
    words = text_of(reprint(director.office, newest.id))
    assert "2012年4月17日修订，本表为第2版，代替第1版，原因：文体站凭证补登。" in words
    assert "未定档" not in words
    assert [text_of(reprint(director.office, one.id)) for one in older] == [first]


def test_an_objection_opens_one_unit_again(director: Director) -> None:
    from dataclasses import replace

    from jingzhen_desktop.assessment.actions.scores import change_participant
    from jingzhen_desktop.assessment.papers.scores import notice_document

    director.begin()
    director.set_up(**BASIS, objections_until=date(2012, 4, 12))
    director.move("开始自评", date(2012, 4, 1))
    director.move("转入复核", date(2012, 4, 2))
    director.fill()
    director.move("送单位核对", date(2012, 4, 5))
    school = next(
        one.participant for one in director.view.assessed if one.participant.short_name == "中心学校"
    )
    objected = replace(school, objected_on=date(2012, 4, 6), objection="台账有凭证")
    change_participant(director.office, school, objected)
    director.score("中心学校", "统计台账和原始凭证", "2", "核实有一半凭证")
    answered = replace(objected, answered_on=date(2012, 4, 9), answer="已改为2分")
    change_participant(director.office, objected, answered)
    director.move("定档", date(2012, 4, 16))
    view = director.view
    unit = next(one for one in view.assessed if one.participant.short_name == "中心学校")
    words = text_of(sheet_paper(director.office, view, unit).data)
    for said in ("核实有一半凭证", "改判", "单位提出异议：台账有凭证", "答复：已改为2分"):
        assert said in words, words
    notice = notice_document(director.office, view, (), date(2012, 4, 18))
    assert "中心学校提出异议，已核实并答复" in str(notice.blocks)


def test_a_self_score_comes_back_from_excel(
    director: Director, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jingzhen_desktop.assessment.sheets.scores import own_book

    director.begin()
    director.move("开始自评", date(2012, 4, 1))
    path = tmp_path / "卫生院自评.xlsx"
    path.write_bytes(own_book(director.view, ["文井镇中心卫生院"], "文井镇"))
    book = load_workbook(path)
    sheet = book.active
    assert sheet is not None
    sheet["E4"], sheet["F4"], sheet["E8"] = 9, "少用空调", 7.5
    book.save(path)
    monkeypatch.setattr(director.desk.alerts, "choose_files", lambda *_: [path])
    press(director.page, "导入自评…")
    hospital = next(one for one in director.view.assessed if one.participant.short_name == "卫生院")
    assert hospital.score is not None
    assert [
        (one.item.title, one.own, one.own_reason) for one in hospital.score.scored if one.own is not None
    ] == [
        ("人均综合能耗目标完成", 9, "少用空调"),
        ("季度报表按时报送", pytest.approx(7.5), ""),
    ]
    sheet["E4"] = 11
    book.save(path)
    press(director.page, "导入自评…")
    assert any("E4" in said and "最多10分" in said for said in director.said), director.said


def test_rewards_are_taken_over_and_printed(director: Director, qtbot: QtBot) -> None:
    director.begin()
    director.set_up(**BASIS, objections_until=date(2012, 4, 12))
    director.move("开始自评", date(2012, 4, 1))
    director.tab.pages.setCurrentWidget(director.rewards.parentWidget())
    assert "还没有定档" in director.rewards.empty.label.text()
    director.tab.pages.setCurrentWidget(director.page.parentWidget())
    director.move("转入复核", date(2012, 4, 2))
    director.fill()
    director.move("送单位核对", date(2012, 4, 5))
    director.move("定档", date(2012, 4, 16))
    director.tab.pages.setCurrentWidget(director.rewards.parentWidget())
    waiting = director.rewards.proposals.rowCount()
    assert waiting
    press(director.rewards, "全部采纳")
    assert director.rewards.model.rowCount() == waiting
    assert director.rewards.proposals.rowCount() == 0


# --- a second office: blank, without a basis ----------------------------------------------------------------


def test_a_blank_office_stays_inside(
    qtbot: QtBot, office: Office, set_clock: Callable[[datetime], None]
) -> None:
    from jingzhen_desktop.widgets.desk import Desk

    set_clock(SPRING)
    for name, affiliation in (("柳河镇人民政府", Affiliation.TOWN), ("柳河派出所", Affiliation.VERTICAL)):
        add_unit(
            office, 2011, UnitFacts(name, Nature.STATE_ORGAN, affiliation=affiliation), UnitContact(head="王")
        )
    desk = Desk(office, year=2011)
    tab = AssessmentTab(desk)
    qtbot.addWidget(tab)
    show(tab, qtbot)
    director = Director(desk, tab)
    director.begin()
    assert [one.is_assessed for one in director.view.units] == [True, False]
    director.set_up(objections_until=date(2012, 4, 12))
    director.move("开始自评", date(2012, 4, 1))
    director.move("转入复核", date(2012, 4, 2))
    director.fill()
    director.move("送单位核对", date(2012, 4, 5))
    director.move("定档", date(2012, 4, 16))
    assert issued_papers(office) == []
    press(director.page, "发出通报")
    assert any("只是内部测评" in said for said in director.said)
    director.tab.pages.setCurrentWidget(director.rewards.parentWidget())
    press(director.rewards, "告知主管部门…")
    director.rewards.stack.panel.accept()
    assert any("只是内部测评" in said for said in director.said)
    desk.tasks.wait_idle()
    desk.close()


def test_whose_the_units_are_is_asked_for_where_a_table_needs_it(
    qtbot: QtBot, office: Office, set_clock: Callable[[datetime], None]
) -> None:
    """An empty register says nothing of it; the page asks for all at once, and for one in the panel."""
    from jingzhen_desktop.organisation.queries.units import units_of_year
    from jingzhen_desktop.widgets.desk import Desk

    set_clock(SPRING)
    for name in ("柳河镇人民政府", "柳河卫生院", "柳河派出所"):
        add_unit(office, 2011, UnitFacts(name, Nature.STATE_ORGAN), UnitContact(head="王"))
    desk = Desk(office, year=2011)
    tab = AssessmentTab(desk)
    qtbot.addWidget(tab)
    tab.resize(1366, 660)
    show(tab, qtbot)
    standing: StandingPage = tab.page("定额对标")  # type: ignore[assignment]
    standing.grid.select_row(lambda line: "派出所" in line.name)
    assert standing.facts._wanted == ()
    director = Director(desk, tab)
    director.begin()
    assert director.view.assessed == ()
    press(director.page, "填写隶属…")
    director.page.stack.panel.accept()
    assert len(director.view.assessed) == 3
    assert "隶属" in str(office.undoable())
    director.page.unit_grid.select_row(lambda line: "派出所" in line.name)
    director.page.panel.setCurrentIndex(1)
    form = director.page.panel.facts.form
    assert form is not None
    form.field("affiliation").set_value(Affiliation.VERTICAL)
    form.committed.emit("affiliation", Affiliation.VERTICAL)
    form.field("energy_posts_part").set_value(1)
    form.committed.emit("energy_posts_part", 1)
    facts = next(unit.facts for unit in units_of_year(office, 2011) if "派出所" in unit.name)
    assert (facts.affiliation, facts.energy_posts_part) == (Affiliation.VERTICAL, 1)
    assert len(director.view.assessed) == 2
    tab.pages.setCurrentWidget(standing.parentWidget())
    standing.grid.select_row(lambda line: "政府" in line.name)
    assert set(standing.facts._wanted) == {"affiliation", *POSTS}
    desk.tasks.wait_idle()
    desk.close()


def test_a_list_is_made_public_only_on_a_recorded_ground(director: Director) -> None:
    director.begin()
    director.set_up(**BASIS, ranked=True)
    assert "只供内部使用，不公布" in text_of(summary_paper(director.office, director.view).data)
    director.set_up(list_basis="景政办发〔2012〕8号")
    words = text_of(summary_paper(director.office, director.view).data)
    assert "本表依据景政办发〔2012〕8号公布" in words
    assert "不公布" not in words


def test_score_tables_are_changed_in_the_window(director: Director) -> None:
    director.begin()
    press(director.page, "评分表…")
    pane = director.page.tables
    model = pane.items
    row = model.find(lambda item: item.title == "节能管理制度")
    assert row is not None
    assert model.setData(model.index(row, 2), "5") is False
    assert model.setData(model.index(row, 2), "3")
    assert "还缺1分" in pane.sentence.text()
    press(director.tab, "新增考核内容")
    form = pane.stack.form
    assert form is not None
    form.set_values({"block": "组织管理", "title": "目标责任分解到科室"})
    pane.stack.panel.accept()
    assert score_tables(director.office)[0].total == 100
    pane.choose()
    form = pane.stack.form
    assert form is not None
    form.set_values({"key": "saving_organ"})
    pane.stack.panel.accept()
    assert "还缺70分" in pane.sentence.text()


def test_the_panel_says_in_full_why_points_are_missing(director: Director) -> None:
    director.begin()
    director.page.unit_grid.select_row(lambda line: line.name == "镇政府")
    items = director.page.item_grid
    items.select_row(lambda line: line.title.strip() == "统计台账和原始凭证")
    assert "扣分理由：60个月次没有凭证号。" in director.page.panel.rule.text()
