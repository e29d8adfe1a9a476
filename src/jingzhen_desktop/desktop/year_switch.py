"""The working year in the top bar: ‹ 2011年 ›, and a list of the years that have units."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from ..organisation.queries.units import years_with_units
from ..widgets.appearance import set_icon
from ..widgets.desk import Desk
from ..widgets.look.fonts import font_of
from ..widgets.look.tokens import Type

EARLIEST, LATEST = 1990, 2100


class YearSwitch(QWidget):
    """Shows and changes the working year of the desk."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.before, self.year, self.after = QToolButton(self), QToolButton(self), QToolButton(self)
        for button, sign, name, step in (
            (self.before, "left", "上一年", -1),
            (self.after, "right", "下一年", 1),
        ):
            set_icon(button, sign)
            button.setToolTip(name)
            button.setAccessibleName(name)
            button.setProperty("step", step)
            button.clicked.connect(self._step)
        self.fit_letters()
        self.year.setToolTip("各页显示哪一年的工作（Alt+Y）")
        self.year.setShortcut("Alt+Y")
        self.year.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._years = QMenu(self.year)
        self._years.aboutToShow.connect(self._fill)
        self.year.setMenu(self._years)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for button in (self.before, self.year, self.after):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            layout.addWidget(button)
        desk.year_changed.connect(self._show)
        self._show(desk.year)

    def fit_letters(self) -> None:
        """Have the face of the present 字号."""
        self.year.setFont(font_of(Type.BODY_BOLD))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel changes no value."""
        event.accept()

    def _show(self, year: int) -> None:
        self.year.setText(f"{year}年")
        self.year.setAccessibleName(f"年度：{year}年")
        self.before.setEnabled(year > EARLIEST)
        self.after.setEnabled(year < LATEST)

    def _step(self) -> None:
        self._desk.year += int(self.sender().property("step"))

    def _fill(self) -> None:
        """List the years that have units, the one in front and the one after the newest."""
        self._years.clear()
        known = years_with_units(self._desk.office)
        for year in sorted({*known, self._desk.year, max([*known, self._desk.year]) + 1}, reverse=True):
            action = QAction(f"{year}年", self._years)
            action.setCheckable(True)
            action.setChecked(year == self._desk.year)
            action.setData(year)
            action.triggered.connect(self._choose)
            self._years.addAction(action)

    def _choose(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._desk.year = int(action.data())
