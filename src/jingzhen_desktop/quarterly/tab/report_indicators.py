"""The unit's indicators of the year to date, under the form;
each opens to its formula with the numbers in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import accumulate

from PySide6.QtCore import Qt
from PySide6.QtGui import QMoveEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QLabel, QLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from ...base.numbers import show_number
from ...widgets.look.tokens import tokens
from ...widgets.parts import FlowLayout
from ..values.figures import Indicator, Term
from .indicators import formula_lines

_GAP = 2
"""Px between two indicators."""
_WIDEST = 70
"""Of the opened formula, in characters."""


class IndicatorStrip(QWidget):
    """A row of indicators that wraps, after the name of the period they are of; a click or Space opens one.
    In a low window it is one line, and what does not fit is in the menu of the button at its end.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[QPushButton] = []
        self.opened: FormulaDialog | None = None
        self._shown: tuple[Indicator, ...] = ()
        self._flow = FlowLayout(self, spacing=_GAP)
        space = tokens().space
        self.setContentsMargins(space.m, space.xs, space.m, space.xs)
        self.period = QLabel(self)
        self.period.setTextFormat(Qt.TextFormat.PlainText)
        self.period.setContentsMargins(space.xs, space.xs, space.s, space.xs)
        self._flow.addWidget(self.period)
        self.more = QPushButton("其他指标", self)
        self.more.setFlat(True)
        self.more.setAutoDefault(False)
        self.more.setToolTip("放不下的指标，点开看数值和计算式")
        self._menu = QMenu(self.more)
        self.more.setMenu(self._menu)
        self.more.hide()

    def show_indicators(self, indicators: Sequence[Indicator], period: str) -> None:
        """Show indicators of a period; buttons that are there already take the new values."""
        self._shown = tuple(indicators)
        self.period.setText(period)
        self.period.setVisible(bool(indicators))
        while len(self.buttons) < len(indicators):
            self._add()
        for button, indicator in zip(self.buttons, indicators, strict=False):
            button.setText(_short(indicator))
            button.setToolTip(f"{indicator.name}：点开看计算式")
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def moveEvent(self, event: QMoveEvent) -> None:
        """It stands at the foot: where the window grows lower it moves."""
        super().moveEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        count = len(self._shown)
        fitting = count if self.window().height() >= tokens().breakpoint.low else self._fitting()
        for position, button in enumerate(self.buttons):
            button.setVisible(position < fitting)
        self.more.setVisible(fitting < count)
        self._menu.clear()
        for position in range(fitting, count):
            entry = self._menu.addAction(_short(self._shown[position]))
            entry.setProperty("position", position)
            entry.triggered.connect(self._open_entry)

    def _fitting(self) -> int:
        """How many stand in one line beside the button for the others."""
        widths = [button.sizeHint().width() + _GAP for button in self.buttons[: len(self._shown)]]
        room = self.contentsRect().width() - self.period.sizeHint().width() - _GAP
        if sum(widths) - _GAP <= room:
            return len(widths)
        room -= self.more.sizeHint().width()
        return sum(used <= room for used in accumulate(widths))

    def _open_entry(self) -> None:
        self._open(int(self.sender().property("position")))

    def _add(self) -> None:
        position = len(self.buttons)
        button = QPushButton(self)
        button.setFlat(True)
        button.setAutoDefault(False)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(lambda: self._open(position))
        self.buttons.append(button)
        self._flow.removeWidget(self.more)
        self._flow.addWidget(button)
        self._flow.addWidget(self.more)

    def _open(self, position: int) -> None:
        if self.opened is None:
            self.opened = FormulaDialog(self)
        self.opened.show_indicator(self._shown[position])


class FormulaDialog(QDialog):
    """One indicator opened: the formula in words, with its numbers, and what these are made of;
    Esc closes it, typing goes on beside it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = QLabel(self)
        self.label.setTextFormat(Qt.TextFormat.RichText)
        self.label.setWordWrap(True)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        room = tokens().width.window_least - 2 * tokens().space.xl
        self.label.setFixedWidth(min(room, self.fontMetrics().averageCharWidth() * _WIDEST))
        layout = QVBoxLayout(self)
        layout.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)
        layout.addWidget(self.label)

    def show_indicator(self, indicator: Indicator) -> None:
        """Open with an indicator, or show another one in the window that is open."""
        self.setWindowTitle(f"计算式：{indicator.name}")
        self.label.setText(formula_html(indicator))
        self.label.setAccessibleName(indicator.name)
        self.show()
        self.activateWindow()


def formula_html(indicator: Indicator) -> str:
    """Write an indicator with its formula and every number in it."""
    value = "" if indicator.value is None else f"：{show_number(indicator.value, 2)}{indicator.unit}"
    parts = [f"<b>{escape(indicator.name + value)}</b>", *map(escape, formula_lines(indicator))]
    if indicator.terms:
        parts.append(
            "<table cellspacing='0' cellpadding='2'>" + "".join(map(_row, indicator.terms)) + "</table>"
        )
    if indicator.source:
        parts.append(f"<small>依据：{escape(indicator.source)}</small>")
    return "<br>".join(parts)


def _row(term: Term) -> str:
    value = f"{show_number(term.value)}{term.unit}" if term.value is not None else "—"
    return (
        f"<tr><td>{escape(term.name)}</td><td align='right'>　{escape(value)}"
        f"</td><td>　{escape(term.how)}</td></tr>"
    )


def _short(indicator: Indicator) -> str:
    name = indicator.name.partition("（")[0]
    return f"{name} {'—' if indicator.value is None else show_number(indicator.value, 2) + indicator.unit}"
