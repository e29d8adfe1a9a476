"""Rounds and visits: seasons, usual words, what may be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ...base.errors import FieldRejected, InputRejected
from ...base.lengths import LONGEST_NOTE, check_length
from ...base.text import chinese_date
from ..values.found import Round, RoundDetail, Visit
from ..values.words import Mode, Season, Todo
from .checks import Dated, check_deadline, check_order, check_temperature

LONGEST_PERSON = 30
_MODES = {Season.SUMMER: Mode.COOLING, Season.WINTER: Mode.HEATING}


def season_of(day: date) -> Season:
    """Return the season of a day: spring is March to May."""
    return (Season.WINTER, Season.SPRING, Season.SUMMER, Season.AUTUMN)[day.month % 12 // 3]


def next_season(done: Sequence[Season], year: int, today: date) -> Season:
    """Return the season of a year's next round: the present one, else the first that had none."""
    present = season_of(today)
    if year == today.year and present not in done:
        return present
    return next((season for season in Season if season not in done), present)


def was_held(round_: Round, visits: int, until: date) -> bool:
    """Return whether a round counts by a day: its date has come and units were visited in it;
    a date alone is only a plan.
    """
    return round_.day is not None and round_.day <= until and visits > 0


def was_held_as_planned(round_: Round, visits: int, until: date) -> bool:
    """Return whether a round counts by a day among those planned for the year: one for a reason of its own
    (举报核查) does not.
    """
    return not round_.special and was_held(round_, visits, until)


def preparation(detail: RoundDetail, on: date) -> Todo | None:
    """Return what a round waits for before anything can be found in it: its date, which units, the visits."""
    day = detail.round.day
    if detail.visits:
        return None
    if day is None:
        return Todo.DATE
    return Todo.PLAN if day > on and not detail.planned else Todo.UNITS


def follows_its_day(round_: Round) -> bool:
    """Whether the season of a round was not set by itself: neither planned for a month, nor another one than
    that of its day.
    """
    return round_.planned_month is None and (round_.day is None or round_.season is season_of(round_.day))


def usual_mode(season: Season) -> Mode:
    """Return what the air-conditioning is used for in a season."""
    return _MODES.get(season, Mode.NONE)


def usual_title(season: Season) -> str:
    """Return the usual name of a season's round: 夏季空调温度检查, 春季空调和用电检查."""
    return f"{season.value}空调温度检查" if season in _MODES else f"{season.value}空调和用电检查"


def check_round(round_: Round, visits: int = 0) -> None:
    """Refuse a round that cannot be. Raises InputRejected."""
    if not round_.title.strip():
        raise FieldRejected("title", "检查名称不能为空，请填写，如“夏季空调温度检查”。")
    check_length("title", "检查名称", round_.title)
    check_length("note", "备注", round_.note, LONGEST_NOTE)
    _check_days(round_, visits)
    if round_.planned_month is not None and not 1 <= round_.planned_month <= 12:
        raise FieldRejected("planned_month", f"计划月份{round_.planned_month}不对，应在1到12之间。")
    check_names("checkers", "检查人员", round_.checkers)
    check_length("weather", "天气", round_.weather)
    check_temperature("outdoor_temperature", "室外温度", round_.outdoor_temperature)
    check_temperature("limit", "温度标准", round_.limit)


def _check_days(round_: Round, visits: int) -> None:
    if round_.day and round_.day.year != round_.year:
        raise FieldRejected(
            "day",
            f"“{round_.title}”的日期{chinese_date(round_.day)}不在{round_.year}年，请核对日期，或切换到那一年再新增。",
        )
    if visits and not round_.day:
        raise FieldRejected("day", f"“{round_.title}”已有被检查单位，检查日期不能为空。")
    if round_.last_day and not round_.day:
        raise FieldRejected("day", f"“{round_.title}”填了结束日期，请先填检查日期。", "last_day")
    check_order(Dated("结束日期", round_.last_day, "last_day"), Dated("检查日期", round_.day, "day"))
    if round_.last_day and round_.last_day.year != round_.year:
        raise FieldRejected(
            "last_day",
            f"“{round_.title}”的结束日期{chinese_date(round_.last_day)}不在{round_.year}年，请核对。",
        )


def day_of(visit: Visit, round_: Round) -> date | None:
    """Return the day a unit was visited."""
    return visit.day or round_.day


def check_visitable(round_: Round) -> None:
    """Refuse to enter visits in a round that has no date yet. Raises InputRejected."""
    if round_.day is None:
        raise InputRejected(f"“{round_.title}”还没有检查日期，请先填写日期，再录入被检查单位。")


def check_visit(visit: Visit, round_: Round) -> None:
    """Refuse a visit whose day, checkers or signature cannot be. Raises InputRejected."""
    check_length("note", "备注", visit.note, LONGEST_NOTE)
    check_names("checkers", "检查人员", visit.checkers)
    check_length("signed_by", "签字人", visit.signed_by)
    visited, of_round = Dated("到访日期", visit.day, "day"), Dated("检查日期", round_.day)
    check_order(visited, of_round)
    check_order(Dated("检查结束日期", round_.last_day), visited)
    if visit.day and visit.day.year != round_.year:
        raise FieldRejected("day", f"到访日期{chinese_date(visit.day)}不在{round_.year}年，请核对。")
    if visit.signed_on and not visit.signed_by:
        raise FieldRejected("signed_by", "填了签字日期，请先填单位签字人。", "signed_on")
    check_deadline(Dated("签字日期", visit.signed_on, "signed_on"), visited if visit.day else of_round)


def check_names(field: str, title: str, names: tuple[str, ...]) -> None:
    """Refuse names that are too long, one or all together. Raises FieldRejected."""
    for name in names:
        check_length(field, f"{title}“{name[:10]}……”的姓名", name, LONGEST_PERSON)
    check_length(field, title, "、".join(names), LONGEST_NOTE)
