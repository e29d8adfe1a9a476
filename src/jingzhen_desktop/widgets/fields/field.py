"""What every form field shares: telling once, only on a change, and the sentence about what is wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from ...base.errors import InputRejected
from ...base.typed import Kind
from ..appearance import Look, set_look


class Field(QWidget):
    """What all fields share: the value last committed, the unit of measure,
    the sentence about what is wrong.
    """

    committed = Signal(object)
    """The clerk has finished and the value differs from the one before."""

    kind = Kind.TEXT

    def __init__(self, name: str, parent: QWidget | None = None, *, unit: str = "", tip: str = "") -> None:
        """``name`` is the label's text, which screen readers need too."""
        super().__init__(parent)
        self.name = name
        self._value: object = None
        self._before: object = None
        self._refused = False
        self.editor = self._make_editor()
        self._problem = QLabel(self)
        self._prepare(tip)
        self._lay_out(unit)

    def value(self) -> object:
        """The value last set or committed."""
        return self._value

    def set_value(self, value: object) -> None:
        """Show a value; what is being typed, or was refused, stays if the value is still the same."""
        if value == self._value and (self._refused or self._is_being_typed()):
            return
        self._value = self._before = value
        self._refused = False
        self._show_value()
        self._set_problem("")

    def flush(self) -> None:
        """Commit what is typed but not yet finished;
        called before the field shows something else or closes.
        """
        self._finish()

    def refuse(self, sentence: str) -> None:
        """Say under the field why what was typed cannot be stored;
        in answer to ``committed`` the value goes back.
        """
        self._refused = True
        self._set_problem(sentence)

    def discard(self) -> None:
        """Drop what is typed but not committed; called before the field shows another record."""
        self._refused = False
        self._show_value()
        self._set_problem("")

    @property
    def problem(self) -> str:
        """The sentence now shown under the field; empty when all is well."""
        return self._problem.text()

    # ---- what each kind does its own way

    def _make_editor(self) -> QWidget:
        raise NotImplementedError

    def _typed(self) -> object:
        """Read the editor; raises InputRejected."""
        raise NotImplementedError

    def _show_value(self) -> None:
        raise NotImplementedError

    def _is_being_typed(self) -> bool:
        return False

    def _extras(self) -> list[QWidget]:
        return []

    def _keep_typed(self) -> None:
        """After a refusal: leave what was typed to be mended, where it was typed."""
        self._show_value()

    # ---- shared

    def _finish(self) -> None:
        try:
            value = self._typed()
        except InputRejected as error:
            self._set_problem(str(error))
            return
        self._set_problem("")
        if value == self._value:
            self._show_value()
            return
        self._show_committed(value)

    def _show_committed(self, value: object) -> None:
        before, self._value, self._refused = self._value, value, False
        self._show_value()
        self.committed.emit(value)
        if self._refused:
            self._value = before
            self._keep_typed()

    def _set_problem(self, sentence: str) -> None:
        text = sentence if not sentence or sentence.endswith(("。", "？", "！")) else f"{sentence}。"
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        self.editor.setAccessibleDescription(text)
        if text:
            set_look(self._problem, Look.BAD)

    def _prepare(self, tip: str) -> None:
        self.editor.setAccessibleName(self.name)
        self.editor.setToolTip(tip)
        self.setFocusProxy(self.editor)
        self._problem.setWordWrap(True)
        self._problem.setTextFormat(Qt.TextFormat.PlainText)
        self._problem.hide()

    def _lay_out(self, unit: str) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.editor, 1)
        for extra in self._extras():
            line.addWidget(extra)
        if unit:
            line.addWidget(QLabel(unit, self))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(2)
        outer.addLayout(line)
        outer.addWidget(self._problem)
