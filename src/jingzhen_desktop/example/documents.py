"""Writes the documents that come out of the example's year, in a folder for each kind of work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

from ..annual.papers.document import export_summary, whole_document
from ..annual.queries.stored import summary
from ..annual.sheets import export_sources
from ..annual.values.kinds import SummaryKind
from ..annual.values.text import Summary
from ..base.files import deliver, deliver_all, safe_name
from ..energy.periods import Quarter, quarters_of
from ..inspection.papers.export import export_papers, plan_name, report_name, visit_name
from ..inspection.papers.plan import plan_paper
from ..inspection.papers.report import report_paper
from ..inspection.papers.visit import visit_paper
from ..inspection.queries.rounds import round_detail, round_lines
from ..inspection.sheets import ledger_name, rectification_ledger
from ..inspection.values.found import RoundDetail
from ..office.file import Office
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
from ..organisation.queries.units import units_of_year
from ..organisation.sheets.ledger import export_ledger
from ..organisation.sheets.register import export_register
from ..paper.document import Pdf
from ..paper.docx.writing import docx_of
from ..publicity import papers as publicity
from ..publicity.queries import activities_of_year
from ..publicity.sheets import year_book
from ..quarterly.outgoing import quarter_files
from ..quarterly.papers.analysis import analysis_paper
from ..quarterly.papers.publicity import publicity_paper
from ..quarterly.papers.shared import book_paper
from ..quarterly.queries.books import (
    board_of_year,
    is_example,
    ledger_of,
    matrix_of,
    quarter_file_name,
    year_of,
)
from ..quarterly.sheets.book import book_bytes
from ..quarterly.sheets.form import write_blank_forms
from ..quarterly.values.printed import PrintedBook
from .data import YEAR, example_data, ids_of
from .reports import letter_of, write_filled_forms

_YEAR_END = date(YEAR, 12, 31)


def make_documents(office: Office, folder: Path) -> Iterator[Path]:
    """Write all documents of the example's year below a folder, one after another;
    existing ones are replaced.
    """
    yield from _of_organisation(office, folder / "组织机构")
    for quarter in quarters_of(YEAR):
        yield from write_blank_forms(office, quarter, folder / "空白报表" / quarter.title, overwrite=True)
        yield from write_filled_forms(office, quarter, folder / "单位报表" / quarter.title)
        yield from _of_quarter(office, quarter, folder)
    yield from _of_statistics(office, folder / "季度汇总" / f"{YEAR}年")
    yield from _of_inspections(office, folder / "监督检查")
    yield from _of_publicity(office, folder / "宣传培训")
    yield from _of_papers(office, folder / "年度总结")


def _of_organisation(office: Office, folder: Path) -> Iterator[Path]:
    group = leading_group(office)
    for document in group.documents if group else ():
        name = notice_name(office, document)
        yield _write(folder, name, partial(notice_paper, office, document.id))
    yield _write(folder, chart_name(office, YEAR), partial(chart_paper, office, YEAR))
    yield _write(folder, liaison_name(office, YEAR), partial(liaison_paper, office, YEAR, _YEAR_END))
    yield _write(folder, overview_name(office, YEAR), partial(overview_paper, office, YEAR, _YEAR_END))
    yield _write(folder, ledger_paper_name(office, YEAR), partial(ledger_paper, office, YEAR, _YEAR_END))
    yield export_register(office, YEAR, folder, overwrite=True)
    yield export_ledger(office, YEAR, _YEAR_END, folder, overwrite=True)


def _of_quarter(office: Office, quarter: Quarter, folder: Path) -> Iterator[Path]:
    """The tables, what is posted and said of them, and the letter they go up with."""
    totals, letter = folder / "季度汇总" / quarter.title, letter_of(office, quarter)
    yield from deliver_all(quarter_files(office, quarter, letter), totals, overwrite=True)
    name = partial(quarter_file_name, office, quarter)
    yield _write(totals, f"{name('情况公示')}.pdf", lambda: publicity_paper(office, quarter, letter.day))
    yield _write(totals, f"{name('分析')}.pdf", lambda: analysis_paper(office, quarter, letter.day))


def _of_statistics(office: Office, folder: Path) -> Iterator[Path]:
    """What is of the whole year; the ledger is that of the one unit whose meters the example holds."""
    unit = example_data()["energy_ledger"]["unit"]
    yield from _write_book(office, folder, f"{YEAR}年年报", year_of(office, YEAR))
    last = Quarter(YEAR, 4)
    name = quarter_file_name(office, last, "各单位汇总表")
    yield from _write_book(office, folder, name, matrix_of(office, last))
    yield from _write_book(
        office,
        folder,
        f"{unit}{YEAR}年统计台账",
        ledger_of(office, ids_of(units_of_year(office, YEAR))[unit], YEAR),
    )
    yield _write(
        folder,
        f"{YEAR}年报送情况.pdf",
        lambda: book_paper(office, board_of_year(office, YEAR, date(YEAR + 1, 1, 15))),
    )


def _of_inspections(office: Office, folder: Path) -> Iterator[Path]:
    yield from export_papers(office, YEAR, folder, overwrite=True)
    for line in round_lines(office, YEAR):
        detail = round_detail(office, line.round.id)
        if detail is not None:
            yield from _of_round(office, detail, folder)
    yield _write(folder, report_name(YEAR), lambda: report_paper(office, YEAR, _YEAR_END))
    yield deliver(rectification_ledger(office, YEAR, _YEAR_END), folder / ledger_name(YEAR), overwrite=True)


def _of_round(office: Office, detail: RoundDetail, folder: Path) -> Iterator[Path]:
    """Its plan, dated as the draw was or else as the round;
    and the signed forms of units where the list was gone through.
    """
    round_ = detail.round
    if detail.planned and round_.day:
        day = detail.draws[-1].day if detail.draws else round_.day
        yield _write(folder, plan_name(round_), lambda: plan_paper(office, round_.id, day))
    for visit in detail.visits:
        if visit.items:
            name = visit_name(round_, visit)
            yield _write(folder, name, partial(visit_paper, office, visit.id))


def _of_publicity(office: Office, folder: Path) -> Iterator[Path]:
    for activity in activities_of_year(office, YEAR):
        yield _write(
            folder, publicity.record_name(activity), partial(publicity.activity_paper, office, activity.id)
        )
        if activity.is_training:
            yield _write(
                folder,
                publicity.sign_in_name(activity),
                partial(publicity.sign_in_paper, office, activity.id),
            )
    name = safe_name(publicity.year_title(office, YEAR))
    yield _write(folder, f"{name}.pdf", lambda: publicity.year_paper(office, YEAR))
    yield deliver(year_book(office, YEAR), folder / f"{name}.xlsx", overwrite=True)


def _of_papers(office: Office, folder: Path) -> Iterator[Path]:
    """Every paper that was written, the summaries with the table of their sources,
    the year's for Word too.
    """
    for kind in SummaryKind:
        stored = summary(office, YEAR, kind)
        if stored is None:
            continue
        pdf = export_summary(office, YEAR, kind, folder, overwrite=True)
        yield pdf
        if kind is SummaryKind.YEAR:
            yield _write_docx(office, stored, pdf.with_suffix(".docx"))
        if kind.is_summary:
            yield export_sources(office, stored, folder, overwrite=True)


def _write_docx(office: Office, stored: Summary, target: Path) -> Path:
    return deliver(docx_of(whole_document(office, stored)), target, overwrite=True)


def _write(folder: Path, name: str, make: Callable[[], Pdf]) -> Path:
    return deliver(make().data, folder / name, overwrite=True)


def _write_book(office: Office, folder: Path, name: str, book: PrintedBook) -> Iterator[Path]:
    """Write finished tables as xlsx and as PDF."""
    yield deliver(book_bytes(book, example=is_example(office)), folder / f"{name}.xlsx", overwrite=True)
    yield _write(folder, f"{name}.pdf", lambda: book_paper(office, book))
