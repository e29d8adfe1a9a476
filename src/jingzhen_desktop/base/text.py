"""Text as officials write it: matching in spite of width and spaces, the one rule of searching (also by
pinyin), Chinese numerals and dates.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import accumulate, chain, repeat

_NUMERALS = "零一二三四五六七八九"
_NARROW = str.maketrans({**{0xFF01 + step: 0x21 + step for step in range(94)}, 0x3000: 0x20, 0xA0: 0x20})
_SPACES = re.compile(r"\s+")
_SIGNS = re.compile(r"[^\w\s]|_")
_LETTERS = re.compile(r"[^\W\d_]+")
_HANZI = re.compile(r"[\u3400-\u9fff]+")
_PADDED = re.compile(r"\d+\.\d*0")
"""A number as tables show it, e.g. 4860.50; the same one is kept as 4860.5."""
_LONGEST_LOOSE = 40
"""Letters. In a longer sentence two or three initials, or the beginning of a syllable, stand nearly always
somewhere, so that everything would be found."""
_FEWEST_IN_LONG = 4
"""Initials by which a longer sentence is found: of 23 letters so many stand by chance in one of a thousand
sentences of 200.
"""


@lru_cache(maxsize=8192)
def matching_key(text: str) -> str:
    """Return a form in which full and half width, case and spaces make no difference;
    for comparing, never storing.
    """
    return _SPACES.sub("", unicodedata.normalize("NFKC", text)).casefold()


def narrow(text: str) -> str:
    """Return a text with full-width signs in half width, and nothing else changed.

    For whatever holds digits: NFKC would also turn the marks ①, ² and ⑴ into digits.
    """
    return text if text.isascii() else text.translate(_NARROW)


def invisible_in(text: str) -> str:
    """Return the name of a sign in a text that nobody sees; empty if there is none."""
    hidden = next((sign for sign in text if unicodedata.category(sign) == "Cf"), "")
    if not hidden:
        return ""
    return "零宽空格" if hidden in "\u200b\ufeff\u2060" else "看不见的控制符"


@lru_cache(maxsize=4096)
def pinyin_key(text: str) -> str:
    """Return the key by which Chinese names sort: full pinyin without tones, then the text itself."""
    from pypinyin import lazy_pinyin

    return " ".join(lazy_pinyin(text)) + " " + text


def search_words(text: str) -> tuple[str, ...]:
    """Split what is typed into a search field into words for :func:`holds_word`."""
    keys = (_search_key(word) for word in unicodedata.normalize("NFKC", text).split())
    return tuple(key for key in keys if key)


def holds_word(text: str, word: str) -> bool:
    """Whether a text holds a word of :func:`search_words`: as written, in full pinyin or in pinyin initials.

    The one rule by which anything is searched. Separators and padding of a number make no difference.
    """
    held = _search_key(text)
    if word in held or _without_padding(word) == held:
        return True
    if text.isascii() or not (word.isascii() and word.isalpha()):
        return False
    return any(_spelling(part).holds(word) for part in _parts(text))


def places_of(text: str, word: str) -> list[tuple[int, int]]:
    """Where a text holds a word of :func:`search_words`, as first letter and end: as written, or if it does
    not stand there so, in pinyin or in initials within one run of Chinese letters.
    """
    keys = [_search_key(sign) for sign in text]
    signs = list(chain.from_iterable(repeat(at, len(key)) for at, key in enumerate(keys)))
    found = [(signs[at], signs[at + len(word) - 1] + 1) for at in _occurrences("".join(keys), word)]
    if not found and word.isascii() and word.isalpha():
        for run in _HANZI.finditer(text):
            start = run.start()
            found += [(start + first, start + end) for first, end in _spelling(run[0]).places(word)]
    return found


def missing_words(words: tuple[str, ...], *texts: str) -> tuple[str, ...]:
    """Return those of the words that stand in none of the texts."""
    return tuple(word for word in words if not _stands_in(word, texts))


def _stands_in(word: str, texts: Iterable[str]) -> bool:
    return any(holds_word(text, word) for text in texts)


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


def month_and_day(day: date) -> str:
    """Return a day of a year that is known: 7月5日."""
    return f"{day.month}月{day.day}日"


def lines_of(text: str) -> tuple[str, ...]:
    """Return the entries of a text that has one on each line; blank lines are none."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def join_names(names: list[str]) -> str:
    """Join names with the enumeration comma: 镇政府、中心学校."""
    return "、".join(names)


def _search_key(text: str) -> str:
    return matching_key(text).replace(",", "")


def _without_padding(word: str) -> str:
    """Return a number as it is kept where tables pad it: 4860.50 → 4860.5; any other word as it is."""
    return word.rstrip("0").rstrip(".") if _PADDED.fullmatch(word) else word


def _parts(text: str) -> list[str]:
    """Return what is spelled of a text: its runs of letters.

    Parts rather than texts are spelled and remembered, for the same names stand in thousands of texts with
    other figures beside them. Signs between letters are skipped: 电·数量 is dsl.
    """
    return _LETTERS.findall(_SIGNS.sub("", text))


def _occurrences(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


@lru_cache(maxsize=8192)
def _spelling(part: str) -> _Spelling:
    from pypinyin import Style, lazy_pinyin

    syllables = [syllable.casefold() for syllable in lazy_pinyin(part)]
    starts = frozenset(accumulate((len(syllable) for syllable in syllables), initial=0))
    initials = "".join(lazy_pinyin(part, style=Style.FIRST_LETTER)).casefold()
    return _Spelling("".join(syllables), starts, initials, len(part) > _LONGEST_LOOSE)


@dataclass(frozen=True, slots=True)
class _Spelling:
    """How a part of a text is spelled: its pinyin without tones, where its syllables begin, its initials."""

    pinyin: str
    starts: frozenset[int]
    initials: str
    is_long: bool

    def holds(self, word: str) -> bool:
        """Whether a word of Latin letters is meant by this part; in a long one by whole syllables or several
        initials only.
        """
        return self._by_initials(word) or next(self._spelled(word), None) is not None

    def places(self, word: str) -> list[tuple[int, int]]:
        """By which letters of this part, all of them Chinese, a word is meant: the first and the end."""
        if self._by_initials(word):
            return [(at, at + len(word)) for at in _occurrences(self.initials, word)]
        starts = sorted(self.starts)
        return [(starts.index(at), bisect_left(starts, at + len(word))) for at in self._spelled(word)]

    def _by_initials(self, word: str) -> bool:
        return word in self.initials and (not self.is_long or len(word) >= _FEWEST_IN_LONG)

    def _spelled(self, word: str) -> Iterator[int]:
        """Where a word stands in the pinyin from the beginning of a syllable on."""
        for at in _occurrences(self.pinyin, word):
            if at in self.starts and (not self.is_long or at + len(word) in self.starts):
                yield at
