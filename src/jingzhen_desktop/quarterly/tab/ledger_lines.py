"""The lines of 台账 as the screen shows them:
a unit's vouchers of one carrier by month, an empty line where a month has none, sums below.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from ...base.numbers import show_number
from ...energy.periods import QUARTERS, Quarter
from ..values.ledger import LedgerEntry, LedgerItem, LedgerSum, LedgerYear
from ..values.reports import Entry
from ..values.totals import Total

MONTHS = range(1, 13)
Before = Callable[[LedgerEntry], LedgerEntry | None]


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A voucher, an empty line of a month (its entry has no id), or a sum (month 0)."""

    id: tuple[int, int]
    entry: LedgerEntry
    title: str
    remark: str = ""
    differs: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.entry.id


def ledger_lines(ledger: LedgerYear, item: str, more: int = 0) -> list[LedgerLine]:
    """Return the lines of one carrier; ``more`` is a month that gets one more empty line."""
    lines: list[LedgerLine] = []
    for month in MONTHS:
        entries = [entry for entry in ledger.entries if entry.item == item and entry.month == month]
        lines += [LedgerLine((0, entry.id), entry, f"{month}月", entry.note) for entry in entries]
        if not entries or month == more:
            lines.append(LedgerLine((1, month), LedgerEntry(month, item), f"{month}月"))
    return lines


def sum_lines(ledger: LedgerYear, key: str) -> list[LedgerLine]:
    """Return the quarters and the year, each quarter with what its report says."""
    found = next((one for one in ledger.items if one.item.key == key), None)
    if found is None:
        return []
    lines = [
        _sum(number, f"{Quarter(2000, number).name}小计", found.quarters[number], found)
        for number in QUARTERS
    ]
    return [*lines, _sum(0, "全年合计", found.year, found)]


def filled_in(old: LedgerEntry, new: LedgerEntry, before: Before) -> LedgerEntry:
    """Return an entry as it was typed;
    account, multiplier and first reading follow from the month before if they are not given.

    Args:
        before: gives the voucher of the month before an entry.
    """
    earlier = before(old)
    if earlier is not None and not old.id:
        multiplier = new.multiplier if new.multiplier is not None else earlier.multiplier
        account = new.account_number or earlier.account_number
        new = replace(new, account_number=account, multiplier=multiplier)
    if new.meter_to not in (None, old.meter_to) and new.meter_from is None:
        same_meter = before(new)
        new = replace(new, meter_from=same_meter.meter_to if same_meter else None)
    return new


def month_before(ledger: LedgerYear, entry: LedgerEntry) -> LedgerEntry | None:
    """Return the last voucher of an earlier month of the same carrier and, if the entry names one,
    the same account.
    """
    earlier = [
        one
        for one in ledger.entries
        if one.item == entry.item
        and one.month < entry.month
        and entry.account_number in ("", one.account_number)
    ]
    return earlier[-1] if earlier else None


def _sum(number: int, title: str, kept: LedgerSum, item: LedgerItem) -> LedgerLine:
    figures = LedgerEntry(0, item.item.key, quantity=kept.quantity.value, cost=kept.cost.value)
    differs = bool(number) and item.differs(number)
    remark = _compared(kept, item.reported.get(number), differs=differs) if number else _months(kept.quantity)
    return LedgerLine((2, number), figures, title, remark, differs)


def _compared(kept: LedgerSum, reported: Entry | None, *, differs: bool) -> str:
    """Say how many months are kept, and how the report stands to them."""
    months = _months(kept.quantity)
    if reported is None or not kept.quantity.is_complete:
        return months
    if not differs:
        return f"{months}，与报表一致" if reported.quantity is not None else f"{months}，报表未填"
    return f"{months}；报表{_figures(reported)}，差{_difference(kept, reported)}"


def _months(total: Total) -> str:
    return f"{total.counted}/{total.expected}个月"


def _figures(entry: Entry) -> str:
    return f"{show_number(entry.quantity, blank='未填')}、{show_number(entry.cost, 2, blank='未填')}元"


def _difference(kept: LedgerSum, reported: Entry) -> str:
    """Say what the months are more than the report, as far as all three are whole."""

    def gap(total: Total, figure: Decimal | None) -> Decimal:
        return (
            total.value - figure
            if total.is_complete and total.value is not None and figure is not None
            else Decimal(0)
        )

    quantity, cost = gap(kept.quantity, reported.quantity), gap(kept.cost, reported.cost)
    return "、".join(
        [*([show_number(quantity)] if quantity else []), *([f"{show_number(cost, 2)}元"] if cost else [])]
    )
