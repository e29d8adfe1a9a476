"""The example office: what a newcomer finds in it, and that it is the same every time it is made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from jingzhen_desktop.annual.papers.document import set_paper
from jingzhen_desktop.annual.queries.compared import compare
from jingzhen_desktop.annual.queries.stored import summary
from jingzhen_desktop.annual.rules.markup import plain
from jingzhen_desktop.annual.values.kinds import SummaryKind
from jingzhen_desktop.annual.values.text import Summary
from jingzhen_desktop.assessment.queries.scores import assessment_view, assessments_of_year
from jingzhen_desktop.energy.periods import quarters_of
from jingzhen_desktop.example.data import YEAR
from jingzhen_desktop.example.making import make_office
from jingzhen_desktop.filing.contents import archive_files
from jingzhen_desktop.inspection.queries.rounds import inspection_year, round_detail, round_lines
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.issued import issued_papers
from jingzhen_desktop.organisation.queries.group import leading_group
from jingzhen_desktop.organisation.queries.ledger import ledger_entries
from jingzhen_desktop.organisation.queries.network import liaison_terms
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.publicity.queries import publicity_year
from jingzhen_desktop.quarterly.queries.board import state_board
from jingzhen_desktop.quarterly.queries.ledger import ledger_year
from jingzhen_desktop.quarterly.queries.review import reviewed_quarter
from jingzhen_desktop.quarterly.values.reports import ReportState
from jingzhen_desktop.tabs import everything_today

YEARS = (YEAR - 1, YEAR)
BEGINNING_OF_MARCH = date(YEAR + 1, 3, 1)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with make_office(tmp_path_factory.mktemp("示例") / "示例.jzdb") as office:
        yield office


def test_every_quarter_is_reviewed_and_sent_up(example: Office) -> None:
    for year in YEARS:
        board = state_board(example, year, BEGINNING_OF_MARCH)
        assert set(board.locked) == {1, 2, 3, 4}
        assert all(
            cell.state is ReportState.APPROVED and cell.on_time
            for row in board.rows
            for cell in row.cells.values()
        )


def test_what_was_odd_in_a_report_was_explained(example: Office) -> None:
    odd = [
        one
        for year in YEARS
        for quarter in quarters_of(year)
        for found in reviewed_quarter(example, quarter).values()
        for one in found
    ]
    assert len(odd) == 4
    assert not any(one.blocks for one in odd)


def test_the_ledger_of_one_unit_agrees_with_its_reports(example: Office) -> None:
    (town,) = (unit.id for unit in units_of_year(example, YEAR) if unit.short_name == "镇政府")
    kept = [item for item in ledger_year(example, town, YEAR).items if item.months]
    assert [item.item.key for item in kept] == ["electricity", "water"]
    for item in kept:
        for number, total in item.quarters.items():
            assert (total.quantity.value, total.cost.value) == (
                item.reported[number].quantity,
                item.reported[number].cost,
            )


def test_today_keeps_only_what_a_newcomer_can_look_into(example: Office) -> None:
    dues, tabs = everything_today(example, YEAR, BEGINNING_OF_MARCH)
    assert {due.text for due in dues} == {
        "2011年度能源消费状况报告尚未定稿，应在3月31日前报送",
        "建议通报中心学校：空调设定温度不符合规定本年第2次发现",
    }
    assert all(today.overview for today in tabs.values())


def test_the_leading_group_and_a_liaison_changed(example: Office) -> None:
    group = leading_group(example)
    assert group is not None
    assert [document.number for document in group.documents] == ["文政发〔2010〕18号", "文政发〔2011〕7号"]
    assert "段文斌" in {member.person for member in group.members}
    (school,) = (unit.id for unit in units_of_year(example, YEAR) if unit.short_name == "中心学校")
    assert [term.name for term in liaison_terms(example, school)] == ["罗建华", "周敏"]
    assert len(ledger_entries(example, YEAR)) == 8
    assert all(entry.is_done for entry in ledger_entries(example, YEAR) if entry.item.due)


def test_the_inspections_were_planned_drawn_and_followed_up(example: Office) -> None:
    details = [
        detail for line in round_lines(example, YEAR) if (detail := round_detail(example, line.round.id))
    ]
    assert [{unit.unit_id for unit in detail.planned} for detail in details] == [
        {visit.unit_id for visit in detail.visits} for detail in details
    ]
    assert [len(detail.draws) for detail in details].count(1) == 1
    year = inspection_year(example, YEAR)
    assert (len(year.rounds), year.visits, year.violations, year.complaints) == (4, 9, 8, 1)
    assert all(
        notice.received_by and notice.received_on for detail in details for notice in detail.rectifications
    )
    assert all(visit.signed_by for detail in details for visit in detail.visits)


def test_publicity_keeps_nothing_planned_that_is_past(example: Office) -> None:
    year = publicity_year(example, YEAR)
    assert (len(year.activities), year.trainings, year.people, year.planned) == (6, 1, 1548, ())


def test_the_half_year_is_final_and_the_year_can_be_worked_on(example: Office) -> None:
    assert written(example, SummaryKind.HALF).is_final
    year = written(example, SummaryKind.YEAR)
    assert not year.is_final
    text = "".join(plain(one.text) for one in year.paragraphs)
    for fact in (
        "4次对全镇部分单位使用空调情况进行检查",
        "在全市范围内进行通报",
        "对全镇4个单位每季度上报的节能减排统计表",
        "五、存在的问题",
    ):
        assert fact in text
    kinds = {paper.kind for paper in issued_papers(example)}
    assert {"季度统计报表", "报告", "整改通知书", "通报", "工作总结"} <= kinds


@pytest.mark.parametrize("kind", [SummaryKind.YEAR, SummaryKind.HALF, SummaryKind.CONSUMPTION])
def test_the_judgements_of_the_source_are_answered_and_stay(example: Office, kind: SummaryKind) -> None:
    stored = summary(example, YEAR, kind)
    assert stored is not None
    compared = compare(example, stored)
    assert compared.questions == ()
    assert compared.typed == ()
    text = "".join(plain(one.text) for one in stored.paragraphs)
    assert "机构设置、人员配备、经费保障等方面还不适应" in text
    assert "尚未建立有效的能耗统计、能源报告制度" in text
    assert set_paper(example, stored).doubts == ()


@pytest.mark.parametrize("kind", SummaryKind)
def test_no_text_says_otherwise_than_the_records(example: Office, kind: SummaryKind) -> None:
    stored = summary(example, YEAR, kind)
    assert stored is None or compare(example, stored).typed == ()


def test_dates_stay_in_the_years_of_the_example(example: Office) -> None:
    days = [paper.day for paper in issued_papers(example)]
    assert {day.year for day in days} <= {YEAR, YEAR + 1}


def test_it_is_the_same_every_time(example: Office, tmp_path: Path) -> None:
    with make_office(tmp_path / "又一个.jzdb") as again:
        for kind in (SummaryKind.YEAR, SummaryKind.HALF, SummaryKind.CONSUMPTION, SummaryKind.PLAN):
            assert [one.text for one in written(again, kind).paragraphs] == [
                one.text for one in written(example, kind).paragraphs
            ]
        assert [paper.title for paper in issued_papers(again)] == [
            paper.title for paper in issued_papers(example)
        ]


def written(office: Office, kind: SummaryKind) -> Summary:
    found = summary(office, YEAR, kind)
    assert found is not None
    return found


def test_the_year_was_assessed_in_the_spring_after(example: Office) -> None:
    (found,) = assessments_of_year(example, YEAR)
    view = assessment_view(example, found.id)
    assert view is not None
    assert (view.is_settled, found.state_on, found.is_internal) == (True, date(YEAR + 1, 4, 20), False)
    assert len(view.assessed) == 4
    assert [one.participant.objection for one in view.assessed if one.participant.objected_on] == [
        "节约用电制度已于2011年4月印发，考核时漏交"
    ]
    kinds = [paper.kind for paper in issued_papers(example)]
    assert [kinds.count(kind) for kind in ("考核通报", "得分汇总表", "得分表")] == [1, 1, 4]


def test_every_file_of_the_year_is_named_by_one_scheme(example: Office) -> None:
    """A day or a number, or the town or a unit with the year: so they stand sorted in their folders."""
    names = [file.name.rpartition("/")[2] for file in archive_files(example, YEAR, date(YEAR + 1, 1, 12))]
    units = "|".join(unit.short_name for unit in units_of_year(example, YEAR))
    scheme = rf"20\d\d-\d\d-\d\d[ \w]|\w+〔20\d\d〕\d+号|文井镇20\d\d年|(?:{units})20\d\d年|目录\.xlsx$"
    assert len(names) > 70
    assert [name for name in names if not re.match(scheme, name)] == []
