"""The year's plan: how many rounds, which units by hand or by chance, coverage; numbers and proposed days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from ...base.errors import FieldRejected
from ...energy.periods import Quarter, quarters_of
from ...organisation.rules.place_words import place_words
from ..values.found import Coverage, RoundDetail, RoundLine
from ..values.words import Season
from .rounds import was_held_as_planned

_NUMBER = re.compile(r"〔(\d{4})〕(\d+)号$")
USUAL_MONTHS = {Season.WINTER: 1, Season.SPRING: 4, Season.SUMMER: 7, Season.AUTUMN: 11}
"""When the four rounds of a year are usually held: with the change of the season."""
LONGEST_SEED = 40


def draw_units(pool: Sequence[int], wanted: int, seed: str, unvisited: Iterable[int] = ()) -> tuple[int, ...]:
    """Draw units by chance: in the order of the SHA-256 of “seed:number of the unit”, those in ``unvisited``
    before all others.

    The same pool and seed give the same units on any computer, so anybody can check a draw. Raises
    FieldRejected.
    """
    if not 1 <= wanted <= len(pool):
        raise FieldRejected("wanted", f"抽取个数应在1到{len(pool)}之间。" if pool else "没有可以抽取的单位。")
    if not seed.strip() or len(seed) > LONGEST_SEED:
        raise FieldRejected("seed", f"请填写抽取用的种子（不超过{LONGEST_SEED}个字），如当天日期加一个数。")
    first = set(unvisited)
    return tuple(sorted(pool, key=lambda unit_id: (unit_id not in first, _lot(seed, unit_id)))[:wanted])


def _lot(seed: str, unit_id: int) -> str:
    import hashlib  # not before a draw: it loads libcrypto, and 今日工作 asks this module before the first paint

    return hashlib.sha256(f"{seed.strip()}:{unit_id}".encode()).hexdigest()


def coverage(details: Sequence[RoundDetail], units: Sequence[tuple[int, str]]) -> Coverage:
    """Return how often each unit of a year was visited."""
    visits = dict.fromkeys((unit_id for unit_id, _ in units), 0)
    for detail in details:
        for visit in detail.visits:
            visits[visit.unit_id] = visits.get(visit.unit_id, 0) + 1
    return Coverage(tuple(units), visits)


def next_number(numbers: Iterable[str], prefix: str, year: int) -> str:
    """Return the next number of a series in a year: prefix〔2011〕3号, one more than the highest in use.
    Without a prefix of the office's own it is that of the newest number.
    """
    found = [(number[: match.start()], match) for number in numbers if (match := _NUMBER.search(number))]
    used = [int(match[2]) for _series, match in found if int(match[1]) == year]
    newest = max(found, key=lambda one: (int(one[1][1]), int(one[1][2])), default=("", None))[0]
    return f"{prefix or newest}〔{year}〕{max(used, default=0) + 1}号"


def plan_day(detail: RoundDetail, today: date) -> date:
    """Return the day a 检查方案 bears: that of the draw, else today, but never that of the inspection."""
    if detail.draws:
        return detail.draws[-1].day
    held = detail.round.day
    return today if held is None or today < held else held - timedelta(days=1)


def rounds_expected(planned: int, year: int, on: date) -> int:
    """Return how many of the year's planned rounds should be done by a day:
    in step with the quarters that have ended.
    """
    ended = sum(1 for quarter in quarters_of(year) if quarter.end < on)
    return planned * ended // 4


def rounds_behind(planned: int, done: int, year: int, on: date) -> int:
    """Return by how many rounds a year's inspections lag behind the plan on a day."""
    return max(0, rounds_expected(planned, year, on) - done)


def progress_of_plan(lines: Sequence[RoundLine], planned: int, year: int, today: date) -> str:
    """Say how the year's plan goes: 2012年已查2次，计划4次，进度落后1次."""
    last = max(today, date(year, 1, 1))
    done = sum(was_held_as_planned(line.round, line.visits, last) for line in lines)
    behind = rounds_behind(planned, done, year, today)
    return f"{year}年已查{done}次，计划{planned}次" + (f"，进度落后{behind}次" if behind else "")


def last_ended_quarter(year: int, on: date) -> Quarter | None:
    """Return the newest quarter of a year that has ended before a day."""
    ended = [quarter for quarter in quarters_of(year) if quarter.end < on]
    return ended[-1] if ended else None


def likely_day(after: date, today: date) -> date:
    """Return the day to propose for something that follows ``after``:
    today, or that day itself if it lies more than a year back.
    """
    return today if 0 <= (today - after).days <= 366 else after


def scopes(town: str) -> tuple[str, ...]:
    """Return the usual scopes of a circular; the first suits the town's own kind (全镇, 全乡, 全街道)."""
    return (place_words(town)["whole"], "全县", "全市")
