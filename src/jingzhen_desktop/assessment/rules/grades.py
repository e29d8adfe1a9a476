"""Grades as they are written, and which grade points give. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from ...base.errors import FieldRejected
from ...base.numbers import show_number
from ...base.text import narrow
from ..values.grades import Grade
from ..values.score_tables import FULL

_ONE = re.compile(
    r"(?P<words>[^\d\s≥<>＜＞≧，。；、;]{1,10})\s*(?:≥|≧|>=)?\s*(?P<least>\d{1,3}(?:\.\d)?)?分?(?:以上)?"
)
_FEWEST = 2


def read_grades(written: str) -> tuple[Grade, ...]:
    """Read grades from the highest to the lowest: 优秀90；合格70；不合格.

    Raises:
        FieldRejected: of the field ``grades``: not readable, bounds that do not fall, a lowest grade
            with a bound.
    """
    parts = [part.strip() for part in re.split(r"[；;，,、\n]", narrow(written)) if part.strip()]
    found = [_grade(part) for part in parts]
    if len(found) < _FEWEST:
        raise _refused("等次至少要有两个")
    if len({words for words, _ in found}) < len(found):
        raise _refused("等次的名称不能相同")
    *upper, (lowest, least) = found
    if least is not None and least != 0:
        raise _refused(f"最后一个等次“{lowest}”是其余分数的，不写分数")
    bounds = [_bound(words, least) for words, least in upper]
    falling = all(higher > lower for higher, lower in pairwise(bounds))
    if not falling or not all(0 < bound <= FULL for bound in bounds):
        raise _refused("分数应从高到低，在0到100之间")
    return (
        *(Grade(words, bound) for (words, _), bound in zip(upper, bounds, strict=True)),
        Grade(lowest, Decimal(0)),
    )


def grade_of(points: Decimal, grades: Sequence[Grade]) -> Grade:
    """Return the grade of some points; a bound belongs to the better grade."""
    return next(one for one in grades if points >= one.least or one is grades[-1])


def capped(grade: Grade, grades: Sequence[Grade]) -> Grade:
    """Return the grade, or the one above the lowest where it is better than that: what a unit with false
    data may have at most (不高于合格).
    """
    most = grades[-2]
    return grade if grades.index(grade) >= grades.index(most) else most


def range_words(grade: Grade, grades: Sequence[Grade]) -> str:
    """Say from where to where a grade reaches: 90分及以上, 70分及以上、不足90分, 不足70分."""
    place = grades.index(grade)
    least = show_number(grade.least)
    if place == 0:
        return f"{least}分及以上"
    above = show_number(grades[place - 1].least)
    return f"不足{above}分" if place == len(grades) - 1 else f"{least}分及以上、不足{above}分"


def _grade(part: str) -> tuple[str, Decimal | None]:
    match = _ONE.fullmatch(part)
    if match is None:
        raise _refused(f"“{part}”读不懂")
    return match["words"], Decimal(match["least"]) if match["least"] else None


def _bound(words: str, least: Decimal | None) -> Decimal:
    if least is None:
        raise _refused(f"“{words}”没有写分数")
    return least


def _refused(why: str) -> FieldRejected:
    return FieldRejected("grades", f"{why}，请照“优秀90；合格70；不合格”的样子填写，从高到低。")
