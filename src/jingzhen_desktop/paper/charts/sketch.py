"""A picture in the making: lines, areas and texts, every text in the office's fonts and measured before it is
placed.

Texts wait until the picture is whole, because a converted font gets its final name only when all its
characters are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import TYPE_CHECKING, Any

from ..fonts import FontBook, Role
from ..leaf import Style, clean, measure, wrapped
from .values import PAST

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing, Group, Shape
    from reportlab.lib.colors import Color


@dataclass(frozen=True, slots=True)
class Inks:
    """The colours of a picture, as ``#RRGGBB``.

    Attributes:
        ink, faint: of words and axes, of the lines across.
        ground: what the picture lies on.
        fills: of the series, in their order.
        past: of last year, beside which this year is seen.
    """

    ink: str
    faint: str
    ground: str
    fills: tuple[str, ...]
    past: str

    def fill(self, number: int) -> str:
        """Return the colour of a series by its place in the order; of :data:`PAST` that of last year."""
        return self.past if number == PAST else self.fills[number % len(self.fills)]


PRINTED = Inks(
    "#202020",
    "#c8c8c8",
    "#ffffff",
    (
        "#1f4e79",
        "#f0a04b",
        "#5b9a68",
        "#9dc3e6",
        "#8c3b3b",
        "#f7d774",
        "#7f6a9c",
        "#a6a6a6",
        "#2f9c95",
        "#d98cb3",
        "#5f4b32",
        "#c5d86d",
    ),
    "#b9c2cc",
)
"""On paper: told apart by hue in colour and, neighbours, by lightness on a grey printer."""
LEADING = 1.25


@dataclass(frozen=True, slots=True)
class _Text:
    x: float
    y: float
    text: str
    style: Style
    colour: str
    upright: bool


def _is_dark(colour: str) -> bool:
    """Whether white letters are easier to read on a colour than black ones."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue < 140


class Sketch:
    """Collects shapes and texts of one picture; lengths in points, y upwards."""

    def __init__(self, book: FontBook, width: float, height: float, inks: Inks = PRINTED) -> None:
        self._book = book
        self.inks = inks
        self.width, self.height = width, height
        self._shapes: list[Shape] = []
        self._texts: list[_Text] = []

    def over(self, fill: str) -> str:
        """Return in which colour words on a filled area are read best."""
        return PRINTED.ground if _is_dark(fill) else PRINTED.ink

    # ---- texts

    def text_width(self, text: str, size: float, role: Role = Role.SONG) -> float:
        """Return how long a text is on one line."""
        return sum(map(measure(self._book, Style(role, size)), clean(text)))

    def widest(self, texts: Iterable[str], size: float) -> float:
        """Return the length of the longest of some texts."""
        return max((self.text_width(text, size) for text in texts), default=0.0)

    def lines(self, text: str, size: float, limit: float, role: Role = Role.SONG) -> list[str]:
        """Break a text into lines no longer than ``limit``, by the rules of Chinese typesetting."""
        return [line.text for line in wrapped(text, self._book, Style(role, size), max(limit, size * 1.01))]

    def put(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        at: float = 0.0,
        role: Role = Role.SONG,
        colour: str = "",
        upright: bool = False,
    ) -> None:
        """Put a text on base line ``y``; ``at`` is the part of its length left of ``x``: 0 begins there, 0.5
        centres, 1 ends.

        ``upright`` turns it by a quarter, to be read from below: then ``x`` is its base line and ``y`` where
        it begins.
        """
        text = clean(text)
        shift = self.text_width(text, size, role) * at
        style = Style(role, size)
        self._texts.append(
            _Text(
                x if upright else x - shift,
                y - shift if upright else y,
                text,
                style,
                colour or self.inks.ink,
                upright,
            )
        )

    def put_lines(
        self,
        x: float,
        top: float,
        texts: Sequence[str],
        size: float,
        *,
        at: float = 0.0,
        role: Role = Role.SONG,
    ) -> float:
        """Put lines under each other from ``top`` downwards; returns where the next would begin."""
        for text in texts:
            self.put(x, top - size, text, size, at=at, role=role)
            top -= size * LEADING
        return top

    # ---- shapes

    def line(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        *,
        colour: str = "",
        weight: float = 0.6,
        dash: Sequence[float] = (),
    ) -> None:
        """Draw a straight line."""
        from reportlab.graphics.shapes import Line

        look: dict[str, Any] = {
            "strokeColor": _colour(colour or self.inks.ink),
            "strokeWidth": weight,
            "strokeDashArray": list(dash) or None,
        }
        self._shapes.append(Line(x1, y1, x2, y2, **look))

    def area(self, x: float, y: float, width: float, height: float, fill: str) -> None:
        """Draw a filled rectangle with a thin frame, so that a pale one is seen on paper."""
        from reportlab.graphics.shapes import Rect

        look: dict[str, Any] = {
            "fillColor": _colour(fill),
            "strokeColor": _colour(self.inks.ink),
            "strokeWidth": 0.3,
        }
        self._shapes.append(Rect(x, y, width, height, **look))

    def blank(self, x: float, y: float, width: float, height: float) -> None:
        """Clear a place for a text."""
        from reportlab.graphics.shapes import Rect

        look: dict[str, Any] = {"fillColor": _colour(self.inks.ground), "strokeColor": None}
        self._shapes.append(Rect(x, y, width, height, **look))

    def slice(self, x: float, y: float, radius: float, start: float, end: float, fill: str) -> None:
        """Draw a piece of a circle between two angles (degrees, counted against the clock);
        a whole turn is a circle.
        """
        from reportlab.graphics.shapes import Circle, Wedge

        look: dict[str, Any] = {
            "fillColor": _colour(fill),
            "strokeColor": _colour(self.inks.ground),
            "strokeWidth": 0.8,
        }
        whole = end - start >= 359.99
        self._shapes.append(
            Circle(x, y, radius, **look) if whole else Wedge(x, y, radius, start, end, **look)
        )

    def marker(self, x: float, y: float, sort: int, fill: str) -> None:
        """Draw the mark of a point; lines differ by it where colours do not print."""
        from reportlab.graphics.shapes import Circle, Polygon

        look: dict[str, Any] = {
            "fillColor": _colour(fill),
            "strokeColor": _colour(self.inks.ground),
            "strokeWidth": 0.5,
        }
        if sort % 4 == 0:
            self._shapes.append(Circle(x, y, 2.6, **look))
            return
        corners = {
            1: (-1, -1, 1, -1, 1, 1, -1, 1),
            2: (-1.2, -1, 1.2, -1, 0, 1.3),
            3: (0, -1.4, 1.4, 0, 0, 1.4, -1.4, 0),
        }[sort % 4]
        points = [(y if at % 2 else x) + corner * 2.4 for at, corner in enumerate(corners)]
        self._shapes.append(Polygon(points, **look))

    def finish(self) -> Drawing:
        """Return the drawing, with every text in an embedded font."""
        from reportlab.graphics.shapes import Drawing

        drawing = Drawing(self.width, self.height)
        # instead of an unembedded one it never uses; the stubs do not know it
        face = self._book.glyph(Role.SONG, "1").face
        drawing.initialFontName = face.embedded()  # type: ignore[attr-defined]
        for shape in chain(self._shapes, *map(self._set, self._texts)):
            drawing.add(shape)
        return drawing

    def _set(self, text: _Text) -> Iterator[Shape]:
        """Set a text, cut where a character comes from another font."""
        from reportlab.graphics.shapes import String

        style = text.style
        parts: list[Shape] = []
        glyphs = [self._book.glyph(style.role, character) for character in text.text]
        x = 0.0 if text.upright else text.x
        for font, run in groupby(glyphs, key=lambda glyph: glyph.face.embedded()):
            same = list(run)
            y = 0.0 if text.upright else text.y
            letters = "".join(glyph.character for glyph in same)
            parts.append(
                String(x, y, letters, fontName=font, fontSize=style.size, fillColor=_colour(text.colour))
            )
            x += sum(glyph.advance for glyph in same) * style.size / 1000
        return iter([_turned(parts, text.x, text.y)] if text.upright else parts)


def _turned(parts: Sequence[Shape], x: float, y: float) -> Group:
    from reportlab.graphics.shapes import Group

    group = Group(*parts)
    group.translate(x, y)
    group.rotate(90)
    return group


def _colour(text: str) -> Color:
    from reportlab.lib.colors import HexColor

    return HexColor(text)
