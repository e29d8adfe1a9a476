"""The ladder after a unit was over its quota: its data, what may follow what, what is said of a case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from jingzhen_desktop.assessment.declared import causes, ladder
from jingzhen_desktop.assessment.rules.ladder import (
    NO_ANSWER,
    is_settled,
    is_unanswered,
    open_steps,
    why_not,
)
from jingzhen_desktop.assessment.rules.over_quota import (
    check_case,
    check_step,
    cost_of_excess,
    excess_percent,
    excess_words,
    progress,
    wants_attention,
)
from jingzhen_desktop.assessment.values.over_quota import Explanation, OverQuota, Step, TakenStep, Who
from jingzhen_desktop.base.errors import FieldRejected, InputRejected

CASE = OverQuota(
    1,
    7,
    2011,
    "单位建筑面积能耗",
    "kgce/㎡",
    Decimal("5.9"),
    Decimal("6.92"),
    base=Decimal(2940),
    base_unit="㎡",
    cost=Decimal("8123.40"),
    unit_name="卫生院",
)
ASKED, DEADLINE = date(2012, 2, 1), date(2012, 2, 20)


def taken(step: Step, day: date, **more: object) -> TakenStep:
    return TakenStep(0, 1, step, day, **more)  # type: ignore[arg-type]


def at(*steps: TakenStep) -> OverQuota:
    return replace(CASE, steps=tuple(replace(one, id=number) for number, one in enumerate(steps, 1)))


ASK = taken(Step.ASK, ASKED, number="文节能函〔2012〕1号", deadline=DEADLINE)
RECEIVE = taken(Step.RECEIVE, date(2012, 2, 15))
REFUSE = taken(Step.REFUSE, date(2012, 2, 18), text="没有说明新增设备的用电量")


def test_every_step_of_the_code_stands_once_in_the_data_with_its_ground() -> None:
    assert [one.step for one in ladder()] == list(Step)
    for one in ladder():
        assert all((one.basis, one.title, one.done, one.what)), one
        assert set(one.after) <= {*map(str, Step), NO_ANSWER}, one
        assert set(one.never) <= {*map(str, Step)}, one
        assert bool(one.after) == bool(one.wait), one


def test_the_town_asks_and_proposes_and_the_county_orders() -> None:
    """No step of the town claims the powers of 第三十七条 or 第四十一条."""
    for one in ladder():
        claims = [
            article
            for article in ("第三十七条", "第四十一条")
            if one.basis.startswith(f"《公共机构节能条例》{article}")
        ]
        if claims and one.step is not Step.PETITION:
            assert one.who is Who.COUNTY, one
    assert next(one for one in ladder() if one.step is Step.OPINION).who is Who.COUNTY
    assert next(one for one in ladder() if one.step is Step.RECTIFY).who is Who.OWN


def test_at_first_the_unit_is_asked() -> None:
    assert open_steps(CASE, ASKED, own=True) == (Step.ASK, Step.RECEIVE, Step.SUGGEST)
    assert progress(CASE, ASKED) == "待要求说明"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2012, 2, 10), "待单位说明，还有10天"),
        (DEADLINE, "待单位说明，今日到期"),
        (date(2012, 2, 21), "逾期1天未作说明"),
    ],
)
def test_progress_on_both_sides_of_the_day_of_the_answer(day: date, expected: str) -> None:
    assert progress(at(ASK), day) == expected
    assert is_unanswered(at(ASK), day) is (day > DEADLINE)
    assert (Step.RECTIFY in open_steps(at(ASK), day, own=True)) is (day > DEADLINE)


def test_an_accepted_explanation_ends_the_case() -> None:
    case = at(ASK, RECEIVE, taken(Step.ACCEPT, date(2012, 2, 18), text="新增CT机，已单独装表"))
    assert is_settled(case)
    assert progress(case, date(2012, 3, 1)) == "说明已认可"
    assert not wants_attention(case, date(2012, 3, 1), 10)
    assert open_steps(case, date(2012, 3, 1), own=True) == (Step.REPORT, Step.SUGGEST)


def test_after_a_refusal_the_town_orders_only_its_own() -> None:
    case = at(ASK, RECEIVE, REFUSE)
    own = open_steps(case, REFUSE.day, own=True)
    assert own == (
        Step.RECTIFY,
        Step.CIRCULAR,
        Step.REPORT,
        Step.SUGGEST,
        Step.PETITION,
        Step.INSPECT,
        Step.CLOSE,
    )
    assert open_steps(case, REFUSE.day, own=False) == tuple(step for step in own if step is not Step.RECTIFY)
    assert (
        why_not(case, Step.RECTIFY, REFUSE.day, own=False)
        == "卫生院不是镇属单位，镇上不能下达限期整改，请向县里报告"
    )
    assert Step.OPINION in open_steps(
        at(ASK, RECEIVE, REFUSE, taken(Step.PETITION, REFUSE.day)), REFUSE.day, own=True
    )


@pytest.mark.parametrize(
    ("step", "field"),
    [
        (replace(ASK, number=" "), "number"),
        (replace(ASK, deadline=None), "deadline"),
        (replace(ASK, deadline=date(2012, 1, 31)), "deadline"),
        (replace(ASK, deadline=date(2015, 1, 1)), "deadline"),
        (replace(ASK, day=date(2010, 12, 31), deadline=date(2011, 1, 5)), "day"),
    ],
)
def test_a_letter_needs_number_day_and_a_day_for_the_answer(step: TakenStep, field: str) -> None:
    check_step(CASE, ASK, ASKED, own=True)
    with pytest.raises(FieldRejected) as told:
        check_step(CASE, step, ASKED, own=True)
    assert told.value.field == field


def test_a_decision_needs_its_reason_and_a_day_after_the_answer() -> None:
    with pytest.raises(FieldRejected, match="不认可的理由"):
        check_step(at(ASK, RECEIVE), replace(REFUSE, text=""), ASKED, own=True)
    with pytest.raises(FieldRejected, match="早于“登记收到说明”"):
        check_step(at(ASK, RECEIVE), replace(REFUSE, day=date(2012, 2, 14)), ASKED, own=True)
    check_step(at(ASK, RECEIVE), replace(REFUSE, day=RECEIVE.day), ASKED, own=True)
    with pytest.raises(InputRejected, match="收到单位的说明以后才能审定"):
        check_step(at(ASK), REFUSE, ASKED, own=True)


def test_what_is_over_is_said_with_its_numbers() -> None:
    assert excess_percent(CASE) == Decimal("17.3")  # 1.02 of 5.9
    assert excess_words(CASE) == "超出1.02kgce/㎡（17.3%），合计2,998.80kgce，折合费用约8,123.40元"
    assert excess_words(replace(CASE, base=None, cost=None)) == "超出1.02kgce/㎡（17.3%）"
    assert cost_of_excess(Decimal("2998.8"), Decimal("2.7089")) == Decimal("8123.45")
    assert cost_of_excess(None, Decimal(1)) is None


@pytest.mark.parametrize(
    ("case", "field"),
    [
        (replace(CASE, actual=Decimal("5.9")), "actual"),
        (replace(CASE, quota=Decimal(0)), "quota"),
        (replace(CASE, indicator=""), "indicator"),
        (replace(CASE, base=Decimal("1.23456")), "base"),
        (replace(CASE, cost=Decimal("1.234")), "cost"),
        (replace(CASE, explanation=Explanation(person="张" * 200)), "person"),
    ],
)
def test_a_case_that_cannot_be_is_refused_at_its_field(case: OverQuota, field: str) -> None:
    check_case(CASE)
    with pytest.raises(FieldRejected) as told:
        check_case(case)
    assert told.value.field == field


def test_causes_are_those_of_the_list() -> None:
    check_case(replace(CASE, explanation=Explanation(tuple(causes()))))
    with pytest.raises(InputRejected, match="清单"):
        check_case(replace(CASE, explanation=Explanation(("nothing",))))


def test_the_office_is_reminded_until_it_has_handed_the_case_on() -> None:
    assert wants_attention(CASE, ASKED, 10)  # to be asked
    assert not wants_attention(at(ASK), date(2012, 2, 9), 10)
    assert wants_attention(at(ASK), date(2012, 2, 10), 10)
    assert wants_attention(at(ASK), date(2012, 3, 1), 10)
    assert wants_attention(at(ASK, RECEIVE), RECEIVE.day, 10)
    assert wants_attention(at(ASK, RECEIVE, REFUSE), REFUSE.day, 10)
    assert not wants_attention(at(ASK, RECEIVE, REFUSE, taken(Step.REPORT, REFUSE.day)), REFUSE.day, 10)
