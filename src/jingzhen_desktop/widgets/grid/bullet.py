"""A small bar in a cell: where a value lies among levels, of which the smaller are the better."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ..appearance import Look, look_colour
from ..look.palette import tone
from ..look.tokens import Tone, tokens

_BEYOND = Decimal("1.25")
"""How far the bar reaches beyond the last level, if the value does not reach further."""
_GROUNDS = (Tone.OK_SOFT, Tone.SURFACE3, Tone.WARN_SOFT)
"""Of the stretches from the best to the worst; what lies beyond the last level is the colour of danger."""


@dataclass(frozen=True, slots=True)
class Bullet:
    """A value and its levels.

    Attributes:
        levels: smallest first; the last one is the upper limit.
        look: how the value is meant; None is neither good nor bad.
    """

    value: Decimal
    levels: tuple[Decimal, ...]
    look: Look | None = None

    def paint(self, painter: QPainter, place: QRect) -> None:
        """Paint it in a cell."""
        paint_bullet(painter, place, self)

    @property
    def end(self) -> Decimal:
        """Where the bar ends."""
        return max(self.levels[-1] * _BEYOND, self.value)


def paint_bullet(painter: QPainter, place: QRect, bullet: Bullet) -> None:
    """Paint the stretches, a tick for each level and a dot for the value."""
    if not bullet.levels or bullet.end <= 0:
        return
    space = tokens().space
    dot = space.s / 2
    bar = QRectF(place).adjusted(dot, 0, -dot, 0)
    bar.setTop(bar.center().y() - space.xxs)
    bar.setHeight(space.xs)
    _paint_stretches(painter, bar, bullet)
    for at, level in enumerate(bullet.levels):
        _paint_tick(painter, bar, bullet, level, is_limit=at == len(bullet.levels) - 1)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(tone(Tone.SURFACE), 1))
    painter.setBrush(_dot_colour(bullet))
    painter.drawEllipse(QPointF(_at(bar, bullet, bullet.value), bar.center().y()), dot, dot)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _paint_stretches(painter: QPainter, bar: QRectF, bullet: Bullet) -> None:
    left, count = bar.left(), len(bullet.levels)
    grounds = (*_GROUNDS[:1], *_GROUNDS[len(_GROUNDS) - count + 1 :]) if count > 1 else _GROUNDS[:1]
    for level, ground in zip(bullet.levels, grounds, strict=False):
        right = _at(bar, bullet, level)
        painter.fillRect(QRectF(left, bar.top(), right - left, bar.height()), tone(ground))
        left = right
    painter.fillRect(QRectF(left, bar.top(), bar.right() - left, bar.height()), tone(Tone.DANGER_SOFT))


def _paint_tick(painter: QPainter, bar: QRectF, bullet: Bullet, level: Decimal, *, is_limit: bool) -> None:
    reach, at = tokens().space.xs, _at(bar, bullet, level)
    pen = QPen(tone(Tone.TEXT if is_limit else Tone.LINE_STRONG), tokens().space.xxs)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawLine(QPointF(at, bar.top() - reach), QPointF(at, bar.bottom() + reach))


def _at(bar: QRectF, bullet: Bullet, value: Decimal) -> float:
    return bar.left() + bar.width() * float(value / bullet.end)


def _dot_colour(bullet: Bullet) -> QColor:
    return look_colour(bullet.look) if bullet.look is not None else tone(Tone.TEXT2)
