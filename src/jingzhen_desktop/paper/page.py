"""The GB/T 9704-2012 page: its area, its 22 lines of 28 characters, its type, its page numbers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from .fonts import FontBook, Role
from .leaf import A4, MM, Leaf, Rule, Style, put_left, single_line

AREA_LEFT, AREA_TOP, AREA_WIDTH, AREA_HEIGHT = 28 * MM, 37 * MM, 156 * MM, 225 * MM
AREA_RIGHT = AREA_LEFT + AREA_WIDTH
UPPER_EDGE, LOWER_EDGE = A4[1] - AREA_TOP, A4[1] - AREA_TOP - AREA_HEIGHT
"""Of the area, from the paper's lower edge."""
LINES, CHARACTERS = 22, 28
LINE_PITCH = AREA_HEIGHT / LINES
PITCH = AREA_WIDTH / CHARACTERS
_TYPE = 16.0
NUMBER_GAP = 7 * MM
"""From the area's lower edge to the upper edge of the page number's dashes."""
INDENT = 2 * PITCH
MARK_BELOW_TOP = 22 * MM

TITLE = Style(Role.TITLE, 22, spaced=True)
BODY = Style(Role.BODY, 16, PITCH, spaced=True)
HEAD = Style(Role.HEAD, 16, PITCH, spaced=True)
KAI = Style(Role.KAI, 16, PITCH, spaced=True)
HEADINGS = {1: HEAD, 2: KAI, 3: BODY, 4: BODY}
CAPTION = Style(Role.HEAD, 14)
PICTURE_CAPTION = Style(Role.BODY, 14, spaced=True)
IMPRINT = Style(Role.BODY, 14, spaced=True)
PAGE_NUMBER = Style(Role.SONG, 14)


@dataclass(frozen=True, slots=True)
class LineGrid:
    """The lines of a page."""

    lines: int

    @property
    def pitch(self) -> float:
        """From one base line to the next."""
        return AREA_HEIGHT / self.lines

    @property
    def first_baseline(self) -> float:
        """From the area's upper edge to the first base line: the type in the middle of its line."""
        return (self.pitch - _TYPE) / 2 + 0.88 * _TYPE

    def base_line(self, slot: int) -> float:
        """Return the place of a base line from the paper's lower edge; ``slot`` counts from 0."""
        return UPPER_EDGE - self.first_baseline - self.pitch * slot


USUAL = LineGrid(LINES)
CLOSER = (LineGrid(23), LineGrid(24))
"""What the standard allows where the end of a text finds no room (7.3.5.5: 可以采取调整行距、字距的措施)."""
FIRST_BASELINE = USUAL.first_baseline


def put_area_rule(leaf: Leaf, y: float, weight: float, red: bool = False) -> None:
    """Draw a line over the width of the area; drawn lines end half their weight further out."""
    leaf.rules.append(Rule(AREA_LEFT + weight / 2, y, AREA_RIGHT - weight / 2, y, weight, red))


def number_pages(leaves: Sequence[Leaf], book: FontBook, without: Collection[int] = ()) -> None:
    """Print — 1 — under the area: odd pages right indent 1 character, even pages left indent 1.

    A landscape leaf has its number where it stands once the leaf is bound, its upper edge at the left.
    ``without`` are the indexes of leaves that carry none.
    """
    face = book.glyph(Role.SONG, "—").face
    y = LOWER_EDGE - NUMBER_GAP - face.ink("—").top * PAGE_NUMBER.size / 1000
    for number, leaf in enumerate(leaves, start=1):
        if number - 1 in without:
            continue
        line = single_line(f"— {number} —", book, PAGE_NUMBER)
        x = AREA_RIGHT - PAGE_NUMBER.size - line.width if number % 2 else AREA_LEFT + PAGE_NUMBER.size
        if leaf.width <= leaf.height:
            put_left(leaf, x, y, PAGE_NUMBER, line)
        else:
            put_left(leaf, x, y, PAGE_NUMBER, line, turned=True)
