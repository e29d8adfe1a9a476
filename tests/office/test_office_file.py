"""The office file: create, open, transactions, reads, telling listeners, refusing what is no office file."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest
from sqlalchemy import text

from jingzhen_desktop.base.errors import EnvironmentFault, InputRejected
from jingzhen_desktop.office.file import PRAGMAS, Office
from jingzhen_desktop.office.identity import APPLICATION_ID, SCHEMA_VERSION, _address
from jingzhen_desktop.office.records import SettingRecord
from jingzhen_desktop.office.settings import (
    COUNTY,
    SUPERIOR,
    TOWN,
    read_setting,
    read_settings,
    write_settings,
)


def test_a_new_file_says_what_it_is(office: Office) -> None:
    with closing(sqlite3.connect(office.path)) as raw, raw:
        assert raw.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert raw.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    assert office.problems() == []


def test_pragmas_stand_on_every_connection(office: Office) -> None:
    def read() -> None:
        with office.reading() as session:
            found.append({name: session.scalar(text(f"PRAGMA {name}")) for name in PRAGMAS})

    found: list[dict[str, object]] = []
    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [PRAGMAS] * 3


def test_what_is_stored_is_there_after_opening_again(office: Office) -> None:
    write_settings(office, {TOWN: "某镇", SUPERIOR: "事务中心"})
    office.close()
    with Office.open(office.path) as again:
        assert read_setting(again, TOWN) == "某镇"
        assert read_settings(again, [TOWN, COUNTY]) == {"town.name": "某镇", "town.county": ""}


def test_a_failing_step_leaves_nothing(office: Office) -> None:
    def fail_half_way() -> None:
        with office.transaction("出错的一步") as session:
            session.add(SettingRecord(key="a", value="b"))
            session.flush()
            raise RuntimeError("half-way")

    with pytest.raises(RuntimeError, match="half-way"):
        fail_half_way()
    with office.reading() as session:
        assert session.get(SettingRecord, "a") is None
        assert session.scalar(text("SELECT count(*) FROM journal_step")) == 0
    assert office.last_step is None


def test_listeners_hear_of_finished_steps_until_they_leave(office: Office) -> None:
    heard: list[str] = []
    leave = office.subscribe(lambda step: heard.append(step.label))
    write_settings(office, {TOWN: "甲镇"}, "改名")
    leave()
    write_settings(office, {TOWN: "乙镇"}, "再改名")
    assert heard == ["改名"]


def test_a_second_writer_waits_its_turn(office: Office) -> None:
    inside, order = threading.Event(), []

    def second() -> None:
        inside.wait()
        write_settings(office, {TOWN: "后写"})
        order.append("second")

    thread = threading.Thread(target=second)
    thread.start()
    with office.transaction("先写") as session:
        inside.set()
        session.add(SettingRecord(key="x", value="1"))
        order.append("first")
    thread.join()
    assert order == ["first", "second"]
    assert read_setting(office, TOWN) == "后写"


def test_an_existing_name_is_not_overwritten(office: Office) -> None:
    with pytest.raises(InputRejected, match="已经存在"):
        Office.create(office.path)


@pytest.mark.parametrize(
    "content", [b"", b"not a database at all, only text", b"SQLite format 3\0" + b"\xff" * 200]
)
def test_foreign_and_damaged_files_are_refused_unchanged(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "别的.jzdb"
    path.write_bytes(content)
    with pytest.raises(InputRejected, match="不是井镇节能的数据文件"):
        Office.open(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    ("path", "address"),
    [
        (PureWindowsPath(r"\\server\share\年 报.jzdb"), "file:////server/share/%E5%B9%B4%20%E6%8A%A5.jzdb"),
        (PureWindowsPath(r"D:\a#b.jzdb"), "file:///D:/a%23b.jzdb"),
        (PurePosixPath("/home/a?.jzdb"), "file:///home/a%3F.jzdb"),
    ],
)
def test_sqlite_takes_the_address_of_a_file_on_a_share(path: PurePath, address: str) -> None:
    assert _address(path) == address


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("CREATE TABLE t (a)")
    with pytest.raises(InputRejected, match="不是井镇节能"):
        Office.open(path)


def test_a_newer_file_is_refused_unchanged(office: Office) -> None:
    office.close()
    with closing(sqlite3.connect(office.path)) as raw, raw:
        raw.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    before = office.path.read_bytes()
    with pytest.raises(InputRejected, match="请先升级程序"):
        Office.open(office.path)
    assert office.path.read_bytes() == before


def test_missing_file_and_impossible_folder_have_sentences(tmp_path: Path) -> None:
    with pytest.raises(InputRejected, match="找不到数据文件"):
        Office.open(tmp_path / "没有.jzdb")
    (tmp_path / "文件").write_text("x")
    with pytest.raises(EnvironmentFault, match="换一个位置"):
        Office.create(tmp_path / "文件" / "a.jzdb")


def test_a_file_locked_by_another_program_is_a_sentence(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PRAGMAS, "busy_timeout", 1)
    other = sqlite3.connect(office.path)
    other.execute("BEGIN EXCLUSIVE")
    with Office(office.path) as second, pytest.raises(EnvironmentFault, match="另一个程序"):
        write_settings(second, {TOWN: "某镇"})
    other.close()
    assert read_setting(office, TOWN) == ""


def test_settings_refuse_what_they_cannot_hold() -> None:
    from jingzhen_desktop.office.settings import Setting

    rounds = Setting("x", 4, "全年检查次数", lowest=1, highest=12)
    assert rounds.parse("６") == 6
    for typed, reason in (("", "不能为空"), ("0", "1到12"), ("2.5", "整数"), ("四", "不是数字")):
        with pytest.raises(InputRejected, match=reason):
            rounds.parse(typed)
