"""审核问题: what the checks say of the report in front, and what the unit says to it, typed beside. Above them
what was typed and could not be stored.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ...widgets.appearance import Look, look_colour, look_icon
from ...widgets.grid.lists import dress_list
from ...widgets.look.roles import set_role
from ...widgets.parts import SectionTitle
from ..values.findings import Finding, Reviewed, Severity
from ..values.reports import Amount

_HINT = "选中上面的问题，写单位的解释，回车保存"
_LEAST_LINES = 5
"""Of the list, however low the window."""


class FindingsPanel(QWidget):
    """The findings, gravest first as they come; one click goes to the cell, the line below takes the 说明."""

    cell_wanted = Signal(str, object)
    """Item key, and the Amount."""
    draft_wanted = Signal(int)
    """The place of a refused text among those shown."""
    explained = Signal(object, str)
    """The findings chosen, and what was said to them."""
    counted = Signal(int)
    """How many of them are open: not explained, or typed and not stored."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Sequence[Reviewed] | None = None
        self._drafts: list[str] = []
        self.title = SectionTitle("审核问题", self)
        self.list = QListWidget(self)
        dress_list(self.list)
        self.line = QLineEdit(self)
        self._label = QLabel("说明(&M)", self)
        self.blanks = QLabel(self)
        self.blanks.setWordWrap(True)
        set_role(self.blanks, "hint")
        self.blanks.hide()
        self._set_up()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self.title, self.list, self._label, self.line, self.blanks):
            layout.addWidget(widget, 1 if widget is self.list else 0)
        layout.addStretch()  # without any the title stays at the top

    def show_findings(self, reviewed: Sequence[Reviewed], is_open: bool, blanks: int = 0) -> None:
        """Show findings; the same ones leave the list and what is being typed as they are. ``blanks`` is how
        many cells are blank about which nothing is asked yet.
        """
        self.blanks.setText(f"还有{blanks}格空白，提交审核时一起提示；没有用的可“其余填0”。")
        self.blanks.setVisible(bool(blanks))
        self.line.setEnabled(is_open and bool(reviewed))
        if reviewed != self._shown:
            self._fill(reviewed, self._drafts)

    def show_drafts(self, sentences: Sequence[str]) -> None:
        """Show above the findings what was typed and could not be stored: cell, text and why."""
        if list(sentences) != self._drafts:
            self._fill(self._shown or (), list(sentences))

    def _fill(self, reviewed: Sequence[Reviewed], drafts: list[str]) -> None:
        chosen = {_key(one) for one in self._chosen()}
        self._shown, self._drafts = reviewed, drafts
        self.list.clear()
        for sentence in drafts:
            self.list.addItem(_line(f"没有存入：{sentence}", Look.BAD))
        for one in reviewed:
            item = _item(one)
            self.list.addItem(item)
            item.setSelected(_key(one) in chosen)
        self.title.setText(_title(reviewed, len(drafts)))
        for part in (self.list, self._label, self.line):
            part.setVisible(bool(reviewed or drafts))
        self.counted.emit(len(drafts) + sum(one.blocks for one in reviewed))
        self._show_words()

    def texts(self) -> list[str]:
        """The findings as the list shows them."""
        return [self.list.item(row).text() for row in range(len(self._drafts), self.list.count())]

    def _chosen(self) -> list[Reviewed]:
        rows = sorted(self.list.row(item) - len(self._drafts) for item in self.list.selectedItems())
        return [self._shown[row] for row in rows if row >= 0] if self._shown else []

    def _show_words(self) -> None:
        """Put the explanation of what is chosen into the line."""
        words = {one.explanation for one in self._chosen()}
        self.line.setText(words.pop() if len(words) == 1 else "")

    def _go(self, item: QListWidgetItem) -> None:
        row = self.list.row(item) - len(self._drafts)
        if row < 0:
            self.draft_wanted.emit(row + len(self._drafts))
        elif self._shown:
            finding = self._shown[row].finding
            if finding.item:
                self.cell_wanted.emit(finding.item, finding.what or Amount.QUANTITY)

    def _say(self) -> None:
        findings: list[Finding] = [one.finding for one in self._chosen()]
        if findings:
            self.explained.emit(findings, self.line.text())

    def _set_up(self) -> None:
        self.list.setAccessibleName("审核问题")
        self.list.setWordWrap(True)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.list.setMinimumHeight(_LEAST_LINES * self.fontMetrics().lineSpacing())
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemSelectionChanged.connect(self._show_words)
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._start)
        self.line.setAccessibleName("说明")
        self.line.setPlaceholderText(_HINT)
        self.line.setToolTip(f"{_HINT}；按住Ctrl可选几条写同一个说明；清空即取消")
        self.line.returnPressed.connect(self._say)
        self._label.setBuddy(self.line)

    def _start(self, _item: QListWidgetItem) -> None:
        self.line.setFocus()
        self.line.selectAll()


def _item(one: Reviewed) -> QListWidgetItem:
    text = f"{one.finding.severity.value}：{one.finding.text}"
    if one.outdated:
        text += f"\n　说明（数据已变，请重写）：{one.explanation}"
    elif one.explanation:
        text += f"\n　说明：{one.explanation}"
    look = Look.BAD if one.finding.severity is Severity.ERROR else (Look.WARNING if one.blocks else Look.GOOD)
    return _line(text, look)


def _line(text: str, look: Look) -> QListWidgetItem:
    item = QListWidgetItem(text)
    item.setForeground(look_colour(look))
    if sign := look_icon(look):
        item.setIcon(sign)
    return item


def _key(one: Reviewed) -> tuple[object, ...]:
    return one.finding.check, one.finding.item, one.finding.what


def _title(reviewed: Sequence[Reviewed], drafts: int) -> str:
    if drafts:
        return f"没有存入{drafts}格" + (f"，审核问题{len(reviewed)}条" if reviewed else "")
    if not reviewed:
        return "审核问题：没有"
    waiting = sum(one.blocks for one in reviewed)
    return f"审核问题（{len(reviewed)}条" + (f"，{waiting}条未解决）" if waiting < len(reviewed) else "）")
