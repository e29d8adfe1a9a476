"""What the surroundings do: disk full, read-only, file gone, two programs, clock set back, copies by hand,
work side by side.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from bed import FIRST_VERSION, QUARTER, Bed, Row, kill_child, must, must_be_sound, must_say, rows_of
from sqlalchemy import func, select

from jingzhen_desktop.base.files import deliver_all
from jingzhen_desktop.office import backup
from jingzhen_desktop.office.backup import (
    Reason,
    copy_to_folder,
    found_backups,
    is_sound,
    make_backup,
    restore,
)
from jingzhen_desktop.office.backup_routine import backup_if_due
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.lock import OfficeInUse, acquire
from jingzhen_desktop.office.records import JournalStep, SettingRecord
from jingzhen_desktop.office.recovery import examine
from jingzhen_desktop.office.settings import TOWN, read_setting, write_settings
from jingzhen_desktop.quarterly.actions.reports import store_forms
from jingzhen_desktop.quarterly.outgoing import table_files
from jingzhen_desktop.quarterly.queries.reports import stored_reports
from jingzhen_desktop.quarterly.sheets.reading import read_forms

FULL = "磁盘已满|磁盘空间不足|读写出错"
_ROOM = 4_000_000


class SmallDisk:
    """A disk of 4 MB: a tmpfs where the system lets us mount one, else a limit on the size of files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "小盘"
        self.folder.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", f"size={_ROOM}", "tmpfs", str(self.folder)]
        self.mounted = (
            shutil.which("mount") is not None
            and subprocess.run(mount, check=False, capture_output=True).returncode == 0
        )

    def fill(self) -> None:
        """Leave no room for one page more."""
        if self.mounted:
            with suppress(OSError), (self.folder / "filler").open("wb", buffering=0) as file:
                for size in (65536, 4096, 512, 1):
                    with suppress(OSError):
                        while True:
                            file.write(bytes(size))
        else:
            _limit_files(1000)

    def clear(self) -> None:
        if self.mounted:
            (self.folder / "filler").unlink()
        else:
            _limit_files(None)

    def pull_out(self) -> None:
        """Take the disk away though files on it are open, as a pulled stick."""
        if self.mounted:
            subprocess.run(["umount", "-l", str(self.folder)], check=True)
        else:
            self.folder.rename(self.folder.with_name("抽走"))

    def close(self) -> None:
        if self.mounted:
            subprocess.run(["umount", "-l", str(self.folder)], check=False, capture_output=True)


def _limit_files(size: int | None) -> None:
    import resource

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard if size is None else size, hard))


def disk_full(bed: Bed, row: Row, times: int) -> None:
    """Each kind of work fails with a sentence, leaves everything as it was,
    and goes on once there is room.
    """

    def edit(office: Office) -> None:
        with office.transaction("录入一大段文字") as session:
            session.merge(SettingRecord(key="test.long", value="满" * 9000))

    def take_in(office: Office) -> None:
        store_forms(office, read_forms(office, bed.forms, QUARTER))

    works: dict[str, Callable[[Office], object]] = {
        "录入": edit,
        "导入": take_in,
        "导出": lambda office: _export(office, office.path.parent / "出"),
        "备份": lambda office: make_backup(office.path, Reason.MANUAL),
        "备份到U盘": lambda office: copy_to_folder(office.path, office.path.parent),
    }
    for name, work in [*works.items()] * times:
        path = bed.fresh(bed.without_quarter)
        disk = SmallDisk(path.parent)
        with row.trial():
            _on_a_full_disk(disk, path, work)
            row.note(f"{name}：有提示，无损失")
        disk.close()
        bed.done_with(path)


def _export(office: Office, folder: Path) -> None:
    deliver_all(table_files(office, QUARTER)[:1], folder, overwrite=True)


def _on_a_full_disk(disk: SmallDisk, path: Path, work: Callable[[Office], object]) -> None:
    office_path = Path(shutil.copy(path, disk.folder / path.name))
    with Office.open(office_path) as office:
        before, files = rows_of(office_path), sorted(disk.folder.rglob("*"))
        disk.fill()
        try:
            must_say(FULL, lambda: work(office))
            must(rows_of(office_path) == before, "something was changed")
            read_setting(office, TOWN)  # reading goes on
        finally:
            disk.clear()
        left = [one for one in sorted(disk.folder.rglob("*")) if one not in files and one.is_file()]
        must(not left, f"left behind: {left}")
        work(office)  # and so does the rest once there is room
    must_be_sound(office_path)


def migration_on_a_full_disk(bed: Bed, row: Row, times: int) -> None:
    """Neither the backup nor the upgrade fits: the old file stays."""
    for _ in range(times):
        path = bed.fresh(FIRST_VERSION)
        disk = SmallDisk(path.parent)
        with row.trial():
            old = Path(shutil.copy(path, disk.folder / path.name))
            content = old.read_bytes()
            disk.fill()
            try:
                must_say(FULL, lambda: Office.open(old))
            finally:
                disk.clear()
            must(old.read_bytes() == content, "the old file was changed")
            Office.open(old).close()
            must_be_sound(old)
            row.note("旧文件未动，腾出空间后升级成功")
        disk.close()
        bed.done_with(path)


def restore_on_a_full_disk(bed: Bed, row: Row, times: int) -> None:
    """The current file stays where a backup cannot be put in its place."""
    for _ in range(times):
        path = bed.fresh()
        disk = SmallDisk(path.parent)
        with row.trial():
            office = Path(shutil.copy(path, disk.folder / path.name))
            content = office.read_bytes()
            disk.fill()
            try:
                must_say(FULL, lambda: restore(path, office))
            finally:
                disk.clear()
            must(office.read_bytes() == content, "the file was changed")
            restore(path, office)
            must_be_sound(office)
            row.note("原文件未动，腾出空间后恢复成功")
        disk.close()
        bed.done_with(path)


def read_only(bed: Bed, row: Row, times: int) -> None:
    """A file and folder that cannot be written can be read; writing says so."""

    def work(say: Callable[[str], None], path: Path) -> None:
        if os.geteuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        must("只能查看" in acquire(path).note, "the lock says nothing")
        with Office.open(path) as office:
            must(read_setting(office, TOWN) == "文井镇", "not readable")
            say(must_say("只读", lambda: write_settings(office, {TOWN: "别的"})))
            say(must_say("只读|没有权限", lambda: make_backup(path, Reason.START)))

    for _ in range(times):
        path = bed.fresh()
        with row.trial():
            content = path.read_bytes()
            for folder in (bed.folder, bed.folder.parent):
                folder.chmod(0o755)
            path.chmod(0o444)
            path.parent.chmod(0o555)
            must(len(kill_child(lambda say, path=path: work(say, path), None)) == 2, "not both were said")
            must(path.read_bytes() == content, "the file was changed")
            row.note("能读，写入有提示")
        path.parent.chmod(0o755)
        bed.done_with(path)


def gone_while_open(bed: Bed, row: Row, times: int) -> None:
    """Deleted, moved, or on a stick that is pulled: nothing is stored into nowhere."""
    for number in range(times * 3):
        path = bed.fresh()
        disk = SmallDisk(path.parent)
        with row.trial():
            office_path = Path(shutil.copy(path, disk.folder / path.name))
            with Office.open(office_path) as office:
                write_settings(office, {TOWN: "之前"})
                kind = ("删除", "移走", "拔出U盘")[number % 3]
                away = office_path.with_name("别处")
                {
                    "删除": office_path.unlink,
                    "移走": lambda: office_path.rename(away),
                    "拔出U盘": disk.pull_out,
                }[kind]()
                must_say("已被移走|读写出错|打不开", lambda: write_settings(office, {TOWN: "之后"}))
                must(not office_path.exists(), "an empty file was made in its place")
                if kind == "移走":
                    away.rename(office_path)
                    write_settings(office, {TOWN: "之后"})
            if kind == "移走":
                must_be_sound(office_path)
            row.note(f"{kind}：有提示" + ("，放回后继续" if kind == "移走" else ""))
        disk.close()
        bed.done_with(path)


SECOND = """
import sys
from pathlib import Path
import jingzhen_desktop.tabs
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.settings import TOWN, write_settings
with Office.open(Path(sys.argv[1])) as office:
    for number in range(int(sys.argv[2])):
        write_settings(office, {TOWN: f"乙{number}"}, f"乙{number}")
"""


def second_process(bed: Bed, row: Row, times: int) -> None:
    """A second program is told who has the file; one that does not ask writes beside it without harm."""
    steps = 30
    for _ in range(times):
        path = bed.fresh()
        with row.trial():
            held = acquire(path)
            said = kill_child(
                lambda say, path=path: say(must_say("已在本机打开", lambda: acquire(path))), None
            )  # type: ignore[misc]
            must(said, "nothing was said")
            held.release()
            with (
                Office.open(path) as office,
                subprocess.Popen([sys.executable, "-c", SECOND, str(path), str(steps)]) as other,
            ):
                for number in range(steps):
                    write_settings(office, {TOWN: f"甲{number}"}, f"甲{number}")
                must(other.wait() == 0, "the other program failed")
                with office.reading() as session:
                    labels = list(
                        session.scalars(
                            select(JournalStep.label).where(JournalStep.label.regexp_match("^[甲乙]"))
                        )
                    )
            must(len(labels) == 2 * steps, f"{len(labels)} of {2 * steps} steps")
            must_be_sound(path)
            row.note("第二个程序被告知；同时写入一步不丢")
        bed.done_with(path)


def _die_holding(say: Callable[[str], None], path: Path) -> None:
    acquire(path)
    say("held")
    os.kill(os.getpid(), signal.SIGKILL)


def stale_lock(bed: Bed, row: Row, times: int) -> None:
    """The lock of a killed program keeps nobody out."""
    for _ in range(times):
        path = bed.fresh()
        with row.trial():
            began = kill_child(lambda say, path=path: _die_holding(say, path), None)  # type: ignore[misc]
            must(began == ["held"], "the child did not get the lock")
            must(list(path.parent.glob(".~*.lock")), "no lock was left")
            try:
                acquire(path).release()
            except OfficeInUse as error:
                raise AssertionError(error) from error
            row.note("识别为失效并接管")
        bed.done_with(path)


def clock_set_back(bed: Bed, row: Row, times: int) -> None:
    """Backups keep their names apart, today's is made, and steps keep their order."""
    for number in range(times):
        path = bed.fresh()
        with row.trial(), Office.open(path) as office:
            noon = datetime(2026, 11, 22, 12, 0, 0)
            for moment in (noon, noon - timedelta(hours=1 + number % 9), noon - timedelta(days=4000), noon):
                clock = patch("jingzhen_desktop.office.file.now", lambda moment=moment: moment)
                with patch.object(backup, "now", lambda moment=moment: moment), clock:
                    write_settings(office, {TOWN: f"{moment}"}, f"{moment}")
                    made = backup_if_due(office)
                    must(made is not None or moment == noon, "no backup at the earlier time")
                    make_backup(path, Reason.MANUAL)
            found = found_backups(path)
            must(len(found) == 7, f"{len(found)} backups")
            must(all(is_sound(one.path) for one in found), "a backup is not sound")
            with office.reading() as session:
                newest = session.scalars(select(JournalStep.label).order_by(JournalStep.id.desc())).first()
            must(newest == f"{noon}", "steps out of order")
            row.note("备份互不覆盖，当天照做")
        with suppress(AssertionError):
            must_be_sound(path)
        bed.done_with(path)


def copied_by_hand(bed: Bed, row: Row, times: int) -> None:
    """A copy taken while the file is open is whole;
    one taken in the middle of a step is whole or recognised as damaged.
    """
    path = bed.fresh()
    with Office.open(path) as office:
        for number in range(times):
            with row.trial():
                write_settings(office, {TOWN: f"第{number}次"})
                copy = Path(shutil.copyfile(path, path.with_name("手工复制.jzdb")))
                must_be_sound(copy)
                with Office.open(copy) as copied:
                    must(read_setting(copied, TOWN) == f"第{number}次", "the last step is missing")
                row.note("两步之间复制：完整")
        stop = threading.Event()

        def keep_editing() -> None:
            number = 0
            while not stop.is_set():
                number += 1
                write_settings(office, {TOWN: f"边改边拷{number}"})

        thread = threading.Thread(target=keep_editing)
        thread.start()
        for _ in range(times):
            with row.trial():
                time.sleep(bed.dice.uniform(0, 0.02))
                copy = Path(shutil.copyfile(path, path.with_name("手工复制.jzdb")))
                row.note("改动中复制：完整" if not examine(copy) else "改动中复制：不完整，能认出")
        stop.set()
        thread.join()
    bed.done_with(path)


def side_by_side(bed: Bed, row: Row, times: int) -> None:
    """Editing goes on during an export, an import and a backup; no edit fails or waits long."""

    def take_in(office: Office) -> None:
        forms = read_forms(office, bed.forms, QUARTER)
        store_forms(office, forms)

    works: dict[str, Callable[[Office], object]] = {
        "导出": lambda office: _export(office, office.path.parent / "出"),
        "导入": take_in,
        "备份": lambda office: make_backup(office.path, Reason.MANUAL),
    }
    for name, work in [*works.items()] * times:
        path = bed.fresh(bed.without_quarter)
        with row.trial(), Office.open(path) as office:
            thread = threading.Thread(target=work, args=(office,))
            thread.start()
            longest, edits = 0.0, 0
            while thread.is_alive() or not edits:
                began = time.monotonic()
                write_settings(office, {TOWN: f"同时{edits}"})
                longest, edits = max(longest, time.monotonic() - began), edits + 1
            thread.join()
            must(longest < 2, f"an edit waited {longest:.1f} s")
            must(read_setting(office, TOWN) == f"同时{edits - 1}", "the last edit is missing")
            if name == "导入":
                must(len(stored_reports(office, QUARTER)) == len(bed.forms), "forms are missing")
            with office.reading() as session:
                steps = session.scalar(select(func.count()).where(JournalStep.label == "修改设置")) or 0
            must(steps >= edits, f"{steps} of {edits} steps")
            must_be_sound(path)
            row.note(f"{name}时录入：照常")
        bed.done_with(path)


SURROUNDINGS: dict[str, tuple[Callable[[Bed, Row, int], None], int, int]] = {
    "磁盘已满（录入、导入、导出、备份、U盘）": (disk_full, 1, 5),
    "磁盘已满时升级格式": (migration_on_a_full_disk, 1, 10),
    "磁盘已满时恢复备份": (restore_on_a_full_disk, 1, 10),
    "只读文件和文件夹": (read_only, 1, 10),
    "打开时被删除、移走、拔出U盘": (gone_while_open, 1, 10),
    "第二个程序": (second_process, 1, 10),
    "崩溃留下的锁": (stale_lock, 1, 20),
    "时钟拨回": (clock_set_back, 1, 10),
    "打开时手工复制": (copied_by_hand, 3, 50),
    "导出、导入、备份时录入": (side_by_side, 1, 10),
}
"""Fault → its trials, how often in the quick form, how often in the long."""
