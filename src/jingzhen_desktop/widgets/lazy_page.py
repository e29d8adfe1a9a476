"""Sub-pages that are made when they are first shown, so that opening a tab does not wait for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

Page = TypeVar("Page", bound=QWidget)


_OF_THE_FRAME = ("head_actions", "tools")
"""What the frame asks of a sub-page: it finds it here as soon as the page is there."""


class LazyPage(QWidget, Generic[Page]):
    """The place of a page; ``made`` is told once when the page is there."""

    def __init__(
        self, make: Callable[[QWidget], Page], made: Callable[[Page], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._make, self._made = make, made
        self._page: Page | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    @property
    def is_made(self) -> bool:
        return self._page is not None

    @property
    def page(self) -> Page:
        """The page, made now if it was not yet."""
        if self._page is None:
            self._page = self._make(self)
            self._layout.addWidget(self._page)
            self._page.show()
            for name in _OF_THE_FRAME:
                if hasattr(self._page, name):
                    setattr(self, name, getattr(self._page, name))
            self.setFocusProxy(self._page)
            self._made(self._page)
        return self._page
