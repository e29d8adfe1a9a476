"""The ways to compute a spending limit, as data (``resources/assessment``). Apart from what 今日工作 needs."""

from __future__ import annotations

import tomllib
from functools import cache

from ..base.resources import resource
from .values.spending import RuleKey, SpendingRule


@cache
def spending_rules() -> dict[RuleKey, SpendingRule]:
    """Return the ways to compute a spending limit, in their order."""
    data = tomllib.loads(resource("assessment", "spending.toml").read_text("utf-8"))
    found = [
        SpendingRule(
            RuleKey(one["key"]), one["title"], one["formula"], tuple(one["needs"]), bool(one["split"])
        )
        for one in data["rule"]
    ]
    return {one.key: one for one in found}
