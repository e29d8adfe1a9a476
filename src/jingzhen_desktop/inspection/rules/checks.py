"""What may stand in a field at all: lengths, temperatures, dates in their order."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ...base.errors import InputRejected
from ...base.numbers import decimals, show_number
from ...base.text import chinese_date

COLDEST, HOTTEST = Decimal(-60), Decimal(60)
LONGEST_NAME, LONGEST_TEXT = 100, 2000
MOST_YEARS = 2
"""A deadline may lie after the day it is counted from."""


def check_temperature(what: str, value: Decimal | None) -> None:
    """Refuse a temperature outside −60…60 ℃ or finer than 0.1 ℃. Raises InputRejected."""
    if value is None:
        return
    if not COLDEST <= value <= HOTTEST:
        raise InputRejected(
            f"{what}{show_number(value)}℃不合理，应在{COLDEST}到{HOTTEST}℃之间，请核对小数点。"
        )
    if decimals(value) > 1:
        raise InputRejected(f"{what}{show_number(value)}℃最多保留一位小数。")


def check_length(what: str, text: str, longest: int = LONGEST_TEXT) -> None:
    """Refuse a text that is too long for a form. Raises InputRejected."""
    if len(text) > longest:
        raise InputRejected(f"{what}太长（{len(text)}字），请不超过{longest}字。")


def check_given(whose: str, *days: tuple[str, date | None]) -> None:
    """Refuse a date that a form has left blank."""
    for what, day in days:
        if day is None:
            raise InputRejected(f"{whose}的{what}不能为空，请填写。")


def check_order(what: str, day: date | None, than: str, earlier: date | None) -> None:
    """Refuse a day that lies before another. Raises InputRejected."""
    if day and earlier and day < earlier:
        raise InputRejected(f"{what}{chinese_date(day)}早于{than}{chinese_date(earlier)}，请核对。")


def check_deadline(what: str, day: date | None, than: str, earlier: date | None) -> None:
    """Refuse a deadline before the day it is counted from, or years after it: a slip of the pen.
    Raises InputRejected.
    """
    check_order(what, day, than, earlier)
    if day and earlier and day.year > earlier.year + MOST_YEARS:
        raise InputRejected(
            f"{what}{chinese_date(day)}比{than}{chinese_date(earlier)}晚{MOST_YEARS}年以上，请核对年份。"
        )
