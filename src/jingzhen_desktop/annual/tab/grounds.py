"""依据: which records the paragraph at the caret was written from, each a way to its place;
and writing that paragraph anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ...base.place import Place
from ...widgets.grid.lists import dress_list
from ...widgets.look.roles import set_role
from ...widgets.parts import ButtonRow, SectionTitle, action_button
from ...widgets.side_panel import pad
from ..values.sources import Explanation

_DATA = Qt.ItemDataRole.UserRole
_MOST = 200
"""Records listed under one figure; of a town with more units the rest is counted."""


class Grounds(QWidget):
    """The figures of one paragraph with the records behind each."""

    place_wanted = Signal(object)
    rewrite_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._explained: tuple[Explanation, ...] = ()
        self._key = ""
        title = SectionTitle("依据", self)
        pad(title)
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.tree = QTreeWidget(self)
        dress_list(self.tree)
        self.tree.setAccessibleName("本段依据的记录")
        self.tree.setHeaderHidden(True)
        self.tree.setColumnCount(1)
        self.tree.setUniformRowHeights(True)
        self.tree.itemActivated.connect(self._go)
        self.tree.itemDoubleClicked.connect(self._go)
        self.rewrite = action_button(
            "重新生成本段",
            self.rewrite_wanted.emit,
            shortcut="Ctrl+Shift+G",
            tip="由记录重写光标所在的一段，先对照再采用",
        )
        self.see = action_button("查看记录", self._go_current, tip="到选中的记录去；也可以双击")
        for button in (self.rewrite, self.see):
            set_role(button, "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        pad(self.note)
        layout.addWidget(title)
        layout.addWidget(self.note)
        layout.addWidget(self.tree, 1)
        row = ButtonRow(self.rewrite, self.see)
        pad(row)
        layout.addWidget(row)

    def show_paragraph(self, explained: Sequence[Explanation], *, own: bool, editable: bool) -> None:
        """List the figures of a paragraph;
        ``own`` says it is the clerk's own writing, with no generated text behind it.
        """
        self.tree.clear()
        self._explained = tuple(explained)
        self.tree.setVisible(bool(explained))
        self.see.setVisible(bool(explained))
        records = chain.from_iterable(one.records for one in explained)
        places = {record.place for record in records}
        self.note.setText(_note(len(explained), len(places), own=own))
        self.rewrite.setEnabled(editable and not own)
        for one in explained:
            self.tree.addTopLevelItem(_figure_item(one))
        self._unfold()

    def show_figure(self, key: str) -> None:
        """Unfold the figure at the caret; empty: there is none."""
        self._key = key
        self._unfold()

    def _unfold(self) -> None:
        for row, one in enumerate(self._explained):
            item = self.tree.topLevelItem(row)
            assert item is not None
            is_meant = one.key == self._key or len(self._explained) == 1
            item.setExpanded(is_meant)
            if one.key == self._key:
                self.tree.setCurrentItem(item)
                self.tree.scrollToItem(item, self.tree.ScrollHint.PositionAtTop)

    def _go_current(self) -> None:
        if (item := self.tree.currentItem()) is not None:
            self._go(item)

    def _go(self, item: QTreeWidgetItem, _column: int = 0) -> None:
        place = item.data(0, _DATA)
        if isinstance(place, Place):
            self.place_wanted.emit(place)


def _note(figures: int, records: int, *, own: bool) -> str:
    if not figures:
        return "本段是自己写的，没有取自记录的数据。" if own else "本段是固定用语，没有取自记录的数据。"
    return f"本段用了{figures}个数据，来自{records}处记录（双击查看）："


def _figure_item(one: Explanation) -> QTreeWidgetItem:
    shown = one.shown if len(one.shown) <= 16 else one.shown[:16] + "…"
    item = QTreeWidgetItem([f"{one.title.partition('（')[0]}：{shown}"])
    item.setToolTip(0, f"{one.title}：{one.shown}\n{one.how}")
    item.setData(0, _DATA, one.place)
    for record in one.records[:_MOST]:
        line = QTreeWidgetItem([f"{record.text}{'：' + record.value if record.value else ''}"])
        line.setToolTip(0, f"{record.text}{'：' + record.value if record.value else ''}（双击查看）")
        line.setData(0, _DATA, record.place)
        item.addChild(line)
    if len(one.records) > _MOST:
        item.addChild(QTreeWidgetItem([f"……共{len(one.records)}条记录，全部列在数据来源表里"]))
    return item
