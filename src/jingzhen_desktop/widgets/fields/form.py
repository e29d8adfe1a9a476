"""A form: fields with their labels, made from a list of what is wanted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QWidget,
)

from ...base.typed import Choices, Kind
from ..look.roles import set_role
from ..look.tokens import tokens
from .field import Field, FieldDraft
from .larger import ChoiceField, NoteField, TickField
from .lines import DateField, IntegerField, NumberField, TextField

Record = TypeVar("Record")


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
        whole_line: whether it takes a line of its own, as notes do.
    """

    key: str
    label: str
    kind: Kind = Kind.TEXT
    help: str = ""
    choices: Choices | Callable[[], Choices] = ()
    unit: str = ""
    places: int | None = None
    whole_line: bool = False


@dataclass(frozen=True, kw_only=True)
class RecordField(FieldSpec, Generic[Record]):
    """A field of a form that shows a record.

    Attributes:
        write: the record with what was typed here, where the field is not simply the one its key names.
    """

    write: Callable[[Record, Any], Record] | None = None

    def written(self, record: Record, typed: object) -> Record:
        """The record with another value in this field."""
        if self.write is not None:
            return self.write(record, typed)
        changed: Record = replace(cast("Any", record), **{self.key: typed})
        return changed


class FieldForm(QWidget):
    """Fields with their labels; ``fields`` holds them by key."""

    committed = Signal(str, object)
    """Key and new value of the field the clerk has finished."""

    def __init__(
        self,
        specs: Sequence[FieldSpec],
        parent: QWidget | None = None,
        *,
        columns: int = 1,
        stacked: bool = False,
    ) -> None:
        """``columns``: how many label-and-field pairs stand side by side; notes always take a whole line.
        ``stacked``: each label stands over its field, as there is room for in a side panel.
        """
        super().__init__(parent)
        self.fields: dict[str, Field] = {}
        self._labels: dict[str, QLabel] = {}
        self._record: object = None
        self._drafts: dict[object, dict[str, FieldDraft]] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        if stacked:
            self._stack(specs)
        else:
            self._place(specs, columns)

    def field(self, key: str) -> Field:
        return self.fields[key]

    def show_record(self, record: object, values: Mapping[str, Any]) -> None:
        """Show the values of a record, known by a key of its own; what was refused in the one before waits
        until that is shown again. What is typed there is flushed by the page, while it still shows it.
        """
        if record != self._record:
            drafts = {key: draft for key, field in self.fields.items() if (draft := field.draft())}
            if drafts:
                self._drafts[self._record] = drafts
            self.discard()
            self._record = record
        self.set_values(values)
        for key, draft in self._drafts.pop(record, {}).items():
            self.fields[key].bring_back(draft)

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show values by key; keys without a field are passed over, fields without a key stay."""
        for key, value in values.items():
            if key in self.fields:
                self.fields[key].set_value(value)

    def values(self) -> dict[str, object]:
        """The values last set or committed."""
        return {key: field.value() for key, field in self.fields.items()}

    def show_field(self, key: str, shown: bool) -> None:
        """Show a field with its label, or neither: where nobody asks for it."""
        for part in (self.fields[key], self._labels.get(key)):
            if part is not None:
                part.setVisible(shown)

    def flush(self) -> None:
        """Commit whatever is typed but not finished; of what is refused, the first is told."""
        for field in self.fields.values():
            field.flush()
        refused = [field for field in self.fields.values() if field.problem]
        if refused:
            refused[0].tell_problem()

    def discard(self) -> None:
        """Drop whatever is typed but not committed; called before the form shows another record."""
        for field in self.fields.values():
            field.discard()

    def refuse(self, key: str, sentence: str) -> None:
        """Say at a field why it cannot be stored."""
        self.fields[key].refuse(sentence)

    @property
    def waiting_count(self) -> int:
        """How many refused texts wait for their record to be shown again; those in the fields not counted."""
        return sum(len(drafts) for drafts in self._drafts.values())

    def problems(self) -> list[str]:
        """The sentences about what is wrong in fields."""
        return [field.problem for field in self.fields.values() if field.problem]

    def _stack(self, specs: Sequence[FieldSpec]) -> None:
        self._grid.setVerticalSpacing(tokens().space.xxs)
        for line, spec in enumerate(specs):
            field = self._make(spec)
            if spec.kind is not Kind.YESNO:
                label = self._label(spec, field)
                set_role(label, "label")
                label.setContentsMargins(0, tokens().space.s if line else 0, 0, 0)
                self._grid.addWidget(label, line * 2, 0)
            self._grid.addWidget(field, line * 2 + 1, 0)
        self._grid.setRowStretch(len(specs) * 2 + 1, 1)

    def _make(self, spec: FieldSpec) -> Field:
        field = make_field(spec, self)
        self.fields[spec.key] = field
        field.committed.connect(lambda value, key=spec.key: self.committed.emit(key, value))
        return field

    def _label(self, spec: FieldSpec, field: Field) -> QLabel:
        label = QLabel(spec.label, self)
        label.setBuddy(field.editor)
        self._labels[spec.key] = label
        return label

    def _place(self, specs: Sequence[FieldSpec], columns: int) -> None:
        line, column = 0, 0
        for spec in specs:
            whole = spec.kind is Kind.NOTE or spec.whole_line
            if column and (whole or column >= columns):
                line, column = line + 1, 0
            self._add(spec, line, column * 2, columns * 2 - 1 if whole else 1)
            line, column = (line + 1, 0) if whole else (line, column + 1)
        for column in range(columns):
            self._grid.setColumnStretch(column * 2 + 1, 1)
        self._grid.setRowStretch(line + 1, 1)

    def _add(self, spec: FieldSpec, line: int, column: int, span: int) -> None:
        field = self._make(spec)
        if spec.kind is not Kind.YESNO:
            label = self._label(spec, field)
            self._grid.addWidget(label, line, column, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
            label.setMinimumHeight(field.editor.sizeHint().height() if spec.kind is not Kind.NOTE else 0)
        self._grid.addWidget(
            field,
            line,
            column + 1,
            1,
            span,
            Qt.AlignmentFlag(0) if spec.kind is Kind.NOTE else Qt.AlignmentFlag.AlignTop,
        )


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


_LINES: dict[Kind, type[TextField]] = {
    Kind.TEXT: TextField,
    Kind.NUMBER: NumberField,
    Kind.INTEGER: IntegerField,
    Kind.DATE: DateField,
}
