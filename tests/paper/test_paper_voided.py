"""A void paper's copy: what was kept, with 作废 over every page."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from pypdf import PdfReader

from jingzhen_desktop.base.place import Place
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.issued import Paper, issue, issued_paper, reprint, void_paper
from jingzhen_desktop.paper.document import Document, PageBreak, Paragraph, SheetDocument, Table, TableColumn
from jingzhen_desktop.paper.typeset import typeset
from jingzhen_desktop.paper.voided import kept_copy, kept_or_new

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAY = date(2024, 3, 1)
UPRIGHT = Document("通报", blocks=(Paragraph("甲。"), PageBreak(), Paragraph("乙。")))
LYING = SheetDocument("汇总表", Table((TableColumn("单位", 1),), (("镇政府",),)))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Office.create(tmp_path / "镇.jzdb") as office:
        yield office


def kept(office: Office, document: Document | SheetDocument) -> int:
    return issue(office, Paper("通报", "", DAY, "通报", Place("annual"), typeset(document).data)).id


def red(data: bytes) -> list[int]:
    """How many red dots each page has."""
    counts = []
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            dots = page.render(scale=0.5).to_pil().convert("RGB").tobytes()
            counts.append(sum(red > green + 80 for red, green in zip(dots[::3], dots[1::3], strict=True)))
    return counts


@pytest.mark.parametrize("document", [UPRIGHT, LYING])
def test_every_page_of_a_void_copy_says_so_over_what_it_was(
    office: Office, document: Document | SheetDocument
) -> None:
    number = kept(office, document)
    was = reprint(office, number)
    assert kept_copy(office, issued_paper(office, number)) == was
    void_paper(office, number, date(2024, 3, 2), "数字有误")
    copy = kept_copy(office, issued_paper(office, number))
    assert copy.startswith(was)
    assert not any(red(was))
    assert min(red(copy)) > 100
    before, after = (PdfReader(io.BytesIO(data), strict=True) for data in (was, copy))
    texts = [[page.extract_text() for page in reader.pages] for reader in (before, after)]
    assert texts[0] == texts[1]
    assert reprint(office, number) == was


def test_what_holds_is_shown_as_kept_and_what_is_void_is_made_anew(office: Office) -> None:
    other = typeset(LYING)
    number = kept(office, UPRIGHT)
    assert kept_or_new(office, Place("annual"), lambda: other).data == reprint(office, number)
    void_paper(office, number, DAY, "有误")
    assert kept_or_new(office, Place("annual"), lambda: other) is other
