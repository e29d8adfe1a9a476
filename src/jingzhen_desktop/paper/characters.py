"""What the typesetter knows of single characters:
where a line may end, which gaps may be widened, where Han meets Latin.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, pairwise

NO_START = frozenset("，。；：？！、）》〉”’】〕」』〗…％‰℃°～·,.;:?!)]}%*→/")
"""Characters that may not begin a line."""
NO_END = frozenset("（《〈“‘【〔「『〖([{￥¥$№")
"""Characters that may not end a line."""
CLOSING = frozenset("，。；：？！、）》〉”’】〕」』〗")
"""Full-width marks whose right side is blank."""
OPENING = frozenset("（《〈“‘【〔「『〖")
"""Full-width marks whose left side is blank."""

_WHOLE = ("千瓦时", "立方米", "平方米", "吨标准煤", "千克标准煤")
_JOINED = frozenset(chain.from_iterable(map(pairwise, _WHOLE)))
"""Neighbours of units of measure, and of words that stand in narrow cells, between which no line ends."""
_JOINS = re.compile("[0-9０-９年月日季度]")
"""What a single — joins with what follows (1—12月): it stays at the line's end."""
_PAIRED = frozenset("—…─")
_WORD = re.compile(r"[0-9A-Za-z\u00c0-\u024f\u0370-\u03ff０-９Ａ-Ｚａ-ｚ²³㎡㎥℃°‰％]")
_JOINT = frozenset(".,:/%-−+@_&'#=~．")
_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LATIN = "0-9A-Za-z\u00c0-\u024f\u0370-\u03ff"
_MEETING = re.compile(f"(?<=[{_HAN}])(?=[{_LATIN}])|(?<=[{_LATIN}%‰²³])(?=[{_HAN}])")


@lru_cache(maxsize=65536)
def breakable(before: str, after: str) -> bool:
    """Say whether a line may end after the character ``before`` when ``after`` follows."""
    if after in NO_START or before in NO_END or after.isspace() or "\u00a0" in (before, after):
        return False
    if (before, after) in _JOINED or (after == "—" and _JOINS.match(before)):
        return False
    if (
        (before in _PAIRED and after == before)
        or unicodedata.combining(after)
        or after in "\u200d\ufe0e\ufe0f"
    ):
        return False
    return not (_in_word(before) and _in_word(after))


@lru_cache(maxsize=65536)
def stretchable(before: str, after: str) -> bool:
    """Say whether the gap between two characters may be widened:
    not inside a number, a word, a dash or an ellipsis.
    """
    return (
        after != " "
        and not (_in_word(before) and _in_word(after))
        and not (before in _PAIRED and after == before)
    )


def meetings(text: str) -> Iterator[int]:
    """Yield the index of every character after which Han meets Latin letters or figures, or the reverse."""
    return (meeting.start() - 1 for meeting in _MEETING.finditer(text))


def _in_word(character: str) -> bool:
    return character in _JOINT or _WORD.match(character) is not None
