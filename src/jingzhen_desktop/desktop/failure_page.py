"""What stands in the window when an office file cannot be opened:
the reason, what is wrong, and the ways out.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from ..office.backup import Backup
from ..widgets.look.roles import set_role
from ..widgets.parts import ButtonRow, SectionTitle, action_button
from .start import wide


class FailurePage(QWidget):
    """原因, 从备份恢复, 另选文件.

    Args:
        path: the office file.
        reason: why it cannot be opened.
        all_backups, choose, back: what the buttons do.
    """

    restore_wanted = Signal(object)
    """Path of the backup to restore."""

    def __init__(
        self,
        path: Path,
        reason: str,
        all_backups: Callable[[], object],
        choose: Callable[[], object],
        back: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._newest: Backup | None = None
        self.reason, self.offer = _text(reason, self), _text("正在检查文件，并查找最近的备份……", self)
        self.findings = QPlainTextEdit(self)
        self.findings.setReadOnly(True)
        self.findings.setTabChangesFocus(True)
        self.findings.setAccessibleName("检查结果")
        self.findings.hide()
        self.restore_button = action_button(
            "从最近的备份恢复", self._restore, tip="用最近一份完好的备份替换；现在的文件会另存"
        )
        set_role(self.restore_button, "primary")
        self.restore_button.setEnabled(False)
        self.list_button = action_button("查看全部备份…", all_backups, "document")
        self.choose_button = action_button("另选文件…", choose, "folder", tip="打开另一个数据文件")
        self.back_button = action_button("返回", back)
        self.setFocusProxy(self.choose_button)
        title = SectionTitle(f"“{path.name}”打不开", self)
        set_role(title, "page")
        body = QWidget(self)
        body.setMaximumWidth(wide(self))
        layout = QVBoxLayout(body)
        layout.addStretch(1)
        for part in (
            title,
            self.reason,
            _text(f"位置：{path}", self),
            self.findings,
            self.offer,
        ):
            layout.addWidget(part)
        layout.addWidget(
            ButtonRow(self.restore_button, self.list_button, self.choose_button, self.back_button)
        )
        layout.addStretch(2)
        outer = QHBoxLayout(self)
        outer.addStretch(1)
        outer.addWidget(body, 1_000)
        outer.addStretch(1)

    def show_findings(self, found: tuple[list[str], Backup | None]) -> None:
        """Show what the examination and the search for a backup have found."""
        problems, self._newest = found
        self.findings.setPlainText("检查结果：\n" + "\n".join(problems or ["没有发现损坏。"]))
        self.findings.show()
        self.restore_button.setEnabled(self._newest is not None)
        if self._newest is None:
            self.offer.setText(
                "没有找到完好的备份。如果U盘上有备份，请点“查看全部备份…”，再选“用其他位置的备份…”。"
            )
        else:
            self.offer.setText(
                f"最近一份完好的备份：{self._newest.at:%Y-%m-%d %H:%M}（{self._newest.reason.value}），"
                f"{self._newest.path.name}"
            )
            self.restore_button.setFocus()

    def _restore(self) -> None:
        if self._newest is not None:
            self.restore_wanted.emit(self._newest.path)


def _text(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
