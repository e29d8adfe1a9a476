"""A chart on the screen: the very drawing that goes on paper, in the size of its place, sharp at any scale of
the screen, and in the window's colours. What is printed, copied and stored has those of paper.

It is drawn in the worker. The figures can also be read without the picture: as tool tip, by a screen reader,
as a copied table.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ..base.errors import UserFacingError
from ..base.files import deliver, safe_name
from ..base.sticks import delivered
from ..paper.charts.drawing import chart_page, chart_pdf
from ..paper.charts.sketch import PRINTED, Inks
from ..paper.charts.values import Chart
from ..paper.document import Pdf
from ..paper.fonts import FontBook
from ..paper.typeset import office_fonts, one_at_a_time
from .appearance import set_icon
from .desk import Desk
from .grid.clipboard import block_to_mime
from .look.palette import chart_colours, last_year_colour, tone
from .look.tokens import Tone
from .outgoing import show_paper
from .tasks import Progress

_POINTS_PER_PIXEL = 0.75
"""The screen counts 96 pixels to the inch, paper 72 points."""
_COPY_SCALE = 3.0
"""A copied or stored picture has three pixels for each on the screen: 288 to the inch."""
_SETTLE = 80
"""Milliseconds a new size must last before the picture is drawn anew."""
_PALER = 140
"""Percent: series beyond the fifth have the same colours, paler."""
_ANEW = (QEvent.Type.DevicePixelRatioChange, QEvent.Type.PaletteChange, QEvent.Type.Show)
"""Events after which the picture is drawn anew."""
_SMALLEST = QSize(260, 240)
"""Fifteen bars with their names need so much; where the window is lower one scrolls."""


class ChartView(QFrame):
    """Shows a chart, prints it, copies it as picture or table, stores it; made with the desk."""

    drawn = Signal()
    """The picture on the screen is that of the present chart and size."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._chart: Chart | None = None
        self._wanted = False
        self._drawing = False
        self.picture = _Picture(self)
        self.picture.resized.connect(self._size_changed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLE)
        self._timer.timeout.connect(self._draw)
        self._buttons = [self._button(*one) for one in self._verbs()]
        self._lay_out()

    @property
    def chart(self) -> Chart | None:
        return self._chart

    @property
    def is_drawn(self) -> bool:
        """Whether what is shown is up to date."""
        return not (self._wanted or self._drawing)

    def set_chart(self, chart: Chart) -> None:
        """Show a chart; the same one again changes nothing."""
        if chart == self._chart:
            return
        self._chart = chart
        table = table_text(chart)
        self.setAccessibleName(f"图：{chart.title}")
        self.picture.setAccessibleName(f"图：{chart.title}")
        self.picture.setAccessibleDescription(table.replace("\t", "，"))
        self.picture.setToolTip(table.replace("\t", "　"))
        for button in self._buttons:
            button.setEnabled(not chart.is_empty)
        self._want()

    def print_out(self) -> None:
        """Show the chart on a sheet of A4 in the preview, from where it is printed."""
        chart, office = self._chart, self._desk.office
        if chart is None:
            return

        def make() -> Pdf:
            with one_at_a_time:
                return chart_page(chart, office_fonts(office))

        show_paper(self, self._desk, f"生成图“{chart.title}”", make, f"{safe_name(chart.title)}.pdf")

    def copy_picture(self) -> None:
        """Put the picture on the clipboard, fine enough for a Word document."""
        if self._chart is not None:
            self._picture_made(self._copied)

    def copy_table(self) -> None:
        """Put the figures on the clipboard as a table."""
        if self._chart is not None:
            rows = [list(row) for row in self._chart.table()]
            QGuiApplication.clipboard().setMimeData(
                block_to_mime(rows, [column == 0 for column in range(len(rows[0]))])
            )
            self._desk.alerts.say(f"已复制“{self._chart.title}”的数据")

    def save_as(self) -> None:
        """Store the picture as PNG, or as PDF by the name the clerk gives."""
        chart = self._chart
        if chart is None:
            return
        target = self._desk.alerts.choose_save(
            "另存图片", f"{safe_name(chart.title)}.png", "图片 (*.png);;PDF 文件 (*.pdf)"
        )
        if target is None:
            return
        if target.suffix.lower() == ".pdf":
            size, office = self._points(), self._desk.office
            self._store(target, lambda: _drawn_pdf(chart, office_fonts(office), size))
        else:
            self._picture_made(lambda image: self._store(target, lambda: _png(image)))

    # ---- events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_picture()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        for text, _icon, _tip, call in self._verbs():
            menu.addAction(text, call)
        menu.exec(event.globalPos())
        menu.deleteLater()

    def event(self, event: QEvent) -> bool:
        if event.type() in _ANEW:
            self._want()
        return super().event(event)

    # ---- inside

    def _verbs(self) -> tuple[tuple[str, str, str, Callable[[], None]], ...]:
        return (
            ("打印…", "print", "打印这张图", self.print_out),
            ("复制图片", "copy", "复制图片，可粘贴到Word、WPS文字", self.copy_picture),
            ("复制数据", "document", "复制图中的数据，可粘贴到表格", self.copy_table),
            ("另存为…", "save", "把图存成图片或PDF", self.save_as),
        )

    def _button(self, text: str, icon: str, tip: str, call: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        set_icon(button, icon)
        button.setText(text)
        button.setAccessibleName(text)
        button.setToolTip(tip)
        button.setAutoRaise(True)
        button.clicked.connect(lambda _checked=False: call())
        return button

    def _lay_out(self) -> None:
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addStretch(1)
        for button in self._buttons:
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 0, 2, 2)
        layout.setSpacing(0)
        layout.addLayout(row)
        layout.addWidget(self.picture, 1)

    def _size_changed(self) -> None:
        if self._chart is not None:
            self._wanted = True
            self._timer.start()

    def _want(self) -> None:
        if self._chart is not None:
            self._wanted = True
            self._timer.start(0)

    def _points(self) -> tuple[float, float]:
        size = self.picture.size().expandedTo(_SMALLEST)
        return size.width() * _POINTS_PER_PIXEL, size.height() * _POINTS_PER_PIXEL

    def _draw(self) -> None:
        """Draw in the worker what is wanted now; a size that comes meanwhile is drawn after it."""
        if not self._wanted or self._drawing or not self.isVisible() or self._chart is None:
            return
        self._wanted, self._drawing = False, True
        chart, office, size, ratio = self._chart, self._desk.office, self._points(), self.devicePixelRatioF()
        inks = screen_inks()

        def work(_progress: Progress) -> QImage:
            return _rendered(_drawn_pdf(chart, office_fonts(office), size, inks), size, ratio, inks)

        self._desk.tasks.run(self, "画图", work, self._show, self._failed)

    def _show(self, image: QImage) -> None:
        self._drawing = False
        self.picture.show_image(image)
        if self._wanted:
            self._timer.start(0)
        else:
            self.drawn.emit()

    def _failed(self, error: Exception) -> None:
        self._drawing = False
        if isinstance(error, UserFacingError):
            self._desk.alerts.warn(error)

    def _picture_made(self, use: Callable[[QImage], None]) -> None:
        chart, office, size = self._chart, self._desk.office, self._points()
        assert chart is not None

        def work(_progress: Progress) -> QImage:
            return _rendered(_drawn_pdf(chart, office_fonts(office), size), size, _COPY_SCALE)

        self._desk.tasks.run(self, f"画图“{chart.title}”", work, use)

    def _copied(self, image: QImage) -> None:
        image.setDevicePixelRatio(1.0)
        QGuiApplication.clipboard().setImage(image)
        self._desk.alerts.say("已复制图片，可粘贴到文档里")

    def _store(self, target: Path, make: Callable[[], bytes]) -> None:
        self._desk.tasks.run(
            self._desk,
            f"写入{target.name}",
            lambda _progress: deliver(make(), target, overwrite=True),
            partial(_tell_stored, self._desk),
        )


class _Picture(QWidget):
    """The place of the picture."""

    resized = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._image = QImage()
        self.setMinimumSize(_SMALLEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def image(self) -> QImage:
        return self._image

    def show_image(self, image: QImage) -> None:
        self._image = image
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(480, 270)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), tone(Tone.SURFACE))
        if not self._image.isNull():
            painter.drawImage(0, 0, self._image)
        painter.end()


def table_text(chart: Chart) -> str:
    """Return the figures as lines with tabs between the columns, under the title."""
    return "\n".join([chart.title, *("\t".join(row) for row in chart.table()), *chart.notes])


def _tell_stored(desk: Desk, path: Path) -> None:
    desk.alerts.say(f"{path.name}：{delivered(path)}")


def screen_inks() -> Inks:
    """The colours of a picture in the window, light or dark."""
    colours = chart_colours()
    paler = tuple(QColor(one).lighter(_PALER).name() for one in colours)
    ink, faint, ground = (tone(one).name() for one in (Tone.TEXT, Tone.LINE, Tone.SURFACE))
    return Inks(ink, faint, ground, (*colours, *paler), last_year_colour())


def _drawn_pdf(chart: Chart, fonts: FontBook, size: tuple[float, float], inks: Inks = PRINTED) -> bytes:
    with one_at_a_time:
        return chart_pdf(chart, fonts, *size, inks).data


def _rendered(data: bytes, size: tuple[float, float], ratio: float, inks: Inks = PRINTED) -> QImage:
    """Return the page as an image with ``ratio`` pixels for each of the screen's units."""
    from .printing import open_pdf

    document, _buffer = open_pdf(data)
    width, height = (round(length / _POINTS_PER_PIXEL * ratio) for length in size)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(inks.ground))
    painter = QPainter(image)
    painter.drawImage(0, 0, document.render(0, QSize(width, height)))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt takes the name
    return bytes(buffer.data().data())
