"""What leaves the tab: the year's documents to a folder or a USB stick, and single papers to be kept as issued."""

from __future__ import annotations

from pathlib import Path

from ...base.errors import UserFacingError
from ...base.place import Place
from ...office.issued import Paper
from ...paper.document import Pdf
from ...spreadsheet.delivery import DELIVERED, TargetExists
from ...widgets.desk import Desk
from ...widgets.tasks import Progress
from ..papers import export_papers
from ..values import TAB, Circular, Rectification


def take_out(desk: Desk, year: int) -> None:
    """Let the clerk choose a folder and write every document of the year into it."""
    folder = desk.alerts.choose_folder(f"导出{year}年检查文书到", "export")
    if folder is not None:
        _write(desk, year, folder, overwrite=False)


def notice_to_issue(notice: Rectification, pdf: Pdf) -> Paper:
    """Return a 整改通知书 as it would be kept."""
    place = Place(TAB, "rectification", notice.id)
    return Paper("整改通知书", notice.number, notice.ordered_on, f"{notice.unit_name}限期整改通知书", place, pdf.data)


def circular_to_issue(circular: Circular, pdf: Pdf) -> Paper:
    """Return a 通报 as it would be kept."""
    return Paper("通报", circular.number, circular.day, circular.title, Place(TAB, "circular", circular.id), pdf.data)


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
