"""A real paper of the program, printed: its text lies on the sheet where the PDF has it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
from PySide6.QtPrintSupport import QPrinter

from jingzhen_desktop.annual.papers.document import summary_paper
from jingzhen_desktop.annual.values.kinds import SummaryKind
from jingzhen_desktop.example.making import make_office
from jingzhen_desktop.widgets.printing import print_pdf

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

DOTS = 300
HALF_A_MILLIMETRE = 0.5 / 25.4 * DOTS
A4 = (595.3, 841.9)


def test_the_printed_summary_lies_where_the_pdf_has_it(qapp: QApplication, tmp_path: Path) -> None:
    with make_office(tmp_path / "示例.jzdb") as office:
        data = summary_paper(office, 2011, SummaryKind.YEAR).data
    printed = tmp_path / "打印.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(printed))
    print_pdf(data, printer)
    wanted, got = pages(data), pages(printed)
    assert len(wanted) == len(got) > 2
    for (size, area), (printed_size, printed_area) in zip(wanted, got, strict=True):
        for side, printed_side, paper_side in zip(size, printed_size, A4, strict=True):
            assert abs(side - paper_side) < 1
            assert abs(printed_side - paper_side) < 1
        assert max(abs(a - b) for a, b in zip(area, printed_area, strict=True)) <= HALF_A_MILLIMETRE
    left, _, right, _ = (dots / DOTS * 25.4 for dots in got[1][1])
    assert (round(left), round(right)) == (28, 28 + 156)  # 版心 156 mm wide, 28 mm from the edge


def pages(data: bytes | Path) -> list[tuple[tuple[float, float], tuple[int, int, int, int]]]:
    """Per page its size in points and the box of its ink in dots."""
    document = pypdfium2.PdfDocument(data)
    found = []
    for page in document:
        box = (
            page.render(scale=DOTS / 72)
            .to_pil()
            .convert("L")
            .point(lambda grey: 255 if grey < 128 else 0)
            .getbbox()
        )
        assert box is not None
        found.append((page.get_size(), box))
    document.close()
    return found
