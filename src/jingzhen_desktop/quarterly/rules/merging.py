"""A corrected form put together with the stored report, difference by difference. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from ..values.findings import Difference
from ..values.reports import Entry, Report, Source
from .checks import COST, QUANTITY

EntryCell = tuple[str, str]
"""Item key, and 数量 or 费用."""
_FIELDS = {QUANTITY: "quantity", COST: "cost"}


class Choice(StrEnum):
    """What becomes of one difference between a file and what is stored."""

    REPLACE = "替换"
    KEEP = "保留"
    SKIP = "跳过"


def first_choices(
    stored: Report | None, differences: tuple[Difference, ...], typed: frozenset[tuple[str, str]]
) -> dict[EntryCell, Choice]:
    """Return what is proposed: the file replaces, except where it has nothing or where a file's figure was
    corrected by hand.

    Args:
        typed: the stored cells typed by hand, as (item key, ``quantity`` or ``cost``).
    """
    corrected = typed if stored is not None and stored.source is Source.FILE else frozenset()
    found = {}
    for one in differences:
        by_hand = (one.item.key, _FIELDS[one.what]) in corrected and one.old is not None
        found[one.item.key, one.what] = Choice.KEEP if by_hand or one.new is None else Choice.REPLACE
    return found


def merged(
    new: Report,
    differences: tuple[Difference, ...],
    choices: Mapping[EntryCell, Choice],
    typed: frozenset[tuple[str, str]],
) -> Report:
    """Return the report to store: the file's, with the old figure wherever it is kept or skipped."""
    entries = dict(new.entries)
    kept: set[tuple[str, str]] = set()
    for one in differences:
        if choices.get((one.item.key, one.what), Choice.REPLACE) is Choice.REPLACE:
            continue
        entry = entries.get(one.item.key, Entry())
        entries[one.item.key] = (
            replace(entry, quantity=one.old) if one.what == QUANTITY else replace(entry, cost=one.old)
        )
        kept.add((one.item.key, _FIELDS[one.what]))
    return replace(new, entries=entries, typed=typed & kept)
