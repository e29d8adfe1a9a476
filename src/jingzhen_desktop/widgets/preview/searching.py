"""The line under the preview's tool bar that finds words in the paper,
marks them and goes from one to the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from ..parts import action_button
from .scrolling import show_point

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPdfWidgets import QPdfView


class SearchBar(QWidget):
    """Hidden until asked for; every hit is marked on the pages, the current one stronger."""

    def __init__(self, view: QPdfView, parent: QWidget | None = None) -> None:
        from PySide6.QtPdf import QPdfSearchModel

        super().__init__(parent)
        self._view = view
        self._model = QPdfSearchModel(self)
        self._current = -1
        view.setSearchModel(self._model)
        self.line, self.count = QLineEdit(self), QLabel(self)
        self.line.setPlaceholderText("在这份文件中查找")
        self.line.setAccessibleName("查找的文字")
        self.line.setClearButtonEnabled(True)
        self.line.setMaximumWidth(self.fontMetrics().averageCharWidth() * 36)
        self.line.textChanged.connect(self._search)
        self.line.installEventFilter(self)
        self._previous = action_button("上一处", lambda: self.step(-1), "up", tip="上一处（Shift+F3）")
        self._next = action_button("下一处", lambda: self.step(1), "down", tip="下一处（F3 或回车）")
        self._lay_out()
        for keys, by in (("F3", 1), ("Shift+F3", -1)):
            QShortcut(QKeySequence(keys), view.window()).activated.connect(lambda by=by: self.step(by))
        self.hide()

    @property
    def hits(self) -> int:
        """How often the words were found."""
        return self._model.rowCount(QModelIndex())

    @property
    def current(self) -> int:
        """The hit shown, from 0; -1 for none."""
        return self._current

    def show_document(self, document: QPdfDocument) -> None:
        """Look in another document from now on;
        what was looked for is looked for there too if the line is open.
        """
        self._model.setDocument(document)
        self._search(self.line.text() if self.isVisible() else "")

    def open(self) -> None:
        """Show the line with the words chosen, ready to type."""
        self.show()
        self.line.setFocus()
        self.line.selectAll()
        self._search(self.line.text())

    def close_search(self) -> None:
        """Hide the line and take the marks away."""
        self.hide()
        self._search("")
        self._view.setFocus()

    def step(self, by: int) -> None:
        """Go to the next or an earlier hit, round the end."""
        if not self.isVisible():
            self.open()
        elif self.hits:
            self._go_to((self._current + by) % self.hits)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on, Shift+Enter back, Esc closes; the window's own Esc would close the preview."""
        if isinstance(event, QKeyEvent) and event.type() in {
            QEvent.Type.KeyPress,
            QEvent.Type.ShortcutOverride,
        }:
            known = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape}
            if known and event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
            elif known:
                self._key(event)
            if known:
                return True
        return super().eventFilter(watched, event)

    # ---- inside

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        for part in (self.line, self._previous, self._next, self.count):
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addWidget(action_button("关闭查找", self.close_search, "close", tip="关闭查找（Esc）"))

    def _key(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_search()
        else:
            self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)

    def _search(self, text: str) -> None:
        """Find all of it at once: left to itself the model looks at ten pages a second."""
        self._model.setSearchString(text.strip())
        document = self._model.document()
        if text.strip() and document is not None:
            for page in range(document.pageCount()):
                self._model.resultsOnPage(page)
        self._current = -1
        for button in (self._previous, self._next):
            button.setEnabled(self.hits > 0)
        if self.hits:
            self._go_to(self._first_from(self._view.pageNavigator().currentPage()))
        else:
            self._view.setCurrentSearchResultIndex(-1)
            self.count.setText("没有找到" if text.strip() else "")

    def _first_from(self, page: int) -> int:
        return next((hit for hit in range(self.hits) if self._model.resultAtIndex(hit).page() >= page), 0)

    def _go_to(self, hit: int) -> None:
        self._current = hit
        self._view.setCurrentSearchResultIndex(hit)
        found, document = self._model.resultAtIndex(hit), self._model.document()
        if document is not None:
            show_point(self._view, document, found.page(), found.location())
        self.count.setText(f"第 {hit + 1} 处，共 {self.hits} 处")
