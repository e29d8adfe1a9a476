"""How a table stands in a stored paragraph: JSON whose cells are marked texts."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

from ..values.text import Figure, TableText
from .markup import figures, plain


def table_as_text(table: TableText) -> str:
    """Write a table for storage."""
    return json.dumps(asdict(table), ensure_ascii=False)


def table_from_text(text: str) -> TableText:
    """Read a stored table."""
    data = json.loads(text)
    rows = tuple(tuple(row) for row in data.pop("rows"))
    return TableText(titles=tuple(data.pop("titles")), rows=rows, **data)


def plain_table(text: str) -> TableText:
    """Read a stored table as it is printed, without marks."""
    table = table_from_text(text)
    rows = tuple(tuple(plain(cell) for cell in row) for row in table.rows)
    return replace(table, caption=plain(table.caption), note=plain(table.note), rows=rows)


def table_figures(text: str) -> tuple[Figure, ...]:
    """Return the figures of a stored table."""
    table = table_from_text(text)
    cells = (table.caption, *(cell for row in table.rows for cell in row), table.note)
    return tuple(figure for cell in cells for figure in figures(cell))
