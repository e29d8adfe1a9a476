"""What leaves the tab for a folder or a USB stick: the year's documents, the 整改台账."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QObject

from ...widgets.desk import Desk
from ...widgets.outgoing import write_file, write_files
from ..papers.export import papers_of_year
from ..sheets import ledger_name, rectification_ledger


def take_out(owner: QObject, desk: Desk, year: int) -> None:
    """Let the clerk choose a folder and write every document of the year into it."""
    nothing = f"{year}年还没有可以导出的检查文书"
    write_files(
        owner, desk, f"导出{year}年检查文书", partial(papers_of_year, desk.office, year), nothing=nothing
    )


def take_out_ledger(owner: QObject, desk: Desk, year: int, day: date) -> None:
    """Let the clerk choose where to write the year's 整改台账 as xlsx."""
    target = desk.alerts.choose_save("导出整改台账", ledger_name(desk.office, year), "Excel 文件 (*.xlsx)")
    if target is not None:
        make = partial(rectification_ledger, desk.office, year, day)
        write_file(owner, desk, "导出整改台账", target, make)
