"""The shapes ``style`` draws: grounds, buttons, fields, tabs, arrows, signs. Which shape is drawn when is
``style``'s.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle

from .fonts import font_of
from .palette import tone
from .tokens import Tone, Type, tokens

_State = QStyle.StateFlag
_DOWN = _State.State_Sunken | _State.State_On


class Ground(NamedTuple):
    """What a frame lies on.

    Attributes:
        corner: what rounds it: control, panel (tokens), half its height (pill), or nothing.
        page: rounded at its upper left corner only, where the page begins.
        left: a line at its left edge only.
    """

    fill: Tone
    outline: Tone | None = None
    corner: str = ""
    page: bool = False
    left: Tone | None = None


GROUNDS = {
    "segments": Ground(Tone.SURFACE3, corner="control"),
    "pageHost": Ground(Tone.SURFACE, Tone.LINE, corner="panel", page=True),
    "sidePanel": Ground(Tone.SURFACE2, left=Tone.LINE),
    "callout": Ground(Tone.SURFACE, Tone.DANGER, corner="panel"),
    "calloutHint": Ground(Tone.SURFACE, Tone.LINE_STRONG, corner="panel"),
    "notice": Ground(Tone.TOOLTIP, corner="panel"),
    "chip": Ground(Tone.SURFACE3, corner="pill"),
    "hairline": Ground(Tone.LINE),
}
"""Frames by their names."""

_SOFT = {"good": Tone.OK_SOFT, "warning": Tone.WARN_SOFT, "bad": Tone.DANGER_SOFT}


class ButtonLook(NamedTuple):
    """Colours of a button; without a ground or an outline none is drawn."""

    text: Tone
    fill: Tone | None = None
    outline: Tone | None = None
    focus: Tone = Tone.ACCENT


def button_look(state: QStyle.StateFlag, role: str, edge: Tone) -> ButtonLook:
    """How a button of a role looks in a state; ``edge`` is the outline of a usual one."""
    over, down = bool(state & _State.State_MouseOver), bool(state & _DOWN)
    enabled = bool(state & _State.State_Enabled)
    if role == "primary":
        return _primary(enabled=enabled, over=over, down=down)
    if role in ("quiet", "link"):
        text = Tone.ACCENT if enabled else Tone.DISABLED
        return ButtonLook(text, Tone.SURFACE3 if over and enabled else None)
    if role == "tool":
        return ButtonLook(
            Tone.TEXT, Tone.ACCENT_SOFT if down else Tone.SURFACE3 if over and enabled else None
        )
    if role == "fold":
        return ButtonLook(Tone.TEXT, Tone.SURFACE3 if over else None)
    if role == "segment":
        return ButtonLook(Tone.TEXT, Tone.SURFACE, edge) if down else ButtonLook(Tone.TEXT2)
    if role in ("notice", "waiting"):
        return _over_the_page(role, over=over)
    if not enabled:
        return ButtonLook(Tone.DISABLED, Tone.SURFACE, Tone.LINE)
    fill = Tone.SURFACE3 if down else Tone.SURFACE2 if over else Tone.SURFACE
    return (
        ButtonLook(Tone.DANGER, fill, Tone.DANGER) if role == "danger" else ButtonLook(Tone.TEXT, fill, edge)
    )


def _over_the_page(role: str, *, over: bool) -> ButtonLook:
    if role == "waiting":
        return ButtonLook(Tone.DANGER, Tone.DANGER_SOFT, Tone.DANGER)
    return ButtonLook(Tone.ON_TOOLTIP, None, Tone.ON_TOOLTIP if over else None, Tone.ON_TOOLTIP)


def _primary(*, enabled: bool, over: bool, down: bool) -> ButtonLook:
    if not enabled:
        return ButtonLook(Tone.DISABLED, Tone.SURFACE3)
    fill = Tone.ACCENT_PRESS if down else Tone.ACCENT_HOVER if over else Tone.ACCENT
    return ButtonLook(Tone.ON_ACCENT, fill, focus=Tone.TEXT)


def draw_button(painter: QPainter, rect: QRect, look: ButtonLook, *, focused: bool) -> None:
    """Ground and outline of a button."""
    outline = look.focus if focused else look.outline
    draw_box(painter, rect, look.fill, outline, width=2 if focused else 1)


def draw_box(
    painter: QPainter,
    rect: QRect | QRectF,
    fill: Tone | None,
    outline: Tone | None = None,
    *,
    width: int = 1,
    radius: int | None = None,
) -> None:
    """A box with the corners of a control, or with those given."""
    if fill is None and outline is None:
        return
    corner = tokens().radius.control if radius is None else radius
    inset = width / 2 if outline else 0.0
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(tone(fill) if fill else Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(tone(outline), width) if outline else Qt.PenStyle.NoPen)
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), corner, corner)
    painter.restore()


def draw_ground(painter: QPainter, rect: QRect, name: str, look: str = "") -> bool:
    """The ground of a named frame, softly coloured where what it says is good or bad; False if the name has
    none.
    """
    ground = GROUNDS.get(name)
    if ground is None:
        return False
    radius = {
        "": 0,
        "control": tokens().radius.control,
        "panel": tokens().radius.panel,
        "pill": rect.height() // 2,
    }[ground.corner]
    # the page goes on to the window's edges: its other corners are beyond what is seen
    shown = rect.adjusted(0, 0, 2 * radius, 2 * radius) if ground.page else rect
    draw_box(painter, shown, _SOFT.get(look, ground.fill), ground.outline, radius=radius)
    if ground.left:
        painter.fillRect(QRect(rect.x(), rect.y(), 1, rect.height()), tone(ground.left))
    return True


def draw_fold_label(painter: QPainter, rect: QRect, text: str, icon: QIcon) -> None:
    """The head of a section that folds: a line above it, its sign, its name at the left."""
    painter.fillRect(QRect(rect.x(), rect.y(), rect.width(), 1), tone(Tone.LINE))
    space, side = tokens().space, tokens().icon.button
    place = rect.adjusted(space.s, 0, -space.s, 0)
    icon.paint(painter, QRect(place.x(), place.center().y() - side // 2, side, side))
    painter.save()
    painter.setFont(font_of(Type.BODY_BOLD))
    painter.setPen(tone(Tone.TEXT))
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic
    painter.drawText(place.adjusted(side + space.s, 0, 0, 0), flags, text)
    painter.restore()


def draw_page_tab(painter: QPainter, rect: QRect, state: QStyle.StateFlag, text: str) -> None:
    """A tab in the head of a page: words, and a line under the one in front."""
    chosen = bool(state & _State.State_Selected)
    if state & _State.State_HasFocus:
        painter.fillRect(rect, tone(Tone.ACCENT_SOFT))
    over = bool(state & _State.State_MouseOver)
    painter.save()
    painter.setFont(font_of(Type.BODY_BOLD if chosen else Type.BODY))
    painter.setPen(tone(Tone.ACCENT if chosen else Tone.TEXT if over else Tone.TEXT2))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextShowMnemonic, text)
    painter.restore()
    if chosen:
        painter.fillRect(QRect(rect.x(), rect.bottom() - 1, rect.width(), 2), tone(Tone.ACCENT))


def draw_splitter(painter: QPainter, rect: QRect, *, lying: bool) -> None:
    """A hairline in the middle of the handle between two parts that lie side by side, or one above the
    other.
    """
    if lying:
        painter.fillRect(QRect(rect.center().x(), rect.y(), 1, rect.height()), tone(Tone.LINE))
    else:
        painter.fillRect(QRect(rect.x(), rect.center().y(), rect.width(), 1), tone(Tone.LINE))


def draw_arrow(painter: QPainter, rect: QRect, *, down: bool, enabled: bool = True) -> None:
    """The sign of a field that opens or steps."""
    step = min(4.0, rect.height() / 3) * (1 if down else -1)
    middle = QRectF(rect).center()
    left, right = QPointF(-abs(step), -step / 2), QPointF(abs(step), -step / 2)
    _draw_line(painter, [middle + left, middle + QPointF(0, step / 2), middle + right], enabled=enabled)


def draw_check_box(painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
    """A box to tick; its outline always reaches 3:1."""
    enabled = bool(state & _State.State_Enabled)
    partly = bool(state & _State.State_NoChange)
    ticked = bool(state & _State.State_On) or partly
    fill = (Tone.ACCENT if enabled else Tone.DISABLED) if ticked else Tone.SURFACE
    outline = fill if ticked else Tone.LINE_STRONG if enabled else Tone.DISABLED
    draw_box(painter, rect, fill, outline, radius=3)
    if not ticked:
        return
    at, size = QPointF(rect.topLeft()), rect.width()
    sign = [(0.25, 0.5), (0.75, 0.5)] if partly else [(0.22, 0.52), (0.42, 0.72), (0.78, 0.3)]
    points = [at + QPointF(x * size, y * size) for x, y in sign]
    _draw_line(painter, points, colour=tone(Tone.ON_ACCENT), width=1.8)


def _draw_line(
    painter: QPainter,
    points: list[QPointF],
    *,
    enabled: bool = True,
    colour: QColor | None = None,
    width: float = 1.5,
) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawn = colour or tone(Tone.TEXT2 if enabled else Tone.DISABLED)
    painter.setPen(QPen(drawn, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPolyline(QPolygonF(points))
    painter.restore()
