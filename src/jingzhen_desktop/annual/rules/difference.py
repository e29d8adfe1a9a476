"""What differs between two texts, word by word, for showing them side by side. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORDS = re.compile(r"[0-9][0-9,.]*%?|[A-Za-z]+|\s+|.", re.DOTALL)
_ISLAND = 2
"""Fewer equal letters than this between two changes are shown as changed:
single letters in common tell nobody anything.
"""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one of the two texts; ``changed`` if the other has something else there."""

    text: str
    changed: bool


def difference(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return both texts in pieces, the changed ones marked; each side's pieces joined give its text."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    left: list[Piece] = []
    right: list[Piece] = []
    codes = matcher.get_opcodes()
    for number, (what, first, last, start, stop) in enumerate(codes):
        equal = what == "equal" and not (
            _is_island("".join(before[first:last])) and 0 < number < len(codes) - 1
        )
        _append(left, "".join(before[first:last]), changed=not equal)
        _append(right, "".join(after[start:stop]), changed=not equal)
    return tuple(left), tuple(right)


def _is_island(text: str) -> bool:
    return len(text) < _ISLAND and text not in "，。；：、（）"


def _append(pieces: list[Piece], text: str, *, changed: bool) -> None:
    if not text:
        return
    if pieces and pieces[-1].changed is changed:
        pieces[-1] = Piece(pieces[-1].text + text, changed)
    else:
        pieces.append(Piece(text, changed))
