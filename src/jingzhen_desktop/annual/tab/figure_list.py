"""数据域: every figure the records can put into the text, found by words or pinyin, put in at the caret."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ...base.text import missing_words, search_words
from ...widgets.grid.lists import dress_list
from ...widgets.parts import ButtonRow, action_button
from ..values.sources import Explanation
from ..values.text import Figure

_DATA = Qt.ItemDataRole.UserRole
_LONG = 18


class FigureList(QWidget):
    """The list with its search line."""

    insert_wanted = Signal(object, str)
    """A Figure and the unit of measure that is written after it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered: Sequence[Explanation] = ()
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("查找数据域，可用拼音首字母，如 jccs")
        self.search.setAccessibleName("查找数据域")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._fill())
        self.search.returnPressed.connect(self.insert)
        self.list = QListWidget(self)
        dress_list(self.list, from_edge=True)
        self.list.setAccessibleName("数据域列表")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.itemDoubleClicked.connect(lambda _item: self.insert())
        self.button = action_button(
            "插入到正文", self.insert, shortcut="Ctrl+I", tip="把选中的数据插入到光标处"
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addWidget(self.search)
        layout.addWidget(self.list, 1)
        layout.addWidget(ButtonRow(self.button))

    def offer(self, explained: Sequence[Explanation], *, editable: bool) -> None:
        """Offer figures; what is being searched for stays."""
        self.button.setEnabled(editable)
        if explained != self._offered:
            self._offered = explained
            self._fill()

    def insert(self) -> None:
        """Put the chosen figure in, the first one found if none is chosen."""
        if self.list.count() and self.button.isEnabled():
            one: Explanation = self.list.item(max(0, self.list.currentRow())).data(_DATA)
            self.insert_wanted.emit(
                Figure(one.key, one.shown), "" if one.shown.endswith(one.unit) else one.unit
            )

    def _fill(self) -> None:
        words = search_words(self.search.text())
        self.list.clear()
        for one in self._offered:
            title = one.title.partition("（")[0]
            if missing_words(words, f"{title} {one.shown}"):
                continue
            shown = one.shown if len(one.shown) <= _LONG else one.shown[:_LONG] + "…"
            item = QListWidgetItem(f"{title}：{shown}{'' if one.shown.endswith(one.unit) else one.unit}")
            item.setToolTip(f"{one.title}：{one.shown}\n{one.how}")
            item.setData(_DATA, one)
            self.list.addItem(item)
