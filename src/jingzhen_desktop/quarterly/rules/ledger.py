"""The arithmetic of the ledger:
what follows from readings and prices, and sums by month, quarter and year.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from ...base.errors import InputRejected
from ...base.numbers import LARGEST, round_half_up
from ...energy.periods import Quarter
from ...energy.statistics import Item, StatisticalSystem
from ...organisation.values.units import UnitInYear
from ..values.ledger import LedgerEntry, LedgerItem, LedgerSum, LedgerYear
from ..values.reports import Amount, Entry
from ..values.totals import Total

_MONTHS_OF_QUARTER = {number: tuple(range(number * 3 - 2, number * 3 + 1)) for number in (1, 2, 3, 4)}
_TITLES = {
    "meter_from": "上期读数",
    "meter_to": "本期读数",
    "multiplier": "倍率",
    "unit_price": "单价",
    "quantity": "消费量",
    "cost": "金额",
}
_PLACES = 4


def completed(entry: LedgerEntry, item: Item) -> LedgerEntry:
    """Return an entry as it is stored: quantity from the readings, cost from the price if it is missing,
    rounded.

    Raises:
        InputRejected: a figure is negative or too large, a month there is not, a reading below the one
            before.
    """
    _check(entry)
    quantity = entry.quantity
    if entry.meter_from is not None and entry.meter_to is not None:
        if entry.meter_to < entry.meter_from:
            raise InputRejected("本期读数小于上期读数；如换过表，请把读数空着，直接填消费量。")
        quantity = (entry.meter_to - entry.meter_from) * (
            Decimal(1) if entry.multiplier is None else entry.multiplier
        )
    quantity = None if quantity is None else round_half_up(quantity, item.decimals)
    cost = entry.cost
    if cost is None and quantity is not None and entry.unit_price is not None:
        cost = quantity * entry.unit_price
    return replace(
        entry,
        meter_from=_rounded(entry.meter_from),
        meter_to=_rounded(entry.meter_to),
        multiplier=_rounded(entry.multiplier),
        unit_price=_rounded(entry.unit_price),
        quantity=quantity,
        cost=None if cost is None else round_half_up(cost, Amount.COST.decimals(item)),
    )


def ledger_year(
    unit: UnitInYear,
    system: StatisticalSystem,
    entries: Sequence[LedgerEntry],
    reported: Mapping[int, Mapping[str, Entry]],
) -> LedgerYear:
    """Put a unit's ledger of a year together.

    Args:
        reported: what its reports say, by quarter number and item key.
    """
    order = {item.key: position for position, item in enumerate(system.items)}
    in_order = tuple(sorted(entries, key=lambda one: (one.month, order.get(one.item, len(order)), one.id)))
    by_item: dict[str, list[LedgerEntry]] = {}
    for entry in in_order:
        by_item.setdefault(entry.item, []).append(entry)
    items = tuple(_item(item, by_item[item.key], reported) for item in system.items if item.key in by_item)
    return LedgerYear(unit, unit.year, system, in_order, items)


def quarter_sums(entries: Iterable[LedgerEntry], quarter: Quarter) -> dict[str, LedgerSum]:
    """Return the sums of one period by item key, of the carriers that have entries in it."""
    months = tuple(range(quarter.first_month, quarter.last_month + 1))
    found: dict[str, list[LedgerEntry]] = {}
    for entry in entries:
        if entry.month in months:
            found.setdefault(entry.item, []).append(entry)
    return {key: _sum_of_months(_by_month(rows), months) for key, rows in found.items()}


def _item(
    item: Item, entries: Sequence[LedgerEntry], reported: Mapping[int, Mapping[str, Entry]]
) -> LedgerItem:
    months = _by_month(entries)
    return LedgerItem(
        item,
        months,
        {number: _sum_of_months(months, of_quarter) for number, of_quarter in _MONTHS_OF_QUARTER.items()},
        _sum_of_months(months, tuple(range(1, 13))),
        {number: figures.get(item.key, Entry()) for number, figures in reported.items()},
    )


def _by_month(entries: Iterable[LedgerEntry]) -> dict[int, LedgerSum]:
    found: dict[int, list[LedgerEntry]] = {}
    for entry in entries:
        found.setdefault(entry.month, []).append(entry)
    return {
        month: LedgerSum(_of_entries(rows, Amount.QUANTITY), _of_entries(rows, Amount.COST))
        for month, rows in sorted(found.items())
    }


def _of_entries(entries: Sequence[LedgerEntry], what: Amount) -> Total:
    """A month is complete if none of its entries lacks the figure."""
    known = [value for entry in entries if (value := entry.of(what)) is not None]
    return Total(sum(known, Decimal(0)) if known else None, len(known), len(entries), "笔")


def _sum_of_months(months: Mapping[int, LedgerSum], wanted: Sequence[int]) -> LedgerSum:
    kept = [months[one] for one in wanted if one in months]
    quantities, costs = [one.quantity for one in kept], [one.cost for one in kept]
    return LedgerSum(_of_months(quantities, len(wanted)), _of_months(costs, len(wanted)))


def _of_months(totals: Sequence[Total], wanted: int) -> Total:
    known = [total.value for total in totals if total.value is not None]
    complete = sum(total.is_complete for total in totals)
    return Total(sum(known, Decimal(0)) if known else None, complete, wanted, "个月")


def _check(entry: LedgerEntry) -> None:
    if not 1 <= entry.month <= 12:
        raise InputRejected("月份应在1到12之间。")
    for name, title in _TITLES.items():
        value: Decimal | None = getattr(entry, name)
        if value is None:
            continue
        if value < 0:
            raise InputRejected(f"{title}不能是负数。")
        if value >= LARGEST:
            raise InputRejected(f"{title}太大，请检查计量单位和小数点。")


def _rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else round_half_up(value, _PLACES)
