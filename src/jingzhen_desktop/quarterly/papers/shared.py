"""What the papers of the quarter share: who writes to whom, how a table becomes a page."""

from __future__ import annotations

from ...office.file import Office
from ...office.settings import SUPERIOR, TOWN, read_setting
from ...organisation.papers.shared import signatory
from ...paper.document import Pdf
from ...paper.typeset import typeset_for
from ..values.printed import PrintedBook
from .printed import sheet_document


def town_name(office: Office) -> str:
    """Return the town's name as papers begin with it."""
    return read_setting(office, TOWN)


def superior_name(office: Office) -> str:
    """Return whom the town reports to; a gap to be filled in by hand where the office has not said."""
    return read_setting(office, SUPERIOR) or "____________"


def sending_office(office: Office) -> str:
    """Return who reports to the superior: the town's government."""
    return signatory(office)


def book_paper(office: Office, book: PrintedBook) -> Pdf:
    """Return the first table of a book as PDF."""
    return typeset_for(office, sheet_document(office, book.tables[0]))
