"""Breaks Chinese running text into lines and says how far each character moves the pen.

Pure: text and character widths in, lines out. No fonts, no page. Lengths are points.

Line after line takes what fits; a closing mark that just does not is pulled in by squeezing the blanks of the
marks. Only where this leaves a line that would have to be spread visibly (a long figure that had to go down)
is the whole paragraph looked at (``optimum``).
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise

from .characters import CLOSING, NO_END, NO_START
from .measured import SPREAD, TIGHTEN, TOLERANCE, Blanks, Line, Measured, Width, is_lonely
from .optimum import best_cuts

_READY = 0.5
"""From this spreading on a line is rather squeezed, if it can be."""


def break_lines(
    text: str,
    width: Width,
    limit: float,
    *,
    em: float,
    first: float = 0.0,
    justify: bool = True,
    blanks: Blanks | None = None,
    space: float = 0.0,
) -> list[Line]:
    """Break one paragraph so that no line is longer than ``limit`` (the first: ``limit - first``).

    Marks are squeezed by up to half an ``em`` at a line's end, a quarter inside, never by more than
    ``blanks`` gives. ``space`` is the blank between Han and Latin or figures; half of it may be squeezed
    away.
    """
    if not text:
        return [Line("", ())]
    measured = Measured(text, width, em, blanks or (lambda _mark: (em / 2, em / 2)), space)
    cuts = _greedy_cuts(measured, limit, limit - first, justify)
    if justify and _ugly(measured, cuts, limit, limit - first):
        cuts = best_cuts(measured, limit, limit - first) or cuts
    lines = []
    for start, stop in pairwise((0, *cuts)):
        room = limit if start else limit - first
        lines.append(measured.line(start, stop, room, justify and stop < len(text)))
    return lines


def _greedy_cuts(measured: Measured, limit: float, room: float, justify: bool) -> list[int]:
    """Return where each line stops, line after line the furthest place that fits."""
    cuts: list[int] = []
    start = 0
    while start < len(measured.text):
        start = _furthest(measured, start, room, justify)
        while start < len(measured.text) and measured.text[start] == " ":
            start += 1
        cuts.append(start)
        room = limit
    return cuts


def _furthest(measured: Measured, start: int, room: float, justify: bool) -> int:
    """Return where the line from ``start`` on stops:
    the last allowed place that fits, or the next if squeezing is the better way.
    """
    places = measured.places
    fit = _fitting(measured, start, room)
    index = bisect_right(places, fit)
    previous = places[index - 1] if index and places[index - 1] > start else 0
    if index < len(places) and _rather_squeezed(measured, start, previous, places[index], room, justify):
        return places[index]
    return previous or _forced(measured.text, start, max(fit, start + 1))


def _fitting(measured: Measured, start: int, room: float) -> int:
    """Return up to where the text fits as it is; a space that follows fits too."""
    text, ends = measured.text, measured.ends
    fit = bisect_right(ends, ends[start] + room + TOLERANCE) - 1
    if fit < len(text) and measured.natural(start, fit + 1) <= room + TOLERANCE:
        fit += 1
    while fit < len(text) and text[fit] == " ":
        fit += 1
    return fit


def _rather_squeezed(
    measured: Measured, start: int, previous: int, following: int, room: float, justify: bool
) -> bool:
    """Say whether a line is better squeezed up to ``following`` than ended at ``previous``."""
    end = measured.end(following)
    missing = measured.natural(start, end) - room - measured.slack(start, end)
    if measured.text[end - 1] in CLOSING and missing <= TOLERANCE:
        return True
    spread = _spreading(measured, start, previous, room) if previous else SPREAD + 1
    if spread <= _READY or not justify:
        return False
    return missing <= TOLERANCE or (spread > SPREAD and missing <= TIGHTEN * measured.gaps(start, end))


def _spreading(measured: Measured, start: int, stop: int, room: float) -> float:
    """Return how much each gap of a line has to be widened, in points."""
    end = measured.end(stop)
    return (room - measured.natural(start, end)) / max(1, measured.gaps(start, end))


def _ugly(measured: Measured, cuts: list[int], limit: float, room: float) -> bool:
    """Say whether a line would be spread too far, or the last one holds a single character."""
    if len(cuts) == 1:
        return False
    if any(
        _spreading(measured, start, stop, limit if start else room) > SPREAD + TOLERANCE
        for start, stop in pairwise((0, *cuts[:-1]))
    ):
        return True
    return is_lonely(measured, cuts[-2])


def _forced(text: str, start: int, fit: int) -> int:
    """Cut where no place is allowed,
    yet outside a number and before no forbidden mark if the line has such a place.
    """
    if fit >= len(text):
        return len(text)
    outside = [i for i in range(fit, start, -1) if not (text[i].isdecimal() and text[i - 1].isdecimal())]
    return next(
        (i for i in outside if text[i] not in NO_START and text[i - 1] not in NO_END), (outside or [fit])[0]
    )
