"""The tokens are whole, legible and the only place of colours and sizes;
what is chosen on this PC is followed.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from jingzhen_desktop.widgets.appearance import Look, apply_choices, set_look
from jingzhen_desktop.widgets.look.fonts import font_of, heights
from jingzhen_desktop.widgets.look.palette import is_dark, tone
from jingzhen_desktop.widgets.look.roles import set_role
from jingzhen_desktop.widgets.look.scheme import Brightness, Choices, keep_choices, read_choices
from jingzhen_desktop.widgets.look.tokens import State, StateColours, Tone, Type, tokens

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

SOURCES = Path(__file__).resolve().parents[2] / "src" / "jingzhen_desktop"
SCHEMES = ("light", "dark")
TEXT, SIGN = 4.5, 3.0
"""WCAG 2.1: contrast of text (1.4.3), and of signs and outlines that carry a meaning (1.4.11)."""

GROUNDS = (Tone.SURFACE, Tone.SURFACE2, Tone.WINDOW, Tone.ACCENT_SOFT, Tone.BAND)
PAIRS = [
    *((text, ground) for text in (Tone.TEXT, Tone.TEXT2, Tone.TEXT3) for ground in GROUNDS),
    (Tone.TEXT, Tone.SURFACE3),
    (Tone.TEXT2, Tone.SURFACE3),
    (Tone.TEXT, Tone.FIGURE),
    (Tone.ACCENT, Tone.SURFACE),
    (Tone.ACCENT, Tone.ACCENT_SOFT),
    (Tone.ON_ACCENT, Tone.ACCENT),
    (Tone.ON_ACCENT, Tone.ACCENT_HOVER),
    (Tone.ON_ACCENT, Tone.ACCENT_PRESS),
    (Tone.DANGER, Tone.SURFACE),
    (Tone.DANGER, Tone.SURFACE2),
    (Tone.DANGER, Tone.DANGER_SOFT),
    (Tone.WARN, Tone.SURFACE),
    (Tone.WARN, Tone.WARN_SOFT),
    (Tone.OK, Tone.SURFACE),
    (Tone.OK, Tone.OK_SOFT),
    (Tone.ON_TOOLTIP, Tone.TOOLTIP),
]


def luminance(colour: str) -> float:
    """Relative luminance of #RRGGBB after WCAG 2.1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def colours(scheme: str) -> dict[Tone, str]:
    return dict(tokens().dark if scheme == "dark" else tokens().light)


@pytest.fixture
def chosen(qapp: QApplication) -> Iterator[QApplication]:
    """What a test chooses is as it was afterwards."""
    yield qapp
    QSettings().remove("look")
    apply_choices(qapp, Choices())


def test_contrast_is_reckoned_as_the_standard_does() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)  # the standard's own example


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_text_is_legible_on_the_grounds_it_stands_on(scheme: str) -> None:
    named = colours(scheme)
    low = [pair for pair in PAIRS if contrast(named[pair[0]], named[pair[1]]) < TEXT]
    assert low == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_outlines_that_must_be_seen_are(scheme: str) -> None:
    named = colours(scheme)
    assert contrast(named[Tone.LINE_STRONG], named[Tone.SURFACE]) >= SIGN
    assert contrast(named[Tone.ACCENT], named[Tone.WINDOW]) >= SIGN, "the frame of what has the focus"


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_state_is_legible_in_tables_chips_and_chosen_rows(scheme: str, state: State) -> None:
    look, named = tokens().state[state], colours(scheme)
    own: StateColours = look.dark if scheme == "dark" else look.light
    for ground in (own.bg, named[Tone.SURFACE], named[Tone.ACCENT_SOFT]):
        assert contrast(own.fg, ground) >= TEXT


def test_every_state_has_a_sign_of_its_own() -> None:
    signs = [look.sign for look in tokens().state.values()]
    assert len(set(signs)) == len(signs)
    assert [
        sign for sign in signs if not (SOURCES.parents[1] / "resources/icons" / f"{sign}.svg").is_file()
    ] == []


def test_light_and_dark_are_followed_while_the_window_stands(chosen: QApplication, qtbot: QtBot) -> None:
    label = QLabel("已审核")
    qtbot.addWidget(label)
    set_look(label, Look.GOOD)
    label.ensurePolished()
    for brightness, dark in ((Brightness.DARK, True), (Brightness.LIGHT, False)):
        apply_choices(chosen, Choices(brightness))
        assert is_dark() is dark
        assert chosen.palette().color(QPalette.ColorRole.Base) == tone(Tone.SURFACE)
        label.ensurePolished()
        assert label.palette().color(QPalette.ColorRole.WindowText) == tone(Tone.OK)


@pytest.mark.parametrize(
    ("size", "body", "row"), [("小", 12, 26), ("标准", 13, 28), ("大", 15, 32), ("特大", 17, 37)]
)
def test_letters_rows_and_controls_grow_together(
    chosen: QApplication, qtbot: QtBot, size: str, body: int, row: int
) -> None:
    apply_choices(chosen, Choices(size=size))
    button = QPushButton("导入")
    qtbot.addWidget(button)
    assert (font_of(Type.BODY).pixelSize(), heights().row) == (body, row)
    assert button.sizeHint().height() == heights().control


def test_choices_stay_on_this_pc_and_a_strange_one_is_as_none(chosen: QApplication) -> None:
    keep_choices(Choices(Brightness.DARK, "大", strong_lines=True))
    assert read_choices() == Choices(Brightness.DARK, "大", strong_lines=True)
    QSettings().setValue("look/size", "巨大")
    QSettings().setValue("look/brightness", "")
    assert read_choices() == Choices(strong_lines=True)


@pytest.mark.parametrize("strong", [False, True])
def test_stronger_outlines_are_a_choice(chosen: QApplication, qtbot: QtBot, strong: bool) -> None:
    apply_choices(chosen, Choices(Brightness.LIGHT, strong_lines=strong))
    field = QLineEdit()
    qtbot.addWidget(field)
    field.resize(120, 28)
    outline = field.grab().toImage().pixelColor(60, 0)
    assert outline == tone(Tone.LINE_STRONG if strong else Tone.CONTROL_LINE)


def test_a_role_changes_the_look_of_a_button(qapp: QApplication, qtbot: QtBot) -> None:
    button = QPushButton("提交审核")
    qtbot.addWidget(button)
    button.resize(120, 28)
    set_role(button, "primary")
    ground = button.grab().toImage().pixelColor(8, 14)
    assert ground == tone(Tone.ACCENT)


LITERAL = re.compile(r"^#[0-9A-Fa-f]{3}([0-9A-Fa-f]{3})?([0-9A-Fa-f]{2})?$")
CALLS = {"setPointSize", "setPointSizeF", "setStyleSheet"}
ROOMS = [
    *(SOURCES / "widgets").rglob("*.py"),
    *(SOURCES / "desktop").rglob("*.py"),
    *SOURCES.glob("*/tab/**/*.py"),
]


def test_no_colour_or_size_of_letters_stands_outside_the_look() -> None:
    wrong = []
    for file in ROOMS:
        if "look" in file.parts or file.name == "appearance.py":
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            colour = (
                isinstance(node, ast.Constant) and isinstance(node.value, str) and LITERAL.match(node.value)
            )
            size = isinstance(node, ast.Attribute) and node.attr in CALLS
            if colour or size:
                wrong.append(f"{file.relative_to(SOURCES)}:{node.lineno}")
    assert wrong == []
