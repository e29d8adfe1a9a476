"""Decisions about activities: what may be entered, what a year adds up to. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from ..base.errors import InputRejected
from .values import Activity, ActivityKind, PublicityYear

LONGEST_TEXT = 500


def check_activity(year: int, day: date | None, people: int | None, *texts: str) -> None:
    """Refuse an activity that cannot be entered in a year. Raises InputRejected."""
    if day is None:
        raise InputRejected("日期不能为空，请填写活动日期。")
    if day.year != year:
        raise InputRejected(f"日期{day:%Y-%m-%d}不在{year}年内，请核对日期，或先切换年度。")
    if people is not None and not 0 <= people < 10_000_000:
        raise InputRejected("参加人数应为0或正整数，请核对。")
    for text in texts:
        if len(text) > LONGEST_TEXT:
            raise InputRejected(f"文字太长（{len(text)}字），请不超过{LONGEST_TEXT}字。")


def year_figures(activities: Sequence[Activity], until: date | None = None) -> PublicityYear:
    """Add up the activities of a year up to and including a day."""
    counted = tuple(activity for activity in activities if until is None or activity.day <= until)
    trainings = [activity for activity in counted if activity.kind is ActivityKind.TRAINING]
    counts = Counter(activity.kind for activity in counted)
    in_order = {kind: counts[kind] for kind in ActivityKind if counts[kind]}
    return PublicityYear(counted, in_order, _people(counted), len(trainings), _people(trainings))


def _people(activities: Sequence[Activity]) -> int | None:
    known = [activity.people for activity in activities if activity.people is not None]
    return sum(known) if known else None
