"""Blocks in Word: headings, paragraphs, tables with repeated heads, pictures,
charts as pictures or as tables of their values.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from math import ceil
from typing import TYPE_CHECKING, Any

from ..document import (
    Align,
    Block,
    ChartBlock,
    HeadCell,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Table,
    TableColumn,
)
from ..fonts import Role
from ..leaf import MM
from ..page import LINES
from ..pictures import picture_size, print_picture
from ..tables import head_places
from .pages import UPRIGHT, UPRIGHT_AREA, area_width
from .styles import BODY, CAPTION, CELL, CENTRED, FLUSH, IMPRINT, IMPRINT_LINE, PICTURE, RED_RULE, set_face
from .xml import LINE, TABLE, TWIPS, child, indent, put, put_property, spacing, words

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_CELL_SIZE, _IMPRINT_SIZE = 12.0, 14
_LATIN = 0.62
"""Of a Han character's width; fonts that stand in for the official ones have wide figures."""
_SMALLER = (10.5, 9.0, 8.0, 7.5, 7.0)
"""Sizes of type for tables that are too wide for the usual one."""
_CELL_MARGIN = 34
"""Twips of blank at each side of a cell's text."""
_CELL_BLANK = 2 * _CELL_MARGIN + 16
"""What stands beside a cell's text: the blank and the rules."""
ChartPicture = Callable[[ChartBlock, float, float], bytes]
"""Makes a PNG of a chart of a width and height in points."""


def add_blocks(
    word: WordDocument, blocks: Iterable[Block], chart_picture: ChartPicture | None, *, new_page: bool = False
) -> None:
    """Add blocks at the end, from a new page on if wanted;
    without ``chart_picture`` a chart becomes the table of its values.
    """
    for block in blocks:
        if isinstance(block, PageBreak):
            new_page = True
            continue
        before = len(word.paragraphs)
        if new_page and isinstance(block, Table) and not block.caption:
            word.add_paragraph(style=FLUSH)
        _add_block(word, block, chart_picture)
        if new_page:
            put_property(word.paragraphs[before], "pageBreakBefore")
        new_page = False


def _add_block(word: WordDocument, block: Block, chart_picture: ChartPicture | None) -> None:
    match block:
        case Heading():
            word.add_paragraph(_one_line(block.text), style=f"Heading {min(max(block.level, 1), 4)}")
        case Paragraph():
            style = CENTRED if block.centred else BODY if block.indent else FLUSH
            for part in words(block.text).split("\n"):
                word.add_paragraph(part, style=style)
        case Table():
            add_table(word, block)
        case Picture():
            _add_picture(word, block.data, block.height * MM, block.caption)
        case ChartBlock():
            _add_chart(word, block, chart_picture)


def add_table(word: WordDocument, table: Table, size: float = 0.0) -> None:
    """Add a table over the section's width: its head repeats on each page, no row is divided.

    ``size`` is that of its type, at most: it is smaller where figures would not stay whole.
    One that is too wide even then becomes several, one under the other, each repeating the first column.
    """
    for number, part in enumerate(_divided(table, area_width(word))):
        _add_table(word, part if number == 0 else replace(part, caption=""), size)


def _divided(table: Table, width: int) -> list[Table]:
    """Part a table's columns into groups that fit the width in the smallest type; columns of one part stay
    together.
    """
    least = _leasts(table, _SMALLER[-1])
    if sum(least) <= width:
        return [table]
    groups: list[list[int]] = [[0]]
    places = range(1, len(table.columns))
    for _part, members in groupby(places, key=lambda column: table.columns[column].part or column):
        together = list(members)
        if len(groups[-1]) > 1 and sum(least[i] for i in (*groups[-1], *together)) > width:
            groups.append([0])
        groups[-1] += together
    return [_columns_of(table, group) for group in groups]


def _columns_of(table: Table, columns: Sequence[int]) -> Table:
    """Some columns of a table with their part of the head."""
    head = tuple(_head_row(table, row, columns) for row in range(len(table.head)))
    rows = tuple(_chosen(row, columns) for row in table.rows)
    return replace(table, columns=tuple(table.columns[i] for i in columns), rows=rows, head=head)


def _chosen(row: Sequence[str], columns: Sequence[int]) -> tuple[str, ...]:
    return tuple(row[i] for i in columns)


def _head_row(table: Table, number: int, columns: Sequence[int]) -> tuple[HeadCell, ...]:
    cells = []
    for row, column, cell in head_places(table):
        inside = [i for i in columns if column <= i < column + cell.columns]
        if row == number and inside:
            cells.append(replace(cell, columns=len(inside)))
    return tuple(cells)


def _add_table(word: WordDocument, table: Table, size: float) -> None:
    if table.caption:
        put_property(word.add_paragraph(words(table.caption), style=CAPTION), "keepNext")
    _part_tables(word)
    head = table.head or (tuple(HeadCell(column.title) for column in table.columns),)
    grid = word.add_table(len(head) + len(table.rows), len(table.columns), style="Table Grid")
    rows = [row.cells for row in grid.rows]  # asked for once: python-docx reads the whole table each time
    style, size = word.styles[CELL].style_id, _fitting_size(table, area_width(word), size or _CELL_SIZE)
    _set_widths(grid, rows, _shares(table, area_width(word), size))
    for row, place, title in head_places(table):
        corner, last = rows[row][place], rows[row + title.rows - 1][place + title.columns - 1]
        _fill(
            corner if corner is last else corner.merge(last), title.text, Align.CENTRE, Role.HEAD, size, style
        )
    for number, texts in enumerate(table.rows):
        role = Role.HEAD if number in table.emphasised else Role.BODY
        for cell, column, text in zip(rows[len(head) + number], table.columns, texts, strict=True):
            _fill(cell, text, Align(column.align), role, size, style)
    _set_margins(grid)
    for number, row in enumerate(grid.rows):
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no word for it
        child(properties, "cantSplit")
        if number < len(head):
            child(properties, "tblHeader")


def _set_margins(grid: Any) -> None:
    """Leave little beside the texts, so that a figure has the width that was measured for it."""
    margins = put(grid._tbl.tblPr, TABLE, "tblCellMar")  # noqa: SLF001 - python-docx has no word for it
    for side in ("left", "right"):
        child(margins, side, w=_CELL_MARGIN, type="dxa")


def _one_line(text: str) -> str:
    return words(text).replace("\n", "")


def add_foot_table(word: WordDocument, lines: Sequence[str], *, alone: bool = False) -> None:
    """Put lines on the foot of the page's area, with rules over, between and under them; a tab leads to the
    right edge.

    ``alone`` on a page of their own, blank space carries them down: a table that begins a section is not put
    at its place everywhere.
    """
    from docx.enum.table import WD_ROW_HEIGHT_RULE
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Twips

    width = area_width(word)
    _part_tables(word)
    heights = [IMPRINT_LINE * ceil(len(text) * _IMPRINT_SIZE * TWIPS / (width - 600)) for text in lines]
    if alone:
        spacing(word.add_paragraph(style=RED_RULE), line=(LINES - 1) * LINE - sum(heights))
    grid = word.add_table(len(lines), 1)
    properties = grid._tbl.tblPr  # noqa: SLF001 - python-docx has no word for it
    # an absolute place: not every program knows “at the bottom of the area”
    place = {"tblpX": UPRIGHT_AREA["left"], "tblpY": UPRIGHT[1] - UPRIGHT_AREA["bottom"] - sum(heights)}
    put(
        properties,
        TABLE,
        "tblpPr",
        leftFromText=0,
        rightFromText=0,
        vertAnchor="page",
        horzAnchor="page",
        **place,
    )
    rules = put(properties, TABLE, "tblBorders")
    for side, weight in (("top", 8), ("bottom", 8), ("insideH", 6)):
        child(rules, side, val="single", sz=weight, space=0, color="000000")
    for row, text, height in zip(grid.rows, lines, heights, strict=True):
        row.height, row.height_rule = Twips(height), WD_ROW_HEIGHT_RULE.EXACTLY
        row.cells[0].width = Twips(width)
        paragraph = row.cells[0].paragraphs[0]
        paragraph.style = IMPRINT
        hanging = 3 * _IMPRINT_SIZE / 16 if text.startswith("抄送：") else 0.0
        # with the cell's own blank this is a character of 14 points
        indent(paragraph, left=0.65 + hanging, first=-hanging, right=0.65)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Twips(width - 500), WD_TAB_ALIGNMENT.RIGHT)
        paragraph.add_run(text)
    word.add_paragraph(style=RED_RULE)


def _part_tables(word: WordDocument) -> None:
    """Put a low line after a table at the end: two tables without one between them are read as one."""
    body = list(word.element.body)
    if len(body) > 1 and body[-2].tag.endswith("}tbl"):
        word.add_paragraph(style=RED_RULE)


def _set_widths(grid: Any, rows: Sequence[Sequence[Any]], shares: Sequence[float]) -> None:
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.shared import Twips

    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    grid.autofit = False
    for number, (share, column) in enumerate(zip(shares, grid.columns, strict=True)):
        column.width = Twips(round(share))
        for cells in rows:
            cells[number].width = column.width


def _fitting_size(table: Table, width: int, largest: float) -> float:
    """Return the largest size of type at which no figure is divided, or else the smallest."""
    sizes = [largest, *(size for size in _SMALLER if size < largest)]
    return next((size for size in sizes if sum(_leasts(table, size)) <= width), sizes[-1])


def _shares(table: Table, width: float, size: float) -> list[float]:
    """Share the width out by the columns' weights,
    none narrower than its figures or a few characters of its texts need.
    """
    least = _leasts(table, size)
    if sum(least) >= width:
        return [part * width / sum(least) for part in least]
    fixed: dict[int, float] = {}
    while True:
        rest = width - sum(fixed.values())
        weights = sum(column.width for i, column in enumerate(table.columns) if i not in fixed)
        shares = [
            fixed.get(i, rest * column.width / weights if weights else 0.0)
            for i, column in enumerate(table.columns)
        ]
        short = {i: least[i] for i, share in enumerate(shares) if i not in fixed and share < least[i]}
        if not short:
            return shares
        fixed |= short


def _leasts(table: Table, size: float) -> list[float]:
    """Return how wide the columns must be, in twips."""
    return [_least(table, column) * size * TWIPS + _CELL_BLANK for column in range(len(table.columns))]


def _least(table: Table, column: int) -> float:
    """Return how many characters a column must hold on a line."""
    numbers = table.columns[column].align == Align.RIGHT
    widths = [_characters(row[column]) for row in table.rows]
    return max([3.0, *(width if numbers else min(width, 8.0) for width in widths)])


def _characters(text: str) -> float:
    """How wide a text is, in Han characters; Latin ones take a little over half of one."""
    return sum(_LATIN if character.isascii() else 1.0 for character in text)


def _fill(cell: Any, text: str, align: Align, role: Role, size: float, style: str) -> None:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.shared import Pt

    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for number, part in enumerate(words(text).split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        # by name python-docx would look through all styles for each cell
        paragraph._p.style = style  # noqa: SLF001
        put_property(paragraph, "jc", val="center" if align is Align.CENTRE else align.value)
        run = paragraph.add_run(part)
        set_face(run, role)
        if size != _CELL_SIZE:
            run.font.size = Pt(size)


def _add_picture(word: WordDocument, data: bytes, height: float, caption: str) -> None:
    from docx.shared import Pt

    pixels = picture_size(data)
    scale = min(area_width(word) / TWIPS / pixels[0], height / pixels[1])
    size = pixels[0] * scale, pixels[1] * scale
    paragraph = word.add_paragraph(style=PICTURE)
    picture = paragraph.add_run().add_picture(
        io.BytesIO(print_picture(data, *size)), Pt(size[0]), Pt(size[1])
    )
    _describe(picture, caption)
    if caption:
        put_property(paragraph, "keepNext")
        word.add_paragraph(_one_line(caption), style=CENTRED)


def _describe(picture: Any, text: str) -> None:
    """Give a picture the words that are read aloud for it."""
    for element in picture._inline.iter():  # noqa: SLF001 - python-docx has no word for it
        if element.tag.endswith("}docPr"):
            element.set("descr", words(text))


def _add_chart(word: WordDocument, block: ChartBlock, chart_picture: ChartPicture | None) -> None:
    width, height = area_width(word) / TWIPS, block.height * MM
    if chart_picture is not None:
        _add_picture(word, chart_picture(block, width, height), height, block.caption or block.chart.title)
        return
    head, *rows = block.chart.table()
    columns = tuple(
        TableColumn(title, 1.0, Align.RIGHT if number else Align.LEFT) for number, title in enumerate(head)
    )
    add_table(word, Table(columns, tuple(rows), caption=block.chart.title))
    for note in (*block.chart.notes, *([block.caption] if block.caption else [])):
        word.add_paragraph(_one_line(note), style=CENTRED)
