"""版本: the finalised versions, opened and printed as they were kept; what the records have come to say since;
修订.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ...base.place import Place
from ...base.text import chinese_date
from ...widgets.grid.lists import dress_list
from ...widgets.parts import ButtonRow, action_button
from ...widgets.side_panel import pad
from ..rules.freezing import SHORT_HASH
from ..values.text import Summary
from ..values.versions import LaterChange, SummaryVersion

_DATA = Qt.ItemDataRole.UserRole
_LONG = 14


class Versions(QWidget):
    """The list of versions and, of the newest, the later changes of the records."""

    open_wanted = Signal(object)
    """A SummaryVersion whose kept paper is to be shown."""
    revise_wanted = Signal(str)
    place_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.tree = QTreeWidget(self)
        dress_list(self.tree)
        self.tree.setAccessibleName("版本和定稿后的变化")
        self.tree.setHeaderHidden(True)
        self.tree.itemActivated.connect(self._activate)
        self.tree.itemDoubleClicked.connect(self._activate)
        self.reason = QLineEdit(self)
        self.reason.setPlaceholderText("修订原因，如“三季度用电数更正”")
        self.reason.setAccessibleName("修订原因")
        self.reason.returnPressed.connect(self._revise)
        self._open = action_button("打开", self._open_current, tip="打开选中版本的存档文件，可以再次打印")
        self._revise_button = action_button(
            "修订", self._revise, tip="解除定稿，改成下一版；已定稿的各版都保留"
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.note)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self.reason)
        layout.addWidget(ButtonRow(self._open, self._revise_button))
        pad(self)

    def show_versions(
        self, stored: Summary | None, versions: Sequence[SummaryVersion], later: Sequence[LaterChange]
    ) -> None:
        """List the versions newest first, under the newest what has changed since."""
        final = stored is not None and stored.is_final
        self.tree.clear()
        for number, version in enumerate(reversed(versions)):
            item = _version_item(version)
            if number == 0:
                for change in later:
                    item.addChild(_change_item(change))
            self.tree.addTopLevelItem(item)
            item.setExpanded(number == 0)
        newest = self.tree.topLevelItem(0)
        if newest is not None:
            self.tree.setCurrentItem(newest)
        self.note.setText(_note(stored, versions, later))
        self._open.setEnabled(bool(versions))
        self._revise_button.setEnabled(final)
        self.reason.setVisible(final)
        self._revise_button.setVisible(final)

    def _revise(self) -> None:
        self.revise_wanted.emit(self.reason.text())

    def _open_current(self) -> None:
        row = self.tree.currentIndex()
        while row.parent().isValid():
            row = row.parent()
        item = self.tree.topLevelItem(max(0, row.row()))
        if item is not None:
            self._activate(item)

    def _activate(self, item: QTreeWidgetItem, _column: int = 0) -> None:
        data = item.data(0, _DATA)
        if isinstance(data, SummaryVersion):
            self.open_wanted.emit(data)
        elif isinstance(data, Place):
            self.place_wanted.emit(data)


def _note(stored: Summary | None, versions: Sequence[SummaryVersion], later: Sequence[LaterChange]) -> str:
    if not versions:
        return "还没有定稿。点“定稿”后，正文和数值按当时的样子存档。"
    if stored is not None and not stored.is_final:
        return f"正在修订第{versions[-1].number + 1}版（{stored.revision_reason}）；以前的各版都保留。"
    if later:
        return f"定稿后有{len(later)}处记录变了（见下，双击查看）。要改正文，填写原因后点“修订”。"
    return "定稿后记录没有变化。"


def _version_item(version: SummaryVersion) -> QTreeWidgetItem:
    sound = "" if version.sound else "　⚠ 内容与定稿时不一致"
    item = QTreeWidgetItem([f"第{version.number}版　{version.finalised_at:%Y-%m-%d %H:%M}定稿{sound}"])
    reason = f"\n修订原因：{version.reason}" if version.reason else ""
    item.setToolTip(
        0,
        f"{version.title}\n落款{chinese_date(version.day)}\n"
        f"校验码{version.content_hash[:SHORT_HASH]}{reason}\n双击打开存档文件",
    )
    item.setData(0, _DATA, version)
    return item


def _change_item(change: LaterChange) -> QTreeWidgetItem:
    now = "无记录" if change.now is None else change.now
    item = QTreeWidgetItem([f"{change.title.partition('（')[0]}：{_short(change.then)}→{_short(now)}"])
    item.setToolTip(0, f"{change.title}\n定稿时：{change.then}\n现在：{now}")
    item.setData(0, _DATA, change.place)
    for step in change.steps:
        line = QTreeWidgetItem([f"{step.at:%Y-%m-%d %H:%M} {step.label}"])
        line.setToolTip(0, f"{step.at:%Y-%m-%d %H:%M:%S} {step.label}（双击到做这一步的地方）")
        line.setData(0, _DATA, step.place or change.place)
        item.addChild(line)
    return item


def _short(text: str) -> str:
    return text if len(text) <= _LONG else text[:_LONG] + "…"
