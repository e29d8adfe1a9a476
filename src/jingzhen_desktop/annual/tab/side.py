"""The column beside the text: its outline, and the problems to choose from for 五."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ...widgets.grid.lists import dress_list
from ...widgets.page_head import PartHead
from ...widgets.side_panel import pad
from ..rules.markup import plain
from ..rules.tables import plain_table
from ..values.facts import ProblemCandidate
from ..values.kinds import Level, Origin, ParagraphKind
from ..values.text import SummaryParagraph

_LONGEST = 26
_DATA = Qt.ItemDataRole.UserRole


class Outline(QWidget):
    """The paragraphs, one line each; moving, adding and removing them."""

    chosen = Signal(int)
    """The clerk wants to see the paragraph of this number."""
    move_wanted = Signal(int, int)
    """Paragraph number, steps up (negative) or down."""
    add_wanted = Signal(int)
    remove_wanted = Signal(int)
    order_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paragraphs: tuple[SummaryParagraph, ...] = ()
        self.list = QListWidget(self)
        dress_list(self.list, from_edge=True)
        self.list.setAccessibleName("段落提纲")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.itemClicked.connect(lambda item: self.chosen.emit(self.list.row(item)))
        self.list.itemActivated.connect(lambda item: self.chosen.emit(self.list.row(item)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._actions = self._made_actions()
        self.list.addActions(self._actions)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        layout.addWidget(PartHead("提纲", self._actions, self))
        layout.addWidget(self.list, 1)

    def set_editable(self, editable: bool) -> None:
        """Let the paragraphs be moved, added and removed, or only looked at."""
        for action in self._actions:
            action.setEnabled(editable)

    def _made_actions(self) -> list[QAction]:
        entries: tuple[tuple[str, Callable[[], object], str, str], ...] = (
            ("上移", lambda: self._move(-1), "Alt+Up", "把选中的段落上移一段"),
            ("下移", lambda: self._move(1), "Alt+Down", "把选中的段落下移一段"),
            (
                "插入",
                lambda: self.add_wanted.emit(self.list.currentRow()),
                "Ctrl+Shift+N",
                "在选中的段落后面插入一段",
            ),
            ("删除", self._remove, "Ctrl+Shift+D", "删除选中的段落"),
            ("重排序号", self.order_wanted.emit, "Ctrl+Shift+L", "按先后重排一、（一）1. 等序号"),
        )
        actions = []
        for text, call, key, tip in entries:
            action = QAction(text, self)
            action.triggered.connect(lambda _checked=False, call=call: call())
            action.setShortcut(QKeySequence(key))
            action.setToolTip(f"{tip}（{key}）")
            actions.append(action)
        return actions

    def set_paragraphs(self, paragraphs: Sequence[SummaryParagraph]) -> None:
        """Show the paragraphs; the chosen line stays."""
        self._paragraphs = tuple(paragraphs)
        row = self.list.currentRow()
        with QSignalBlocker(self.list):
            self.list.clear()
            for one in paragraphs:
                item = QListWidgetItem(_line(one))
                item.setToolTip(
                    "手工改过的段落：重新生成时保留"
                    if one.origin is Origin.EDITED
                    else "由记录生成的段落：重新生成时更新"
                )
                font = item.font()
                font.setBold(one.level is Level.CHAPTER)
                item.setFont(font)
                self.list.addItem(item)
            self.list.setCurrentRow(min(row, len(paragraphs) - 1))

    def show_counts(self, counts: Mapping[int, int]) -> None:
        """Say before each paragraph, and before the heading of its chapter, in how many places it speaks
        against the records; by the paragraph's number.
        """
        chapter, found = -1, Counter(counts)
        for number, one in enumerate(self._paragraphs):
            if one.level is Level.CHAPTER:
                chapter = number
            elif chapter >= 0:
                found[chapter] += counts.get(number, 0)
        with QSignalBlocker(self.list):
            for number, one in enumerate(self._paragraphs):
                mark = f"⚠{found[number]} " if found[number] else ""
                self.list.item(number).setText(mark + _line(one))

    def select(self, row: int) -> None:
        """Show which paragraph the caret is in."""
        with QSignalBlocker(self.list):
            self.list.setCurrentRow(row)

    def _move(self, steps: int) -> None:
        if self.list.currentRow() >= 0:
            self.move_wanted.emit(self.list.currentRow(), steps)

    def _remove(self) -> None:
        if self.list.currentRow() >= 0:
            self.remove_wanted.emit(self.list.currentRow())


class Problems(QWidget):
    """The candidates for 五 with ticks; they take effect with the next generation."""

    ticked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListWidget(self)
        dress_list(self.list, from_edge=True)
        self.list.setAccessibleName("存在的问题选项")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemChanged.connect(lambda _item: self.ticked.emit())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        hint = QLabel("勾选要写入“存在的问题”的内容：", self)
        pad(hint)
        layout.addWidget(hint)
        layout.addWidget(self.list, 1)

    def set_candidates(self, candidates: Sequence[ProblemCandidate], chosen: Sequence[str]) -> None:
        """Offer the candidates with those chosen ticked."""
        with QSignalBlocker(self.list):
            self.list.clear()
            for one in candidates:
                item = QListWidgetItem(one.label + ("" if one.standard else "（据记录）"))
                item.setData(_DATA, one.key)
                item.setToolTip(plain(one.text))
                item.setFlags(
                    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
                )
                item.setCheckState(Qt.CheckState.Checked if one.key in chosen else Qt.CheckState.Unchecked)
                self.list.addItem(item)

    @property
    def offered(self) -> tuple[str, ...]:
        """Keys of all candidates."""
        return tuple(str(self.list.item(row).data(_DATA)) for row in range(self.list.count()))

    @property
    def chosen(self) -> tuple[str, ...]:
        """Keys of the candidates that are ticked."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return tuple(str(item.data(_DATA)) for item in items if item.checkState() is Qt.CheckState.Checked)


def _line(one: SummaryParagraph) -> str:
    text = "［表］" + plain_table(one.text).caption if one.kind is ParagraphKind.TABLE else plain(one.text)
    short = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    indent = "" if one.level is Level.CHAPTER else "　"
    return f"{indent}{'✎ ' if one.origin is Origin.EDITED else ''}{short}"
