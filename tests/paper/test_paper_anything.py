"""Whatever the clerk types becomes a paper: any text in any part of a document, as PDF and for Word."""

from __future__ import annotations

import io
from datetime import date

import docx
import pypdfium2
from hypothesis import given, settings
from hypothesis import strategies as st

from jingzhen_desktop.paper.document import (
    Attachment,
    Document,
    HeadCell,
    Heading,
    Imprint,
    Letterhead,
    PageBreak,
    Paragraph,
    SheetDocument,
    Signature,
    Table,
    TableColumn,
)
from jingzhen_desktop.paper.docx.writing import docx_of
from jingzhen_desktop.paper.fonts import FontBook
from jingzhen_desktop.paper.typeset import typeset

_ANY = st.text(
    st.one_of(
        st.characters(), st.sampled_from("节能减排，。“”（）——……0123456789.%\n\t\x00\x0b\ufffe\U0001f600")
    ),
    max_size=80,
)
_DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
_TABLES = st.builds(
    lambda rows, head, caption: Table(
        (TableColumn("甲"), TableColumn("乙", 2, "right")),
        tuple(rows),
        head=((HeadCell(head, columns=2),), (HeadCell("甲"), HeadCell(head))) if head else (),
        caption=caption,
        emphasised=frozenset({0}),
    ),
    st.lists(st.tuples(_ANY, _ANY), max_size=3),
    _ANY,
    _ANY,
)
_BLOCKS = st.one_of(
    st.builds(Paragraph, _ANY, indent=st.booleans(), centred=st.booleans()),
    st.builds(Heading, st.integers(1, 4), _ANY),
    st.just(PageBreak()),
    _TABLES,
)
_SOME = st.lists(_BLOCKS, max_size=4).map(tuple)
_TEXTS = st.lists(_ANY, max_size=3).map(tuple)
_SHEETS = st.builds(SheetDocument, _ANY, _TABLES, _TEXTS, _TEXTS, _TEXTS, _TEXTS, st.booleans())
_PAPERS = st.builds(
    Document,
    _ANY,
    _SOME,
    addressee=_ANY,
    number=_ANY,
    signature=st.none() | st.builds(Signature, _ANY, _DAYS, st.booleans()),
    attachment=_SOME,
    attachments=st.lists(st.builds(Attachment, _ANY, _SOME, st.none() | _SHEETS), max_size=2).map(tuple),
    letterhead=st.none() | st.builds(Letterhead, _ANY, _TEXTS, _ANY, _ANY, _ANY),
    remark=_ANY,
    imprint=st.none() | st.builds(Imprint, _TEXTS, _ANY, st.none() | _DAYS, st.booleans()),
    names=_TEXTS,
    mark=_ANY,
    subject=_ANY,
    author=_ANY,
)


@settings(max_examples=25, deadline=None)
@given(paper=_PAPERS | _SHEETS)
def test_any_text_anywhere_becomes_a_pdf(classic: FontBook, paper: Document | SheetDocument) -> None:
    pdf = typeset(paper, classic)
    assert len(pypdfium2.PdfDocument(pdf.data)) == pdf.pages >= 1


@settings(max_examples=25, deadline=None)
@given(paper=_PAPERS | _SHEETS)
def test_any_text_anywhere_becomes_a_word_file(paper: Document | SheetDocument) -> None:
    assert docx.Document(io.BytesIO(docx_of(paper))).paragraphs


@settings(max_examples=4, deadline=None)
@given(paper=_PAPERS, title=st.text(st.sampled_from("节能减排工作2011 年"), min_size=200, max_size=600))
def test_a_title_of_any_length_becomes_both(classic: FontBook, paper: Document, title: str) -> None:
    long = Document(title, paper.blocks, subject=title, author=title)
    assert typeset(long, classic).pages >= 1
    assert docx.Document(io.BytesIO(docx_of(long))).core_properties.title
