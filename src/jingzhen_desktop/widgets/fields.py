"""Labelled fields that save by themselves: each tells once the clerk has finished and the value really changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..base.errors import InputRejected
from .appearance import Look, look_colour, set_icon
from .typed import Choices, Kind, editable_text, parse_typed, show_typed

_REST = 1000
"""Milliseconds without typing after which a note is committed."""
_NOTE_LINES = 3


class Field(QWidget):
    """What all fields share: the value last committed, the unit of measure, the sentence about what is wrong."""

    committed = Signal(object)
    """The clerk has finished and the value differs from the one before."""

    kind = Kind.TEXT

    def __init__(self, name: str, parent: QWidget | None = None, *, unit: str = "", tip: str = "") -> None:
        """``name`` is the label's text, which screen readers need too."""
        super().__init__(parent)
        self.name = name
        self._value: object = None
        self.editor = self._make_editor()
        self._problem = QLabel(self)
        self._prepare(tip)
        self._lay_out(unit)

    def value(self) -> object:
        """The value last set or committed."""
        return self._value

    def set_value(self, value: object) -> None:
        """Show a value; what is being typed stays if the value is still the same."""
        if value == self._value and self._is_being_typed():
            return
        self._value = value
        self._show_value()
        self._set_problem("")

    def flush(self) -> None:
        """Commit what is typed but not yet finished; called before the field shows something else or closes."""
        self._finish()

    def refuse(self, sentence: str) -> None:
        """Say under the field why what was typed cannot be stored."""
        self._set_problem(sentence)

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
        self._value = value
        self._show_value()
        self.committed.emit(value)

    def _set_problem(self, sentence: str) -> None:
        text = sentence if not sentence or sentence.endswith(("。", "？", "！")) else f"{sentence}。"
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        self.editor.setAccessibleDescription(text)
        if text:
            palette = QPalette(self._problem.palette())
            palette.setColor(QPalette.ColorRole.WindowText, look_colour(Look.BAD))
            self._problem.setPalette(palette)

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


class TextField(Field):
    """One line of text."""

    def __init__(self, name: str, parent: QWidget | None = None, *, unit: str = "", tip: str = "", places: int | None = None) -> None:
        self._places = places
        super().__init__(name, parent, unit=unit, tip=tip)
        if self.kind is Kind.TEXT:
            self._value = ""

    @property
    def line(self) -> QLineEdit:
        assert isinstance(self.editor, QLineEdit)
        return self.editor

    def _make_editor(self) -> QWidget:
        line = QLineEdit(self)
        line.editingFinished.connect(self._finish)
        return line

    def _typed(self) -> object:
        return parse_typed(self.kind, self.line.text())

    def _show_value(self) -> None:
        shown = show_typed(self.kind, self._value, self._places)
        exact = editable_text(self.kind, self._value)
        rounded = self._places is not None and parse_typed(self.kind, shown) != self._value
        self.line.setText(exact if rounded else shown)
        self.line.setModified(False)

    def _is_being_typed(self) -> bool:
        return self.line.isModified()


class NumberField(TextField):
    """An exact number; blank is None, not 0."""

    kind = Kind.NUMBER


class IntegerField(TextField):
    """A whole number; blank is None, not 0."""

    kind = Kind.INTEGER


class DateField(TextField):
    """A date, typed in any usual way or picked from the calendar; shown as yyyy-MM-dd."""

    kind = Kind.DATE

    def _extras(self) -> list[QWidget]:
        self._button = QToolButton(self)
        set_icon(self._button, "calendar")
        self._button.setAccessibleName(f"{self.name}：打开日历")
        self._button.setToolTip("打开日历（Alt+↓）")
        self._button.clicked.connect(self._open_calendar)
        self._calendar: QCalendarWidget | None = None
        self.line.setPlaceholderText("如 2011-7-5")
        self.line.installEventFilter(self)
        return [self._button]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            if alt and event.key() == Qt.Key.Key_Down:
                self._open_calendar()
                return True
        return super().eventFilter(watched, event)

    def _open_calendar(self) -> None:
        calendar = self._calendar = self._calendar or self._make_calendar()
        day = self._value if isinstance(self._value, date) else date.today()
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        calendar.adjustSize()
        calendar.move(self._calendar_corner(calendar.sizeHint()))
        calendar.show()
        calendar.setFocus()

    def _make_calendar(self) -> QCalendarWidget:
        calendar = QCalendarWidget(self)
        calendar.setWindowFlag(Qt.WindowType.Popup)
        calendar.setAccessibleName(f"{self.name}：日历")
        calendar.activated.connect(self._pick)
        calendar.clicked.connect(self._pick)
        return calendar

    def _calendar_corner(self, size: QSize) -> QPoint:
        """Under the field, or above it where the screen ends."""
        room = self.screen().availableGeometry()
        below, above = self.mapToGlobal(QPoint(0, self._button.height())), self.mapToGlobal(QPoint(0, -size.height()))
        left = max(room.left(), min(below.x(), room.right() - size.width()))
        return QPoint(left, below.y() if below.y() + size.height() <= room.bottom() else max(room.top(), above.y()))

    def _pick(self, day: QDate) -> None:
        if self._calendar is not None:
            self._calendar.hide()
        self.line.setText(day.toString("yyyy-MM-dd"))
        self._finish()


class _NoteEdit(QPlainTextEdit):
    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class NoteField(Field):
    """Text of several lines; committed when left, and after a second of rest."""

    kind = Kind.NOTE

    def __init__(self, name: str, parent: QWidget | None = None, *, tip: str = "", lines: int = _NOTE_LINES) -> None:
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
            self._value = value
            self.committed.emit(value)

    def _show_value(self) -> None:
        text = show_typed(Kind.NOTE, self._value)
        if self.edit.toPlainText() != text:
            with QSignalBlocker(self.edit):
                self.edit.setPlainText(text)
        self._rest.stop()

    def _is_being_typed(self) -> bool:
        return self._rest.isActive() or self.edit.hasFocus()


class _QuietComboBox(QComboBox):
    """Scrolling past must not change a value."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ChoiceField(Field):
    """One of several values; committed as soon as chosen."""

    kind = Kind.CHOICE

    def __init__(self, name: str, choices: Choices | Callable[[], Choices] = (), parent: QWidget | None = None, *, tip: str = "") -> None:
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
        box = _QuietComboBox(self)
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(6)
        box.activated.connect(lambda _index: self._finish())
        return box

    def _typed(self) -> object:
        position = self.box.currentIndex()
        return self._choices[position][0] if 0 <= position < len(self._choices) else self._value

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


@dataclass(frozen=True)
class FieldSpec:
    """One field of a form.

    Attributes:
        key: name in ``set_values`` and in ``committed``.
        label: what the clerk reads before the field.
        kind: which field it becomes.
        help: tool tip, and grey in an empty text field.
        choices: value and text for CHOICE, or a function that returns them.
        unit: unit of measure, after the field.
        places: decimals shown for NUMBER.
    """

    key: str
    label: str
    kind: Kind = Kind.TEXT
    help: str = ""
    choices: Choices | Callable[[], Choices] = ()
    unit: str = ""
    places: int | None = None


class FieldForm(QWidget):
    """Fields with their labels; ``fields`` holds them by key."""

    committed = Signal(str, object)
    """Key and new value of the field the clerk has finished."""

    def __init__(self, specs: Sequence[FieldSpec], parent: QWidget | None = None, *, columns: int = 1) -> None:
        """``columns``: how many label-and-field pairs stand side by side; notes always take a whole line."""
        super().__init__(parent)
        self.fields: dict[str, Field] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._place(specs, columns)

    def field(self, key: str) -> Field:
        return self.fields[key]

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show values by key; keys without a field are passed over, fields without a key stay."""
        for key, value in values.items():
            if key in self.fields:
                self.fields[key].set_value(value)

    def values(self) -> dict[str, object]:
        """The values last set or committed."""
        return {key: field.value() for key, field in self.fields.items()}

    def flush(self) -> None:
        """Commit whatever is typed but not finished."""
        for field in self.fields.values():
            field.flush()

    def refuse(self, key: str, sentence: str) -> None:
        """Say under a field why it cannot be stored."""
        self.fields[key].refuse(sentence)

    def _place(self, specs: Sequence[FieldSpec], columns: int) -> None:
        line, column = 0, 0
        for spec in specs:
            whole = spec.kind is Kind.NOTE
            if column and (whole or column >= columns):
                line, column = line + 1, 0
            self._add(spec, line, column * 2, columns * 2 - 1 if whole else 1)
            line, column = (line + 1, 0) if whole else (line, column + 1)
        for column in range(columns):
            self._grid.setColumnStretch(column * 2 + 1, 1)
        self._grid.setRowStretch(line + 1, 1)

    def _add(self, spec: FieldSpec, line: int, column: int, span: int) -> None:
        field = make_field(spec, self)
        self.fields[spec.key] = field
        field.committed.connect(lambda value, key=spec.key: self.committed.emit(key, value))
        if spec.kind is not Kind.YESNO:
            label = QLabel(spec.label, self)
            label.setBuddy(field.editor)
            self._grid.addWidget(label, line, column, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
            label.setMinimumHeight(field.editor.sizeHint().height() if spec.kind is not Kind.NOTE else 0)
        self._grid.addWidget(field, line, column + 1, 1, span, Qt.AlignmentFlag(0) if spec.kind is Kind.NOTE else Qt.AlignmentFlag.AlignTop)


def make_field(spec: FieldSpec, parent: QWidget | None = None) -> Field:
    """Make the field a spec describes."""
    if spec.kind is Kind.CHOICE:
        return ChoiceField(spec.label, spec.choices, parent, tip=spec.help)
    if spec.kind is Kind.YESNO:
        return TickField(spec.label, parent, tip=spec.help)
    if spec.kind is Kind.NOTE:
        note = NoteField(spec.label, parent, tip=spec.help)
        note.edit.setPlaceholderText(spec.help)
        return note
    line = _LINES[spec.kind](spec.label, parent, unit=spec.unit, tip=spec.help, places=spec.places)
    if spec.help and spec.kind is not Kind.DATE:
        line.line.setPlaceholderText(spec.help)
    return line


_LINES: dict[Kind, type[TextField]] = {Kind.TEXT: TextField, Kind.NUMBER: NumberField, Kind.INTEGER: IntegerField, Kind.DATE: DateField}
