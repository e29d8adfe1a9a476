"""What leaves the tab: the year's documents to a folder or a USB stick,
and single papers to be kept as issued.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from ...base.errors import UserFacingError
from ...base.files import DELIVERED, TargetExists, deliver
from ...base.place import REPORT, Place
from ...office.issued import Paper
from ...paper.document import Pdf
from ...widgets.desk import Desk
from ...widgets.tasks import Progress
from ..papers.export import export_papers
from ..rules.rounds import day_of
from ..sheets import ledger_name, rectification_ledger
from ..values.found import Circular, Rectification, Round, Visit
from ..values.words import TAB


def take_out(desk: Desk, year: int) -> None:
    """Let the clerk choose a folder and write every document of the year into it."""
    folder = desk.alerts.choose_folder(f"导出{year}年检查文书到", "export")
    if folder is not None:
        _write(desk, year, folder, overwrite=False)


def notice_to_issue(notice: Rectification, pdf: Pdf) -> Paper:
    """Return a 整改通知书 as it would be kept."""
    place = Place(TAB, "rectification", notice.id)
    return Paper(
        "整改通知书", notice.number, notice.ordered_on, f"{notice.unit_name}限期整改通知书", place, pdf.data
    )


def recheck_to_issue(notice: Rectification, pdf: Pdf) -> Paper:
    """Return a 复查意见 as it would be kept; it has no number of its own."""
    day = notice.rechecked_on or notice.deadline
    return Paper(
        "整改复查意见",
        "",
        day,
        f"{notice.number}{notice.unit_name}整改复查意见",
        Place(TAB, "recheck", notice.id),
        pdf.data,
    )


def plan_to_issue(round_: Round, day: date, pdf: Pdf) -> Paper:
    """Return a 检查方案 as it would be kept."""
    return Paper(
        "检查方案", "", day, f"{round_.year}年{round_.title}方案", Place(TAB, "plan", round_.id), pdf.data
    )


def record_to_issue(round_: Round, pdf: Pdf) -> Paper:
    """Return a filled 检查记录表 of a round as it would be kept."""
    return Paper(
        "检查记录表",
        "",
        round_.day or date(round_.year, 12, 31),
        f"{round_.year}年{round_.title}记录表",
        Place(TAB, "record", round_.id),
        pdf.data,
    )


def visit_to_issue(round_: Round, visit: Visit, pdf: Pdf) -> Paper:
    """Return one unit's 检查记录表 as it would be kept."""
    day = day_of(visit, round_) or date(round_.year, 12, 31)
    return Paper(
        "检查记录表",
        "",
        day,
        f"{round_.year}年{round_.title}{visit.unit_name}检查记录表",
        Place(TAB, "visit", visit.id),
        pdf.data,
    )


def report_to_issue(day: date, pdf: Pdf) -> Paper:
    """Return a year's 检查情况汇总 as it would be kept; one a day, whose number is the place's id."""
    place = Place(TAB, REPORT, day=day)
    return Paper("检查情况汇总", "", day, f"{day.year}年检查情况汇总（截至{day:%Y-%m-%d}）", place, pdf.data)


def circular_to_issue(circular: Circular, pdf: Pdf) -> Paper:
    """Return a 通报 as it would be kept."""
    return Paper(
        "通报", circular.number, circular.day, circular.title, Place(TAB, "circular", circular.id), pdf.data
    )


def take_out_ledger(desk: Desk, year: int, day: date) -> None:
    """Let the clerk choose where to write the year's 整改台账 as xlsx."""
    target = desk.alerts.choose_save("导出整改台账", ledger_name(year), "Excel 文件 (*.xlsx)")
    if target is not None:
        office = desk.office
        desk.tasks.run(
            desk,
            "导出整改台账",
            lambda _progress: deliver(rectification_ledger(office, year, day), target, overwrite=True),
            partial(_tell_written, desk),
        )


def _tell_written(desk: Desk, path: Path) -> None:
    desk.alerts.say(f"“{path.name}”{DELIVERED}")


def _write(desk: Desk, year: int, folder: Path, overwrite: bool) -> None:
    label = f"导出{year}年检查文书"

    def work(progress: Progress) -> list[Path]:
        def report(done: int, total: int) -> None:
            progress.check()
            progress.report(done, total)

        return export_papers(desk.office, year, folder, overwrite, report)

    def done(paths: list[Path]) -> None:
        desk.alerts.say(
            f"{label}：{len(paths)}个文件{DELIVERED}" if paths else f"{year}年还没有可以导出的检查文书"
        )

    def failed(error: Exception) -> None:
        if isinstance(error, TargetExists) and not overwrite:
            if desk.alerts.confirm(f"{error}\n要用新文件替换已有的同名文件吗？", "替换"):
                _write(desk, year, folder, overwrite=True)
        elif isinstance(error, UserFacingError):
            desk.alerts.warn(error)
        else:
            desk.alerts.say(f"已取消：{label}，已写好的文件保留在“{folder}”")

    desk.tasks.run(desk, label, work, done, failed)
