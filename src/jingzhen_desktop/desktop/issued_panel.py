"""What the panel of 已发文件 says of the chosen paper: its first page as a small picture, and what is known of
it. The list and what is done with a paper is the page's.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ..base.text import chinese_date
from ..office.issued import IssuedPaper
from ..paper.voided import kept_copy
from ..widgets.desk import Desk
from ..widgets.look.fonts import scaled
from ..widgets.look.tokens import tokens
from ..widgets.printing import open_pdf
from .restore_page import size_text

_REST = 150
"""Milliseconds on one line before its page is drawn: who walks through the list does not wait."""
_A4 = 297 / 210


class IssuedPanel(QWidget):
    """Picture and facts of one paper."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._paper: IssuedPaper | None = None
        self.picture, self.facts = QLabel(self), QLabel(self)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.picture.setAccessibleName("第一页的样子")
        self.facts.setWordWrap(True)
        self.facts.setTextFormat(Qt.TextFormat.PlainText)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._draw)
        space = tokens().space
        lines = QVBoxLayout(self)
        lines.setContentsMargins(space.m, space.m, space.m, space.m)
        lines.setSpacing(space.m)
        lines.addWidget(self.picture)
        lines.addWidget(self.facts)
        lines.addStretch(1)

    def show_paper(self, paper: IssuedPaper | None) -> None:
        """Show another paper, or none."""
        if paper == self._paper:
            return
        self._paper = paper
        self.facts.setText("" if paper is None else _facts(paper))
        self.picture.clear()
        self.picture.setFixedHeight(self._size().height() if paper is not None else 0)
        self._rest.start()

    def _size(self) -> QSize:
        width = scaled(tokens().width.side_panel_narrow) - 4 * tokens().space.m
        return QSize(width, round(width * _A4))

    def _draw(self) -> None:
        if self._paper is None:
            return
        with self._desk.alerts.guard():
            document, _buffer = open_pdf(kept_copy(self._desk.office, self._paper))
            ratio = self.devicePixelRatioF()
            page = document.render(0, self._size() * ratio)
            self.picture.setPixmap(_on_paper(page, ratio))


def _on_paper(page: QImage, ratio: float) -> QPixmap:
    """Lay a page, which comes without a ground, on white paper."""
    paper = QPixmap(page.size())
    paper.fill(Qt.GlobalColor.white)
    painter = QPainter(paper)
    painter.drawImage(0, 0, page)
    painter.end()
    paper.setDevicePixelRatio(ratio)
    return paper


def _facts(paper: IssuedPaper) -> str:
    lines = [
        paper.title,
        "",
        *filter(None, (paper.number,)),
        f"{paper.kind}，{chinese_date(paper.day)}",
        f"存档时间：{paper.issued_at:%Y-%m-%d %H:%M}，{size_text(paper.size)}",
    ]
    if paper.void_on:
        lines.append(f"{chinese_date(paper.void_on)}作废：{paper.void_reason}")
    return "\n".join(lines)
