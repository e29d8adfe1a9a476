"""C5: the town's table against sums made another way, and its columns against each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from ...base.numbers import show_number
from ...organisation.values.units import Nature
from ..values.totals import Total
from ..values.views import NationalRow, NationalTable, RowKind

_KINDS = ("education", "science", "culture", "health", "sport", "other")


def unbalanced(
    table: NationalTable, sums: Mapping[tuple[str, str], tuple[Decimal | int, Decimal | int]]
) -> Iterator[str]:
    """Say which rows do not add up.

    Args:
        sums: quantity and cost as the database added them, by code of nature and item key.
    """
    for row in table.rows:
        cells = {column.key: _number(cell) for column, cell in zip(table.columns, row.cells, strict=True)}
        if cells["all"] != cells["organs"] + cells["institutions"] + cells["groups"]:
            yield f"{_name(row)}合计{show_number(cells['all'])}不等于国家机关、事业单位、团体组织之和"
        if cells["institutions"] != sum(cells[kind] for kind in _KINDS):
            yield f"{_name(row)}事业单位小计{show_number(cells['institutions'])}不等于各类之和"
        if row.kind in {RowKind.QUANTITY, RowKind.COST} and row.code:
            position = 0 if row.kind is RowKind.QUANTITY else 1
            added = sum(
                (Decimal(sums.get((nature.value, row.key), (0, 0))[position]) for nature in Nature),
                Decimal(0),
            )
            if added != cells["all"]:
                yield f"{_name(row)}合计{show_number(cells['all'])}与重新加总的{show_number(added)}不等"


def _name(row: NationalRow) -> str:
    return f"{row.name}{row.kind.value}"


def _number(cell: Total) -> Decimal:
    return cell.value or Decimal(0)
