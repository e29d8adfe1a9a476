"""Breaks Chinese running text into lines and says how far each character moves the pen.

Pure: text and character widths in, lines out. No fonts, no page. Lengths are points.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, combinations

NO_START = frozenset("，。；：？！、）》〉”’】〕」』〗…％‰℃°～·,.;:?!)]}%")
"""Characters that may not begin a line."""
NO_END = frozenset("（《〈“‘【〔「『〖([{￥¥$№")
"""Characters that may not end a line."""

Width = Callable[[str], float]
"""A character's advance in points."""
Blanks = Callable[[str], tuple[float, float]]
"""The blank at the left and at the right of a mark's ink, in points."""

_PAIRED = frozenset("—…─")
_CLOSING = frozenset("，。；：？！、）》〉”’】〕」』〗")
_OPENING = frozenset("（《〈“‘【〔「『〖")
_WORD = re.compile(r"[0-9A-Za-z\u00c0-\u024f\u0370-\u03ff０-９Ａ-Ｚａ-ｚ²³㎡㎥℃°‰％]")
_JOINT = frozenset(".,:/%-+@_&'#=~．")
_TOLERANCE = 0.01
_LATIN_LIMIT = 20
"""Longer words (an address, a key) may be broken anywhere."""

TITLE_WORDS = re.compile(
    r"\d+年度?|\d+月|\d+日|第.季度|.季度|上半年|下半年|工作总结|总结|节能减排|节能降耗|节能|公共机构|能源资源|能源消费|领导小组|办公室|联络员|统计表|汇总表|统计|整改"
    r"|通知书?|通报|报告|情况|工作|空调|用电|温度|检查|考核|宣传|培训|方案|成立|调整|全镇|我镇|.{2}[镇乡县市区]|关于"
)
"""What a title should not be broken inside of."""
_AFTER_THESE = frozenset("年镇乡县市区局府于的和及、度")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its text and, per character, how far the pen moves on (points, after squeezing and spreading)."""

    text: str
    advances: tuple[float, ...]

    @property
    def width(self) -> float:
        """The line's length in points."""
        return sum(self.advances)


@lru_cache(maxsize=65536)
def breakable(before: str, after: str) -> bool:
    """Say whether a line may end after the character ``before`` when ``after`` follows."""
    if after in NO_START or before in NO_END or after.isspace() or "\u00a0" in (before, after):
        return False
    if (before in _PAIRED and after == before) or unicodedata.combining(after) or after in "\u200d\ufe0e\ufe0f":
        return False
    return not (_in_word(before) and _in_word(after))


def break_lines(
    text: str, width: Width, limit: float, *, em: float, first: float = 0.0, justify: bool = True, blanks: Blanks | None = None
) -> list[Line]:
    """Break one paragraph so that no line is longer than ``limit`` (the first: ``limit - first``).

    A closing mark that would just not fit is pulled in by squeezing the blanks of the line's full-width marks (up to half
    an ``em`` at its end, a quarter inside, never more than ``blanks`` gives); otherwise its word goes down and the line is
    spread to the edge.
    """
    widths = list(map(width, text))
    slack = _Slack(em, blanks or (lambda _mark: (em / 2, em / 2)))
    ends = [0, *accumulate(widths)]
    lines: list[Line] = []
    start, room = 0, limit - first
    for end, stop in _cuts(text, widths, ends, limit, room, slack):
        last = stop >= len(text)
        lines.append(_set_line(text[start:end], widths[start:end], room, slack, justify and not last))
        start, room = stop, limit
    return lines or [Line("", ())]


def balanced(text: str, width: Width, limit: float) -> list[str]:
    """Break a title into as few lines as fit, of similar length, not inside years and common words if avoidable."""
    em = width("国")
    count = len(break_lines(text, width, limit, em=em, justify=False))
    if count == 1:
        return [text]
    ends = [0, *accumulate(map(width, text))]
    inside = {place for word in TITLE_WORDS.finditer(text) for place in range(word.start() + 1, word.end())}
    allowed = [i for i in range(1, len(text)) if breakable(text[i - 1], text[i])]
    for places in ([i for i in allowed if i not in inside], allowed):
        for lines in (count, count + 1):
            best = _best_cuts(text, ends, places, lines, limit, em) if lines <= 4 else None
            if best is not None:
                return [text[a:b].strip() for a, b in zip((0, *best), (*best, len(text)), strict=True)]
    return [line.text for line in break_lines(text, width, limit, em=em, justify=False)]


def _best_cuts(text: str, ends: list[float], places: list[int], count: int, limit: float, em: float) -> tuple[int, ...] | None:
    """Return the cuts of a title into ``count`` lines that look best, or None if none fits."""
    best: tuple[float, tuple[int, ...]] | None = None
    for cuts in combinations(places, count - 1):
        lengths = [ends[b] - ends[a] for a, b in zip((0, *cuts), (*cuts, len(text)), strict=True)]
        if max(lengths) > limit + _TOLERANCE:
            continue
        penalty = max(lengths) - min(lengths) - 3 * em * sum(text[cut - 1] in _AFTER_THESE for cut in cuts)
        if best is None or penalty < best[0]:
            best = penalty, cuts
    return best[1] if best else None


def _in_word(character: str) -> bool:
    return character in _JOINT or _WORD.match(character) is not None


def _cuts(text: str, widths: list[float], ends: list[float], limit: float, room: float, slack: _Slack) -> Iterator[tuple[int, int]]:
    """Yield for each line where its text ends and where the next line starts (spaces between are dropped)."""
    places = _places(text)
    start = 0
    while start < len(text):
        stop = _furthest(text, widths, ends, places, start, room, slack)
        end = stop
        while end > start + 1 and text[end - 1] == " ":
            end -= 1
        while stop < len(text) and text[stop] == " ":
            stop += 1
        yield end, stop
        start, room = stop, limit


def _places(text: str) -> list[int]:
    """Return every index before which a line may begin, the text's end included."""
    places = [i for i in range(1, len(text)) if breakable(text[i - 1], text[i]) and not _number_and_unit(text, i)]
    places += [i for a, b in _long_words(text) for i in range(a + 1, b) if not (text[i - 1].isdecimal() and text[i].isdecimal())]
    return sorted({*places, len(text)})


def _number_and_unit(text: str, i: int) -> bool:
    """Say whether index ``i`` stands between a number with a space and its Latin unit: 10 kWh."""
    return text[i - 1] == " " and i > 1 and text[i - 2].isdecimal() and text[i].isascii() and text[i].isalpha()


def _long_words(text: str) -> Iterator[tuple[int, int]]:
    return (word.span() for word in re.finditer(rf"[!-~]{{{_LATIN_LIMIT},}}", text))


def _furthest(text: str, widths: list[float], ends: list[float], places: list[int], start: int, room: float, slack: _Slack) -> int:
    """Return where the line that starts at ``start`` ends: the last allowed place that fits, squeezed if that helps."""
    fit = bisect_right(ends, ends[start] + room + _TOLERANCE) - 1
    while fit < len(text) and text[fit] == " ":
        fit += 1
    index = bisect_right(places, fit)
    if index < len(places) and _squeezes_in(text, widths, start, places[index], ends[places[index]] - ends[start] - room, slack):
        return places[index]
    if index and places[index - 1] > start:
        return places[index - 1]
    return _forced(text, start, max(fit, start + 1))


def _forced(text: str, start: int, fit: int) -> int:
    """Cut where no place is allowed, yet outside a number and before no forbidden mark if the line has such a place."""
    if fit >= len(text):
        return len(text)
    outside = [i for i in range(fit, start, -1) if not (text[i].isdecimal() and text[i - 1].isdecimal())]
    return next((i for i in outside if text[i] not in NO_START and text[i - 1] not in NO_END), (outside or [fit])[0])


def _squeezes_in(text: str, widths: list[float], start: int, end: int, excess: float, slack: _Slack) -> bool:
    return text[end - 1] in _CLOSING and excess <= sum(slack.of(text[start:end], widths[start:end])) + _TOLERANCE


@dataclass(frozen=True, slots=True)
class _Slack:
    """How much the advances of a line's characters can shrink."""

    em: float
    blanks: Blanks

    def of(self, text: str, widths: list[float]) -> list[float]:
        """Return each character's slack: the blank side of full-width marks; before an opening mark it is its neighbour's."""
        slacks = [0.0] * len(text)
        for i, character in enumerate(text):
            if widths[i] < 0.9 * self.em:
                continue
            if character in _CLOSING:
                slacks[i] += min(self.em / 2 if i == len(text) - 1 else self.em / 4, max(0.0, self.blanks(character)[1]))
            elif character in _OPENING and i:
                slacks[i - 1] += min(self.em / 4, max(0.0, self.blanks(character)[0]))
        return slacks


def _set_line(text: str, widths: list[float], room: float, slack: _Slack, justify: bool) -> Line:
    """Squeeze a line that is too long, spread one that is too short (unless it ends the paragraph)."""
    excess = sum(widths) - room
    if excess > _TOLERANCE:
        return Line(text, tuple(_squeeze(widths, excess, slack.of(text, widths))))
    if justify and excess < -_TOLERANCE:
        return Line(text, tuple(_spread(text, widths, -excess)))
    return Line(text, tuple(widths))


def _squeeze(widths: list[float], excess: float, slacks: list[float]) -> Iterable[float]:
    at_end = min(excess, slacks[-1])
    inside = sum(slacks[:-1])
    share = min(1.0, (excess - at_end) / inside) if inside else 0.0
    yield from (width - slack * share for width, slack in zip(widths[:-1], slacks[:-1], strict=True))
    yield widths[-1] - at_end


def _spread(text: str, widths: list[float], missing: float) -> Iterable[float]:
    """Widen the gaps of a line evenly, but none inside a number, a word, a dash or an ellipsis."""
    gaps = [i for i in range(len(text) - 1) if _gap(text[i], text[i + 1])]
    if not gaps:
        return widths
    more = missing / len(gaps)
    spread = list(widths)
    for i in gaps:
        spread[i] += more
    return spread


@lru_cache(maxsize=65536)
def _gap(before: str, after: str) -> bool:
    return after != " " and not (_in_word(before) and _in_word(after)) and not (before in _PAIRED and after == before)
