"""The list a unit is picked from in the row of tools, with the arrows to the units before and after it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox, QToolButton, QWidget

from ...widgets.appearance import set_icon
from ...widgets.look.tokens import tokens
from ...widgets.quiet import QuietComboBox

_LEAST = 6
"""Letters of a unit's name that are seen in the narrowest row of tools."""


class UnitPicker(QuietComboBox):
    """Is as wide as its longest name where there is room; its list always is.

    Attributes:
        previous, next: go to the units beside the one shown.
    """

    def __init__(self, name: str, leave: Callable[[], object], parent: QWidget | None = None) -> None:
        """``leave`` is called before an arrow goes to another unit."""
        super().__init__(parent)
        self._leave = leave
        self.setAccessibleName(name)
        self.setToolTip(f"{name}（Ctrl+PgUp、Ctrl+PgDown换单位）")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.previous = self._arrow("left", -1, "Ctrl+PgUp", "上一个单位")
        self.next = self._arrow("right", 1, "Ctrl+PgDown", "下一个单位")

    def minimumSizeHint(self) -> QSize:
        least = self.fontMetrics().horizontalAdvance("单" * _LEAST) + tokens().space.xl
        return QSize(min(least, self.sizeHint().width()), super().minimumSizeHint().height())

    def showPopup(self) -> None:
        self.view().setMinimumWidth(self.sizeHint().width())
        super().showPopup()

    def _arrow(self, icon: str, step: int, key: str, tip: str) -> QToolButton:
        button = QToolButton(self.parentWidget())
        set_icon(button, icon)
        button.setShortcut(key)
        button.setToolTip(f"{tip}（{key}）")
        button.setAccessibleName(tip)
        button.setProperty("step", step)
        button.clicked.connect(self._step)
        return button

    def _step(self) -> None:
        position = self.currentIndex() + int(self.sender().property("step"))
        self._leave()
        if 0 <= position < self.count():
            self.setCurrentIndex(position)
