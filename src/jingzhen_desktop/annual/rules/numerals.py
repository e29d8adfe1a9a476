"""Numbers as people write them in running text: 1,234.5, １２, 12.3万, 四, 十二. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ...base.text import narrow

NUMERAL = r"(?:[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?[万亿]?|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
"""Matches one number; a full-width comma inside only before three digits is checked when it is read."""

_DIGITS = {digit: number for number, digit in enumerate("零一二三四五六七八九")} | {"两": 2}
_SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
_PLAIN = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number with how exactly it was written: 12.3万 stands for anything that rounds to it."""

    value: Decimal
    step: Decimal

    def agrees(self, other: Numeral) -> bool:
        """Whether both may stand for the same: equal within half of the coarser one's last digit."""
        return abs(self.value - other.value) <= max(self.step, other.step) / 2

    def scaled(self, factor: Decimal) -> Numeral:
        """The number in another unit of measure: 2.5吨 in 千克."""
        return self if factor == 1 else Numeral(self.value * factor, self.step * factor)


def read_numeral(text: str) -> Numeral | None:
    """Read a number; None if the text is not one."""
    written = narrow(text)
    scale = _SCALES.get(written[-1:], Decimal(1))
    digits = written[:-1] if scale != 1 else written
    if _PLAIN.fullmatch(digits):
        value = Decimal(digits.replace(",", ""))
        exponent = value.as_tuple().exponent
        return Numeral(value * scale, Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) * scale)
    number = _chinese(written)
    return None if number is None else Numeral(Decimal(number), Decimal(1))


def _chinese(text: str) -> int | None:
    tens, ten, ones = text.partition("十")
    if ten:
        if (tens and tens not in _DIGITS) or (ones and ones not in _DIGITS):
            return None
        return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
    return _DIGITS.get(text)
