"""The bar at the top of the window: menus, 查找, what is saved, undo and redo, the working year.

Of an office file there is something to see only while one is open.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenuBar, QSizePolicy, QToolButton, QWidget

from ..widgets.appearance import Look, icon, look_colour, set_icon
from ..widgets.desk import Desk
from ..widgets.look.fonts import heights, scaled
from ..widgets.look.tokens import tokens
from ..widgets.tool_row import Chip
from .year_switch import YearSwitch

_FIND_WIDTH, _LEAST_FIND_WIDTH = 300, 120


class TopBar(QWidget):
    """One line over everything.

    Attributes:
        menus: the menu bar; the window fills it.
        words: the field of 查找.
        example, read_only: conditions that stand for the whole file.
        saved: when the last step was stored; its tool tip names the step.
    """

    words_wanted = Signal(str)
    """Words to look for have been typed."""
    list_wanted = Signal()
    """The clerk goes on to what was found, by Down or Enter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.menus = QMenuBar(self)
        self.menus.setNativeMenuBar(False)
        self.menus.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.words = self._find_field()
        self.tick, self.saved = QLabel(self), QLabel(self)
        self._undo, self._redo = QToolButton(self), QToolButton(self)
        self._year: YearSwitch | None = None
        self.example, self.read_only = Chip(self), Chip(self)
        self._lay_out()
        self.fit_letters()
        self.show_office(None)

    def fit_letters(self) -> None:
        """Be as high as the present 字号 asks for."""
        self.setFixedHeight(heights().top_bar)
        self.words.setMinimumWidth(scaled(_LEAST_FIND_WIDTH))
        self.words.setMaximumWidth(scaled(_FIND_WIDTH))
        self.saved.setMinimumWidth(self.saved.fontMetrics().horizontalAdvance("已保存 00:00:00"))

    def set_undo(self, undo: QAction, redo: QAction) -> None:
        """Show the two actions as buttons; their tool tips name the step."""
        for button, action, sign in ((self._undo, undo, "undo"), (self._redo, redo, "redo")):
            set_icon(action, sign)
            button.setDefaultAction(action)

    def show_office(self, desk: Desk | None) -> None:
        """Show the parts about an office file, or none of them."""
        if self._year is not None:
            self._year.deleteLater()
            self._year = None
        self.show_saved(None, "")
        for part in (self.words, self._undo, self._redo):
            part.setVisible(desk is not None)
        self.words.clear()
        for chip in (self.example, self.read_only):
            chip.tell("")
        if desk is not None:
            self._year = YearSwitch(desk, self)
            self._line.addWidget(self._year)

    def show_saved(self, at: datetime | None, label: str) -> None:
        """Say when the last step was stored, and which it was."""
        self.saved.setText("" if at is None else f"已保存 {at:%H:%M:%S}")
        self.saved.setToolTip(label)
        self.tick.setPixmap(
            icon("check", look_colour(Look.GOOD)).pixmap(tokens().icon.cell) if at else QIcon().pixmap(1)
        )

    def start_finding(self) -> None:
        """Put the cursor into the field of 查找."""
        self.words.setFocus()
        self.words.selectAll()

    def _find_field(self) -> QLineEdit:
        field = QLineEdit(self)
        field.setPlaceholderText("查找单位、数字、文号　Ctrl+F")
        field.setClearButtonEnabled(True)
        field.setAccessibleName("查找内容")
        field.setToolTip("在整个数据文件中查找（Ctrl+F）")
        field.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        field.textEdited.connect(self.words_wanted)
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            on = QShortcut(QKeySequence(key), field, context=Qt.ShortcutContext.WidgetShortcut)
            on.activated.connect(self.list_wanted)
        return field

    def _lay_out(self) -> None:
        self._line = QHBoxLayout(self)
        space = tokens().space
        self._line.setContentsMargins(space.s, 0, space.s, 0)
        self._line.setSpacing(space.xs)
        self._line.addWidget(self.menus, 0, Qt.AlignmentFlag.AlignVCenter)
        self._line.addStretch(1)
        self._line.addWidget(self.words, 2)
        self._line.addStretch(1)
        for part in (self.example, self.read_only, self.tick, self.saved, self._undo, self._redo):
            self._line.addWidget(part)
