"""Sections of the Word document: the page, its grid, its page numbers, the mark on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..fonts import Role
from .styles import PAGE, set_face
from .xml import LINE, RUN, child, indent, page_field, put, put_property

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

UPRIGHT, LANDSCAPE = (11906, 16838), (16838, 11906)
UPRIGHT_AREA = {"top": 2098, "bottom": 1984, "left": 1587, "right": 1470}
"""26 mm at the right would be 1474: with whole twips between the characters that leaves room for 27 only."""
_TURNED = {"top": 1587, "bottom": 1474, "left": 1984, "right": 2098}
"""The area of a page whose upper edge is bound: 单页码表头朝订口."""
_FREE = {"top": 850, "bottom": 850, "left": 850, "right": 850}
_FOOTER, _HEADER = 1420, 900


def set_page(word: WordDocument, *, landscape: bool = False, bound: bool = True) -> None:
    """Give the last section the size and margins of its page;
    ``bound`` ones have the area of official documents.
    """
    from docx.enum.section import WD_ORIENTATION
    from docx.shared import Twips

    section = word.sections[-1]
    section.orientation = WD_ORIENTATION.LANDSCAPE if landscape else WD_ORIENTATION.PORTRAIT
    width, height = LANDSCAPE if landscape else UPRIGHT
    section.page_width, section.page_height = Twips(width), Twips(height)
    margins = (_TURNED if landscape else UPRIGHT_AREA) if bound else _FREE
    for side, value in margins.items():
        setattr(section, f"{side}_margin", Twips(value))
    section.footer_distance = Twips(_FOOTER if bound and not landscape else 500)
    section.header_distance = Twips(_HEADER if not landscape else 400)
    _set_grid(word, running=bound and not landscape)


def area_width(word: WordDocument) -> int:
    """Return the width between the last section's margins in twips."""
    section = word.sections[-1]
    sides = (section.page_width, section.left_margin, section.right_margin)
    width, left, right = (side.twips if side is not None else 0 for side in sides)
    return int(width - left - right)


def is_landscape(word: WordDocument) -> bool:
    """Whether the last section's pages lie across."""
    from docx.enum.section import WD_ORIENTATION

    return bool(word.sections[-1].orientation == WD_ORIENTATION.LANDSCAPE)


def number_pages(word: WordDocument, *, outside: bool) -> None:
    """Put — 1 — on every page: ``outside`` (odd pages at the right,
    even ones at the left) or in the middle.
    """
    word.settings.odd_and_even_pages_header_footer = outside
    section = word.sections[0]
    for footer, align in (
        ((section.footer, "right"), (section.even_page_footer, "left"))
        if outside
        else ((section.footer, "center"),)
    ):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style = word.styles[PAGE]
        put_property(paragraph, "jc", val=align)
        indent(paragraph, left=1 if align == "left" else 0, right=1 if align == "right" else 0)
        page_field(paragraph)


def put_mark(word: WordDocument, mark: str, *, outside: bool) -> None:
    """Print a framed word at the top of every page."""
    section = word.sections[0]
    for header in (section.header, section.even_page_header) if outside else (section.header,):
        header.is_linked_to_previous = False
        paragraph = header.paragraphs[0]
        paragraph.style = word.styles[PAGE]
        run = paragraph.add_run(mark)
        set_face(run, Role.HEAD)
        put(run.element.get_or_add_rPr(), RUN, "bdr", val="single", sz=6, space=2, color="000000")


def _set_grid(word: WordDocument, *, running: bool) -> None:
    """Give the last section its lines and characters."""
    properties = word.element.body.sectPr
    for element in [part for part in properties if part.tag.endswith("}docGrid")]:
        properties.remove(element)
    if running:
        child(properties, "docGrid", type="lines", linePitch=LINE)
    else:
        child(properties, "docGrid", linePitch=312)
