"""What the sub-pages share: each shows records by their places."""

from __future__ import annotations

from ...base.place import Place
from ...widgets.page import Page


class SubPage(Page):
    """A sub-page of the tab."""

    def show_place(self, place: Place) -> None:
        """Select the record of a place of this sub-page; one it does not know leaves it as it is."""
        self.catch_up()
