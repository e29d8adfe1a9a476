"""What an entry of the working ledger may hold, where it stands, how long a project takes to pay back.
Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from ...base.errors import FieldRejected
from ...base.lengths import LONGEST_NOTE, check_length
from ...base.numbers import round_half_up
from ..values.ledger import SAVING_UNITS, LedgerEntry, LedgerItem, LedgerKind, LedgerState
from .days import EARLIEST, LATEST, check_day, check_order

LARGEST_FILE = 5 * 1024 * 1024
"""Bytes of an attached file."""
_NEVER_NEGATIVE = {"amount": "金额", "saving": "年节约量", "saving_money": "年节约费用"}
_NEVER_OPEN = (LedgerKind.MEETING, LedgerKind.RULE, LedgerKind.BUDGET, LedgerKind.SPENDING)
"""Kinds nothing is waited for, unless they have a deadline."""


def check_item(item: LedgerItem) -> None:
    """Refuse an entry that cannot be. Raises FieldRejected."""
    if not item.title.strip():
        raise FieldRejected("title", "事项不能为空，请写明是什么事。")
    for field, title, text in (
        ("title", "事项", item.title),
        ("number", "文号", item.number),
        ("owner", "责任人", item.owner),
    ):
        check_length(field, title, text)
    check_length("note", "说明", item.note, LONGEST_NOTE)
    if not EARLIEST.year <= (item.year or 0) <= LATEST.year:  # a field emptied by the clerk gives None
        raise FieldRejected("year", f"所属年度应在{EARLIEST.year}到{LATEST.year}之间。")
    for field, title, day in (
        ("day", "日期", item.day),
        ("due", "期限", item.due),
        ("done", "完成日期", item.done),
    ):
        check_day(field, title, day)
    check_order("due", ("日期", item.day), ("期限", item.due))
    check_order("done", ("日期", item.day), ("完成日期", item.done))
    for field, title in _NEVER_NEGATIVE.items():
        amount = getattr(item, field)
        if amount is not None and amount < 0:
            raise FieldRejected(field, f"{title}不能是负数。")
    if item.saving_unit and item.saving_unit not in SAVING_UNITS:
        raise FieldRejected("saving_unit", f"年节约量的单位请填{'、'.join(SAVING_UNITS)}之一。")


def state_of(item: LedgerItem, today: date) -> LedgerState:
    """Return where an entry stands on a day."""
    if item.done is not None:
        return LedgerState.DONE
    if item.due is not None:
        return LedgerState.OVERDUE if item.due < today else LedgerState.OPEN
    return LedgerState.RECORD if item.kind in _NEVER_OPEN else LedgerState.OPEN


def lacks_day(item: LedgerItem) -> bool:
    """Return whether something that happened on a day does not say on which."""
    return item.day is None and item.kind in (LedgerKind.MEETING, LedgerKind.SPENDING)


def was_done(item: LedgerItem, by: date) -> bool:
    """Return whether an entry was done by a day, that day included."""
    return item.done is not None and item.done <= by


def payback_years(item: LedgerItem) -> Decimal | None:
    """Return after how many years a project's saving has paid its investment, to 0.1;
    None if either is not known.
    """
    if not item.amount or not item.saving_money:
        return None
    return round_half_up(item.amount / item.saving_money, 1)


def total_amount(entries: Iterable[LedgerEntry], kind: LedgerKind) -> Decimal | None:
    """Return the yuan of one kind; None if none of it has an amount."""
    amounts = [
        entry.item.amount for entry in entries if entry.item.kind is kind and entry.item.amount is not None
    ]
    return sum(amounts, Decimal(0)) if amounts else None
