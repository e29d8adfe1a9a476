"""How a cell of a grid looks: words, colours, face and sign, worked out once for each time it is painted."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon

from ..appearance import Look, icon, look_colour, look_icon
from ..look.fonts import font_of
from ..look.palette import state_colours, tone
from ..look.tokens import State, Tone, Type, tokens
from .columns import Column, Picture, Row
from .drafts import Draft


class Painted(NamedTuple):
    """What is painted of a cell.

    Attributes:
        ground: the colour it lies on; None for that of the table.
        colour: of its words; None for the usual one.
        font: the face of its words; None for that of the table.
        takes_input: whether the clerk can type in it.
        refused: whether its words were refused and are not stored.
        bar: what is painted in place of the words.
    """

    text: str
    alignment: Qt.AlignmentFlag
    ground: QColor | None
    colour: QColor | None
    font: QFont | None
    sign: QIcon | None
    takes_input: bool
    refused: bool
    bar: Picture | None = None


def painted(
    column: Column[Row],
    row: Row,
    draft: Draft | None,
    *,
    is_total: bool,
    takes_input: bool,
    for_typing: bool,
) -> Painted:
    """How the cell of a row in a column looks; ``for_typing``: whether anything can be typed in the table."""
    closed = for_typing and not takes_input and not is_total and not column.is_description
    is_head = column.strong is not None and column.strong(row)
    ground = _ground(column, is_total=is_total, takes_input=takes_input, closed=closed or is_head)
    font = _font(bold=is_total or is_head, quiet=column.quiet)
    if draft is not None:
        danger = tone(Tone.DANGER)
        return Painted(draft.text, column.alignment, ground, danger, font, None, takes_input, True)
    colour, sign = _meaning(column, row, closed=closed and not is_head)
    bar = column.bar(row) if column.bar is not None else None
    return Painted(column.shown(row), column.alignment, ground, colour, font, sign, takes_input, False, bar)


def _ground(column: Column[Row], *, is_total: bool, takes_input: bool, closed: bool) -> QColor | None:
    """White is for working, grey for reading; figures of another period, and the column that the page is
    about, lie on a band.
    """
    if is_total:
        return tone(Tone.SURFACE3)
    if takes_input:
        return None
    if column.marked or (column.band is not None and column.band.other):
        return tone(Tone.BAND)
    return tone(Tone.SURFACE2) if closed else None


def _meaning(column: Column[Row], row: Row, *, closed: bool) -> tuple[QColor | None, QIcon | None]:
    """The colour of the words and the sign before them: what they mean, or how quiet they are."""
    if column.state is not None and (state := column.state(row)) is not None:
        return _of_state(state)
    if column.look is not None and (look := column.look(row)) is not None:
        return _of_look(look)
    if column.is_link(row):
        return tone(Tone.ACCENT), None
    if column.quiet:
        return tone(Tone.TEXT3), None
    return (tone(Tone.TEXT2) if closed else None), None


def _of_look(look: Look) -> tuple[QColor, QIcon | None]:
    return look_colour(look), look_icon(look)


def _of_state(state: State) -> tuple[QColor, QIcon]:
    """A quiet state keeps its colour in the sign only."""
    colour = QColor(state_colours(state).fg)
    return colour if tokens().state[state].loud else tone(Tone.TEXT2), icon(
        tokens().state[state].sign, colour
    )


def _font(*, bold: bool, quiet: bool) -> QFont | None:
    """The face of a cell that is not like the others."""
    if not bold and not quiet:
        return None
    return _made_font(Type.BODY_BOLD if bold else Type.CAPTION, QGuiApplication.font().pixelSize())


@lru_cache(maxsize=16)
def _made_font(role: Type, _body: int) -> QFont:
    return font_of(role)
