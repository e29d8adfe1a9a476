"""改动记录 says what was changed in the clerk's words, finds it again, and opens fast."""

from __future__ import annotations

import time
from datetime import date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import insert, text

from jingzhen_desktop.base.place import Place
from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.inspection.actions.rounds import add_reading, add_round, add_visits, remove_round
from jingzhen_desktop.inspection.values.found import Reading
from jingzhen_desktop.inspection.values.words import Season
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.history import History, HistoryFilter, HistoryLine, read_history
from jingzhen_desktop.office.records import JournalChange, JournalStep
from jingzhen_desktop.office.settings import SUPERIOR, write_settings
from jingzhen_desktop.organisation.actions.units import add_unit, change_facts, remove_unit
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.organisation.values.units import Nature, UnitContact, UnitFacts
from jingzhen_desktop.tabs import all_settings

from ..changing import change_entry, changed

SETTINGS = {setting.key: setting for setting in all_settings()}


def look(office: Office, words: str = "", **wanted: object) -> tuple[HistoryLine, ...]:
    return read_history(office, HistoryFilter(words=words, **wanted), SETTINGS).lines


def short(lines: tuple[HistoryLine, ...]) -> list[tuple[str, str, str, str]]:
    return [(line.record, line.field, line.old, line.new) for line in lines]


@pytest.fixture
def school(office: Office) -> int:
    facts = UnitFacts("文井镇中心学校", Nature.EDUCATION, ("教育",), floor_area=Decimal("8620.5"))
    return add_unit(office, 2011, facts, UnitContact(opened=date(1958, 9, 1)))


def test_a_changed_field_is_told_in_the_clerks_words(office: Office, school: int) -> None:
    changed(
        change_facts,
        office,
        school,
        2011,
        floor_area=Decimal(9000),
        nature=Nature.CULTURE,
        reporting=False,
        energy_users=0,
    )
    lines = look(office)[:4]
    assert short(lines) == [
        ("单位年度情况 文井镇中心学校 2011年", "单位性质", "事业单位（教育）", "事业单位（文化）"),
        ("单位年度情况 文井镇中心学校 2011年", "报送报表", "是", "否"),
        ("单位年度情况 文井镇中心学校 2011年", "建筑面积", "8,620.5平方米", "9,000平方米"),
        ("单位年度情况 文井镇中心学校 2011年", "用能人数", "", "0人"),
    ]
    assert {line.tab for line in lines} == {"organisation"}
    assert lines[0].place is not None


def test_a_new_record_is_told_whole_and_a_figure_by_its_item(office: Office, school: int) -> None:
    change_entry(
        office, school, Quarter(2011, 3), "electricity", quantity=Decimal("1234.5"), cost=Decimal("987.65")
    )
    change_entry(office, school, Quarter(2011, 3), "electricity", quantity=Decimal(0))
    assert short(look(office, "电"))[:2] == [
        ("报表数据 文井镇中心学校 2011年三季度 电", "消费量", "1,234.5", "0"),
        ("报表数据 文井镇中心学校 2011年三季度 电", "新增", "", "消费量：1,234.5；消费金额：987.65元"),
    ]
    assert ("单位 文井镇中心学校", "新增", "", "排列次序：1；成立日期：1958-09-01") in short(look(office))


def test_deleted_records_keep_their_names(office: Office, school: int) -> None:
    round_id = add_round(office, 2011, Season.SUMMER, date(2011, 7, 5))
    (visit,) = add_visits(office, round_id, [school])
    add_reading(office, Reading(0, visit, room="校长室", set_temperature=Decimal(24)))
    remove_round(office, round_id)
    remove_unit(office, units_of_year(office, 2011)[0])
    lines = look(office, "校长室")
    assert [(line.record, line.field) for line in lines if line.record.startswith("温度记录")] == [
        ("温度记录 文井镇中心学校 2011年夏季空调温度检查 校长室", "删除"),
        ("温度记录 文井镇中心学校 2011年夏季空调温度检查 校长室", "新增"),
    ]
    assert lines[0].old.startswith("设定温度：24℃；")
    gone = [line for line in look(office, "删除") if line.record.startswith("单位年度情况")]
    assert gone[0].old.startswith("单位：文井镇中心学校；单位性质：事业单位（教育）")


def test_settings_are_told_by_their_labels(office: Office) -> None:
    write_settings(office, {SUPERIOR: "县机关事务局"})
    write_settings(office, {SUPERIOR: "市机关事务局", SETTINGS["quarterly.coefficients"]: "equivalent"})
    found = {(line.field, line.old, line.new) for line in look(office, "上级主管部门")}
    assert found == {("上级主管部门", "", "县机关事务局"), ("上级主管部门", "县机关事务局", "市机关事务局")}
    choices = dict(SETTINGS["quarterly.coefficients"].choices)
    assert look(office, "折标准煤系数")[0].new == choices.get("equivalent", "equivalent")


def test_undo_and_ends_stand_in_it_too(office: Office, school: int) -> None:
    changed(change_facts, office, school, 2011, floor_area=Decimal(1))
    office.undo()
    office.redo()
    office.end_undo("汇总上报2011年三季度")
    lines = look(office)[:4]
    assert [line.what.split("：")[0] for line in lines[1:3]] == ["重做", "撤销"]
    assert (lines[0].what, lines[0].record) == ("汇总上报2011年三季度", "")
    assert (lines[2].old, lines[2].new) == ("1平方米", "8,620.5平方米")


@pytest.mark.parametrize("words", ["中心学校 面积", "wjzzxxx jzmj", "ｗｊｚ 建筑", "面积", "zhongxin mianji"])
def test_all_words_must_stand_in_it_and_pinyin_will_do(office: Office, school: int, words: str) -> None:
    changed(change_facts, office, school, 2011, floor_area=Decimal(1))
    add_unit(office, 2011, UnitFacts("卫生院", Nature.HEALTH))
    assert [line.field for line in look(office, words)] == ["建筑面积"]
    assert look(office, f"{words} 卫生院") == ()


def test_days_and_tabs_narrow_the_search(
    office: Office, school: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jingzhen_desktop.office.file.now", lambda: datetime(2011, 7, 5, 23, 59, 59))
    write_settings(office, {SUPERIOR: "县局"})
    day = date(2011, 7, 5)
    assert [line.new for line in look(office, first=day, last=day)] == ["县局"]
    assert look(office, last=date(2011, 7, 4)) == ()
    assert {line.tab for line in look(office, tab="organisation")} == {"organisation"}
    assert [line.new for line in look(office, tab="office")] == ["县局"]


def test_pages_follow_each_other_without_gap_or_repetition(office: Office, school: int) -> None:
    for area in range(1, 25):
        changed(change_facts, office, school, 2011, floor_area=Decimal(area), energy_users=area)
    office.end_undo("定稿")
    whole = look(office)
    pages: list[HistoryLine] = []
    after = None
    while True:
        page: History = read_history(office, HistoryFilter(), SETTINGS, after=after, limit=7)
        pages += page.lines
        after = page.more
        if after is None:
            break
    assert tuple(pages) == whole
    assert len(whole) > 48


def test_the_place_of_a_step_is_the_way_to_it(office: Office) -> None:
    with office.transaction("试", Place("inspection", "round", 7)) as session:
        session.execute(text("INSERT INTO setting VALUES ('a', 'b')"))
    assert look(office)[0].place == Place("inspection", "round", 7)


def test_a_long_journal_opens_as_fast_as_a_short_one(office: Office) -> None:
    with office.transaction("填满") as session:
        steps = [
            {"id": number, "at": datetime(2001, 1, 1), "label": f"第{number}步", "place": ""}
            for number in range(10, 8_010)
        ]
        session.execute(insert(JournalStep), steps)
        row = (
            '{"id":1,"kind":"讲座","day":"2011-07-05","place":"","theme":"%d",'
            '"people":null,"material":"","note":""}'
        )
        changes = [
            {"step_id": step["id"], "table_name": "activity", "after": row % number}
            for step in steps
            for number in range(5)
        ]
        session.execute(insert(JournalChange), changes)
    start = time.perf_counter()
    assert len(look(office)) == 300
    assert time.perf_counter() - start < 1
