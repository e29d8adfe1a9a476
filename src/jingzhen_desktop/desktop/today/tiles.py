"""The quarters of the year as tiles: how many have reported, how far the review is, what is due when."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from ...office.face import Stage, Tile
from ...widgets.look.fonts import font_of, heights, scaled
from ...widgets.look.palette import state_colours, tone
from ...widgets.look.tokens import State, Tone, Type, tokens

_BAR = 6
"""Height in px of the bar of a tile."""
_HIGH, _LOW = 84, 64
"""Heights in px of a tile in a usual and in a low window."""


class TileRow(QWidget):
    """The tiles side by side; in a low window they are lower."""

    wanted = Signal(object)
    """The ``Place`` of a tile the clerk wants to go to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles: list[QuarterTile] = []
        self.shown: Sequence[Tile] = ()
        self._line = QHBoxLayout(self)
        space = tokens().space
        self._line.setContentsMargins(space.l, space.m, space.l, space.xs)
        self._line.setSpacing(space.s)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_tiles(self, tiles: Sequence[Tile]) -> None:
        """Show other tiles; those that are there take the new ones."""
        self.shown = tiles
        while len(self.tiles) < len(tiles):
            tile = QuarterTile(self)
            tile.clicked.connect(self._ask)
            self.tiles.append(tile)
            self._line.addWidget(tile, 1)
        for at, widget in enumerate(self.tiles):
            widget.setVisible(at < len(tiles))
            if at < len(tiles):
                widget.show_tile(tiles[at])
        self.setVisible(bool(tiles))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_letters()

    def fit_letters(self) -> None:
        """Be as high as the window and the present 字号 ask for."""
        low = self.window().height() < tokens().breakpoint.low
        for tile in self.tiles:
            tile.setFixedHeight(scaled(_LOW if low else _HIGH))

    def _ask(self) -> None:
        tile = self.sender()
        if isinstance(tile, QuarterTile) and tile.tile is not None:
            self.wanted.emit(tile.tile.place)


class QuarterTile(QAbstractButton):
    """One tile: title and chip, the one number and its words, a bar of how far the work is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tile: Tile | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(scaled(_HIGH))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_tile(self, tile: Tile) -> None:
        """Show another tile."""
        if tile != self.tile:
            self.tile = tile
            figure = f"{tile.figure}{tile.words}" if tile.figure != "—" else tile.words
            self.setAccessibleName(f"{tile.title}，{tile.chip}，{figure}")
            self.setToolTip(f"{tile.title}：{tile.chip}，{figure}。点击前往")
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(_HIGH), scaled(_HIGH))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.tile is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, self.tile)
        space = tokens().space
        inner = self.rect().adjusted(space.m, space.s, -space.m, -space.s)
        self._paint_words(painter, inner, self.tile)
        bar = QRect(inner.left(), inner.bottom() - _BAR + 1, inner.width(), _BAR)
        _paint_bar(painter, bar, self.tile)

    def _paint_ground(self, painter: QPainter, tile: Tile) -> None:
        radius = tokens().radius.panel
        focused = self.hasFocus()
        edge = Tone.ACCENT if focused else Tone.ACCENT_LINE if tile.is_now else Tone.LINE
        begun = tile.figure != "—"
        ground = Tone.ACCENT_SOFT if tile.is_now else Tone.SURFACE if begun else Tone.SURFACE2
        painter.setPen(QPen(tone(edge), tokens().space.xxs if focused else 1))
        painter.setBrush(tone(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)

    def _paint_words(self, painter: QPainter, inner: QRect, tile: Tile) -> None:
        space = tokens().space
        head = QRect(inner.left(), inner.top(), inner.width(), heights().chip)
        _paint_chip(painter, head, tile)
        _write(painter, head, tile.title, Type.SECTION, Tone.TEXT)
        under = QRect(inner.left(), head.bottom() + 1, inner.width(), inner.bottom() - head.bottom() - _BAR)
        figure = Type.FIGURE if under.height() >= QFontMetrics(font_of(Type.FIGURE)).height() else Type.PAGE
        _write(painter, under, tile.figure, figure, Tone.TEXT)
        under.setLeft(under.left() + QFontMetrics(font_of(figure)).horizontalAdvance(tile.figure) + space.s)
        caption = QFontMetrics(font_of(Type.CAPTION))
        words = caption.elidedText(tile.words, Qt.TextElideMode.ElideRight, under.width())
        _write(painter, under, words, Type.CAPTION, Tone.TEXT2)


def _paint_chip(painter: QPainter, head: QRect, tile: Tile) -> None:
    if tile.stage is None:
        _write(painter, head, tile.chip, Type.CAPTION, Tone.TEXT3, Qt.AlignmentFlag.AlignRight)
        return
    colours = state_colours(State(tile.stage.value))
    width = QFontMetrics(font_of(Type.CAPTION)).horizontalAdvance(tile.chip) + 2 * tokens().space.s
    chip = QRect(head.right() - width + 1, head.top(), width, heights().chip)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.bg))
    painter.drawRoundedRect(chip, chip.height() / 2, chip.height() / 2)
    painter.setFont(font_of(Type.CAPTION))
    painter.setPen(QColor(colours.fg))
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, tile.chip)


def _paint_bar(painter: QPainter, bar: QRect, tile: Tile) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tone(Tone.SURFACE3))
    painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)
    left = float(bar.left())
    for stage, count in tile.parts:
        width = bar.width() * count / max(1, tile.whole)
        painter.fillRect(QRectF(left, bar.top(), width, bar.height()), _part_colour(stage))
        left += width


def _part_colour(stage: Stage) -> QColor:
    """What is done for good is quiet."""
    if stage is Stage.SENT:
        return tone(Tone.LINE_STRONG)
    return QColor(state_colours(State(stage.value)).fg)


def _write(
    painter: QPainter,
    place: QRect,
    text: str,
    letters: Type,
    colour: Tone,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    painter.setFont(font_of(letters))
    painter.setPen(tone(colour))
    painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, text)
