"""What the tab's pages share: each reads anew after a step, but only while it is seen;
a hidden one when it is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ...widgets.desk import Desk

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent


class InspectionPage(QWidget):
    """A page of the tab; ``refresh`` shows what is stored."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._stale = True
        desk.stepped.connect(lambda _step: self._note_change())
        desk.year_changed.connect(lambda _year: self._note_change())

    def refresh(self) -> None:
        """Show the records of the working year as they are stored."""
        raise NotImplementedError

    def freshen(self) -> None:
        """Refresh if something changed since the last time."""
        if self._stale:
            self._stale = False
            self.refresh()

    def flush(self) -> None:
        """Store what is typed but not finished; called before the page is hidden."""

    def hideEvent(self, event: QHideEvent) -> None:
        self.flush()
        super().hideEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        self.freshen()
        super().showEvent(event)

    def _note_change(self) -> None:
        self._stale = True
        if self.isVisible():
            self.freshen()
