"""Figures inside the text document: which stretch of a block is one, how it is put in, how it looks.
No widget here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtGui import (
    QFont,
    QSyntaxHighlighter,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from ...widgets.look.palette import tone
from ...widgets.look.tokens import Tone
from ..rules.markup import escape, level_of, still_marked, unglued
from ..values.kinds import Level
from ..values.text import Figure

KEY = QTextCharFormat.Property.UserProperty + 1
SHOWN = QTextCharFormat.Property.UserProperty + 2


@dataclass(frozen=True, slots=True)
class Span:
    """A figure in the document, from one position to another."""

    start: int
    end: int
    figure: Figure


def figure_spans(block: QTextBlock) -> list[Span]:
    """Return the figures of a block that still say what their mark says."""
    spans, place = [], block.position()
    for piece in block_pieces(block):
        length = utf16(piece.shown if isinstance(piece, Figure) else piece)
        if isinstance(piece, Figure):
            spans.append(Span(place, place + length, piece))
        place += length
    return spans


def block_pieces(block: QTextBlock) -> list[str | Figure]:
    """Return a block's text in pieces, pictures as their placeholder;
    a figure that no longer reads as such is plain text.
    """
    pieces: list[str | Figure] = []
    for run, style in runs(block):
        pieces += still_marked(run, figure_of(style)) if style.hasProperty(KEY) else (run,)
    return unglued(pieces)


def span_at(document: QTextDocument, position: int) -> Span | None:
    """Return the figure a position lies strictly inside of."""
    return next(
        (span for span in figure_spans(document.findBlock(position)) if span.start < position < span.end),
        None,
    )


def span_before(document: QTextDocument, position: int) -> Span | None:
    """Return the figure that ends at a position."""
    return next((span for span in figure_spans(document.findBlock(position)) if span.end == position), None)


def span_after(document: QTextDocument, position: int) -> Span | None:
    """Return the figure that begins at a position."""
    return next((span for span in figure_spans(document.findBlock(position)) if span.start == position), None)


def insert_pieces(cursor: QTextCursor, pieces: Sequence[str | Figure], tips: dict[str, str]) -> None:
    """Put text and figures in at a cursor; ``tips`` say of each key what it is."""
    for piece in pieces:
        if isinstance(piece, str):
            cursor.insertText(piece, QTextCharFormat())
        else:
            cursor.insertText(piece.shown, figure_format(piece, tips))


def figure_format(figure: Figure, tips: dict[str, str]) -> QTextCharFormat:
    """Return the format that marks a figure."""
    style = QTextCharFormat()
    style.setProperty(KEY, figure.key)
    style.setProperty(SHOWN, figure.shown)
    style.setToolTip(tips.get(figure.key, "记录中已没有这个数据。"))
    return style


def figure_of(style: QTextCharFormat) -> Figure:
    """Return the figure a format marks."""
    return Figure(str(style.property(KEY)), str(style.property(SHOWN)))


def block_format() -> QTextBlockFormat:
    """Return the look of a paragraph."""
    layout = QTextBlockFormat()
    layout.setLineHeight(150, int(QTextBlockFormat.LineHeightTypes.ProportionalHeight.value))
    layout.setTextIndent(32)
    return layout


def runs(block: QTextBlock) -> Iterator[tuple[str, QTextCharFormat]]:
    """Yield the stretches of one format in a block."""
    entry = block.begin()
    while not entry.atEnd():
        fragment = entry.fragment()
        if fragment.isValid():
            yield fragment.text(), fragment.charFormat()
        entry += 1


def utf16(text: str) -> int:
    """Return how many places of the document a text takes."""
    return len(text.encode("utf-16-le")) // 2


class Highlighter(QSyntaxHighlighter):
    """Gives headings and figures their look without touching the document,
    so that undo knows nothing of it.
    """

    def highlightBlock(self, text: str) -> None:
        level = level_of(escape(text))
        heading = QTextCharFormat()
        if level in {Level.CHAPTER, Level.SECTION}:
            heading.setFontWeight(QFont.Weight.Bold)
            self.setFormat(0, len(text), heading)
        begin = self.currentBlock().position()
        for span in figure_spans(self.currentBlock()):
            self.setFormat(span.start - begin, span.end - span.start, _figure_look(level))


def _figure_look(level: Level) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setBackground(tone(Tone.FIGURE))
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
    look.setUnderlineColor(tone(Tone.ACCENT))
    if level in {Level.CHAPTER, Level.SECTION}:
        look.setFontWeight(QFont.Weight.Bold)
    return look
