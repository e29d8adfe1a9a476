"""支出限额对照表 on paper, and how it is kept."""

from __future__ import annotations

from datetime import date

from ...base.errors import InputRejected
from ...base.files import safe_name
from ...office.file import Office
from ...office.issued import Paper
from ...office.settings import TOWN, read_setting
from ...organisation.papers.shared import signatory
from ...paper.document import Pdf
from ...paper.typeset import typeset_for
from ...quarterly.papers.printed import sheet_document
from ...quarterly.values.printed import PrintedBook
from ..queries.spending import spending_year
from ..rules.spending_book import spending_book
from ..values.places import spending_place

KIND = "支出限额对照表"


def spending_paper(office: Office, year: int, day: date) -> Pdf:
    """Return 支出限额对照表 of a year. Raises InputRejected if no limit was set."""
    return typeset_for(office, sheet_document(office, spending_table(office, year, day).tables[0]))


def spending_table(office: Office, year: int, day: date) -> PrintedBook:
    """Return the table with its checks. Raises InputRejected if no limit was set."""
    found = spending_year(office, year)
    if not found.lines:
        raise InputRejected(f"{year}年还没有设定支出限额，请先点“设定限额”。")
    town = read_setting(office, TOWN)
    return spending_book(found.lines, found.basis, year, town, signatory(office), day)


def spending_name(office: Office, year: int) -> str:
    """Return the file name of the table without its ending."""
    return safe_name(f"{read_setting(office, TOWN)}{year}年公共机构能源资源支出限额对照表")


def spending_to_issue(year: int, day: date, pdf: Pdf) -> Paper:
    """Return the table as it would be kept; one that holds for a year."""
    return Paper(KIND, "", day, pdf.title, spending_place(year), pdf.data)
