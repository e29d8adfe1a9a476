"""Small pieces: wrapping rows, hints with a next step, the quarter picker, icons, appearance."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from jingzhen_desktop.base.resources import resource
from jingzhen_desktop.widgets.appearance import Look, icon, look_colour, set_icon
from jingzhen_desktop.widgets.look.palette import is_dark, palette_of
from jingzhen_desktop.widgets.parts import ButtonRow, EmptyHint, action_button, split

PROGRAM_ICON = resource("icons", "jingzhen.svg")  # has colours of its own


def test_a_row_of_buttons_wraps_where_it_is_narrow(qapp: QApplication, qtbot: Any) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    buttons = [action_button(f"导出季度汇总表{number}", lambda: None) for number in range(5)]
    layout = QVBoxLayout(window)
    layout.addWidget(ButtonRow(*buttons))
    layout.addWidget(QLabel("下面"), 1)
    window.resize(1200, 300)
    window.show()
    assert len({button.y() for button in buttons}) == 1
    window.resize(300, 300)
    QApplication.processEvents()
    assert len({button.y() for button in buttons}) > 1
    row = buttons[0].parentWidget()
    assert row is not None
    assert all(row.rect().contains(button.geometry()) for button in buttons)


def test_an_action_button_works_by_mouse_and_key(qapp: QApplication, qtbot: Any) -> None:
    pressed: list[str] = []
    button = action_button("导出", lambda: pressed.append("x"), "export", "Ctrl+E", "写成Excel文件")
    qtbot.addWidget(button)
    button.show()
    button.activateWindow()
    qtbot.waitUntil(button.isActiveWindow)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.keyClick(button, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(pressed) == 2)
    assert button.toolTip() == "写成Excel文件（Ctrl+E）"


def test_an_empty_place_offers_the_next_step(qapp: QApplication, qtbot: Any) -> None:
    pressed: list[str] = []
    hint = EmptyHint("还没有单位。", "新增单位", lambda: pressed.append("x"))
    qtbot.addWidget(hint)
    hint.show()
    assert hint.button is not None
    QTest.mouseClick(hint.button, Qt.MouseButton.LeftButton)
    assert pressed == ["x"]
    assert EmptyHint("没有待办。").button is None


def test_split_shares_the_room(qapp: QApplication, qtbot: Any) -> None:
    left, right = QLabel("左"), QLabel("右")
    splitter = split(Qt.Orientation.Horizontal, left, right, shares=(3, 1))
    qtbot.addWidget(splitter)
    splitter.resize(800, 100)
    splitter.show()
    assert left.width() > 2 * right.width()


@pytest.mark.parametrize(
    "path", sorted(set(resource("icons").glob("*.svg")) - {PROGRAM_ICON}), ids=lambda path: path.stem
)
def test_every_icon_is_drawn_in_the_wanted_colour(qapp: QApplication, path: Any) -> None:
    image = icon(path.stem, QColor("#c00000")).pixmap(24, 24).toImage()
    inked = [
        image.pixelColor(x, y) for x in range(24) for y in range(24) if image.pixelColor(x, y).alpha() > 200
    ]
    assert len(inked) >= 15
    assert all(colour.red() > 150 and colour.green() < 40 for colour in inked)


def test_the_window_bears_the_program_icon(qapp: QApplication) -> None:
    image = qapp.windowIcon().pixmap(32, 32).toImage()
    colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert {"#17694a", "#ffffff"} <= colours


def contrast(one: QColor, other: QColor) -> float:
    def light(colour: QColor) -> float:
        shares = (colour.redF(), colour.greenF(), colour.blueF())
        parts = [share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.fixture(params=["light", "dark"])
def palette(qapp: QApplication, request: pytest.FixtureRequest) -> Any:
    usual = QPalette(qapp.palette())
    if request.param == "dark":
        qapp.setPalette(palette_of(dark=True))
    yield request.param
    qapp.setPalette(usual)


def test_looks_are_legible_on_light_and_dark(qapp: QApplication, palette: str) -> None:
    assert is_dark() == (palette == "dark")
    base = qapp.palette().color(QPalette.ColorRole.Base)
    assert [look for look in Look if contrast(look_colour(look), base) < 4.5] == []


def test_icons_follow_a_change_of_palette(qapp: QApplication, qtbot: Any) -> None:
    button = QPushButton("打印")
    qtbot.addWidget(button)
    set_icon(button, "print")
    before = button.icon().cacheKey()
    usual = QPalette(qapp.palette())
    try:
        qapp.setPalette(QPalette(QColor("#202020"), QColor("#202020")))
        QApplication.processEvents()
        assert button.icon().cacheKey() != before
    finally:
        qapp.setPalette(usual)


def test_qts_own_texts_are_chinese(qapp: QApplication, qtbot: Any) -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert {button.text().split("(")[0] for button in box.buttons()} == {"保存", "取消"}
