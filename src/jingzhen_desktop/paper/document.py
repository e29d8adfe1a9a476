"""What a paper holds: title, paragraphs, tables, signature.
Pure values; how it looks is ``typeset``'s matter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from ..base.files import OutFile

if TYPE_CHECKING:
    from .charts.values import Chart


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
    """A column: its title (used where the table has no ``head``),
    relative width and alignment of its cells.
    """

    title: str
    width: float = 1.0
    align: Align | str = Align.LEFT
    part: str = ""
    """Neighbours of one part stay on one page, where a table is too wide for it: the columns of a carrier."""


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell of a table's head; spans ``columns`` to the right and ``rows`` down,
    as in HTML (covered places are left out).
    """

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
    follows: bool = False
    """It never begins a page without what stands before it, e.g. the places to sign at the end of a form."""


PHOTO_HEIGHT = 92.0
"""Millimetres a photo takes, in whatever paper:
two of them with their captions stand on a page, under a heading too.
"""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture (PNG or JPEG as the camera gave it), centred, with its caption under it;
    it may share its page with text.
    """

    data: bytes
    caption: str = ""
    height: float = PHOTO_HEIGHT
    """Millimetres; a picture that would be wider than the area becomes lower."""


@dataclass(frozen=True, slots=True)
class ChartBlock:
    """A chart over the width of the area, drawn as lines and text, with its caption under it."""

    chart: Chart
    caption: str = ""
    height: float = 80.0
    """Millimetres."""


Block = Heading | Paragraph | Table | Picture | ChartBlock | PageBreak


@dataclass(frozen=True, slots=True)
class Signature:
    """署名 and 成文日期; with ``seal`` they leave room for it (GB/T 9704-2012 7.3.5.1),
    without they stand as 7.3.5.2 says.
    """

    office: str
    day: date
    seal: bool = False


@dataclass(frozen=True, slots=True)
class Letterhead:
    """版头: the red head of a document on the office's own paper. 发文字号 is the document's ``number``."""

    banner: str
    """发文机关标志, e.g. 文井镇人民政府文件."""
    signers: tuple[str, ...] = ()
    """签发人; named on 上行文 only: the number then stands at the left and they at the right."""
    copy_number: str = ""
    """份号, six digits."""
    secrecy: str = ""
    """密级和保密期限, e.g. 秘密★1年."""
    urgency: str = ""
    """紧急程度: 特急 or 加急."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记: the last lines on the foot of the last page."""

    copies_to: tuple[str, ...] = ()
    """抄送机关."""
    issuer: str = ""
    """印发机关."""
    day: date | None = None
    """印发日期."""
    even_page: bool = True
    """Stand on an even page, as in print on both sides;
    a text that ends on an odd page gets one more for it.
    """


@dataclass(frozen=True, slots=True)
class Attachment:
    """附件: named under the text and added on pages of its own after the signature."""

    title: str
    blocks: tuple[Block, ...] = ()
    sheet: SheetDocument | None = None
    """A page of statistics (also landscape) instead of, or after, ``blocks``;
    its title gives way to the attachment's.
    """


@dataclass(frozen=True, slots=True)
class Document:
    """A document of running text on the GB/T 9704 page."""

    title: str
    """Set in balanced lines; a newline breaks it where the clerk wants."""
    blocks: tuple[Block, ...]
    addressee: str = ""
    """主送机关; the full-width colon is added."""
    number: str = ""
    """发文字号: in the 版头 if there is one, else centred above the title."""
    signature: Signature | None = None
    attachment: tuple[Block, ...] = ()
    """What follows the signature on pages of its own without being numbered as 附件, e.g. a 回执."""
    attachments: tuple[Attachment, ...] = ()
    """附件, in their order: 附件说明 under the text, and their pages."""
    letterhead: Letterhead | None = None
    remark: str = ""
    """附注, e.g. 联系人：…，电话：…; the round brackets are added."""
    imprint: Imprint | None = None
    names: tuple[str, ...] = ()
    """Names that the title's lines must not break (units, places, persons);
    the signatory and addressees count anyway.
    """
    mark: str = ""
    """A word printed in the top margin of every page, e.g. 示例."""
    subject: str = ""
    author: str = ""
    bears: frozenset[str] = frozenset()
    """What the records behind the paper bear out of what its text may claim (``coherence``)."""
    answered: frozenset[str] = frozenset()
    """Keys of doubts about the text that the clerk has answered by keeping the words."""


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
    large: bool = False
    """On A3, where it is no part of a document."""
    mark: str = ""
    subject: str = ""
    author: str = ""
    day: date | None = None
    """The day the page is of; the file bears it."""


def pdf_file(name: str, make: Callable[[], Pdf]) -> OutFile:
    """Return a PDF on its way out, made when its turn comes."""
    return OutFile(name, lambda: make().data)


@dataclass(frozen=True, slots=True)
class Pdf:
    """A finished PDF."""

    data: bytes
    pages: int
    title: str
    substitutions: tuple[str, ...] = ()
    """Sentences on fonts and characters that had to be replaced; for the preview."""
    doubts: tuple[str, ...] = ()
    """Sentences on what does not hold together in the text; for the preview."""
    source: Document | SheetDocument | None = None
    """What it was made from, so that the preview can offer it for Word too;
    None for a PDF kept from before.
    """
