"""Charts of papers and of the screen: a pure value, drawn once by reportlab for both.

``Chart`` says what a picture shows, ``draw_chart`` draws it, ``chart_pdf`` makes a page of exactly its size. Which figures a
chart shows is decided by each tab's ``rules``; how it is put on the screen by ``widgets/chart.py``.
"""

from __future__ import annotations

from .drawing import chart_page, chart_pdf, draw_chart
from .values import Chart, ChartKind, Series

__all__ = ["Chart", "ChartKind", "Series", "chart_page", "chart_pdf", "draw_chart"]
