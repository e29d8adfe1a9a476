"""Undo and redo from the journal: whatever wrote the rows, and after a restart."""

from __future__ import annotations

import sqlite3
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, text, update

from jingzhen_desktop.base.errors import InputRejected
from jingzhen_desktop.base.place import Place
from jingzhen_desktop.office.clock import now
from jingzhen_desktop.office.file import Office, Step, name_step
from jingzhen_desktop.office.records import IssuedContentRecord, IssuedPaperRecord, SettingRecord
from jingzhen_desktop.office.steps import StepKind
from jingzhen_desktop.organisation.records import LeadingGroupRecord, MemberRecord, UnitRecord, UnitYearRecord

JOURNAL = ("journal_step", "journal_change", "sqlite_sequence")


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Everything the office file holds but its journal, raw and in order."""
    connection = sqlite3.connect(path)
    try:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: sorted(connection.execute(f'SELECT * FROM "{name}"'), key=repr)
            for name in names
            if name not in JOURNAL
        }
    finally:
        connection.close()


def put(office: Office, key: str, value: str, label: str = "修改设置") -> None:
    with office.transaction(label) as session:
        session.merge(SettingRecord(key=key, value=value))


def value_of(office: Office, key: str) -> str | None:
    with office.reading() as session:
        record = session.get(SettingRecord, key)
        return record.value if record else None


def labels(office: Office) -> tuple[str | None, str | None]:
    undo, redo = office.undoable(), office.redoable()
    return undo.label if undo else None, redo.label if redo else None


def orm(office: Office) -> None:
    with office.transaction("对象") as session:
        unit = UnitRecord(position=1, opened=date(2001, 2, 3))
        facts = {
            "nature": "021",
            "systems": ("文化", "体育"),
            "floor_area": Decimal("8620.5001"),
            "reporting": False,
        }
        unit.years.append(UnitYearRecord(year=2011, name="学校\n“引号”", **facts))
        session.add(unit)


def bulk(office: Office) -> None:
    with office.transaction("批量") as session:
        rows = [{"position": 2**62 + number, "short_name": f"单位{number}"} for number in range(3)]
        session.execute(insert(UnitRecord), rows)


def core(office: Office) -> None:
    with office.transaction("语句") as session:
        session.execute(update(UnitRecord).values(address="街道1号"))
        session.execute(delete(UnitRecord).where(UnitRecord.short_name == "单位1"))


def cascade(office: Office) -> None:
    with office.transaction("级联") as session:
        session.execute(delete(LeadingGroupRecord))


def replace(office: Office) -> None:
    with office.transaction("替换") as session:
        session.execute(
            text(
                "REPLACE INTO leading_group (id, name, document_number, office_head)"
                " VALUES (1, '新小组', '', '')"
            )
        )


def to_and_fro(office: Office) -> None:
    with office.transaction("来回改") as session:
        session.execute(update(LeadingGroupRecord).values(name="甲"))
        session.execute(update(LeadingGroupRecord).values(name="乙"))
        session.add(MemberRecord(id=90, group_id=1, role="组长"))
        session.flush()
        session.execute(delete(MemberRecord).where(MemberRecord.id == 90))


def new_key(office: Office) -> None:
    with office.transaction("换号") as session:
        session.execute(text("UPDATE leading_group_member SET id = id + 100"))


@pytest.mark.parametrize("write", [orm, bulk, core, cascade, replace, to_and_fro, new_key])
def test_any_write_is_undone_and_redone(office: Office, write: object) -> None:
    with office.transaction("开始") as session:
        session.add(LeadingGroupRecord(id=1, name="小组", founded_on=date(2011, 3, 1)))
        session.flush()
        session.add_all(MemberRecord(group_id=1, role="成员", person=person) for person in ("张", "李"))
    bulk(office)
    before = content(office.path)
    write(office)  # type: ignore[operator]
    after = content(office.path)
    assert after != before
    office.undo()
    assert content(office.path) == before
    office.redo()
    assert content(office.path) == after
    office.undo()
    assert content(office.path) == before
    assert office.problems() == []


def test_steps_are_named_and_survive_a_restart(office: Office, office_path: Path) -> None:
    assert labels(office) == (None, None)
    assert office.why_no_undo() == "还没有可以撤销的步骤。"
    for value in ("1", "2", "3"):
        put(office, "a", value, f"改为{value}")
    office.close()
    with Office.open(office_path) as again:
        assert labels(again) == ("改为3", None)
        assert (again.undo().label, value_of(again, "a")) == ("改为3", "2")
        assert (again.undo().label, value_of(again, "a")) == ("改为2", "1")
        assert labels(again) == ("改为1", "改为2")
    with Office.open(office_path) as again:
        assert again.redo().kind is StepKind.REDO
        assert (value_of(again, "a"), labels(again)) == ("2", ("改为2", "改为3"))
        again.undo()
        again.undo()
        assert (value_of(again, "a"), labels(again)) == (None, (None, "改为1"))
        for _ in range(3):
            again.redo()
        assert (value_of(again, "a"), labels(again)) == ("3", ("改为3", None))


def test_a_new_step_clears_what_could_be_redone(office: Office) -> None:
    put(office, "a", "1", "一")
    put(office, "a", "2", "二")
    office.undo()
    put(office, "b", "x", "别的")
    assert labels(office) == ("别的", None)
    with pytest.raises(InputRejected, match="没有可以重做"):
        office.redo()
    office.undo()
    assert labels(office) == ("一", "别的")


def test_a_step_that_changes_nothing_is_not_kept(office: Office) -> None:
    told: list[Step] = []
    put(office, "a", "1", "一")
    office.undo()
    office.subscribe(told.append)
    with office.transaction("什么也没改"):
        pass
    assert labels(office) == (None, "一")
    assert [(step.label, step.changed) for step in told] == [("什么也没改", False)]


def test_undo_has_ends(office: Office) -> None:
    put(office, "a", "1", "一")
    with office.transaction("汇总上报2011年三季度", final=True) as session:
        session.add(SettingRecord(key="b", value="上报"))
    assert labels(office) == (None, None)
    assert office.why_no_undo() == "已汇总上报2011年三季度，不能撤销之前的步骤。"
    with pytest.raises(InputRejected, match=r"^已汇总上报2011年三季度，不能撤销之前的步骤"):
        office.undo()
    put(office, "a", "2", "二")
    assert labels(office) == ("二", None)
    office.undo()
    assert (value_of(office, "a"), value_of(office, "b")) == ("1", "上报")
    office.end_undo("定稿")
    assert labels(office) == (None, None)
    assert office.why_no_undo().startswith("已定稿")


def test_a_step_is_named_by_what_is_known_at_its_end(office: Office) -> None:
    with office.transaction("新增", Place("organisation", "unit")) as session:
        unit = UnitRecord(position=1)
        session.add(unit)
        session.flush()
        name_step(session, label="新增单位", place=Place("organisation", "unit", unit.id))
    step = office.undo()
    assert (step.label, step.place, step.kind) == (
        "新增单位",
        Place("organisation", "unit", 1),
        StepKind.UNDO,
    )
    assert office.redoable() is not None


def test_rows_changed_elsewhere_are_left_alone(office: Office, office_path: Path) -> None:
    put(office, "a", "1", "改甲")
    put(office, "b", "1", "改乙")
    office.close()
    connection = sqlite3.connect(office_path)
    connection.execute("UPDATE setting SET value = '别处' WHERE key = 'b'")
    connection.commit()
    connection.close()
    with Office.open(office_path) as again:
        before = content(office_path)
        with pytest.raises(
            InputRejected, match=r"^“改乙”涉及的内容后来在别处改动过，不能撤销。没有改动任何内容"
        ):
            again.undo()
        assert content(office_path) == before
        assert labels(again) == ("改乙", None)


def test_what_came_elsewhere_is_not_taken_along(office: Office, office_path: Path) -> None:
    with office.transaction("新增小组") as session:
        session.add(LeadingGroupRecord(id=1, name="小组"))
    office.close()
    connection = sqlite3.connect(office_path)
    connection.execute(
        "INSERT INTO leading_group_member (group_id, role, person, post, unit) VALUES (1, '组长', '别处', '', '')"
    )
    connection.commit()
    connection.close()
    with Office.open(office_path) as again:
        with pytest.raises(InputRejected, match="牵连"):
            again.undo()
        assert len(content(office_path)["leading_group_member"]) == 1


def test_file_contents_that_are_gone_are_not_pretended(office: Office) -> None:
    with office.transaction("存入") as session:
        paper = {
            "kind": "通报",
            "number": "1号",
            "day": date(2011, 7, 5),
            "title": "t",
            "place": "",
            "issued_at": now(),
            "size": 1,
        }
        session.execute(insert(IssuedPaperRecord).values(id=1, content_hash="", **paper))
        session.execute(insert(IssuedContentRecord).values(paper_id=1, data=b"x"))
        session.execute(text("DROP TRIGGER issued_content_delete"))
        session.execute(text("DROP TRIGGER issued_paper_delete"))
    office.undo()
    with pytest.raises(InputRejected, match=r"^“存入”涉及的文件内容没有留底，不能重做。没有改动任何内容"):
        office.redo()


def test_undo_goes_on_when_the_clock_was_set_back(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    put(office, "a", "1", "一")
    monkeypatch.setattr("jingzhen_desktop.office.file.now", lambda: now().replace(year=2001))
    put(office, "a", "2", "二")
    assert office.undo().label == "二"
    assert office.undo().label == "一"


def test_a_hundred_imported_forms_are_undone_within_a_second(office: Office) -> None:
    with office.transaction("单位") as session:
        session.execute(insert(UnitRecord), [{"id": number, "position": number} for number in range(1, 101)])
    with office.transaction("导入报表100份") as session:
        texts = ("unit_head", "statistics_head", "filled_by", "note", "source", "source_name", "source_hash")
        report = f"INSERT INTO report (unit_id, year, quarter, version, stored_at, {', '.join(texts)})"
        session.execute(
            text(
                f"{report} SELECT id, 2011, 3, '2011', '2011-10-08', {', '.join(repr('') for _ in texts)}"
                " FROM unit"
            )
        )
        session.execute(
            text(
                "INSERT INTO report_line (report_id, item, quantity, cost)"
                " SELECT id, 'i' || value, id * value, value FROM report, "
                "(WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL"
                " SELECT value + 1 FROM n WHERE value < 15) SELECT value FROM n)"
            )
        )
    full = content(office.path)
    assert len(full["report_line"]) == 1500
    start = time.process_time()
    office.undo()
    assert time.process_time() - start < 1
    assert content(office.path)["report_line"] == []
    office.redo()
    assert content(office.path) == full
