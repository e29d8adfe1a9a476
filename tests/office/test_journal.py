"""The journal sees every write, whatever wrote it, under its step."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, LargeBinary, MetaData, Table, delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.journal import install_journal
from jingzhen_desktop.office.records import JournalChange, JournalStep, SettingRecord
from jingzhen_desktop.organisation.records import LeadingGroupRecord, MemberRecord, UnitRecord, UnitYearRecord


def changes(office: Office) -> list[tuple[str, str, object, object]]:
    """The journal as (step's label, table, before, after)."""
    query = (
        select(JournalStep.label, JournalChange)
        .join(JournalStep, JournalStep.id == JournalChange.step_id)
        .order_by(JournalChange.id)
    )
    with office.reading() as session:
        return [
            (
                label,
                change.table_name,
                json.loads(change.before or "null"),
                json.loads(change.after or "null"),
            )
            for label, change in session.execute(query)
        ]


def test_orm_bulk_core_and_replace_are_all_journaled(office: Office) -> None:
    with office.transaction("对象") as session:
        session.add(SettingRecord(key="a", value="1"))
    with office.transaction("批量") as session:
        session.execute(insert(SettingRecord), [{"key": "b", "value": "2"}, {"key": "c", "value": "3"}])
    with office.transaction("语句") as session:
        session.execute(update(SettingRecord).where(SettingRecord.key == "b").values(value="22"))
        session.execute(delete(SettingRecord).where(SettingRecord.key == "c"))
    with office.transaction("替换") as session:
        session.execute(text("REPLACE INTO setting (key, value) VALUES ('a', '11')"))
    assert changes(office) == [
        ("对象", "setting", None, {"key": "a", "value": "1"}),
        ("批量", "setting", None, {"key": "b", "value": "2"}),
        ("批量", "setting", None, {"key": "c", "value": "3"}),
        ("语句", "setting", {"key": "b", "value": "2"}, {"key": "b", "value": "22"}),
        ("语句", "setting", {"key": "c", "value": "3"}, None),
        ("替换", "setting", {"key": "a", "value": "1"}, None),
        ("替换", "setting", None, {"key": "a", "value": "11"}),
    ]


def test_rows_deleted_by_cascade_are_journaled(office: Office) -> None:
    with office.transaction("新增") as session:
        session.add(LeadingGroupRecord(id=1, name="小组"))
        session.flush()
        session.add(MemberRecord(group_id=1, role="组长", person="李"))
    with office.transaction("撤销小组") as session:
        session.execute(delete(LeadingGroupRecord))
    gone = [(table, before["id"]) for label, table, before, _ in changes(office) if label == "撤销小组"]
    assert sorted(gone) == [("leading_group", 1), ("leading_group_member", 1)]


def test_an_update_that_changes_nothing_is_not_journaled(office: Office) -> None:
    with office.transaction("新增") as session:
        session.add(SettingRecord(key="a", value="1"))
    with office.transaction("没有变化") as session:
        session.execute(update(SettingRecord).values(value="1"))
    assert [label for label, *_ in changes(office)] == ["新增"]


def test_exact_numbers_and_lists_are_journaled_as_stored(office: Office) -> None:
    with office.transaction("新增单位") as session:
        unit = UnitRecord(position=1)
        unit.years.append(
            UnitYearRecord(
                year=2011, name="学校", nature="021", systems=("文化", "体育"), floor_area=Decimal("8620.5")
            )
        )
        session.add(unit)
    after = changes(office)[-1][3]
    assert isinstance(after, dict)
    assert (after["floor_area"], after["systems"], after["energy_users"]) == (86205000, "文化、体育", None)


def test_a_write_outside_a_step_is_refused_by_the_database(office: Office) -> None:
    with office.reading() as session, pytest.raises(IntegrityError, match="write outside a step"):
        session.execute(insert(SettingRecord).values(key="a", value="1"))
    with office.reading() as session:
        assert session.scalars(select(SettingRecord)).all() == []


def test_blobs_are_journaled_by_their_hash(tmp_path: Path) -> None:
    import sqlite3

    metadata = MetaData()
    Table("scan", metadata, Column("id", Integer, primary_key=True), Column("data", LargeBinary))
    raw = sqlite3.connect(tmp_path / "x.db")
    raw.executescript(
        "CREATE TABLE scan (id INTEGER PRIMARY KEY, data BLOB);"
        "CREATE TABLE journal_change (id INTEGER PRIMARY KEY, step_id, table_name, before, after);"
    )
    install_journal(raw, metadata)
    raw.execute("INSERT INTO temp.current_step VALUES (7)")
    raw.execute("INSERT INTO scan VALUES (1, ?)", (b"picture",))
    step, after = raw.execute("SELECT step_id, after FROM journal_change").fetchone()
    assert step == 7
    assert json.loads(after) == {"id": 1, "data": "sha256:" + hashlib.sha256(b"picture").hexdigest()}
    raw.close()
