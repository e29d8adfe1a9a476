"""How far a target was reached: the fall of an indicator against the fall that was asked for. Pure.

Completion = actual fall ÷ target fall (the step formula of county tables). Where the base is missing or the
target asks for no fall, nothing is computed and the item is scored by evidence.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from ...base.numbers import round_half_up, show_number
from ..values.scores import Found

_PERCENT = Decimal(100)
_SHOWN = 2
"""Decimals of a fall in per cent."""


def completion(
    now: Decimal | None, base: Decimal | None, target: Decimal | None, *, name: str = "", notes: str = ""
) -> Found:
    """Return how far a target was reached.

    Args:
        now, base: the indicator of the year and of the year before.
        target: by how many per cent it is to fall.
        name: the indicator, for the words.
        notes: what else is to be said, e.g. what of it is estimated.
    """
    fall = None if not base or now is None else (base - now) / base * _PERCENT
    if target is None:
        return Found(fall=fall, lacking=f"没有{name}的年度目标")
    if target <= 0:
        return Found(fall=fall, lacking=f"{name}目标不要求下降，按佐证评分")
    if not base:
        return Found(lacking=f"缺上年{name}，不能比较")
    if fall is None:
        return Found(lacking=f"缺本年{name}")
    said = f"目标{_moved(target)}，实际{_moved(fall, _SHOWN)}" + (f"（{notes}）" if notes else "")
    return Found(completion=fall / target, fall=fall, note=said)


def within_guide(found: Found) -> Found:
    """Return full completion for a unit that already is at the guide value (引导值): it need not fall
    further.
    """
    if found.completion is not None and found.completion < 1:
        return replace(found, completion=Decimal(1), note=f"{found.note}，已优于引导值")
    return found


def _moved(fall: Decimal, places: int | None = None) -> str:
    """下降3.90%, 上升1.20%, 持平; a target without ``places``, as it was typed."""
    rounded = round_half_up(fall, _SHOWN)
    if not rounded:
        return "持平"
    return f"{'下降' if rounded > 0 else '上升'}{show_number(abs(rounded), places)}%"
