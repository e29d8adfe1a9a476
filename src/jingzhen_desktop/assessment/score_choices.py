"""The score tables, steps and grades that are offered as choices (``resources/assessment/scores.toml``).

They are data with their sources; what is not known of a table is not in it.
"""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from typing import Any

from ..base.resources import resource
from .values.grades import GradeSet
from .values.score_tables import ItemKind, Method, ScoreItem, ScoreTable, Source, Step, StepSet


@cache
def step_sets() -> dict[str, StepSet]:
    """Return the steps by key."""
    return {one["key"]: _steps(one) for one in _data()["steps"]}


@cache
def grade_sets() -> tuple[GradeSet, ...]:
    """Return the grades that are offered."""
    return tuple(GradeSet(**one) for one in _data()["grades"])


@cache
def shipped_tables() -> dict[str, ScoreTable]:
    """Return the tables that are offered, by key, with their items; none is stored."""
    return {one["key"]: _table(one) for one in _data()["table"]}


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resource("assessment", "scores.toml").read_text("utf-8"), parse_float=Decimal)


def _steps(data: dict[str, Any]) -> StepSet:
    steps = tuple(Step(Decimal(from_), Decimal(share)) for from_, share in data["steps"])
    return StepSet(data["key"], data["title"], data["source"], steps)


def _table(data: dict[str, Any]) -> ScoreTable:
    items = tuple(_item(one, position) for position, one in enumerate(data["item"]))
    bonus = Decimal(data["bonus_most"]) if "bonus_most" in data else None
    return ScoreTable(
        0, data["title"], data.get("grades", ""), bonus, data.get("document", ""), data["note"], items
    )


def _item(data: dict[str, Any], position: int) -> ScoreItem:
    each = Decimal(data["each"]) if "each" in data else None
    return ScoreItem(
        0,
        0,
        position,
        data["block"],
        data["title"],
        Decimal(data["points"]),
        ItemKind(data.get("kind", ItemKind.SCORE)),
        Source(data.get("source", "")),
        Method(data.get("method", Method.HAND)),
        each,
        data.get("steps", ""),
        rule=data.get("rule", ""),
        evidence=data.get("evidence", ""),
    )
