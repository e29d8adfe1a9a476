"""Every paper of a year, each to be made when its turn comes: what was issued as it was kept,
and beside it the working papers as the records are now.

Which paper looks how is the tabs' matter; the list of contents is :mod:`.contents`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import PurePosixPath

from ..annual.papers.document import paper_name, set_paper, whole_document
from ..annual.queries.stored import summary
from ..annual.sheets import sources_file
from ..annual.values.kinds import SummaryKind
from ..annual.values.text import Summary
from ..assessment.outgoing.filing import working_files as limit_files
from ..assessment.outgoing.scores import year_files as assessment_files
from ..base.files import OutFile, safe_name
from ..energy.periods import Quarter
from ..inspection.papers.export import papers_of_year, plan_name, report_name, visit_name
from ..inspection.papers.plan import plan_paper
from ..inspection.papers.report import report_paper
from ..inspection.papers.visit import visit_paper
from ..inspection.queries.urgent import rounds_of_year
from ..inspection.rules.plan import plan_day
from ..inspection.sheets import ledger_name, rectification_ledger
from ..office.file import Office
from ..office.issued import IssuedPaper, in_force, issued_papers
from ..organisation.papers.chart import chart_name, chart_paper
from ..organisation.papers.notice import notice_name, notice_paper
from ..organisation.papers.rosters import (
    ledger_paper,
    ledger_paper_name,
    liaison_name,
    liaison_paper,
    overview_name,
    overview_paper,
)
from ..organisation.queries.group import leading_group
from ..organisation.sheets.ledger import ledger_file
from ..organisation.sheets.register import register_file
from ..paper.document import Pdf, pdf_file
from ..paper.docx.writing import docx_of
from ..paper.voided import kept_copy
from ..publicity import papers as publicity
from ..publicity.queries import activities_of_year
from ..publicity.sheets import year_book
from ..quarterly.outgoing import table_files
from ..quarterly.papers.analysis import analysis_paper
from ..quarterly.papers.letter import Letter, letter_name, letter_paper
from ..quarterly.papers.publicity import publicity_paper
from ..quarterly.papers.shared import book_paper
from ..quarterly.queries.board import state_board
from ..quarterly.queries.books import (
    board_of_year,
    is_example,
    ledger_of,
    matrix_of,
    national_of,
    quarter_file_name,
    year_file_name,
    year_of,
)
from ..quarterly.queries.ledger import ledger_year
from ..quarterly.queries.submissions import open_submission
from ..quarterly.sheets.book import book_bytes
from ..quarterly.values.printed import PrintedBook
from ..quarterly.values.reports import report_place
from ..quarterly.values.submissions import LETTER

ISSUED, WORKING = "1 已发文件", "2 工作文件"
"""The two folders of a year: what left the office as it left it, and what it worked with."""
_ORGANISATION, _QUARTERS, _INSPECTIONS = "组织机构", "季度统计", "监督检查"
_PUBLICITY, _ASSESSMENT, _PAPERS = "宣传培训", "定额考核", "年度总结"


@dataclass(frozen=True, slots=True)
class Filed:
    """A file of the year: the folder it goes into, and how it is made; ``issued`` is what was kept of
    it.
    """

    folder: str
    file: OutFile
    issued: IssuedPaper | None = None

    @property
    def path(self) -> PurePosixPath:
        """Where it stands below the folder of the year."""
        return PurePosixPath(self.folder) / self.file.name


def year_files(office: Office, year: int, day: date) -> Iterator[Filed]:
    """Yield every file of a year as it stands on ``day``: the issued papers first, then the others."""
    for paper in issued_of_year(office, year):
        yield Filed(ISSUED, OutFile(_issued_name(paper), partial(kept_copy, office, paper)), paper)
    for folder, files in working_files(office, year, day):
        for file in files:
            yield Filed(f"{WORKING}/{folder}", file)


def issued_of_year(office: Office, year: int) -> list[IssuedPaper]:
    """Return what was issued for a year, in the order of the days: what belongs to the year by its place,
    else what bears its date.
    """
    found = [paper for paper in issued_papers(office) if _year_of(paper) == year]
    return sorted(found, key=lambda paper: (paper.day, paper.id))


def working_files(office: Office, year: int, day: date) -> Iterator[tuple[str, list[OutFile]]]:
    """Yield the working papers of a year by folder, as they stand on ``day``."""
    until = min(day, date(year, 12, 31))
    yield _ORGANISATION, list(_of_organisation(office, year, until))
    yield _QUARTERS, list(_of_quarters(office, year, day))
    yield _INSPECTIONS, list(_of_inspections(office, year, until))
    yield _PUBLICITY, list(_of_publicity(office, year))
    yield _ASSESSMENT, [*assessment_files(office, year), *limit_files(office, year, day)]
    yield _PAPERS, list(_of_papers(office, year))


def _year_of(paper: IssuedPaper) -> int:
    place = paper.place
    return place.year if place is not None and place.year is not None else paper.day.year


def _issued_name(paper: IssuedPaper) -> str:
    """By day, then by number: a folder in which the papers stand as they were issued."""
    return f"{safe_name(f'{paper.day.isoformat()} {paper.number}{paper.title}')}.pdf"


def _of_organisation(office: Office, year: int, until: date) -> Iterator[OutFile]:
    group = leading_group(office)
    for document in group.documents if group else ():
        if document.day is not None and document.day.year == year:
            yield _pdf(notice_name(office, document), partial(notice_paper, office, document.id))
    yield _pdf(chart_name(office, year), partial(chart_paper, office, year))
    yield _pdf(liaison_name(office, year), partial(liaison_paper, office, year, until))
    yield _pdf(overview_name(office, year), partial(overview_paper, office, year, until))
    yield _pdf(ledger_paper_name(office, year), partial(ledger_paper, office, year, until))
    yield register_file(office, year)
    yield ledger_file(office, year, until)


def _of_quarters(office: Office, year: int, day: date) -> Iterator[OutFile]:
    board = state_board(office, year, day)
    received = [quarter for quarter in board.cycle.periods(year) if board.has_reports(quarter.number)]
    for quarter in received:
        yield from _of_quarter(office, quarter, day)
    if received:
        yield from _book_files(year_file_name(office, year, "年报"), partial(year_of, office, year), office)
        for unit_id, name in ((row.unit.id, row.unit.short_name) for row in board.rows):
            if ledger_year(office, unit_id, year).entries:
                yield from _book_files(
                    safe_name(f"{name}{year}年统计台账"), partial(ledger_of, office, unit_id, year), office
                )
        yield _pdf(
            f"{year_file_name(office, year, '报送情况')}.pdf",
            lambda: book_paper(office, board_of_year(office, year, day)),
        )


def _of_quarter(office: Office, quarter: Quarter, day: date) -> Iterator[OutFile]:
    """The tables, what is posted and said of them, and the letter they go up with."""
    sent = open_submission(office, quarter)
    written = sent.submitted_on if sent else day
    letter = Letter(written, sent.addressee if sent else "", "", sent.signed_by if sent else "")
    name = partial(quarter_file_name, office, quarter)
    yield from table_files(office, quarter)
    yield from _book_files(name("综合表"), partial(national_of, office, quarter), office)
    yield from _book_files(name("各单位汇总表"), partial(matrix_of, office, quarter), office)
    if in_force(office, report_place(quarter), LETTER) is None:
        yield _pdf(letter_name(office, quarter), partial(letter_paper, office, quarter, letter))
    yield _pdf(f"{name('情况公示')}.pdf", partial(publicity_paper, office, quarter, written))
    yield _pdf(f"{name('分析')}.pdf", partial(analysis_paper, office, quarter, written))


def _of_inspections(office: Office, year: int, until: date) -> Iterator[OutFile]:
    yield from papers_of_year(office, year, issued=False)
    for detail in rounds_of_year(office, year):
        round_ = detail.round
        if detail.planned and round_.day:
            day = plan_day(detail, round_.day)
            yield _pdf(plan_name(round_), partial(plan_paper, office, round_.id, day))
        for visit in detail.visits:
            if visit.items:
                yield _pdf(visit_name(round_, visit), partial(visit_paper, office, visit.id))
    yield _pdf(report_name(office, year), partial(report_paper, office, year, until))
    yield OutFile(ledger_name(office, year), partial(rectification_ledger, office, year, until))


def _of_publicity(office: Office, year: int) -> Iterator[OutFile]:
    for activity in activities_of_year(office, year):
        if not activity.done:
            continue
        yield _pdf(publicity.record_name(activity), partial(publicity.activity_paper, office, activity.id))
        if activity.is_training:
            yield _pdf(
                publicity.sign_in_name(activity), partial(publicity.sign_in_paper, office, activity.id)
            )
    name = safe_name(publicity.year_title(office, year))
    yield _pdf(f"{name}.pdf", partial(publicity.year_paper, office, year))
    yield OutFile(f"{name}.xlsx", partial(year_book, office, year))


def _of_papers(office: Office, year: int) -> Iterator[OutFile]:
    """Every paper that was written, the summaries for Word and with the table of their sources too."""
    for kind in SummaryKind:
        stored = summary(office, year, kind)
        if stored is None:
            continue
        name = paper_name(stored)
        if not stored.is_final:
            yield _pdf(name, partial(set_paper, office, stored))
        if kind.is_summary:
            yield OutFile(f"{name.removesuffix('.pdf')}.docx", partial(_word, office, stored))
            yield sources_file(office, stored)


def _word(office: Office, stored: Summary) -> bytes:
    return docx_of(whole_document(office, stored))


def _pdf(name: str, make: Callable[[], Pdf]) -> OutFile:
    return pdf_file(name, make)


def _book_files(name: str, make: Callable[[], PrintedBook], office: Office) -> Iterator[OutFile]:
    """Finished tables as xlsx and as PDF."""
    yield OutFile(f"{name}.xlsx", lambda: book_bytes(make(), example=is_example(office)))
    yield _pdf(f"{name}.pdf", lambda: book_paper(office, make()))
