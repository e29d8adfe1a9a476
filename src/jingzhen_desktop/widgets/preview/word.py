"""The paper for Word: made from what the PDF was made from, its charts as pictures. Runs in the worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from ..printing import open_pdf

if TYPE_CHECKING:
    from ...paper.document import ChartBlock, Document, SheetDocument

_DOTS_PER_POINT = 300 / 72


def word_file(source: Document | SheetDocument) -> bytes:
    """Return a document as .docx. Raises InputRejected, EnvironmentFault as the paper's room does."""
    from ...paper.docx.writing import docx_of

    return docx_of(source, _chart_picture)


def _chart_picture(block: ChartBlock, width: float, height: float) -> bytes:
    """Return a chart's drawing as PNG, fine enough for an office printer."""
    from ...paper.charts.drawing import chart_pdf
    from ...paper.fonts import font_book
    from ...paper.typeset import one_at_a_time

    with one_at_a_time:
        data = chart_pdf(block.chart, font_book(), width, height).data
    document, _buffer = open_pdf(data)
    size = QSize(round(width * _DOTS_PER_POINT), round(height * _DOTS_PER_POINT))
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.drawImage(0, 0, document.render(0, size))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt takes the name
    return bytes(buffer.data().data())
