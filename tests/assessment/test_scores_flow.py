"""An assessment from beginning to grades: computed items against plain SQL, states, locks, versions."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

import pytest

from jingzhen_desktop.assessment.actions.rewards import add_reward
from jingzhen_desktop.assessment.actions.score_tables import (
    add_item,
    add_table,
    change_item,
    change_table,
    move_item,
    remove_item,
    remove_table,
)
from jingzhen_desktop.assessment.actions.scores import (
    add_assessment,
    change_assessment,
    change_participant,
    give_points,
    issue_notice,
    move_assessment,
    record_attendance,
    remove_assessment,
    store_own_scores,
)
from jingzhen_desktop.assessment.queries.rewards import proposed_rewards
from jingzhen_desktop.assessment.queries.scores import (
    assessed_by,
    graded_units,
    score_table,
    score_tables,
)
from jingzhen_desktop.assessment.score_choices import shipped_tables
from jingzhen_desktop.assessment.values.rewards import Reward, RewardKind
from jingzhen_desktop.assessment.values.score_courses import Assessment, Estimate
from jingzhen_desktop.assessment.values.score_places import notice_place
from jingzhen_desktop.assessment.values.score_states import AssessmentState
from jingzhen_desktop.assessment.values.score_tables import Method, ScoreItem, Source
from jingzhen_desktop.assessment.values.scores import Scored
from jingzhen_desktop.base.errors import FieldRejected, InputRejected
from jingzhen_desktop.office.issued import Paper
from jingzhen_desktop.publicity.queries import activities_of_year

from .conftest import Assessed, own_table, own_units

if TYPE_CHECKING:
    from collections.abc import Callable

    from jingzhen_desktop.office.file import Office

State = AssessmentState


def item_of(assessed: Assessed, short_name: str, source: Source | str) -> Scored:
    """One item of one unit, by its source, or by its title where nothing is computed."""
    unit = assessed.view.of(assessed.participant(short_name))
    assert unit is not None
    assert unit.score is not None
    return next(one for one in unit.score.scored if source in (one.item.source, one.item.title))


def fill_by_hand(assessed: Assessed, points: Decimal | None = None) -> None:
    """Give every item that has no points: all it can give, or some points."""
    for unit in assessed.view.assessed:
        for one in unit.score.scored if unit.score else ():
            if one.points is None:
                give_points(assessed.office, unit.participant.id, one, points or one.item.points)


def move_on(assessed: Assessed, *days: tuple[State, date]) -> None:
    for state, day in days:
        move_assessment(assessed.office, assessed.assessment_id, state, day)


def to_grades(assessed: Assessed) -> None:
    fill_by_hand(assessed)
    now = assessed.view.assessment
    change_assessment(assessed.office, now, replace(now, objections_until=date(2012, 4, 15)))
    move_on(
        assessed,
        (State.REVIEW, date(2012, 4, 1)),
        (State.SENT, date(2012, 4, 5)),
        (State.GRADED, date(2012, 4, 18)),
    )


# --- computed items against plain SQL -----------------------------------------------------------------------


def test_computed_items_equal_plain_sql(assessed: Assessed) -> None:
    with closing(sqlite3.connect(assessed.office.path)) as plain, plain:
        units = plain.execute("SELECT unit_id FROM unit_year WHERE year = 2011").fetchall()
        for (unit_id,) in units:
            unit = next(one for one in assessed.view.units if one.participant.unit_id == unit_id)
            assert unit.score is not None
            points = {one.item.source: one for one in unit.score.scored}
            assert points[Source.IN_TIME].computed == _in_time(plain, unit_id) * 8
            assert points[Source.COMPLETE].computed == _complete(plain, unit_id) * 4
            for source in (Source.ENERGY_PER_HEAD, Source.ENERGY_PER_AREA, Source.WATER_PER_HEAD):
                completion = points[source].found.completion
                assert completion is not None
                assert abs(completion - _fall(plain, unit_id, source) / Decimal("1.5")) < Decimal("0.0001")


def _in_time(plain: sqlite3.Connection, unit_id: int) -> Decimal:
    query = "SELECT quarter, received_on FROM report WHERE unit_id = ? AND year = 2011"
    ends = {1: date(2011, 3, 31), 2: date(2011, 6, 30), 3: date(2011, 9, 30), 4: date(2011, 12, 31)}
    good = sum(
        date.fromisoformat(received) <= ends[quarter] + timedelta(days=10)
        for quarter, received in plain.execute(query, (unit_id,))
    )
    return Decimal(good) / 4


def _complete(plain: sqlite3.Connection, unit_id: int) -> Decimal:
    blank = (
        "SELECT count(DISTINCT report_id) FROM report_line JOIN report ON report.id = report_id"
        " WHERE unit_id = ? AND year = 2011 AND (quantity IS NULL OR cost IS NULL)"
    )
    return 1 - Decimal(plain.execute(blank, (unit_id,)).fetchone()[0]) / 4


def _fall(plain: sqlite3.Connection, unit_id: int, source: Source) -> Decimal:
    now, before = (_ratio(plain, unit_id, year, source) for year in (2011, 2010))
    return (before - now) / before * 100


KGCE = {"electricity": "0.1229", "natural_gas": "1.2143", "lpg": "1714.3", "coal": "714.3"}
LITRES = {"petrol": "1.4714", "diesel": "1.4571", "kerosene": "1.4714"}
DENSITY = {"petrol": "0.73", "diesel": "0.86"}


def _ratio(plain: sqlite3.Connection, unit_id: int, year: int, source: Source) -> Decimal:
    facts = "SELECT energy_users, floor_area FROM unit_year WHERE unit_id = ? AND year = ?"
    people, area = plain.execute(facts, (unit_id, year)).fetchone()
    if source is Source.WATER_PER_HEAD:
        return _used(plain, unit_id, year, ("water",)) / people
    energy = _coal(plain, unit_id, year, (*KGCE, "petrol", "diesel"))
    if source is Source.ENERGY_PER_HEAD:
        return energy / people
    vehicles = _coal(plain, unit_id, year, ("petrol_vehicle", "diesel_vehicle"))
    return (energy - vehicles) / (Decimal(area) / 10000)


def _used(plain: sqlite3.Connection, unit_id: int, year: int, keys: tuple[str, ...]) -> Decimal:
    query = (
        "SELECT quantity, item FROM report_line JOIN report ON report.id = report_id"
        " WHERE unit_id = ? AND year = ?"
    )
    rows = plain.execute(query, (unit_id, year))
    return sum((Decimal(quantity) / 10000 for quantity, item in rows if item in keys), Decimal(0))


def _coal(plain: sqlite3.Connection, unit_id: int, year: int, keys: tuple[str, ...]) -> Decimal:
    query = (
        "SELECT quantity, item FROM report_line JOIN report ON report.id = report_id"
        " WHERE unit_id = ? AND year = ? AND quantity > 0"
    )
    total = Decimal(0)
    for quantity, item in plain.execute(query, (unit_id, year)):
        if item in keys:
            carrier = item.removesuffix("_vehicle")
            factor = Decimal(KGCE[carrier]) if carrier in KGCE else None
            factor = factor or Decimal(LITRES[carrier]) * Decimal(DENSITY[carrier])
            total += (Decimal(quantity) / 10000 * factor).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return total


def test_count_and_evidence_come_from_one_iterable(assessed: Assessed) -> None:
    for unit in assessed.view.assessed:
        for one in unit.score.scored if unit.score else ():
            if one.found.counted and not one.found.note:
                assert one.found.words == f"{one.found.done}/{len(one.found.counted)}"
                assert one.found.done + one.found.missed == len(one.found.counted)


def test_inspections_count_by_what_was_corrected_and_mended(assessed: Assessed) -> None:
    with closing(sqlite3.connect(assessed.office.path)) as plain, plain:
        query = (
            "SELECT count(*), sum(corrected_on_spot) FROM inspection_violation AS found"
            " JOIN inspection_visit AS visit ON visit.id = found.visit_id"
            " JOIN unit ON unit.id = visit.unit_id WHERE unit.short_name = '卫生院'"
        )
        found, corrected = plain.execute(query).fetchone()
    scored = item_of(assessed, "卫生院", Source.FOUND)
    assert (scored.found.done, len(scored.found.counted)) == (corrected, found)
    assert scored.computed == (Decimal(8) * corrected / found).quantize(Decimal("0.1"), ROUND_HALF_UP)


def test_attendance_is_counted_from_its_lists(assessed: Assessed) -> None:
    assert item_of(assessed, "镇政府", Source.ATTENDED).found.lacking == "没有登记签到"
    first, second = activities_of_year(assessed.office, 2011)[:2]
    ids = {one.participant.short_name: one.participant.unit_id for one in assessed.view.units}
    record_attendance(assessed.office, 2011, first.id, [ids["镇政府"], ids["卫生院"]])
    record_attendance(assessed.office, 2011, second.id, [ids["镇政府"]])
    assert item_of(assessed, "镇政府", Source.ATTENDED).computed == 7
    assert item_of(assessed, "卫生院", Source.ATTENDED).computed == Decimal("3.5")
    assert item_of(assessed, "文体站", Source.ATTENDED).computed == 0


# --- the “as of” day ----------------------------------------------------------------------------------------


def december(office: Office, rule: Estimate) -> Assessed:
    own_units(office, 2011)
    table_id = add_table(office, own_table())
    draft = Assessment(0, 2011, table_id, "考核", date(2011, 12, 12), rule)
    return Assessed(office, table_id, add_assessment(office, draft))


def test_an_open_quarter_is_not_known_without_a_rule(example_office: Office) -> None:
    assessed = december(example_office, Estimate.NONE)
    found = item_of(assessed, "镇政府", Source.WATER_PER_HEAD).found
    assert found.lacking == "缺本年人均用水"
    assert item_of(assessed, "镇政府", Source.IN_TIME).found.words == "3/3"


def test_an_open_quarter_is_taken_from_last_year(example_office: Office) -> None:
    assessed = december(example_office, Estimate.QUARTER)
    scored = item_of(assessed, "镇政府", Source.WATER_PER_HEAD)
    with closing(sqlite3.connect(example_office.path)) as plain, plain:
        unit_id = plain.execute("SELECT id FROM unit WHERE short_name = '镇政府'").fetchone()[0]
        query = (
            "SELECT sum(quantity) FROM report_line JOIN report ON report.id = report_id WHERE unit_id = ?"
            " AND item = 'water' AND (year = 2011 AND quarter < 4 OR year = 2010 AND quarter = 4)"
        )
        used = Decimal(plain.execute(query, (unit_id,)).fetchone()[0]) / 10000
        people = plain.execute(
            "SELECT energy_users FROM unit_year WHERE unit_id = ? AND year = 2011", (unit_id,)
        ).fetchone()[0]
        before = _ratio(plain, unit_id, 2010, Source.WATER_PER_HEAD)
    expected = (before - used / people) / before * 100 / Decimal("1.5")
    assert scored.found.completion is not None
    assert abs(scored.found.completion - expected) < Decimal("0.0001")
    assert "四季度为估计" in scored.found.note


def test_by_months_without_a_ledger_nothing_is_guessed(example_office: Office) -> None:
    assessed = december(example_office, Estimate.MONTH)
    assert item_of(assessed, "镇政府", Source.WATER_PER_HEAD).found.lacking


# --- who is assessed ----------------------------------------------------------------------------------------


def test_nobody_is_assessed_before_it_is_said_whose_units_they_are(example_office: Office) -> None:
    table_id = add_table(example_office, own_table())
    draft = Assessment(0, 2011, table_id, "考核", date(2012, 3, 31))
    assessed = Assessed(example_office, table_id, add_assessment(example_office, draft))
    assert [one.why for one in assessed.view.units] == ["隶属关系没有填写"] * 4
    move_on(assessed, (State.REVIEW, date(2012, 4, 1)))
    with pytest.raises(InputRejected, match="隶属没有填写"):
        move_on(assessed, (State.SENT, date(2012, 4, 5)))


def test_a_unit_of_others_gets_points_only_by_a_recorded_document(assessed: Assessed) -> None:
    from jingzhen_desktop.organisation.actions.units import change_facts
    from jingzhen_desktop.organisation.queries.units import units_of_year
    from jingzhen_desktop.organisation.values.units import Affiliation

    hospital = next(one for one in units_of_year(assessed.office, 2011) if one.short_name == "卫生院")
    facts = replace(hospital.facts, affiliation=Affiliation.COUNTY)
    change_facts(assessed.office, hospital, replace(hospital, facts=facts))
    unit = next(one for one in assessed.view.units if one.participant.short_name == "卫生院")
    assert not unit.is_assessed
    assert "只告知情况、不评分" in unit.why
    part = replace(unit.participant, document_number="景管〔2012〕1号")
    change_participant(assessed.office, unit.participant, part)
    assert not next(one for one in assessed.view.units if one.participant.short_name == "卫生院").is_assessed
    given = replace(
        unit.participant,
        document_issuer="景东县卫生局",
        document_number="景卫〔2012〕1号",
        document_day=date(2012, 1, 9),
    )
    change_participant(assessed.office, unit.participant, given)
    assert next(one for one in assessed.view.units if one.participant.short_name == "卫生院").is_assessed


# --- the course ---------------------------------------------------------------------------------------------


def test_from_draft_to_grades_with_locks(assessed: Assessed) -> None:
    move_on(assessed, (State.SELF, date(2012, 4, 1)), (State.REVIEW, date(2012, 4, 2)))
    with pytest.raises(InputRejected, match="没有得分的考核内容"):
        move_on(assessed, (State.SENT, date(2012, 4, 5)))
    fill_by_hand(assessed)
    with pytest.raises(FieldRejected, match="异议期") as refused:
        move_on(assessed, (State.SENT, date(2012, 4, 5)))
    assert refused.value.field == "objections_until"
    now = assessed.view.assessment
    change_assessment(assessed.office, now, replace(now, objections_until=date(2012, 4, 15)))
    move_on(assessed, (State.SENT, date(2012, 4, 5)))
    school = assessed.participant("中心学校")
    with pytest.raises(InputRejected, match="提出异议并登记后才能改"):
        give_points(assessed.office, school, item_of(assessed, "中心学校", "节能管理制度"), Decimal(3))
    unit = assessed.view.of(school)
    assert unit is not None
    objected = replace(unit.participant, objected_on=date(2012, 4, 9), objection="制度有四项")
    change_participant(assessed.office, unit.participant, objected)
    give_points(assessed.office, school, item_of(assessed, "中心学校", "节能管理制度"), Decimal(3))
    with pytest.raises(InputRejected, match="异议还没有答复"):
        move_on(assessed, (State.GRADED, date(2012, 4, 18)))
    change_participant(
        assessed.office, objected, replace(objected, answered_on=date(2012, 4, 12), answer="核实为三项")
    )
    with pytest.raises(FieldRejected, match="异议期到2012年4月15日"):
        move_on(assessed, (State.GRADED, date(2012, 4, 15)))
    move_on(assessed, (State.GRADED, date(2012, 4, 16)))
    assert not assessed.office.undoable()
    graded = graded_units(assessed.office, assessed.assessment_id)
    assert {one.grade for one in graded} <= {"优秀", "合格", "不合格"}
    assert [one.state for one in assessed.view.steps] == [State.SELF, State.REVIEW, State.SENT, State.GRADED]
    with pytest.raises(InputRejected, match="已于2012年4月16日定档"):
        give_points(assessed.office, school, item_of(assessed, "中心学校", "节能管理制度"), Decimal(4))


def test_what_the_records_say_is_frozen_when_scores_are_sent(assessed: Assessed) -> None:
    fill_by_hand(assessed)
    now = assessed.view.assessment
    change_assessment(assessed.office, now, replace(now, objections_until=date(2012, 4, 15)))
    move_on(assessed, (State.REVIEW, date(2012, 4, 1)))
    before = assessed.view
    move_on(assessed, (State.SENT, date(2012, 4, 5)))
    with assessed.office.transaction("晚到") as session:
        from sqlalchemy import text

        session.execute(text("UPDATE report SET received_on = '2012-03-30' WHERE year = 2011"))
    after = assessed.view
    for one, other in zip(before.assessed, after.assessed, strict=True):
        assert one.score is not None
        assert other.score is not None
        assert one.score.total == other.score.total
        for was, now_is in zip(one.score.scored, other.score.scored, strict=True):
            assert (was.computed, was.found.grounds) == (now_is.computed, now_is.found.grounds)
    move_on(assessed, (State.REVIEW, date(2012, 4, 6)))
    assert item_of(assessed, "镇政府", Source.IN_TIME).computed == 0


def test_a_revision_is_a_new_version_and_the_old_grades_stay(assessed: Assessed) -> None:
    to_grades(assessed)
    with pytest.raises(FieldRejected, match="修订的原因"):
        move_assessment(assessed.office, assessed.assessment_id, State.REVIEW, date(2012, 4, 19))
    move_assessment(
        assessed.office, assessed.assessment_id, State.REVIEW, date(2012, 4, 19), "卫生院数据更正"
    )
    assert assessed.view.assessment.version == 2
    hospital = assessed.participant("卫生院")
    give_points(
        assessed.office, hospital, item_of(assessed, "卫生院", Source.IN_TIME), Decimal(0), "数据更正"
    )
    graded = graded_units(assessed.office, assessed.assessment_id)
    assert {one.version for one in graded} == {1}
    assert len(graded) == 4


def test_a_started_table_is_locked_and_a_draft_is_not(assessed: Assessed) -> None:
    table = score_table(assessed.office, assessed.table_id)
    assert table is not None
    rules = next(one for one in table.items if one.title == "节能管理制度")
    change_item(assessed.office, rules, replace(rules, rule="四项制度各1分"))
    move_on(assessed, (State.REVIEW, date(2012, 4, 1)))
    with pytest.raises(InputRejected, match="已按这张评分表开始考核"):
        change_item(assessed.office, rules, replace(rules, points=Decimal(3)))
    with pytest.raises(InputRejected, match="已被使用"):
        remove_table(assessed.office, table.id)
    move_on(assessed, (State.DRAFT, date(2012, 4, 2)))
    table = score_table(assessed.office, assessed.table_id)
    assert table is not None
    change_table(assessed.office, table, replace(table, grades="优秀95；达标80；不达标"))


def test_an_unfinished_table_cannot_be_used(example_office: Office) -> None:
    own_units(example_office, 2011)
    table_id = add_table(example_office, shipped_tables()["saving_organ"])
    draft = Assessment(0, 2011, table_id, "节约型机关", date(2012, 3, 31))
    assessed = Assessed(example_office, table_id, add_assessment(example_office, draft))
    with pytest.raises(InputRejected, match="还缺70分"):
        move_on(assessed, (State.REVIEW, date(2012, 4, 1)))


def test_items_are_added_moved_and_removed(office: Office) -> None:
    table_id = add_table(office, shipped_tables()["saving_organ"])
    item = ScoreItem(0, table_id, 0, "强化目标管理", "有目标责任分解", Decimal("2.5"))
    made = add_item(office, item)
    table = score_table(office, table_id)
    assert table is not None
    assert [one.title for one in table.items][:2][1] == "有目标责任分解"
    stored = next(one for one in table.items if one.id == made)
    move_item(office, stored, -1)
    table = score_table(office, table_id)
    assert table is not None
    assert table.items[0].id == made
    with pytest.raises(FieldRejected, match="计分方式"):
        change_item(office, stored, replace(stored, source=Source.IN_TIME, method=Method.STEPS))
    remove_item(office, stored)
    office.undo()
    office.undo()
    assert [table.total for table in score_tables(office)] == [Decimal("32.5")]


# --- papers leave, money ------------------------------------------------------------------------------------


def notice(assessed: Assessed, number: str = "文节能考〔2012〕1号") -> Paper:
    place = notice_place(2011, assessed.assessment_id)
    return Paper("考核通报", number, date(2012, 4, 19), "关于考核情况的通报", place, b"%PDF")


def test_without_a_basis_no_paper_leaves(assessed: Assessed) -> None:
    to_grades(assessed)
    with pytest.raises(InputRejected, match="只是内部测评"):
        issue_notice(
            assessed.office,
            assessed.assessment_id,
            "文节能考〔2012〕1号",
            date(2012, 4, 19),
            notice(assessed),
        )
    assert assessed.view.assessment.issued_on is None


def test_with_a_basis_the_notice_is_kept_once(assessed: Assessed) -> None:
    now = assessed.view.assessment
    basis = replace(
        now,
        basis_issuer="景东县人民政府办公室",
        basis_number="景政办〔2012〕8号",
        basis_day=date(2012, 2, 1),
    )
    change_assessment(assessed.office, now, basis)
    early = notice(assessed)
    with pytest.raises(InputRejected, match="定档后才能出文"):
        issue_notice(assessed.office, assessed.assessment_id, "文节能考〔2012〕1号", date(2012, 4, 19), early)
    to_grades(assessed)
    with pytest.raises(FieldRejected, match="早于定档"):
        issue_notice(assessed.office, assessed.assessment_id, "文节能考〔2012〕1号", date(2012, 4, 17), early)
    issue_notice(assessed.office, assessed.assessment_id, "文节能考〔2012〕1号", date(2012, 4, 19), early)
    assert assessed.view.assessment.number == "文节能考〔2012〕1号"
    with pytest.raises(InputRejected, match="已于2012年4月19日发出"):
        issue_notice(assessed.office, assessed.assessment_id, "文节能考〔2012〕2号", date(2012, 4, 19), early)


def test_rewards_are_proposed_from_grades_and_money_needs_a_document(assessed: Assessed) -> None:
    assert proposed_rewards(assessed.office, assessed.view) == []
    to_grades(assessed)
    proposed = proposed_rewards(assessed.office, assessed.view)
    best = [one for one in proposed if one.kind is RewardKind.PRAISE]
    assert best
    assert all("等次为优秀" in one.ground for one in best)
    reward = Reward(0, assessed.assessment_id, best[0].unit_id, best[0].kind, best[0].ground)
    with pytest.raises(FieldRejected, match="没有允许发放的文件"):
        add_reward(assessed.office, replace(reward, amount=Decimal(500)))
    add_reward(assessed.office, reward)
    with pytest.raises(InputRejected, match="已登记"):
        add_reward(assessed.office, reward)
    again = proposed_rewards(assessed.office, assessed.view)
    assert (best[0].unit_id, RewardKind.PRAISE) not in {(one.unit_id, one.kind) for one in again}


def test_an_assessment_is_known_from_its_day_on(
    assessed: Assessed, set_clock: Callable[[datetime], None]
) -> None:
    to_grades(assessed)
    assert assessed_by(assessed.office, 2011, date(2012, 4, 17)) is None
    found = assessed_by(assessed.office, 2011, date(2012, 4, 18))
    assert found is not None
    assert found.id == assessed.assessment_id
    with pytest.raises(InputRejected, match="不能删除"):
        remove_assessment(assessed.office, assessed.assessment_id)


def test_own_scores_are_kept_beside_the_office_s(assessed: Assessed) -> None:
    school = assessed.participant("中心学校")
    in_time = item_of(assessed, "中心学校", Source.IN_TIME).item
    store_own_scores(assessed.office, school, date(2012, 4, 2), {in_time.id: (Decimal(7), "二季度迟1天")})
    scored = item_of(assessed, "中心学校", Source.IN_TIME)
    assert (scored.own, scored.points, scored.differs) == (Decimal(7), Decimal(8), True)
    with pytest.raises(FieldRejected):
        store_own_scores(assessed.office, school, date(2012, 4, 21), {})


def test_today_says_what_an_assessment_waits_for(assessed: Assessed) -> None:
    from jingzhen_desktop.assessment.face import today

    def said(day: date) -> list[str]:
        dues = today(assessed.office, 2011, day).dues
        return [due.text.partition("：")[2] for due in dues if due.place.kind == "scores"]

    move_on(assessed, (State.SELF, date(2012, 4, 1)))
    now = assessed.view.assessment
    change_assessment(assessed.office, now, replace(now, self_until=date(2012, 4, 3)))
    assert said(date(2012, 4, 2)) == ["自评已收0/4个单位"]
    fill_by_hand(assessed)
    now = assessed.view.assessment
    change_assessment(assessed.office, now, replace(now, objections_until=date(2012, 4, 15)))
    move_on(assessed, (State.REVIEW, date(2012, 4, 4)), (State.SENT, date(2012, 4, 5)))
    assert said(date(2012, 4, 15)) == []
    assert said(date(2012, 4, 16)) == ["异议期已满，可以定档"]
    move_on(assessed, (State.GRADED, date(2012, 4, 16)))
    assert said(date(2012, 4, 17)) == []
    assert "优秀" in today(assessed.office, 2011, date(2012, 4, 17)).overview
