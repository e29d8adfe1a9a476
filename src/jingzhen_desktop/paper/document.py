"""What a paper holds: title, paragraphs, tables, signature. Pure values; how it looks is ``typeset``'s matter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Align(StrEnum):
    """Where a cell's text stands."""

    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading (层次序数); ``text`` comes complete with its number: 一、健全…"""

    level: int
    """1 (一、黑体), 2 （（一）楷体）, 3 (1. 仿宋) or 4 （（1）仿宋）."""
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text; a newline in it starts a new paragraph of the same kind."""

    text: str
    indent: bool = True
    centred: bool = False


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its title (used where the table has no ``head``), relative width and alignment of its cells."""

    title: str
    width: float = 1.0
    align: Align | str = Align.LEFT


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell of a table's head; spans ``columns`` to the right and ``rows`` down, as in HTML (covered places are left out)."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table: every row has one text per column; the head repeats on each page and no row is split."""

    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    head: tuple[tuple[HeadCell, ...], ...] = ()
    """Rows of a head with spans; without it the columns' titles are the head."""
    emphasised: frozenset[int] = frozenset()
    """Indexes of rows printed in 黑体, e.g. 合计."""
    caption: str = ""
    keep_last: int = 0
    """How many rows at the end stand on one page, e.g. the totals."""


Block = Heading | Paragraph | Table | PageBreak


@dataclass(frozen=True, slots=True)
class Signature:
    """署名 and 成文日期 without a seal."""

    office: str
    day: date


@dataclass(frozen=True, slots=True)
class Document:
    """A document of running text on the GB/T 9704 page."""

    title: str
    blocks: tuple[Block, ...]
    addressee: str = ""
    """主送机关; the full-width colon is added."""
    number: str = ""
    """文号, centred under the title."""
    signature: Signature | None = None
    attachment: tuple[Block, ...] = ()
    """What follows the signature on pages of its own, e.g. a 回执."""
    mark: str = ""
    """A word printed in the top margin of every page, e.g. 示例."""
    subject: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class SheetDocument:
    """A page of statistics: one table with its heading lines, notes and the line of responsible persons."""

    title: str
    table: Table
    head_left: tuple[str, ...] = ()
    """Lines over the table at the left, e.g. 填报单位：…"""
    head_right: tuple[str, ...] = ()
    """Lines over the table at the right, beside those of ``head_left``, e.g. 计量单位：…"""
    notes: tuple[str, ...] = ()
    """Lines under the table, e.g. 注：…"""
    foot: tuple[str, ...] = ()
    """Parts of the last line, spread over the width: 单位负责人：____ 统计负责人：____"""
    landscape: bool = True
    mark: str = ""
    subject: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class Pdf:
    """A finished PDF."""

    data: bytes
    pages: int
    title: str
    substitutions: tuple[str, ...] = ()
    """Sentences on fonts and characters that had to be replaced; for the preview."""
