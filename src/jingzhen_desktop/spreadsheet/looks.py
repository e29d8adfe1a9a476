"""How a sheet looks to the one who sees it, where that differs from what its cells hold: hidden rows and
columns, struck-through or white figures, comments, number formats that scale or say a unit. Values only; the
three kinds of files fill them (``xlsx_looks``, ``xls``, ``ods``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

STRUCK = "数上有删除线"
PALE = "数是白色的，打印和屏幕上看不见"
HIDDEN_ROW = "这一行是隐藏的"
FILTERED_ROW = "这一行被筛选隐藏了"
HIDDEN_COLUMN = "这一列是隐藏的"
SCALED = "数字格式把数缩小了显示，看到的和单元格里的不是一个数"
PER_CENT = "数字格式是百分数"
CONCEALED = "数字格式不显示这个数"
_LONGEST_COMMENT = 60

_ESCAPED = re.compile(r'"([^"]*)"|[!\\](.)|_.|\*.|\[[^\]]*\]')
_PLACE = "\0"
_DATE = re.compile(r"[ymdhs年月日时分秒]", re.IGNORECASE)
_SCALE = re.compile(r"[0#?],+(?![0#?,])")
_DRAWN_POINT = re.compile(r"[0#?]\0\.[0#?]")
_SIGNS = re.compile(r"[\s¥￥$€£()（）:：,，.。+\-－—/'\"]")


@dataclass(frozen=True, slots=True)
class Look:
    """What is seen of a cell beside its value: why it is doubtful, and the words its number format adds."""

    doubts: tuple[str, ...] = ()
    words: str = ""

    def __add__(self, other: Look) -> Look:
        doubts = tuple(dict.fromkeys((*self.doubts, *other.doubts)))
        return Look(doubts, self.words or other.words)


NOTHING = Look()


@dataclass(frozen=True, slots=True)
class Looks:
    """What is seen of a sheet: hidden rows and columns by index, and single cells."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    filtered: bool = False
    cells: Mapping[tuple[int, int], Look] = field(default_factory=dict)

    def at(self, row: int, column: int) -> Look:
        """What is seen of a cell, its row and column included."""
        look = self.cells.get((row, column), NOTHING)
        if row in self.rows:
            look += Look((FILTERED_ROW if self.filtered else HIDDEN_ROW,))
        return look + Look((HIDDEN_COLUMN,)) if column in self.columns else look


PLAIN = Looks()


def comment_look(text: str) -> Look:
    """Return the look of a cell with a comment; the text may be empty where the file hides it elsewhere."""
    said = " ".join(text.split())
    shown = said[:_LONGEST_COMMENT] + ("…" if len(said) > _LONGEST_COMMENT else "")
    return Look((f"有批注“{shown}”" if shown else "有批注",))


@lru_cache(maxsize=1024)
def format_look(code: str) -> Look:
    """Return what a number format does to a figure: hides it, scales it, or adds words (``0.0"万度"``)."""
    if code.casefold() in ("", "general", "@", "g/通用格式"):
        return NOTHING
    sections = code.split(";") if '"' not in code else _sections(code)
    looks = [_section_look(section) for section in sections[: 2 if "[" in code else 1]]
    whole = NOTHING
    for look in looks:
        whole += look
    return Look(tuple(dict.fromkeys(whole.doubts)), whole.words)


def _sections(code: str) -> list[str]:
    """Split a format at its semicolons, but not at those inside quotes."""
    parts, quoted, start = [], False, 0
    for at, sign in enumerate(code):
        if sign == '"':
            quoted = not quoted
        elif sign == ";" and not quoted:
            parts.append(code[start:at])
            start = at + 1
    return [*parts, code[start:]]


def _section_look(section: str) -> Look:
    drawn: list[str] = []

    def keep(found: re.Match[str]) -> str:
        text = found[1] if found[1] is not None else found[2] or ""
        drawn.append(text)
        return f"{_PLACE}." if text == "." else _PLACE if text else ""

    bare = _ESCAPED.sub(keep, section).replace("G/通用格式", "General")
    words = _SIGNS.sub("", "".join(drawn))
    if not re.search(r"[0#?]", bare):
        is_date = bool(_DATE.search(bare)) or "general" in bare.casefold() or "@" in bare
        return (
            Look(words=words)
            if is_date and "general" in bare.casefold()
            else (NOTHING if is_date else Look((CONCEALED,)))
        )
    words += "".join(sign for sign in bare if "一" <= sign <= "鿿")
    doubts = []
    if _SCALE.search(bare) or _DRAWN_POINT.search(bare):
        doubts.append(SCALED)
    if "%" in bare:
        doubts.append(PER_CENT)
    return Look(tuple(doubts), words)
