"""What the data declares (``resources/assessment``): the ladder, and the causes a unit may tick.
What follows from it is decided in ``rules``.
"""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from ..base.resources import resource
from .values.over_quota import Rung, Step, Who


@cache
def ladder() -> tuple[Rung, ...]:
    """Return the steps after a unit was over its quota, in their order."""
    return tuple(_rung(one) for one in _data()["step"])


@cache
def causes() -> dict[str, str]:
    """Return the causes of a use over the quota that a unit may tick, by key."""
    return {one["key"]: one["title"] for one in _data()["cause"]}


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resource("assessment", "ladder.toml").read_text("utf-8"))


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
