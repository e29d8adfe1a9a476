"""定额执行情况表 as a workbook."""

from __future__ import annotations

from datetime import date

from ...office.file import Office
from ...office.settings import EXAMPLE, read_setting
from ...quarterly.sheets.book import book_bytes
from ..queries.books import standing_book_of
from ..values.standing import Period


def standing_workbook(office: Office, period: Period, day: date) -> bytes:
    """Return the table of a period as .xlsx. Raises InputRejected."""
    return book_bytes(standing_book_of(office, period, day), example=bool(read_setting(office, EXAMPLE)))
