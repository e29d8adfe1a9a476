"""The seeded year of forty units:
every state is there, the figures agree with each other, every paper is made, every page fits.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable
from datetime import datetime, time
from typing import TYPE_CHECKING

import openpyxl
import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QTableView, QWidget

import jingzhen_desktop.tabs  # noqa: F401 - knows all records
from jingzhen_desktop.inspection import sheets
from jingzhen_desktop.inspection.face import FACE
from jingzhen_desktop.inspection.papers.circular import circular_paper
from jingzhen_desktop.inspection.papers.notice import notice_paper, recheck_paper
from jingzhen_desktop.inspection.papers.plan import plan_paper
from jingzhen_desktop.inspection.papers.record import record_paper
from jingzhen_desktop.inspection.papers.report import report_paper
from jingzhen_desktop.inspection.papers.visit import blank_visit_papers, visit_paper
from jingzhen_desktop.inspection.queries.following import complaints_of_year
from jingzhen_desktop.inspection.queries.rounds import inspection_year, visit_photos, year_coverage
from jingzhen_desktop.inspection.queries.urgent import circulars_of_year, rounds_of_year
from jingzhen_desktop.inspection.rules.complaints import complaint_state
from jingzhen_desktop.inspection.rules.handling import progress, rectification_state, violation_state
from jingzhen_desktop.inspection.rules.readings import is_overruled, judge
from jingzhen_desktop.inspection.tab.main import InspectionTab
from jingzhen_desktop.inspection.values.found import RoundDetail
from jingzhen_desktop.inspection.values.words import (
    ComplaintState,
    ItemResult,
    Verdict,
    ViolationKind,
    ViolationState,
)
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.recovery import examine
from jingzhen_desktop.widgets.desk import Desk

from ..finished import pdf_text
from .forty import TODAY, YEAR, make_year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from jingzhen_desktop.paper.document import Pdf


@pytest.fixture(scope="module")
def forty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The year, made once; nobody changes it."""
    with Office.create(tmp_path_factory.mktemp("forty") / "柳河镇.jzdb") as office:
        make_year(office)
        yield office


@pytest.fixture(scope="module")
def details(forty: Office) -> list[RoundDetail]:
    return rounds_of_year(forty, YEAR)


def words_of(pdf: Pdf) -> str:
    return pdf_text(pdf.data)


def test_every_state_occurs(forty: Office, details: list[RoundDetail]) -> None:
    readings = [(reading, detail.round) for detail in details for reading in detail.readings]
    assert {judge(reading, round_).verdict for reading, round_ in readings} == set(Verdict)
    assert {reading.overruled for reading, round_ in readings if is_overruled(reading, round_)} == {
        Verdict.PASSED,
        Verdict.FAILED,
    }
    assert {item.result for detail in details for visit in detail.visits for item in visit.items} == set(
        ItemResult
    )
    violations = [violation for detail in details for violation in detail.violations]
    assert {violation_state(violation, TODAY) for violation in violations} == set(ViolationState)
    assert {violation.kind for violation in violations} == set(ViolationKind)
    notices = [notice for detail in details for notice in detail.rectifications]
    assert {re.sub(r"\d+", "n", progress(notice, TODAY)) for notice in notices} == {
        "已整改销号", "已逾期n天", "限期整改中，还有n天", "复查不合格", "复查不合格，已再次下达", "已回复，待复查", "复查合格，待销号",
    }  # fmt: skip
    assert {bool(notice.received_on) for notice in notices} == {True, False}
    assert {complaint_state(complaint, TODAY) for complaint in complaints_of_year(forty, YEAR)} == set(
        ComplaintState
    )
    assert any(unit.by_chance for unit in details[0].planned)
    assert not all(unit.by_chance for unit in details[0].planned)
    assert {bool(visit.signed_by) for detail in details for visit in detail.visits} == {True, False}
    assert {bool(visit.readings) for detail in details for visit in detail.visits} == {True, False}
    assert len(visit_photos(forty, details[0].visits[0].id)) == 3


def test_the_figures_agree_with_what_is_stored(forty: Office, details: list[RoundDetail]) -> None:
    year = inspection_year(forty, YEAR, TODAY)
    coverage = year_coverage(forty, YEAR)
    assert (len(year.rounds), year.special_rounds, year.units_total) == (4, 2, 40)
    assert (coverage.visited, coverage.unvisited) == (year.units_visited, year.not_visited)
    assert year.units_visited + len(year.not_visited) == 40
    assert sum(coverage.visits.values()) == year.visits == sum(len(detail.visits) for detail in details)
    states = Counter(
        violation_state(violation, TODAY) for detail in details for violation in detail.violations
    )
    assert year.violations == states.total() == sum(number for _, number in year.violations_by_kind)
    assert (year.corrected_on_spot, year.violations_rectified, year.violations_unhandled) == (
        states[ViolationState.CORRECTED],
        states[ViolationState.CLOSED],
        states[ViolationState.OPEN],
    )
    notices = Counter(
        rectification_state(notice, TODAY) for detail in details for notice in detail.rectifications
    )
    assert (year.rectifications_ordered, year.rectifications_overdue) == (
        notices.total(),
        notices[ViolationState.OVERDUE],
    )
    assert year.readings_passed <= year.readings <= sum(len(detail.readings) for detail in details)
    assert (year.complaints, year.complaints_confirmed, year.complaints_open, year.overruled) == (5, 2, 3, 4)


def test_today_tells_of_all_that_waits(forty: Office) -> None:
    texts = [due.text for due in FACE.today(forty, YEAR, TODAY).dues]
    for words in (
        "已逾期116天",
        "复查不合格",
        "还有8天",
        "已回复，待复查",
        "复查合格，待销号",
        "举报：逾期16天未办结",
        "举报：待核查，还有13天",
        "尚未处理",
        "建议通报中心学校",
    ):
        assert [text for text in texts if words in text], words
    assert not [text for text in texts if "已销号" in text or "已再次下达" in text]


def test_the_file_is_sound_and_the_same_seed_gives_the_same_year(
    forty: Office, details: list[RoundDetail], tmp_path: object
) -> None:
    assert forty.problems() == []
    assert examine(forty.path) == []
    again = [(draw.seed, draw.drawn) for detail in details for draw in detail.draws]
    assert len({drawn for _, drawn in again}) == 4


def test_every_paper_of_the_year_is_made(forty: Office, details: list[RoundDetail]) -> None:
    for detail in details:
        assert "检查记录表" in words_of(record_paper(forty, detail.round.id))
        if detail.planned:
            assert f"本次检查{len(detail.planned)}个单位" in words_of(
                plan_paper(forty, detail.round.id, TODAY)
            )
    for notice in details[2].rectifications:
        assert notice.number in words_of(notice_paper(forty, notice.id))
        if notice.rechecked_on:
            assert "复查意见" in words_of(recheck_paper(forty, notice.id))
    with_photos = visit_paper(forty, details[0].visits[0].id)
    assert "照片1二楼会议室空调设定24℃" in words_of(with_photos)
    assert sum(len(page.images) for page in PdfReader(io.BytesIO(with_photos.data)).pages) == 3
    forms = blank_visit_papers(forty, details[0].round.id)
    assert forms.pages == 2 * len(details[0].planned)
    for circular in circulars_of_year(forty, YEAR):
        assert circular.number in words_of(circular_paper(forty, circular.id))


def test_the_report_and_the_ledger_say_what_the_figures_say(forty: Office) -> None:
    year = inspection_year(forty, YEAR, TODAY)
    text = words_of(report_paper(forty, YEAR, TODAY))
    for words in (
        f"检查{year.visits}家次，覆盖40个单位中的{year.units_visited}个",
        f"符合规定{year.readings_passed}处",
        f"共发现问题{year.violations}个",
        f"合计{year.violations}100%",
        f"下达限期整改通知{year.rectifications_ordered}份，复查{year.rechecked}份",
        "受理举报5件，核查属实2件，尚未办结3件",
    ):
        assert words in text
    book = openpyxl.load_workbook(io.BytesIO(sheets.rectification_ledger(forty, YEAR, TODAY)))
    rows = [row for row in book.active.iter_rows(min_row=4, values_only=True) if isinstance(row[0], int)]
    assert len(rows) == year.rectifications_ordered
    assert sum(row[-1] == "已整改销号" for row in rows) == year.rectifications_closed
    assert all(isinstance(row[6], datetime) and row[6].time() == time() for row in rows)


@pytest.mark.parametrize("page", ["rounds", "plan", "ledger", "circulars", "complaints"])
def test_every_page_fits_without_scrolling_sideways(
    page: str,
    forty: Office,
    qtbot: QtBot,
    qapp: QApplication,
    set_clock: Callable[[datetime], None],
) -> None:
    set_clock(datetime.combine(TODAY, time(9)))
    desk = Desk(forty, year=YEAR)
    tab = InspectionTab(desk)
    qtbot.addWidget(tab)
    tab.resize(1340, 650)
    tab.show()
    tab.pages.setCurrentWidget(getattr(tab, page))
    qapp.processEvents()
    wide = [
        grid.accessibleName()
        for grid in tab.findChildren(QTableView)
        if grid.isVisible() and grid.horizontalScrollBar().maximum() > 0
    ]
    assert wide == []
    assert _nameless(tab) == []
    desk.close()


def _nameless(tab: QWidget) -> list[str]:
    """Visible grids, lists and fields that a screen reader could not name."""
    from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget

    kinds = (QComboBox, QLineEdit, QListWidget, QTableView)
    return [
        type(part).__name__
        for kind in kinds
        for part in tab.findChildren(kind)
        if part.isVisible() and not part.accessibleName()
    ]
