"""The working ledger: entries, deadlines, files, and what 今日工作 says of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from jingzhen_desktop.base.errors import FieldRejected, InputRejected
from jingzhen_desktop.base.place import Place
from jingzhen_desktop.office.settings import TOWN, write_settings
from jingzhen_desktop.organisation.actions.group import change_leading_group
from jingzhen_desktop.organisation.actions.ledger import (
    add_ledger_item,
    add_ledger_items,
    attach_file,
    change_ledger_entry,
    detach_file,
    finish_entries,
    remove_ledger_entry,
)
from jingzhen_desktop.organisation.actions.units import add_unit, remove_unit
from jingzhen_desktop.organisation.face import FACE
from jingzhen_desktop.organisation.queries.entries import open_entries
from jingzhen_desktop.organisation.queries.ledger import (
    file_content,
    ledger_entries,
    ledger_entry,
    plan_items,
)
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.organisation.rules.ledger import LARGEST_FILE, payback_years, state_of, was_done
from jingzhen_desktop.organisation.sheets.ledger import ledger_book
from jingzhen_desktop.organisation.values.ledger import LedgerItem, LedgerKind, LedgerState
from jingzhen_desktop.organisation.values.places import ledger_place
from jingzhen_desktop.organisation.values.units import Nature, UnitFacts

from ..changing import changed

if TYPE_CHECKING:
    from jingzhen_desktop.office.file import Office

TODAY = date(2011, 8, 5)
MEETING = LedgerItem(LedgerKind.MEETING, 2011, "领导小组会议", owner="李建国", day=date(2011, 3, 9))
LAMPS = LedgerItem(
    LedgerKind.DECISION, 2011, "更换节能灯", owner="周敏", day=date(2011, 3, 9), due=date(2011, 6, 30)
)
PLAN = LedgerItem(LedgerKind.PLAN, 2012, "检查4次", due=date(2012, 12, 31), source="summary/2011")


def test_items_come_back_as_they_were_entered_in_one_step(office: Office) -> None:
    first, second, third = add_ledger_items(office, [MEETING, LAMPS, PLAN])
    assert [entry.item for entry in ledger_entries(office, 2011)] == [MEETING, LAMPS]
    assert [(entry.id, entry.item) for entry in plan_items(office, 2012)] == [(third, PLAN)]
    assert office.last_step is not None
    assert office.last_step.label == "登记台账：领导小组会议等3项"
    assert add_ledger_items(office, []) == []
    office.undo()
    assert ledger_entries(office, 2011) == []
    office.redo()
    assert [entry.id for entry in ledger_entries(office, 2011)] == [first, second]


@pytest.mark.parametrize(
    ("fields", "field", "reason"),
    [
        ({"title": " "}, "title", "不能为空"),
        ({"title": "名" * 200}, "title", "太长（200字）"),
        ({"due": date(2011, 1, 1)}, "due", "不能早于"),
        ({"done": date(2011, 3, 8)}, "done", "不能早于"),
        ({"amount": Decimal(-1)}, "amount", "负数"),
        ({"day": date(20, 1, 1)}, "day", "年之间"),
        ({"saving_unit": "度"}, "saving_unit", "千瓦时"),
        ({"year": 20111}, "year", "1949到2100"),
        ({"year": None}, "year", "1949到2100"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    office: Office, fields: dict[str, Any], field: str, reason: str
) -> None:
    entry = add_ledger_item(office, MEETING)
    with pytest.raises(FieldRejected, match=reason) as refused:
        changed(change_ledger_entry, office, entry, **fields)
    assert refused.value.field == field
    assert ledger_entry(office, entry).item == MEETING  # type: ignore[union-attr]


def test_where_an_entry_stands(office: Office) -> None:
    ids = add_ledger_items(office, [MEETING, LAMPS, PLAN])
    states = [state_of(ledger_entry(office, entry).item, TODAY) for entry in ids]  # type: ignore[union-attr]
    assert states == [LedgerState.RECORD, LedgerState.OVERDUE, LedgerState.OPEN]
    lamps = ledger_entry(office, ids[1])
    assert lamps is not None
    finish_entries(office, [lamps], TODAY)
    assert state_of(ledger_entry(office, ids[1]).item, TODAY) is LedgerState.DONE  # type: ignore[union-attr]
    assert [entry.id for entry in open_entries(office, date(2012, 12, 31), 2012)] == [ids[2]]


def test_a_project_pays_back(office: Office) -> None:
    project = LedgerItem(
        LedgerKind.PROJECT, 2011, "照明改造", amount=Decimal(36000), saving_money=Decimal(7000)
    )
    assert payback_years(project) == Decimal("5.1")
    assert payback_years(MEETING) is None


def test_today_reminds_of_what_is_near_or_past_and_hides_nothing_behind_a_flood(office: Office) -> None:
    changed(change_leading_group, office, name="组")
    add_unit(office, 2011, UnitFacts("站", Nature.SPORT, reporting=False))
    late, soon, far = add_ledger_items(
        office,
        [
            LAMPS,
            LedgerItem(LedgerKind.TASK, 2011, "报计划", due=date(2011, 9, 4)),
            LedgerItem(LedgerKind.TASK, 2011, "远", due=date(2011, 9, 5)),
        ],
    )
    dues = FACE.today(office, 2011, TODAY).dues
    assert [(due.text, due.deadline, due.place.id, due.is_overdue(TODAY)) for due in dues] == [
        ("决定事项“更换节能灯”（周敏）尚未完成", date(2011, 6, 30), late, True),
        ("工作任务“报计划”尚未完成", date(2011, 9, 4), soon, False),
    ]
    add_ledger_items(
        office, [LedgerItem(LedgerKind.TASK, 2011, f"事{n}", due=date(2011, 7, 1)) for n in range(9)]
    )
    dues = FACE.today(office, 2011, TODAY).dues
    assert len(dues) == 9
    assert dues[-1].text == "工作台账另有3项到期未完成"
    assert far not in [due.place.id for due in dues]
    assert [
        due.text for due in FACE.today(office, 2012, TODAY).dues if "更换节能灯" in due.text
    ] != []  # open ones go along


# ---- files


def test_a_file_is_kept_with_its_hash_and_comes_back(office: Office) -> None:
    entry = add_ledger_item(office, MEETING)
    file_id = attach_file(office, entry, "纪要.pdf", b"%PDF-1.4 x")
    (file,) = ledger_entry(office, entry).files  # type: ignore[union-attr]
    assert (file.name, file.size, file_content(office, file_id)) == ("纪要.pdf", 10, b"%PDF-1.4 x")
    attach_file(office, entry, "副本.pdf", b"%PDF-1.4 x")
    with closing(sqlite3.connect(office.path)) as raw, raw:
        assert raw.execute("SELECT count(*) FROM kept_file").fetchone() == (1,)


def test_attaching_and_removing_are_undone_and_redone(office: Office) -> None:
    entry = add_ledger_item(office, MEETING)
    attach_file(office, entry, "纪要.pdf", b"content")
    office.undo()
    assert ledger_entry(office, entry).files == ()  # type: ignore[union-attr]
    office.redo()
    remove_ledger_entry(office, entry)
    assert ledger_entry(office, entry) is None
    office.undo()
    (file,) = ledger_entry(office, entry).files  # type: ignore[union-attr]
    assert file_content(office, file.id) == b"content"
    detach_file(office, file.id)
    with pytest.raises(InputRejected, match="已经不在"):
        file_content(office, file.id)


def test_a_kept_file_is_never_changed(office: Office) -> None:
    entry = add_ledger_item(office, MEETING)
    attach_file(office, entry, "纪要.pdf", b"content")
    with (
        closing(sqlite3.connect(office.path)) as raw,
        raw,
        pytest.raises(sqlite3.IntegrityError, match="never changed"),
    ):
        raw.execute("DELETE FROM kept_file")


def test_a_large_or_empty_file_is_refused(office: Office) -> None:
    entry = add_ledger_item(office, MEETING)
    with pytest.raises(InputRejected, match=r"“大\.zip”有5\.0MB，附件不能超过5MB"):
        attach_file(office, entry, "大.zip", b"0" * (LARGEST_FILE + 1))
    with pytest.raises(InputRejected, match="空文件"):
        attach_file(office, entry, "空.txt", b"")
    assert ledger_entry(office, entry).files == ()  # type: ignore[union-attr]
    attach_file(office, entry, "刚好.zip", b"0" * LARGEST_FILE)


# ---- what uses what


def test_a_unit_with_a_project_is_not_deleted(office: Office) -> None:
    unit = add_unit(office, 2011, UnitFacts("某镇学校", Nature.EDUCATION))
    add_ledger_item(office, LedgerItem(LedgerKind.PROJECT, 2011, "照明改造", unit_id=unit))
    with pytest.raises(
        InputRejected, match=r"已被使用，不能删除：工作台账1项（照明改造）。如已撤并，请填写“撤销日期”"
    ):
        remove_unit(office, units_of_year(office, 2011)[0])
    assert ledger_entries(office, 2011)[0].unit == "某镇学校"


def test_a_decision_outlives_its_meeting(office: Office) -> None:
    meeting = add_ledger_item(office, MEETING)
    decision = add_ledger_item(office, LedgerItem(LedgerKind.DECISION, 2011, "换灯", parent_id=meeting))
    assert ledger_entry(office, decision).parent == "领导小组会议"  # type: ignore[union-attr]
    remove_ledger_entry(office, meeting)
    assert ledger_entry(office, decision).parent == ""  # type: ignore[union-attr]
    office.undo()
    assert ledger_entry(office, decision).item.parent_id == meeting  # type: ignore[union-attr]


def test_the_workbook_says_what_the_ledger_says(office: Office) -> None:
    write_settings(office, {TOWN: "某镇"})
    add_ledger_items(
        office,
        [
            MEETING,
            LAMPS,
            LedgerItem(
                LedgerKind.SPENDING, 2011, "=HYPERLINK(1)", amount=Decimal("1000.50"), day=date(2011, 5, 1)
            ),
            LedgerItem(LedgerKind.SPENDING, 2011, "宣传册", amount=Decimal("99.50"), day=date(2011, 6, 1)),
        ],
    )
    book = openpyxl.load_workbook(BytesIO(ledger_book(office, 2011, TODAY)))
    assert book.sheetnames == ["全部", "会议", "决定事项", "经费支出"]
    titles, *rows = [[cell.value for cell in row] for row in book["全部"].iter_rows(min_row=2)]
    # nothing is said of saving
    assert titles == [
        "序号",
        "类别",
        "日期",
        "事项",
        "责任人",
        "期限",
        "完成日期",
        "状态",
        "金额（元）",
    ]
    assert [(row[1], row[3], row[7], row[8]) for row in rows] == [
        ("会议", "领导小组会议", "已记录", None),
        ("决定事项", "更换节能灯", "已逾期", None),
        ("经费支出", "=HYPERLINK(1)", "已记录", 1000.5),
        ("经费支出", "宣传册", "已记录", 99.5),
    ]
    assert book["全部"]["D5"].data_type == "s"
    assert [cell.value for cell in list(book["经费支出"].iter_rows())[-1]] == [
        None,
        None,
        None,
        "合计",
        None,
        None,
        None,
        None,
        1100,
    ]
    assert Place("organisation", "ledger", 1) == ledger_place(1)


@pytest.mark.parametrize(
    ("done", "expected"),
    [(None, False), (date(2011, 12, 30), True), (date(2011, 12, 31), True), (date(2012, 1, 1), False)],
)
def test_an_entry_is_done_from_its_day_on(done: date | None, expected: bool) -> None:
    project = LedgerItem(LedgerKind.PROJECT, 2011, "更换节能灯", done=done)
    assert was_done(project, date(2011, 12, 31)) is expected
