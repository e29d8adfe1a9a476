"""Sums typed into a number cell, as ``=12+30``: the four operations and brackets, computed exactly.
No names, no functions, no eval.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from .errors import InputRejected
from .numbers import LARGEST
from .text import narrow

QUOTIENT_PLACES = 4
"""Decimals kept of a quotient that never ends, as 100÷3; as many as the office file stores."""

_LONGEST = 200
_TOKEN = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?|[0-9]+(?:\.[0-9]*)?|\.[0-9]+|[-+*/()]")
_OTHER_SIGNS = str.maketrans(
    {"×": "*", "÷": "/", "−": "-", "–": "-", "—": "-", "【": "(", "】": ")", "[": "(", "]": ")"}
)


def is_sum(text: str) -> bool:
    """Whether a typed text asks to be computed: it starts with ``=``, in full width too."""
    return narrow(text).lstrip().startswith("=")


def compute(text: str) -> Decimal:
    """Compute ``=1,234.5*2+(30-8)/4``; full width and × ÷ are taken too.

    Sums, differences and products are exact; a quotient without end is rounded half up to ``QUOTIENT_PLACES``
    decimals.

    Raises:
        InputRejected: it cannot be computed; the sentence, without full stop, says where it fails.
    """
    shown = text.strip()
    plain = narrow(shown).translate(_OTHER_SIGNS).removeprefix("=")
    if len(plain) > _LONGEST:
        raise InputRejected(f"算式太长，最多{_LONGEST}个字符，请分几次计算")
    try:
        value = _Reader(_tokens(plain)).all()
    except _Fault as fault:
        raise InputRejected(f"“{shown}”算不出来：{fault}") from fault
    if abs(value) >= LARGEST:
        raise InputRejected(f"“{shown[:30]}”的结果太大，请检查计量单位和小数点")
    return _decimal(value)


class _Fault(Exception):
    """Why a sum cannot be computed, in Chinese."""


def _tokens(text: str) -> list[str]:
    tokens, at = [], 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        found = _TOKEN.match(text, at)
        if found is None:
            raise _Fault(f"认不出“{text[at]}”，只能用数字、加减乘除（+ - * /）和括号")
        tokens.append(found[0])
        at = found.end()
    return tokens


class _Reader:
    """Reads tokens from left to right: a sum of products of signed numbers and brackets."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens, self._at = tokens, 0

    def all(self) -> Fraction:
        if not self._tokens:
            raise _Fault("“=”后面没有内容")
        value = self._sum()
        if self._next() == ")":
            raise _Fault("多了一个右括号“)”")
        if self._next():
            raise _Fault(f"“{self._next()}”前面缺少运算符号")
        return value

    def _next(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _take(self) -> str:
        token = self._next()
        self._at += 1
        return token

    def _sum(self) -> Fraction:
        value = self._product()
        while self._next() in ("+", "-"):
            value = value + self._product() if self._take() == "+" else value - self._product()
        return value

    def _product(self) -> Fraction:
        value = self._signed()
        while self._next() in ("*", "/"):
            value = value * self._signed() if self._take() == "*" else self._quotient(value, self._signed())
        return value

    def _quotient(self, value: Fraction, divisor: Fraction) -> Fraction:
        if not divisor:
            raise _Fault("不能除以0")
        return value / divisor

    def _signed(self) -> Fraction:
        negative = False
        while self._next() in ("+", "-"):
            negative ^= self._take() == "-"
        value = self._single()
        return -value if negative else value

    def _single(self) -> Fraction:
        part = self._take()
        if part == "(":
            value = self._sum()
            if self._take() != ")":
                raise _Fault("左括号“(”没有配上右括号")
            return value
        if not part or not (part[0].isdigit() or part[0] == "."):
            before = self._tokens[self._at - 2] if self._at > 1 else ""
            raise _Fault(f"“{before}”后面缺少数字" if before else f"不能以“{part}”开头")
        return Fraction(part.replace(",", "").rstrip(".") or "0")


def _decimal(value: Fraction) -> Decimal:
    """The exact decimal of a fraction, or the rounded one where its decimals never end."""
    places = _places(value.denominator)
    if places is None:
        scaled = abs(value) * 10**QUOTIENT_PLACES
        whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
        return Decimal(f"{whole if value >= 0 else -whole}E-{QUOTIENT_PLACES}")
    # scaleb would round to 28 digits
    return Decimal(f"{value.numerator * 10**places // value.denominator}E-{places}")


def _places(denominator: int) -> int | None:
    """How many decimals a fraction with this denominator has; None if they never end."""
    twos = fives = 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    return max(twos, fives) if denominator == 1 else None
