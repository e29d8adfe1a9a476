"""What a text that was refused was most likely meant to be. Only ever offered to the clerk, never taken."""

from __future__ import annotations

import re
from decimal import Decimal

from .errors import InputRejected
from .numbers import parse_number
from .text import missing_words, narrow, search_words
from .typed import Choices, Kind, editable_text, parse_typed

_AMOUNT = re.compile(
    r"(?:[约共计≈¥￥]*)([+-]?\d+(?:\.\d*)?|\.\d+)(亿|万|百(?=\D*$)|千(?![瓦克米焦卡]))?[^\d.]{0,8}"
)
"""A number in front of a unit of measure, or of a power of ten in Chinese."""
_POWERS = {"亿": 10**8, "万": 10**4, "千": 10**3, "百": 10**2}
_GROUPS_OF_THREE = re.compile(r"[+-]?\d{1,3}(\.\d{3}){2,}")
_NONE_USED = frozenset({"无", "没有", "零", "〇", "无用量", "未使用", "未用"})
_MISTYPED = str.maketrans({"o": "0", "O": "0", "l": "1", "I": "1", "。": ".", "、": "."})
_DAY = re.compile(r"(\d{1,4})\D+(\d{1,2})(?:\D+(\d{1,2}))?\D*")


def likely_reading(kind: Kind, text: str, choices: Choices = (), year: int | None = None) -> str:
    """What a refused text of this kind was most likely meant to be, as it would be typed;
    empty if nobody can say.

    2,590.5.0 is 2590.5; 1.8万 is 18000; 10175元 is 10175; 无 is 0; 6，25 of a date is 6-25.
    """
    found = _guess(kind, narrow(text).strip(), choices)
    if not found:
        return ""
    try:
        value = parse_typed(kind, found, choices, year)
    except InputRejected:
        return ""
    return editable_text(kind, value, choices)


def _guess(kind: Kind, text: str, choices: Choices) -> str:
    if kind.is_numeric:
        number = _number_in(text)
        return "" if number is None else f"{number:f}"
    if kind is Kind.DATE:
        found = _DAY.fullmatch(text)
        return "-".join(part for part in found.groups() if part) if found else ""
    return _only_choice(text, choices) if kind is Kind.CHOICE else ""


def _number_in(text: str) -> Decimal | None:
    if text in _NONE_USED:
        return Decimal(0)
    found = _AMOUNT.fullmatch(_one_point(text.translate(_MISTYPED)))
    if not found:
        return None
    try:
        number = parse_number(found[1])
    except InputRejected:
        return None
    return None if number is None else number * _POWERS.get(found[2] or "", 1)


def _one_point(text: str) -> str:
    """Drop separators; of several points the first is meant, unless they part thousands."""
    plain = re.sub(r"[,\s]", "", text)
    if _GROUPS_OF_THREE.fullmatch(plain):
        return plain.replace(".", "")
    whole, point, rest = plain.partition(".")
    return whole + point + rest.replace(".", "")


def _only_choice(text: str, choices: Choices) -> str:
    """The one choice that holds what was typed, in characters or in pinyin."""
    words = search_words(text)
    held = [shown for _, shown in choices if words and not missing_words(words, shown)]
    return held[0] if len(held) == 1 else ""
