"""Limits, verdicts, dates that cannot be, and the life of a violation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from jingzhen_desktop.base.errors import FieldRejected, InputRejected
from jingzhen_desktop.inspection.limits import limit_on
from jingzhen_desktop.inspection.rules.checks import check_temperature
from jingzhen_desktop.inspection.rules.handling import (
    check_orderable,
    check_rectification,
    progress,
    rectification_state,
    violation_state,
    was_rechecked,
)
from jingzhen_desktop.inspection.rules.plan import next_number, rounds_behind, scopes
from jingzhen_desktop.inspection.rules.readings import check_reading, judge, proposed_violations
from jingzhen_desktop.inspection.rules.rounds import check_round, check_visitable, season_of, usual_title
from jingzhen_desktop.inspection.values.found import Reading, Rectification, Round, Violation, Visit
from jingzhen_desktop.inspection.values.words import (
    Mode,
    RecheckResult,
    Season,
    Verdict,
    ViolationKind,
    ViolationState,
)

DAY = date(2012, 7, 5)
SUMMER = Round(1, 2012, Season.SUMMER, "夏季空调温度检查", DAY, mode=Mode.COOLING, limit=Decimal(26))
WINTER = replace(SUMMER, season=Season.WINTER, mode=Mode.HEATING, limit=Decimal(20))
VIOLATION = Violation(7, 1, ViolationKind.TEMPERATURE, "设定22℃", DAY)


def notice(**fields: object) -> Rectification:
    whole = replace(
        Rectification(1, 1, "〔2012〕1号", date(2012, 7, 6), date(2012, 7, 20), violation_ids=(7,)), **fields
    )
    check_rectification(whole, [VIOLATION])
    return whole


def test_limit_is_dated() -> None:
    found = limit_on(date(2007, 6, 1))
    assert found is not None
    assert (found.of(Mode.COOLING), found.of(Mode.HEATING), found.of(Mode.NONE)) == (
        Decimal(26),
        Decimal(20),
        None,
    )
    assert found.source == "国办发〔2007〕42号"
    assert limit_on(date(2007, 5, 31)) is None


@pytest.mark.parametrize(
    ("round_", "set_to", "measured", "verdict", "words"),
    [
        (SUMMER, "26", None, Verdict.PASSED, "符合"),
        (SUMMER, "25.9", "27", Verdict.FAILED, "设定25.9℃，低于26℃"),
        (SUMMER, "26", "24.5", Verdict.PASSED, "符合（实测24.5℃，低于26℃，请核对）"),
        (SUMMER, None, "24", Verdict.UNDECIDED, "设定温度未填，实测24℃，低于26℃"),
        (SUMMER, None, "28", Verdict.UNDECIDED, "设定温度未填，实测28℃"),
        (SUMMER, None, None, Verdict.UNDECIDED, "设定温度未填"),
        (WINTER, "20", None, Verdict.PASSED, "符合"),
        (WINTER, "20.1", None, Verdict.FAILED, "设定20.1℃，高于20℃"),
        (replace(SUMMER, limit=None, mode=Mode.NONE), "16", None, Verdict.UNDECIDED, "本次不查温度"),
    ],
)
def test_set_temperature_decides_and_measured_hints(
    round_: Round, set_to: str | None, measured: str | None, verdict: Verdict, words: str
) -> None:
    reading = Reading(
        1, 1, "办公室", Decimal(set_to) if set_to else None, Decimal(measured) if measured else None
    )
    found = judge(reading, round_)
    assert (found.verdict, found.text) == (verdict, words)


def test_exempt_and_idle_rooms_are_left_out() -> None:
    cold = Reading(1, 1, "手术室", Decimal(18), windows_open=True)
    assert judge(replace(cold, exempt=True, exempt_reason="手术室"), SUMMER).text == "豁免：手术室"
    assert judge(replace(cold, running=False), SUMMER).verdict is Verdict.NOT_RUNNING
    assert judge(cold, SUMMER).faults == (ViolationKind.TEMPERATURE, ViolationKind.WINDOWS)


def test_failing_readings_propose_each_fault_once() -> None:
    reading = Reading(5, 1, "会议室", Decimal(22), windows_open=True)
    visit = Visit(1, 1, 1, "中心学校", readings=(reading, Reading(6, 1, "办公室", Decimal(26))))
    drafts = proposed_violations(SUMMER, visit)
    assert [draft.text for draft in drafts] == ["会议室空调设定温度22℃，低于26℃的标准", "会议室开窗使用空调"]
    entered = replace(VIOLATION, reading_id=5)
    assert [draft.kind for draft in proposed_violations(SUMMER, replace(visit, violations=(entered,)))] == [
        ViolationKind.WINDOWS
    ]


@pytest.mark.parametrize("value", ["-60.1", "60.1", "261", "25.55"])
def test_temperatures_that_cannot_be(value: str) -> None:
    with pytest.raises(InputRejected, match="设定温度"):
        check_reading(Reading(1, 1, "办公室", Decimal(value)))


@given(st.decimals(-60, 60, places=1))
def test_plausible_temperatures_are_taken(value: Decimal) -> None:
    check_temperature("measured_temperature", "实测温度", value)


@pytest.mark.parametrize(
    ("notice", "field"),
    [
        ({"received_on": date(2011, 7, 1), "received_by": "李晓燕"}, "received_on"),
        ({"received_on": date(2011, 7, 8)}, "received_by"),
        ({"received_by": "李晓燕"}, "received_on"),
        ({"deadline": date(2011, 7, 1)}, "deadline"),
        ({"reply": "已" * 2001}, "reply"),
        ({"rechecked_on": date(2011, 7, 25)}, "recheck_result"),
        ({"recheck_result": RecheckResult.PASSED}, "rechecked_on"),
        ({"number": " "}, "number"),
    ],
)
def test_a_notice_is_refused_at_the_field_to_mend(notice: dict[str, Any], field: str) -> None:
    right = Rectification(1, 1, "〔2011〕1号", date(2011, 7, 6), date(2011, 7, 20))
    check_rectification(right, [])
    with pytest.raises(FieldRejected) as refused:
        check_rectification(replace(right, **notice), [])
    assert refused.value.field == field


def test_rounds_that_cannot_be() -> None:
    for wrong in (
        replace(SUMMER, title=" "),
        replace(SUMMER, day=date(2011, 7, 5)),
        replace(SUMMER, outdoor_temperature=Decimal(99)),
    ):
        with pytest.raises(InputRejected):
            check_round(wrong)
    with pytest.raises(InputRejected, match="检查日期不能为空"):
        check_round(replace(SUMMER, day=None), visits=1)
    with pytest.raises(InputRejected, match="还没有检查日期"):
        check_visitable(replace(SUMMER, day=None))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"deadline": date(2012, 7, 5)}, "整改期限2012年7月5日早于下达日期2012年7月6日"),
        ({"ordered_on": date(2012, 7, 4)}, "早于发现问题日期"),
        ({"reply_on": date(2012, 7, 5)}, "回复日期"),
        ({"rechecked_on": date(2012, 7, 5), "recheck_result": RecheckResult.PASSED}, "复查日期"),
        ({"rechecked_on": date(2012, 7, 9)}, "一起填写"),
        ({"closed_on": date(2012, 7, 9)}, "复查合格后才能销号"),
        (
            {
                "rechecked_on": date(2012, 7, 9),
                "recheck_result": RecheckResult.FAILED,
                "closed_on": date(2012, 7, 9),
            },
            "复查合格后才能销号",
        ),
        (
            {
                "rechecked_on": date(2012, 7, 9),
                "recheck_result": RecheckResult.PASSED,
                "closed_on": date(2012, 7, 8),
            },
            "销号日期",
        ),
        ({"number": " "}, "文号不能为空"),
    ],
)
def test_notices_that_cannot_be(fields: dict[str, object], words: str) -> None:
    with pytest.raises(InputRejected, match=words):
        notice(**fields)


def test_a_reply_in_time_is_not_overdue() -> None:
    replied = notice(reply_on=date(2012, 7, 20), reply="已调至26℃")
    assert rectification_state(replied, date(2012, 8, 1)) is ViolationState.ORDERED
    assert progress(replied, date(2012, 8, 1)) == "已回复，待复查"
    late = notice(reply_on=date(2012, 7, 21))
    assert progress(late, date(2012, 8, 1)) == "已逾期12天"


def test_progress_in_the_clerks_words() -> None:
    assert progress(notice(), date(2012, 7, 15)) == "限期整改中，还有5天"
    assert progress(notice(), date(2012, 7, 20)) == "限期整改中，今日到期"
    assert progress(notice(), date(2012, 7, 23)) == "已逾期3天"
    passed = notice(rechecked_on=date(2012, 7, 25), recheck_result=RecheckResult.PASSED)
    assert progress(passed, date(2012, 7, 26)) == "复查合格，待销号"
    assert progress(replace(passed, closed_on=date(2012, 7, 26)), date(2012, 7, 26)) == "已整改销号"


def test_only_unsettled_violations_of_one_unit_are_ordered() -> None:
    for wrong in (
        [],
        [replace(VIOLATION, corrected_on_spot=True)],
        [VIOLATION, replace(VIOLATION, id=8, visit_id=2)],
        [replace(VIOLATION, rectifications=(notice(),))],
    ):
        with pytest.raises(InputRejected):
            check_orderable(wrong)
    failed = notice(rechecked_on=date(2012, 7, 21), recheck_result=RecheckResult.FAILED)
    check_orderable([replace(VIOLATION, rectifications=(failed,))])


@pytest.mark.parametrize(
    ("on", "done", "behind"),
    [
        (date(2012, 3, 31), 0, 0),
        (date(2012, 4, 1), 0, 1),
        (date(2012, 7, 1), 1, 1),
        (date(2012, 12, 31), 3, 0),
        (date(2013, 1, 1), 3, 1),
    ],
)
def test_rounds_behind_plan_follow_the_quarters(on: date, done: int, behind: int) -> None:
    assert rounds_behind(4, done, 2012, on) == behind


def test_numbers_follow_each_year() -> None:
    numbers = ["柳节〔2012〕1号", "柳节〔2012〕10号", "柳节〔2011〕99号", "手写"]
    assert next_number(numbers, "柳节", 2012) == "柳节〔2012〕11号"
    assert next_number([], "", 2012) == "〔2012〕1号"
    typed = ["云政通〔2011〕9号", "云政通〔2012〕2号"]
    assert next_number(typed, "", 2012) == "云政通〔2012〕3号"  # the series that was typed last is remembered
    assert next_number(typed, "", 2013) == "云政通〔2013〕1号"


def test_seasons_and_words() -> None:
    assert [season_of(date(2012, month, 1)).value for month in (1, 3, 6, 9, 12)] == [
        "冬季",
        "春季",
        "夏季",
        "秋季",
        "冬季",
    ]
    assert usual_title(Season.SUMMER) == "夏季空调温度检查"
    assert scopes("青石乡")[0] == "全乡"


class LifeOfAViolation(RuleBasedStateMachine):
    """Order, reply, re-check, close and order again, on ever later days; every step must pass the checks."""

    @initialize(corrected=st.booleans())
    def found(self, corrected: bool) -> None:
        self.today = DAY
        self.violation = replace(VIOLATION, corrected_on_spot=corrected)

    def _newest(self, **fields: object) -> None:
        changed = replace(self.violation.rectifications[-1], **fields)
        check_rectification(changed, [self.violation])
        self.violation = replace(
            self.violation, rectifications=(*self.violation.rectifications[:-1], changed)
        )

    def _running(self) -> bool:
        notices = self.violation.rectifications
        return bool(notices) and notices[-1].recheck_result is None

    @rule(days=st.integers(1, 20))
    def time_passes(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(days=st.integers(0, 30))
    def order(self, days: int) -> None:
        state = violation_state(self.violation, self.today)
        try:
            check_orderable([self.violation])
        except InputRejected:
            assert state not in (ViolationState.OPEN, ViolationState.FAILED)
            return
        assert state in (ViolationState.OPEN, ViolationState.FAILED)
        notices = self.violation.rectifications
        ordered = Rectification(
            len(notices) + 1,
            1,
            f"〔2012〕{len(notices) + 1}号",
            self.today,
            self.today + timedelta(days=days),
        )
        check_rectification(ordered, [self.violation])
        self.violation = replace(self.violation, rectifications=(*notices, ordered))

    @precondition(_running)
    @rule()
    def reply(self) -> None:
        self._newest(reply_on=self.today)

    @precondition(_running)
    @rule(result=st.sampled_from(RecheckResult))
    def recheck(self, result: RecheckResult) -> None:
        self._newest(rechecked_on=self.today, recheck_result=result)

    @precondition(lambda self: bool(self.violation.rectifications))
    @rule()
    def close(self) -> None:
        passed = self.violation.rectifications[-1].recheck_result is RecheckResult.PASSED
        try:
            self._newest(closed_on=self.today)
        except InputRejected:
            assert not passed
        else:
            assert passed
            assert violation_state(self.violation, self.today) is ViolationState.CLOSED

    @invariant()
    def corrected_means_no_notice(self) -> None:
        if self.violation.corrected_on_spot:
            assert not self.violation.rectifications
            assert violation_state(self.violation, self.today) is ViolationState.CORRECTED

    @invariant()
    def the_past_is_not_rewritten(self) -> None:
        before = violation_state(self.violation, DAY - timedelta(days=1))
        assert before in (ViolationState.OPEN, ViolationState.CORRECTED)

    @invariant()
    def closed_stays_closed_and_overdue_is_late(self) -> None:
        state = violation_state(self.violation, self.today)
        later = violation_state(self.violation, self.today + timedelta(days=999))
        if state is ViolationState.CLOSED:
            assert later is ViolationState.CLOSED
        if state is ViolationState.OVERDUE:
            assert self.violation.rectifications[-1].deadline < self.today
            assert later is ViolationState.OVERDUE
        if state is ViolationState.ORDERED:
            assert later in (ViolationState.ORDERED, ViolationState.OVERDUE)


TestLifeOfAViolation = LifeOfAViolation.TestCase


@pytest.mark.parametrize(
    ("rechecked_on", "expected"),
    [(None, False), (date(2012, 7, 30), True), (date(2012, 7, 31), True), (date(2012, 8, 1), False)],
)
def test_a_notice_is_rechecked_from_the_day_of_the_recheck_on(
    rechecked_on: date | None, expected: bool
) -> None:
    result = RecheckResult.PASSED if rechecked_on else None
    rechecked = notice(rechecked_on=rechecked_on, recheck_result=result)
    assert was_rechecked(rechecked, date(2012, 7, 31)) is expected
