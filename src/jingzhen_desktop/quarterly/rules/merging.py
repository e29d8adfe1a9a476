"""A corrected form put together with the stored report, difference by difference. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from ..values.findings import Difference
from ..values.reports import Entry, EntryCell, Report, Source


class Choice(StrEnum):
    """What becomes of one difference between a file and what is stored."""

    REPLACE = "替换"
    KEEP = "保留"
    SKIP = "跳过"


def first_choices(
    stored: Report | None, differences: tuple[Difference, ...], typed: frozenset[EntryCell]
) -> dict[EntryCell, Choice]:
    """Return what is proposed: the file replaces, except where it has nothing or where a file's figure was
    corrected by hand.

    Args:
        typed: the stored cells typed by hand.
    """
    corrected = typed if stored is not None and stored.source is Source.FILE else frozenset()
    found = {}
    for one in differences:
        by_hand = (one.item.key, one.what) in corrected and one.old is not None
        found[one.item.key, one.what] = Choice.KEEP if by_hand or one.new is None else Choice.REPLACE
    return found


def merged(
    new: Report,
    differences: tuple[Difference, ...],
    choices: Mapping[EntryCell, Choice],
    typed: frozenset[EntryCell],
) -> Report:
    """Return the report to store: the file's, with the old figure wherever it is kept or skipped."""
    entries = dict(new.entries)
    kept: set[EntryCell] = set()
    for one in differences:
        if choices.get((one.item.key, one.what), Choice.REPLACE) is Choice.REPLACE:
            continue
        entries[one.item.key] = entries.get(one.item.key, Entry()).put(one.what, one.old)
        kept.add((one.item.key, one.what))
    return replace(new, entries=entries, typed=(typed & kept) | (new.typed - kept))
