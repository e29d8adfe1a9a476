"""Lists and trees look like the tables; what steps or is chosen from a list is not changed by the wheel."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QListWidget, QTreeWidget, QTreeWidgetItem, QWidget

from jingzhen_desktop.widgets.grid.lists import dress_list
from jingzhen_desktop.widgets.look.fonts import heights
from jingzhen_desktop.widgets.look.palette import tone
from jingzhen_desktop.widgets.look.tokens import Tone
from jingzhen_desktop.widgets.quiet import QuietComboBox, QuietSpinBox

from ..test_contracts import PACKAGE

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

LOUD = {"QComboBox", "QSpinBox", "QDoubleSpinBox", "QDateEdit", "QTimeEdit", "QDateTimeEdit", "QSlider"}
PLAIN = {
    "widgets/photos.py",  # photos side by side, each with its name under it
}
"""Lists that are no lines of words."""


def _wheel(widget: QWidget) -> None:
    none, scrolls = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    place, turned = QPointF(5, 5), QPoint(0, -120)
    keys = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QWheelEvent(place, place, QPoint(), turned, none, keys, scrolls, False))


def test_the_wheel_changes_no_value(qapp: QApplication, qtbot: QtBot) -> None:
    box, number = QuietComboBox(), QuietSpinBox()
    box.addItems(["一", "二"])
    for widget in (box, number):
        qtbot.addWidget(widget)
        widget.show()
        widget.setFocus()
        _wheel(widget)
    assert (box.currentIndex(), number.value()) == (0, 0)


def _made(file: Any) -> set[str]:
    """The names of Qt's classes that a file makes widgets of."""
    calls = [
        node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
    ]
    return {call.func.id for call in calls if isinstance(call.func, ast.Name)}


def test_only_what_the_wheel_passes_over_is_made() -> None:
    loud = {str(file.relative_to(PACKAGE)): _made(file) & LOUD for file in PACKAGE.rglob("*.py")}
    assert {name: made for name, made in loud.items() if made} == {}


def test_every_list_and_tree_has_the_look_of_the_tables() -> None:
    plain = []
    for file in PACKAGE.rglob("*.py"):
        name = file.relative_to(PACKAGE).as_posix()
        if _made(file) & {
            "QListWidget",
            "QTreeWidget",
            "QTableWidget",
            "QTableView",
            "QListView",
            "QTreeView",
        }:
            plain += [name] if "dress_list" not in _made(file) and name not in PLAIN else []
    assert plain == []


@pytest.mark.parametrize("kind", [QListWidget, QTreeWidget])
def test_a_list_has_the_rows_and_the_selection_of_a_table(
    qapp: QApplication, qtbot: QtBot, kind: type[QListWidget | QTreeWidget]
) -> None:
    view = kind()
    qtbot.addWidget(view)
    dress_list(view)
    for text in ("一行", "另一行"):
        if isinstance(view, QListWidget):
            view.addItem(text)
        else:
            view.addTopLevelItem(QTreeWidgetItem([text]))
    view.resize(300, 200)
    view.show()
    index = view.model().index(1, 0)
    place = view.visualRect(index)
    assert place.height() == heights().row
    view.setCurrentIndex(index)
    inside = view.viewport().grab().toImage()
    assert inside.pixelColor(place.right() - 6, place.center().y()) == tone(Tone.ACCENT_SOFT)
    assert inside.pixelColor(place.right() - 6, place.top() - 1) == tone(Tone.LINE)
