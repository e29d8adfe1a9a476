"""Damaged files: each damage is found, or is shown to have hit nothing."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from bed import Bed, Row, must, rows_of

from jingzhen_desktop.base.errors import UserFacingError
from jingzhen_desktop.office.backup import Reason, make_backup, newest_sound, restore
from jingzhen_desktop.office.backup_notes import backup_folder
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.recovery import examine

Damage = Callable[[bytearray, random.Random], None]


def truncate(content: bytearray, dice: random.Random) -> None:
    del content[dice.randrange(1, len(content)) :]


def flip_bytes(content: bytearray, dice: random.Random) -> None:
    for _ in range(dice.randint(1, 8)):
        content[dice.randrange(len(content))] ^= dice.randint(1, 255)


def lose_sector(content: bytearray, dice: random.Random) -> None:
    start = dice.randrange(len(content) // 512) * 512
    content[start : start + 512] = bytes(512) if dice.random() < 0.5 else dice.randbytes(512)


def lose_page(content: bytearray, dice: random.Random) -> None:
    start, other = (dice.randrange(1, len(content) // 4096) * 4096 for _ in range(2))
    content[start : start + 4096] = content[other : other + 4096] if other != start else bytes(4096)


def empty(content: bytearray, _dice: random.Random) -> None:
    del content[:]


def not_sqlite(content: bytearray, dice: random.Random) -> None:
    content[:] = b"PK\x03\x04" + dice.randbytes(dice.randrange(10, 20_000))


def wrong_identity(content: bytearray, dice: random.Random) -> None:
    content[68:72] = dice.randbytes(4)


DAMAGES: dict[str, tuple[Damage, int, int]] = {
    "截断": (truncate, 3, 60),
    "改动1–8个字节": (flip_bytes, 4, 60),
    "丢失512字节扇区": (lose_sector, 3, 40),
    "4096字节页错位": (lose_page, 3, 30),
    "0字节": (empty, 1, 5),
    "不是SQLite": (not_sqlite, 1, 10),
    "应用标识不对": (wrong_identity, 1, 10),
}
"""Damage → how it is made, how often in the quick form, how often in the long."""


def damage(bed: Bed, row: Row, times: int, harm: Damage) -> None:
    """Harm copies of the example; look, open, and put a backup in place."""
    original = rows_of(bed.example)
    for _ in range(times):
        path = bed.fresh()
        with row.trial():
            backup = make_backup(path, Reason.START)
            content = bytearray(path.read_bytes())
            harm(content, bed.dice)
            path.write_bytes(content)
            problems = examine(path)
            must(path.read_bytes() == content, "looking changed the file")
            must(len(list(path.parent.iterdir())) == 2, "looking left files behind")
            row.note("发现" if problems else _unseen(path, original))
            _open_it(path)
            path.write_bytes(content)
            newest = newest_sound(path)
            must(newest is not None and newest.path == backup.path, "the sound backup is not offered")
            kept = restore(backup.path, path)
            must(rows_of(path) == original, "the restored file differs")
            must(kept is not None and kept.parent == backup_folder(path), "the damaged file is not kept")
        bed.done_with(path)


def _unseen(path: Path, original: dict[str, list[tuple[object, ...]]]) -> str:
    """Damage in unused space changes no row; anything else was missed."""
    return "无害（只碰到空闲处，内容逐表相同）" if rows_of(path) == original else "未发现"


def _open_it(path: Path) -> None:
    """Opening is refused with a sentence or works; nothing else."""
    try:
        Office.open(path).close()
    except UserFacingError as error:
        must(path.name in str(error), error)
