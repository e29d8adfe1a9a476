"""What the documents of the inspections share: sentences, dates, temperatures.
Who signs them: ``organisation.papers``.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import NoReturn, TypeVar

from ...base.errors import InputRejected
from ...base.numbers import show_number
from ...base.text import chinese_date
from ..values.found import Round, Violation

Found = TypeVar("Found")


def sentence(text: str) -> str:
    """A text that ends in one full stop."""
    return text.strip().rstrip("。；;") + "。"


def existing(detail: Found | None) -> Found:
    """What was found; raises InputRejected if it is gone."""
    return gone() if detail is None else detail


def gone() -> NoReturn:
    """Say that a record is no longer there."""
    raise InputRejected("这条记录已被删除，不能生成文件。")


def handled(violation: Violation) -> str:
    """What was done about a violation, in words."""
    if violation.corrected_on_spot:
        day = (
            f"{chinese_date(violation.corrected_on)}"
            if violation.corrected_on and violation.corrected_on != violation.found_on
            else ""
        )
        return f"{day}当场纠正" + (f"：{violation.correction_note}" if violation.correction_note else "")
    if not violation.rectifications:
        return "待处理"
    notice = violation.rectifications[-1]
    if notice.closed_on:
        return f"{notice.number}，{chinese_date(notice.closed_on)}销号"
    return f"{notice.number}，限{chinese_date(notice.deadline)}前整改"


def round_days(round_: Round) -> str:
    """When a round was held: a day, or from a day to a day; empty while it is only planned."""
    days = [chinese_date(day) for day in round_.days]
    return "至".join(days)


MEASURED_PLACES = 1
"""Decimals of a measured temperature; what an air conditioner is set to has none."""


def temperature_text(value: Decimal | None, places: int | None = None) -> str:
    """A temperature as a cell shows it; what was measured has one decimal."""
    return show_number(value, places, blank="—")


def share(part: int, whole: int) -> Decimal:
    """A part in percent, rounded half up to one decimal; 0 of nothing."""
    if not whole:
        return Decimal(0)
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def percent(part: int, whole: int) -> str:
    """A part as papers say it, always with one decimal; all of it as 100%, nothing as 0%."""
    if part in (0, whole):
        return "100%" if part else "0%"
    return f"{share(part, whole)}%"
