"""Cells of finished tables made from figures and totals."""

from __future__ import annotations

from decimal import Decimal

from ....energy.statistics import Item, StatisticalSystem
from ...values.figures import Total
from ...values.printed import NOTHING, Cell

BLANK = "未填"
"""Stands where a report left a cell blank, which is not 0."""


def subject_of(system: StatisticalSystem) -> str:
    """Return what a version of the statistical system calls its subject: 能源资源消耗 until 2012, then 能源资源消费."""
    return f"能源资源{_use(system)}"


def plain_name(item: Item, system: StatisticalSystem | None = None) -> str:
    """Return a carrier's name without the 消费量 that newer forms print after it,
    so that sentences can say it themselves.
    """
    return item.name.replace("消费量", "").replace("消耗量", "") + (
        f"{_use(system)}量" if system is not None else ""
    )


def _use(system: StatisticalSystem) -> str:
    return "消费" if "消费" in system.form_title else "消耗"


def words(text: str, id: int | None = None) -> Cell:  # noqa: A002 - the value's own word
    """Make a cell of text; an empty one stays empty."""
    return Cell(text=text or " ", id=id)


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


def used_places(cells: list[Cell], most: int) -> int:
    """Return how many decimals a column needs, so that whole kilowatt-hours print without .00."""
    from ....base.numbers import decimals

    return min(most, max((decimals(cell.value) for cell in cells if cell.value is not None), default=0))


__all__ = ["BLANK", "NOTHING", "number", "plain_name", "ratio", "subject_of", "total", "used_places", "words"]
