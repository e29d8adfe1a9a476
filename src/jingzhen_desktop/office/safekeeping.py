"""What the office file itself wants doing: to be backed up, and copied to a stick. When that was done is in
``backup_notes``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from ..base.place import Place
from .backup_notes import last_backup, last_copy
from .face import Due
from .file import Office
from .plain import tuples
from .settings import COPY_DAYS, read_setting

SAFEKEEPING, COPY, BACK_UP = "safekeeping", "copy", "back up"
"""Tab and kinds of the places where a copy to a stick and a backup are made."""
_BACKED_UP_WITHIN = timedelta(days=7)
"""A backup is made on each day the file is opened; a week without one means that it does not succeed."""
_FIRST_AND_LAST = """
SELECT at FROM (SELECT at FROM journal_step ORDER BY id LIMIT 1)
UNION ALL SELECT at FROM (SELECT at FROM journal_step ORDER BY id DESC LIMIT 1)
"""


def safekeeping_dues(office: Office, day: date) -> list[Due]:
    """Remind of a backup and of a copy to a stick that are long ago, where there have been changes since."""
    with office.looking() as source:
        steps = [datetime.fromisoformat(at).date() for (at,) in tuples(source, _FIRST_AND_LAST)]
    if not steps:
        return []
    begun, changed = steps[0], steps[-1]
    return [*_backup_due(office.path, begun, changed), *_copy_due(office, begun, changed, day)]


def _backup_due(office: Path, begun: date, changed: date) -> Iterator[Due]:
    last = last_backup(office)
    due = (last or begun) + _BACKED_UP_WITHIN
    if changed > due:
        said = f"最近一次备份是{_words(last)}，之后的改动没有备份" if last else "改动一直没有备份"
        yield Due(said, due, Place(SAFEKEEPING, BACK_UP), "立即备份")


def _copy_due(office: Office, begun: date, changed: date, day: date) -> Iterator[Due]:
    days, last = read_setting(office, COPY_DAYS), last_copy(office.path)
    due = (last or begun) + timedelta(days=days)
    if days and day > due and (last is None or changed > last):
        said = f"该备份到U盘了，最近一次是{_words(last)}" if last else "还没有备份到U盘，请把数据带走一份"
        yield Due(said, due, Place(SAFEKEEPING, COPY), "备份到U盘")


def _words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
