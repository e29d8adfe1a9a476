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
from .papers.table import paper_name, quarter_paper
from .queries.books import is_example, national_of
from .sheets.book import book_bytes
from .sheets.table import table_name, town_table
from .values.reports import report_place
from .values.submissions import SentFile

_TABLES, _LETTER = "季度统计报表", "报告"
"""The kinds under which papers that went up are kept."""


def table_files(office: Office, quarter: Quarter) -> list[OutFile]:
    """Return the town's table of a quarter as xlsx and as PDF, to be made when their turn comes."""
    return [
        OutFile(table_name(office, quarter), partial(town_table, office, quarter)),
        pdf_file(paper_name(office, quarter), partial(quarter_paper, office, quarter)),
    ]


def quarter_files(office: Office, quarter: Quarter, letter: Letter) -> list[SentPaper]:
    """Make what goes to the superior with a quarter: both tables as xlsx and PDF, and the letter;
    the town's table first.
    """
    national = national_of(office, quarter)
    title = national.tables[0].title
    stem = paper_name(office, quarter).removesuffix(".pdf").replace("汇总表", "综合表")
    table = quarter_paper(office, quarter)
    workbook = book_bytes(national, example=is_example(office))
    return [
        SentPaper(table_name(office, quarter), table.title, town_table(office, quarter)),
        _sent(paper_name(office, quarter), table),
        SentPaper(f"{stem}.xlsx", title, workbook),
        SentPaper(f"{stem}.pdf", title, book_paper(office, national).data, _TABLES),
        _sent(letter_name(office, quarter), letter_paper(office, quarter, letter), _LETTER),
    ]


def sent_file(files: Sequence[SentPaper]) -> SentFile:
    """Return the file that stands for a sending up in its record: the town's table."""
    return SentFile(files[0].name, hashlib.sha256(files[0].data).hexdigest())


def papers_to_keep(quarter: Quarter, letter: Letter, files: Sequence[SentPaper]) -> list[Paper]:
    """Return what of a sending up is kept as it was: the papers, not the workbooks; the letter by number."""
    place = report_place(quarter)
    return [
        Paper(
            one.kept_as,
            letter.number if one.kept_as == _LETTER else "",
            letter.day,
            one.title,
            place,
            one.data,
        )
        for one in files
        if one.kept_as
    ]


def _sent(name: str, pdf: Pdf, kept_as: str = _TABLES) -> SentPaper:
    return SentPaper(name, pdf.title, pdf.data, kept_as)


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
