"""What every form field shares: telling once, only on a change, and saying what is wrong in a callout."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ...base.errors import InputRejected
from ...base.typed import Kind
from ..callout import Refusal, callouts_of, full_sentence
from ..look.roles import set_bad

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class FieldDraft:
    """A text that was refused in a field, why, and as what it may have been meant."""

    text: str
    problem: Refusal
    reading: str


class Field(QWidget):
    """What all fields share: the value last committed, the unit of measure, what is wrong.

    A refused text stays in the field, in a red frame, until it is right or Esc brings the old value back; the
    callout says why, and Enter takes the reading it may offer.
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
        self._problem = Refusal("")
        self._reading = ""
        self.editor = self._make_editor()
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
        """Say at the field why what was typed cannot be stored;
        in answer to ``committed`` the value goes back, the text stays to be mended.
        """
        self._refused = True
        self._set_problem(sentence)

    def draft(self) -> FieldDraft | None:
        """The text that was refused and why; None if nothing was."""
        return FieldDraft(self._text(), self._problem, self._reading) if self.problem else None

    def bring_back(self, draft: FieldDraft) -> None:
        """Show a refused text again, in the record it was typed for."""
        self._put(draft.text)
        self._refused = True
        self._set_problem(draft.problem.sentence, draft.problem.reading)
        self._reading = draft.reading

    def discard(self) -> None:
        """Drop what is typed but not committed; called before the field shows another record."""
        self._refused = False
        self._show_value()
        self._set_problem("")

    @property
    def problem(self) -> str:
        """The sentence about what is wrong; empty when all is well."""
        return self._problem.sentence

    def tell_problem(self) -> None:
        """Show the callout of this field, in place of that of another."""
        if self._problem.sentence:
            callouts_of(self.editor).refuse(self.editor, self._problem, self.editor.rect)

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

    def _likely(self) -> tuple[str, str]:
        """What the refused text was most likely meant to be: as it would be typed, and as it is shown."""
        return "", ""

    def _text(self) -> str:
        """What stands in the editor."""
        raise NotImplementedError

    def _put(self, text: str) -> None:
        """Put a text in place of what stands in the editor, as if it were typed."""
        raise NotImplementedError

    def _extras(self) -> list[QWidget]:
        return []

    def _keep_typed(self) -> None:
        """After a refusal; what was typed is left to be mended, where it was typed."""

    # ---- shared

    def _finish(self) -> None:
        try:
            value = self._typed()
        except InputRejected as error:
            self._reading, shown = self._likely()
            self._set_problem(str(error), shown)
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

    def _set_problem(self, sentence: str, reading: str = "") -> None:
        problem = Refusal(full_sentence(sentence), reading)
        if not sentence:
            self._reading = ""
        if problem == self._problem:
            self.tell_problem()
            return
        self._problem = problem
        self.editor.setAccessibleDescription(problem.sentence)
        set_bad(self.editor, bool(sentence))
        self.editor.removeEventFilter(self._watcher)
        if sentence:
            self.editor.installEventFilter(self._watcher)
            self.tell_problem()
        else:
            callouts_of(self.editor).end(self.editor)

    def on_refused_key(self, event: QKeyEvent) -> bool:
        """Take the keys that lead on from a refused text; False if the editor is to have the key."""
        if event.key() == Qt.Key.Key_Escape:
            self.discard()
            return True
        if event.key() in _ENTER and self._reading:
            self._put(self._reading)
            self._finish()
            return True
        return False

    def _prepare(self, tip: str) -> None:
        self.editor.setAccessibleName(self.name)
        self.editor.setToolTip(tip)
        self.setFocusProxy(self.editor)
        self._watcher = _Watcher(self)

    def _lay_out(self, unit: str) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.editor, 1)
        for extra in self._extras():
            line.addWidget(extra)
        if unit:
            line.addWidget(QLabel(unit, self))


class _Watcher(QObject):
    """Listens to the editor of a field as long as its text is refused."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self._field = field

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._field.tell_problem()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._field.on_refused_key(event)
        return False
