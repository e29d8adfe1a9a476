"""Every screen with all it may have to show:
a year of forty units, every state present, nothing cut, nothing failing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jingzhen_desktop.desktop.window import MainWindow
from jingzhen_desktop.office.file import Office

from .walking import cut_texts, pages, words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


STATES = {
    "quarterly": ("已审核", "待审核", "录入中", "已退回", "未报", "38/40"),
    "inspection": (
        "待处理",
        "已逾期",
        "已整改销号",
        "复查不合格",
        "待核查",
        "逾期4",
        "已办结",
        "豁免",
        "本年未查",
        "随机抽取",
    ),
    "organisation": ("组长", "教育", "会议", "决定事项", "任务", "制度", "预算", "照明改造"),
    "publicity": ("已完成", "计划", "宣传单800份", "节能培训"),
    "today": ("未报", "逾期"),
    "annual": ("青石镇2025年",),
    "history": ("新增",),
}


@pytest.fixture
def window(open_town: Callable[[int], MainWindow]) -> MainWindow:
    return open_town(768)


def test_every_page_shows_every_state_and_cuts_no_word(window: MainWindow) -> None:
    seen: dict[str, str] = {}
    cut: dict[str, list[str]] = {}
    for name in pages(window):
        seen[name.partition("-")[0]] = seen.get(name.partition("-")[0], "") + words(window)
        if found := cut_texts(window):
            cut[name] = found
        assert (window.width(), window.height()) == (1366, 768), f"{name} is larger than the screen"
    assert cut == {}
    missing = {tab: [word for word in wanted if word not in seen[tab]] for tab, wanted in STATES.items()}
    assert {tab: found for tab, found in missing.items() if found} == {}


def test_the_town_is_sound(town_file: Path) -> None:
    with Office.open(town_file) as office:
        assert office.problems() == []
