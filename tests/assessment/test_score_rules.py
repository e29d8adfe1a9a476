"""Grades, points, totals, targets, what may stand in a table: worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingzhen_desktop.assessment.rules.grades import capped, grade_of, range_words, read_grades
from jingzhen_desktop.assessment.rules.score_tables import check_given, check_item, check_usable, methods_of
from jingzhen_desktop.assessment.rules.score_targets import completion, within_guide
from jingzhen_desktop.assessment.rules.scoring import computed_points, scored, whole_score
from jingzhen_desktop.assessment.score_choices import grade_sets, shipped_tables, step_sets
from jingzhen_desktop.assessment.values.score_courses import GivenScore
from jingzhen_desktop.assessment.values.score_tables import (
    FULL,
    ItemKind,
    Method,
    ScoreItem,
    ScoreTable,
    Source,
)
from jingzhen_desktop.assessment.values.scores import Found, Ground
from jingzhen_desktop.base.errors import FieldRejected, InputRejected

D = Decimal
ITEM = ScoreItem(1, 1, 0, "统计报送", "季度报表按时报送", D(12), source=Source.IN_TIME, method=Method.SHARE)


def grounds(*good: bool | None) -> Found:
    return Found(tuple(Ground(f"第{place}件", one) for place, one in enumerate(good, 1)))


@pytest.mark.parametrize(
    ("points", "words"),
    [("100", "优秀"), ("90", "优秀"), ("89.9", "合格"), ("70", "合格"), ("69.9", "不合格"), ("0", "不合格")],
)
def test_a_bound_belongs_to_the_better_grade(points: str, words: str) -> None:
    assert grade_of(D(points), read_grades("优秀90；合格70；不合格")).words == words


@pytest.mark.parametrize(
    "written", ["优秀≥90，合格>=70，不合格", "优秀 90分；合格 70分；不合格", "优秀90;合格70;不合格0"]
)
def test_grades_are_read_in_usual_spellings(written: str) -> None:
    assert [(one.words, one.least) for one in read_grades(written)] == [
        ("优秀", 90),
        ("合格", 70),
        ("不合格", 0),
    ]


@pytest.mark.parametrize(
    "written",
    [
        "优秀90",
        "优秀；合格70；不合格",
        "合格70；优秀90；不合格",
        "优秀90；优秀80；不合格",
        "优秀90；合格70；不合格60",
        "优秀101；不合格",
        "90；70",
    ],
)
def test_grades_that_cannot_be_are_refused(written: str) -> None:
    with pytest.raises(FieldRejected) as refused:
        read_grades(written)
    assert refused.value.field == "grades"


def test_every_offered_grade_set_can_be_read() -> None:
    assert len(grade_sets()) == 6
    for one in grade_sets():
        assert read_grades(one.written)[-1].least == 0


def test_ranges_and_the_cap() -> None:
    grades = read_grades("优秀90；良好70；合格60；不合格")
    assert [range_words(one, grades) for one in grades] == [
        "90分及以上",
        "70分及以上、不足90分",
        "60分及以上、不足70分",
        "不足60分",
    ]
    assert [capped(one, grades).words for one in grades] == ["合格", "合格", "合格", "不合格"]


@pytest.mark.parametrize(
    ("method", "each", "good", "points"),
    [
        (Method.SHARE, None, (True, True, True, False), "9"),
        (Method.SHARE, None, (True, True, False), "8"),
        (Method.SHARE, None, (True, False, False, None), "4"),
        (Method.SHARE, None, (), "12"),
        (Method.DEDUCT, "2.5", (True, False, False), "7"),
        (Method.DEDUCT, "7", (False, False), "0"),
        (Method.WHOLE, None, (True, True), "12"),
        (Method.WHOLE, None, (True, False), "0"),
        (Method.ADD, "5", (True, None), "5"),
        (Method.ADD, "5", (True, True, True), "12"),
        (Method.ADD, "5", (), "0"),
    ],
)
def test_points_follow_from_the_records(
    method: Method, each: str | None, good: tuple[bool | None, ...], points: str
) -> None:
    item = replace(ITEM, method=method, each=None if each is None else D(each))
    assert computed_points(item, grounds(*good), {}) == D(points)


def test_a_share_is_rounded_half_up_once() -> None:
    item = replace(ITEM, points=D("0.5"))
    assert computed_points(item, grounds(True, False), {}) == D("0.3")  # 0.25
    assert computed_points(replace(ITEM, points=D(8)), grounds(True, True, False), {}) == D("5.3")  # 5.33


@pytest.mark.parametrize(
    ("fall", "points"),
    [("1.2", "10"), ("1", "10"), ("0.99", "9"), ("0.9", "9"), ("0.5", "5"), ("0.499", "0"), ("-1", "0")],
)
def test_steps_give_points_by_completion(fall: str, points: str) -> None:
    item = replace(ITEM, points=D(10), source=Source.ENERGY_PER_HEAD, method=Method.STEPS, steps="completion")
    assert computed_points(item, Found(completion=D(fall)), step_sets()) == D(points)


@pytest.mark.parametrize(
    ("fall", "points"), [("3", "1.5"), ("2.5", "1.3"), ("9", "2"), ("0", "0"), ("-4", "0"), ("0.1", "0.1")]
)
def test_a_point_of_fall_gives_points_with_or_without_a_target(fall: str, points: str) -> None:
    """抚宁's table: +0.5 for each percentage point, at most 2."""
    item = replace(ITEM, points=D(2), source=Source.ENERGY_PER_HEAD, method=Method.FALL, each=D("0.5"))
    for target in (D(1), None):
        found = completion(D(100) - D(fall), D(100), target)
        assert computed_points(item, found, {}) == D(points)
    assert computed_points(item, completion(None, D(100), D(1)), {}) is None


@pytest.mark.parametrize(
    ("done", "points"), [("1.1", "3"), ("1.19", "3"), ("1.2", "6"), ("1.5", "9"), ("1", "0"), ("0.4", "0")]
)
def test_every_ten_per_cent_over_the_target_adds_points(done: str, points: str) -> None:
    """The 2008 model: +3 for each 10 % over the target, at most 9."""
    item = replace(
        ITEM,
        kind=ItemKind.BONUS,
        points=D(9),
        source=Source.ENERGY_PER_HEAD,
        method=Method.EXCESS,
        each=D(3),
    )
    assert computed_points(item, completion(D(100) - D(done), D(100), D(1)), {}) == D(points)
    check_item(item, table(item))
    with pytest.raises(FieldRejected, match="只用于加分项"):
        check_item(replace(item, kind=ItemKind.SCORE), table(item))
    with pytest.raises(FieldRejected, match="每项分值"):
        check_item(replace(item, each=None), table(item))


def test_completion_is_actual_fall_over_target_fall() -> None:
    found = completion(D("98.5"), D(100), D("1.5"), name="人均综合能耗")
    assert (found.completion, found.note) == (D(1), "目标下降1.5%，实际下降1.50%")
    risen = completion(D("106.8"), D(100), D("1.2"))
    assert risen.completion is not None
    assert (risen.completion < 0, risen.note) == (True, "目标下降1.2%，实际上升6.80%")


@pytest.mark.parametrize(
    ("now", "base", "target", "why"),
    [
        (D(1), D(1), None, "没有"),
        (D(1), D(1), D(0), "不要求下降"),
        (D(1), D(1), D(-2), "不要求下降"),
        (D(1), None, D(1), "缺上年"),
        (D(1), D(0), D(1), "缺上年"),
        (None, D(1), D(1), "缺本年"),
    ],
)
def test_what_cannot_be_compared_is_not_computed(
    now: D | None, base: D | None, target: D | None, why: str
) -> None:
    found = completion(now, base, target, name="人均用水量")
    assert why in found.lacking
    item = replace(ITEM, source=Source.WATER_PER_HEAD, method=Method.STEPS, steps="completion")
    assert computed_points(item, found, step_sets()) is None


def test_a_unit_at_the_guide_value_need_not_fall() -> None:
    found = within_guide(completion(D(100), D(100), D(2)))
    assert (found.completion, found.note) == (D(1), "目标下降2%，实际持平，已优于引导值")


def table(*items: ScoreItem, bonus: str | None = None) -> ScoreTable:
    return ScoreTable(1, "评分表", "优秀90；合格70；不合格", None if bonus is None else D(bonus), items=items)


def test_a_total_waits_for_every_item_and_then_has_a_grade() -> None:
    hand = ScoreItem(2, 1, 1, "组织管理", "制度", D(88))
    whole = table(ITEM, hand)
    findings = {Source.IN_TIME: grounds(True, True, True, False)}
    grades = read_grades(whole.grades)
    waiting = whole_score(whole, scored(whole, findings, {}, {}), grades)
    assert (waiting.total, waiting.grade, waiting.missing) == (None, "", ("制度",))
    given = {2: GivenScore(7, 2, given=D("81.5"))}
    done = whole_score(whole, scored(whole, findings, given, {}), grades)
    assert (done.total, done.grade) == (D("90.5"), "优秀")
    assert done.scored[0].reason == "1个季度逾期"


def test_bonus_is_capped_and_a_veto_gives_the_lowest_grade() -> None:
    full = ScoreItem(1, 1, 0, "一", "甲", D(100))
    bonus = ScoreItem(2, 1, 1, "加分", "乙", D(8), ItemKind.BONUS)
    veto = ScoreItem(3, 1, 2, "否决", "丙", D(0), ItemKind.VETO)
    whole = table(full, bonus, veto, bonus="5")
    grades = read_grades(whole.grades)
    given = {1: GivenScore(7, 1, given=D(92)), 2: GivenScore(7, 2, given=D(8))}
    score = whole_score(whole, scored(whole, {}, given, {}), grades)
    assert (score.total, score.grade) == (D(97), "优秀")
    vetoed = {**given, 3: GivenScore(7, 3, vetoed=True)}
    score = whole_score(whole, scored(whole, {}, vetoed, {}), grades)
    assert (score.total, score.grade, score.grade_reason) == (D(97), "不合格", "否决性指标未达到：丙")


def test_false_data_are_worth_nothing_and_cap_the_grade() -> None:
    complete = replace(ITEM, source=Source.COMPLETE)
    hand = ScoreItem(2, 1, 1, "组织管理", "制度", D(88))
    whole = table(complete, hand)
    given = {2: GivenScore(7, 2, given=D(88)), 1: GivenScore(7, 1, own=D(12))}
    items = scored(whole, {Source.COMPLETE: grounds(True)}, given, {}, false_data=True)
    assert (items[0].points, items[0].differs) == (D(0), True)
    score = whole_score(whole, items, read_grades("优秀80；合格70；不合格"), false_data=True)
    assert (score.total, score.grade, score.grade_reason) == (D(88), "合格", "经查数据不实，不高于合格")


def test_the_office_may_overrule_with_a_reason_only() -> None:
    with pytest.raises(FieldRejected) as refused:
        check_given(ITEM, D(12), " ", D(9))
    assert refused.value.field == "reason"
    check_given(ITEM, D(12), "二季度系统故障，县已说明", D(9))
    check_given(ITEM, D(9), "", D(9))
    with pytest.raises(FieldRejected):
        check_given(ITEM, D("12.1"), "多", None)
    with pytest.raises(FieldRejected):
        check_given(ITEM, D("1.25"), "多", None)


def test_the_shipped_tables_hold_what_is_known_and_nothing_else() -> None:
    tables = shipped_tables()
    assert tables["own"].total == FULL
    check_usable(tables["own"])
    assert tables["saving_organ"].total == 30
    with pytest.raises(InputRejected, match="还缺70分"):
        check_usable(tables["saving_organ"])
    for one in tables.values():
        kept = replace(one, items=())
        for item in one.items:
            check_item(item, kept)
            assert item.kind is not ItemKind.VETO
            assert "一票否决" not in item.title + item.rule


def test_a_table_never_has_more_than_a_hundred_points() -> None:
    whole = table(replace(ITEM, points=D(60)))
    check_item(ScoreItem(2, 1, 1, "二", "乙", D(40)), whole)
    with pytest.raises(FieldRejected, match="超过了100分"):
        check_item(ScoreItem(2, 1, 1, "二", "乙", D("40.5")), whole)
    check_item(ScoreItem(2, 1, 1, "加分", "乙", D(40), ItemKind.BONUS), whole)


@given(
    st.sampled_from(list(Source)),
    st.lists(st.sampled_from([True, False, None]), max_size=9),
    st.integers(1, 200),
)
def test_computed_points_stay_between_nothing_and_all(
    source: Source, good: list[bool | None], tenths: int
) -> None:
    for method in methods_of(source):
        item = replace(
            ITEM, source=source, method=method, each=D("0.7"), points=D(tenths) / 10, steps="completion"
        )
        points = computed_points(item, replace(grounds(*good), completion=D("0.8")), step_sets())
        assert points is None or (0 <= points <= item.points and points == points.quantize(D("0.1")))
