"""The papers that an office file of an earlier program keeps as issued are found from their pages and
lead to them."""

from __future__ import annotations

import shutil
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtGui import QAction

from jingzhen_desktop.annual.values.kinds import SummaryKind
from jingzhen_desktop.desktop.issued_page import IssuedPage
from jingzhen_desktop.energy.periods import Quarter

from ..looking import preview

if TYPE_CHECKING:
    from conftest import Clerk
    from jingzhen_desktop.desktop.workplace import Workplace

VERSION_3 = Path(__file__).resolve().parents[1] / "data" / "office-v3.jzdb"
QUARTERS = {2 * number - 1 + second: Quarter(2011, number) for number in (1, 2, 3, 4) for second in (0, 1)}
"""Of each quarter the file keeps the table and the letter, in this order."""


@pytest.fixture
def workplace(clerk: Clerk, tmp_path: Path) -> Workplace:
    path = Path(shutil.copy(VERSION_3, tmp_path / "文井镇.jzdb"))
    clerk.window.open_office(path)
    found = clerk.window.workplace
    assert found is not None
    clerk.qtbot.waitUntil(lambda: not clerk.window.backups.tasks.busy)
    return found


def issued_page(clerk: Clerk) -> IssuedPage:
    (action,) = [one for one in clerk.window.findChildren(QAction) if one.text() == "已发文件…"]
    action.trigger()
    (page,) = clerk.visible(IssuedPage)
    return page


def go_to(clerk: Clerk, workplace: Workplace, number: int) -> Any:
    """Choose a paper in 已发文件, press 前往来源, and return the tab that is in front then."""
    page = issued_page(clerk)
    page.grid.select_row(lambda paper: paper.id == number)
    clerk.press("前往来源")
    assert workplace.desk.year == 2011
    return workplace.show_tab(workplace.current_key)


def test_the_file_keeps_twelve_papers(clerk: Clerk, workplace: Workplace) -> None:
    assert [paper.id for paper in sorted(issued_page(clerk).model.all_rows(), key=lambda one: one.id)] == [
        *range(1, 13)
    ]


def test_the_chosen_paper_is_seen_beside_the_list(clerk: Clerk, workplace: Workplace) -> None:
    page = issued_page(clerk)
    page.grid.select_row(lambda paper: paper.id == 9)
    assert "文节能整〔2011〕1号" in page.panel.facts.text()
    clerk.qtbot.waitUntil(lambda: not page.panel.picture.pixmap().isNull())
    picture = page.panel.picture.pixmap().toImage()
    places = product(range(picture.width()), range(picture.height()))
    shades = {picture.pixelColor(x, y).lightness() for x, y in places}
    assert len(shades) > 1, "the page has words on white paper"


@pytest.mark.parametrize(("number", "quarter"), QUARTERS.items())
def test_what_went_with_a_quarter_leads_to_its_quarter(
    clerk: Clerk, workplace: Workplace, number: int, quarter: Quarter
) -> None:
    tab = go_to(clerk, workplace, number)
    assert workplace.current_key == "quarterly"
    assert (tab.quarter, tab.calendar.isVisible()) == (quarter, True)


@pytest.mark.parametrize(
    ("paper", "notice", "number"), [(9, 1, "文节能整〔2011〕1号"), (10, 2, "文节能整〔2011〕2号")]
)
def test_a_notice_leads_to_its_line_and_its_line_knows_that_it_is_kept(
    clerk: Clerk, workplace: Workplace, paper: int, notice: int, number: str
) -> None:
    page = go_to(clerk, workplace, paper).ledger
    row = page.grid.current_row()
    assert (page.isVisible(), row.id, row.number) == (True, notice, number)
    clerk.press("预览通知书")
    assert keeping(workplace) == (False, "已定稿存档")


def test_a_circular_leads_to_its_line_and_its_line_knows_that_it_is_kept(
    clerk: Clerk, workplace: Workplace
) -> None:
    page = go_to(clerk, workplace, 11).circulars
    row = page.grid.current_row()
    assert (page.isVisible(), row.id, row.number) == (True, 1, "文节能通〔2011〕1号")
    clerk.press("预览通报")
    assert keeping(workplace) == (False, "已定稿存档")


def test_a_final_summary_leads_to_its_versions(clerk: Clerk, workplace: Workplace) -> None:
    tab = go_to(clerk, workplace, 12)
    assert workplace.current_key == "annual"
    assert (tab.summary_kind, tab.view.versions.isVisible()) == (SummaryKind.HALF, True)
    assert tab.view.title.value() == "文井镇2011年上半年节能减排工作总结"


def keeping(workplace: Workplace) -> tuple[bool, str]:
    """The button of the open preview that keeps a paper: whether it can be pressed, and what it says."""
    assert workplace.desk.tasks.wait_idle()
    shown = preview()
    assert shown is not None
    action = shown.actions_by_name["定稿存档"]
    return action.isEnabled(), action.text()
