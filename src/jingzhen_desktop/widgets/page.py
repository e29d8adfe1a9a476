"""Pages that show what the office file holds:
read when shown, read anew when something was stored meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ..base.errors import UserFacingError
from ..base.place import Place
from .desk import Desk

if TYPE_CHECKING:
    from .fields.form import (  # the fields are loaded with the first page that has some
        FieldForm,
        Record,
        RecordField,
    )


@runtime_checkable
class ShowsPlaces(Protocol):
    """What the window asks of a tab's widget: to bring a record of the tab to the front and select it."""

    def show_place(self, place: Place) -> None:
        """Show a place of this tab; a kind or id it does not know leaves it as it is."""


class Page(QWidget):
    """A page of the desk; subclasses say in :meth:`refresh` how it reads.
    A hidden page waits until it is shown.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._stale = True
        desk.stepped.connect(self._note_change)
        desk.year_changed.connect(self._note_change)

    def refresh(self) -> None:
        """Show the office file as it is now."""
        raise NotImplementedError

    def catch_up(self) -> None:
        """Read anew if anything may have changed since the last time; call before looking for a record."""
        if self._stale:
            self._stale = False
            with self._desk.alerts.guard():
                self.refresh()

    def read_now(self) -> None:
        """Read, and let pass on what cannot be read; what is shown next is not read again."""
        self._stale = False
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        self.catch_up()
        super().showEvent(event)

    def _note_change(self, _what: object) -> None:
        self._stale = True
        if self.isVisible():
            self.catch_up()


def store_with(form: FieldForm, write: Callable[[str, object], None]) -> None:
    """Store each committed field with ``write``;
    what it refuses is said at the field and stays there to be mended.
    """

    def store(key: str, value: object) -> None:
        try:
            write(key, value)
        except UserFacingError as error:
            form.refuse(key, str(error))

    form.committed.connect(store)


def store_record(
    form: FieldForm,
    fields: Sequence[RecordField[Record]],
    shown: Callable[[], Record | None],
    change: Callable[[Record, Record], None],
) -> None:
    """Store each of these fields, when it is committed, as a change of the record that the form shows, if it
    shows one; other fields of the form are somebody else's.
    """
    by_key = {field.key: field for field in fields}

    def write(key: str, value: object) -> None:
        record = shown() if key in by_key else None
        if record is not None:
            change(record, by_key[key].written(record, value))

    store_with(form, write)
