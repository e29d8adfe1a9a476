"""What may stand in a field of this tab at all: temperatures, dates in their order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ...base.errors import FieldRejected, InputRejected
from ...base.numbers import decimals, show_number
from ...base.text import chinese_date

COLDEST, HOTTEST = Decimal(-60), Decimal(60)
MOST_YEARS = 2
"""A deadline may lie after the day it is counted from."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A date with what the clerk calls it; ``field`` is its key, empty if it stands in another record."""

    title: str
    day: date | None
    field: str = ""


def check_temperature(field: str, title: str, value: Decimal | None) -> None:
    """Refuse a temperature outside −60…60 ℃ or finer than 0.1 ℃. Raises FieldRejected."""
    if value is None:
        return
    if not COLDEST <= value <= HOTTEST:
        raise FieldRejected(
            field, f"{title}{show_number(value)}℃不合理，应在{COLDEST}到{HOTTEST}℃之间，请核对小数点。"
        )
    if decimals(value) > 1:
        raise FieldRejected(field, f"{title}{show_number(value)}℃最多保留一位小数。")


def check_given(whose: str, *dates: Dated) -> None:
    """Refuse a date that a form has left blank. Raises FieldRejected."""
    for dated in dates:
        if dated.day is None:
            raise FieldRejected(dated.field, f"{whose}的{dated.title}不能为空，请填写。")


def check_order(later: Dated, earlier: Dated) -> None:
    """Refuse a day that lies before another. Raises InputRejected, beside their fields."""
    if later.day and earlier.day and later.day < earlier.day:
        raise _rejected(
            f"{later.title}{chinese_date(later.day)}早于{earlier.title}{chinese_date(earlier.day)}，请核对。",
            later,
            earlier,
        )


def check_deadline(deadline: Dated, start: Dated) -> None:
    """Refuse a deadline before the day it is counted from, or years after it: a slip of the pen.
    Raises InputRejected, beside their fields.
    """
    check_order(deadline, start)
    if deadline.day and start.day and deadline.day.year > start.day.year + MOST_YEARS:
        raise _rejected(
            f"{deadline.title}{chinese_date(deadline.day)}比{start.title}{chinese_date(start.day)}"
            f"晚{MOST_YEARS}年以上，请核对年份。",
            deadline,
            start,
        )


def _rejected(sentence: str, *dates: Dated) -> InputRejected:
    fields = [dated.field for dated in dates if dated.field]
    return FieldRejected(fields[0], sentence, *fields[1:]) if fields else InputRejected(sentence)
