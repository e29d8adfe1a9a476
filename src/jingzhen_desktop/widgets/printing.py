"""Prints a finished PDF as it is:
full page, 100 %, never fitted, page by page in bands so that memory stays bounded.
"""

from __future__ import annotations

import ctypes
import logging
import sys
from collections.abc import Callable
from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QMarginsF, QPoint, QRect, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QTransform

from ..base.errors import EnvironmentFault, InputRejected

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
    from PySide6.QtPrintSupport import QPrinter

_log = logging.getLogger(__name__)

RESOLUTION = 600
"""Dots per inch asked of the printer: text of official papers is clean, and finer only fills its queue."""
_BAND_LINES = 512
_CUPS_FAILED = 0x0400
"""From this status on CUPS (IPP) tells of a failure."""
_POINTS_PER_INCH = 72

TellPage = Callable[[int, int], None]


def open_pdf(data: bytes) -> tuple[QPdfDocument, QBuffer]:
    """Open a PDF from memory; keep the buffer as long as the document. Raises InputRejected if it is none."""
    from PySide6.QtPdf import QPdfDocument

    document, buffer = QPdfDocument(), QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document.load(buffer)
    if document.error() != QPdfDocument.Error.None_ or not document.pageCount():
        raise InputRejected("文件内容不是完整的PDF，不能打开，请重新生成。")
    return document, buffer


def print_pdf(data: bytes, printer: QPrinter, progress: TellPage | None = None) -> None:
    """Print on what the printer is set to: page range, copies, order; sizes and orientation come from the
    PDF.

    ``progress`` is told (pages done, pages in all) before each page and may raise to stop; nothing more is
    printed then.

    Raises:
        EnvironmentFault: the printer is gone, does not answer, or did not take the paper.
    """
    _check_there(printer)
    document, _buffer = open_pdf(data)
    pages = pages_to_print(printer, document.pageCount())
    if not pages:
        raise InputRejected("所选页码范围里没有这份文件的页，请重新选择。")
    printer.setResolution(RESOLUTION)  # a driver without it takes its nearest, which is then read back
    printer.setFullPage(True)
    _set_page(printer, document.pagePointSize(pages[0]))
    painter = QPainter()
    if not painter.begin(printer):
        raise EnvironmentFault(
            f"打印机“{printer.printerName() or printer.outputFileName()}”不能使用，请检查是否已开机、联机、有纸，然后重试。"
        )
    try:
        _print_pages(document, printer, painter, pages, progress or (lambda _done, _total: None))
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
    _check_taken(printer)


def is_held(printer: QPrinter) -> bool:
    """Say whether the printer is stopped or in error: what it took waits in its queue."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    return (
        _is_real(printer)
        and QPrinterInfo.printerInfo(printer.printerName()).state() == QPrinter.PrinterState.Error
    )


def pages_to_print(printer: QPrinter, count: int) -> list[int]:
    """The pages (from 0) in the order in which they go to the printer,
    copies included where the driver makes none.
    """
    from PySide6.QtPrintSupport import QPrinter

    pages = list(range(count))
    if printer.printRange() == QPrinter.PrintRange.PageRange and printer.fromPage():
        pages = [
            page
            for page in pages
            if printer.fromPage() <= page + 1 <= (printer.toPage() or printer.fromPage())
        ]
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        pages.reverse()
    copies = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    if printer.collateCopies():
        return pages * copies
    return list(chain.from_iterable([page] * copies for page in pages))


def _print_pages(
    document: QPdfDocument, printer: QPrinter, painter: QPainter, pages: list[int], progress: TellPage
) -> None:
    for number, page in enumerate(pages):
        progress(number, len(pages))
        if number:
            _set_page(printer, document.pagePointSize(page))
            if not printer.newPage():
                raise EnvironmentFault(
                    f"打印机在第{number + 1}页停下了，请检查纸张和连接后重新打印其余各页。"
                )
        _paint_page(document, page, painter, printer.resolution(), turn=_is_real(printer))


def _set_page(printer: QPrinter, points: QSizeF) -> None:
    """Set the sheet of the next page.

    A printer's sheet stays upright and a landscape page is turned on it, its upper edge at the left as it is
    bound: of a job with both, print servers turn all pages as the last one lies, and the text would come out
    upside down.
    """
    landscape = points.width() > points.height()
    upright = points.transposed() if landscape else points
    landscape = landscape and not _is_real(printer)
    size = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    orientation = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    layout = QPageLayout(size, orientation, QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)
    printer.setPageLayout(layout)
    printer.setFullPage(True)


def _paint_page(document: QPdfDocument, page: int, painter: QPainter, resolution: int, *, turn: bool) -> None:
    points = document.pagePointSize(page)
    whole = QSize(
        *(round(side * resolution / _POINTS_PER_INCH) for side in (points.width(), points.height()))
    )
    turn = turn and whole.width() > whole.height()
    top = 0
    while top < whole.height():
        band = _render_band(document, page, whole, top, min(_BAND_LINES, whole.height() - top))
        height = band.height() if top + band.height() == whole.height() else _cut(band)
        piece = band.copy(0, 0, band.width(), height)
        if turn:
            painter.drawImage(QPoint(top, 0), piece.transformed(QTransform().rotate(-90)))
        else:
            painter.drawImage(QPoint(0, top), piece)
        top += height


def _cut(band: QImage) -> int:
    """Return where a band is best cut:
    at the whitest row of its lower half, so that no printer's scaling shows a seam through letters.
    """
    row, bits = band.bytesPerLine(), band.constBits()
    width = band.width() * band.depth() // 8
    rows = range(band.height() // 2, band.height())
    return max(
        rows, key=lambda number: (bytes(bits[number * row : number * row + width]).count(0xFF), number)
    )


def _is_real(printer: QPrinter) -> bool:
    """Whether it prints on a printer, not into a file."""
    return printer.outputFormat() == printer.OutputFormat.NativeFormat


def _check_there(printer: QPrinter) -> None:
    """Refuse a printer that was removed since it was chosen."""
    from PySide6.QtPrintSupport import QPrinterInfo

    if _is_real(printer) and QPrinterInfo.printerInfo(printer.printerName()).isNull():
        raise EnvironmentFault(
            f"打印机“{printer.printerName()}”已经不在了，请检查它是否已连接、打印服务是否在运行，或另选一台打印机。"
        )


def _check_taken(printer: QPrinter) -> None:
    """Ask CUPS, which Qt does not, whether it took the job:
    a queue may refuse, the server may have gone meanwhile.
    """
    if not _is_real(printer) or not sys.platform.startswith("linux"):
        return
    try:
        cups = ctypes.CDLL("libcups.so.2")
    except OSError:
        return
    cups.cupsLastErrorString.restype = ctypes.c_char_p
    if cups.cupsLastError() >= _CUPS_FAILED:  # of this thread's last request, which was the job
        _log.info("CUPS refused the job: %s", (cups.cupsLastErrorString() or b"").decode(errors="replace"))
        raise EnvironmentFault(
            f"打印机“{printer.printerName()}”没有收下这份文件，什么也没有打印。请检查它是否停止接收、打印服务是否在运行，然后重新打印。"
        )


def _render_band(document: QPdfDocument, page: int, whole: QSize, top: int, height: int) -> QImage:
    band = QImage(whole.width(), height, QImage.Format.Format_RGB32)
    band.fill(Qt.GlobalColor.white)
    drawn = document.render(page, band.size(), _band_options(whole, top, height))
    painter = QPainter(band)
    painter.drawImage(0, 0, drawn)
    painter.end()
    # grey pages, nearly all of ours, take a quarter of the room in the printer's queue
    return band.convertToFormat(QImage.Format.Format_Grayscale8) if band.allGray() else band


def _band_options(whole: QSize, top: int, height: int) -> QPdfDocumentRenderOptions:
    from PySide6.QtPdf import QPdfDocumentRenderOptions

    options = QPdfDocumentRenderOptions()
    options.setScaledSize(whole)
    # Qt scales by right() - left(), one less than the width: without the extra pixel each band would shrink
    # by one
    options.setScaledClipRect(QRect(0, top, whole.width() + 1, height + 1))
    return options
