"""The sub-page 定额对标: how each unit stands against what is chosen for it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ...widgets.desk import Desk
from ...widgets.page_head import lay_out_content
from ...widgets.parts import EmptyHint
from .page import SubPage


class StandingPage(SubPage):
    """Units down, their standing in one indicator across."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._empty = EmptyHint("", "", None, self)
        self.setFocusProxy(self._empty)
        lay_out_content(self, self._empty)

    def refresh(self) -> None:
        """Show the working year."""
        self._empty.set_text(f"{self._desk.year}年还没有为单位选定定额。")
