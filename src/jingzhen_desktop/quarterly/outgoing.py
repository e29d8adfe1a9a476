"""What goes out together, made of the tab's tables and papers, and what of it is kept as issued.

How a table or a paper looks is decided in ``sheets`` and ``papers``; where it is written, in the window.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from ..base.files import OutFile
from ..energy.periods import Quarter
from ..office.file import Office
from ..office.issued import Paper
from ..paper.document import Pdf, pdf_file
from .papers.letter import Letter, letter_name, letter_paper
from .papers.shared import book_paper
from .queries.books import is_example, national_of, quarter_file_name, town_of
from .sheets.book import book_bytes
from .values.reports import report_place
from .values.submissions import LETTER, SentFile

_TABLES = "季度统计报表"
"""The kind under which tables that went up are kept."""


def table_files(office: Office, quarter: Quarter) -> list[OutFile]:
    """Return the town's table of a quarter as xlsx and as PDF, to be made when their turn comes."""
    name = quarter_file_name(office, quarter, "汇总表")
    return [
        OutFile(f"{name}.xlsx", partial(town_workbook, office, quarter)),
        pdf_file(f"{name}.pdf", partial(town_paper, office, quarter)),
    ]


def town_workbook(office: Office, quarter: Quarter) -> bytes:
    """Return the town's table of a quarter as .xlsx."""
    return book_bytes(town_of(office, quarter), example=is_example(office))


def town_paper(office: Office, quarter: Quarter) -> Pdf:
    """Return the town's table of a quarter as PDF."""
    return book_paper(office, town_of(office, quarter))


def quarter_files(office: Office, quarter: Quarter, letter: Letter) -> list[SentPaper]:
    """Make what goes to the superior with a quarter: both tables as xlsx and PDF, and the letter;
    the town's table first.
    """
    files = []
    town, national = (make(office, quarter, reported_on=letter.day) for make in (town_of, national_of))
    for what, book in (("汇总表", town), ("综合表", national)):
        name, title = quarter_file_name(office, quarter, what), book.tables[0].title
        files += [
            SentPaper(f"{name}.xlsx", title, book_bytes(book, example=is_example(office))),
            SentPaper(f"{name}.pdf", title, book_paper(office, book).data, _TABLES),
        ]
    written = letter_paper(office, quarter, letter)
    return [*files, SentPaper(letter_name(office, quarter), written.title, written.data, LETTER)]


def sent_file(files: Sequence[SentPaper]) -> SentFile:
    """Return the file that stands for a sending up in its record: the town's table."""
    return SentFile(files[0].name, hashlib.sha256(files[0].data).hexdigest())


def papers_to_keep(quarter: Quarter, letter: Letter, files: Sequence[SentPaper]) -> list[Paper]:
    """Return what of a sending up is kept as it was: the papers, not the workbooks; the letter by number."""
    place = report_place(quarter)
    return [
        Paper(
            one.kept_as,
            letter.number if one.kept_as == LETTER else "",
            letter.day,
            one.title,
            place,
            one.data,
        )
        for one in files
        if one.kept_as
    ]


@dataclass(frozen=True, slots=True)
class SentPaper:
    """A finished file that goes to the superior; ``kept_as`` is empty for what is not kept."""

    name: str
    title: str
    data: bytes
    kept_as: str = ""

    def make(self) -> bytes:
        """Its bytes, for whoever writes it."""
        return self.data
