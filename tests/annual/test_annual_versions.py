"""定稿, what has changed since, 修订, the kept papers; the plan in the ledger; the letter with its attachments;
数据来源表.
"""

from __future__ import annotations

import io
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader
from sqlalchemy.exc import IntegrityError

from jingzhen_desktop.annual.actions.drafting import generate, take_draft
from jingzhen_desktop.annual.actions.editing import (
    add_paragraph,
    change_day,
    change_sending,
    change_title,
    choose_attachments,
    move_paragraph,
    put_numbers_in_order,
    remove_paragraph,
    store_paragraphs,
)
from jingzhen_desktop.annual.actions.versions import enter_plan, finalise, revise
from jingzhen_desktop.annual.papers.document import set_paper, summary_paper, version_paper
from jingzhen_desktop.annual.queries.facts import last_signer
from jingzhen_desktop.annual.queries.stored import summary, summary_by_id
from jingzhen_desktop.annual.queries.versions import changes_since, version_content, versions_of
from jingzhen_desktop.annual.rules.freezing import content_hash, content_text, read_content
from jingzhen_desktop.annual.rules.markup import plain
from jingzhen_desktop.annual.settings import CONTACT
from jingzhen_desktop.annual.sheets import export_sources, sources_book, sources_name
from jingzhen_desktop.annual.values.kinds import Attachment, Origin, SummaryKind
from jingzhen_desktop.annual.values.text import ParagraphText, Summary
from jingzhen_desktop.annual.values.versions import LaterChange, SummaryVersion
from jingzhen_desktop.base.errors import InputRejected
from jingzhen_desktop.base.files import TargetExists
from jingzhen_desktop.base.place import Place
from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.inspection.actions.handling import add_violation, order_rectification
from jingzhen_desktop.inspection.actions.rounds import add_round, add_visits
from jingzhen_desktop.inspection.actions.visits import VISIT_PHOTOS
from jingzhen_desktop.inspection.queries.urgent import rounds_of_year
from jingzhen_desktop.inspection.values.words import Season, ViolationKind
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.issued import issued_papers
from jingzhen_desktop.office.photos import read_photo
from jingzhen_desktop.office.settings import write_settings
from jingzhen_desktop.organisation.actions.group import succeed_member
from jingzhen_desktop.organisation.actions.ledger import finish_entries
from jingzhen_desktop.organisation.actions.units import change_contact, change_facts
from jingzhen_desktop.organisation.queries.group import leading_group
from jingzhen_desktop.organisation.queries.ledger import plan_items
from jingzhen_desktop.organisation.queries.numbering import proposed_number
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.organisation.settings import ISSUER, NUMBER_PREFIX, SIGNER
from jingzhen_desktop.paper.docx.writing import docx_of
from jingzhen_desktop.publicity.actions import ACTIVITY_PHOTOS
from jingzhen_desktop.publicity.queries import activities_of_year
from jingzhen_desktop.quarterly.actions.reports import store_report
from jingzhen_desktop.quarterly.queries.reports import stored_report
from jingzhen_desktop.quarterly.settings import COEFFICIENT_SET
from jingzhen_desktop.quarterly.values.reports import Entry, Report, report_place

from ..changing import changed
from ..finished import pdf_text
from ..made import picture

YEAR, CONSUMPTION, PLAN, COVER = (
    SummaryKind.YEAR,
    SummaryKind.CONSUMPTION,
    SummaryKind.PLAN,
    SummaryKind.COVER,
)
LAST_DAY = date(2011, 12, 31)
PAPER = b"%PDF-1.4 the kept bytes"


def made(office: Office, kind: SummaryKind = YEAR, day: date = LAST_DAY) -> Summary:
    return generate(office, 2011, kind, day)


def final(office: Office, kind: SummaryKind = YEAR) -> tuple[Summary, SummaryVersion]:
    version = finalise(office, made(office, kind), PAPER)
    stored = summary(office, 2011, kind)
    assert stored is not None
    return stored, version


def later(office: Office, stored: Summary) -> dict[str, LaterChange]:
    return {one.key: one for one in changes_since(office, stored, versions_of(office, stored.id)[-1].id)}


def changed_report(office: Office, quarter: Quarter, electricity: str) -> None:
    unit = units_of_year(office, 2011)[0].id
    old = stored_report(office, unit, quarter)
    assert old is not None
    entries = {**old.entries, "electricity": Entry(Decimal(electricity), Decimal(500))}
    store_report(office, Report(unit, quarter, old.version, entries))


# ---- 定稿


def test_a_final_text_is_kept_with_date_hash_and_paper(recorded: Office) -> None:
    stored, version = final(recorded)
    assert (version.number, version.title, version.day, version.sound) == (1, stored.title, LAST_DAY, True)
    content = version_content(recorded, version.id)
    assert content_hash(content_text(content)) == version.content_hash
    assert [one.text for one in content.paragraphs] == [one.text for one in stored.paragraphs]
    figures = {one.key: one for one in content.figures}
    electricity = figures["statistics.electricity.spoken"]
    assert (electricity.shown, electricity.recorded, electricity.unit) == ("8004", "8004", "千瓦时")
    assert len(electricity.records) == 8
    assert electricity.records[0].place == report_place(Quarter(2011, 1), units_of_year(recorded, 2011)[0].id)
    (paper,) = issued_papers(recorded)
    assert (paper.kind, paper.title, paper.id) == ("工作总结", stored.title, version.paper_id)
    assert version_paper(recorded, version).data == PAPER
    assert summary_paper(recorded, 2011, YEAR).data == PAPER
    assert recorded.undoable() is None
    assert recorded.why_no_undo() == f"已定稿{stored.title}第1版，不能撤销之前的步骤。"


def test_a_content_reads_back_as_it_was_written(recorded: Office) -> None:
    _, version = final(recorded)
    content = version_content(recorded, version.id)
    assert read_content(content_text(content)) == content


def test_a_final_text_cannot_be_changed(recorded: Office) -> None:
    stored, _ = final(recorded)
    first = stored.paragraphs[0].id
    for change in (
        lambda: made(recorded),
        lambda: store_paragraphs(recorded, stored.id, [ParagraphText("别的")]),
        lambda: add_paragraph(recorded, stored.id, "别的"),
        lambda: remove_paragraph(recorded, first),
        lambda: move_paragraph(recorded, first, 1),
        lambda: put_numbers_in_order(recorded, stored.id),
        lambda: change_title(recorded, stored.id, "别的"),
        lambda: change_day(recorded, stored.id, date(2012, 1, 1)),
        lambda: change_sending(recorded, stored, replace(stored, number="柳政报〔2012〕9号")),
        lambda: choose_attachments(recorded, stored.id, ()),
        lambda: take_draft(recorded, first),
    ):
        with pytest.raises(InputRejected, match="已定稿，不能再改"):
            change()
    with pytest.raises(InputRejected, match="已经定稿"):
        finalise(recorded, stored, PAPER)
    assert summary(recorded, 2011, YEAR) == stored


def test_what_was_changed_after_it_was_set_is_not_finalised(recorded: Office) -> None:
    stored = made(recorded)
    change_title(recorded, stored.id, "刚刚改的标题")
    with pytest.raises(InputRejected, match="又有改动"):
        finalise(recorded, stored, PAPER)
    assert versions_of(recorded, stored.id) == []
    assert issued_papers(recorded) == []


def test_what_was_taken_back_while_it_was_set_is_not_finalised(recorded: Office) -> None:
    stored = made(recorded)
    while summary(recorded, 2011, YEAR) is not None:
        recorded.undo()
    with pytest.raises(InputRejected, match="被撤销了"):
        finalise(recorded, stored, PAPER)
    assert issued_papers(recorded) == []


def test_a_version_is_never_changed_and_damage_is_seen(recorded: Office) -> None:
    stored, version = final(recorded)
    with pytest.raises(IntegrityError, match="never changed"), recorded.transaction("x") as session:
        session.connection().exec_driver_sql("UPDATE summary_version SET title = 'y'")
    recorded.close()
    with closing(sqlite3.connect(recorded.path)) as raw, raw:
        raw.execute("DROP TRIGGER summary_version_update")
        raw.execute("UPDATE summary_version SET content = replace(content, '8004', '8005')")
    with Office.open(recorded.path) as again:
        assert [one.sound for one in versions_of(again, stored.id)] == [False]
    assert version.sound


# ---- what has changed since


def test_records_that_did_not_change_give_no_warning(recorded: Office) -> None:
    stored, _ = final(recorded)
    assert later(recorded, stored) == {}


def test_a_changed_record_is_told_with_its_figure_and_step(recorded: Office) -> None:
    stored, _ = final(recorded)
    changed_report(recorded, Quarter(2011, 3), "1500.5")
    found = later(recorded, stored)
    electricity = found["statistics.electricity.spoken"]
    assert (electricity.then, electricity.now) == ("8004", "8504")
    assert [step.label for step in electricity.steps][-1] == recorded.last_step.label
    assert "statistics.all_energy.spoken" in found
    assert "statistics.all_cost.quantity" not in found  # what it cost is the same
    assert not any(key.startswith(("inspection.", "publicity.", "organisation.")) for key in found)


def test_a_step_that_was_undone_warns_no_more(recorded: Office) -> None:
    stored, _ = final(recorded)
    changed_report(recorded, Quarter(2011, 3), "1500.5")
    recorded.undo()
    assert later(recorded, stored) == {}


def test_records_of_another_year_or_tab_are_not_named_as_causes(recorded: Office) -> None:
    stored, _ = final(recorded)
    round_id = add_round(recorded, 2012, Season.WINTER, date(2012, 1, 3))
    round_2011 = add_round(recorded, 2011, Season.AUTUMN, date(2011, 11, 3))
    unit = units_of_year(recorded, 2011)[0].id
    add_visits(recorded, round_2011, [unit])
    found = later(recorded, stored)
    assert (found["inspection.rounds"].then, found["inspection.rounds"].now) == ("1次", "2次")
    labels = [step.label for step in found["inspection.rounds"].steps]
    assert len(labels) == 2
    assert not any("2012" in label for label in labels)
    assert round_id


def test_a_renamed_unit_is_told_where_the_text_names_it(recorded: Office) -> None:
    unit = units_of_year(recorded, 2011)[0]
    changed(change_contact, recorded, unit.id, 2011, liaison_name="")  # so that 五 names it
    stored, _ = final(recorded)
    assert "政府机关尚未明确节能联络员" in "".join(plain(one.text) for one in stored.paragraphs)
    changed(change_contact, recorded, unit.id, 2011, short_name="镇机关")
    found = later(recorded, stored)
    liaison = found["organisation.without_liaison"]
    assert (liaison.then, liaison.now) == ("政府机关", "镇机关")
    assert liaison.steps
    name = found[f"unit.{unit.id}"]
    assert (name.then, name.now, name.place) == ("政府机关", "镇机关", Place("organisation", "unit", unit.id))
    assert name.steps
    assert not any(key.startswith(("statistics.", "publicity.")) for key in found)


def test_a_renamed_unit_the_text_does_not_name_gives_no_warning(recorded: Office) -> None:
    stored, _ = final(recorded)
    text = "".join(one.text for one in stored.paragraphs)
    unit = units_of_year(recorded, 2011)[0]
    assert unit.short_name not in text
    changed(change_facts, recorded, unit.id, 2011, name="柳河镇人民政府机关")
    changed(change_contact, recorded, unit.id, 2011, short_name="镇机关")
    assert later(recorded, stored) == {}


def test_another_coefficient_set_changes_standard_coal_and_nothing_else(recorded: Office) -> None:
    stored, _ = final(recorded)
    write_settings(recorded, {COEFFICIENT_SET: "equivalent"})
    found = later(recorded, stored)
    assert (found["statistics.set"].then, found["statistics.set"].now) != (None, None)
    assert found["statistics.all_energy.coal_cell"].then == "983.68"
    assert [step.label for step in found["statistics.set"].steps] == ["修改设置"]
    coal = {
        "statistics.set",
        "statistics.all_energy",
        "statistics.electricity.coal_cell",
        "statistics.indicator",
    }
    assert all(any(key.startswith(one) for one in coal) for key in found)
    assert "statistics.electricity.spoken" not in found
    write_settings(recorded, {COEFFICIENT_SET: "calorific"})
    assert later(recorded, stored) == {}


# ---- 修订


def test_a_revision_makes_the_next_version_and_all_stay(recorded: Office) -> None:
    stored, first = final(recorded)
    with pytest.raises(InputRejected, match="请填写修订原因"):
        revise(recorded, stored.id, " ")
    changed_report(recorded, Quarter(2011, 3), "1500.5")
    revise(recorded, stored.id, "三季度用电数更正")
    anew = made(recorded)
    assert not anew.is_final
    assert anew.revision_reason == "三季度用电数更正"
    second = finalise(recorded, anew, PAPER + b" again")
    assert [(one.number, one.reason) for one in versions_of(recorded, stored.id)] == [
        (1, ""),
        (2, "三季度用电数更正"),
    ]
    assert version_paper(recorded, first).data == PAPER
    assert version_paper(recorded, second).data == PAPER + b" again"
    contents = [version_content(recorded, one.id) for one in (first, second)]
    shown = [
        next(one.shown for one in content.figures if one.key == "statistics.electricity.spoken")
        for content in contents
    ]
    assert shown == ["8004", "8504"]
    assert later(recorded, anew) == {}
    with pytest.raises(InputRejected, match="还没有定稿"):
        revise(recorded, made_draft(recorded).id, "x")


def made_draft(office: Office) -> Summary:
    return generate(office, 2011, SummaryKind.HALF, date(2011, 8, 5))


def test_a_revision_can_be_undone_and_the_text_is_final_again(recorded: Office) -> None:
    stored, _ = final(recorded)
    revise(recorded, stored.id, "更正")
    recorded.undo()
    assert summary(recorded, 2011, YEAR) == stored


# ---- one paragraph anew


def test_one_paragraph_is_written_anew_and_the_others_stay(recorded: Office) -> None:
    stored = made(recorded)
    typed = [ParagraphText(one.text, one.kind) for one in stored.paragraphs]
    typed[0], typed[2] = ParagraphText("自己的开头。"), ParagraphText("自己的第二段。")
    store_paragraphs(recorded, stored.id, typed)
    take_draft(recorded, stored.paragraphs[0].id)
    after = summary(recorded, 2011, YEAR)
    assert after is not None
    assert after.paragraphs[0].text == stored.paragraphs[0].text
    assert after.paragraphs[0].origin is Origin.GENERATED
    assert plain(after.paragraphs[2].text) == "自己的第二段。"
    recorded.undo()
    add_paragraph(recorded, stored.id, "加的一段。", None)
    added = summary(recorded, 2011, YEAR)
    assert added is not None
    with pytest.raises(InputRejected, match="自己加写的"):
        take_draft(recorded, added.paragraphs[0].id)


# ---- the other papers


def test_the_plans_items_become_next_years_achievements(recorded: Office) -> None:
    plan = made(recorded, PLAN)
    assert plan.title == "柳河镇2012年公共机构节能工作计划"
    assert enter_plan(recorded, plan) == len([one for one in plan.paragraphs if one.level == 3])
    assert enter_plan(recorded, plan) == 0  # what is there already is not entered again
    items = plan_items(recorded, 2012)
    dues = {entry.item.title: entry.item.due for entry in items}
    assert dues["编报2011年度能源消费状况报告，3月31日前报送"] == date(2012, 3, 31)
    finish_entries(recorded, items[:1], date(2012, 3, 20))
    texts = {
        one.source: plain(one.text) for one in generate(recorded, 2012, YEAR, date(2012, 12, 31)).paragraphs
    }
    told = texts["achievements.plan"]
    assert told.startswith(
        f"2012年工作计划列入的{len(items)}项工作，已完成1项：{items[0].item.title}；尚未完成的有："
    )
    assert items[1].item.title in told
    finish_entries(recorded, items, date(2012, 12, 1))
    texts = {
        one.source: plain(one.text) for one in generate(recorded, 2012, YEAR, date(2012, 12, 31)).paragraphs
    }
    assert f"列入的{len(items)}项工作已全部完成" in texts["achievements.plan"]
    carried = [plain(one.text) for one in generate(recorded, 2012, PLAN, date(2012, 12, 31)).paragraphs]
    assert not any("继续完成" in text for text in carried)


def test_what_was_not_done_is_carried_into_the_next_plan(recorded: Office) -> None:
    enter_plan(recorded, made(recorded, PLAN))
    undone = plan_items(recorded, 2012)[0].item.title
    carried = [plain(one.text) for one in generate(recorded, 2012, PLAN, date(2012, 12, 31)).paragraphs]
    assert any(f"继续完成上年计划中的“{undone}”" in text for text in carried)


def test_the_letter_upward_has_head_number_signer_and_the_summary_attached(recorded: Office) -> None:
    write_settings(
        recorded,
        {SIGNER: "林海", NUMBER_PREFIX: "柳政报", CONTACT: "陈明，电话：0879-1", ISSUER: "柳河镇党政办公室"},
    )
    annual = made(recorded)
    made(recorded, CONSUMPTION)
    letter = made(recorded, COVER, date(2012, 1, 12))
    assert letter.title == "柳河镇人民政府关于报送2011年节能减排工作总结的报告"
    assert (letter.number, letter.addressee, letter.signer) == ("柳政报〔2012〕1号", "县机关事务局", "林海")
    assert letter.attachments == (Attachment.SUMMARY_YEAR,)
    choose_attachments(
        recorded,
        letter.id,
        [Attachment.PUBLICITY, Attachment.QUARTERLY, Attachment.INSPECTIONS, *letter.attachments],
    )
    stored = summary(recorded, 2011, COVER)
    assert stored is not None
    assert stored.attachments == (
        Attachment.SUMMARY_YEAR,
        Attachment.QUARTERLY,
        Attachment.INSPECTIONS,
        Attachment.PUBLICITY,
    )
    text = pdf_text(set_paper(recorded, stored).data)
    for part in (
        "柳河镇人民政府文件",
        "柳政报〔2012〕1号",
        "签发人：林海",
        "县机关事务局：",
        "现将《柳河镇2011年节能减排工作总结》随文报送，请审阅。",
        "附件：1.柳河镇2011年节能减排工作总结2.",
        "附件1",
        "附件4",
        "2012年1月12日",
        "（联系人：陈明，电话：0879-1）",
        "柳河镇党政办公室",
        *("".join(plain(one.text).split())[:20] for one in annual.paragraphs if not one.text.startswith("{")),
    ):
        assert "".join(part.split()) in text, part
    finalise(recorded, stored, PAPER)
    revise(recorded, stored.id, "重发")
    again = summary(recorded, 2011, COVER)
    assert again is not None
    with pytest.raises(InputRejected, match="文号柳政报〔2012〕1号已用于"):
        finalise(recorded, again, PAPER)
    with pytest.raises(InputRejected, match="应写成"):
        change_sending(recorded, again, replace(again, number="十二号"))
    change_sending(recorded, again, replace(again, number="柳政报〔2012〕2号"))


def test_a_tick_with_nothing_behind_it_attaches_nothing(recorded: Office) -> None:
    stored = made(recorded)
    choose_attachments(recorded, stored.id, [Attachment.RECTIFICATIONS, Attachment.PHOTOS])
    ticked = summary(recorded, 2011, YEAR)
    assert ticked is not None
    assert "附件" not in pdf_text(set_paper(recorded, ticked).data)


def test_the_ledger_of_rectifications_says_what_was_found(recorded: Office) -> None:
    stored = made(recorded)
    (visit,) = [visit for detail in rounds_of_year(recorded, 2011) for visit in detail.visits]
    found = add_violation(recorded, visit.id, ViolationKind.TEMPERATURE, "会议室设定22℃")
    order_rectification(
        recorded,
        [found],
        number="柳节能整〔2011〕1号",
        ordered_on=date(2011, 7, 13),
        deadline=date(2011, 7, 31),
    )
    choose_attachments(recorded, stored.id, [Attachment.RECTIFICATIONS])
    ticked = summary(recorded, 2011, YEAR)
    assert ticked is not None
    text = pdf_text(set_paper(recorded, ticked).data)
    assert "柳节能整〔2011〕1号" in text
    assert "会议室设定22℃" in text
    assert "7月13日7月31日" in text


def test_a_summary_written_later_names_who_led_at_the_years_end(recorded: Office) -> None:
    group = leading_group(recorded)
    assert group is not None
    succeed_member(recorded, group.members[0].id, "周原", "副镇长", date(2012, 1, 15))
    later = "".join(plain(one.text) for one in generate(recorded, 2011, YEAR, date(2012, 2, 20)).paragraphs)
    assert "林海" in later
    assert "周原" not in later


def test_the_consumption_report_tells_units_area_people_and_totals(recorded: Office) -> None:
    report = made(recorded, CONSUMPTION)
    assert report.title == "柳河镇2011年度公共机构能源消费状况报告"
    text = "\n".join(plain(one.text) for one in report.paragraphs)
    assert "共2个，其中国家机关1个、事业单位1个，建筑面积4000平方米，用能人数200人" in text
    assert "综合能耗0.98吨标准煤（当量值）；用电8004千瓦时；能源资源费用4000.00元。" in text
    assert "全年用电最多的是政府机关（4002千瓦时，占50.0%）" in text
    assert text.index("一、基本情况") < text.index("二、能源资源消费情况") < text.index("特此报告。")
    assert "县机关事务局：" in pdf_text(set_paper(recorded, report).data)


def test_an_empty_text_is_not_finalised(recorded: Office) -> None:
    store_paragraphs(recorded, made(recorded).id, [])
    empty = summary(recorded, 2011, YEAR)
    assert empty is not None
    with pytest.raises(InputRejected, match="还没有正文，不能定稿"):
        finalise(recorded, empty, PAPER)
    assert not issued_papers(recorded)


# ---- 数据来源表


def test_the_sources_of_the_longest_title_bear_their_own_name(recorded: Office) -> None:
    stored = made(recorded)
    change_title(recorded, stored.id, "柳河镇𠮷" * 25)
    long = summary(recorded, 2011, YEAR)
    assert long is not None
    assert sources_name(long).startswith("柳河镇𠮷柳河镇")
    assert sources_name(long).endswith("数据来源表.xlsx")
    assert len(sources_name(long).encode()) < 255


def test_the_sources_list_every_figure_and_every_record(recorded: Office, tmp_path: Path) -> None:
    stored = made(recorded)
    target = export_sources(recorded, stored, tmp_path)
    assert target.name == "柳河镇2011年节能减排工作总结数据来源表.xlsx"
    book = openpyxl.load_workbook(target)
    rows = [[cell.value for cell in row] for row in book["数据来源"].iter_rows(min_row=4)]
    by_title = {row[2]: row for row in rows if row[2]}
    electricity = by_title["电·数量（季度统计）"]
    assert electricity[3:8] == ["8004", 8004, "千瓦时", "8004", "一致"]
    assert electricity[9] == 8
    assert electricity[1].startswith("据统计，2011年全镇公共机构综合能耗")
    assert by_title["检查次数（监督检查）"][4:6] == [1, "次"]
    assert all(row[8] for row in rows if row[2])
    records = [[cell.value for cell in row] for row in book["来源记录"].iter_rows(min_row=2)]
    of_electricity = [row for row in records if row[0] == electricity[0]]
    assert len(of_electricity) == 8
    assert of_electricity[0][2:] == ["政府机关2011年一季度", "1,000.5千瓦时", "季度统计·2011年一季度·编号1"]
    assert not any(re.search("[a-z]{4}", str(row[4])) for row in records)
    with pytest.raises(TargetExists):
        export_sources(recorded, stored, tmp_path)


def test_of_a_final_text_the_sources_are_those_kept(recorded: Office) -> None:
    stored, version = final(recorded)
    changed_report(recorded, Quarter(2011, 3), "1500.5")
    book = openpyxl.load_workbook(io.BytesIO(sources_book(recorded, stored)))
    sheet = book["数据来源"]
    assert version.content_hash[:12] in sheet["A2"].value
    row = next(row for row in sheet.iter_rows(min_row=4, values_only=True) if row[2] == "电·数量（季度统计）")
    assert row[3:8] == ("8004", 8004, "千瓦时", "8504", "不一致")


def test_photos_are_attached_with_what_they_show(recorded: Office) -> None:
    activity = activities_of_year(recorded, 2011)[0]
    ACTIVITY_PHOTOS.add(recorded, activity.id, [read_photo(picture("orange"), "a.png")])
    visit = rounds_of_year(recorded, 2011)[0].visits[0]
    VISIT_PHOTOS.add(recorded, visit.id, [read_photo(picture("green"), "b.png")])
    stored = made(recorded)
    choose_attachments(recorded, stored.id, [Attachment.PHOTOS, Attachment.INSPECTIONS])
    ticked = summary(recorded, 2011, YEAR)
    assert ticked is not None
    data = set_paper(recorded, ticked).data
    text = pdf_text(data)
    assert "附件：1.柳河镇2011年公共机构节能检查情况汇总表2.柳河镇2011年公共机构节能工作照片" in text
    assert "2011年6月12日节能宣传周" in text
    assert f"2011年7月12日{rounds_of_year(recorded, 2011)[0].round.title}：中学" in text
    pages = PdfReader(io.BytesIO(data)).pages
    assert sum(len(page.images) for page in pages) == 2


def test_the_paper_can_be_written_for_word_with_the_same_text(recorded: Office) -> None:
    """The preview offers 另存为 Word for what a PDF was made from."""
    import docx

    stored = made(recorded)
    source = set_paper(recorded, stored).source
    assert source is not None
    document = docx.Document(io.BytesIO(docx_of(source)))
    texts = ["".join(paragraph.text.split()) for paragraph in document.paragraphs]
    for one in stored.paragraphs:
        assert one.text.startswith("{") or "".join(plain(one.text).split()) in texts
    assert [cell.text for cell in document.tables[0].rows[1].cells][:3] == ["电", "千瓦时", "8,004"]


def test_prefix_and_signer_of_the_last_paper_are_proposed_where_no_setting_says_them(
    recorded: Office,
) -> None:
    annual = made(recorded)
    letter = generate(recorded, 2011, SummaryKind.COVER, LAST_DAY)
    assert (letter.number, letter.signer) == ("", "")
    change_sending(recorded, letter, replace(letter, number="柳政报〔2011〕7号", signer="林海"))
    typed = summary_by_id(recorded, letter.id)
    finalise(recorded, typed, set_paper(recorded, typed).data)
    assert last_signer(recorded) == "林海"
    assert proposed_number(recorded, LAST_DAY) == "柳政报〔2011〕8号"
    assert annual.number == ""
