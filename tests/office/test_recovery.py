"""A damaged office file is recognised on a copy; one left by a crash is first recovered by SQLite."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

import jingzhen_desktop.tabs  # noqa: F401 - knows all records
from jingzhen_desktop.base.errors import EnvironmentFault
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.identity import DamagedFile
from jingzhen_desktop.office.recovery import examine
from jingzhen_desktop.office.settings import COUNTY, TOWN, read_setting, write_settings

STORED = Path(__file__).resolve().parents[1] / "data" / "office-v1.jzdb"


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The stored example office, upgraded; copied, never opened again."""
    path = Path(shutil.copy(STORED, tmp_path_factory.mktemp("example") / "例.jzdb"))
    Office.open(path).close()
    return path


@pytest.fixture
def copy(example: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(example, tmp_path / "例.jzdb"))


def change(path: Path, *statements: str) -> list[str]:
    with closing(sqlite3.connect(path)) as raw, raw:
        for statement in statements:
            raw.execute(statement)
    raw.close()
    return examine(path)


def test_sound_files_of_every_version_have_no_problem(copy: Path, office: Office) -> None:
    assert examine(copy) == []
    assert examine(STORED) == []
    write_settings(office, {TOWN: "甲"})
    write_settings(office, {TOWN: "乙", COUNTY: "某县"})
    office.undo()
    assert examine(office.path) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空的（0字节）"),
        (b"PK\x03\x04 a spreadsheet", "不是数据库文件"),
        (b"SQLite format 3\0" + b"\xff" * 4000, "已损坏"),
    ],
)
def test_what_is_no_database(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "x.jzdb"
    path.write_bytes(content)
    (problem,) = examine(path)
    assert said in problem
    assert path.read_bytes() == content


def test_another_programs_database_and_a_newer_file(copy: Path) -> None:
    assert change(copy, "PRAGMA application_id = 7") == [
        "是SQLite数据库，但不是井镇节能的数据文件（应用标识不对）"
    ]
    assert (
        "格式版本是99" in change(copy, f"PRAGMA application_id = {0x4A5A4A4E}", "PRAGMA user_version = 99")[0]
    )


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM unit WHERE id = 1", "引用的记录不存在"),
        (
            "UPDATE unit_year SET floor_area = '很大' WHERE id = 1",
            "读不出的内容：“单位年度情况”编号1的“建筑面积”",
        ),
        ("UPDATE report SET reported_on = '昨天' WHERE id = 2", "读不出的内容：“季度报表”编号2的“报出日期”"),
        (
            "UPDATE unit SET short_name = CAST(x'ff61' AS TEXT) WHERE id = 1",
            "读不出的内容：“单位”编号1的“简称”",
        ),
        ("UPDATE report_line SET quantity = quantity + 1 WHERE report_id = 1", "内容与改动记录不一致：“"),
        ("DELETE FROM activity WHERE id = 1", "记录丢失：“"),
        ("INSERT INTO setting VALUES ('x', 'y')", "内容与改动记录不一致：“设置”编号x"),
        (
            "UPDATE journal_change SET before = replace(before, '2', '3') WHERE before IS NOT NULL",
            "与此前的内容不一致",
        ),
        ("UPDATE journal_change SET after = '{' WHERE id = 5", "改动记录第5条读不出"),
        (
            "UPDATE journal_change SET after = replace(after, 'value', 'volue') WHERE id = 5",
            "改动记录第5条读不出",
        ),
        ("UPDATE journal_change SET after = '{}' WHERE id = 5", "改动记录第5条读不出"),
        ("DROP TABLE activity", "缺少内容"),
    ],
)
def test_what_each_sight_sees(copy: Path, statement: str, said: str) -> None:
    problems = change(copy, "PRAGMA foreign_keys = OFF", statement)
    assert any(said in problem for problem in problems), problems
    assert all(len(problem) < 200 for problem in problems)


def test_damage_that_shows_in_sqlites_own_message(copy: Path) -> None:
    """The message quotes the schema, which is no text any more; sqlite3 then raises another kind of error."""
    content = copy.read_bytes()
    copy.write_bytes(content.replace(b"CREATE TABLE unit (", b"CREATE T\xff\xfeLE un\xff (", 1))
    before = copy.read_bytes()
    assert before != content
    assert examine(copy) != []
    with pytest.raises(DamagedFile, match="已损坏"), Office.open(copy) as office:
        read_setting(office, TOWN)
    assert copy.read_bytes() == before


def test_without_room_for_the_copy_it_says_what_to_do(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with pytest.raises(EnvironmentFault, match="检查数据文件失败"):
        examine(office.path)


def test_many_problems_of_a_kind_are_counted(copy: Path) -> None:
    problems = change(copy, "UPDATE report_line SET cost = 'x'")
    assert len([problem for problem in problems if "读不出" in problem]) == 20
    assert any("共" in problem for problem in problems)


def rows(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as raw, raw:
        return list(raw.iterdump())


def test_damage_is_seen_or_has_hit_nothing_and_looking_changes_nothing(copy: Path, tmp_path: Path) -> None:
    content, original, dice, seen = copy.read_bytes(), rows(copy), random.Random(7), 0
    for number in range(20):
        broken = bytearray(content)
        if number % 2:
            del broken[dice.randrange(1000, len(broken)) :]
        else:
            start = dice.randrange(len(broken) - 512)
            broken[start : start + 512] = dice.randbytes(512)
        path = tmp_path / f"{number}.jzdb"
        path.write_bytes(broken)
        problems = examine(path)
        assert path.read_bytes() == broken
        assert problems or rows(path) == original  # unused space was hit
        seen += bool(problems)
    assert seen >= 10


CRASH = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN")
connection.execute("UPDATE report_line SET quantity = 0, cost = 0")
connection.execute("UPDATE journal_change SET before = '{}', after = '{}'")
os.kill(os.getpid(), 9)
"""


def test_a_file_left_by_a_crash_is_recovered_then_sound(copy: Path) -> None:
    before = copy.read_bytes()
    subprocess.run([sys.executable, "-c", CRASH, str(copy)], check=False)
    journal = copy.with_name(f"{copy.name}-journal")
    assert journal.exists()
    assert copy.read_bytes() != before  # pages of the unfinished step are in the file
    assert examine(copy) == []
    assert journal.exists()  # examined on a copy
    with Office.open(copy) as office:
        assert read_setting(office, TOWN) == "文井镇"
        assert office.problems() == []
    assert not journal.exists()
    assert copy.read_bytes() == before
