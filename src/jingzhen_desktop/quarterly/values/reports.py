"""A unit's report of one quarter: its figures, its foot, where it came from and how far its review is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeAlias

from ...base.columns import MONEY_PLACES, Added, Column, Money, Quantity
from ...base.place import QUARTER, Place
from ...energy.periods import Quarter
from ...energy.statistics import Item
from ...organisation.values.units import UnitInYear

TAB = "quarterly"
"""Key of the tab: its folder's name, and where its places begin."""


IMPORT_PLACE = Place(TAB, "import")
"""Where what was read and is not stored yet waits."""


def pending_file(office_path: Path) -> Path:
    """Return where an import that was not finished is kept: beside the office file."""
    return office_path.with_name(f"{office_path.stem} 未完成的导入.json")


def report_place(quarter: Quarter, unit_id: int | None = None) -> Place:
    """The address of a quarter, or of one unit's report in it."""
    return Place(TAB, QUARTER, unit_id, year=quarter.year, number=quarter.number)


def quarter_of(place: Place) -> Quarter | None:
    """Return the quarter an address of :func:`report_place` names; None for any other address."""
    if place.kind != QUARTER or place.year is None or place.number is None:
        return None
    return Quarter(place.year, place.number)


class ReportState(StrEnum):
    """How far the review of a unit's report is; 未报 has no row."""

    MISSING = "missing"
    ENTERING = "entering"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"

    @property
    def words(self) -> str:
        return _STATE_WORDS[self]

    @property
    def is_handed_in(self) -> bool:
        """Whether a report in this state counts as 已报: nothing is to be asked of the unit. One that is being
        entered or was returned does not.
        """
        return self in {ReportState.SUBMITTED, ReportState.APPROVED}


_STATE_WORDS = {
    ReportState.MISSING: "未报",
    ReportState.ENTERING: "录入中",
    ReportState.SUBMITTED: "待审核",
    ReportState.RETURNED: "已退回",
    ReportState.APPROVED: "已审核",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a stored report stands:
    its state, since when, why it was returned, and when the unit handed it in.
    """

    state: ReportState = ReportState.ENTERING
    reason: Annotated[str, Column("state_reason")] = ""
    since: Annotated[date | None, Column("state_on")] = None
    received_on: date | None = None


class Move(StrEnum):
    """What can be done with a report's state; the values are the words of the buttons."""

    SUBMIT = "提交审核"
    WITHDRAW = "撤回提交"
    APPROVE = "审核通过"
    RETURN = "退回"
    REOPEN = "撤回审核"

    @property
    def needs_reason(self) -> bool:
        return self in {Move.RETURN, Move.REOPEN}


class Amount(StrEnum):
    """Which of the two figures of a row it is: 数量 or 费用. The values are those that files hold."""

    QUANTITY = "quantity"
    COST = "cost"

    @property
    def words(self) -> str:
        """What forms and sentences call it."""
        return "数量" if self is Amount.QUANTITY else "费用"

    def unit(self, item: Item) -> str:
        """The unit of measure it has in a row of the form."""
        return item.unit if self is Amount.QUANTITY else "元"

    def decimals(self, item: Item) -> int:
        """How many decimals the form takes."""
        return item.decimals if self is Amount.QUANTITY else MONEY_PLACES


EntryCell: TypeAlias = tuple[str, Amount]
"""A figure of a report: the key of its item, and which of the two it is."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a report: quantity in the item's unit, cost in 元.
    None is blank (to be asked), 0 is “none used”.
    """

    quantity: Quantity | None = None
    cost: Money | None = None

    def of(self, amount: Amount) -> Decimal | None:
        """One of the two."""
        return self.quantity if amount is Amount.QUANTITY else self.cost

    def put(self, amount: Amount, value: Decimal | None) -> Entry:
        """The row with another value for one of the two."""
        if amount is Amount.QUANTITY:
            return replace(self, quantity=value)
        return replace(self, cost=value)


Entries = Mapping[str, Entry]
"""The rows of a report by the keys of their items."""


@dataclass(frozen=True, slots=True)
class Signatures:
    """The foot of a form."""

    unit_head: str = ""
    statistics_head: str = ""
    filled_by: str = ""
    reported_on: date | None = None


class Source(StrEnum):
    """How a report came in."""

    FILE = "文件导入"
    TYPED = "手工录入"


@dataclass(frozen=True, slots=True)
class Report:
    """One unit's report of one quarter, in one version of the statistical system; entries by item key.

    Attributes:
        standing: how far its review is; changed by moves, not by storing a report.
        typed: the cells typed by hand; read with one report, not
            with many.
    """

    unit_id: int
    quarter: Quarter
    version: str
    entries: Added[Mapping[str, Entry]]
    signatures: Signatures = field(default_factory=Signatures)
    note: str = ""
    source: Source = Source.TYPED
    source_name: str = ""
    source_hash: str = ""
    stored_at: datetime | None = None
    standing: Standing = field(default_factory=lambda: Standing(), compare=False)
    typed: Added[frozenset[EntryCell]] = field(default=frozenset(), compare=False)


class ReportStatus(StrEnum):
    """Where a unit stands with one quarter."""

    MISSING = "未报"
    INCOMPLETE = "有空白"
    COMPLETE = "已报"


@dataclass(frozen=True, slots=True)
class UnitCalendar:
    """A unit's standing through a year: status by quarter number;
    a quarter it owes no report for is absent.
    """

    unit: UnitInYear
    statuses: Mapping[int, ReportStatus]
