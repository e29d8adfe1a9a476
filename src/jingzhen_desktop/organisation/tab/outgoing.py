"""What leaves the tab: papers to the preview, workbooks to a folder or a USB stick;
an existing file asks first.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from ...base.errors import UserFacingError
from ...base.files import DELIVERED, TargetExists
from ...office import clock
from ...widgets.desk import Desk


def today() -> date:
    """The day by the office's clock."""
    return clock.now().date()


def write_book(desk: Desk, label: str, write: Callable[[Path, bool], Path]) -> None:
    """Let the clerk choose a folder and write a workbook into it."""
    folder = desk.alerts.choose_folder(f"{label}到", "export")
    if folder is not None:
        _write(desk, label, folder, write, overwrite=False)


def _write(
    desk: Desk, label: str, folder: Path, write: Callable[[Path, bool], Path], *, overwrite: bool
) -> None:
    def done(path: Path) -> None:
        desk.alerts.say(f"{label}：{path.name}{DELIVERED}")

    def failed(error: Exception) -> None:
        if isinstance(error, TargetExists) and not overwrite:
            if desk.alerts.confirm(f"{error}\n要用新文件替换已有的同名文件吗？", "替换"):
                _write(desk, label, folder, write, overwrite=True)
        elif isinstance(error, UserFacingError):
            desk.alerts.warn(error)
        else:
            desk.alerts.say(f"已取消：{label}")

    desk.tasks.run(desk, label, lambda _progress: write(folder, overwrite), done, failed)
