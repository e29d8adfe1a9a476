"""Breaks a title into balanced lines, never inside a name, a date or a 文种 if that can be avoided. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, combinations, pairwise

from .characters import breakable
from .lines import break_lines
from .measured import TOLERANCE, Width, spaced_widths

_WORDS = re.compile(
    r"\d+年度?(?:\d+月(?:\d+日)?)?|\d+月(?:\d+日)?|第?.季度|[上下]半年|\d+[—\-～至]\d+年?月?|第.{1,3}[届次批号]"
    r"|决议|决定|命令|公报|公告|通告|意见|通知书?|通报|报告|请示|批复|议案|函|纪要"
    r"|工作总结|总结|工作要点|工作计划|计划|方案|办法|细则|规定|制度|汇总表|统计表|登记表|一览表|统计|汇总|情况"
    r"|节能减排|节能降耗|节能宣传周|节能|降耗|公共机构|能源资源|能源消费|能源消耗|能源|资源|消费|状况|消耗"
    r"|领导小组|办公室|联络员|人民政府|党委|机关事务|管理局|事务局|限期|整改|空调|用电|用水|温度|执行|检查|考核|宣传|培训|督查"
    r"|成立|调整|印发|转发|开展|报送|加强|做好|进一步|认真|切实|全镇|我镇|全县|我县|全市|有关|单位|工作|.{2}[镇乡县市区]|关于"
)
"""What a line should not end inside of."""
_KINDS = "决议|决定|命令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要|总结|计划|方案|办法|规定"
_KIND_LAST = re.compile(f"(?:{_KINDS})(?:书|稿)?(?:（[^（）]*）)?$")
"""The 文种 (with 征求意见稿 and the like) stays together at the end."""
_QUOTED = re.compile(r"《[^《》]{1,14}》|“[^“”]{1,12}”|（[^（）]{1,10}）")
_AFTER_THESE = frozenset("年镇乡县市区局府于和及、度")
"""Good places to end a line."""
_NOT_FIRST = frozenset("的地得之等")
"""Words that cling to what stands before them."""
_MOST_LINES = 4
_PLACE = re.compile(r".{2,}?(?:乡|镇|街道|苏木)(?=.{4})")
"""A place at the beginning of a name."""


def name_parts(name: str) -> list[str]:
    """Part a long name where it may be broken first: the place from the body in it."""
    place = _PLACE.match(name)
    return [place[0], name[place.end() :]] if place else [name]


def balanced(
    text: str, width: Width, limit: float, names: Iterable[str] = (), space: float = 0.0
) -> list[str]:
    """Break a title into as few lines as fit, of similar length; ``names`` are not broken if avoidable."""
    em = width("国")
    count = len(break_lines(text, width, limit, em=em, justify=False, space=space))
    if count == 1:
        return [text]
    ends = [0, *accumulate(spaced_widths(text, map(width, text), space))]
    inside = set(_inside(text, names))
    allowed = [i for i in range(1, len(text)) if breakable(text[i - 1], text[i])]
    for places in (
        [i for i in allowed if i not in inside and text[i] not in _NOT_FIRST],
        [i for i in allowed if i not in inside],
        allowed,
    ):
        for lines in (count, count + 1):
            best = _best_cuts(text, ends, places, lines, limit, em) if lines <= _MOST_LINES else None
            if best is not None:
                return [text[a:b].strip() for a, b in pairwise((0, *best, len(text)))]
    return [line.text for line in break_lines(text, width, limit, em=em, justify=False, space=space)]


def _inside(text: str, names: Iterable[str]) -> Iterator[int]:
    """Yield the places at which no line should end."""
    spelt = [re.compile(re.escape(name)) for name in names if len(name) > 1]
    for pattern in (_WORDS, _QUOTED, _KIND_LAST, *spelt):
        for word in pattern.finditer(text):
            yield from range(word.start() + 1, word.end())


def _best_cuts(
    text: str, ends: Sequence[float], places: list[int], count: int, limit: float, em: float
) -> tuple[int, ...] | None:
    """Return the cuts of a title into ``count`` lines that look best, or None if none fits."""
    best: tuple[float, tuple[int, ...]] | None = None
    for cuts in combinations(places, count - 1):
        lengths = [ends[b] - ends[a] for a, b in pairwise((0, *cuts, len(text)))]
        if max(lengths) > limit + TOLERANCE:
            continue
        penalty = _unevenness(lengths, em) - 3 * em * sum(text[cut - 1] in _AFTER_THESE for cut in cuts)
        if best is None or penalty < best[0]:
            best = penalty, cuts
    return best[1] if best else None


def _unevenness(lengths: list[float], em: float) -> float:
    """Return how far lines are from a trapezium or a rhombus (GB/T 9704-2012 7.3.1):
    no hourglass, no lonely word.
    """
    uneven = max(lengths) - min(lengths)
    if len(lengths) > 2 and min(lengths[1:-1]) < min(lengths[0], lengths[-1]) - TOLERANCE:
        uneven += 4 * em  # an hourglass
    return uneven
