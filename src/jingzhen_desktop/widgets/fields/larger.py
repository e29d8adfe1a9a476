"""Fields that are no line: notes, choices, ticks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from ...base.typed import Choices, Kind, parse_typed, show_typed
from ..quiet import QuietComboBox
from .field import Field

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent

_REST = 1000
"""Milliseconds without typing after which a note is committed."""
_NOTE_LINES = 3


class _NoteEdit(QPlainTextEdit):
    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class NoteField(Field):
    """Text of several lines; committed when left, and after a second of rest."""

    kind = Kind.NOTE

    def __init__(
        self, name: str, parent: QWidget | None = None, *, tip: str = "", lines: int = _NOTE_LINES
    ) -> None:
        self._lines = lines
        self._rest = QTimer()
        super().__init__(name, parent, tip=tip)
        self._value = ""
        self._rest.setParent(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._commit_at_rest)

    @property
    def edit(self) -> QPlainTextEdit:
        assert isinstance(self.editor, QPlainTextEdit)
        return self.editor

    def _make_editor(self) -> QWidget:
        edit = _NoteEdit(self)
        edit.setTabChangesFocus(True)
        edit.setMinimumHeight(round(edit.fontMetrics().lineSpacing() * (self._lines + 0.8)))
        edit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        edit.textChanged.connect(self._rest.start)
        edit.left.connect(self._finish)
        return edit

    def _typed(self) -> object:
        self._rest.stop()
        return parse_typed(Kind.NOTE, self.edit.toPlainText())

    def _commit_at_rest(self) -> None:
        """Commit without touching the text: the clerk may be about to type on."""
        value = self._typed()
        if value != self._value:
            self._refused = False
            self._before, self._value = self._value, value
            self.committed.emit(value)
            if self._refused:
                self._value = self._before

    def _show_value(self) -> None:
        text = show_typed(Kind.NOTE, self._value)
        if self.edit.toPlainText() != text:
            with QSignalBlocker(self.edit):
                self.edit.setPlainText(text)
        self._rest.stop()

    def _is_being_typed(self) -> bool:
        return self._rest.isActive() or self.edit.hasFocus()

    def _text(self) -> str:
        return self.edit.toPlainText()

    def _put(self, text: str) -> None:
        with QSignalBlocker(self.edit):
            self.edit.setPlainText(text)


class ChoiceField(Field):
    """One of several values; committed as soon as chosen."""

    kind = Kind.CHOICE

    def __init__(
        self,
        name: str,
        choices: Choices | Callable[[], Choices] = (),
        parent: QWidget | None = None,
        *,
        tip: str = "",
    ) -> None:
        self._source = choices
        super().__init__(name, parent, tip=tip)
        self.reload_choices()

    @property
    def box(self) -> QComboBox:
        assert isinstance(self.editor, QComboBox)
        return self.editor

    def set_choices(self, choices: Choices) -> None:
        """Offer other values; the present one stays shown."""
        self._source = choices
        self.reload_choices()

    def reload_choices(self) -> None:
        """Ask the function of choices again."""
        self._choices = self._source() if callable(self._source) else self._source
        with QSignalBlocker(self.box):
            self.box.clear()
            self.box.addItems([text for _, text in self._choices])
        self._show_value()

    def _make_editor(self) -> QWidget:
        box = QuietComboBox(self)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(6)
        box.activated.connect(lambda _index: self._finish())
        return box

    def _typed(self) -> object:
        position = self.box.currentIndex()
        return self._choices[position][0] if 0 <= position < len(self._choices) else self._value

    def _text(self) -> str:
        return self.box.currentText()

    def _put(self, text: str) -> None:
        with QSignalBlocker(self.box):
            self.box.setCurrentIndex(self.box.findText(text))

    def _show_value(self) -> None:
        values = [value for value, _ in self._choices]
        known = self._value in values
        with QSignalBlocker(self.box):
            self.box.setPlaceholderText("" if known or self._value is None else str(self._value))
            self.box.setCurrentIndex(values.index(self._value) if known else -1)


class TickField(Field):
    """Yes or no; committed as soon as ticked."""

    kind = Kind.YESNO

    @property
    def box(self) -> QCheckBox:
        assert isinstance(self.editor, QCheckBox)
        return self.editor

    def _make_editor(self) -> QWidget:
        self._value = False
        box = QCheckBox(self.name, self)
        box.clicked.connect(lambda _checked=False: self._finish())
        return box

    def _typed(self) -> object:
        return self.box.isChecked()

    def _show_value(self) -> None:
        self.box.setChecked(bool(self._value))

    def _text(self) -> str:
        return str(self.box.isChecked())

    def _put(self, _text: str) -> None:
        """A tick is not kept unless it is stored."""

    def _keep_typed(self) -> None:
        """A tick that is not stored must not look like one that is."""
        self._show_value()
