"""What an office starts with, read from ``resources/organisation/defaults.toml`` when first asked for."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from ...base.resources import resource
from ...base.text import matching_key
from ..values.group import LeadingGroup
from ..values.units import Nature, UserPart

_GROUPS = {
    Nature.STATE_ORGAN: "state_organ",
    Nature.MASS_ORGANISATION: "state_organ",
    Nature.EDUCATION: "education",
    Nature.HEALTH: "health",
}


def duties_of(group: LeadingGroup | None) -> tuple[str, ...]:
    """Return the duties of the leading group as they print:
    the office's own words, or those of the source document.
    """
    return (group.duties if group else ()) or tuple(_defaults()["duties"]["group"])


def office_duties_of(group: LeadingGroup | None) -> tuple[str, ...]:
    """Return the duties of the group's executive office as they print."""
    return (group.office_duties if group else ()) or tuple(_defaults()["duties"]["office"])


def parts_of(nature: Nature) -> tuple[UserPart, ...]:
    """Return the parts of 用能人数 that a kind of unit has (GB/T 40498-2021, appendix A)."""
    return tuple(UserPart(part) for part in _defaults()["energy_users"][_GROUPS.get(nature, "other")])


def parts_source() -> str:
    """Return the standard the parts follow."""
    source: str = _defaults()["energy_users"]["source"]
    return source


def likely_nature(words: str) -> Nature | None:
    """Return what the name of a unit, or a word for its kind, tells of its nature; None if nothing."""
    key = matching_key(words)
    for value, ends in _defaults()["natures"].items():
        if key.endswith(tuple(ends)):
            return Nature(value)
    return None


def register_titles() -> dict[str, tuple[str, ...]]:
    """Return by field of a unit under which titles a column of a unit list is recognised."""
    return {field: tuple(titles) for field, titles in _defaults()["register"].items()}


@cache
def _defaults() -> dict[str, Any]:
    return tomllib.loads(resource("organisation", "defaults.toml").read_text("utf-8"))
