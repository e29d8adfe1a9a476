"""Takes the year's documents to a folder or a USB stick."""

from __future__ import annotations

from pathlib import Path

from ...base.errors import UserFacingError
from ...spreadsheet.delivery import DELIVERED, TargetExists
from ...widgets.desk import Desk
from ...widgets.tasks import Progress
from ..papers import export_papers


def take_out(desk: Desk, year: int) -> None:
    """Let the clerk choose a folder and write every document of the year into it."""
    folder = desk.alerts.choose_folder(f"导出{year}年检查文书到", "export")
    if folder is not None:
        _write(desk, year, folder, overwrite=False)


def _write(desk: Desk, year: int, folder: Path, overwrite: bool) -> None:
    label = f"导出{year}年检查文书"

    def work(progress: Progress) -> list[Path]:
        def report(done: int, total: int) -> None:
            progress.check()
            progress.report(done, total)

        return export_papers(desk.office, year, folder, overwrite, report)

    def done(paths: list[Path]) -> None:
        desk.alerts.say(f"{label}：{len(paths)}个文件{DELIVERED}" if paths else f"{year}年还没有可以导出的检查文书")

    def failed(error: Exception) -> None:
        if isinstance(error, TargetExists) and not overwrite:
            if desk.alerts.confirm(f"{error}\n要用新文件替换已有的同名文件吗？", "替换"):
                _write(desk, year, folder, overwrite=True)
        elif isinstance(error, UserFacingError):
            desk.alerts.warn(error)
        else:
            desk.alerts.say(f"已取消：{label}，已写好的文件保留在“{folder}”")

    desk.tasks.run(label, work, done, failed)
