"""Turns a document into a PDF: ``typeset(document)``.
The one entrance to this room for papers of all tabs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from threading import Lock

from ..office.file import Office
from ..office.settings import FONT_SETTINGS, read_settings
from . import running, sheet
from .coherence import document_doubts
from .document import Document, Pdf, SheetDocument
from .drawing import draw
from .fonts import FontBook, Role, font_book
from .leaf import Leaf

one_at_a_time = Lock()
"""Held by whoever draws: reportlab's font registry and the open faces are shared."""


def typeset(document: Document | SheetDocument, fonts: FontBook | None = None) -> Pdf:
    """Return the finished PDF of a document; the same document and fonts give the same bytes.

    Raises:
        EnvironmentFault: no Chinese font is installed.
    """
    with one_at_a_time:
        book = fonts or font_book()
        leaves = _lay_out(document, book)
        title = document.title.replace("\n", "")
        pdf = draw(
            leaves,
            book,
            title=title,
            subject=document.subject,
            author=document.author,
            day=_day_of(document),
        )
        found = document_doubts(document) if isinstance(document, Document) else ()
        return replace(pdf, source=document, doubts=tuple(f"请核对：{one.why}。" for one in found))


def typeset_for(office: Office, document: Document | SheetDocument) -> Pdf:
    """Return the finished PDF of an office's paper,
    in the fonts it has chosen in its settings where they are installed.
    """
    return typeset(document, office_fonts(office))


def typeset_together(office: Office, documents: Sequence[Document | SheetDocument], title: str) -> Pdf:
    """Return several papers as one PDF, each on pages of its own with its own page numbers,
    to be printed in one go.
    """
    with one_at_a_time:
        book = office_fonts(office)
        leaves = list(chain.from_iterable(_lay_out(document, book) for document in documents))
        return draw(leaves, book, title=title, subject=title, author=documents[0].author if documents else "")


def office_fonts(office: Office) -> FontBook:
    """Return the fonts of this PC with those first that the office has chosen in its settings."""
    chosen = read_settings(office, FONT_SETTINGS)
    return font_book(
        preferred=tuple(
            (Role(setting.label), chosen[setting.key]) for setting in FONT_SETTINGS if chosen[setting.key]
        )
    )


def _day_of(document: Document | SheetDocument) -> date | None:
    if isinstance(document, SheetDocument):
        return document.day
    return document.signature.day if document.signature else None


def _lay_out(document: Document | SheetDocument, book: FontBook) -> list[Leaf]:
    return (
        running.lay_out(document, book) if isinstance(document, Document) else sheet.lay_out(document, book)
    )
