"""Verbs and reads of the inspections on a real office file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from jingzhen_desktop.base.errors import InputRejected
from jingzhen_desktop.inspection.actions.circulars import add_circular, change_circular, remove_circular
from jingzhen_desktop.inspection.actions.handling import (
    add_violation,
    change_rectification,
    correct_on_spot,
    order_rectification,
    record_failing_readings,
    record_recheck,
    record_reply,
    remove_rectification,
    remove_violation,
)
from jingzhen_desktop.inspection.actions.rounds import (
    add_reading,
    add_round,
    add_visits,
    change_reading,
    change_readings,
    change_round,
    remove_readings,
    remove_round,
    remove_visit,
)
from jingzhen_desktop.inspection.queries.following import (
    circular_detail,
    proposed_circular_number,
    proposed_notice_number,
)
from jingzhen_desktop.inspection.queries.rounds import inspection_year, rectifications_of_year, round_detail
from jingzhen_desktop.inspection.queries.urgent import circulars_of_year, open_rectifications, rounds_of_year
from jingzhen_desktop.inspection.rules.handling import violation_state
from jingzhen_desktop.inspection.settings import NOTICE_PREFIX, PLANNED_ROUNDS
from jingzhen_desktop.inspection.values.found import Circular, Reading
from jingzhen_desktop.inspection.values.words import (
    Mode,
    RecheckResult,
    Season,
    ViolationKind,
    ViolationState,
)
from jingzhen_desktop.office.records import JournalStep
from jingzhen_desktop.office.settings import write_settings
from jingzhen_desktop.organisation.actions.units import remove_unit
from jingzhen_desktop.organisation.queries.units import units_of_year

from ..changing import changed, stored_reading

if TYPE_CHECKING:
    from conftest import Town


def labels(town: Town) -> list[str]:
    with town.office.reading() as session:
        return list(session.scalars(select(JournalStep.label).order_by(JournalStep.id)))


def failing_violation(town: Town, visit: int = 1) -> int:
    add_reading(town.office, Reading(0, town.visits[visit], room="教师办公室", set_temperature=Decimal(22)))
    assert record_failing_readings(town.office, town.visits[visit]) == 1
    detail = round_detail(town.office, town.round_id)
    assert detail is not None
    return detail.visits[visit].violations[-1].id


def order(
    town: Town, *violations: int, number: str = "〔2012〕1号", ordered_on: date = date(2012, 7, 6)
) -> int:
    deadline = date(2012, 7, 20) if ordered_on < date(2012, 7, 20) else date(2012, 8, 20)
    return order_rectification(
        town.office,
        violations,
        number=number,
        ordered_on=ordered_on,
        deadline=deadline,
        requirement="调至26℃",
    )


def test_a_round_keeps_its_limit_and_reads_back(town: Town) -> None:
    detail = round_detail(town.office, town.round_id)
    assert detail is not None
    round_ = detail.round
    assert (round_.title, round_.limit, round_.limit_source) == (
        "夏季空调温度检查",
        Decimal(26),
        "国办发〔2007〕42号",
    )
    assert round_.limit_text == "制冷设定温度不低于26℃"
    assert (round_.outdoor_temperature, round_.checkers) == (Decimal("34.5"), ("张三", "李四"))
    assert [visit.unit_name for visit in detail.visits] == ["镇政府", "中心学校"]
    assert labels(town)[-3:] == [
        "新增检查：2012年夏季空调温度检查",
        "修改2012年夏季空调温度检查的天气、室外温度、检查人员",
        "录入被检查单位2个",
    ]


def test_a_new_mode_brings_its_limit_but_a_stricter_one_is_kept(town: Town) -> None:
    changed(change_round, town.office, town.round_id, limit=Decimal(27))
    changed(change_round, town.office, town.round_id, weather="多云")
    detail = round_detail(town.office, town.round_id)
    assert detail is not None
    assert detail.round.limit == Decimal(27)
    changed(change_round, town.office, town.round_id, mode=Mode.HEATING)
    detail = round_detail(town.office, town.round_id)
    assert detail is not None
    assert detail.round.limit == Decimal(20)


def test_a_local_limit_claims_no_national_source(town: Town) -> None:
    for limit, source in ((Decimal(27), ""), (Decimal(26), "国办发〔2007〕42号")):
        changed(change_round, town.office, town.round_id, limit=limit)
        detail = round_detail(town.office, town.round_id)
        assert detail is not None
        assert (detail.round.limit, detail.round.limit_source) == (limit, source)


def test_a_new_season_brings_its_usual_title_mode_and_limit(town: Town) -> None:
    changed(change_round, town.office, town.round_id, season=Season.WINTER)
    detail = round_detail(town.office, town.round_id)
    assert detail is not None
    assert (detail.round.title, detail.round.mode, detail.round.limit) == (
        "冬季空调温度检查",
        Mode.HEATING,
        Decimal(20),
    )
    changed(change_round, town.office, town.round_id, title="供暖专项检查")
    changed(change_round, town.office, town.round_id, season=Season.SPRING)
    detail = round_detail(town.office, town.round_id)
    assert detail is not None
    assert (detail.round.title, detail.round.mode, detail.round.limit) == ("供暖专项检查", Mode.NONE, None)


def test_a_date_left_blank_is_asked_for(town: Town) -> None:
    notice = order(town, failing_violation(town))
    with pytest.raises(InputRejected, match="整改期限不能为空"):
        changed(change_rectification, town.office, notice, deadline=None)
    draft = Circular(0, "〔2012〕1号", date(2012, 8, 1), "通报", "全镇", unit_ids=(town.units[1],))
    circular = add_circular(town.office, draft)
    with pytest.raises(InputRejected, match="通报日期不能为空"):
        changed(change_circular, town.office, circular, day=None)


def test_visits_need_a_date_a_known_unit_and_no_repetition(town: Town) -> None:
    planned = add_round(town.office, 2012, Season.AUTUMN)
    with pytest.raises(InputRejected, match="还没有检查日期"):
        add_visits(town.office, planned, town.units)
    with pytest.raises(InputRejected, match="已在本次检查中"):
        add_visits(town.office, town.round_id, [town.units[2], town.units[0]])
    with pytest.raises(InputRejected, match="没有"):
        add_visits(town.office, town.round_id, [999])
    detail = round_detail(town.office, town.round_id)
    assert detail is not None
    assert len(detail.visits) == 2


def test_several_readings_change_in_one_step_that_names_their_fields(town: Town) -> None:
    ids = [add_reading(town.office, Reading(0, town.visits[0], room)) for room in ("一", "二")]
    first, second = [stored_reading(town.office, id_) for id_ in ids]
    change_reading(town.office, first, replace(first, windows_open=True))
    change_readings(
        town.office,
        [
            (first, replace(first, measured_temperature=Decimal(25), set_temperature=Decimal(26))),
            (second, replace(second, set_temperature=Decimal(26))),
        ],
    )
    assert labels(town)[-2:] == ["修改镇政府一的开窗", "修改镇政府2条温度记录的设定温度、实测温度"]
    assert stored_reading(town.office, ids[0]) == replace(
        first,
        set_temperature=Decimal(26),
        measured_temperature=Decimal(25),
        windows_open=True,  # as it was changed before, though the second change did not know it
    )


def test_a_pasted_block_is_all_or_nothing(town: Town) -> None:
    ids = [add_reading(town.office, Reading(0, town.visits[0], room=room)) for room in ("一", "二")]
    first, second = [stored_reading(town.office, id_) for id_ in ids]
    with pytest.raises(InputRejected, match="260℃不合理"):
        change_readings(
            town.office,
            [
                (first, replace(first, set_temperature=Decimal(26))),
                (second, replace(second, set_temperature=Decimal(260))),
            ],
        )
    detail = round_detail(town.office, town.round_id)
    assert detail is not None
    assert [reading.set_temperature for reading in detail.readings] == [None, None]


def test_readings_give_violations_once_and_leave_them_behind(town: Town) -> None:
    violation_id = failing_violation(town)
    assert record_failing_readings(town.office, town.visits[1]) == 0
    detail = round_detail(town.office, town.round_id)
    assert detail is not None
    violation = detail.violations[0]
    assert violation.text == "教师办公室空调设定温度22℃，低于26℃的标准"
    assert (violation.unit_name, violation.found_on) == ("中心学校", date(2012, 7, 5))
    remove_readings(town.office, [detail.readings[0].id])
    detail = round_detail(town.office, town.round_id)
    assert detail is not None
    assert detail.readings == ()
    assert [(left.id, left.reading_id) for left in detail.violations] == [(violation_id, None)]


def test_from_order_to_closing(town: Town) -> None:
    notice = order(town, failing_violation(town))
    record_reply(town.office, notice, date(2012, 7, 18), "已调至26℃")
    record_recheck(town.office, notice, date(2012, 7, 21), RecheckResult.PASSED, "实测27℃", close=True)
    detail = round_detail(town.office, town.round_id)
    assert detail is not None
    violation = detail.violations[0]
    days = [date(2012, 7, 5), date(2012, 7, 6), date(2012, 7, 21)]
    assert [violation_state(violation, day) for day in days] == [
        ViolationState.OPEN,
        ViolationState.ORDERED,
        ViolationState.CLOSED,
    ]
    assert open_rectifications(town.office, date(2012, 8, 1)) == []
    assert labels(town)[-3:] == [
        "下达整改通知 〔2012〕1号：中心学校",
        "登记整改回复（中心学校 〔2012〕1号）",
        "登记复查：合格，销号（中心学校 〔2012〕1号）",
    ]


def test_a_failed_recheck_is_ordered_again_under_a_new_number(town: Town) -> None:
    violation_id = failing_violation(town)
    first = order(town, violation_id)
    record_recheck(town.office, first, date(2012, 7, 21), RecheckResult.FAILED)
    second = order(
        town, violation_id, number=proposed_notice_number(town.office, 2012), ordered_on=date(2012, 7, 22)
    )
    ledger = rectifications_of_year(town.office, 2012)
    assert [(notice.id, notice.number, notice.replaced) for notice in ledger] == [
        (first, "〔2012〕1号", True),
        (second, "〔2012〕2号", False),
    ]
    assert [notice.id for notice in open_rectifications(town.office, date(2012, 8, 1))] == [second]
    with pytest.raises(InputRejected, match="再次下达"):
        remove_rectification(town.office, first)
    with pytest.raises(InputRejected, match="不能再修改"):
        changed(change_rectification, town.office, first, deadline=date(2012, 9, 1))
    assert ledger[1].unit_name == "中心学校"
    assert ledger[1].round_title == "夏季空调温度检查"


def test_what_a_notice_stands_on_cannot_be_removed(town: Town) -> None:
    violation_id = failing_violation(town)
    notice = order(town, violation_id)
    for refused in (
        lambda: remove_violation(town.office, violation_id),
        lambda: remove_visit(town.office, town.visits[1]),
        lambda: remove_round(town.office, town.round_id),
        lambda: correct_on_spot(town.office, [violation_id]),
        lambda: order(town, violation_id, number="〔2012〕2号"),
        lambda: changed(change_round, town.office, town.round_id, day=date(2012, 7, 7)),
    ):
        with pytest.raises(InputRejected):
            refused()
    remove_rectification(town.office, notice)
    remove_round(town.office, town.round_id)
    assert rounds_of_year(town.office, 2012) == []
    assert town.office.problems() == []


def test_a_visited_unit_cannot_be_removed(town: Town) -> None:
    visited = next(unit for unit in units_of_year(town.office, 2012) if unit.id == town.units[0])
    with pytest.raises(InputRejected, match="被检查单位1项"):
        remove_unit(town.office, visited)


def test_violations_move_with_the_round(town: Town) -> None:
    failing_violation(town)
    changed(change_round, town.office, town.round_id, day=date(2012, 7, 9))
    detail = round_detail(town.office, town.round_id)
    assert detail is not None
    assert detail.violations[0].found_on == date(2012, 7, 9)


def test_numbers_are_unique_and_follow_the_prefix(town: Town) -> None:
    write_settings(town.office, {NOTICE_PREFIX: "柳节整"})
    first = failing_violation(town, 0)
    assert proposed_notice_number(town.office, 2012) == "柳节整〔2012〕1号"
    order(town, first, number="柳节整〔2012〕1号")
    second = failing_violation(town, 1)
    with pytest.raises(InputRejected, match="已经用过"):
        order(town, second, number="柳节整〔2012〕1号")
    assert proposed_notice_number(town.office, 2012) == "柳节整〔2012〕2号"
    assert proposed_notice_number(town.office, 2013) == "柳节整〔2013〕1号"


def test_a_circular_names_units_and_holds_its_notices(town: Town) -> None:
    notice = order(town, failing_violation(town))
    draft = Circular(
        0,
        "〔2012〕1号",
        date(2012, 8, 1),
        "关于整改不力的通报",
        "全镇",
        town.round_id,
        date(2012, 8, 15),
        "逾期未改",
        (town.units[1],),
        (),
        (notice,),
    )
    circular_id = add_circular(town.office, draft)
    found = circulars_of_year(town.office, 2012)
    assert [(circular.id, circular.units, circular.rectification_ids) for circular in found] == [
        (circular_id, ("中心学校",), (notice,))
    ]
    with pytest.raises(InputRejected, match=r"通报涉及的整改1项.*请先修改或删除通报"):
        remove_rectification(town.office, notice)
    with pytest.raises(InputRejected, match="已经用过"):
        add_circular(town.office, draft)
    with pytest.raises(InputRejected, match="整改期限"):
        changed(change_circular, town.office, circular_id, deadline=date(2012, 7, 31))
    with pytest.raises(InputRejected, match="通报日期2012年5月1日早于"):
        changed(change_circular, town.office, circular_id, day=date(2012, 5, 1))
    with pytest.raises(InputRejected, match="请核对年份"):
        changed(change_circular, town.office, circular_id, deadline=date(2112, 8, 1))
    changed(
        change_circular,
        town.office,
        circular_id,
        unit_ids=tuple(town.units[:2]),
        scope="全县",
        rectification_ids=(),
    )
    circular = circular_detail(town.office, circular_id)
    assert circular is not None
    assert (circular.scope, circular.units) == ("全县", ("镇政府", "中心学校"))
    remove_circular(town.office, circular_id)
    assert circular_detail(town.office, circular_id) is None
    assert proposed_circular_number(town.office, 2012) == "〔2012〕1号"


def test_the_years_figures_as_they_stood(town: Town) -> None:
    write_settings(town.office, {PLANNED_ROUNDS: "2"})
    add_reading(town.office, Reading(0, town.visits[0], room="大厅", set_temperature=Decimal(26)))
    add_reading(
        town.office, Reading(0, town.visits[0], room="档案室", set_temperature=Decimal(20), exempt=True)
    )
    add_reading(town.office, Reading(0, town.visits[0], room="值班室", running=False))
    lamps = add_violation(town.office, town.visits[0], ViolationKind.ELECTRICITY, "人走灯未关")
    correct_on_spot(town.office, [lamps], "当场关灯")
    notice = order(town, failing_violation(town))
    add_violation(town.office, town.visits[1], ViolationKind.OTHER, "无人负责")
    record_recheck(town.office, notice, date(2012, 7, 25), RecheckResult.PASSED, close=True)
    add_round(town.office, 2012, Season.AUTUMN)
    winter = add_round(town.office, 2012, Season.WINTER, date(2012, 12, 3))
    add_visits(town.office, winter, town.units[:1])

    whole = inspection_year(town.office, 2012)
    assert [
        (one.title, one.units_total, one.units_visited, one.readings, one.readings_passed)
        for one in whole.rounds
    ] == [
        ("夏季空调温度检查", 3, 2, 2, 1),
        ("冬季空调温度检查", 3, 1, 0, 0),
    ]
    assert (whole.planned, whole.visits, whole.units_visited, whole.not_visited) == (2, 3, 2, ("卫生院",))
    assert (
        whole.violations,
        whole.corrected_on_spot,
        whole.violations_rectified,
        whole.violations_unhandled,
    ) == (3, 1, 1, 1)
    assert (whole.rectifications_ordered, whole.rectifications_closed, whole.rectifications_overdue) == (
        1,
        1,
        0,
    )
    assert (whole.readings, whole.readings_passed, whole.units_total) == (2, 1, 3)
    assert dict(whole.violations_by_kind) == {
        ViolationKind.TEMPERATURE: 1,
        ViolationKind.ELECTRICITY: 1,
        ViolationKind.OTHER: 1,
    }

    earlier = inspection_year(town.office, 2012, date(2012, 7, 22))
    assert len(earlier.rounds) == 1
    assert (earlier.rectifications_closed, earlier.rectifications_overdue) == (0, 1)
    nothing = inspection_year(town.office, 2012, date(2012, 1, 31))
    assert (nothing.rounds, nothing.visits, nothing.readings, nothing.violations) == ((), 0, 0, 0)
