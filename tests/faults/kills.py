"""kill -9 at any moment of an edit, an import, an export, a backup, a migration, a restore:
all of a step or nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
from bed import FIRST_VERSION, QUARTER, Bed, Row, duration_of, kill_child, must, must_be_sound, rows_of
from sqlalchemy import select

from jingzhen_desktop.base.files import deliver_all
from jingzhen_desktop.office.backup import (
    Reason,
    found_backups,
    is_sound,
    make_backup,
    restore,
)
from jingzhen_desktop.office.backup_notes import backup_folder
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.identity import SCHEMA_VERSION, stored_version
from jingzhen_desktop.office.records import JournalStep, SettingRecord
from jingzhen_desktop.office.settings import TOWN, read_setting, write_settings
from jingzhen_desktop.quarterly.actions.reports import store_forms
from jingzhen_desktop.quarterly.outgoing import table_files
from jingzhen_desktop.quarterly.queries.reports import stored_reports
from jingzhen_desktop.quarterly.sheets.reading import read_forms

Say = Callable[[str], None]
PARTS = 8
"""Rows one edit changes: half of them changed would be half a step."""


def edit(bed: Bed, row: Row, times: int) -> None:
    """Every edit changes eight rows; the last acknowledged one is there, with at most the next."""

    def work(say: Say, path: Path) -> None:
        with Office.open(path) as office:
            for number in range(1, 1000):
                with office.transaction(f"第{number}步") as session:
                    for part in range(PARTS):
                        session.merge(SettingRecord(key=f"part{part}", value=str(number)))
                say(str(number))

    for _ in range(times):
        path = bed.fresh()
        with row.trial():
            said = kill_child(lambda say, path=path: work(say, path), bed.dice.uniform(0.01, 0.25))
            acknowledged = int(said[-1]) if said else 0
            with Office.open(path) as office, office.reading() as session:
                values = set(
                    session.scalars(select(SettingRecord.value).where(SettingRecord.key.startswith("part")))
                )
                label = session.scalars(select(JournalStep.label).order_by(JournalStep.id.desc())).first()
            stored = int(values.pop()) if values else 0
            must(not values, f"half a step: {stored} and {values}")
            must(stored in (acknowledged, acknowledged + 1), f"acknowledged {acknowledged}, found {stored}")
            must(label == f"第{stored}步" or not stored, f"{label} is not step {stored}")
            must_be_sound(path)
            row.note("恰为已确认的一步" if stored == acknowledged else "多一步（已提交未及确认）")
        bed.done_with(path)


def take_in(bed: Bed, row: Row, times: int) -> None:
    """The forms of a quarter are stored together or not at all."""

    def work(say: Say, path: Path) -> None:
        with Office.open(path) as office:
            store_forms(office, read_forms(office, bed.forms, QUARTER))
            say("stored")

    def check(path: Path, said: list[str]) -> str:
        with Office.open(path) as office:
            stored = len(stored_reports(office, QUARTER))
        must(stored in (0, len(bed.forms)), f"{stored} of {len(bed.forms)} forms")
        must(stored or not said, "acknowledged, but nothing is stored")
        must_be_sound(path)
        return "全部导入" if stored else "全部未导入"

    _kill_often(bed, row, times, work, check, bed.without_quarter)


def export(bed: Bed, row: Row, times: int) -> None:
    """An export that is to replace an older file leaves the old one or the whole new one."""

    def folder(path: Path) -> Path:
        return path.parent / "U盘"

    def prepare(path: Path) -> None:
        with Office.open(path) as office:
            (target,) = deliver_all(table_files(office, QUARTER)[:1], folder(path))
        target.write_bytes(b"old")

    def work(say: Say, path: Path) -> None:
        with Office.open(path) as office:
            deliver_all(table_files(office, QUARTER)[:1], folder(path), overwrite=True)
            say("written")

    def check(path: Path, said: list[str]) -> str:
        (target,) = folder(path).glob("*.xlsx")
        old = target.read_bytes() == b"old"
        must(old or openpyxl.load_workbook(target).sheetnames, "unreadable")
        must(not (old and said), "acknowledged, but the old file is there")
        with Office.open(path) as office:
            deliver_all(table_files(office, QUARTER)[:1], folder(path), overwrite=True)
        must(len(list(folder(path).iterdir())) == 1, "leftovers stay after the next export")
        must_be_sound(path)
        return "旧文件完整" if old else "新文件完整"

    _kill_often(bed, row, times, work, check, prepare=prepare)


def back_up(bed: Bed, row: Row, times: int) -> None:
    """A backup is there whole or not at all, and the one before it stays."""

    def work(say: Say, path: Path) -> None:
        make_backup(path, Reason.MANUAL)
        say("made")

    def check(path: Path, said: list[str]) -> str:
        found = found_backups(path)
        must(all(is_sound(backup.path) for backup in found), "a backup that is not sound")
        must(any(backup.reason is Reason.START for backup in found), "the earlier backup is gone")
        made = len(found) == 2
        must(made or not said, "acknowledged, but no backup is there")
        make_backup(path, Reason.MANUAL)
        must(not list(backup_folder(path).glob(".~*")), "leftovers stay after the next backup")
        must_be_sound(path)
        return "备份完整" if made else "没有备份，前一份完好"

    _kill_often(bed, row, times, work, check, prepare=lambda path: make_backup(path, Reason.START))


def migrate(bed: Bed, row: Row, times: int) -> None:
    """An old file is old or new, with every row."""

    def work(say: Say, path: Path) -> None:
        Office.open(path).close()
        say("upgraded")

    def check(path: Path, said: list[str]) -> str:
        version = stored_version(path)
        must(version == SCHEMA_VERSION or not said, "acknowledged, but the old version is there")
        Office.open(path).close()
        rows = rows_of(path)
        for name, before in bed.first_version_rows.items():
            after = [values[: len(before[0])] for values in rows[name]] if before else rows[name]
            kept = (
                after
                if name != "journal_step"
                else [values for values in after if not str(values[2]).startswith("升级")]
            )
            must(sorted(kept, key=repr) == before, f"rows of {name} differ")
        must_be_sound(path)
        must(all(is_sound(backup.path) for backup in found_backups(path)), "a backup that is not sound")
        return "已升级" if version == SCHEMA_VERSION else "仍为旧版"

    _kill_often(bed, row, times, work, check, FIRST_VERSION)


def put_back(bed: Bed, row: Row, times: int) -> None:
    """A restore leaves the file of before or the backup, and what was replaced is kept."""

    def prepare(path: Path) -> None:
        with Office.open(path) as office:
            write_settings(office, {TOWN: "旧镇"})
            make_backup(path, Reason.START)
            write_settings(office, {TOWN: "新镇"})

    def work(say: Say, path: Path) -> None:
        restore(found_backups(path)[-1].path, path)
        say("restored")

    def check(path: Path, said: list[str]) -> str:
        town = _town(path)
        must(town in ("旧镇", "新镇"), town)
        must(town == "旧镇" or not said, "acknowledged, but not restored")
        kept = [backup.path for backup in found_backups(path) if backup.reason is Reason.RESTORE]
        must(town == "新镇" or any(_town(one) == "新镇" for one in kept), "what was replaced is lost")
        must_be_sound(path)
        return "已恢复，原文件另存" if town == "旧镇" else "仍为原文件"

    _kill_often(bed, row, times, work, check, prepare=prepare)


def _town(path: Path) -> str:
    with Office.open(path) as office:
        return read_setting(office, TOWN)


def _kill_often(
    bed: Bed,
    row: Row,
    times: int,
    work: Callable[[Say, Path], None],
    check: Callable[[Path, list[str]], str],
    source: Path | None = None,
    prepare: Callable[[Path], object] = lambda _path: None,
) -> None:
    """Kill the work at moments spread over its whole length and a little beyond."""
    longest = 0.0
    for _ in range(2):
        path = bed.fresh(source)
        prepare(path)
        longest = max(longest, duration_of(lambda say, path=path: work(say, path)))  # type: ignore[misc]
        bed.done_with(path)
    for _ in range(times):
        path = bed.fresh(source)
        with row.trial():
            prepare(path)
            said = kill_child(lambda say, path=path: work(say, path), bed.dice.uniform(0, longest * 1.15))
            row.note(check(path, said))
        bed.done_with(path)


KILLS: dict[str, tuple[Callable[[Bed, Row, int], None], int, int]] = {
    "录入时 kill -9": (edit, 8, 450),
    "导入时 kill -9": (take_in, 3, 150),
    "导出时 kill -9": (export, 3, 120),
    "备份时 kill -9": (back_up, 3, 150),
    "升级格式时 kill -9": (migrate, 3, 120),
    "恢复备份时 kill -9": (put_back, 3, 150),
}
"""Fault → its trials, how often in the quick form, how often in the long."""
