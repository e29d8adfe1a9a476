"""From what records say to points, and from points to a unit's total and grade. Pure.

What the records say: ``score_facts``. What may stand in a table: ``score_tables``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_FLOOR, Decimal

from ...base.numbers import round_half_up, show_number
from ..values.grades import Grade
from ..values.score_courses import GivenScore
from ..values.score_tables import ItemKind, Method, ScoreItem, ScoreTable, Source, StepSet
from ..values.scores import Found, Score, Scored, UnitFindings
from .grades import capped, grade_of
from .score_freezing import thawed

_NOTHING, _TENTHS = Decimal(0), Decimal(10)
_UNKNOWN = Found(lacking="没有记录可以计算")
_FALSE = frozenset({Source.COMPLETE, Source.EXPLAINED})
"""What false data make worthless: that the reports are full and explained."""
_MISSED = {
    Source.IN_TIME: "{}个季度逾期",
    Source.COMPLETE: "{}个季度未报或有空白",
    Source.EXPLAINED: "{}个问题没有说明",
    Source.VOUCHERS: "{}个月次没有凭证号",
    Source.FOUND: "{}个问题没有当场纠正",
    Source.RECTIFIED: "{}项整改未按期完成",
    Source.ATTENDED: "缺席{}次",
}
_NAMED = 2
"""Records that are named; of more their number is said."""
PLACES = 1
"""Decimals of points."""


def computed_points(item: ScoreItem, found: Found, steps: Mapping[str, StepSet]) -> Decimal | None:
    """Return the points of an item that follow from the records, rounded half up to 0.1; None where none
    do.

    Without a record nothing is missed: no notice, no point lost; a method that adds gives nothing then.
    """
    if not item.is_computed or (found.lacking and item.method is not Method.FALL):
        return None
    if found.share is not None:
        return round_half_up(item.points * found.share, PLACES)
    if item.method in (Method.FALL, Method.EXCESS, Method.STEPS):
        return _reached(item, found, steps)
    return _counted(item, found)


def _counted(item: ScoreItem, found: Found) -> Decimal:
    """The points of an item whose records are counted."""
    counted = len(found.counted)
    if item.method is Method.SHARE:
        share = Decimal(found.done) / counted if counted else Decimal(1)
        return round_half_up(item.points * share, PLACES)
    if item.method is Method.DEDUCT:
        return max(_NOTHING, item.points - (item.each or _NOTHING) * found.missed)
    if item.method is Method.ADD:
        return min(item.points, (item.each or _NOTHING) * found.done)
    return _NOTHING if found.missed else item.points


def _reached(item: ScoreItem, found: Found, steps: Mapping[str, StepSet]) -> Decimal | None:
    """The points of an item that has a target, or asks for a fall."""
    each = item.each or _NOTHING
    if item.method is Method.FALL:
        return None if found.fall is None else _at_most(item, each * found.fall)
    if item.method is Method.STEPS:
        return _stepped(item, found, steps)
    if found.completion is None:
        return None
    tens = ((found.completion - 1) * _TENTHS).to_integral_value(ROUND_FLOOR)
    return _at_most(item, each * tens)


def _at_most(item: ScoreItem, points: Decimal) -> Decimal:
    """What an item can give of some points: nothing below 0, rounded half up."""
    return min(item.points, max(_NOTHING, round_half_up(points, PLACES)))


def _stepped(item: ScoreItem, found: Found, steps: Mapping[str, StepSet]) -> Decimal | None:
    known = steps.get(item.steps)
    if known is None or found.completion is None:
        return None
    shares = (one.share for one in known.steps if found.completion >= one.from_)
    return round_half_up(item.points * next(shares, _NOTHING), PLACES)


def scored(
    table: ScoreTable,
    findings: UnitFindings,
    given: Mapping[int, GivenScore],
    steps: Mapping[str, StepSet],
    *,
    false_data: bool = False,
) -> tuple[Scored, ...]:
    """Score every item of a table for one unit.

    Args:
        given: what is stored, by item id.
        false_data: the unit's data were found false; then what they prove is worth nothing.
    """
    return tuple(_scored(item, findings, given.get(item.id), steps, false_data) for item in table.items)


def kept(
    table: ScoreTable, given: Mapping[int, GivenScore], *, false_data: bool = False
) -> tuple[Scored, ...]:
    """Score every item by what was kept when the scores were sent to the units; records count no more."""
    nothing = GivenScore(0, 0)
    return tuple(_made(item, given.get(item.id, nothing), false_data) for item in table.items)


def _made(item: ScoreItem, stored: GivenScore, false: bool) -> Scored:
    return _with(item, stored.computed, thawed(stored.ground), stored, false)


def _scored(
    item: ScoreItem,
    findings: UnitFindings,
    given: GivenScore | None,
    steps: Mapping[str, StepSet],
    false: bool,
) -> Scored:
    found = findings.get(item.source, _UNKNOWN if item.is_computed else Found())
    return _with(item, computed_points(item, found, steps), found, given, false)


def _with(
    item: ScoreItem, computed: Decimal | None, found: Found, given: GivenScore | None, false: bool
) -> Scored:
    reason = ""
    if false and item.source in _FALSE and computed is not None:
        computed, reason = _NOTHING, "经查数据不实"
    elif computed is not None and computed < item.points and item.kind is ItemKind.SCORE:
        reason = found.note or _missed_words(item, found)
    if given is None:
        return Scored(item, computed, reason=reason, found=found)
    return Scored(
        item, computed, given.given, given.own, given.reason or reason, given.own_reason, found, given.vetoed
    )


def _missed_words(item: ScoreItem, found: Found) -> str:
    """Say why points are missing: how many of what, or the records themselves where they are one or two."""
    if not found.missed:
        return ""
    if item.source in _MISSED:
        return _MISSED[item.source].format(found.missed)
    missed = [one.text for one in found.counted if one.good is False]
    return "；".join(missed) if len(missed) <= _NAMED else f"{len(missed)}项未达到"


def whole_score(
    table: ScoreTable, items: Sequence[Scored], grades: Sequence[Grade], *, false_data: bool = False
) -> Score:
    """Add up a unit's points and say what grade they give."""
    counting = [one for one in items if one.item.kind is ItemKind.SCORE]
    missing = tuple(one.item.title for one in counting if one.points is None)
    own = [one.own for one in items if one.own is not None]
    own_total = sum(own, _NOTHING) if own else None
    if missing or not counting:
        return Score(tuple(items), None, own_total, missing=missing)
    total = sum((one.points for one in counting if one.points is not None), _NOTHING) + _bonus(table, items)
    grade, why = _graded(total, items, grades, false_data=false_data)
    return Score(tuple(items), total, own_total, grade, grade_reason=why)


def _graded(
    total: Decimal, items: Sequence[Scored], grades: Sequence[Grade], *, false_data: bool
) -> tuple[str, str]:
    if not grades:
        return "", ""
    usual = grade_of(total, grades)
    vetoed = [one.item.title for one in items if one.item.kind is ItemKind.VETO and one.vetoed]
    if vetoed and usual is not grades[-1]:
        return grades[-1].words, f"否决性指标未达到：{'、'.join(vetoed)}"
    if false_data and (most := capped(usual, grades)) is not usual:
        return most.words, f"经查数据不实，不高于{most.words}"
    return usual.words, ""


def _bonus(table: ScoreTable, items: Sequence[Scored]) -> Decimal:
    given = (one.points for one in items if one.item.kind is ItemKind.BONUS and one.points is not None)
    bonus = sum(given, _NOTHING)
    return bonus if table.bonus_most is None else min(bonus, table.bonus_most)


def points_words(points: Decimal | None) -> str:
    """Show points, without decimals where there are none: 92.5, 78; — where there are none."""
    return show_number(points, blank="—")
