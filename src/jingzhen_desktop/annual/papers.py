"""The summary on paper. How a page is set is ``paper``'s matter."""

from __future__ import annotations

from pathlib import Path

from ..base.errors import InputRejected
from ..office import Office
from ..office.settings import EXAMPLE, read_setting
from ..paper.document import Align, Block, Document, Heading, Paragraph, Pdf, Signature, Table, TableColumn
from ..spreadsheet.delivery import deliver, safe_name
from .queries import signature, summary
from .rules.clipboard import is_heading
from .rules.markup import plain
from .rules.tables import plain_table
from .values import ParagraphKind, Summary, SummaryKind, SummaryParagraph, TableText

EXAMPLE_MARK = "示例"


def summary_paper(office: Office, year: int, kind: SummaryKind) -> Pdf:
    """Return the stored summary as PDF; raises InputRejected if it was not generated yet."""
    from ..paper.typeset import typeset_for

    mark = EXAMPLE_MARK if read_setting(office, EXAMPLE) else ""
    return typeset_for(office, summary_document(_stored(office, year, kind), signature(office), mark))


def export_summary(office: Office, year: int, kind: SummaryKind, folder: Path, overwrite: bool = False) -> Path:
    """Write the PDF into a folder, verified; returns the file.

    Raises:
        InputRejected: the summary was not generated yet, or the name exists and may not be replaced.
        EnvironmentFault: the folder cannot be written.
    """
    pdf = summary_paper(office, year, kind)
    return deliver(pdf.data, folder / paper_name(_stored(office, year, kind)), overwrite=overwrite)


def paper_name(stored: Summary) -> str:
    """Return the file name of a summary's PDF."""
    return f"{safe_name(stored.title)}.pdf"


def summary_document(stored: Summary, signed_by: str, mark: str = "") -> Document:
    """Return a summary as a document: headings, paragraphs, tables, signature."""
    return Document(
        title=stored.title,
        blocks=tuple(block for paragraph in stored.paragraphs for block in _blocks(paragraph)),
        signature=Signature(signed_by, stored.day),
        mark=mark,
        subject=f"{stored.year}年节能减排工作",
        author=signed_by,
    )


def _stored(office: Office, year: int, kind: SummaryKind) -> Summary:
    found = summary(office, year, kind)
    if found is None:
        raise InputRejected(f"{year}年{kind.value}工作总结尚未生成，请先在“年度总结”中生成。")
    return found


def _blocks(paragraph: SummaryParagraph) -> list[Block]:
    if paragraph.kind is ParagraphKind.TABLE:
        return _table_blocks(plain_table(paragraph.text))
    text = plain(paragraph.text)
    return [Heading(paragraph.level.value, text) if is_heading(paragraph.level, text) else Paragraph(text)]


def _table_blocks(table: TableText) -> list[Block]:
    widths = [max(_width(text) for text in column) + 1 for column in zip(table.titles, *table.rows, strict=True)]
    columns = tuple(
        TableColumn(title, width, Align.RIGHT if number >= table.numeric_from else Align.CENTRE)
        for number, (title, width) in enumerate(zip(table.titles, widths, strict=True))
    )
    emphasised = frozenset({len(table.rows) - 1}) if table.last_row_is_total else frozenset()
    grid = Table(columns, table.rows, emphasised=emphasised, caption=table.caption)
    return [grid, Paragraph(f"注：{table.note}")] if table.note else [grid]


def _width(text: str) -> float:
    """Width in Chinese characters, roughly."""
    return sum(1.0 if ord(letter) > 0x2E80 else 0.55 for letter in text)
