"""What the data declares (``resources/assessment``): the ladder, the causes a unit may tick, the ways to
compute a limit. What follows from it is decided in ``rules``.
"""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from ..base.resources import resource
from .values.over_quota import Rung, Step, Who
from .values.spending import RuleKey, SpendingRule


@cache
def ladder() -> tuple[Rung, ...]:
    """Return the steps after a unit was over its quota, in their order."""
    return tuple(_rung(one) for one in _data("ladder.toml")["step"])


@cache
def causes() -> dict[str, str]:
    """Return the causes of a use over the quota that a unit may tick, by key."""
    return {one["key"]: one["title"] for one in _data("ladder.toml")["cause"]}


@cache
def spending_rules() -> dict[RuleKey, SpendingRule]:
    """Return the ways to compute a spending limit, in their order."""
    found = [
        SpendingRule(
            RuleKey(one["key"]), one["title"], one["formula"], tuple(one["needs"]), bool(one["split"])
        )
        for one in _data("spending.toml")["rule"]
    ]
    return {one.key: one for one in found}


@cache
def _data(name: str) -> dict[str, Any]:
    return tomllib.loads(resource("assessment", name).read_text("utf-8"))


def _rung(data: dict[str, Any]) -> Rung:
    after, never, needs = (tuple(data.get(name, ())) for name in ("after", "never", "needs"))
    return Rung(
        Step(data["key"]),
        data["title"],
        data["done"],
        Who(data["who"]),
        data["basis"],
        data["what"],
        after,
        never,
        data.get("wait", ""),
        needs,
        settles=bool(data.get("settles")),
    )
