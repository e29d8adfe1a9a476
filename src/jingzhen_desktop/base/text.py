"""Text as officials write it: matching in spite of width and spaces, pinyin, Chinese numerals and dates."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache

_NUMERALS = "零一二三四五六七八九"
_SPACES = re.compile(r"\s+")


@lru_cache(maxsize=8192)
def matching_key(text: str) -> str:
    """Return a form in which full and half width, case and spaces make no difference;
    for comparing, never storing.
    """
    return _SPACES.sub("", unicodedata.normalize("NFKC", text)).casefold()


@lru_cache(maxsize=4096)
def pinyin_key(text: str) -> str:
    """Return the key by which Chinese names sort: full pinyin without tones, then the text itself."""
    from pypinyin import lazy_pinyin

    return " ".join(lazy_pinyin(text)) + " " + text


@lru_cache(maxsize=4096)
def pinyin_initials(text: str) -> str:
    """Return the initials a clerk types to find a name: 中心学校 → zxxx."""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).casefold()


@lru_cache(maxsize=4096)
def pinyin_syllables(text: str) -> tuple[str, ...]:
    """Return the pinyin of every character, without tones; what is no Chinese stays as it is."""
    from pypinyin import lazy_pinyin

    return tuple(syllable.casefold() for syllable in lazy_pinyin(text))


def search_words(text: str) -> tuple[str, ...]:
    """Split what is typed into a search field into words for :func:`holds_word`."""
    return tuple(key for word in unicodedata.normalize("NFKC", text).split() if (key := matching_key(word)))


def holds_word(text: str, word: str) -> bool:
    """Whether a text holds a word of :func:`search_words`, as written,
    in full pinyin or in pinyin initials.
    """
    if word in matching_key(text):
        return True
    if not (word.isascii() and word.isalpha()) or text.isascii():
        return False
    if word in pinyin_initials(text):
        return True
    syllables = pinyin_syllables(text)
    return any("".join(syllables[start:]).startswith(word) for start in range(len(syllables)))


def chinese_number(number: int) -> str:
    """Return 1–99 in Chinese numerals as headings use them: 1 → 一, 12 → 十二, 20 → 二十."""
    if not 0 < number < 100:
        raise ValueError(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else _NUMERALS[tens] + "十")
    return head + (_NUMERALS[ones] if ones else "")


def chinese_date(day: date) -> str:
    """Return a date as official papers print it, without leading zeros (GB/T 9704): 2011年8月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def join_names(names: list[str]) -> str:
    """Join names with the enumeration comma: 镇政府、中心学校."""
    return "、".join(names)
