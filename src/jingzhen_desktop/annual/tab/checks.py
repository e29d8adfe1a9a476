"""核对: numbers written against the records and figures the records no longer say,
each with one click to take the record's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...widgets.grid.lists import dress_list
from ...widgets.look.roles import set_role
from ...widgets.parts import SectionTitle
from ...widgets.side_panel import pad
from ..values.sources import ChangedFigure, Contradiction, Question

_DATA = Qt.ItemDataRole.UserRole
_LONG = 12


class Checks(QWidget):
    """What the text says otherwise than the records."""

    take_wanted = Signal(object)
    """A Contradiction or ChangedFigure of which the record's value is to be taken."""
    answer_wanted = Signal(object, object)
    """A Question and its Answer."""
    show_wanted = Signal(object)
    """A Contradiction or ChangedFigure that is to be shown in the text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = SectionTitle("核对", self)
        pad(self.title)
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.tree = QTreeWidget(self)
        dress_list(self.tree)
        self.tree.setAccessibleName("与记录不一致的内容")
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setColumnCount(2)
        self.tree.header().setStretchLastSection(False)
        self.tree.itemClicked.connect(lambda item: self.show_wanted.emit(item.data(0, _DATA)))
        self.tree.itemActivated.connect(lambda item: self.show_wanted.emit(item.data(0, _DATA)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        pad(self.note)
        layout.addWidget(self.title)
        layout.addWidget(self.note)
        layout.addWidget(self.tree, 1)
        self.compared = QLabel(self)
        self.compared.setWordWrap(True)
        self.compared.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self.compared, "hint")
        pad(self.compared)
        layout.addWidget(self.compared)

    def set_count(self, found: int) -> None:
        """Say in how many places the text speaks against the records."""
        self.title.setText(f"核对：{found}处不一致" if found else "核对")

    def show_found(
        self,
        typed: Sequence[Contradiction],
        changed: Sequence[ChangedFigure],
        asked: Sequence[Question] = (),
        *,
        editable: bool,
        compared: str = "",
    ) -> None:
        """List what was typed against the records, what the records no longer say, and the sentences they
        speak against; ``compared`` says what was held against them.
        """
        self.tree.clear()
        for one in typed:
            self._add(
                one, f"文中“{_short(one.typed)}”，记录为{_short(one.recorded)}", one.title, editable=editable
            )
        for change in changed:
            now = "记录中已没有" if change.now is None else f"记录现为{_short(change.now)}"
            self._add(
                change,
                f"文中“{_short(change.shown)}”，{now}",
                change.title,
                editable=editable and change.now is not None,
            )
        for question in asked:
            self._ask(question, editable=editable)
        found = len(typed) + len(changed)
        numbers = f"{found}处与记录不一致；点“采用”改成记录的数。" if found else "文中的数字与记录一致。"
        sentences = f"{len(asked)}句话与记录不一致，请选择保留、改写或删去。" if asked else ""
        self.note.setText(f"{numbers}{sentences}")
        self.tree.setVisible(bool(found or asked))
        self.compared.setText(compared)
        self.tree.header().setSectionResizeMode(0, self.tree.header().ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(1, self.tree.header().ResizeMode.ResizeToContents)

    def _ask(self, question: Question, *, editable: bool) -> None:
        item = QTreeWidgetItem([question.why, ""])
        item.setData(0, _DATA, question)
        item.setToolTip(0, question.why)
        self.tree.addTopLevelItem(item)
        if editable:
            self.tree.setItemWidget(item, 1, self._answers(question))

    def _answers(self, question: Question) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        for answer in question.answers:
            callback = partial(self.answer_wanted.emit, question, answer)
            layout.addWidget(_button(f"{answer.value}：{question.words}", callback, answer.value))
        return row

    def _add(self, one: Contradiction | ChangedFigure, text: str, title: str, *, editable: bool) -> None:
        item = QTreeWidgetItem([text, ""])
        item.setData(0, _DATA, one)
        item.setToolTip(0, f"{title}\n{text}")
        self.tree.addTopLevelItem(item)
        if editable:
            self.tree.setItemWidget(item, 1, _button(f"采用：{text}", lambda: self.take_wanted.emit(one)))


def _short(text: str) -> str:
    return text if len(text) <= _LONG else text[:_LONG] + "…"


def _button(name: str, callback: Callable[[], object], text: str = "采用") -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setAccessibleName(name)
    button.setToolTip("改成记录的数" if text == "采用" else name)
    button.clicked.connect(lambda _checked=False: callback())
    return button
