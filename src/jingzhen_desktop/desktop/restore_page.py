"""恢复备份: the backups of an office file with date, reason, size and content;
choosing one puts it in the file's place.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from ..office.backup import Backup
from ..office.backup_notes import backup_folder
from ..widgets.alerts import Alerts
from ..widgets.grid.columns import Column
from ..widgets.grid.model import GridModel
from ..widgets.grid.view import Grid
from ..widgets.look.roles import set_role
from ..widgets.look.tokens import tokens
from ..widgets.parts import ButtonRow, EmptyHint, SectionTitle, action_button
from .start import OFFICE_FILTER


class RestorePage(QWidget):
    """The list of backups.

    Args:
        office: the office file they belong to.
        restore: called with the chosen backup; asks and does it.
        back: leads to where the clerk came from.
    """

    def __init__(
        self,
        office: Path,
        alerts: Alerts,
        restore: Callable[[Path], object],
        back: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._alerts, self._restore = alerts, restore
        self.model: GridModel[Backup] = GridModel(_columns())
        self.grid = Grid(self.model, "备份列表", select_rows=True, roomy=True, parent=self)
        self.grid.doubleClicked.connect(lambda _index: self._restore_chosen())
        self._hint = EmptyHint("正在读取备份……", parent=self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._hint)
        self._stack.addWidget(self.grid)
        self.restore_button = action_button(
            "恢复所选备份", self._restore_chosen, tip="用选中的备份替换数据文件；现在的文件会另存"
        )
        set_role(self.restore_button, "primary")
        self.restore_button.setEnabled(False)
        self.other_button = action_button(
            "用其他位置的备份…", self._choose_other, "folder", tip="例如U盘上的备份"
        )
        self.back_button = action_button("返回", back, tip="不恢复，回到原来的页面（Esc）")
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(back)
        self.setFocusProxy(self.grid)
        self._lay_out(office)

    def show_backups(self, backups: list[Backup]) -> None:
        """Show what was found; the newest is chosen."""
        self.model.set_rows(backups)
        self._hint.set_text("还没有备份。备份到U盘的文件可以用“用其他位置的备份…”恢复。")
        self._stack.setCurrentWidget(self.grid if backups else self._hint)
        self.restore_button.setEnabled(bool(backups))
        if backups:
            self.grid.setCurrentIndex(self.model.index(0, 0))
            self.grid.setFocus()

    def _restore_chosen(self) -> None:
        chosen = self.grid.current_row()
        if chosen is not None:
            self._restore(chosen.path)

    def _choose_other(self) -> None:
        if paths := self._alerts.choose_files("选择备份文件", "backup", OFFICE_FILTER):
            self._restore(paths[0])

    def _lay_out(self, office: Path) -> None:
        note = QLabel(f"“{office.name}”的备份，存放在：{backup_folder(office)}", self)
        note.setWordWrap(True)
        note.setTextFormat(Qt.TextFormat.PlainText)
        note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout, space = QVBoxLayout(self), tokens().space
        layout.setContentsMargins(space.l, space.m, space.l, space.m)
        title = SectionTitle("恢复备份", self)
        set_role(title, "page")
        layout.addWidget(title)
        layout.addWidget(note)
        layout.addWidget(self._stack, 1)
        layout.addWidget(ButtonRow(self.restore_button, self.other_button, self.back_button))


def size_text(size: int) -> str:
    """Return a file size as the clerk reads it: 360448 → 352 KB."""
    return f"{size / 1024:.0f} KB" if size < 1_000_000 else f"{size / 1_048_576:.1f} MB"


def _columns() -> list[Column[Backup]]:
    return [
        Column("at", "备份时间", lambda backup: f"{backup.at:%Y-%m-%d %H:%M:%S}", width=18),
        Column("reason", "原因", lambda backup: backup.reason.value, width=10),
        Column("size", "大小", lambda backup: size_text(backup.size), width=12),
        Column("content", "内容", lambda backup: backup.content, width=30),
        Column("name", "文件名", lambda backup: backup.path.name, width=24),
    ]
