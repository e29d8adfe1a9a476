"""The bounds of the review: bands of prices and intensities, how far a figure may move."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ...base.errors import InputRejected
from ...base.numbers import parse_number, show_number
from ...organisation.values.units import Nature

_BETWEEN = re.compile(r"\s*(?:[—–~～至到]+|-{1,2})\s*")

INTENSITY_GROUPS: dict[str, tuple[str, tuple[Nature, ...]]] = {
    "organ": ("国家机关、团体组织", (Nature.STATE_ORGAN, Nature.MASS_ORGANISATION)),
    "education": ("教育", (Nature.EDUCATION,)),
    "health": ("卫生", (Nature.HEALTH,)),
    "other": ("其他事业单位", (Nature.SCIENCE, Nature.CULTURE, Nature.SPORT, Nature.OTHER_INSTITUTION)),
}
"""Kinds of units that have a quota of their own: key → name and natures."""


@dataclass(frozen=True, slots=True)
class Band:
    """From ``low`` to ``high``, both included."""

    low: Decimal
    high: Decimal

    @classmethod
    def parse(cls, text: str) -> Band | None:
        """Read ``0.3—1.5``; an empty text is None (not checked). Raises InputRejected."""
        if not text.strip():
            return None
        parts = [parse_number(part) for part in _BETWEEN.split(text.strip())]
        if len(parts) != 2 or parts[0] is None or parts[1] is None or not 0 <= parts[0] < parts[1]:
            raise InputRejected("请填“低—高”两个数，如0.3—1.5；不审核就空着")
        return cls(parts[0], parts[1])

    def __str__(self) -> str:
        return f"{show_number(self.low)}—{show_number(self.high)}"

    def holds(self, value: Decimal) -> bool:
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What the office has set. Ratios: 0.1 is 10 %; a ratio of 0 turns the check off.

    Attributes:
        change: 同比 of each carrier (C7).
        facts: energy users and floor area against last year (C8).
        average: against the mean of three years (C10).
        energy, water: all energy, and water (C11).
        prices: yuan per unit of measure by carrier key (C6, C12).
        intensities: kgce per m² and year by key of :data:`INTENSITY_GROUPS` (C9).
    """

    change: Decimal = Decimal("0.1")
    facts: Decimal = Decimal("0.1")
    average: Decimal = Decimal("0.3")
    energy: Decimal = Decimal("0.15")
    water: Decimal = Decimal("0.25")
    prices: Mapping[str, Band] = field(default_factory=dict)
    intensities: Mapping[str, Band] = field(default_factory=dict)
