"""The product's acceptance: a clerk does a whole year's work in the window, for two offices that share
nothing but the program.

Every figure that leaves the office (screen, xlsx, PDF, summary) is compared with the same literals, worked
out by hand. The steps of the year stand in the modules beside this one, what an office's year consists of in
``wenjing`` and ``qingxi``.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QTextEdit

from jingzhen_desktop.desktop.start import StartPage
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.records import JournalStep

from .clerk import Clerk, names_of
from .inspections import inspect, publicise
from .offices import Town, Unit
from .qingxi import QINGXI
from .reading import paper_text
from .reports import collect_reports
from .summary import summarise
from .totals import compare_totals, shown_totals
from .wenjing import WENJING
from .year import QUARTER_NAMES, UNITS, Year


@pytest.mark.timeout(300)  # half a minute alone; the other tests want the processor too
@pytest.mark.parametrize("town", [WENJING, QINGXI], ids=["wenjing", "qingxi"])
def test_a_whole_year(town: Town, clerk: Clerk, tmp_path: Path) -> None:
    year = Year(clerk, town, tmp_path)
    create_office(year)
    enter_organisation(year)
    collect_reports(year)
    compare_totals(year)
    inspect(year)
    publicise(year)
    summarise(year)
    check_papers(year)
    reopen(year)
    check_office_file(year)


def create_office(year: Year) -> None:
    clerk, town = year.clerk, year.town
    clerk.press("新建数据文件")
    clerk.fill(**town.settings, 年度=str(town.first_year))
    clerk.will_choose(year.office_path)
    clerk.press("选择保存位置并新建…")
    assert year.office_path.is_file()
    assert clerk.window.windowTitle().startswith(town.settings["乡镇名称"])
    clerk.listen()
    clerk.go("设置")
    for label, text in town.prefixes.items():
        clerk.write("查找设置", label)
        clerk.write(label, text)
    assert clerk.steps == [f"修改设置：{label}" for label in town.prefixes]


def enter_organisation(year: Year) -> None:
    clerk, town = year.clerk, year.town
    clerk.go("组织机构", "领导小组")
    clerk.fill(**town.group)
    for button, *texts in town.members:
        clerk.press(button)
        for text in texts:
            clerk.type_cell(text)
    assert [row[1:4] for row in clerk.rows("领导小组成员")] == [list(texts) for _, *texts in town.members]
    clerk.go("单位")
    for unit in town.units:
        if unit.first_year == town.first_year:
            enter_unit(year, unit)
    clerk.set_year(town.year)
    clerk.press("从上年结转")
    for unit in town.units:
        if unit.first_year == town.year:
            enter_unit(year, unit)
    assert sorted(names_of(clerk.rows(UNITS))) == sorted(unit.name for unit in town.units)
    assert f"共{len(town.units)}个单位，{len(year.reporting)}个报送报表" in clerk.texts()
    year.wanted_steps["新增单位"] = len(town.units)
    year.wanted_steps["结转"] = 1
    year.wanted_steps["新增领导小组"] = len(town.members)


def enter_unit(year: Year, unit: Unit) -> None:
    """The first unit is typed cell by cell, the others' facts come out of the clerk's old spreadsheet."""
    clerk = year.clerk
    clerk.press("新增单位")
    clerk.type_cell(unit.name)
    if unit is year.town.units[0]:
        for text in unit.facts.split("\t"):
            clerk.type_cell(text)
    else:
        before = len(clerk.steps)
        clerk.paste(unit.facts)
        (step,) = clerk.steps[before:]  # a paste is one step
        assert step.startswith(f"修改{unit.name}")
        assert step.endswith("项")
    row = clerk.rows(UNITS)[clerk.row_of(UNITS, unit.name)]
    assert [text.replace(",", "") for text in row[1:10]] == unit.facts.split("\t")
    clerk.write("简称", unit.short)
    if unit.liaison:
        clerk.fill(节能联络员=unit.liaison, 联系电话=unit.phone)
        assert clerk.rows(UNITS)[clerk.row_of(UNITS, unit.name)][10] == ""


def check_papers(year: Year) -> None:
    """No paper says what belongs to another office."""
    assert len(year.papers) >= 4 * len(year.reporting) + 2 * len(year.town.totals) + len(year.town.rounds) + 3
    for paper in year.papers:
        text = paper_text(paper).replace(str(year.folder), "")
        assert len(text) > 100
        for words in year.town.never:
            assert words not in text, f"{paper.name}: {words}"


def reopen(year: Year) -> None:
    """Close the program, start it again and take the file from the start page: everything is there."""
    clerk, town = year.clerk, year.town
    assert clerk.warned == []
    clerk.close_window()
    clerk.open_window()
    assert len(clerk.window.findChildren(StartPage)) == 1
    clerk.press(year.office_path.stem)
    clerk.go("今日工作")
    if town.due:
        assert clerk.lines("待办事项") == [*town.due]
    else:
        assert f"{town.year}年目前没有到期或缺少的事项" in clerk.texts()
    clerk.go("组织机构", "单位")
    assert len(clerk.rows(UNITS)) == len(town.units)
    clerk.go("季度统计", "报送情况")
    clerk.press(QUARTER_NAMES[3])
    clerk.go("汇总表")
    assert shown_totals(clerk) == town.totals[4]
    clerk.go("监督检查", "检查")
    assert len(clerk.rows("检查")) == len(town.rounds)
    clerk.go("宣传培训")
    assert len(clerk.rows("宣传培训活动")) == len(town.activities)
    clerk.go("年度总结")
    (editor,) = clerk.visible(QTextEdit)
    assert town.edit[1] in editor.toPlainText()
    assert "手工改过1段" in clerk.texts()
    assert "记录已变化" not in clerk.texts()
    clerk.close_window()


def check_office_file(year: Year) -> None:
    """The file is sound, and its journal has one step, with a Chinese name, for each thing the clerk did."""
    with Office.open(year.office_path) as office:
        assert office.problems() == []
        with office.reading() as session:
            labels = [step.label for step in session.query(JournalStep).order_by(JournalStep.id)]
    assert labels[-len(year.clerk.steps) :] == year.clerk.steps
    assert len(labels) - len(year.clerk.steps) <= 1  # the settings of the new file
    assert all("\u4e00" <= label[0] <= "\u9fff" for label in labels), labels
    counts = {words: sum(label.startswith(words) for label in labels) for words in year.wanted_steps}
    assert counts == dict(year.wanted_steps)
