"""When the office file wants to be backed up or copied to a stick; both sides of each day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from jingzhen_desktop.office.backup import Reason, copy_to_folder, make_backup
from jingzhen_desktop.office.backup_notes import last_backup, last_copy
from jingzhen_desktop.office.safekeeping import BACK_UP, COPY, safekeeping_dues
from jingzhen_desktop.office.settings import COPY_DAYS, SUPERIOR, TOWN, write_settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from jingzhen_desktop.office.file import Office

BEGUN = date(2025, 3, 1)


@pytest.fixture
def work(office: Office, set_clock: Callable[[datetime], None]) -> Callable[[date], None]:
    """Change something on a day."""

    def change(day: date) -> None:
        set_clock(datetime(day.year, day.month, day.day, 9))
        write_settings(office, {SUPERIOR: f"局{day}"})

    set_clock(datetime(2025, 3, 1, 9))
    write_settings(office, {TOWN: "清溪镇"})
    return change


def wanted(office: Office, day: date) -> list[tuple[str, str, date | None]]:
    return [(due.place.kind, due.text, due.deadline) for due in safekeeping_dues(office, day)]


def test_a_copy_is_wanted_after_a_month_and_not_before(office: Office, work: Callable[[date], None]) -> None:
    due = BEGUN + timedelta(days=30)
    make_backup(office.path, Reason.MANUAL)
    assert wanted(office, due) == []
    assert wanted(office, due + timedelta(days=1)) == [(COPY, "还没有备份到U盘，请把数据带走一份", due)]
    write_settings(office, {COPY_DAYS: "0"})
    assert wanted(office, due + timedelta(days=1)) == []


def test_a_copy_is_written_down_and_the_next_is_counted_from_it(
    office: Office, work: Callable[[date], None], tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    work(date(2025, 5, 6))
    make_backup(office.path, Reason.MANUAL)
    copy_to_folder(office.path, stick)
    assert last_copy(office.path) == date(2025, 5, 6)
    assert wanted(office, date(2025, 12, 1)) == [], "nothing was changed since"
    work(date(2025, 5, 7))
    assert wanted(office, date(2025, 6, 5)) == []
    assert wanted(office, date(2025, 6, 6)) == [
        (COPY, "该备份到U盘了，最近一次是2025年5月6日", date(2025, 6, 5))
    ]


def test_a_week_of_work_without_a_backup_is_said(office: Office, work: Callable[[date], None]) -> None:
    make_backup(office.path, Reason.START)
    assert last_backup(office.path) == BEGUN
    work(date(2025, 3, 8))
    assert wanted(office, date(2025, 3, 9)) == []
    work(date(2025, 3, 9))
    said = "最近一次备份是2025年3月1日，之后的改动没有备份"
    assert wanted(office, date(2025, 3, 9)) == [(BACK_UP, said, date(2025, 3, 8))]
    make_backup(office.path, Reason.START)
    assert wanted(office, date(2025, 3, 9)) == []
