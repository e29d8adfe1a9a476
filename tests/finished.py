"""Reads finished papers back, for every test that makes some: what a PDF says."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from pypdf import PdfReader

if TYPE_CHECKING:
    from pathlib import Path

_PAGE_NUMBER = re.compile(r"—\d+—$")


def pdf_pages(pdf: bytes | Path) -> list[str]:
    """What the pages of a PDF say, without blanks and line breaks: words and sentences are whole."""
    reader = PdfReader(io.BytesIO(pdf) if isinstance(pdf, bytes) else pdf)
    return ["".join(page.extract_text().split()) for page in reader.pages]


def pdf_text(pdf: bytes | Path, *, page_numbers: bool = True) -> str:
    """All that a PDF says; without the page numbers a sentence may run over a page."""
    pages = pdf_pages(pdf)
    return "".join(pages if page_numbers else [_PAGE_NUMBER.sub("", page) for page in pages])
