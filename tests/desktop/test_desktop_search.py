"""查找 as the clerk does it: Ctrl+F, words, the list, where a record is used, and the way there."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from jingzhen_desktop.base.place import Place
from jingzhen_desktop.desktop.search_page import SearchPage
from jingzhen_desktop.desktop.workplace import SEARCH
from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.office.issued import Paper, issue
from jingzhen_desktop.office.settings import TOWN
from jingzhen_desktop.organisation.actions.units import add_unit
from jingzhen_desktop.organisation.values.units import Nature, UnitFacts
from jingzhen_desktop.paper.document import Document, Paragraph
from jingzhen_desktop.paper.typeset import typeset
from jingzhen_desktop.tabs import create_office

from ..changing import change_entry
from ..looking import cells

if TYPE_CHECKING:
    from conftest import Clerk
else:
    Clerk = object

Key = Qt.Key


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "文井镇.jzdb"
    with create_office(path, {TOWN: "文井镇"}) as office:
        school = add_unit(office, 2011, UnitFacts("文井镇中心学校", Nature.EDUCATION))
        add_unit(office, 2011, UnitFacts("文井镇卫生院", Nature.HEALTH))
        change_entry(office, school, Quarter(2011, 3), "electricity", quantity=Decimal(12345))
        pdf = typeset(Document("关于空调温度的通报", (Paragraph("请各单位执行。"),)))
        issue(
            office,
            Paper(
                "通报",
                "文节能〔2011〕3号",
                date(2011, 7, 20),
                pdf.title,
                Place("organisation", "group"),
                pdf.data,
            ),
        )
    return path


@pytest.fixture
def page(clerk: Clerk, path: Path) -> SearchPage:
    clerk.window.open_office(path)
    clerk.key(Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert clerk.window.top_bar.words.hasFocus()
    assert clerk.window.workplace is not None
    found = clerk.window.workplace.show_tab(SEARCH)
    assert isinstance(found, SearchPage)
    clerk.window.top_bar.start_finding()
    return found


def look_for(page: SearchPage, clerk: Clerk, words: str) -> list[tuple[str, str]]:
    """Type words, and read the list once it stands still."""
    clerk.write(clerk.window.top_bar.words, words, Key.Key_Return)
    clerk.qtbot.waitUntil(lambda: not page.count.text().startswith("正在"))
    return [(found.title, found.name) for found in page.model.rows()]


def test_typing_alone_finds_and_enter_leads_to_the_unit(page: SearchPage, clerk: Clerk) -> None:
    clerk.qtbot.keyClicks(clerk.window.top_bar.words, "zxxx")
    clerk.qtbot.waitUntil(lambda: page.grid.isVisible())
    assert cells(page.grid) == [
        ["单位年度情况", "文井镇中心学校 2011年", "名称：文井镇中心学校", "组织机构"],
        ["季度报表", "文井镇中心学校 2011年三季度", "有关记录", "季度统计"],
    ]
    clerk.key(Key.Key_Down)
    assert page.grid.hasFocus()
    clerk.key(Key.Key_Return)
    workplace = clerk.window.workplace
    assert workplace is not None
    assert workplace.current_key == "organisation"
    assert workplace.desk.year == 2011


def test_where_a_report_is_used_and_a_figure_leads_to_its_report(page: SearchPage, clerk: Clerk) -> None:
    assert look_for(page, clerk, "12,345") == [("报表数据", "文井镇中心学校 2011年三季度 电")]
    clerk.press("前往")
    assert clerk.window.workplace is not None
    assert clerk.window.workplace.current_key == "quarterly"


def test_an_issued_paper_opens_as_it_was_kept(
    page: SearchPage, clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[bytes] = []
    assert clerk.window.workplace is not None
    monkeypatch.setattr(clerk.window.workplace.desk, "preview", lambda pdf, _name: shown.append(pdf.data))
    assert look_for(page, clerk, "通报 空调") == [("已发文件", "文节能〔2011〕3号 关于空调温度的通报")]
    clerk.press("前往")
    assert shown[0].startswith(b"%PDF")


def test_without_words_the_cursor_waits_in_the_field(page: SearchPage, clerk: Clerk) -> None:
    look_for(page, clerk, "中心学校")
    assert page.grid.hasFocus()
    look_for(page, clerk, "")
    assert clerk.window.top_bar.words.hasFocus()
    page.setFocus()
    assert clerk.window.top_bar.words.hasFocus()


def test_nothing_found_says_what_to_do_and_the_list_follows_the_file(page: SearchPage, clerk: Clerk) -> None:
    assert look_for(page, clerk, "敬老院") == []
    assert any(label.text().startswith("没有找到“敬老院”") for label in clerk.visible(QLabel))
    assert clerk.window.workplace is not None
    add_unit(clerk.window.workplace.desk.office, 2011, UnitFacts("文井镇敬老院", Nature.OTHER_INSTITUTION))
    clerk.qtbot.waitUntil(lambda: len(page.model.rows()) == 1)
