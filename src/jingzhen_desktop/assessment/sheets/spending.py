"""支出限额对照表 as a workbook."""

from __future__ import annotations

from ...office.file import Office
from ...office.settings import EXAMPLE, read_setting
from ...quarterly.sheets.book import book_bytes
from ...quarterly.values.printed import PrintedBook


def workbook(office: Office, book: PrintedBook) -> bytes:
    """Return a finished table as .xlsx; an example office's is marked."""
    return book_bytes(book, example=bool(read_setting(office, EXAMPLE)))
