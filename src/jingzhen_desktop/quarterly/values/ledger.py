"""台账: what a unit's vouchers and meters say, month by month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ...energy.statistics import Item, StatisticalSystem
from ...organisation.values.units import UnitInYear
from .reports import Amount, Entry
from .totals import Total


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One voucher or meter of one carrier in one month; None is not written down.

    Attributes:
        id: 0 until it is stored.
        quantity: in the item's unit; with both readings it is (to − from) × multiplier.
        unit_price: yuan per unit of measure; with it and the quantity a missing cost is their product.
    """

    month: int
    item: str
    account_number: str = ""
    meter_from: Decimal | None = None
    meter_to: Decimal | None = None
    multiplier: Decimal | None = None
    unit_price: Decimal | None = None
    quantity: Decimal | None = None
    cost: Decimal | None = None
    voucher_number: str = ""
    note: str = ""
    id: int = 0

    def of(self, amount: Amount) -> Decimal | None:
        """One of the two figures that reports have too."""
        return self.quantity if amount is Amount.QUANTITY else self.cost


@dataclass(frozen=True, slots=True)
class LedgerSum:
    """Quantity and cost of some months, with how many months have figures (2/3个月)."""

    quantity: Total
    cost: Total

    def of(self, amount: Amount) -> Total:
        """One of the two."""
        return self.quantity if amount is Amount.QUANTITY else self.cost


@dataclass(frozen=True, slots=True)
class LedgerItem:
    """One carrier through the year: by month, by quarter, and the year; and what the reports say.

    Attributes:
        months: by month 1–12, only those with entries.
        quarters: by quarter number, the sum of its months.
        reported: the figures of the quarters' reports; a blank entry where there is none.
    """

    item: Item
    months: Mapping[int, LedgerSum]
    quarters: Mapping[int, LedgerSum]
    year: LedgerSum
    reported: Mapping[int, Entry] = field(default_factory=dict)

    def differs(self, number: int) -> bool:
        """True if all months of a quarter are kept and its report says something else."""
        kept, reported = self.quarters[number], self.reported.get(number, Entry())
        pairs = ((kept.quantity, reported.quantity), (kept.cost, reported.cost))
        return any(
            total.is_complete and figure is not None and total.value != figure for total, figure in pairs
        )


@dataclass(frozen=True, slots=True)
class LedgerYear:
    """A unit's ledger of a year: its entries in the order of months and rows of the form,
    and their sums by carrier.
    """

    unit: UnitInYear
    year: int
    system: StatisticalSystem
    entries: tuple[LedgerEntry, ...]
    items: tuple[LedgerItem, ...]
