"""Writes a document as .docx: 版头, title, text, signature, attachments, 版记 in their order."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from itertools import zip_longest
from typing import TYPE_CHECKING

from ...base.text import chinese_date
from ..characters import meetings
from ..closing import attachment_label, signature_lines
from ..document import Attachment, Document, Imprint, Letterhead, SheetDocument, Signature
from ..fonts import Role
from ..leaf import MM
from ..opening import title_names
from ..page import AREA_WIDTH, PITCH
from ..page import TITLE as TITLE_STYLE
from ..titles import balanced
from .blocks import ChartPicture, add_blocks, add_foot_table, add_table
from .pages import area_width, is_landscape, number_pages, put_mark, set_page
from .styles import (
    BANNER,
    BANNER_SIZE,
    BODY,
    FLUSH,
    LABEL,
    NOTE,
    NUMBER,
    RED_RULE,
    SHEET_TITLE,
    SIGNED,
    SMALL,
    TITLE,
    set_face,
    set_styles,
)
from .xml import CHARACTER, LINE, TWIPS, border, indent, put_property, spacing, words

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_SHEET_SIZE = 10.5
_LONGEST = 255
"""Characters of a property, as the format wants it."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
_THUMBNAIL = "docProps/thumbnail.jpeg"


def docx_of(document: Document | SheetDocument, chart_picture: ChartPicture | None = None) -> bytes:
    """Return a document as the bytes of a .docx; the same document gives the same bytes.

    ``chart_picture`` makes the pictures of charts; without it a chart becomes the table of its values.

    Raises:
        InputRejected: a picture cannot be read.
    """
    import docx

    word = docx.Document()
    for element in list(word.element.body)[:-1]:
        word.element.body.remove(element)
    set_styles(word)
    _describe(word, document)
    if isinstance(document, Document):
        _write(word, document, chart_picture)
    else:
        set_page(word, landscape=document.landscape, bound=False)
        number_pages(word, outside=False)
        _write_sheet(word, document, document.title)
    if document.mark:
        put_mark(word, words(document.mark), outside=isinstance(document, Document))
    return _packed(word)


def _write(word: WordDocument, document: Document, chart_picture: ChartPicture | None) -> None:
    set_page(word)
    number_pages(word, outside=True)
    if document.letterhead is not None:
        _letterhead(word, document.letterhead, words(document.number))
    if document.number and document.letterhead is None:
        word.add_paragraph(words(document.number), style=NUMBER)
    under = document.number or document.letterhead is not None
    _title(word, document.title, title_names(document), LINE * 2 if under else 0)
    word.add_paragraph(style=BODY)
    if document.addressee:
        word.add_paragraph(words(document.addressee).rstrip("：:") + "：", style=FLUSH)
    add_blocks(word, document.blocks, chart_picture)
    _closing(word, document)
    add_blocks(word, document.attachment, chart_picture, new_page=True)
    for number, attachment in enumerate(document.attachments, start=1):
        _attach(word, document, number, attachment, chart_picture)
    if document.imprint is not None:
        _imprint(word, document.imprint)


def _letterhead(word: WordDocument, letterhead: Letterhead, number: str) -> None:
    marks = [(words(text), role) for text, role in _marks(letterhead) if text]
    for text, role in marks:
        set_face(word.add_paragraph(style=FLUSH).add_run(text), role)
    banner = word.add_paragraph(style=BANNER)
    name = banner.add_run(words(letterhead.banner))
    from docx.shared import Pt

    fitting = area_width(word) / TWIPS / max(len(name.text), 1)
    if fitting < BANNER_SIZE:  # one line, as on paper
        name.font.size = Pt(int(fitting * 2) / 2)
    spacing(banner, line=1000, before=max(0.0, 35 * MM * TWIPS - LINE * len(marks) - 60), after=2 * LINE - 60)
    signers = [words(name) for name in letterhead.signers if name.strip()]
    line = word.add_paragraph(style=NUMBER)
    if signers:
        put_property(line, "jc", val="left")
        indent(line, left=1, right=1)
        line.paragraph_format.tab_stops.add_tab_stop(_twips(area_width(word) - CHARACTER), _right())
        line.add_run(f"{number}\t签发人：")
        set_face(line.add_run("　".join(signers)), Role.KAI)
    else:
        line.add_run(number)
    border(word.add_paragraph(style=RED_RULE), "bottom", 12, "FF0000")


def _marks(letterhead: Letterhead) -> tuple[tuple[str, Role], ...]:
    return (
        (letterhead.copy_number, Role.BODY),
        (letterhead.secrecy, Role.HEAD),
        (letterhead.urgency, Role.HEAD),
    )


def _title(word: WordDocument, title: str, names: Sequence[str], before: float = 0.0) -> None:
    """Add a title in balanced lines; the clerk's own breaks stay."""
    paragraph = word.add_paragraph(style=TITLE)
    parts = words(title).split("\n")
    lines: list[str] = []
    for part in parts:
        lines += balanced(part, _title_width, AREA_WIDTH, names, TITLE_STYLE.space)
    for number, line in enumerate(lines):
        if number:
            paragraph.add_run().add_break()
        paragraph.add_run(line)
    if before:
        spacing(paragraph, line=LINE, before=before)


def _closing(word: WordDocument, document: Document) -> None:
    if document.attachments:
        word.add_paragraph(style=BODY)
    several = len(document.attachments) > 1
    for number, attachment in enumerate(document.attachments, start=1):
        label = ("附件：" if number == 1 else "") + (f"{number}. " if several else "")
        paragraph = word.add_paragraph(label + words(attachment.title).replace("\n", ""), style=NOTE)
        start = 2.0 if number == 1 else 5.0
        indent(paragraph, left=5 + (1.25 if several else 0), first=start - 5 - (1.25 if several else 0))
    if document.signature is not None:
        _sign(word, document.signature)
    if document.remark:
        word.add_paragraph(f"（{words(document.remark).strip('（）()')}）", style=BODY)


def _sign(word: WordDocument, signature: Signature) -> None:
    """署名 and date at the right, kept together with the line before them (GB/T 9704-2012 7.3.5)."""
    office, day = words(signature.office), chinese_date(signature.day)
    if word.paragraphs:
        put_property(word.paragraphs[-1], "keepNext")
    for _ in range(2 if signature.seal else 1):
        put_property(word.add_paragraph(style=BODY), "keepNext")
    lines = signature_lines(office, _body_width)
    widest = max(map(_characters, lines))
    for line in lines:
        own = _characters(line) if signature.seal else widest
        name = word.add_paragraph(line, style=SIGNED)
        put_property(name, "keepNext")
        indent(name, right=_signature_indents(own, _characters(day), signature.seal)[0])
    days = _signature_indents(widest, _characters(day), signature.seal)[1]
    indent(word.add_paragraph(day, style=SIGNED), right=days)


def _body_width(character: str) -> float:
    return PITCH / (2 if character.isascii() else 1)


def _signature_indents(office: float, day: float, seal: bool) -> tuple[float, float]:
    """Return how far 署名 and date end from the right edge, in characters."""
    if seal:
        return max(0.0, 4 + (day - office) / 2), 4
    if office >= day:
        return 2, max(0.0, office - day)
    return 4 + day - office, 2


def _characters(text: str) -> float:
    """Return the width of a text in Chinese characters."""
    return sum(0.5 if character.isascii() else 1.0 for character in text) + 0.25 * len(list(meetings(text)))


def _attach(
    word: WordDocument,
    document: Document,
    number: int,
    attachment: Attachment,
    chart_picture: ChartPicture | None,
) -> None:
    label = attachment_label(document.attachments, number)
    if attachment.blocks or attachment.sheet is None:
        _new_page(word, label, landscape=False)
        word.add_paragraph(style=BODY)
        _title(word, attachment.title, title_names(document))
        word.add_paragraph(style=BODY)
        add_blocks(word, attachment.blocks, chart_picture)
    if attachment.sheet is not None:
        _new_page(word, "" if attachment.blocks else label, landscape=attachment.sheet.landscape)
        if not attachment.blocks:
            word.add_paragraph(style=BODY)
        _write_sheet(word, attachment.sheet, attachment.title or attachment.sheet.title)


def _new_page(word: WordDocument, label: str, *, landscape: bool) -> None:
    """Start a new page with its label, in a section of its own where the paper is turned."""
    from docx.enum.section import WD_SECTION

    turned = is_landscape(word) != landscape
    if turned:
        word.add_section(WD_SECTION.NEW_PAGE)
        set_page(word, landscape=landscape)
    paragraph = word.add_paragraph(label, style=LABEL)
    if not turned:
        put_property(paragraph, "pageBreakBefore")


def _write_sheet(word: WordDocument, sheet: SheetDocument, title: str) -> None:
    """Add a page of statistics: title, heading lines, table, notes, signatories."""
    word.add_paragraph(words(title).replace("\n", ""), style=SHEET_TITLE)
    for left, right in zip_longest(map(words, sheet.head_left), map(words, sheet.head_right), fillvalue=""):
        paragraph = word.add_paragraph(style=SMALL)
        paragraph.paragraph_format.tab_stops.add_tab_stop(_twips(area_width(word)), _right())
        paragraph.add_run(f"{left}\t{right}" if right else left)
    add_table(word, sheet.table, _SHEET_SIZE if len(sheet.table.columns) <= 10 else 8)
    for note in sheet.notes:
        word.add_paragraph(words(note), style=SMALL)
    if sheet.foot:
        word.add_paragraph("　　".join(map(words, sheet.foot)), style=SMALL)


def _imprint(word: WordDocument, imprint: Imprint) -> None:
    """版记 on the foot of the last page; after a page across, on an upright one of its own."""
    from docx.enum.section import WD_SECTION

    lines = []
    names = "，".join(words(name).strip("。") for name in imprint.copies_to if name.strip())
    if names:
        lines.append(f"抄送：{names}。")
    if imprint.issuer or imprint.day:
        lines.append(words(imprint.issuer) + (f"\t{chinese_date(imprint.day)}印发" if imprint.day else ""))
    alone = is_landscape(word)
    if lines and alone:
        word.add_section(WD_SECTION.EVEN_PAGE if imprint.even_page else WD_SECTION.NEW_PAGE)
        set_page(word)
    if lines:
        add_foot_table(word, lines, alone=alone)


def _describe(word: WordDocument, document: Document | SheetDocument) -> None:
    properties = word.core_properties
    properties.title = words(document.title).replace("\n", "")[:_LONGEST]
    properties.subject, properties.author = (
        words(document.subject)[:_LONGEST],
        words(document.author)[:_LONGEST],
    )
    properties.comments, properties.language = "", "zh-CN"
    day = document.signature.day if isinstance(document, Document) and document.signature else None
    properties.created = properties.modified = (
        datetime(day.year, day.month, day.day) if day else datetime(*_EPOCH)
    )


def _packed(word: WordDocument) -> bytes:
    """Return the file with the same times in it whenever it is made."""
    made, out = io.BytesIO(), io.BytesIO()
    word.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name == _THUMBNAIL:  # of python-docx's own template
                continue
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, _ours(name, source.read(name)))
    return out.getvalue()


def _ours(name: str, data: bytes) -> bytes:
    """Say in every part that the text is Chinese, and name no picture that is not there."""
    if name == "_rels/.rels":
        return re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", data)
    if name == "word/settings.xml":
        return re.sub(
            rb"<w:themeFontLang [^>]*/>", b'<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>', data
        )
    if name == "word/styles.xml":
        return data.replace(b'w:eastAsia="en-US"', b'w:eastAsia="zh-CN"')
    return data


def _title_width(character: str) -> float:
    return TITLE_STYLE.size / (2 if character.isascii() else 1)


def _twips(value: float) -> int:
    from docx.shared import Twips

    return Twips(round(value))


def _right() -> object:
    from docx.enum.text import WD_TAB_ALIGNMENT

    return WD_TAB_ALIGNMENT.RIGHT
