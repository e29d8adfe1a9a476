"""What a report may hold: impossible figures, blanks, parts against their carrier, quantity against cost,
old against new.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from ...base.columns import MONEY_PLACES
from ...base.numbers import LARGEST, decimals, round_half_up, show_number
from ...energy.statistics import Item, StatisticalSystem
from ..values.findings import BLANK_CHECK, CHECKS, Check, Difference, Finding
from ..values.reports import Amount, Entry, Report, ReportStatus
from .states import status_of_rows

CHECK: dict[str, Check] = {check.key: check for check in CHECKS}
_BLANK = Entry()
_AMOUNTS = tuple(Amount)
"""Both figures of a row: going through the enumeration itself takes ten times as long, once for every row."""

PlaceOf = Callable[[Item, Amount], str]
"""Names the cell of an item's quantity or cost: for a form its address, for a typed report the row's name."""


def check_cell(item: Item, what: Amount, value: Decimal | None, place: str) -> list[Finding]:
    """Judge one figure by itself:
    impossible ones are errors, blanks and too many decimals are to be asked.
    """
    if value is None:
        return [_finding(BLANK_CHECK, place, f"{item.name}的{what.words}未填；没有消耗请填0", item, what)]
    if fault := _impossible(value):
        return [_finding("impossible", place, f"{item.name}的{what.words}{fault}", item, what)]
    allowed = what.decimals(item)
    if decimals(value) > allowed:
        shown = show_number(round_half_up(value, allowed))
        return [
            _finding(
                "decimals",
                place,
                f"{item.name}的{what.words}{show_number(value)}多于{allowed}位小数，将按{shown}保存",
                item,
                what,
            )
        ]
    return []


def report_findings(
    entries: Mapping[str, Entry], system: StatisticalSystem, place_of: PlaceOf | None = None
) -> list[Finding]:
    """Judge a whole report, in the form's order.

    Args:
        place_of: names a cell; without it the row's name and 数量/费用 are the place.
    """
    place = place_of or _row_place
    found: list[Finding] = []
    for item in system.items:
        entry = entries.get(item.key, _BLANK)
        for what in _AMOUNTS:
            found += check_cell(item, what, entry.of(what), place(item, what))
        found += _quantity_against_cost(item, entry, place)
        found += _parts_against_carrier(item, entries, system, place)
    return found


def first_error(entries: Mapping[str, Entry], system: StatisticalSystem) -> str:
    """Return why a typed report cannot be stored, or an empty text:
    unknown rows and impossible figures only.
    """
    for key in entries:
        if not system.has(key):
            return f"{system.title}没有“{key}”这一项"
    for item, what, value in _cells(entries, system):
        if value is not None and (fault := _impossible(value)):
            return f"{item.name}的{what.words}{fault}"
    return ""


def rounded_entry(item: Item, entry: Entry) -> Entry:
    """Return the figures as they are stored: with as many decimals as the form takes."""
    return Entry(_rounded(entry.quantity, item.decimals), _rounded(entry.cost, MONEY_PLACES))


def unit_status(report: Report | None, system: StatisticalSystem) -> ReportStatus:
    """Say where a unit stands: a report with a blank anywhere is incomplete."""
    if report is None:
        return status_of_rows(None, system)
    entries = [report.entries.get(item.key, _BLANK) for item in system.items]
    return status_of_rows(
        sum(entry.quantity is not None and entry.cost is not None for entry in entries), system
    )


def differences_between(old: Report, new: Report, system: StatisticalSystem) -> tuple[Difference, ...]:
    """Return the cells in which two reports differ, in the form's order."""
    before = [value for _, _, value in _cells(old.entries, system)]
    cells = list(_cells(new.entries, system))
    return tuple(
        Difference(item, what, was, now)
        for was, (item, what, now) in zip(before, cells, strict=True)
        if was != now
    )


def same_content(old: Report, new: Report, system: StatisticalSystem) -> bool:
    """True if storing the new report would change nothing a reader sees."""
    return not differences_between(old, new, system) and (old.signatures, old.note) == (
        new.signatures,
        new.note,
    )


def rounded_report(report: Report, system: StatisticalSystem) -> Report:
    """Return the report as it is stored: every row of the form, rounded."""
    entries = {item.key: rounded_entry(item, report.entries.get(item.key, _BLANK)) for item in system.items}
    return replace(report, entries=entries)


def _cells(
    entries: Mapping[str, Entry], system: StatisticalSystem
) -> Iterator[tuple[Item, Amount, Decimal | None]]:
    for item in system.items:
        entry = entries.get(item.key, _BLANK)
        for what in _AMOUNTS:
            yield item, what, entry.of(what)


def _impossible(value: Decimal) -> str:
    if not value.is_finite() or abs(value) >= LARGEST:
        return "太大，请检查计量单位和小数点"
    return f"为{show_number(value)}，不能是负数" if value < 0 else ""


def _quantity_against_cost(item: Item, entry: Entry, place: PlaceOf) -> list[Finding]:
    quantity, cost = entry.quantity, entry.cost
    if quantity is None or cost is None or quantity < 0 or cost < 0 or (quantity == 0) == (cost == 0):
        return []
    if cost == 0:
        return [
            _finding(
                "C6",
                place(item, Amount.COST),
                f"{item.name}有数量{show_number(quantity)}{item.unit}但费用为0，请核实",
                item,
                Amount.COST,
            )
        ]
    return [
        _finding(
            "C6",
            place(item, Amount.QUANTITY),
            f"{item.name}有费用{show_number(cost)}元但数量为0，请核实",
            item,
            Amount.QUANTITY,
        )
    ]


def _parts_against_carrier(
    item: Item, entries: Mapping[str, Entry], system: StatisticalSystem, place: PlaceOf
) -> list[Finding]:
    parts = system.parts_of(item.key)
    if not parts:
        return []
    found: list[Finding] = []
    rows = [entries.get(one.key, _BLANK) for one in (item, *parts)]
    for what in Amount:
        values = [row.of(what) for row in rows]
        known = [value for value in values[1:] if value is not None]
        if values[0] is None or not known:
            continue
        total = sum(known, Decimal(0))
        if total > values[0] or (len(known) == len(parts) and total != values[0]):
            found.append(_parts_finding(item, parts, what, (values[0], total), place))
    return found


def _parts_finding(
    item: Item, parts: Sequence[Item], what: Amount, values: tuple[Decimal, Decimal], place: PlaceOf
) -> Finding:
    names, unit = "、".join(part.name for part in parts), what.unit(item)
    whole, total = (show_number(value) for value in values)
    return _finding(
        "C1",
        place(item, what),
        f"{item.name}的{what.words}{whole}{unit}与其中各项（{names}）之和{total}{unit}不符",
        item,
        what,
    )


def _finding(check: str, place: str, text: str, item: Item, what: Amount) -> Finding:
    return Finding(CHECK[check].severity, place, text, check, item.key, what)


def _rounded(value: Decimal | None, places: int) -> Decimal | None:
    return None if value is None else round_half_up(value, places)


def _row_place(item: Item, what: Amount) -> str:
    return f"{item.name}{what.words}"
