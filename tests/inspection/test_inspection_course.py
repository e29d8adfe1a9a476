"""How far a round has come: the stages, the next step, and what is said of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from jingzhen_desktop.base.place import Place
from jingzhen_desktop.inspection.actions.circulars import add_circular
from jingzhen_desktop.inspection.actions.handling import (
    add_violation,
    close_rectification,
    correct_on_spot,
    order_rectification,
    record_failing,
    record_receipt,
    record_recheck,
    record_reply,
)
from jingzhen_desktop.inspection.actions.plan import plan_units
from jingzhen_desktop.inspection.actions.rounds import add_reading, add_round, change_round
from jingzhen_desktop.inspection.face import FACE
from jingzhen_desktop.inspection.outgoing import circular_to_send, send_circular
from jingzhen_desktop.inspection.papers.issuing import record_to_issue
from jingzhen_desktop.inspection.papers.record import record_paper
from jingzhen_desktop.inspection.queries.courses import courses_of_year
from jingzhen_desktop.inspection.rules.circulars import draft_circular
from jingzhen_desktop.inspection.values.course import Course, Stage, StageState, Urgency
from jingzhen_desktop.inspection.values.found import Circular, Reading, Round, RoundDetail
from jingzhen_desktop.inspection.values.words import Mode, Move, RecheckResult, Season, Todo, ViolationKind
from jingzhen_desktop.office.issued import issue

from ..changing import changed

if TYPE_CHECKING:
    from .conftest import Town

TODAY = date(2012, 7, 10)


def on_course(town: Town, round_id: int = 0, on: date = TODAY) -> tuple[RoundDetail, Course]:
    (found,) = (
        one
        for one in courses_of_year(town.office, 2012, on)
        if one.detail.round.id == (round_id or town.round_id)
    )
    return found.detail, found.course


def told(town: Town, round_id: int = 0, on: date = TODAY) -> tuple[str, object, str]:
    """The stage that is worked on, what comes next, and how it goes."""
    course = on_course(town, round_id, on)[1]
    return course.word, course.step.what if course.step else None, course.progress


def failing(town: Town, visit: int, degrees: int = 22) -> None:
    add_reading(town.office, Reading(0, visit, "大厅", set_temperature=Decimal(degrees)))


def test_before_anything_is_found_a_round_waits_for_date_units_and_visits(town: Town) -> None:
    office = town.office
    planned = add_round(office, 2012, Season.AUTUMN)
    assert told(town, planned) == ("计划", Todo.DATE, "日期待定")
    changed(change_round, office, planned, planned_month=10)
    assert told(town, planned) == ("计划", Todo.DATE, "计划10月进行")
    changed(change_round, office, planned, day=date(2012, 10, 8))
    assert told(town, planned) == ("计划", Todo.PLAN, "10月8日进行，尚未排定单位")
    plan_units(office, planned, town.units)
    assert told(town, planned) == ("检查", Todo.UNITS, "已排定3个单位")
    late = on_course(town, planned, date(2012, 10, 9))[1]
    assert (late.progress, late.urgency) == ("日期已过，尚未录入单位", Urgency.WAITING)
    dues = {due.place: due.text for due in FACE.today(office, 2012, date(2012, 10, 9)).dues}
    assert dues[Place("inspection", "round", planned)] == "秋季空调和用电检查的日期已过，尚未录入被检查单位"


def test_a_visit_without_a_record_and_a_fault_that_is_not_listed_hold_the_check_up(town: Town) -> None:
    assert told(town) == ("检查", Todo.RECORD, "2个单位没有检查记录")
    failing(town, town.visits[0])
    course = on_course(town)[1]
    assert course.step is not None
    assert (course.step.what, course.step.id) == (Todo.RECORD, town.visits[1])
    failing(town, town.visits[1])
    assert told(town) == ("检查", Todo.LIST, "2处不符合尚未生成问题")
    texts = [due.text for due in FACE.today(town.office, 2012, TODAY).dues]
    assert "夏季空调温度检查有2处不符合尚未生成问题" in texts


def test_the_faults_of_all_units_are_listed_in_one_step(town: Town) -> None:
    for visit in town.visits:
        failing(town, visit)
    assert record_failing(town.office, town.round_id) == 2
    assert told(town) == ("整改", Move.ORDER, "2个问题待处理，已解决0/2个")
    assert record_failing(town.office, town.round_id) == 0, "once only"
    town.office.undo()
    assert on_course(town)[0].violations == (), "one step took all of them"


def test_a_round_without_a_fault_has_nothing_left_but_to_be_filed(town: Town) -> None:
    for visit in town.visits:
        failing(town, visit, 27)
    assert told(town) == ("归档", Todo.FILE, "没有发现问题")
    figures = [point.figure for point in on_course(town)[1].points]
    assert figures == ["2个单位，7月5日", "2/2个单位", "没有问题", "不需要", "没有通报", ""]


def test_from_the_order_to_the_filing_every_step_follows_from_the_records(town: Town) -> None:
    office = town.office
    first = add_violation(office, town.visits[0], ViolationKind.OTHER, "走廊灯未关")
    second = add_violation(office, town.visits[1], ViolationKind.ELECTRICITY, "电脑整夜不关")
    correct_on_spot(office, [first])
    assert told(town) == ("整改", Move.ORDER, "1个问题待处理，已解决1/2个")
    notice = order_rectification(
        office, [second], number="〔2012〕1号", ordered_on=date(2012, 7, 6), deadline=date(2012, 7, 20)
    )
    assert told(town) == ("整改", Move.RECEIVE, "限期整改中，还有10天，已解决1/2个")
    record_receipt(office, notice, date(2012, 7, 7), "李晓燕")
    late = on_course(town, on=date(2012, 7, 29))[1]
    assert (late.step and late.step.what, late.progress, late.urgency) == (
        Move.REPLY,
        "整改逾期9天，已解决1/2个",
        Urgency.LATE,
    )
    assert late.points[2].figure == "0/1已回复，1个逾期"
    record_reply(office, notice, date(2012, 7, 9), "已断电")
    assert told(town) == ("复查", Move.RECHECK, "已回复，待复查，已解决1/2个")
    record_recheck(office, notice, date(2012, 7, 10), RecheckResult.FAILED)
    assert told(town) == ("整改", Move.REORDER, "复查不合格，已解决1/2个")
    again = order_rectification(
        office, [second], number="〔2012〕2号", ordered_on=date(2012, 7, 10), deadline=date(2012, 7, 30)
    )
    record_recheck(office, again, date(2012, 7, 10), RecheckResult.PASSED)
    assert told(town)[:2] == ("复查", Move.CLOSE)
    close_rectification(office, again, TODAY)
    assert told(town) == ("归档", Todo.FILE, "已解决2/2个")

    circular = add_circular(
        office,
        Circular(
            0, "通〔2012〕1号", TODAY, "通报", "全镇", town.round_id, unit_ids=(town.units[1],), reason="不力"
        ),
    )
    assert told(town) == ("通报", Todo.SEND, "通报已起草，尚未发出")
    send_circular(office, *circular_to_send(office, circular))
    assert told(town) == ("归档", Todo.FILE, "通报7月10日发出")
    round_ = on_course(town)[0].round
    issue(office, record_to_issue(round_, record_paper(office, town.round_id)))
    course = on_course(town)[1]
    assert (course.word, course.step, course.at) == ("已归档", None, 6)
    assert {point.state for point in course.points} == {StageState.DONE}

    add_violation(office, town.visits[0], ViolationKind.OTHER, "又一处")
    course = on_course(town)[1]
    assert course.word == "整改", "what was filed is worked on again"
    states = {point.stage: point.state for point in course.points}
    assert (states[Stage.RECHECK], states[Stage.CIRCULAR], states[Stage.FILE]) == (
        StageState.AHEAD,
        StageState.DONE,
        StageState.DONE,
    )


def test_a_circular_reproaches_nobody_with_slowness_before_a_deadline_has_passed(town: Town) -> None:
    office = town.office
    violation = add_violation(office, town.visits[1], ViolationKind.ELECTRICITY, "电脑整夜不关")
    reasons = [draft_circular(on_course(town)[0], "全镇", TODAY, "1号").reason]
    order_rectification(
        office, [violation], number="〔2012〕1号", ordered_on=date(2012, 7, 6), deadline=date(2012, 7, 20)
    )
    days = (date(2012, 7, 20), date(2012, 7, 21))
    reasons += [draft_circular(on_course(town)[0], "全镇", day, "1号").reason for day in days]
    assert ["改正力度不大" in reason for reason in reasons] == [False, False, True]


def test_the_season_follows_the_date_unless_it_was_set(town: Town) -> None:
    office = town.office

    def stored(round_id: int) -> Round:
        return on_course(town, round_id)[0].round

    made = add_round(office, 2012, Season.SPRING)
    changed(change_round, office, made, day=date(2012, 7, 15))
    found = stored(made)
    assert (found.season, found.title, found.mode, found.limit) == (
        Season.SUMMER,
        "夏季空调温度检查",
        Mode.COOLING,
        Decimal(26),
    )
    changed(change_round, office, made, season=Season.SPRING)
    changed(change_round, office, made, day=date(2012, 9, 15))
    assert stored(made).season is Season.SPRING, "set by the clerk"
    changed(change_round, office, made, title="开学检查", season=Season.AUTUMN, mode=Mode.COOLING)
    changed(change_round, office, made, day=date(2012, 12, 15))
    assert (stored(made).season, stored(made).title, stored(made).mode) == (
        Season.WINTER,
        "开学检查",
        Mode.COOLING,
    ), "names and modes of the clerk's own stay"
    planned = add_round(office, 2012, Season.AUTUMN)
    changed(change_round, office, planned, planned_month=11)
    changed(change_round, office, planned, day=date(2012, 12, 3))
    assert stored(planned).season is Season.AUTUMN, "planned for a month"
