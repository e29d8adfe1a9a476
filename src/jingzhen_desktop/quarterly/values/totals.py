"""A total with its coverage: what it was added up of, and of how many."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Total:
    """A sum with its coverage: ``counted`` units have every figure it needs, of ``expected``.

    Attributes:
        counting: what is counted, where it is not units: 个季度 of one unit, 个月 of its ledger.
    """

    value: Decimal | None
    counted: int
    expected: int
    counting: str = "个单位"

    @property
    def is_complete(self) -> bool:
        return self.counted == self.expected

    @property
    def coverage(self) -> str:
        """Empty when complete, else e.g. 3/4个单位."""
        return "" if self.is_complete else f"{self.counted}/{self.expected}{self.counting}"
