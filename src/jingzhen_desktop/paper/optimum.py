"""The best lines of a whole paragraph: every line's spreading and squeezing weighed against all the others'.

Needed only where taking what fits, line after line, leaves a line that would have to be spread visibly.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from .measured import SPREAD, TIGHTEN, TOLERANCE, Measured, is_lonely

_SHORTEST = 0.6
"""A line shorter than this part of its room is never wanted."""
_MOST_SPREAD = 40.0
"""By no more points can a line be spread: it has fewer gaps."""
_TOO_LONG = 0.2
"""A line that exceeds its room by this part cannot be squeezed."""
_RAGGED = 1000.0
_LONELY = 2.0


def best_cuts(measured: Measured, limit: float, room: float) -> list[int] | None:
    """Return where each line stops so that the paragraph as a whole is set best; None if it cannot be set by
    the rules.

    Lines that end before the edge are thought of only if there is no way without them.
    """
    return _best_cuts(measured, limit, room, ragged=False) or _best_cuts(measured, limit, room, ragged=True)


def _best_cuts(measured: Measured, limit: float, room: float, *, ragged: bool) -> list[int] | None:
    stops = (0, *measured.places)
    best: dict[int, tuple[float, int]] = {0: (0.0, -1)}
    for start in stops[:-1]:
        if start not in best:
            continue
        so_far = best[start][0]
        for stop, cost in _lines_from(measured, start, room if start == 0 else limit, ragged):
            if stop not in best or so_far + cost < best[stop][0]:
                best[stop] = so_far + cost, start
    return _followed(best, stops[-1])


def _followed(best: dict[int, tuple[float, int]], last: int) -> list[int] | None:
    """Return the cuts that lead to the paragraph's end."""
    if last not in best:
        return None
    cuts = []
    while last > 0:
        cuts.append(last)
        last = best[last][1]
    return cuts[::-1]


def _lines_from(measured: Measured, start: int, room: float, ragged: bool) -> Iterator[tuple[int, float]]:
    """Yield where a line from ``start`` on may stop, and what this costs."""
    places, ends = measured.places, measured.ends
    shortest = bisect_left(ends, ends[start] + (_SHORTEST * room if ragged else room - _MOST_SPREAD))
    for place in places[bisect_left(places, max(start + 1, min(shortest, len(measured.text)))) :]:
        end = measured.end(place)
        excess = measured.natural(start, end) - room
        cost = _cost(measured, start, place, end, excess)
        if cost is not None and (ragged or cost < _RAGGED):
            yield place, cost
        elif excess > _TOO_LONG * room:
            return


def _cost(measured: Measured, start: int, place: int, end: int, excess: float) -> float | None:
    """Return what a line costs: 0 is perfect, 1 as far as it may go; None if it does not fit."""
    if place == len(measured.text) and excess <= TOLERANCE:
        return _LONELY if is_lonely(measured, start) else 0.0
    gaps = max(1, measured.gaps(start, end))
    if excess <= TOLERANCE:
        spread = -excess / gaps / SPREAD
        return float(spread**2) if spread <= 1 else _RAGGED * spread
    rest = excess - measured.end_slack(end)
    if rest <= TOLERANCE:
        return 0.05
    inside = measured.slack(start, end) - measured.end_slack(end)
    if rest <= inside + TOLERANCE:
        return float(0.8 * (rest / inside) ** 2)
    tight = (rest - inside) / gaps / TIGHTEN
    return float(1 + tight**2) if tight <= 1 else None
