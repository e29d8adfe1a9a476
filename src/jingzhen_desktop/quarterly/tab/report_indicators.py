"""The unit's indicators of the year to date, under the form; each opens to its formula with the numbers in it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from ...base.numbers import show_number
from ...widgets.parts import FlowLayout
from ..values import Indicator, Term

_WIDEST = 70
"""Of the opened formula, in characters."""


class IndicatorStrip(QWidget):
    """A row of indicators that wraps; a click or Space opens one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[QPushButton] = []
        self.opened: FormulaPopup | None = None
        self._shown: tuple[Indicator, ...] = ()
        self._flow = FlowLayout(self, spacing=2)

    def show_indicators(self, indicators: Sequence[Indicator]) -> None:
        """Show indicators; buttons that are there already take the new values."""
        self._shown = tuple(indicators)
        while len(self.buttons) < len(indicators):
            self._add()
        for position, button in enumerate(self.buttons):
            button.setVisible(position < len(indicators))
            if position < len(indicators):
                button.setText(_short(indicators[position]))
                button.setToolTip(f"{indicators[position].name}：点开看计算式")

    def _add(self) -> None:
        position = len(self.buttons)
        button = QPushButton(self)
        button.setFlat(True)
        button.setAutoDefault(False)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(lambda: self._open(position))
        self.buttons.append(button)
        self._flow.addWidget(button)

    def _open(self, position: int) -> None:
        self.opened = FormulaPopup(self._shown[position], self)
        self.opened.show_above(self.buttons[position])


class FormulaPopup(QFrame):
    """One indicator opened: the formula in words, with its numbers, and what these are made of. Esc or a click elsewhere closes it."""

    def __init__(self, indicator: Indicator, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.label = QLabel(formula_html(indicator), self)
        self.label.setTextFormat(Qt.TextFormat.RichText)
        self.label.setWordWrap(True)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.label.setFixedWidth(self.fontMetrics().averageCharWidth() * _WIDEST)
        self.label.setAccessibleName(indicator.name)
        layout = QVBoxLayout(self)
        layout.addWidget(self.label)

    def show_above(self, button: QWidget) -> None:
        """Open beside a button, inside the screen."""
        self.adjustSize()
        corner = button.mapToGlobal(QPoint(0, -self.height() - 2))
        room = button.screen().availableGeometry()
        left = max(room.left(), min(corner.x(), room.right() - self.width()))
        self.move(left, max(room.top(), corner.y()))
        self.show()


def formula_html(indicator: Indicator) -> str:
    """Write an indicator with its formula and every number in it."""
    value = indicator.reason if indicator.value is None else f"{show_number(indicator.value, 2)}{indicator.unit}"
    parts = [f"<b>{escape(indicator.name)}：{escape(value)}</b>", escape(indicator.definition)]
    if indicator.value is not None and indicator.formula and indicator.formula not in indicator.definition:
        parts.append(escape(f"＝{indicator.formula}＝{show_number(indicator.value, 2)}{indicator.unit}"))
    if indicator.terms:
        parts.append("<table cellspacing='0' cellpadding='2'>" + "".join(map(_row, indicator.terms)) + "</table>")
    if indicator.source:
        parts.append(f"<small>{escape(indicator.source)}</small>")
    return "<br>".join(part for part in parts if part)


def _row(term: Term) -> str:
    value = f"{show_number(term.value)}{term.unit}" if term.value is not None else "—"
    return f"<tr><td>{escape(term.name)}</td><td align='right'>　{escape(value)}</td><td>　{escape(term.how)}</td></tr>"


def _short(indicator: Indicator) -> str:
    name = indicator.name.partition("（")[0]
    return f"{name} {'—' if indicator.value is None else show_number(indicator.value, 2) + indicator.unit}"
