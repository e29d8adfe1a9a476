"""What is printed is the PDF itself: same place, same size, page by page."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from PIL import Image, ImageChops
from PySide6.QtCore import QSize
from PySide6.QtPrintSupport import QPrinter
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen import canvas

from jingzhen_desktop.base.errors import EnvironmentFault, InputRejected
from jingzhen_desktop.widgets import printing
from jingzhen_desktop.widgets.printing import pages_to_print, print_pdf

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

DOTS = 300
HALF_A_MILLIMETRE = 0.5 / 25.4 * DOTS
MM = 72 / 25.4


def make_pdf(*sizes: tuple[float, float]) -> bytes:
    """Pages with a text block at the margins of an official paper (上37 mm, 左28 mm, 右26 mm,
    下35 mm) and a page number.
    """
    out = io.BytesIO()
    page = canvas.Canvas(out)
    for number, (width, height) in enumerate(sizes, 1):
        page.setPageSize((width, height))
        page.setFont("Helvetica", 16)
        page.rect(28 * MM, 35 * MM, width - 54 * MM, height - 72 * MM)
        for line in range(8):
            page.drawString(
                30 * MM, height - (45 + 15 * line) * MM, f"page {number} line {line} Hamburgefonts"
            )
        page.drawString(width / 2, 28 * MM, f"- {number} -")
        page.showPage()
    page.save()
    return out.getvalue()


def ink(data: bytes | Path) -> list[tuple[tuple[float, float], tuple[int, int, int, int], int]]:
    """Per page: size in points, box of the ink in pixels at 300 dpi, and how many pixels are dark."""
    document = pypdfium2.PdfDocument(data)
    pages = []
    for page in document:
        image = (
            page.render(scale=DOTS / 72).to_pil().convert("L").point(lambda grey: 255 if grey < 128 else 0)
        )
        pages.append((page.get_size(), image.getbbox(), image.histogram()[255]))
    document.close()
    return pages


def print_to(path: Path, data: bytes, **settings: Any) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(1200)
    for name, value in settings.items():
        getattr(printer, name)(value)
    print_pdf(data, printer)
    return printer


@pytest.mark.parametrize(
    "sizes", [(A4,), (landscape(A4),), (A4, landscape(A4), A4)], ids=["portrait", "landscape", "mixed"]
)
def test_the_printed_text_lies_within_half_a_millimetre(qapp: Any, tmp_path: Path, sizes: Any) -> None:
    data = make_pdf(*sizes)
    print_to(tmp_path / "printed.pdf", data)
    wanted, printed = ink(data), ink(tmp_path / "printed.pdf")
    assert len(printed) == len(wanted) == len(sizes)
    for (size, box, dark), (printed_size, printed_box, printed_dark) in zip(wanted, printed, strict=True):
        assert printed_size == pytest.approx(size, abs=1)
        assert box[2] - box[0] > 1000
        assert max(abs(a - b) for a, b in zip(box, printed_box, strict=True)) <= HALF_A_MILLIMETRE
        assert printed_dark == pytest.approx(dark, rel=0.15)  # nothing is missing between the edges


def test_bands_join_without_seam(qapp: Any) -> None:
    document, _buffer = printing.open_pdf(make_pdf(A4))
    whole = QSize(2480, 3508)
    one = picture(printing._render_band(document, 0, whole, 0, whole.height()))
    joined = Image.new("L", one.size, 255)
    for top in range(0, whole.height(), 512):
        joined.paste(
            picture(printing._render_band(document, 0, whole, top, min(512, whole.height() - top))), (0, top)
        )
    assert one.histogram()[0] > 50_000
    assert sum(ImageChops.difference(one, joined).histogram()[64:]) == 0


def picture(band: QImage) -> Image.Image:
    return Image.frombuffer(
        "L", (band.width(), band.height()), bytes(band.constBits()), "raw", "L", band.bytesPerLine(), 1
    )


def test_colour_stays_colour(qapp: Any, tmp_path: Path) -> None:
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=A4)
    page.setFillColorRGB(0.8, 0, 0)
    page.rect(100, 400, 200, 50, fill=1, stroke=0)
    page.save()
    print_to(tmp_path / "red.pdf", out.getvalue())
    red, green, blue = (
        pypdfium2.PdfDocument(tmp_path / "red.pdf")[0]
        .render(scale=1)
        .to_pil()
        .convert("RGB")
        .getpixel((200, 842 - 425))
    )
    assert red > 180
    assert green < 30
    assert blue < 30


def test_only_the_wanted_pages_in_the_wanted_order(qapp: Any, tmp_path: Path) -> None:
    data = make_pdf(A4, A4, landscape(A4), A4)

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "some.pdf"))
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    assert pages_to_print(printer, 4) == [1, 2]
    print_pdf(data, printer)
    assert [size[0] > size[1] for size, _, _ in ink(tmp_path / "some.pdf")] == [False, True]
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert pages_to_print(printer, 4) == [2, 1]
    printer.setFromTo(9, 9)
    with pytest.raises(InputRejected, match="页码"):
        print_pdf(data, printer)


def test_copies_are_made_where_the_driver_makes_none(qapp: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    monkeypatch.setattr(QPrinter, "copyCount", lambda _printer: 2)
    monkeypatch.setattr(QPrinter, "supportsMultipleCopies", lambda _printer: False)
    assert pages_to_print(printer, 2) == [0, 1, 0, 1]
    printer.setCollateCopies(False)
    assert pages_to_print(printer, 2) == [0, 0, 1, 1]


def test_any_printer_is_asked_for_600_dots(qapp: Any, tmp_path: Path) -> None:
    assert print_to(tmp_path / "fine.pdf", make_pdf(A4), setResolution=150).resolution() == 600


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_does_not_answer_is_a_sentence(qapp: Any, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="打印机"):
        print_to(tmp_path / "no such folder" / "x.pdf", make_pdf(A4))


def test_cancelling_stops_between_pages(qapp: Any, tmp_path: Path) -> None:
    asked: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        asked.append((done, total))
        if done == 1:
            raise InterruptedError

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "stopped.pdf"))
    with pytest.raises(InterruptedError):
        print_pdf(make_pdf(A4, A4, A4), printer, progress)
    assert asked == [(0, 3), (1, 3)]


def test_what_is_no_pdf_is_refused(qapp: Any, tmp_path: Path) -> None:
    with pytest.raises(InputRejected, match="PDF"):
        print_to(tmp_path / "x.pdf", b"%PDF-1.4 broken")


def test_bands_are_cut_between_the_lines_of_text(qapp: Any) -> None:
    """A printer driver may scale each band by itself: a seam must not run through letters."""
    document, _buffer = printing.open_pdf(make_pdf(A4, landscape(A4)))
    whole = QSize(4960, 7016)
    band = printing._render_band(document, 0, whole, 900, 512)
    height = printing._cut(band)
    assert 256 < height < 512
    grey = picture(band).convert("L")
    frame = grey.crop((100, height - 1, 4800, height + 1)).histogram()
    letters = grey.crop((750, height - 3, 4200, height + 1)).histogram()
    assert letters[255] == 3450 * 4  # nothing of a letter at the cut
    assert sum(frame[:128]) <= 40  # the frame's two lines alone may cross it


@pytest.mark.parametrize(
    "sizes", [(landscape(A4),), (A4, landscape(A4)), (landscape(A4), A4)], ids=["alone", "last", "first"]
)
def test_a_printer_gets_upright_sheets_with_landscape_pages_turned_for_binding(
    qapp: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sizes: Any
) -> None:
    """A print server turned a whole job over because its last page lay: seen on a real queue."""
    for name in ("_check_there", "_check_taken"):
        monkeypatch.setattr(printing, name, lambda _printer: None)
    monkeypatch.setattr(printing, "_is_real", lambda _printer: True)
    data = make_pdf(*sizes)
    print_to(tmp_path / "printed.pdf", data)
    printed = pypdfium2.PdfDocument(tmp_path / "printed.pdf")
    for source, page in zip(pypdfium2.PdfDocument(data), printed, strict=True):
        assert page.get_size() == pytest.approx(A4, abs=1)
        grey = [one.render(scale=DOTS / 72).to_pil().convert("L") for one in (source, page)]
        pictures = [one.point(lambda shade: 255 if shade < 128 else 0) for one in grey]
        # the upper edge comes to the left
        wanted = (
            pictures[0].rotate(90, expand=True) if pictures[0].width > pictures[0].height else pictures[0]
        )
        assert (
            max(abs(a - b) for a, b in zip(wanted.getbbox(), pictures[1].getbbox(), strict=True))
            <= HALF_A_MILLIMETRE
        )
        same = ImageChops.difference(wanted.resize((210, 297)), pictures[1].resize((210, 297))).histogram()
        assert sum(same[:96]) > 0.97 * sum(same)


def test_a_printer_removed_meanwhile_is_a_sentence(qapp: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    monkeypatch.setattr(printing, "_is_real", lambda _printer: True)
    monkeypatch.setattr(QPrinter, "printerName", lambda _printer: "办公室打印机")
    with pytest.raises(EnvironmentFault, match=r"办公室打印机.*已经不在了"):
        print_pdf(make_pdf(A4), printer)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only on Linux: CUPS")
def test_a_queue_that_refuses_the_job_is_a_sentence(
    qapp: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Qt tells nothing of it; CUPS remembers the answer to the last request."""
    cups = SimpleNamespace(cupsLastError=lambda: 0x0506, cupsLastErrorString=lambda: b"not accepting jobs")
    monkeypatch.setattr(printing.ctypes, "CDLL", lambda _name: cups)
    monkeypatch.setattr(printing, "_check_there", lambda _printer: None)
    monkeypatch.setattr(printing, "_is_real", lambda _printer: True)
    with pytest.raises(EnvironmentFault, match="没有收下这份文件"):
        print_to(tmp_path / "out.pdf", make_pdf(A4))
    cups.cupsLastError = lambda: 0
    print_to(tmp_path / "out.pdf", make_pdf(A4))
