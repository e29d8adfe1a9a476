"""Search finds what any tab has stored, by words, numbers, dates and pinyin initials."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

import jingzhen_desktop.tabs  # noqa: F401 - knows all records
from jingzhen_desktop.assessment.actions.scores import record_attendance
from jingzhen_desktop.base.place import Place
from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.inspection.actions.rounds import add_reading, add_round, add_visits
from jingzhen_desktop.inspection.values.found import Reading
from jingzhen_desktop.inspection.values.words import Season
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.issued import Paper, issue
from jingzhen_desktop.office.search import BELONGS, PER_TABLE, Found, search
from jingzhen_desktop.organisation.actions.units import add_unit, open_year
from jingzhen_desktop.organisation.values.units import Nature, UnitContact, UnitFacts
from jingzhen_desktop.publicity.actions import add_activity
from jingzhen_desktop.publicity.values import Activity, ActivityKind
from jingzhen_desktop.quarterly.values.reports import report_place

from ..changing import change_entry


@pytest.fixture
def school(office: Office) -> int:
    return add_unit(office, 2011, UnitFacts("文井镇中心学校", Nature.EDUCATION, ("教育",)), UnitContact())


def found(office: Office, words: str) -> tuple[Found, ...]:
    return search(office, words).found


def names(office: Office, words: str) -> list[str]:
    return [f"{one.title} {one.name}" for one in found(office, words)]


@pytest.mark.parametrize(
    "words", ["中心学校", "文井 学校", "zxxx", "ZXXX", "中心 学校", "zhongxin", "ZHONGXIN wenjing"]
)
def test_a_unit_is_found_by_words_and_by_pinyin(office: Office, school: int, words: str) -> None:
    add_unit(office, 2011, UnitFacts("文井镇卫生院", Nature.HEALTH), UnitContact())
    (one,) = found(office, words)
    assert (one.title, one.name, one.field, one.tab) == (
        "单位年度情况",
        "文井镇中心学校 2011年",
        "名称",
        "organisation",
    )
    assert one.place == Place("organisation", "unit", school, year=2011)


def test_a_long_text_is_found_by_its_full_pinyin(office: Office) -> None:
    address = "文井镇人民政府大院内综合办公楼后面，从东门进去向左走到底，与原农机站相邻，门口有一棵老槐树"
    add_unit(office, 2011, UnitFacts("敬老院", Nature.OTHER_INSTITUTION), UnitContact(address=address))
    (one,) = found(office, "nongjizhan")
    assert (one.field, one.name) == ("地址", "敬老院")
    assert found(office, "njz") == ()


def test_what_is_called_so_comes_first_also_by_pinyin(office: Office, school: int) -> None:
    add_unit(office, 2011, UnitFacts("卫生院", Nature.HEALTH), UnitContact(address="中心学校旁边"))
    for words in ("中心学校", "zxxx", "zhongxinxuexiao"):
        assert [one.name for one in found(office, words)] == ["文井镇中心学校 2011年", "卫生院"]


def test_the_same_unit_in_many_years_is_found_once_in_the_newest(office: Office, school: int) -> None:
    for year in (2012, 2013):
        open_year(office, year)
    assert names(office, "中心学校") == ["单位年度情况 文井镇中心学校 2013年"]


def test_a_unit_brings_everything_of_it(office: Office, school: int) -> None:
    clinic = add_unit(office, 2011, UnitFacts("文井镇卫生院", Nature.HEALTH), UnitContact())
    change_entry(office, school, Quarter(2011, 3), "electricity", quantity=Decimal(12345))
    change_entry(office, clinic, Quarter(2011, 3), "electricity", quantity=Decimal(54321))
    round_id = add_round(office, 2011, Season.SUMMER, date(2011, 7, 5))
    visit, other = add_visits(office, round_id, [school, clinic])
    for one, room in ((visit, "校长室"), (other, "值班室")):
        add_reading(office, Reading(0, one, room=room, set_temperature=Decimal(24)))
    activity = add_activity(office, Activity(0, ActivityKind.LECTURE, date(2011, 6, 12), theme="节能课"))
    record_attendance(office, 2011, activity, [school])
    kinds = {one.title: one.name for one in found(office, "中心学校")}
    assert next(iter(kinds)) == "单位年度情况"
    assert {"季度报表", "被检查单位", "温度记录", "宣传培训活动"} <= set(kinds)
    assert "校长室" in kinds["温度记录"]
    assert kinds["宣传培训活动"] == "2011-06-12 讲座"
    assert not [one for one in found(office, "中心学校") if "卫生院" in one.name or "值班室" in one.name]
    assert {one.field for one in found(office, "中心学校") if one.title == "温度记录"} == {BELONGS}


def test_a_unit_stands_before_the_papers_about_it(office: Office, school: int) -> None:
    paper = Paper("得分表", "", date(2012, 1, 9), "文井镇中心学校得分表", Place("assessment"), b"%PDF")
    issue(office, paper)
    assert [one.title for one in found(office, "中心学校")] == ["单位年度情况", "已发文件"]


def test_a_word_many_units_share_lists_them_only(office: Office) -> None:
    for number in range(4):
        unit = add_unit(office, 2011, UnitFacts(f"文井镇第{number}村", Nature.STATE_ORGAN), UnitContact())
        change_entry(office, unit, Quarter(2011, 3), "water", quantity=Decimal(1))
    assert {one.title for one in found(office, "文井镇")} == {"单位年度情况"}


def test_a_number_is_found_with_and_without_separators_at_its_report(office: Office, school: int) -> None:
    change_entry(office, school, Quarter(2011, 3), "electricity", quantity=Decimal("12345.5"))
    for words in ("12345.5", "12,345.5", "12,345.50", "１２３４５", "学校 12345"):
        (one,) = found(office, words)
        assert (one.title, one.field, one.excerpt) == ("报表数据", "消费量", "12,345.5")
        assert one.place == report_place(Quarter(2011, 3), school)


def test_an_issued_paper_is_found_by_its_number_and_title(office: Office) -> None:
    issue(
        office,
        Paper(
            "通报",
            "文节能〔2011〕3号",
            date(2011, 7, 20),
            "关于空调温度的通报",
            Place("inspection", "circular", 1),
            b"%PDF",
        ),
    )
    for words in ("文节能〔2011〕3号", "空调 通报", "2011-07-20"):
        (one,) = found(office, words)
        assert (one.table, one.number, one.place) == ("issued_paper", 1, Place("inspection", "circular", 1))


def test_every_word_must_stand_in_the_record(office: Office, school: int) -> None:
    assert found(office, "学校 卫生院") == ()
    assert found(office, "教育局") == ()
    assert found(office, "   ") == ()


def test_more_than_are_listed_are_counted(office: Office) -> None:
    for number in range(PER_TABLE + 3):
        add_unit(office, 2011, UnitFacts(f"文井镇第{number}村", Nature.STATE_ORGAN), UnitContact())
    findings = search(office, "文井镇")
    assert len(findings.found) == PER_TABLE
    assert findings.unlisted == (("单位年度情况", 3),)


def test_a_search_can_be_cancelled(office: Office, school: int) -> None:
    class Enough(Exception):
        pass

    def stop(_seen: int) -> None:
        raise Enough

    with pytest.raises(Enough):
        search(office, "学校", stop)
