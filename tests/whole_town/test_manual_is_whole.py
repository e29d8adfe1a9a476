"""The manual tells of everything the window offers: every page and sub-page, every action of heads, 更多, menus
and panels, every setting; and what it takes from the window is as the window is.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings, Qt

from jingzhen_desktop.desktop.help.chapters import CHAPTERS, lines_of, text_of
from jingzhen_desktop.desktop.settings.page import SettingsPage
from jingzhen_desktop.desktop.settings.rows import SettingRow
from jingzhen_desktop.desktop.window import MainWindow
from jingzhen_desktop.example.making import make_office
from jingzhen_desktop.office.settings import TOWN
from jingzhen_desktop.tabs import create_office

from ..manual import MANUAL, offered_by, told, written
from ..offered import Offer, parts, window_offers

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

NO_CHAPTER = {"help"}
"""帮助 is the manual itself."""


@dataclass(frozen=True)
class Seen:
    """What one walk through the whole window has found."""

    files: dict[str, str]
    offered: list[Offer]
    parts: list[tuple[str, str]]
    settings: list[str]


@pytest.fixture(scope="module")
def seen(made_town: Path, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Iterator[Seen]:
    """One walk for all tests of this module: it takes long."""
    QSettings().clear()
    window = MainWindow()
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(1366, 697)
    window.show()
    window.open_office(Path(shutil.copy(made_town, tmp_path_factory.mktemp("manual"))))
    offered = offered_by(window)
    assert window.workplace is not None
    page = window.workplace.show_tab("settings")
    assert isinstance(page, SettingsPage)
    settings = [row.label.text() for row in page.findChildren(SettingRow)]
    yield Seen(written(window, offered), [*window_offers(window), *offered], list(parts(window)), settings)
    window.close_office()
    window.deleteLater()
    QSettings().clear()


@pytest.fixture(params=("example", "empty"))
def otherwise(request: pytest.FixtureRequest, tmp_path: Path, qapp: QApplication) -> list[Offer]:
    """What the window offers of the example, which has quotas and an assessment, and of a new office."""
    QSettings().clear()
    path = tmp_path / "镇.jzdb"
    (make_office(path) if request.param == "example" else create_office(path, {TOWN: "青石镇"})).close()
    window = MainWindow()
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(1366, 697)
    window.show()
    window.open_office(path)
    found = [*window_offers(window), *offered_by(window)]
    window.close_office()
    window.deleteLater()
    QSettings().clear()
    return found


def whole(*keys: str) -> str:
    """What one reads in these chapters, or in the whole manual."""
    return "\n".join(line for key in keys or CHAPTERS for line in lines_of(key))


def test_what_the_window_gives_the_manual_is_as_it_is(seen: Seen) -> None:
    kept = {name: (MANUAL / name).read_text("utf-8") for name in seen.files}
    assert kept == seen.files, "renew it by python -m tests.manual"


def test_every_page_has_a_chapter_and_every_part_is_named_in_it(seen: Seen) -> None:
    pages = [(key, title) for key, title in seen.parts if key not in NO_CHAPTER]
    assert [(key, title) for key, title in pages if key not in CHAPTERS or title not in whole(key)] == []
    assert "帮助" in whole()


def test_f1_finds_a_section_for_every_sub_page(seen: Seen) -> None:
    titles = {
        key: [line.lstrip("# ") for line in text_of(key).splitlines() if line.startswith("##")]
        for key in CHAPTERS
    }
    pages = {key for key, _ in seen.parts}
    within = [part for part in seen.parts if part not in first_of(seen.parts)]
    assert pages >= {"organisation", "quarterly", "inspection", "assessment"}
    assert len(within) > 20
    assert [part for part in within if not any(one.startswith(part[1]) for one in titles[part[0]])] == []


def first_of(parts: list[tuple[str, str]]) -> set[tuple[str, str]]:
    """The pages themselves: each stands before its sub-pages."""
    return {parts[at] for at in range(len(parts)) if at == 0 or parts[at][0] != parts[at - 1][0]}


def test_every_action_is_named_in_the_manual(seen: Seen) -> None:
    assert len(seen.offered) > 200
    assert [one for one in told(seen.offered) if _name(one) not in whole()] == []


def test_every_action_of_other_offices_is_named_in_the_manual(otherwise: list[Offer]) -> None:
    assert len(otherwise) > 100
    assert [one for one in told(otherwise) if _name(one) not in whole()] == []


def test_every_setting_is_told_of(seen: Seen) -> None:
    assert len(seen.settings) > 40
    assert [label for label in seen.settings if label not in whole("settings")] == []


def _name(offer: Offer) -> str:
    """The words of a thing that can be pressed, without what they say of the moment: the step to undo."""
    return offer.text.rstrip("…").partition("（")[0]
