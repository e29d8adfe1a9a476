"""公示: one page to post. Where the units do not fit on it, their kinds stand there instead."""

from __future__ import annotations

from datetime import date

from ...energy.periods import Quarter
from ...office.file import Office
from ...organisation.papers.form import complaints_telephone
from ...organisation.queries.group import executive_office
from ...paper.document import Pdf
from ..queries.books import publicity_of
from ..values.printed import PrintedBook
from .shared import book_paper


def publicity_paper(office: Office, quarter: Quarter, day: date) -> Pdf:
    """Return the page to post: each unit as long as they fit on it, else each kind of units."""
    pdf = book_paper(office, publicity_book(office, quarter, day))
    return pdf if pdf.pages == 1 else book_paper(office, publicity_book(office, quarter, day, by_nature=True))


def publicity_book(office: Office, quarter: Quarter, day: date, *, by_nature: bool = False) -> PrintedBook:
    """Return its table, signed by the leading group's office."""
    issuer, telephone = executive_office(office), complaints_telephone(office)
    return publicity_of(office, quarter, issuer, day, telephone, by_nature=by_nature)
