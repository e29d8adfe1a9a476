"""One clerk's year in 定额考核, driven through the window from an empty register to kept papers, on two offices;
every paper is read back from what was kept or written.
"""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook, load_workbook

from jingzhen_desktop.assessment.settings import REGION
from jingzhen_desktop.assessment.values.over_quota import Step
from jingzhen_desktop.assessment.values.places import over_quota_place, standing_place
from jingzhen_desktop.assessment.values.quotas import QuotaIndicator
from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.inspection.queries.urgent import rounds_of_year
from jingzhen_desktop.office.issued import issued_papers, reprint
from jingzhen_desktop.office.settings import write_settings
from jingzhen_desktop.quarterly.actions.reports import change_entries
from jingzhen_desktop.quarterly.values.reports import Entry
from jingzhen_desktop.widgets.desk import Desk

from ..finished import pdf_text
from ..hands import fill_form, press, show
from ..looking import texts
from .ledgers import Town, make_town
from .test_over_quota_tab import Clerk
from .test_scores_tab import BASIS, Director

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from jingzhen_desktop.assessment.tab.main import AssessmentTab
    from jingzhen_desktop.assessment.tab.register import RegisterPage
    from jingzhen_desktop.assessment.tab.standing import StandingPage

FEBRUARY, SPRING = datetime(2012, 2, 1, 9), datetime(2012, 4, 20, 9)
POWER = {"government": "15000", "clinic": "30000", "police": "3000"}
"""kWh a quarter: 18.87, 40.82 and 13.33 kWh/㎡ a year."""


@pytest.fixture(params=["柳河镇", "青石乡"])
def town(request: pytest.FixtureRequest, tmp_path: Path, set_clock: Callable[[datetime], None]) -> Town:
    """A year of electricity reported; nothing in any table of this tab."""
    set_clock(FEBRUARY)
    town = make_town(tmp_path / "x.jzdb", name=request.param)
    write_settings(town.office, {REGION: "云南省普洱市青山县"})
    for name, quantity in POWER.items():
        for number in (1, 2, 3, 4):
            entry = Entry(Decimal(quantity), Decimal(quantity) * Decimal("0.5"))
            change_entries(
                town.office, getattr(town, name), Quarter(2011, number), {"electricity": (Entry(), entry)}
            )
    return town


@pytest.fixture
def tab(town: Town, qtbot: QtBot) -> AssessmentTab:
    from jingzhen_desktop.assessment.tab.main import AssessmentTab

    desk = Desk(town.office, year=2011)
    tab = AssessmentTab(desk)
    show(tab, qtbot)
    return tab


def test_a_year_from_the_empty_register_to_the_kept_circular(
    town: Town, tab: AssessmentTab, tmp_path: Path, set_clock: Callable[[datetime], None]
) -> None:
    desk: Desk = tab._desk
    clerk = Clerk(town, desk, tab)
    _register(clerk, tmp_path)
    _choose(clerk)
    _over_quota(clerk, set_clock)
    set_clock(SPRING)
    _assess(clerk, tmp_path)
    kinds = [paper.kind for paper in issued_papers(town.office)]
    assert sorted(kinds) == sorted(
        ["要求说明函"] * 2 + ["超定额用能情况说明"] * 2 + ["得分汇总表", "得分表", "得分表", "考核通报"]
    )
    assert clerk.warned == []
    desk.tasks.wait_idle()
    desk.close()
    town.office.close()


def _register(clerk: Clerk, folder: Path) -> None:
    """One row is typed, one taken in from Excel; both count as the office's own."""
    page: RegisterPage = clerk.tab.page("定额标准")  # type: ignore[assignment]
    clerk.tab.pages.setCurrentWidget(page.parentWidget())
    press(page, "新增标准…")
    fill_form(
        page.stack.form,
        number="青管〔2011〕6号",
        title="公共机构能耗定额",
        document="青山县机关事务管理局 青管〔2011〕6号",
        region="青山县",
    )
    press(page.stack.panel, "新增标准")
    press(page, "新增一行")
    typed = {
        "indicator": "常规用能系统电耗",
        "unit_class": "乡镇机关",
        "limit": "18",
        "base": "15",
        "guide": "12",
        "page": "3",
        "entered_by": "王丽",
        "entered_on": "2012-01-10",
    }
    for key, text in typed.items():
        at = next(place for place, one in enumerate(page.model.columns) if one.key == key)
        assert page.model.setData(page.model.index(0, at), text), key
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(
        ["表号", "指标", "类别", "计量单位", "约束值", "基准值", "引导值", "页码", "录入人", "录入日期"]
    )
    sheet.append(
        ["表4", "常规用能系统电耗", "乡镇卫生院", "kWh/(m²·a)", 30, 25, 20, "4", "王丽", date(2012, 1, 10)]
    )
    book.save(folder / "定额表.xlsx")
    clerk.desk.alerts.choose_files = lambda *_: [folder / "定额表.xlsx"]  # type: ignore[method-assign]
    press(page, "从Excel导入…")
    clerk.desk.tasks.wait_idle()
    press(page, "导入1行")
    assert page.sentence.text() == "2行，其中本地定额2行"


def _choose(clerk: Clerk) -> None:
    """A row is chosen with its reason; the paper says by which standard, in its own words."""
    clerk.tab.show_place(standing_place(2011))
    page: StandingPage = clerk.tab.page("定额对标")  # type: ignore[assignment]
    page.segments.group.button(list(QuotaIndicator).index(QuotaIndicator.ELECTRICITY)).click()
    for unit, row in (
        ("政府", "乡镇机关 18/15/12kWh/㎡ 青管〔2011〕6号"),
        ("卫生院", "乡镇卫生院 30/25/20kWh/㎡ 青管〔2011〕6号表4"),
    ):
        page.grid.select_row(lambda line, unit=unit: unit in line.name)
        press(page, "选定额…")
        fill_form(page.stack.form, quota_id=row, reason="按县发文件")
        press(page.stack.panel, "选定定额")
    words = {line.name[-3:]: line.standing.word for line in page.model.rows() if line.standing is not None}
    assert words == {"民政府": "超约束值", "卫生院": "超约束值", "派出所": "未选定额"}
    press(page, "定额执行情况表")
    clerk.desk.tasks.wait_idle()
    paper = pdf_text(clerk.previewed[-1].data)
    for said in ("青管〔2011〕6号", "18.87", "40.82", "超约束值"):
        assert said in paper, said


def _over_quota(clerk: Clerk, set_clock: Callable[[datetime], None]) -> None:
    """Both explain; the government's is accepted, the hospital's refused and mended by order."""
    clerk.tab.show_place(over_quota_place(None, 2011))
    press(clerk.page, "由对标结果登记")
    clerk.desk.tasks.wait_idle()
    assert clerk.page.model.rowCount() == 2
    for number, unit in enumerate(("镇政府", "卫生院"), 1):
        clerk.page.grid.select_row(lambda case, unit=unit: case.unit_name == unit)
        clerk.do("发函要求说明…", "发函要求说明", number=f"节能函〔2012〕{number}号", deadline="2012-2-20")
        letter = pdf_text(clerk.send())
        assert f"节能函〔2012〕{number}号" in letter
        assert "请你单位于2012年2月20日前" in letter
    set_clock(datetime(2012, 3, 1, 9))
    for unit, reason, decided in (
        ("镇政府", "增加了服务大厅", "认可"),
        ("卫生院", "新增CT机", "不认可"),
    ):
        clerk.page.grid.select_row(lambda case, unit=unit: case.unit_name == unit)
        clerk.do("登记收到说明…", "登记收到说明", day="2012-2-15", reason=reason, measures="单独装表")
        clerk.do(f"{decided}…", decided, day="2012-2-18", text=f"{reason}，已核")
        clerk.choose_step(Step.RECEIVE)
        filled = pdf_text(clerk.send())
        assert reason in filled
        assert f"■{decided}" in filled
    clerk.do("限期整改…", "限期整改", text="空调全天不关", checkers="王芳")
    assert [one.round.title for one in rounds_of_year(clerk.town.office, 2012)] == ["卫生院超定额用能核查"]
    assert sorted(texts(clerk.page.grid, 1)) == ["说明已认可", "限期整改"]
    clerk.tab.show_place(standing_place(2011))
    page: StandingPage = clerk.tab.page("定额对标")  # type: ignore[assignment]
    steps = {line.name[-3:]: line.step for line in page.model.rows()}
    assert steps == {"民政府": "看办理情况", "卫生院": "看办理情况", "派出所": "选定额"}


def _assess(clerk: Clerk, folder: Path) -> None:
    """草案 → 自评 from Excel → 复核 → 送单位核对 → 定档 → 通报."""
    director = Director(clerk.desk, clerk.tab)
    director.begin()
    assert len(director.view.assessed) == 2
    director.set_up(**BASIS, objections_until=date(2012, 4, 12))
    director.move("开始自评", date(2012, 4, 1))
    _score_themselves(clerk, director, folder)
    assert [one.participant.received_on for one in director.view.assessed] == [SPRING.date()] * 2
    director.move("转入复核", date(2012, 4, 2))
    director.fill()
    director.move("送单位核对", date(2012, 4, 5))
    director.move("定档", date(2012, 4, 16))
    press(director.page, "发出通报")
    fill_form(director.page.stack.form, number="节能考〔2012〕1号", day="2012-4-18")
    press(director.page.stack.panel, "发出通报")
    director.wait()
    kept: dict[str, Any] = {}
    for paper in issued_papers(clerk.town.office):
        kept.setdefault(paper.kind, pdf_text(reprint(clerk.town.office, paper.id)))
    for said in ("节能考〔2012〕1号", "景政办发〔2012〕8号", "卫生院", "得分汇总表", "定额执行情况表"):
        assert said in kept["考核通报"], said
    for said in ("自评分", "能耗定额执行", "100.0"):
        assert said in kept["得分表"], said
    assert "未定档" not in kept["得分汇总表"]


def _score_themselves(clerk: Clerk, director: Director, folder: Path) -> None:
    """Each unit fills in its sheet of the exported book; one import takes both in."""
    clerk.desk.alerts.choose_folder = lambda *_: folder  # type: ignore[method-assign]
    press(director.page, "导出自评表…")
    director.wait()
    (path,) = folder.glob("*自评表.xlsx")
    book = load_workbook(io.BytesIO(path.read_bytes()))
    for sheet in book.worksheets:
        sheet["E4"], sheet["E5"] = 9, 8
    book.save(path)
    clerk.desk.alerts.choose_files = lambda *_: [path]  # type: ignore[method-assign]
    press(director.page, "导入自评…")
    director.wait()
