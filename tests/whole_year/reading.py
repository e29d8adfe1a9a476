"""Reads the finished papers back: what a PDF says, what a workbook holds."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
from pypdf import PdfReader

from ..finished import pdf_text

if TYPE_CHECKING:
    from pathlib import Path

Line = tuple[str, str]
"""Carrier and measure: 电, 数量（千瓦时）."""


def pdf_lines(path: Path) -> list[str]:
    """The lines of a PDF's text, without blanks."""
    return [
        "".join(line.split()) for page in PdfReader(path).pages for line in page.extract_text().splitlines()
    ]


def workbook_texts(path: Path) -> list[str]:
    """Every text and figure of a workbook, hidden sheets, sheet names, headers and properties too."""
    book = openpyxl.load_workbook(path)
    texts = [str(value) for value in vars(book.properties).values() if isinstance(value, str)]
    for sheet in book:
        texts.append(sheet.title)
        for part in (sheet.oddHeader, sheet.oddFooter):
            texts += [str(side.text) for side in (part.left, part.center, part.right) if side.text]
        texts += [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    return texts


def paper_text(path: Path) -> str:
    """What a finished paper says, its file name included."""
    return "\n".join(
        [
            path.name,
            pdf_text(path, page_numbers=False) if path.suffix == ".pdf" else "\n".join(workbook_texts(path)),
        ]
    )


def summary_rows(path: Path) -> dict[Line, list[Any]]:
    """The sheet 指标汇总: by carrier and measure the six figures and the coverage."""
    sheet: Any = openpyxl.load_workbook(path)["指标汇总"]
    found: dict[Line, list[Any]] = {}
    name = ""
    for row in sheet.iter_rows(min_row=4, max_col=10):
        name = str(row[1].value).strip() if row[1].value is not None else name
        if row[2].value is None or row[0].value == "主要指标":
            break
        found[name, str(row[2].value)] = [cell.value for cell in row[3:10]]
    return found


def table_rows(path: Path) -> dict[str, dict[Line, Any]]:
    """The sheet 季度汇总表: by the row's name (a unit, 合计, 同比 …) the figures by carrier and measure."""
    sheet: Any = openpyxl.load_workbook(path)["季度汇总表"]
    heads: list[Line] = []
    carrier = ""
    for above, head in zip(sheet[3][1:], sheet[4][1:], strict=True):
        carrier = str(above.value) if above.value is not None else carrier
        heads.append((carrier, str(head.value).replace("\n", "")))
    rows: dict[str, dict[Line, Any]] = {}
    for row in sheet.iter_rows(min_row=5):
        name = str(row[0].value or "")
        if name and name not in rows:
            values = (None if cell.value == "—" else cell.value for cell in row[1:])
            rows[name] = dict(zip(heads, values, strict=True))
    return rows


def number(shown: str) -> Decimal | None:
    """The figure behind a shown text: 1,234.50 → 1234.50, — → None."""
    plain = shown.replace(",", "")
    return Decimal(plain) if re.fullmatch(r"-?\d+(\.\d+)?", plain) else None


def percent(value: object) -> str:
    """A ratio as the screen shows it: -0.044 → -4.4%."""
    if isinstance(value, str) or value is None:
        return "—"
    tenths = (Decimal(str(value)) * 100).quantize(Decimal("0.1"), "ROUND_HALF_UP")
    return f"{tenths:+}%" if tenths else "0.0%"
