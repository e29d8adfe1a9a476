"""Figures of 宣传培训: the year's activities and whom they reached, up to the day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain

from ...base.place import Place
from ...base.text import chinese_date
from ...publicity.rules import materials
from ...publicity.values import TAB, Activity, ActivityKind, PublicityYear, activity_place
from ..rules.dates import short_day
from ..rules.supervision import told_activities
from ..values.facts import SummaryFacts
from ..values.sources import SourceRecord
from .known import Known, Shown, Source, counted, listed, number

_KINDS_NAMED = 3
_SOURCE = Source("宣传培训", Place(TAB), frozenset({"activity"}))


def _done(facts: SummaryFacts) -> tuple[Activity, ...]:
    return facts.publicity.activities if facts.publicity else ()


def _activities(facts: SummaryFacts, subject: str) -> Iterator[SourceRecord]:
    """The activities with whom they reached: all, or the one with the subject's id."""
    return (_record(one, _reached(one)) for one in _done(facts) if subject in ("", str(one.id)))


def _trainings(facts: SummaryFacts, _subject: str) -> Iterator[SourceRecord]:
    return (_record(one, _reached(one)) for one in _done(facts) if one.is_training)


def _by_kind(facts: SummaryFacts, _subject: str) -> Iterator[SourceRecord]:
    return (_record(one, one.kind.value) for one in _done(facts))


def _reached(activity: Activity) -> str:
    return "人次未填" if activity.people is None else f"{activity.people}人次"


def _record(activity: Activity, value: str) -> SourceRecord:
    text = f"{chinese_date(activity.held_on)}{activity.kind.value}"
    return SourceRecord(text, value, activity_place(activity.year, activity.id))


def _said(said: Callable[[PublicityYear], str]) -> Shown:
    return lambda facts, _subject: said(facts.publicity) if facts.publicity else ""


def _kinds(year: PublicityYear) -> str:
    """How many of each kind; nothing of a single activity."""
    kinds = [
        f"{kind.value}{found}次" for kind, found in year.counts.items() if kind is not ActivityKind.OTHER
    ]
    return listed(kinds) if len(year.activities) > 1 else ""


def _kind_names(year: PublicityYear) -> str:
    """What the activities were, of many kinds the first; nothing of a single activity."""
    names = [kind.value for kind in year.counts if kind is not ActivityKind.OTHER]
    return listed(names[:_KINDS_NAMED]) if len(year.activities) > 1 and len(names) > 1 else ""


def _trained(year: PublicityYear) -> str:
    """Those trained, where others were reached too."""
    partly = year.people and year.trained and year.trained < year.people
    return number(year.trained, "人次") if partly else ""


def _materials(facts: SummaryFacts) -> list[str]:
    """What was given out or put up, by name; of what several activities gave no text says the sum."""
    given = chain.from_iterable(materials(activity.material) for activity in _done(facts))
    named = Counter(one.name for one in given)
    return [name for name, times in named.items() if times == 1]


def _given(facts: SummaryFacts, subject: str) -> str:
    found = [one for one in facts.publicity.material if one.name == subject] if facts.publicity else []
    return f"{found[0].count}{found[0].measure}" if found else ""


def _told(facts: SummaryFacts) -> list[str]:
    return [str(activity.id) for activity in told_activities(facts.publicity)]


def _one(facts: SummaryFacts, subject: str) -> Activity:
    return next(activity for activity in _done(facts) if str(activity.id) == subject)


FIGURES: tuple[Known, ...] = (
    counted("publicity.activities", "宣传培训活动次数", _SOURCE, "宣传培训活动的次数，截至{until}", _activities, "次"),
    Known("publicity.kinds", "活动分类次数", _SOURCE, "宣传培训活动按类别分别计数，截至{until}", _said(_kinds), _by_kind),
    Known("publicity.kind_names", "活动类别", _SOURCE, "登记的宣传培训活动的类别，多的只列前几类", _said(_kind_names), _by_kind),
    Known("publicity.people", "参与人次", _SOURCE, "各次活动登记的参与人次之和，未登记人次的不计",
          _said(lambda year: number(year.people or None, "人次")), _activities, "人次"),
    Known("publicity.trained", "培训人次", _SOURCE, "类别为“节能培训”的活动登记的人次之和", _said(_trained), _trainings, "人次"),
    Known("publicity.trainings", "培训次数", _SOURCE, "类别为“节能培训”的活动次数",
          _said(lambda year: number(year.trainings, "次")), _trainings, "次"),
    Known("publicity.material.*", "{name}数量", _SOURCE, "各次活动登记的宣传材料按名称相加", _given, _activities,
          subjects=_materials, name=lambda _facts, subject: subject),
    Known("publicity.day.*", "活动日期", _SOURCE, "该次活动登记的日期",
          lambda facts, subject: short_day(_one(facts, subject).held_on), _activities, subjects=_told),
    Known("publicity.reached.*", "活动参与人次", _SOURCE, "该次活动登记的参与人次",
          lambda facts, subject: number(_one(facts, subject).people or None, "人次"), _activities, "人次",
          subjects=_told),
)  # fmt: skip
