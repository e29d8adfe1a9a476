"""Where a page's points are in the view: QPdfView goes to pages, not to places on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPdfWidgets import QPdfView
    from PySide6.QtWidgets import QScrollBar

_POINTS_PER_INCH = 72


def page_scale(view: QPdfView, document: QPdfDocument, page: int) -> float:
    """Return how many pixels of the view a point of a page takes:
    what QPdfView does not tell while it fits by itself.
    """
    inch = view.logicalDpiX() / _POINTS_PER_INCH
    modes, points = view.ZoomMode, document.pagePointSize(page)
    if view.zoomMode() == modes.Custom:
        return view.zoomFactor() * inch
    margins, room = view.documentMargins(), view.viewport().size()
    across = (room.width() - margins.left() - margins.right()) / points.width()
    if view.zoomMode() == modes.FitToWidth:
        return across
    return min(across, (room.height() - view.pageSpacing()) / points.height())


def show_point(view: QPdfView, document: QPdfDocument, page: int, point: QPointF) -> None:
    """Scroll so that a place on a page is seen, in the upper part of the view if it was not."""
    heights = (
        document.pagePointSize(number).height() * page_scale(view, document, number) for number in range(page)
    )
    top = view.documentMargins().top() + sum(height + view.pageSpacing() for height in heights)
    scale = page_scale(view, document, page)
    down, across = view.verticalScrollBar(), view.horizontalScrollBar()
    _bring(down, top + point.y() * scale, view.viewport().height())
    _bring(across, view.documentMargins().left() + point.x() * scale, view.viewport().width())


def _bring(bar: QScrollBar, place: float, room: int) -> None:
    if not bar.value() + room * 0.05 <= place <= bar.value() + room * 0.85:
        bar.setValue(round(place - room / 3))
