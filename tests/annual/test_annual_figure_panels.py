"""The figures beside the text: searched, put in, led back to their records, taken over when changed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from jingzhen_desktop.annual.actions.drafting import generate
from jingzhen_desktop.annual.figures.registry import explain
from jingzhen_desktop.annual.queries.compared import compare
from jingzhen_desktop.annual.tab.page import AnnualTab
from jingzhen_desktop.annual.values.kinds import SummaryKind
from jingzhen_desktop.base.place import Place
from jingzhen_desktop.desktop.workplace import Workplace
from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.publicity.actions import add_activity
from jingzhen_desktop.publicity.values import Activity, ActivityKind
from jingzhen_desktop.quarterly.values.reports import report_place
from jingzhen_desktop.widgets.alerts import Alerts
from jingzhen_desktop.widgets.desk import Desk

from ..hands import CONTROL, compose, press
from .summary_page import number_of, panel, point_of, stored

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_search_finds_numbers(written: AnnualTab, desk: Desk, qtbot: QtBot, said: list[str]) -> None:
    written.view.search.setFocus()
    qtbot.keyClicks(written.view.search, "8004")
    qtbot.keyClick(written.view.search, Qt.Key.Key_Return)
    assert written.view.editor.textCursor().selectedText() == "8004"
    written.view.search.setText("没有的字")
    press(written, "下一处")
    assert said == ["正文中没有“没有的字”"]


@pytest.mark.parametrize("words", ["dsl", "dianshuliang", "8004 shuliang", "电 数量"])
def test_a_figure_is_found_by_pinyin_and_put_in(
    written: AnnualTab, desk: Desk, qtbot: QtBot, words: str
) -> None:
    panel(written, "数据域")
    written.view.editor.go_to_paragraph(0)
    everything = written.view.figures.list.count()
    assert everything > 40
    written.view.figures.search.setFocus()
    compose(written.view.figures.search, words)
    shown_items = [
        written.view.figures.list.item(row).text() for row in range(written.view.figures.list.count())
    ]
    assert "电·数量：8004千瓦时" in shown_items
    assert len(shown_items) < everything
    written.view.figures.list.setCurrentRow(shown_items.index("电·数量：8004千瓦时"))
    press(written, "插入到正文")
    written.view.editor.commit()
    assert stored(desk).paragraphs[0].text.startswith("⟦statistics.electricity.quantity|8004⟧千瓦时今年以来")


def test_the_grounds_of_a_paragraph_lead_to_its_records(written: AnnualTab, desk: Desk, qtbot: QtBot) -> None:
    wanted: list[Place] = []
    desk.place_wanted.connect(wanted.append)
    panel(written, "依据")
    written.view.editor.go_to_paragraph(number_of(written, "据统计"))
    tree = written.view.grounds.tree
    items = [item for row in range(tree.topLevelItemCount()) if (item := tree.topLevelItem(row))]
    electricity = next(item for item in items if item.text(0) == "电·数量：8004")
    assert "各单位2011年全年季度报表“电”数量之和" in electricity.toolTip(0)
    assert electricity.childCount() == 8
    assert electricity.child(0).text(0) == "政府机关2011年一季度：1,000.5千瓦时"
    electricity.setExpanded(True)
    tree.scrollToItem(electricity.child(0), tree.ScrollHint.PositionAtTop)
    qtbot.waitUntil(
        lambda: tree.viewport().rect().contains(tree.visualItemRect(electricity.child(0)).center())
    )
    box = tree.visualItemRect(electricity.child(0))
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    qtbot.mouseDClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert wanted[-1] == report_place(Quarter(2011, 1), units_of_year(desk.office, 2011)[0].id)
    written.view.editor.go_to_paragraph(number_of(written, "一、"))
    assert "固定用语" in written.view.grounds.note.text()


def test_the_panel_follows_the_caret_from_figure_to_figure(
    written: AnnualTab, desk: Desk, qtbot: QtBot
) -> None:
    tree = written.view.grounds.tree

    def unfolded() -> list[str]:
        items = [item for row in range(tree.topLevelItemCount()) if (item := tree.topLevelItem(row))]
        return [item.text(0) for item in items if item.isExpanded()]

    viewport, left = written.view.editor.viewport(), Qt.MouseButton.LeftButton
    qtbot.mouseClick(viewport, left, pos=point_of(written, "根据季节转换", "1次"))
    assert unfolded() == ["检查次数：1次"]
    written.view.editor.go_to_paragraph(number_of(written, "据统计"))
    assert unfolded() == []
    for _step in range(200):  # by keys, until a figure is passed
        qtbot.keyClick(written.view.editor, Qt.Key.Key_Right)
        if unfolded():
            break
    (first,) = unfolded()
    assert tree.currentItem() is not None
    assert tree.currentItem().text(0) == first


def test_sections_asked_for_now_and_then_give_way_to_what_follows_the_caret(written: AnnualTab) -> None:
    panels = written.view.panels
    assert [panels.head(at).isVisibleTo(panels) for at in range(panels.count())] == [False] * 5
    press(written, "版本")
    assert panels.currentWidget() is written.view.versions
    assert [panels.head(at).isVisibleTo(panels) for at in range(5)] == [True, False, False, False, True]
    panel(written, "依据")
    assert written.view.grounds.isVisible()
    assert not any(panels.head(at).isVisibleTo(panels) for at in range(5))


def test_a_changed_figure_is_taken_over_with_one_click(written: AnnualTab, desk: Desk, qtbot: QtBot) -> None:
    add_activity(desk.office, Activity(0, ActivityKind.LECTURE, date(2011, 10, 1)))
    panel(written, "核对")
    tree = written.view.checks.tree
    items = [item for row in range(tree.topLevelItemCount()) if (item := tree.topLevelItem(row))]
    wanted = next(item for item in items if item.text(0) == "文中“2次”，记录现为3次")
    button = tree.itemWidget(wanted, 1)
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert any("活动⟦publicity.activities|3次⟧" in one.text for one in stored(desk).paragraphs)


def test_a_figure_leads_to_its_records(written: AnnualTab, desk: Desk, qtbot: QtBot) -> None:
    wanted: list[Place] = []
    desk.place_wanted.connect(wanted.append)
    round_place = Place("inspection", "round", 1)
    viewport, left = written.view.editor.viewport(), Qt.MouseButton.LeftButton
    qtbot.mouseClick(viewport, left, pos=point_of(written, "根据季节转换", "1次"))
    assert wanted == []  # a click only selects it
    qtbot.mouseDClick(viewport, left, pos=point_of(written, "根据季节转换", "1次"))
    assert wanted == [round_place]
    qtbot.mouseClick(viewport, left, CONTROL, pos=point_of(written, "根据季节转换", "1次"))
    assert wanted == [round_place, round_place]
    qtbot.mouseDClick(viewport, left, pos=point_of(written, "根据季节转换", "季节"))
    assert len(wanted) == 2
    span = written.view.editor.figure_at(point_of(written, "根据季节转换", "1次"))
    assert span is not None
    assert "检查批次数" in written.work.tips()[span.figure.key]


def test_every_place_behind_the_figures_opens_in_the_window(
    recorded: Office, qtbot: QtBot, warned: list[str]
) -> None:
    made = generate(recorded, 2011, SummaryKind.YEAR, date(2011, 12, 31))
    compared = compare(recorded, made)
    explained = [explain(figure, compared.facts) for figure in compared.figures]
    places = {place for one in explained for place in (one.place, *(record.place for record in one.records))}
    assert {place.tab for place in places} == {
        "organisation",
        "quarterly",
        "inspection",
        "publicity",
        "settings",
    }
    alerts = Alerts()
    warned: list[str] = []
    alerts.warned.connect(warned.append)
    workplace = Workplace(recorded, alerts)
    qtbot.addWidget(workplace)
    for place in sorted(places, key=str):
        workplace.go_to(place)
        assert (workplace.current_key, workplace.desk.year) == (place.tab, 2011)
    workplace.close_desk()
    assert warned == []
