"""Cells of finished tables made from figures and totals, and the checks of their columns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from ....base.numbers import decimals
from ....base.text import chinese_date
from ....energy.statistics import Item, StatisticalSystem
from ...values.printed import PARTIAL_NOTE, BookSpot, Cell, PrintedTable, SumCheck
from ...values.reports import Signatures
from ...values.totals import Total

_NUMBERED = re.compile(r"注\d*：")
BLANK = "未填"
"""Stands where a report left a cell blank, which is not 0."""


def subject_of(system: StatisticalSystem) -> str:
    """Return what a version of the statistical system calls its subject: 能源资源消耗 until 2012, then 能源资源消费."""
    return f"能源资源{system.use}"


def plain_name(item: Item, system: StatisticalSystem | None = None) -> str:
    """Return a carrier's name without the 消费量 that newer forms print after it,
    so that sentences can say it themselves.
    """
    return item.name.replace("消费量", "").replace("消耗量", "") + (
        f"{system.use}量" if system is not None else ""
    )


def words(text: str) -> Cell:
    """Make a cell of text; an empty one stays empty."""
    return Cell(text=text or " ")


def number(value: Decimal | int | None, places: int | None = None, blank: str = "") -> Cell:
    """Make a cell of a figure; ``blank`` stands where there is none."""
    if value is None:
        return Cell(text=blank)
    return Cell(Decimal(value), places)


def total(one: Total, places: int | None = None, said: str = "") -> Cell:
    """Make a cell of a total, marked where it lacks units other than the table's head says."""
    lacks = one.coverage if one.value is not None and one.coverage != said else ""
    return Cell(one.value, places, coverage=lacks)


def with_partial_note(table: PrintedTable) -> PrintedTable:
    """Say under a table what its stars mean, where it has any; the notes are numbered again."""
    notes = [note.partition("：")[2] if _NUMBERED.match(note) else note for note in table.notes]
    if table.is_partial:
        notes.append(f"{PARTIAL_NOTE}。")
    return replace(table, notes=tuple(f"注{number}：{note}" for number, note in enumerate(notes, 1)))


def places_shown(figures: Iterable[Decimal | None], item: Item) -> int:
    """Return how many decimals a row's quantities have in a table: what the indicator asks for, or as many as
    one of them needs.
    """
    return max(item.spoken_decimals, places_used(figures, item.decimals))


def places_used(figures: Iterable[Decimal | None], most: int) -> int:
    """Return how many decimals figures in one column need, up to ``most``."""
    found = 0
    for figure in figures:
        if figure is not None:
            found = max(found, decimals(figure))
        if found >= most:
            return most
    return found


def ratio(change: Decimal | None) -> Cell:
    """Make a cell of a change."""
    return Cell(change, percent=True)


def column_check(what: str, table: int, column: int, row: int, parts: Iterable[int]) -> SumCheck:
    """Say that a figure is the sum of the figures of some rows in its own column."""
    return SumCheck(
        what, BookSpot(table, row, column), tuple(BookSpot(table, part, column) for part in parts)
    )


def signature_foot(signatures: Signatures) -> tuple[str, ...]:
    """Return the line of responsible persons; the day is left to be written where it is not known."""
    day = signatures.reported_on
    return (
        f"单位负责人：{signatures.unit_head}",
        f"统计负责人：{signatures.statistics_head}",
        f"填表人：{signatures.filled_by}",
        f"报出日期：{chinese_date(day)}" if day else "报出日期：　　　　年　　月　　日",
    )
