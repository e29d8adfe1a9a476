"""Keeps the open office file safe:
backups at start and by hand, restoring, and what is offered when a file cannot be opened.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ..base.errors import UserFacingError
from ..base.place import Place
from ..base.sticks import delivered
from ..office.backup import (
    Backup,
    Reason,
    copy_to_folder,
    list_backups,
    newest_sound,
    restore,
)
from ..office.backup_routine import backup_if_due, backup_open_office
from ..office.file import Office
from ..office.safekeeping import COPY
from ..tabs import describe_content
from ..widgets.alerts import Alerts
from ..widgets.tasks import TaskRunner
from .failure_page import FailurePage
from .restore_page import RestorePage
from .workplace import Workplace

_MOMENT = "%Y-%m-%d %H:%M"


class BackupHost(Protocol):
    """What the backups need of the window."""

    alerts: Alerts
    workplace: Workplace | None

    def show_page(self, page: QWidget) -> None: ...
    def go_back(self) -> None: ...
    def open_office(self, path: Path) -> None: ...
    def may_leave(self) -> bool: ...
    def close_office(self) -> None: ...
    def choose_office(self) -> None: ...


class Backups(QObject):
    """Backups of the open office file, by the clock and by the menu; one per window.

    Attributes:
        tasks: runs the backup at start and the restore; leaving the office file waits for them without
            asking.
    """

    def __init__(self, host: BackupHost, parent: QObject) -> None:
        super().__init__(parent)
        self._host = host
        self.tasks = TaskRunner(host.alerts, self)

    def back_up_if_due(self, office: Office) -> None:
        """Back up the office file that was opened, if there is no backup of today."""

        def failed(error: Exception) -> None:
            if isinstance(error, UserFacingError):
                self._host.alerts.warn(f"今天的自动备份没有成功：{error}")

        self.tasks.run(self, "备份", lambda _progress: backup_if_due(office), self._say_backed_up, failed)

    def back_up_now(self) -> None:
        """Make a backup beside the office file."""
        if (workplace := self._host.workplace) is not None:
            office = workplace.desk.office
            workplace.desk.tasks.run(
                self, "备份", lambda _progress: backup_open_office(office, Reason.MANUAL), self._say_backed_up
            )

    def copy_to_stick(self) -> None:
        """Make a checked copy in a folder the clerk chooses."""
        workplace = self._host.workplace
        folder = (
            self._host.alerts.choose_folder("备份到哪个文件夹（U盘）", "backup")
            if workplace is not None
            else None
        )
        if workplace is None or folder is None:
            return
        office = workplace.desk.office.path
        workplace.desk.tasks.run(
            self,
            "备份到U盘",
            lambda _progress: copy_to_folder(office, folder),
            self._say_copied,
        )

    def show_backups(self, office: Path | None = None) -> None:
        """Show the backups of an office file, of the open one if none is named."""
        workplace = self._host.workplace
        path = office or (workplace.desk.office.path if workplace is not None else None)
        if path is None:
            return
        page = RestorePage(
            path, self._host.alerts, lambda backup: self.restore(backup, path), self._host.go_back
        )
        self._host.show_page(page)
        self.tasks.run(
            page, "读取备份", lambda _progress: list_backups(path, describe_content), page.show_backups
        )

    def show_failure(self, path: Path, error: UserFacingError) -> None:
        """Say why an office file cannot be opened, what is wrong with it,
        and offer its newest sound backup.
        """
        page = FailurePage(
            path, str(error), lambda: self.show_backups(path), self._host.choose_office, self._host.go_back
        )
        page.restore_wanted.connect(lambda backup: self.restore(backup, path))
        self._host.show_page(page)

        def look(_progress: object) -> tuple[list[str], Backup | None]:
            from ..office.recovery import examine  # seldom wanted

            return examine(path) if path.is_file() else ["文件不在原来的位置"], newest_sound(path)

        self.tasks.run(page, "检查数据文件", look, page.show_findings)

    def restore(self, backup: Path, office: Path) -> None:
        """Put a backup in the place of the office file after asking, and open it; what was there is kept."""
        question = f"用备份“{backup.name}”替换“{office.name}”？\n现在的文件不会丢失，会另存到备份文件夹。"
        if not self._host.alerts.confirm(question, "恢复备份"):
            return
        if self._has_open(office):
            if not self._host.may_leave():
                return
            self._host.close_office()

        self.tasks.run(
            self,
            "恢复备份",
            lambda _progress: restore(backup, office),
            partial(self._after_restore, office),
            partial(self._after_failed_restore, office),
        )

    def close(self) -> None:
        """Wait for what runs; nothing is told any more."""
        self.tasks.close()

    def _has_open(self, office: Path) -> bool:
        workplace = self._host.workplace
        return workplace is not None and workplace.desk.office.path.resolve() == office.resolve()

    def _after_restore(self, office: Path, kept: Path | None) -> None:
        self._host.open_office(office)
        replaced = f"；原来的文件保存为“{kept.name}”" if kept is not None else ""
        self._host.alerts.say(f"已恢复备份{replaced}")

    def _after_failed_restore(self, office: Path, error: Exception) -> None:
        if self._host.workplace is None and office.is_file():
            self._host.open_office(office)
        if isinstance(error, UserFacingError):
            self._host.alerts.warn(error)

    def serve(self, place: Place) -> None:
        """Do what a place of safekeeping asks for."""
        if place.kind == COPY:
            self.copy_to_stick()
        else:
            self.back_up_now()

    def _note(self) -> None:
        if (workplace := self._host.workplace) is not None:
            workplace.note_backup()

    def _say_copied(self, copy: Path) -> None:
        self._note()
        self._host.alerts.say(f"{delivered(copy)}：{copy}")

    def _say_backed_up(self, backup: Backup | None) -> None:
        if backup is not None:
            self._note()
            self._host.alerts.say(f"已备份 {backup.at:{_MOMENT}}：{backup.path.name}")
