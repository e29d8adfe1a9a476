"""Edges of an assessment: a new unit, false data, a veto, ranking, estimates by months, tables from
Excel.
"""

from __future__ import annotations

import io
import random
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from jingzhen_desktop.assessment.actions.score_tables import add_table, change_table
from jingzhen_desktop.assessment.actions.scores import (
    add_assessment,
    change_assessment,
    change_participant,
    give_points,
    move_assessment,
    set_veto,
)
from jingzhen_desktop.assessment.outgoing.scores import grade_units, telling_pdf, year_indicators
from jingzhen_desktop.assessment.papers.rewards import recommendation_paper
from jingzhen_desktop.assessment.papers.scores import notice_document
from jingzhen_desktop.assessment.rules.score_freezing import frozen, thawed
from jingzhen_desktop.assessment.rules.score_printing import mean_of, score_sheet, summary_book, summary_table
from jingzhen_desktop.assessment.sheets.scores import (
    own_book,
    read_own,
    read_table,
    summary_bytes,
    table_book,
)
from jingzhen_desktop.assessment.values.rewards import Reward, RewardKind
from jingzhen_desktop.assessment.values.score_courses import Assessment
from jingzhen_desktop.assessment.values.score_states import AssessmentState
from jingzhen_desktop.assessment.values.score_tables import ItemKind, ScoreItem, ScoreTable, Source
from jingzhen_desktop.assessment.values.scores import Found, Ground
from jingzhen_desktop.base.errors import FieldRejected, InputRejected
from jingzhen_desktop.base.place import Place
from jingzhen_desktop.energy.periods import quarters_of
from jingzhen_desktop.office.issued import issued_papers
from jingzhen_desktop.organisation.actions.units import change_contact
from jingzhen_desktop.organisation.queries.units import units_of_year

from ..finished import pdf_text
from .conftest import Assessed, own_table, own_units

if TYPE_CHECKING:
    from pathlib import Path

    from jingzhen_desktop.office.file import Office

State = AssessmentState


def fill(assessed: Assessed) -> None:
    for unit in assessed.view.assessed:
        for one in unit.score.scored if unit.score else ():
            if one.points is None:
                give_points(assessed.office, unit.participant.id, one, one.item.points)


def grade(assessed: Assessed) -> None:
    fill(assessed)
    now = assessed.view.assessment
    change_assessment(assessed.office, now, replace(now, objections_until=date(2012, 4, 12)))
    for state, day in ((State.REVIEW, date(2012, 4, 1)), (State.SENT, date(2012, 4, 5))):
        move_assessment(assessed.office, assessed.assessment_id, state, day)
    grade_units(assessed.office, assessed.assessment_id, date(2012, 4, 16))


def test_a_unit_new_this_year_is_left_out_with_the_reason(example_office: Office) -> None:
    own_units(example_office, 2011)
    station = next(one for one in units_of_year(example_office, 2011) if one.short_name == "文体站")
    contact = replace(station.contact, opened=date(2011, 3, 1))
    change_contact(example_office, station, replace(station, contact=contact))
    table_id = add_table(example_office, own_table())
    draft = Assessment(0, 2011, table_id, "考核", date(2012, 3, 31))
    assessed = Assessed(example_office, table_id, add_assessment(example_office, draft))
    left = {one.participant.short_name: one.why for one in assessed.view.others}
    assert left == {"文体站": "2011年3月1日新设，没有上年数据"}
    grade(assessed)
    paper = notice_document(example_office, assessed.view, (), date(2012, 4, 18))
    assert "文体广播站（2011年3月1日新设，没有上年数据）不参加本次考核" in str(paper.blocks)


def test_false_data_cap_the_grade_on_paper(assessed: Assessed) -> None:
    town = next(one for one in assessed.view.units if one.participant.short_name == "镇政府").participant
    change_participant(assessed.office, town, replace(town, false_data="二季度用电少报8,000千瓦时"))
    change_table(
        assessed.office, assessed.view.table, replace(assessed.view.table, grades="优秀80；合格70；不合格")
    )
    grade(assessed)
    unit = next(one for one in assessed.view.assessed if one.participant.short_name == "镇政府")
    assert unit.score is not None
    assert unit.score.total is not None
    assert (unit.score.total > 80, unit.score.grade) == (True, "合格")
    assert "少报8,000千瓦时" in str(score_sheet(assessed.view, unit, "文井镇").notes)
    assert "经查数据不实" in str(summary_table(assessed.view, "文井镇").notes)
    complete = next(one for one in unit.score.scored if one.item.source is Source.COMPLETE)
    assert complete.points == 0


def test_a_veto_of_the_county_s_table_gives_the_lowest_grade(example_office: Office) -> None:
    own_units(example_office, 2011)
    items = (
        ScoreItem(0, 0, 0, "一", "工作落实", Decimal(100)),
        ScoreItem(0, 0, 1, "否决性指标", "没有浪费能源的重大问题", Decimal(0), ItemKind.VETO),
    )
    table_id = add_table(example_office, ScoreTable(0, "县考核表", "优秀90；合格70；不合格", items=items))
    draft = Assessment(0, 2011, table_id, "考核", date(2012, 3, 31))
    assessed = Assessed(example_office, table_id, add_assessment(example_office, draft))
    unit = next(one for one in assessed.view.assessed if one.participant.short_name == "卫生院")
    assert unit.score is not None
    with pytest.raises(FieldRejected, match="未达到的事实"):
        set_veto(example_office, unit.participant.id, unit.score.scored[1], True)
    set_veto(example_office, unit.participant.id, unit.score.scored[1], True, "锅炉房长期漏汽")
    grade(assessed)
    unit = next(one for one in assessed.view.assessed if one.participant.short_name == "卫生院")
    assert unit.score is not None
    assert (unit.score.total, unit.score.grade) == (100, "不合格")


def test_lists_stand_in_the_register_s_order_unless_ranking_is_chosen(assessed: Assessed) -> None:
    fill(assessed)
    register = [one.participant.short_name for one in assessed.view.listed]
    assert register == [one.short_name for one in units_of_year(assessed.office, 2011)]
    now = assessed.view.assessment
    change_assessment(assessed.office, now, replace(now, ranked=True))
    totals = [one.score.total for one in assessed.view.listed if one.score and one.score.total is not None]
    assert totals == sorted(totals, reverse=True)


def test_the_workbook_s_own_formulas_find_no_difference(assessed: Assessed, tmp_path: Path) -> None:
    fill(assessed)
    view = assessed.view
    path = tmp_path / "得分汇总表.xlsx"
    path.write_bytes(summary_bytes(view, "文井镇", example=True))
    book = load_workbook(path, data_only=True)
    assert book.sheetnames == ["得分汇总表", "镇政府", "中心学校", "文体站", "卫生院", "核对"]
    assert book["核对"]["B2"].value == 0
    assert len(summary_book(view, "文井镇").checks) == 4
    totals = [one.score.total for one in view.assessed if one.score and one.score.total is not None]
    mean = (sum(totals, Decimal(0)) / 4).quantize(Decimal("0.1"), ROUND_HALF_UP)
    assert mean_of(view) == mean


def test_a_table_goes_out_and_comes_back_unchanged(tmp_path: Path) -> None:
    table = own_table()
    path = tmp_path / "评分表.xlsx"
    path.write_bytes(table_book(table))
    again = read_table(path)
    kept = [replace(one, id=0, table_id=0) for one in again.items]
    assert kept == list(table.items)
    assert again.grades == table.grades


def test_a_table_speaks_chinese_in_every_cell(tmp_path: Path) -> None:
    """The steps stand by their title, and are known by it again."""
    rows = load_workbook(io.BytesIO(table_book(own_table()))).worksheets[0].iter_rows(values_only=True)
    cells = [str(cell) for row in rows for cell in row if cell is not None]
    assert [cell for cell in cells if re.fullmatch("[a-z_]+", cell)] == []
    assert "完成目标的比例，每低10%少一成，不足50%不得分" in cells


def test_points_that_excel_could_not_compute_are_refused_not_skipped(
    assessed: Assessed, tmp_path: Path
) -> None:
    path = tmp_path / "自评.xlsx"
    book = load_workbook(io.BytesIO(own_book(assessed.view, ["镇政府"], "文井镇")))
    sheet = book.worksheets[0]
    sheet["E4"], sheet["E5"] = 9, "#DIV/0!"
    book.save(path)
    with pytest.raises(InputRejected, match="E5"):
        read_own(path, assessed.view.table)
    table = tmp_path / "评分表.xlsx"
    table.write_bytes(table_book(own_table()))
    book = load_workbook(table)
    book.worksheets[0]["C5"] = "#REF!"
    book.save(table)
    with pytest.raises(InputRejected, match="第5行"):
        read_table(table)


def test_a_unit_prints_its_own_scores_on_one_page(assessed: Assessed) -> None:
    book = load_workbook(io.BytesIO(own_book(assessed.view, ["镇政府"], "文井镇")))
    assert book.worksheets[0].page_setup.fitToHeight == 1


def test_a_table_of_others_is_refused_by_its_cell(tmp_path: Path) -> None:
    path = tmp_path / "县表.xlsx"
    path.write_bytes(table_book(own_table()))
    book = load_workbook(path)
    sheet = book.active
    assert sheet is not None
    sheet["C5"] = 60
    book.save(path)
    with pytest.raises(InputRejected, match="超过了100分"):
        read_table(path)
    sheet["C5"], sheet["I5"] = 10, "看着给"
    book.save(path)
    with pytest.raises(InputRejected, match="没有“看着给”这种档"):
        read_table(path)
    sheet["B3"] = "事情"
    book.save(path)
    with pytest.raises(InputRejected, match="没有找到表"):
        read_table(path)


def test_what_is_frozen_thaws_as_it_was() -> None:
    found = Found(
        (
            Ground("二季度\n逾期", False, Place("quarterly", "quarter", 3, 2011, 2)),
            Ground("一季度", True),
            Ground("检查", None),
        ),
        note="目标−1.5%",
    )
    again = thawed(frozen(found))
    assert [(one.text, one.good, one.place) for one in again.grounds] == [
        ("二季度 逾期", False, Place("quarterly", "quarter", 3, 2011, 2)),
        ("一季度", True, None),
        ("检查", None, None),
    ]
    assert again.note == found.note
    assert thawed("") == Found()


def test_a_final_step_keeps_nothing_of_an_internal_assessment(assessed: Assessed) -> None:
    before = len(issued_papers(assessed.office))
    grade(assessed)
    assert len(issued_papers(assessed.office)) == before
    assert assessed.view.is_settled


def test_indicators_of_three_years_are_exact_or_not_known(assessed: Assessed) -> None:
    town = units_of_year(assessed.office, 2011)[0]
    years = year_indicators(assessed.office, town.id, 2011)
    assert [one.year for one in years] == [2011, 2010, 2009]
    assert years[2].per_head is None
    with closing(sqlite3.connect(assessed.office.path)) as plain, plain:
        used = plain.execute(
            "SELECT sum(quantity) FROM report_line JOIN report ON report.id = report_id"
            " WHERE unit_id = ? AND year = 2011 AND item = 'water'",
            (town.id,),
        ).fetchone()[0]
    assert years[0].water == Decimal(used) / 10000 / (town.facts.energy_users or 0)


def test_what_is_told_and_recommended_says_no_empty_figure(assessed: Assessed) -> None:
    """A dash before a unit of measure says nothing, and 4/4 nothing to who does not know the table."""
    town = units_of_year(assessed.office, 2011)[0]
    reward = Reward(0, assessed.assessment_id, town.id, RewardKind.RECOMMEND, "优秀", name=town.name)
    years = year_indicators(assessed.office, town.id, 2011)
    words = pdf_text(recommendation_paper(assessed.office, assessed.view, reward, years).data)
    assert "2009年：全年数据不全，没有计算" in words
    assert "—千克标准煤" not in words
    told = telling_pdf(
        assessed.office, assessed.view, assessed.view.units[0], "景东县卫生局", date(2012, 5, 2)
    )
    words = pdf_text(told.data)
    assert "景东县卫生局" in words
    assert "4项都做到" in words
    assert "项中做到" in words
    assert "4/4" not in words


@pytest.mark.parametrize("seed", range(3))
def test_in_offices_made_by_chance_every_count_equals_plain_sql(assessed: Assessed, seed: int) -> None:
    chance = random.Random(seed)
    with assessed.office.transaction("随机") as session:
        raw = session.connection()
        for (report,) in raw.exec_driver_sql("SELECT id FROM report WHERE year = 2011").fetchall():
            day = date(2011, chance.randint(1, 12), chance.randint(1, 28))
            raw.exec_driver_sql("UPDATE report SET received_on = ? WHERE id = ?", (day.isoformat(), report))
            if chance.random() < 0.3:
                statement = "UPDATE report_line SET cost = NULL WHERE report_id = ? AND item = 'water'"
                raw.exec_driver_sql(statement, (report,))
    with closing(sqlite3.connect(assessed.office.path)) as plain, plain:
        for unit in assessed.view.assessed:
            assert unit.score is not None
            scored = {one.item.source: one for one in unit.score.scored}
            late, blank = _late_and_blank(plain, unit.participant.unit_id)
            assert scored[Source.IN_TIME].found.missed == late
            assert scored[Source.COMPLETE].found.missed == blank
            assert scored[Source.IN_TIME].computed == Decimal(8) * (4 - late) / 4
            assert scored[Source.COMPLETE].computed == Decimal(4) * (4 - blank) / 4


def _late_and_blank(plain: sqlite3.Connection, unit_id: int) -> tuple[int, int]:
    late = blank = 0
    query = "SELECT id, quarter, received_on FROM report WHERE unit_id = ? AND year = 2011"
    ends = {one.number: one.end for one in quarters_of(2011)}
    for report, quarter, received in plain.execute(query, (unit_id,)).fetchall():
        late += (date.fromisoformat(received) - ends[quarter]).days > 10
        lines = "SELECT count(*) FROM report_line WHERE report_id = ? AND (quantity IS NULL OR cost IS NULL)"
        blank += bool(plain.execute(lines, (report,)).fetchone()[0])
    return late, blank
