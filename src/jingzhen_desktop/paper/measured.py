"""A paragraph with its measures: how long a piece of it is, how far it gives way, and how it is set as a
line.

Pure: text and character widths in, lines out. Lengths are points.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import accumulate, chain

from .characters import CLOSING, NO_START, OPENING, breakable, meetings, stretchable

Width = Callable[[str], float]
"""A character's advance in points."""
Blanks = Callable[[str], tuple[float, float]]
"""The blank at the left and at the right of a mark's ink, in points."""

SPREAD = 1.0
"""How much a gap may be widened, in points; a line that would need more ends before the edge."""
TIGHTEN = 0.3
"""How much a gap between characters may be narrowed where nothing else helps, in points."""
TOLERANCE = 0.01
_LATIN_LIMIT = 20
"""Longer words (an address, a key) may be broken anywhere."""
_MARKS = re.compile(f"[{''.join(sorted(CLOSING | OPENING))}]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its text and, per character, how far the pen moves on (points,
    after squeezing and spreading).
    """

    text: str
    advances: tuple[float, ...]

    @property
    def width(self) -> float:
        """The line's length in points."""
        return sum(self.advances)


def spaced_widths(text: str, widths: Iterable[float], space: float) -> list[float]:
    """Return the advances of a text with a blank between Han and Latin."""
    spaced = list(widths)
    if space:
        for i in meetings(text):
            spaced[i] += space
    return spaced


class Measured:
    """A paragraph with the sums that tell in one step how long a piece of it is and how far it gives way."""

    def __init__(self, text: str, width: Width, em: float, blanks: Blanks, space: float) -> None:
        self.text, self._em, self._blanks = text, em, blanks
        self._space = space
        self.widths = list(map(width, text))
        self._natural = spaced_widths(text, self.widths, space) if space else self.widths
        self.ends = [0.0, *accumulate(self._natural)]
        self.places = _places(text)
        self._gaps = [0, *accumulate(map(stretchable, text, text[1:]))]
        self._slack = self._slacks()
        self._slacks_to = [0.0, *accumulate(self._slack)]

    def end(self, stop: int) -> int:
        """Return where a line that is cut at ``stop`` ends: spaces there are dropped."""
        while stop > 1 and self.text[stop - 1] == " ":
            stop -= 1
        return stop

    def natural(self, start: int, end: int) -> float:
        """Return the length of a piece as a line."""
        return self.ends[end] - self.ends[start] - (self._natural[end - 1] - self.widths[end - 1])

    def gaps(self, start: int, end: int) -> int:
        """Return how many gaps of a line may be widened."""
        return self._gaps[end - 1] - self._gaps[start]

    def slack(self, start: int, end: int) -> float:
        """Return by how much a line may be shortened at its marks and spaces."""
        return self._slacks_to[end - 1] - self._slacks_to[start] + self.end_slack(end)

    def end_slack(self, end: int) -> float:
        """Return by how much the last mark of a line may be shortened."""
        mark = self.text[end - 1]
        if mark not in CLOSING or self.widths[end - 1] < 0.9 * self._em:
            return 0.0
        return min(self._em / 2, max(0.0, self._blanks(mark)[1]))

    def line(self, start: int, stop: int, room: float, justify: bool) -> Line:
        """Set a line: squeezed if it is too long, spread if it is too short and ``justify``."""
        end = max(self.end(stop), start + 1)
        advances = self._natural[start:end]
        advances[-1] = self.widths[end - 1]
        excess = sum(advances) - room
        if excess > TOLERANCE:
            self._squeeze(advances, start, end, excess)
        elif justify and excess < -TOLERANCE:
            self._widen(advances, start, end, min(SPREAD, -excess / max(1, self.gaps(start, end))))
        return Line(self.text[start:end], tuple(advances))

    def _squeeze(self, advances: list[float], start: int, end: int, excess: float) -> None:
        """Take from the last mark, then from marks and spaces inside, then a little from all gaps."""
        at_end = min(excess, self.end_slack(end))
        advances[-1] -= at_end
        excess -= at_end
        inside = self._slacks_to[end - 1] - self._slacks_to[start]
        share = min(1.0, excess / inside) if inside else 0.0
        if share:
            for i in range(start, end - 1):
                advances[i - start] -= self._slack[i] * share
        excess -= inside * share
        if excess > TOLERANCE:
            self._widen(advances, start, end, -min(TIGHTEN, excess / max(1, self.gaps(start, end))))

    def _widen(self, advances: list[float], start: int, end: int, more: float) -> None:
        gaps = self._gaps
        for i in range(start, end - 1):
            if gaps[i + 1] != gaps[i]:
                advances[i - start] += more

    def _slacks(self) -> list[float]:
        """Return each character's slack inside a line;
        the blank before an opening mark is its neighbour's.
        """
        slacks, em = [0.0] * len(self.text), self._em
        for i in meetings(self.text) if self._space else ():
            slacks[i] = self._space / 2
        for mark in _MARKS.finditer(self.text):
            i, character = mark.start(), mark[0]
            if self.widths[i] < 0.9 * em:
                continue
            if character in CLOSING:
                slacks[i] += min(em / 4, max(0.0, self._blanks(character)[1]))
            elif i:
                slacks[i - 1] += min(em / 4, max(0.0, self._blanks(character)[0]))
        return slacks


def is_lonely(measured: Measured, start: int) -> bool:
    """Say whether the last line, from ``start`` on, would hold one character with its marks."""
    return (
        len(measured.text) - start <= 3
        and sum(character not in NO_START for character in measured.text[start:]) <= 1
    )


def _places(text: str) -> list[int]:
    """Return every index before which a line may begin, the text's end included."""
    places = [i for i, allowed in enumerate(map(breakable, text, text[1:]), start=1) if allowed]
    if " " in text:
        places = [i for i in places if not _number_and_unit(text, i)]
    long_words = list(re.finditer(rf"[!-~]{{{_LATIN_LIMIT},}}", text))
    if long_words:
        inside = chain.from_iterable(range(word.start() + 1, word.end()) for word in long_words)
        places += [i for i in inside if not (text[i - 1].isdecimal() and text[i].isdecimal())]
        places = sorted(set(places))
    return [*places, len(text)]


def _number_and_unit(text: str, i: int) -> bool:
    """Say whether index ``i`` stands between a number with a space and its Latin unit: 10 kWh."""
    return (
        text[i - 1] == " " and i > 1 and text[i - 2].isdecimal() and text[i].isascii() and text[i].isalpha()
    )
