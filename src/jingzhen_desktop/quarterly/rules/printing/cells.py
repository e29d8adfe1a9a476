"""Cells of finished tables made from figures and totals, and the checks of their columns."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from ....energy.statistics import Item, StatisticalSystem
from ...values.printed import BookSpot, Cell, SumCheck
from ...values.reports import Signatures
from ...values.totals import Total

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


def total(one: Total, places: int | None = None) -> Cell:
    """Make a cell of a total, with its coverage where it lacks units."""
    return Cell(one.value, places, coverage=one.coverage if one.value is not None else "")


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
        f"报出日期：{day:%Y-%m-%d}" if day else "报出日期：　　　　年　　月　　日",
    )
