"""Which period a text names: a quarter, months, 前三季度, 上半年, 全年, days from … to …, what is added up since
the year's first day. Texts in, values out; whether it is the wanted quarter is judged by the callers.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ...base.text import matching_key
from ...energy.periods import Quarter

_NUMERALS = {sign: str(value) for value, sign in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0"}
_TO = r"(?:[—\-–~－～一]|至|到)+"
_YEAR = r"(?:(20\d{2}|\d{2})(?:年度?|[./\-])(?:度|的)?)?"
_CHINESE_YEAR = re.compile(r"([二][零〇○]{1}[零〇○一二三四五六七八九]{2})(?=年)")
_CHINESE_MONTH = re.compile(r"(十[一二]?|[一二三四五六七八九])(?=月)|(?<=[月至到—\-–~])(十[一二]?)(?=月)")
_CHINESE_SPAN = re.compile(
    rf"(?<![第前\d])([一二三四五六七八九十]{{1,2}})(?=月?{_TO}(?:\d{{1,2}}|[一二三四五六七八九十]{{1,2}})月)"
)

_DAYS = re.compile(
    rf"(20\d{{2}})[年./\-](\d{{1,2}})[月./\-](\d{{1,2}})日?{_TO}"
    rf"(?:(20\d{{2}})[年./\-])?(\d{{1,2}})[月./\-](\d{{1,2}})日?"
)
_COMPACT_DAYS = re.compile(rf"(20\d{{2}})(\d{{2}})(\d{{2}}){_TO}(20\d{{2}})(\d{{2}})(\d{{2}})(?!\d)")
_YEARLESS_DAYS = re.compile(rf"(\d{{1,2}})月(\d{{1,2}})日?{_TO}(\d{{1,2}})月(\d{{1,2}})日?")
_MONTH_SPAN = re.compile(rf"{_YEAR}(?<!\d)(\d{{1,2}})月?份?{_TO}(?:(20\d{{2}})[年./\-])?(\d{{1,2}})月份?")
_DOTTED_SPAN = re.compile(rf"(20\d{{2}})[./\-]?(\d{{1,2}}){_TO}(20\d{{2}})[./\-]?(\d{{1,2}})(?!\d)")
_SHORT_SPAN = re.compile(rf"(20\d{{2}})[年.](\d{{1,2}}){_TO}()(\d{{1,2}})(?![\d月日./\-])")
_LISTED_MONTHS = re.compile(rf"{_YEAR}(\d{{1,2}})月?[、,，](\d{{1,2}})月?[、,，和及](\d{{1,2}})月")
_QUARTERS = re.compile(
    rf"{_YEAR}第?([一二三四1-4])(?:季度?)?(?:[—\-–~－～至到]|[、和及])+第?([一二三四1-4])个?季度?"
)
_FIRST_QUARTERS = re.compile(rf"{_YEAR}前([二三两23])个?季度?")
_QUARTER = re.compile(rf"{_YEAR}第?([一二三四1-4])季(?:度|报|末)?")
_Q = re.compile(r"(?:(20\d{2})年?[\-_.]?)?q([1-4])(?!\d)")
_HALF = re.compile(rf"{_YEAR}(上|前|下|后)半年")
_WHOLE = re.compile(r"(?:(20\d{2}|\d{2})(?:年度|年全年|全年)|(全年度?|年终|年报))")
_UP_TO = re.compile(
    rf"(?:截至|截止|截止到|截至到|(?<![\d月日年])至){_YEAR}(\d{{1,2}})月(?:底|末|\d{{1,2}}日|份|止)?"
)
_UNTIL = re.compile(rf"{_YEAR}(\d{{1,2}})月(?:底|末)?(?:累计|止)")
_MONTH = re.compile(rf"{_YEAR}(?<!\d)(\d{{1,2}})月份?(?!\d)")
_ADDED_UP = re.compile(r"累计|年初至今|年初至|自年初|1至本月|1-本月|1—本月")
_BARE_YEAR = re.compile(r"(20\d{2})年")


@dataclass(frozen=True, slots=True)
class Stated:
    """A period a text names.

    Attributes:
        text: the words that name it.
        year: None if only the months are said.
        first, last: its months.
        whole: False for days that are no whole months (a meter-reading period).
        added_up: True for what is added up since the year's first day, months known or not.
    """

    text: str
    year: int | None
    first: int
    last: int
    whole: bool = True
    added_up: bool = False

    @property
    def quarter_number(self) -> int:
        """The number of the quarter it is; 0 if it is none."""
        is_one = self.whole and not self.added_up and self.last % 3 == 0 and self.first == self.last - 2
        return self.last // 3 if is_one else 0

    def quarter(self, year: int | None = None, span: int = 3) -> Quarter | None:
        """The reporting period of so many months it is, in its own year or else the given one. What is added
        up since New Year is a period that begins then.
        """
        known = self.year if self.year is not None else year
        if not known or not self.whole or self.last % span or self.first != self.last - span + 1:
            return None
        if self.added_up and (span == 3 or self.first != 1):
            return None
        return Quarter(known, self.last // 3, span)

    @property
    def kind(self) -> str:
        """What it is called where it is refused."""
        if self.added_up or (self.whole and self.first == 1 and self.last == 9):
            return "年初以来的累计数"
        if not self.whole:
            return "抄表的起止日期"
        if (self.first, self.last) == (1, 12):
            return "全年数"
        if self.last - self.first == 5 and self.first in (1, 7):
            return "半年数"
        return "单月数" if self.first == self.last else "季度数" if self.quarter_number else "几个月的数"


def stated_quarter(text: str, span: int = 3) -> Quarter | None:
    """Return the one period of so many months a text names with its year; None if it names none or something
    else beside.
    """
    periods = stated_periods(text)
    quarters = {period.quarter(stated_year(text), span) for period in periods}
    return quarters.pop() if len(quarters) == 1 else None


@lru_cache(maxsize=4096)
def stated_year(text: str) -> int | None:
    """Return the one year a text names; None if it names none or several."""
    years = set(_BARE_YEAR.findall(_plain(text)))
    return int(years.pop()) if len(years) == 1 else None


@lru_cache(maxsize=8192)
def stated_periods(text: str) -> tuple[Stated, ...]:
    """Return the periods a text names, each once; a bare year is none."""
    plain = _plain(text)
    if not any(sign in plain for sign in "月季年q") and not re.search(r"20\d{2}[./\-]?\d", plain):
        return ()
    found: list[Stated] = []
    rest = plain
    for pattern, read in _READERS:
        for match in pattern.finditer(rest):
            if period := read(match):
                found.append(period)
                rest = rest[: match.start()] + "\0" * len(match[0]) + rest[match.end() :]
    if _ADDED_UP.search(plain):
        found = [_since_new_year(period) for period in found] or [
            Stated(text.strip(), None, 1, 12, True, True)
        ]
    return tuple(dict.fromkeys(found))


def _since_new_year(period: Stated) -> Stated:
    return Stated(period.text, period.year, 1, period.last, True, True)


def _plain(text: str) -> str:
    plain = matching_key(text)
    plain = _CHINESE_YEAR.sub(_digits, plain)
    plain = _CHINESE_SPAN.sub(_month_number, plain)
    return _CHINESE_MONTH.sub(_month_number, plain)


def _digits(found: re.Match[str]) -> str:
    return "".join(_NUMERALS.get(sign, sign) for sign in found[0])


def _month_number(found: re.Match[str]) -> str:
    tens, ten, ones = found[0].partition("十")
    return str(10 + int(_NUMERALS.get(ones, "0"))) if ten else _NUMERALS.get(tens, tens)


def _year(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if len(text) == 4 else 2000 + int(text)


def _number(text: str) -> int:
    return int(_NUMERALS.get(text, "2" if text == "两" else text))


def _months(found: re.Match[str], year: int | None, first: int, last: int) -> Stated | None:
    return Stated(found[0], year, first, last) if 1 <= first <= last <= 12 else None


def _read_days(found: re.Match[str]) -> Stated | None:
    year, last_year = int(found[1]), int(found[4] or found[1])
    return _read_span(found, year, last_year, [int(found[place]) for place in (2, 3, 5, 6)])


def _read_compact_days(found: re.Match[str]) -> Stated | None:
    return _read_span(found, int(found[1]), int(found[4]), [int(found[place]) for place in (2, 3, 5, 6)])


def _read_yearless_days(found: re.Match[str]) -> Stated | None:
    stated = _read_span(found, 2001, 2001, [int(found[place]) for place in (1, 2, 3, 4)])
    return Stated(stated.text, None, stated.first, stated.last, stated.whole) if stated else None


def _read_span(found: re.Match[str], year: int, last_year: int, parts: list[int]) -> Stated | None:
    month, day, last_month, last_day = parts
    try:
        start, end = date(year, month, day), date(last_year, last_month, last_day)
    except ValueError:
        return None
    if start > end:
        return None
    whole = start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1] and year == last_year
    return Stated(found[0], year, month, last_month, whole)


def _read_months(found: re.Match[str]) -> Stated | None:
    year = _year(found[1])
    if found[3] and year != int(found[3]):
        return Stated(found[0], year, 1, 12, False)
    return _months(found, year, int(found[2]), int(found[4]))


def _read_listed(found: re.Match[str]) -> Stated | None:
    months = [int(found[place]) for place in (2, 3, 4)]
    return _months(found, _year(found[1]), min(months), max(months))


def _read_quarters(found: re.Match[str]) -> Stated | None:
    first, last = _number(found[2]), _number(found[3])
    return _months(found, _year(found[1]), first * 3 - 2, last * 3)


def _read_first_quarters(found: re.Match[str]) -> Stated | None:
    return _months(found, _year(found[1]), 1, _number(found[2]) * 3)


def _read_quarter(found: re.Match[str]) -> Stated | None:
    number = _number(found[2])
    return _months(found, _year(found[1]), number * 3 - 2, number * 3)


def _read_half(found: re.Match[str]) -> Stated | None:
    first = 1 if found[2] in "上前" else 7
    return _months(found, _year(found[1]), first, first + 5)


def _read_whole(found: re.Match[str]) -> Stated | None:
    return _months(found, _year(found[1]), 1, 12)


def _read_until(found: re.Match[str]) -> Stated | None:
    last = int(found[2])
    return Stated(found[0], _year(found[1]), 1, last, True, True) if 1 <= last <= 12 else None


def _read_month(found: re.Match[str]) -> Stated | None:
    return _months(found, _year(found[1]), int(found[2]), int(found[2]))


_READERS = (
    (_DAYS, _read_days),
    (_COMPACT_DAYS, _read_compact_days),
    (_YEARLESS_DAYS, _read_yearless_days),
    (_UP_TO, _read_until),
    (_QUARTERS, _read_quarters),
    (_LISTED_MONTHS, _read_listed),
    (_MONTH_SPAN, _read_months),
    (_DOTTED_SPAN, _read_months),
    (_SHORT_SPAN, _read_months),
    (_FIRST_QUARTERS, _read_first_quarters),
    (_QUARTER, _read_quarter),
    (_Q, _read_quarter),
    (_HALF, _read_half),
    (_WHOLE, _read_whole),
    (_UNTIL, _read_until),
    (_MONTH, _read_month),
)
