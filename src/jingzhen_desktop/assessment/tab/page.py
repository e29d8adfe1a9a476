"""What the sub-pages share: each shows records by their places."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ...base.place import Place
from ...widgets.page import Page


class SubPage(Page):
    """A sub-page of the tab.

    Attributes:
        pane: what the tab shows in the page's place when the page asks for it; None where a page has none.
    """

    detail_wanted = Signal(str)
    """The page's pane is to be shown; its title."""
    pane: QWidget | None = None

    def show_place(self, place: Place) -> None:
        """Select the record of a place of this sub-page; one it does not know leaves it as it is."""
        self.catch_up()
