"""The example's publicity week, other activities and training."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from ..office.file import Office
from ..publicity.actions import add_activities, change_activities, plan_week
from ..publicity.queries import activities_of_year
from ..publicity.values import Activity, ActivityKind
from .data import YEAR


def enter_activities(office: Office, data: Mapping[str, Any]) -> None:
    """Plan the publicity week and say what came of the plan; then enter what was held besides."""
    planned = {ActivityKind(given["kind"]): given for given in data["activity"] if "planned" in given}
    plan_week(office, YEAR, ())
    stored = [one for one in activities_of_year(office, YEAR) if one.kind in planned]
    change_activities(
        office,
        [(one, _held(one, planned[one.kind])) for one in stored],
    )
    others = [given for given in data["activity"] if "planned" not in given]
    add_activities(office, [_held(Activity(0, ActivityKind(one["kind"]), one["day"]), one) for one in others])


def _held(activity: Activity, given: Mapping[str, Any]) -> Activity:
    """The activity as it was held."""
    told = {key: value for key, value in given.items() if key not in ("kind", "planned", "hours")}
    held = replace(activity, done=True, **told)
    return replace(held, hours=Decimal(given["hours"])) if "hours" in given else held
