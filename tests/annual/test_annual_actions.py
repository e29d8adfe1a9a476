"""Generating, editing and putting out a stored summary."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text as sql

from jingzhen_desktop.annual.actions.drafting import generate
from jingzhen_desktop.annual.actions.editing import (
    add_paragraph,
    change_day,
    change_title,
    move_paragraph,
    put_numbers_in_order,
    remove_paragraph,
    store_paragraphs,
)
from jingzhen_desktop.annual.actions.versions import finalise
from jingzhen_desktop.annual.face import FACE
from jingzhen_desktop.annual.papers.document import export_summary, summary_paper
from jingzhen_desktop.annual.queries.compared import candidates, compare
from jingzhen_desktop.annual.queries.facts import collect_facts
from jingzhen_desktop.annual.queries.stored import summary
from jingzhen_desktop.annual.rules.markup import plain
from jingzhen_desktop.annual.values.kinds import Origin, SummaryKind
from jingzhen_desktop.annual.values.text import ParagraphText, Summary
from jingzhen_desktop.base.errors import InputRejected
from jingzhen_desktop.base.files import TargetExists
from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.settings import EXAMPLE, PARTY_SUPERIOR, TOWN, write_settings
from jingzhen_desktop.organisation.actions.units import change_contact
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.publicity.actions import add_activity
from jingzhen_desktop.publicity.values import Activity, ActivityKind
from jingzhen_desktop.quarterly.actions.reports import remove_report

from ..changing import changed
from ..finished import pdf_text

YEAR, HALF = SummaryKind.YEAR, SummaryKind.HALF
LAST_DAY = date(2011, 12, 31)


def made(office: Office, **options: bool) -> Summary:
    return generate(office, 2011, YEAR, LAST_DAY, **options)


def texts(stored: Summary | None) -> list[str]:
    assert stored is not None
    return [plain(one.text) for one in stored.paragraphs]


def as_typed(stored: Summary) -> list[ParagraphText]:
    return [ParagraphText(one.text, one.kind) for one in stored.paragraphs]


def changes(office: Office) -> int:
    with office.reading() as session:
        return int(
            session.execute(
                sql("SELECT count(*) FROM journal_change WHERE table_name = 'summary_paragraph'")
            ).scalar_one()
        )


def test_the_records_become_the_text(recorded: Office) -> None:
    stored = made(recorded)
    text = "\n".join(texts(stored))
    assert stored.title == "柳河镇2011年节能减排工作总结"
    assert "副镇长林海为组长，镇政府、中学等2个单位组成的镇级" in text
    assert "文、教等系统" in text
    assert "全年应收季度报表8份，全部收齐。" in text
    assert "综合能耗0.98吨标准煤（当量值）；用电8004千瓦时；能源资源费用4000.00元。" in text
    assert (
        "我镇1次对全镇部分单位使用空调和用电情况进行检查，对空调和用电设置不符合规定的进行及时纠正。" in text
    )
    assert "参与人员100人次，其中参加节能培训20人次" in text
    assert stored == summary(recorded, 2011, YEAR)
    assert compare(recorded, stored).changed == ()


def test_half_year_and_year_stand_side_by_side(recorded: Office) -> None:
    year = made(recorded)
    half = generate(recorded, 2011, HALF, date(2011, 8, 5))
    assert half.id != year.id
    text = "\n".join(texts(half))
    assert "上半年应收季度报表4份，全部收齐。" in text
    assert "用电4002千瓦时" in text
    assert "次对全镇" not in text  # the round was in July
    assert "1次" in text  # the publicity week was in June
    assert "在2011年下半年的工作中" in text


def test_a_quarter_that_has_not_ended_is_left_out_until_it_is_complete(recorded: Office) -> None:
    first = units_of_year(recorded, 2011)[0].id
    remove_report(recorded, first, Quarter(2011, 4))
    early = collect_facts(recorded, 2011, YEAR, date(2011, 12, 10)).statistics
    late = collect_facts(recorded, 2011, YEAR, LAST_DAY).statistics
    assert early is not None
    assert late is not None
    assert (early.town.quarter, len(early.owed), len(early.received)) == (Quarter(2011, 3), 6, 6)
    assert (late.town.quarter, len(late.owed), len(late.received)) == (Quarter(2011, 4), 8, 7)
    text = "\n".join(texts(made(recorded)))
    assert "2个单位中1个报表齐全" in text
    assert "政府机关四季度未报统计表" in text
    assert "前三季度应收季度报表6份，全部收齐" in "\n".join(
        texts(generate(recorded, 2011, YEAR, date(2011, 12, 10)))
    )


def test_changed_records_are_noticed_and_taken_in_by_generating_anew(recorded: Office) -> None:
    stored = made(recorded)
    add_activity(recorded, Activity(0, ActivityKind.LECTURE, date(2011, 10, 1), people=30))
    changed = {one.key: (one.shown, one.now) for one in compare(recorded, stored).changed}
    assert changed["publicity.activities"] == ("2次", "3次")
    assert changed["publicity.people"] == ("100人次", "130人次")
    anew = made(recorded)
    assert compare(recorded, anew).changed == ()
    assert "10月1日举办节能讲座，30人次参加" in "\n".join(texts(anew))


def test_edited_paragraphs_stay_unless_they_are_to_be_replaced(recorded: Office) -> None:
    stored = made(recorded)
    typed = as_typed(stored)
    typed[0] = ParagraphText("自己写的开头")
    assert store_paragraphs(recorded, stored.id, typed)
    change_title(recorded, stored.id, "自己写的标题")
    add_activity(recorded, Activity(0, ActivityKind.LECTURE, date(2011, 10, 1)))
    anew = made(recorded)
    assert (anew.title, texts(anew)[0]) == ("自己写的标题", "自己写的开头")
    assert anew.paragraphs[0].origin is Origin.EDITED
    assert "活动3次" in "\n".join(texts(anew))
    replaced = made(recorded, replace_edited=True)
    assert replaced.title == "柳河镇2011年节能减排工作总结"
    assert texts(replaced)[0].startswith("今年以来")
    assert all(one.origin is Origin.GENERATED for one in replaced.paragraphs)


def test_only_rows_that_change_are_written(recorded: Office) -> None:
    stored = made(recorded)
    before = changes(recorded)
    assert not store_paragraphs(recorded, stored.id, as_typed(stored))
    assert changes(recorded) == before
    typed = as_typed(stored)
    typed[2:3] = [ParagraphText("前半。"), ParagraphText("后半。")]
    assert store_paragraphs(recorded, stored.id, typed)
    assert changes(recorded) - before == 2  # one changed, one added between, no other row moved
    assert texts(summary(recorded, 2011, YEAR))[2:4] == ["前半。", "后半。"]
    before = changes(recorded)
    made(recorded)
    assert changes(recorded) == before  # nothing new to say: nothing written


def test_paragraphs_are_added_moved_and_removed_in_order(recorded: Office) -> None:
    stored = made(recorded)
    headings = [one for one in stored.paragraphs if plain(one.text).startswith("二、")]
    add_paragraph(recorded, stored.id, "二、新的一章⟦", after=stored.paragraphs[2].id)
    after = texts(summary(recorded, 2011, YEAR))
    assert after[3] == "二、新的一章⟦"
    assert any(text.startswith("三、构建") for text in after)
    remove_paragraph(recorded, headings[0].id)
    assert not any("构建公共机构节能工作网络" in text for text in texts(summary(recorded, 2011, YEAR)))
    current = summary(recorded, 2011, YEAR)
    assert current is not None
    move_paragraph(recorded, current.paragraphs[-1].id, -2)
    assert texts(summary(recorded, 2011, YEAR))[-3] == texts(current)[-1]
    typed = as_typed(stored)
    typed[1] = ParagraphText("九、" + plain(typed[1].text)[2:])
    store_paragraphs(recorded, stored.id, typed)
    put_numbers_in_order(recorded, stored.id)
    numbers = [text[0] for text in texts(summary(recorded, 2011, YEAR)) if text[1:2] == "、"]
    assert numbers == list("一二三四五")[: len(numbers)]


def test_titles_and_texts_that_cannot_be_are_refused(recorded: Office) -> None:
    stored = made(recorded)
    with pytest.raises(InputRejected, match="标题"):
        change_title(recorded, stored.id, "  ")
    with pytest.raises(InputRejected, match="不能为空"):
        add_paragraph(recorded, stored.id, "\n")
    change_day(recorded, stored.id, date(2012, 1, 5))
    current = summary(recorded, 2011, YEAR)
    assert current is not None
    assert current.day == date(2012, 1, 5)


def test_an_office_without_a_town_is_asked_for_it(office: Office) -> None:
    with pytest.raises(InputRejected, match="乡镇名称"):
        generate(office, 2011, YEAR, LAST_DAY)


def test_problems_come_from_the_records(recorded: Office) -> None:
    unit = units_of_year(recorded, 2011)[1]
    changed(change_contact, recorded, unit.id, 2011, liaison_name="")
    offered = {one.key for one in candidates(recorded, 2011, YEAR, LAST_DAY)}
    assert "liaisons" in offered
    stored = generate(recorded, 2011, YEAR, LAST_DAY, ("liaisons",))
    assert stored.problems == ("liaisons",)
    assert [text for text in texts(stored) if text[:2] == "1."] == [
        "1.节能工作网络还不健全。中学尚未明确节能联络员。下一步，将督促有关单位尽快确定专人负责节能工作，并报领导小组办公室备案。"
    ]


def test_the_pdf_holds_the_whole_text_and_is_marked_an_example(recorded: Office, tmp_path: Path) -> None:
    write_settings(recorded, {EXAMPLE: "1"})
    stored = made(recorded)
    target = export_summary(recorded, 2011, YEAR, tmp_path / "总结")
    assert target == tmp_path / "总结" / "柳河镇2011年节能减排工作总结.pdf"
    text = pdf_text(target.read_bytes())
    assert "示例" in text
    for paragraph in stored.paragraphs:
        if paragraph.source != "statistics.table":
            assert plain(paragraph.text)[:12] in text
    for cell in ("8,004", "4,000.00", "983.68", "柳河镇人民政府", "2011年12月31日", "注：折标煤"):
        assert cell in text
    with pytest.raises(TargetExists, match="没有覆盖"):
        export_summary(recorded, 2011, YEAR, tmp_path / "总结")
    assert export_summary(recorded, 2011, YEAR, tmp_path / "总结", overwrite=True) == target


def test_a_summary_that_was_not_generated_cannot_be_printed(recorded: Office) -> None:
    with pytest.raises(InputRejected, match="尚未生成"):
        summary_paper(recorded, 2011, YEAR)


def test_names_come_from_the_settings(recorded: Office) -> None:
    write_settings(recorded, {TOWN: "东湖街道", PARTY_SUPERIOR: "区委、区政府"})
    text = "\n".join(texts(made(recorded)))
    assert "区委、区政府的正确领导下" in text
    assert "我街道" in text
    assert "我镇" not in text


def test_the_summary_is_asked_for_in_its_season(recorded: Office) -> None:
    def asked(day: date) -> list[str]:
        return [one.text for one in FACE.today(recorded, 2011, day).dues]

    assert asked(date(2011, 6, 30)) == []
    assert asked(date(2011, 7, 1)) == ["2011年上半年工作总结尚未生成"]
    generate(recorded, 2011, HALF, date(2011, 7, 5))
    assert asked(date(2011, 8, 1)) == []
    assert asked(date(2011, 12, 1)) == ["2011年工作总结尚未生成"]
    made(recorded)
    assert asked(date(2011, 12, 31)) == []


def test_the_consumption_report_is_asked_for_until_it_is_final(recorded: Office) -> None:
    def asked(year: int, day: date) -> list[tuple[str, date | None]]:
        return [(one.text, one.deadline) for one in FACE.today(recorded, year, day).dues]

    made(recorded)
    due = ("2011年度能源消费状况报告尚未起草，应在3月31日前报送", date(2012, 3, 31))
    assert due in asked(2011, date(2012, 2, 1))
    assert due in asked(2012, date(2012, 4, 2))  # overdue, and the working year has moved on
    report = generate(recorded, 2011, SummaryKind.CONSUMPTION, date(2012, 2, 1))
    assert asked(2012, date(2012, 2, 1)) == [
        ("2011年度能源消费状况报告尚未定稿，应在3月31日前报送", date(2012, 3, 31))
    ]
    finalise(recorded, report, b"%PDF")
    assert asked(2012, date(2012, 2, 1)) == []
