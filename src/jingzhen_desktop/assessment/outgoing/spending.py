"""支出限额对照表 as it goes out: as xlsx and as PDF from the same cells."""

from __future__ import annotations

from datetime import date
from functools import partial

from ...base.files import OutFile
from ...office.file import Office
from ...paper.document import pdf_file
from ..papers.spending import spending_name, spending_paper, spending_table
from ..sheets.spending import workbook


def spending_files(office: Office, year: int, day: date) -> list[OutFile]:
    """Return the table of a year as xlsx and as PDF, to be made when their turn comes."""
    name = spending_name(office, year)
    return [
        OutFile(f"{name}.xlsx", partial(spending_workbook, office, year, day)),
        pdf_file(f"{name}.pdf", partial(spending_paper, office, year, day)),
    ]


def spending_workbook(office: Office, year: int, day: date) -> bytes:
    """Return the table as .xlsx, with 核对."""
    return workbook(office, spending_table(office, year, day))
