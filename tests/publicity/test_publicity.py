"""Activities: verbs, reads and the figures of a year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from jingzhen_desktop.base.errors import InputRejected
from jingzhen_desktop.publicity import actions
from jingzhen_desktop.publicity.face import FACE
from jingzhen_desktop.publicity.queries import activities_of_year, publicity_year
from jingzhen_desktop.publicity.rules import check_week, materials, week_chip
from jingzhen_desktop.publicity.values import Activity, ActivityKind, PublicityWeek
from jingzhen_desktop.publicity.weeks import known_weeks

if TYPE_CHECKING:
    from jingzhen_desktop.office.file import Office


@pytest.fixture
def busy_office(office: Office) -> Office:
    actions.add_activity(
        office, Activity(0, ActivityKind.TRAINING, date(2011, 10, 26), people=18, theme="统计填报")
    )
    actions.add_activity(
        office,
        Activity(
            0,
            ActivityKind.PUBLICITY_WEEK,
            date(2011, 6, 13),
            people=420,
            place="集市",
            material="宣传单500份",
        ),
    )
    actions.add_activity(office, Activity(0, ActivityKind.SLOGAN, date(2011, 9, 20), material="标语12条"))
    actions.add_activity(office, Activity(0, ActivityKind.TRAINING, date(2012, 1, 5), people=7))
    return office


def test_a_years_figures_add_up(busy_office: Office) -> None:
    year = publicity_year(busy_office, 2011)
    assert [activity.held_on.month for activity in year.activities] == [6, 9, 10]
    assert list(year.counts.items()) == [
        (ActivityKind.PUBLICITY_WEEK, 1),
        (ActivityKind.SLOGAN, 1),
        (ActivityKind.TRAINING, 1),
    ]
    assert (year.people, year.trainings, year.trained) == (438, 1, 18)


def test_only_what_happened_by_a_day_counts(busy_office: Office) -> None:
    half = publicity_year(busy_office, 2011, date(2011, 6, 30))
    assert (len(half.activities), half.people, half.trainings, half.trained) == (1, 420, 0, None)


def test_nobody_counted_is_not_zero(office: Office) -> None:
    actions.add_activity(office, Activity(0, ActivityKind.SLOGAN, date(2011, 9, 20)))
    assert publicity_year(office, 2011).people is None


def test_activities_change_and_go(busy_office: Office) -> None:
    week = activities_of_year(busy_office, 2011)[0]
    actions.change_activity(busy_office, week, replace(week, people=500, note="补记"))
    actions.change_activity(busy_office, week, replace(week, kind=ActivityKind.LOW_CARBON_DAY))
    changed = activities_of_year(busy_office, 2011)[0]
    assert (changed.kind, changed.people, changed.note) == (ActivityKind.LOW_CARBON_DAY, 500, "补记")
    actions.remove_activity(busy_office, week.id)
    assert len(activities_of_year(busy_office, 2011)) == 2


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"day": date(2012, 6, 1)}, "不在2011年"),
        ({"people": -1}, "人数"),
        ({"note": "长" * 501}, "备注太长"),
        ({"teacher": "长" * 200}, "授课人太长"),
    ],
)
def test_what_cannot_be_is_refused(busy_office: Office, fields: dict[str, object], reason: str) -> None:
    week = activities_of_year(busy_office, 2011)[0]
    with pytest.raises(InputRejected, match=reason):
        actions.change_activity(busy_office, week, replace(week, **fields))
    assert activities_of_year(busy_office, 2011)[0] == week


def test_the_publicity_week_is_asked_for_in_its_season(busy_office: Office) -> None:
    assert FACE.today(busy_office, 2012, date(2012, 5, 10)).dues == []
    (due,) = FACE.today(busy_office, 2012, date(2012, 5, 11)).dues
    assert (due.text, due.deadline) == ("2012年节能宣传周活动尚未登记", date(2012, 6, 16))
    assert FACE.today(busy_office, 2011, date(2011, 12, 1)).dues == []


def test_a_year_without_known_dates_is_asked_for_from_may(office: Office) -> None:
    assert FACE.today(office, 2015, date(2015, 4, 30)).dues == []
    (due,) = FACE.today(office, 2015, date(2015, 5, 1)).dues
    assert due.deadline is None


def test_what_is_planned_is_due_on_its_day_and_counts_only_when_done(office: Office) -> None:
    number = actions.add_activity(
        office, Activity(0, ActivityKind.LECTURE, date(2011, 9, 1), theme="条例", people=30, done=False)
    )
    assert publicity_year(office, 2011).activities == ()
    assert FACE.today(office, 2011, date(2011, 5, 1)).dues == []
    dues = FACE.today(office, 2011, date(2011, 8, 20)).dues
    assert ("计划的讲座“条例”尚未登记完成", date(2011, 9, 1)) in [(due.text, due.deadline) for due in dues]
    planned = activities_of_year(office, 2011)[0]
    actions.change_activity(office, planned, replace(planned, done=True))
    assert publicity_year(office, 2011).people == 30
    assert all(due.place.id != number for due in FACE.today(office, 2011, date(2011, 8, 20)).dues)


def test_a_plan_without_a_day_waits_for_one(office: Office) -> None:
    """It stands last in its year, counts for nothing, and nobody is reminded of it."""
    plan = Activity(0, ActivityKind.TRAINING, None, theme="统计", people=9, done=False, planned_year=2011)
    actions.add_activity(office, plan)
    actions.add_activity(office, Activity(0, ActivityKind.PUBLICITY_WEEK, date(2011, 9, 20)))
    assert [str(one.day) for one in activities_of_year(office, 2011)] == ["2011-09-20", "None"]
    assert activities_of_year(office, 2012) == []
    year = publicity_year(office, 2011)
    assert (year.people, year.trainings, len(year.planned)) == (None, 0, 1)
    today = FACE.today(office, 2011, date(2011, 12, 31))
    assert (today.dues, [one.words for one in today.milestones]) == ([], ["节能宣传周"])
    stored = activities_of_year(office, 2011)[1]
    with pytest.raises(InputRejected, match="要有日期"):
        actions.change_activity(office, stored, replace(stored, done=True))
    actions.remove_activity(office, stored.id)
    assert office.undo().label == "删除2011年节能培训"


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("宣传单500份，横幅6条，展板8块", ["宣传单500份", "横幅6条", "展板8块"]),
        ("宣传单 1,200份、横幅：６条", ["宣传单1,200份", "横幅6条"]),
        ("500份宣传单；手册", ["宣传单500份"]),
        ("电子屏滚动播放", []),
        ("A4倡议书", []),
        ("微信推送3期\n短信40000条", ["微信推送3期", "短信40,000条"]),
        ("电话" + "1" * 30 + "个", []),
        ("", []),
    ],
)
def test_material_is_counted_as_it_is_written(text: str, counted: list[str]) -> None:
    assert [one.words for one in materials(text)] == counted


def test_material_of_a_year_adds_up_by_name_and_measure(office: Office) -> None:
    actions.add_activity(
        office, Activity(0, ActivityKind.SLOGAN, date(2011, 3, 1), material="横幅6条，宣传单100份")
    )
    actions.add_activity(
        office, Activity(0, ActivityKind.SLOGAN, date(2011, 9, 1), material="横幅4条，宣传单2箱")
    )
    assert [one.words for one in publicity_year(office, 2011).material] == [
        "横幅10条",
        "宣传单100份",
        "宣传单2箱",
    ]


def test_the_known_weeks_are_weeks() -> None:
    for year, week in known_weeks().items():
        check_week(week)
        assert week.year == year
        assert week.first is not None
        assert week.last is not None
        assert (week.last - week.first).days == 6
        assert week.low_carbon_day is None or week.first <= week.low_carbon_day <= week.last


@pytest.mark.parametrize(
    ("first", "last", "theme", "words"),
    [
        (date(2025, 6, 23), date(2025, 6, 29), "节能增效", "宣传周6月23—29日 “节能增效”"),
        (date(2025, 5, 29), date(2025, 6, 4), "", "宣传周5月29—6月4日"),
        (date(2025, 6, 23), date(2025, 6, 29), "一" * 17, f"宣传周6月23—29日 “{'一' * 16}…”"),
        (None, None, "节能增效", "宣传周日期未填"),
    ],
)
def test_the_week_is_said_in_a_few_words(
    first: date | None, last: date | None, theme: str, words: str
) -> None:
    assert week_chip(PublicityWeek(2025, first, last, theme=theme)) == words
