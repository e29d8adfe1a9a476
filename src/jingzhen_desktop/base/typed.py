"""What a clerk types and reads, by kind: one parser and one presentation for table cells, form fields and
the cells of a unit list.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from .arithmetic import compute, is_sum
from .errors import InputRejected
from .numbers import parse_number, show_number
from .text import matching_key, narrow, pinyin_key

Choices = tuple[tuple[object, str], ...]
"""Value and text of each choice, in the order shown."""

_SEPARATED_DATE = re.compile(
    r"([0-9]{4})\s*[-./年]\s*([0-9]{1,2})\s*[-./月]\s*([0-9]{1,2})\s*日?(?:\s+0{1,2}:00(?::00)?)?"
)
_COMPACT_DATE = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_SHORT_DATE = re.compile(r"([0-9]{1,2})\s*[-./月]\s*([0-9]{1,2})\s*日?")
_SHORT_COMPACT_DATE = re.compile(r"([0-9]{2})([0-9]{2})")
_YES = frozenset({"是", "有", "y", "yes", "true", "1", "√", "✓"})
_NO = frozenset({"否", "无", "没有", "n", "no", "false", "0", "×", "✗"})


class Kind(Enum):
    """What a cell or field holds; decides how typed text is read and how a value is shown."""

    TEXT = "text"
    NOTE = "note"
    NUMBER = "number"
    INTEGER = "integer"
    DATE = "date"
    CHOICE = "choice"
    YESNO = "yesno"

    @property
    def is_numeric(self) -> bool:
        return self in (Kind.NUMBER, Kind.INTEGER)


def parse_date(text: str, year: int | None = None) -> date | None:
    """Read 2011-7-5, 2011.7.5, 2011/7/5, 2011年7月5日 or 20110705; empty is None; raises InputRejected.

    With a ``year``, the one that is worked in, a day of it may be written without: 7-5, 7.5, 7/5, 7月5日, 0705.
    """
    plain = narrow(text).strip()
    if not plain:
        return None
    found = _SEPARATED_DATE.fullmatch(plain) or _COMPACT_DATE.fullmatch(plain)
    if found:
        return _day_of(text, int(found[1]), int(found[2]), int(found[3]))
    found = _SHORT_DATE.fullmatch(plain) or _SHORT_COMPACT_DATE.fullmatch(plain)
    if year is not None and found:
        return _day_of(text, year, int(found[1]), int(found[2]))
    like = "“2011-7-5”或“20110705”" if year is None else f"“7-5”“7月5日”或“{year}-7-5”"
    raise InputRejected(f"“{text.strip()[:30]}”不是日期，请写成{like}的样子")


def _day_of(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        if (month, day) == (2, 29):
            raise InputRejected(f"{year}年没有2月29日，这一年的2月只有28天") from error
        raise InputRejected(f"“{text.strip()}”不是日历上有的日子，请检查月和日") from error


def parse_integer(text: str) -> int | None:
    """Read a whole number or a sum; empty is None; raises InputRejected."""
    number = _parse_decimal(text)
    if number is None:
        return None
    if number != int(number):
        raise InputRejected(f"“{text.strip()}”不是整数，请填整数")
    return int(number)


def parse_yes_no(text: str) -> bool:
    """Read 是, 有, √ or 否, 无, × and their like; raises InputRejected, for an empty text too."""
    key = matching_key(text)
    if key in _YES:
        return True
    if key in _NO:
        return False
    raise InputRejected(f"“{text.strip()[:30]}”不是“是”或“否”" if key else "不能为空，请填“是”或“否”")


def parse_typed(kind: Kind, text: str, choices: Choices = (), year: int | None = None) -> object:
    """Turn typed or pasted text into Decimal, int, date, bool, a choice's value or str.

    Empty text is None, for texts the empty text; numbers may be sums as =12+30; a date may leave out the
    ``year`` that is worked in; raises InputRejected with a sentence without full stop.
    """
    if kind is Kind.CHOICE:
        return _parse_choice(text, choices)
    if kind is Kind.DATE:
        return parse_date(text, year)
    return _PARSERS[kind](text)


def show_typed(kind: Kind, value: object, places: int | None = None, choices: Choices = ()) -> str:
    """Show a value as the clerk reads it; numbers with separators, dates as yyyy-MM-dd, None as nothing."""
    if value is None and kind is not Kind.CHOICE:
        return ""
    if kind.is_numeric and isinstance(value, (Decimal, int)):
        return show_number(Decimal(value), places)
    if kind is Kind.CHOICE:
        return _choice_text(value, choices)
    if kind is Kind.YESNO:
        return "是" if value else "否"
    if isinstance(value, date):
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    return str(value)


def editable_text(kind: Kind, value: object, choices: Choices = ()) -> str:
    """The text an editor opens with and a copy carries: numbers exact and without separators."""
    if kind.is_numeric and isinstance(value, (Decimal, int)):
        return show_number(Decimal(value)).replace(",", "")
    return show_typed(kind, value, choices=choices)


def sort_key(kind: Kind, value: object, choices: Choices = ()) -> tuple[int, object]:
    """Order values of one column:
    numbers and dates as such, texts by pinyin, choices as listed, blanks last.
    """
    if value is None or value == "":
        return (1, 0)
    if kind is Kind.CHOICE:
        order = [choice for choice, _ in choices]
        return (0, order.index(value) if value in order else len(order))
    if kind in (Kind.TEXT, Kind.NOTE):
        return (0, pinyin_key(str(value)))
    return (0, value)


def _parse_decimal(text: str) -> Decimal | None:
    return compute(text) if is_sum(text) else parse_number(text)


def _parse_choice(text: str, choices: Choices) -> object:
    key = matching_key(text)
    for value, shown in choices:
        if key in (matching_key(shown), matching_key(str(value))):
            return value
    if not key and any(value is None for value, _ in choices):
        return None
    allowed = "、".join(shown for _, shown in choices[:12])
    raise InputRejected(
        f"“{text.strip()[:30]}”不在可选范围内，可选：{allowed}" if key else f"不能为空，可选：{allowed}"
    )


def _choice_text(value: object, choices: Choices) -> str:
    found = next((shown for choice, shown in choices if choice == value), None)
    return found if found is not None else ("" if value is None else str(value))


_PARSERS: dict[Kind, Callable[[str], object]] = {
    Kind.TEXT: str.strip,
    Kind.NOTE: str.strip,
    Kind.NUMBER: _parse_decimal,
    Kind.INTEGER: parse_integer,
    Kind.YESNO: parse_yes_no,
}
