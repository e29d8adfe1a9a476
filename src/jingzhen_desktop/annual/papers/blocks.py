"""A stored text as the blocks of a document: headings, paragraphs, tables."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from ...paper.document import Align, Block, Heading, Paragraph, Table, TableColumn
from ..rules.clipboard import is_heading
from ..rules.markup import plain
from ..rules.tables import plain_table
from ..values.kinds import ParagraphKind
from ..values.text import SummaryParagraph, TableText


def text_blocks(paragraphs: Sequence[SummaryParagraph]) -> tuple[Block, ...]:
    """Return a text as blocks."""
    return tuple(chain.from_iterable(map(_blocks, paragraphs)))


def text_width(text: str) -> float:
    """Return the width of a text in Chinese characters, roughly."""
    return sum(1.0 if ord(letter) > 0x2E80 else 0.55 for letter in text)


def _blocks(paragraph: SummaryParagraph) -> list[Block]:
    if paragraph.kind is ParagraphKind.TABLE:
        return _table_blocks(plain_table(paragraph.text))
    text = plain(paragraph.text)
    return [Heading(paragraph.level.value, text) if is_heading(paragraph.level, text) else Paragraph(text)]


def _table_blocks(table: TableText) -> list[Block]:
    by_column = zip(table.titles, *table.rows, strict=True)
    widths = [max(map(text_width, column)) + 1 for column in by_column]
    columns = tuple(
        TableColumn(title, width, Align.RIGHT if number >= table.numeric_from else Align.CENTRE)
        for number, (title, width) in enumerate(zip(table.titles, widths, strict=True))
    )
    emphasised = frozenset({len(table.rows) - 1}) if table.last_row_is_total else frozenset()
    grid = Table(columns, table.rows, emphasised=emphasised, caption=table.caption)
    return [grid, Paragraph(f"注：{table.note}")] if table.note else [grid]
