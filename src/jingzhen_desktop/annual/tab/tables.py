"""Draws a table of the summary as a picture that stands in the running text;
it is changed by generating anew, not by typing.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter, QPalette, QPen

from ...widgets.look.fonts import font_of
from ...widgets.look.tokens import Type
from ..values.text import TableText

_PADDING = 5.0


def table_picture(table: TableText, width: float, font: QFont, palette: QPalette, ratio: float) -> QImage:
    """Return the picture of a table (without marks), ``width`` logical pixels wide."""
    small = QFont(font)
    small.setPixelSize(font_of(Type.CAPTION).pixelSize())
    metrics = QFontMetricsF(small)
    line = metrics.height() + 2 * _PADDING
    note = (
        metrics.boundingRect(QRectF(0, 0, width, 1e4), _WRAP, f"注：{table.note}").height() + _PADDING
        if table.note
        else 0.0
    )
    height = line * (len(table.rows) + 1 + bool(table.caption)) + note + 1
    image = QImage((QSizeF(width, height) * ratio).toSize(), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(palette.color(QPalette.ColorRole.Base))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.setPen(QPen(palette.color(QPalette.ColorRole.Text), 1))
    painter.setFont(small)
    _draw(painter, table, width, line, metrics)
    painter.end()
    return image


_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere)


def _draw(painter: QPainter, table: TableText, width: float, line: float, metrics: QFontMetricsF) -> None:
    top = 0.0
    if table.caption:
        painter.drawText(QRectF(0, 0, width, line), int(Qt.AlignmentFlag.AlignCenter), table.caption)
        top = line
    widths = _column_widths(table, width - 1, metrics)
    for number, row in enumerate((table.titles, *table.rows)):
        left = 0.5
        for column, (cell, cell_width) in enumerate(zip(row, widths, strict=True)):
            box = QRectF(left, top + 0.5, cell_width, line)
            painter.drawRect(box)
            right = number > 0 and column >= table.numeric_from
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignHCenter
            painter.drawText(
                box.adjusted(_PADDING, 0, -_PADDING, 0), int(side | Qt.AlignmentFlag.AlignVCenter), cell
            )
            left += cell_width
        top += line
    if table.note:
        painter.drawText(QRectF(0, top + _PADDING, width, 1e4), _WRAP, f"注：{table.note}")


def _column_widths(table: TableText, width: float, metrics: QFontMetricsF) -> list[float]:
    """Share the width by the longest text of each column."""
    columns = zip(table.titles, *table.rows, strict=True)
    natural = [max(map(metrics.horizontalAdvance, column)) + 2 * _PADDING for column in columns]
    return [width * one / sum(natural) for one in natural]
