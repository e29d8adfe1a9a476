"""定额执行情况表 on paper and as a workbook, and how it is kept as issued."""

from __future__ import annotations

from datetime import date

from ...base.files import safe_name
from ...office.file import Office
from ...office.issued import Paper
from ...office.settings import TOWN, read_setting
from ...paper.document import Pdf
from ...quarterly.papers.shared import book_paper
from ..queries.books import standing_book_of
from ..rules.printing import TITLE
from ..values.places import standing_place
from ..values.standing import Period

KIND = "定额执行情况表"


def standing_paper(office: Office, period: Period, day: date) -> Pdf:
    """Return the table of a period as PDF. Raises InputRejected."""
    return book_paper(office, standing_book_of(office, period, day))


def standing_name(office: Office, period: Period) -> str:
    """Return the file name of the table, without its ending."""
    return safe_name(f"{read_setting(office, TOWN)}{period.words}{TITLE}")


def standing_to_issue(period: Period, day: date, pdf: Pdf) -> Paper:
    """Return the table as it would be kept."""
    return Paper(KIND, "", day, f"{period.words}{TITLE}", standing_place(period.year), pdf.data)
