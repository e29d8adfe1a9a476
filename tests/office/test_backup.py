"""Backups: whole, checked, never of or over something damaged, thinned; restoring keeps what was there."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingzhen_desktop.base.errors import EnvironmentFault
from jingzhen_desktop.office import backup
from jingzhen_desktop.office.backup import Backup, Keeping, Reason
from jingzhen_desktop.office.backup_routine import backup_if_due
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.identity import SCHEMA_VERSION, DamagedFile
from jingzhen_desktop.office.settings import BACKUP_MEGABYTES, TOWN, read_setting, write_settings

NOON = datetime(2026, 11, 22, 12, 0, 0)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The office's clock; the test sets its one entry."""
    time = [NOON]
    monkeypatch.setattr(backup, "now", lambda: time[0])
    return time


def town(path: Path) -> str:
    with Office.open(path) as office:
        return read_setting(office, TOWN)


def damage(path: Path) -> bytes:
    """Overwrite every page after the first with nonsense; the header still looks right."""
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xa5" * (len(content) - 4096))
    return path.read_bytes()


def test_a_backup_is_an_office_file_with_the_same_content(office: Office, clock: list[datetime]) -> None:
    write_settings(office, {TOWN: "甲镇"})
    made = backup.make_backup(office.path, Reason.MANUAL)
    assert made.path == office.path.parent / "测试镇备份" / "测试镇 2026-11-22 120000 手动.jzdb"
    assert town(made.path) == "甲镇"
    assert made.size == made.path.stat().st_size
    assert [path.name for path in made.path.parent.iterdir()] == [made.path.name]  # nothing temporary is left


def test_at_start_one_a_day(office: Office, clock: list[datetime]) -> None:
    first = backup_if_due(office)
    assert first is not None
    assert first.reason is Reason.START
    clock[0] = NOON.replace(hour=23)
    assert backup_if_due(office) is None
    clock[0] = NOON + timedelta(days=1)
    assert backup_if_due(office) is not None
    assert len(backup.found_backups(office.path)) == 2


def test_a_damaged_backup_of_today_does_not_count(office: Office, clock: list[datetime]) -> None:
    first = backup_if_due(office)
    assert first is not None
    damage(first.path)
    second = backup_if_due(office)
    assert second is not None
    assert second.path != first.path
    assert backup.newest_sound(office.path) == backup.found_backups(office.path)[0]


def test_a_clock_set_back_neither_overwrites_nor_stops_todays(office: Office, clock: list[datetime]) -> None:
    clock[0] = NOON.replace(hour=18)
    future = backup_if_due(office)
    clock[0] = NOON  # six hours back, the same day
    write_settings(office, {TOWN: "乙镇"})
    today = backup_if_due(office)
    again = backup.make_backup(office.path, Reason.START)  # the same second, the same reason
    assert future is not None
    assert today is not None
    assert len({future.path, today.path, again.path}) == 3
    assert (town(future.path), town(today.path), town(again.path)) == ("", "乙镇", "乙镇")
    assert {one.path for one in backup.found_backups(office.path)} == {future.path, today.path, again.path}


def test_no_backup_of_a_damaged_file_and_none_is_lost(office: Office, clock: list[datetime]) -> None:
    write_settings(office, {TOWN: "好镇"})
    good = backup.make_backup(office.path, Reason.START)
    office.close()
    damage(office.path)
    with pytest.raises(DamagedFile, match="损坏"):
        backup.make_backup(office.path, Reason.MANUAL)
    assert [one.path for one in backup.found_backups(office.path)] == [good.path]
    assert town(good.path) == "好镇"


def test_broken_references_are_damage(office: Office, clock: list[datetime]) -> None:
    office.close()
    with closing(sqlite3.connect(office.path)) as raw, raw:
        raw.execute(
            "INSERT INTO unit_year (unit_id, year, name, nature, systems, reporting)"
            " VALUES (99, 2011, 'x', '01', '', 1)"
        )
    with pytest.raises(DamagedFile):
        backup.make_backup(office.path, Reason.START)


def test_restoring_keeps_the_file_that_was_there(office: Office, clock: list[datetime]) -> None:
    write_settings(office, {TOWN: "旧镇"})
    old = backup.make_backup(office.path, Reason.START)
    write_settings(office, {TOWN: "新镇"})
    office.close()
    kept = backup.restore(old.path, office.path)
    assert town(office.path) == "旧镇"
    assert kept is not None
    assert kept.name == "测试镇 2026-11-22 120000 恢复前.jzdb"
    assert town(kept) == "新镇"
    assert town(old.path) == "旧镇"


def test_restoring_over_a_damaged_file_keeps_its_bytes_and_journal(
    office: Office, clock: list[datetime]
) -> None:
    write_settings(office, {TOWN: "旧镇"})
    old = backup.make_backup(office.path, Reason.START)
    office.close()
    bad = damage(office.path)
    journal = office.path.with_name(office.path.name + "-journal")
    journal.write_bytes(b"left by a crash")
    kept = backup.restore(old.path, office.path)
    assert kept is not None
    assert kept.read_bytes() == bad
    assert kept.with_name(kept.name + "-journal").read_bytes() == b"left by a crash"
    assert not journal.exists()
    assert town(office.path) == "旧镇"
    # 损坏 is not offered as a backup
    assert [one.path for one in backup.found_backups(office.path)] == [old.path]


def test_restoring_where_the_file_is_gone(office: Office, clock: list[datetime]) -> None:
    old = backup.make_backup(office.path, Reason.START)
    office.close()
    office.path.unlink()
    assert backup.restore(old.path, office.path) is None
    assert town(office.path) == ""


def test_a_damaged_backup_is_not_restored(office: Office, clock: list[datetime]) -> None:
    write_settings(office, {TOWN: "新镇"})
    old = backup.make_backup(office.path, Reason.START)
    office.close()
    damage(old.path)
    before = office.path.read_bytes()
    with pytest.raises(DamagedFile):
        backup.restore(old.path, office.path)
    assert office.path.read_bytes() == before


def test_a_backup_of_a_newer_program_is_neither_made_nor_restored(
    office: Office, clock: list[datetime]
) -> None:
    office.close()
    with closing(sqlite3.connect(office.path)) as raw, raw:
        raw.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    with pytest.raises(DamagedFile, match="不是本程序能用"):
        backup.make_backup(office.path, Reason.START)


def test_the_list_says_what_is_in_each(office: Office, clock: list[datetime]) -> None:
    def describe(connection: sqlite3.Connection) -> str:
        return f"{connection.execute('SELECT count(*) FROM setting').fetchone()[0]}项设置"

    backup.make_backup(office.path, Reason.START)
    clock[0] = NOON + timedelta(hours=1)
    write_settings(office, {TOWN: "甲镇"})
    backup.make_backup(office.path, Reason.MANUAL)
    (backup.backup_folder(office.path) / "测试镇 2026-11-22 140000 手动.jzdb").write_bytes(
        b"SQLite format 3\0 broken"
    )
    (backup.backup_folder(office.path) / "我的笔记.txt").write_text("x")
    listed = [(one.at.hour, one.reason, one.content) for one in backup.list_backups(office.path, describe)]
    assert listed == [
        (14, Reason.MANUAL, "已损坏，不能恢复"),
        (13, Reason.MANUAL, "1项设置"),
        (12, Reason.START, "0项设置"),
    ]


def test_a_copy_on_a_stick_is_checked_and_named(
    office: Office, clock: list[datetime], tmp_path: Path
) -> None:
    write_settings(office, {TOWN: "甲镇"})
    stick = tmp_path / "U盘"
    stick.mkdir()
    copy = backup.copy_to_folder(office.path, stick)
    assert copy == stick / "测试镇 2026-11-22 120000 手动.jzdb"
    assert town(copy) == "甲镇"
    with pytest.raises(EnvironmentFault, match="U盘可能已拔出"):
        backup.copy_to_folder(office.path, tmp_path / "没有")


def test_editing_goes_on_during_a_backup(
    office: Office, clock: list[datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the copy is being written, steps are stored; the copy holds what was there when it began."""
    write_settings(office, {TOWN: "前"})
    writing, stored = threading.Event(), threading.Event()
    write = backup._write

    def slow(content: sqlite3.Connection, temporary: Path) -> None:
        writing.set()
        assert stored.wait(10)
        write(content, temporary)

    monkeypatch.setattr(backup, "_write", slow)
    made: list[Backup] = []
    thread = threading.Thread(target=lambda: made.append(backup.make_backup(office.path, Reason.MANUAL)))
    thread.start()
    assert writing.wait(10)
    write_settings(office, {TOWN: "后"})
    stored.set()
    thread.join()
    assert town(made[0].path) == "前"
    assert read_setting(office, TOWN) == "后"


def test_the_settings_thin_what_is_kept(office: Office, clock: list[datetime]) -> None:
    write_settings(office, {BACKUP_MEGABYTES: "10"})
    for day in range(40):
        clock[0] = NOON + timedelta(days=day)
        backup_if_due(office)
    ages = [(clock[0] - one.at).days for one in backup.found_backups(office.path)]
    assert ages[:9] == [0, 1, 2, 3, 4, 5, 6, 7, 8]  # two days, then seven more
    assert len(ages) < 14
    assert town(backup.found_backups(office.path)[-1].path) == ""


def backups(*ages: float, size: int = 1) -> list[Backup]:
    return [Backup(Path(str(age)), NOON - timedelta(days=age), Reason.START, size) for age in ages]


def test_two_days_all_then_days_weeks_months() -> None:
    ages = [0, 0.1, 0.2, 1, 1.2, *range(2, 400)]
    kept = {float(str(one.path)) for one in backups(*ages)} - {
        float(str(one.path)) for one in backup.superfluous(backups(*ages), Keeping(3, 2, 4), NOON)
    }
    assert {0, 0.1, 0.2, 1, 1.2, 2, 3, 4} <= kept
    assert len(kept) <= 5 + 3 + 2 + 4
    assert max(kept) > 60


def test_the_budget_takes_the_oldest_and_leaves_two() -> None:
    given_backups = backups(0, 1, 2, 3, size=600_000_000)
    gone = backup.superfluous(given_backups, Keeping(megabytes=500), NOON)
    assert [str(one.path) for one in gone] == ["2", "3"]


@given(
    st.lists(st.floats(-400, 4000, allow_nan=False), unique=True, max_size=40),
    st.integers(0, 5),
    st.integers(1, 50),
)
def test_the_newest_always_stays(ages: list[float], number: int, megabytes: int) -> None:
    given_backups = backups(*ages, size=7_000_000)
    gone = backup.superfluous(given_backups, Keeping(number, number, number, megabytes), NOON)
    left = [one for one in given_backups if one not in gone]
    past = [one for one in given_backups if one.at <= NOON]
    if past:
        assert max(past, key=lambda one: one.at) in left
    if given_backups:
        assert max(given_backups, key=lambda one: one.at) in left


@pytest.mark.skipif(os.name == "nt", reason="only on systems with file size limits")
def test_a_disk_that_takes_no_more_leaves_no_half_backup(office: Office, clock: list[datetime]) -> None:
    import resource
    import signal

    good = backup.make_backup(office.path, Reason.START)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    try:
        with pytest.raises(EnvironmentFault, match="不能写入"):
            backup.make_backup(office.path, Reason.MANUAL)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(backup.backup_folder(office.path).iterdir()) == [good.path]
