"""Times two pieces of work against each other, alternately, and says whether the ratio keeps its promise."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass

Work = Callable[[], object]


@dataclass(frozen=True)
class Outcome:
    """One line of the table: ours and the reference in ``unit``;
    ``promise`` is the largest ratio allowed, None if nothing is promised.
    """

    work: str
    ours: float
    reference: float | None
    promise: float | None
    unit: str = "ms"

    @property
    def ratio(self) -> float | None:
        return self.ours / self.reference if self.reference else None

    @property
    def missed(self) -> bool:
        return self.promise is not None and (self.ratio is None or self.ratio > self.promise)

    def line(self) -> str:
        """The line in Markdown."""
        ratio = "—" if self.ratio is None else f"{self.ratio:.2f}"
        promise = "—" if self.promise is None else f"≤ {self.promise:g}"
        kept = "—" if self.promise is None else "**no**" if self.missed else "yes"
        return (
            f"| {self.work} | {self._show(self.ours)} | {self._show(self.reference)}"
            f" | {ratio} | {promise} | {kept} |"
        )

    def _show(self, value: float | None) -> str:
        if value is None:
            return "—"
        return f"{value:.0f} {self.unit}" if value >= 100 else f"{value:.1f} {self.unit}"


def compare(
    ours: Work,
    reference: Work,
    rounds: int,
    *,
    before_ours: Work | None = None,
    before_reference: Work | None = None,
) -> tuple[float, float]:
    """Return the least milliseconds of each, taken in turn; ``before_…`` prepares a round and is not timed.

    The least time is the one other work on the machine disturbed least. A first round of each only warms up.
    """
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(rounds + 1):
        for found, work, before in zip(
            times, (ours, reference), (before_ours, before_reference), strict=True
        ):
            milliseconds = timed(work, before)
            if turn:
                found.append(milliseconds)
    return min(times[0]), min(times[1])


def timed(work: Work, before: Work | None = None) -> float:
    """Return the milliseconds a piece of work took;
    rubbish of earlier work is collected before, not in it.
    """
    if before is not None:
        before()
    gc.collect()
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000
