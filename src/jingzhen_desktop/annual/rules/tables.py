"""How a table stands in a stored paragraph: JSON whose cells are marked texts.
And the figures of any paragraph, text or table.
"""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from itertools import chain

from ..values.kinds import ParagraphKind
from ..values.text import Figure, SummaryParagraph, TableText
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
    rows = tuple(tuple(map(plain, row)) for row in table.rows)
    return replace(table, caption=plain(table.caption), note=plain(table.note), rows=rows)


def paragraph_figures(paragraph: SummaryParagraph) -> tuple[Figure, ...]:
    """Return the figures of a stored paragraph, text or table."""
    if paragraph.kind is ParagraphKind.TEXT:
        return figures(paragraph.text)
    table = table_from_text(paragraph.text)
    found: list[Figure] = []
    for cell in (table.caption, *chain(*table.rows), table.note):
        found += figures(cell)
    return tuple(found)
