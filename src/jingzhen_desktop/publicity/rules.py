"""Decisions about activities: what may be entered, how material is counted, what a week and a year come to.
Pure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from ..base.errors import FieldRejected
from ..base.lengths import check_length
from ..base.text import chinese_date, narrow
from .values import Activity, ActivityKind, Material, PublicityWeek, PublicityYear

LONGEST_TEXT = 500
MOST_HOURS = 200
_LONGEST_WEEK = timedelta(days=30)
_PIECES = re.compile(r"[，、；;。\n]|(?<!\d),|,(?!\d)")
_NAME_FIRST = re.compile(
    r"(?P<name>[^\d,]*[一-鿿)”》])\s*:?\s*(?P<count>\d[\d,]*)\s*(?P<measure>[一-鿿]{0,2})"
)
_COUNT_FIRST = re.compile(
    r"(?P<count>\d[\d,]*)\s*(?P<measure>[份张条块个幅面套本册期次篇枚只件部台场处])\s*(?P<name>[^\d,\s][^\d,]*)"
)
_BLANK_BEFORE_NUMBER = re.compile(r"(?<=[一-鿿》”）]) +(?=\d)")
_LONGEST_COUNT = 9
_CHIP_THEME = 16
_WEEK_KINDS = (ActivityKind.PUBLICITY_WEEK, ActivityKind.LOW_CARBON_DAY, ActivityKind.EXPERIENCE_DAY)


def check_activity(activity: Activity, year: int, today: date) -> None:
    """Refuse an activity that cannot be entered in a year. Raises FieldRejected."""
    day = activity.day
    if day is None and activity.done:
        raise FieldRejected("day", "已完成的活动要有日期，请填写活动日期；日期还没有定的，“情况”应是“计划”。")
    if day is not None and day.year != year:
        raise FieldRejected("day", f"日期{day:%Y-%m-%d}不在{year}年内，请核对日期，或先切换年度。")
    if day is not None and activity.done and day > today:
        raise FieldRejected("day", f"{chinese_date(day)}还没有到，请核对日期；还没有办的，“情况”应是“计划”。")
    if activity.people is not None and not 0 <= activity.people < 10_000_000:
        raise FieldRejected("people", "参加人数应为0或正整数，请核对。")
    if activity.hours is not None and not 0 < activity.hours <= MOST_HOURS:
        raise FieldRejected("hours", f"课时应大于0，不超过{MOST_HOURS}，请核对。")
    if activity.hours is not None and activity.hours * 10 % 1:
        raise FieldRejected("hours", "课时最多一位小数，例如1.5。")
    check_length("place", "地点", activity.place)
    check_length("audience", "对象", activity.audience)
    check_length("document", "上级文号", activity.document)
    check_length("teacher", "授课人", activity.teacher)
    check_length("theme", "主题", activity.theme, LONGEST_TEXT)
    check_length("material", "宣传材料", activity.material, LONGEST_TEXT)
    check_length("test", "考核", activity.test, LONGEST_TEXT)
    check_length("note", "备注", activity.note, LONGEST_TEXT)


def check_week(week: PublicityWeek) -> None:
    """Refuse dates of a publicity week that cannot be. Raises FieldRejected."""
    for field in ("theme", "low_carbon_theme"):
        check_length(field, "主题", getattr(week, field), LONGEST_TEXT)
    for field in ("first", "last", "low_carbon_day"):
        day = getattr(week, field)
        if day is not None and day.year != week.year:
            raise FieldRejected(field, f"日期{day:%Y-%m-%d}不在{week.year}年内，请核对。")
    if (
        week.first is not None
        and week.last is not None
        and not week.first <= week.last <= week.first + _LONGEST_WEEK
    ):
        raise FieldRejected(
            "last",
            f"宣传周应从{chinese_date(week.first)}起，结束日期不早于开始日期、不超过一个月，请核对。",
            "first",
        )


def materials(text: str) -> tuple[Material, ...]:
    """Count what a text names with a number: 宣传单500份，横幅6条 or 500份宣传单; what has no number is left out."""
    found = (_material(narrow(piece).strip()) for piece in _PIECES.split(text))
    return tuple(one for one in found if one is not None)


def closed_up(text: str) -> str:
    """What was typed with blanks between a thing and its number, as a paper prints it: 宣传单500份."""
    return _BLANK_BEFORE_NUMBER.sub("", text)


def dated(old: Activity, new: Activity, today: date) -> Activity:
    """Take an activity that gets its first day after that day has come for one that was held then."""
    held = old.day is None and new.day is not None and new.day <= today
    return replace(new, done=True) if held else new


def year_figures(activities: Sequence[Activity], until: date | None = None) -> PublicityYear:
    """Add up the activities of a year that were done up to and including a day."""
    counted = tuple(
        activity for activity in activities if activity.done and (until is None or activity.held_on <= until)
    )
    trainings = [activity for activity in counted if activity.is_training]
    counts = Counter(activity.kind for activity in counted)
    in_order = {kind: counts[kind] for kind in ActivityKind if counts[kind]}
    planned = tuple(activity for activity in activities if not activity.done)
    return PublicityYear(
        counted, in_order, _people(counted), len(trainings), _people(trainings), _added_up(counted), planned
    )


def year_sentence(year: int, figures: PublicityYear) -> str:
    """Say what a year's publicity and training came to; empty if there was none."""
    if not figures.activities:
        return ""
    kinds = "、".join(f"{kind.value}{count}次" for kind, count in figures.counts.items())
    people = f"，参加{figures.people:,}人次" if figures.people is not None else ""
    trained = f"（其中培训{figures.trained:,}人次）" if figures.trained is not None else ""
    material = f"；材料：{'、'.join(one.words for one in figures.material)}" if figures.material else ""
    return f"{year}年共{len(figures.activities)}次：{kinds}{people}{trained}{material}。"


def week_words(week: PublicityWeek) -> str:
    """Say when the week is and what it is about, in one sentence; without dates that they are not known."""
    if week.first is None or week.last is None:
        return f"{week.year}年全国节能宣传周的日期还没有填写，收到通知后请填入。"
    theme = f"，主题“{week.theme}”" if week.theme else ""
    low_carbon = f"；低碳日{_short(week.low_carbon_day)}" if week.low_carbon_day else ""
    low_carbon += f"，主题“{week.low_carbon_theme}”" if week.low_carbon_day and week.low_carbon_theme else ""
    doubt = "（日期和主题待与通知核对）" if week.doubtful else ""
    return f"{week.year}年全国节能宣传周：{_short(week.first)}至{_short(week.last)}{theme}{low_carbon}{doubt}"


def week_chip(week: PublicityWeek) -> str:
    """Say in a few words when the week is, or that it is not known yet."""
    if week.first is None or week.last is None:
        return "宣传周日期未填"
    last = week.last
    end = f"{last.day}日" if last.month == week.first.month else _short(last)
    theme = week.theme if len(week.theme) <= _CHIP_THEME else f"{week.theme[:_CHIP_THEME]}…"
    return f"宣传周{_short(week.first)[:-1]}—{end}" + (f" “{theme}”" if theme else "")


def proposed_plan(week: PublicityWeek, activities: Sequence[Activity]) -> tuple[Activity, ...]:
    """Return what the week asks for and is neither done nor planned:
    the week, the low-carbon day, the day without air-conditioning.
    """
    if week.first is None:
        return ()
    day = week.low_carbon_day or week.first
    wanted = {
        ActivityKind.PUBLICITY_WEEK: (week.first, week.theme),
        ActivityKind.LOW_CARBON_DAY: (day, week.low_carbon_theme),
        ActivityKind.EXPERIENCE_DAY: (day, "停开空调和公共区域照明，体验能源紧缺"),
    }
    there = {activity.kind for activity in activities}
    kinds = [
        kind
        for kind in _WEEK_KINDS
        if kind not in there and (kind is not ActivityKind.LOW_CARBON_DAY or week.low_carbon_day)
    ]
    return tuple(Activity(0, kind, wanted[kind][0], theme=wanted[kind][1], done=False) for kind in kinds)


def _short(day: date | None) -> str:
    return "" if day is None else f"{day.month}月{day.day}日"


def _material(piece: str) -> Material | None:
    match = _COUNT_FIRST.fullmatch(piece) or _NAME_FIRST.fullmatch(piece)
    if match is None:
        return None
    digits = match["count"].replace(",", "")
    return (
        Material(match["name"].strip(), int(digits), match["measure"])
        if len(digits) <= _LONGEST_COUNT
        else None
    )


def _added_up(activities: Sequence[Activity]) -> tuple[Material, ...]:
    totals: dict[tuple[str, str], int] = {}
    for activity in activities:
        for one in materials(activity.material):
            totals[one.name, one.measure] = totals.get((one.name, one.measure), 0) + one.count
    return tuple(Material(name, count, measure) for (name, measure), count in totals.items())


def _people(activities: Sequence[Activity]) -> int | None:
    known = [activity.people for activity in activities if activity.people is not None]
    return sum(known) if known else None


def hours_words(hours: Decimal | None) -> str:
    """Show 课时; blank where nobody wrote them."""
    return "" if hours is None else f"{hours.normalize():f}课时"
