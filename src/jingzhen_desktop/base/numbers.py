"""Exact numbers: reading what people type, rounding once, showing with units.
No floats for quantities or money.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

from .errors import InputRejected
from .text import invisible_in, narrow

LARGEST = Decimal(10) ** 12
"""Quantities and amounts at or above this are refused:
no township uses or pays so much (and int64 holds it scaled).
"""

MINUS = "−"
"""The sign of a fall on the screen; texts that are kept and compared have a hyphen."""
_TEN_THOUSAND = Decimal(10_000)
_PLAIN = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?")


def round_half_up(value: Decimal, places: int) -> Decimal:
    """Round half away from zero to ``places`` decimals, as office arithmetic does."""
    return value.quantize(_last_place(places), rounding=ROUND_HALF_UP)


@lru_cache(maxsize=64)
def _last_place(places: int) -> Decimal:
    return Decimal(1).scaleb(-places)


def parse_number(text: str) -> Decimal | None:
    """Read a typed number: ``1,234.5``, full-width digits, spaces around; an empty text is None (blank, not
    0). Marks such as ① and ² are no digits.

    Raises:
        InputRejected: the text is no number, e.g. has letters, or is too large.
    """
    plain = narrow(text).strip()
    if not plain:
        return None
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    if not _PLAIN.fullmatch(plain):
        raise InputRejected(_why_no_number(text.strip()))
    try:
        value = Decimal(plain)
    except InvalidOperation as error:  # thousands of digits
        raise InputRejected("数字太长，请检查") from error
    if abs(value) >= LARGEST:
        raise InputRejected(f"“{text.strip()[:30]}”太大，请检查计量单位和小数点")
    return value


def _why_no_number(text: str) -> str:
    if sign := invisible_in(text):
        return f"“{text}”里有看不见的字符（{sign}），请删去后重填"
    return f"“{text}”不是数字，请只填阿拉伯数字和小数点"


def decimals(value: Decimal) -> int:
    """Return how many decimals a number really has: 1.50 → 1."""
    if value == value.to_integral_value():
        return 0
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def show_number(value: Decimal | None, places: int | None = None, blank: str = "") -> str:
    """Show with thousands separators;
    ``places`` fixes the decimals, without it trailing zeros are dropped.
    """
    if value is None:
        return blank
    if places is not None:
        return f"{round_half_up(value, places):,f}"
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def spoken_number(value: Decimal, places: int) -> str:
    """Write a number for running text: no thousands separators, from 10,000 on in 万 with two decimals."""
    if abs(round_half_up(value, places)) >= _TEN_THOUSAND:
        return f"{round_half_up(value / _TEN_THOUSAND, 2):f}万"
    return f"{round_half_up(value, places):f}"


def show_percent(ratio: Decimal | None, blank: str = "—") -> str:
    """Show a ratio as a signed percentage with one decimal: 0.123 → +12.3%; None → —."""
    if ratio is None:
        return blank
    percent = round_half_up(ratio * 100, 1)
    return f"{percent:+,f}%" if percent else "0.0%"
