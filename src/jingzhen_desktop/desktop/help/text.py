"""A chapter of the manual as it is read: letters and lines as the look wants them, pictures as wide as the
text, and marks at the words somebody looks for. Which chapter is shown is the page's matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, QUrl
from PySide6.QtGui import (
    QImage,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit, QWidget

from ...widgets.look.fonts import font_of, scaled
from ...widgets.look.palette import tone
from ...widgets.look.tokens import Tone, Type, tokens
from .chapters import PICTURE
from .searching import places_in

_READ = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
_HEADINGS = {1: Type.FIGURE, 2: Type.PAGE}
_BETWEEN_LINES = 6
"""Px of air between two lines of a paragraph: Chinese letters fill theirs wholly."""


class ManualText(QTextBrowser):
    """Shows one chapter, never wider than one likes to read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("手册正文")
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # always there: one that comes while a text is put in would narrow it, and put it in once more
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._markdown, self._folder = "", Path()
        self._words: tuple[str, ...] = ()
        self._places: list[tuple[int, int]] = []
        self._current = -1

    @property
    def places(self) -> int:
        """How many places are marked."""
        return len(self._places)

    @property
    def current(self) -> int:
        """Which of them is shown, from 0; -1 for none."""
        return self._current

    def show_chapter(self, markdown: str, folder: Path) -> None:
        """Show a text from its beginning."""
        self._markdown, self._folder = markdown, folder
        self._render()
        self.verticalScrollBar().setValue(0)

    def go_to_section(self, title: str) -> bool:
        """Bring a section to the top, by the beginning of its heading; False if there is none."""
        for block in _blocks(self.document()):
            if block.blockFormat().headingLevel() > 1 and block.text().startswith(title):
                top = self.document().documentLayout().blockBoundingRect(block).top()
                self.verticalScrollBar().setValue(round(top) - tokens().space.m)
                return True
        return False

    def mark(self, words: Sequence[str]) -> None:
        """Mark every place where all of these words stand in one paragraph; none of them is current yet."""
        self._words, self._current = tuple(words), -1
        self._find()

    def step(self, by: int) -> bool:
        """Go to the next place, or with a negative step to the one before; False past the last one."""
        at = self._current + by if self._current >= 0 or by > 0 else len(self._places) - 1
        if not 0 <= at < len(self._places):
            return False
        self._current = at
        cursor = self.textCursor()
        cursor.setPosition(self._places[at][0])
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        self._show_marks()
        return True

    def fit_letters(self) -> None:
        """Take over the present 字号."""
        self._render()

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """A picture comes no wider than the text, sharp on every screen."""
        picture = QImage(str(self._folder / QUrl(name).path()))
        if kind != QTextDocument.ResourceType.ImageResource.value or picture.isNull():
            return super().loadResource(kind, QUrl(name))
        ratio = self.devicePixelRatioF()
        widest = round(self._room() * ratio)
        if picture.width() > widest:
            picture = picture.scaledToWidth(widest, Qt.TransformationMode.SmoothTransformation)
            picture.setDevicePixelRatio(ratio)
        return picture

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._width() != self.lineWrapColumnOrWidth():
            self._render()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._markdown:
            self._render()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def _width(self) -> int:
        return min(self.viewport().width(), scaled(tokens().width.reading) + 2 * tokens().space.xl)

    def _room(self) -> int:
        """Px for the words in a line, and for pictures."""
        return self._width() - 2 * tokens().space.xl

    def _render(self) -> None:
        at = self.verticalScrollBar().value()
        self.setLineWrapColumnOrWidth(self._width())
        document = self.document()
        document.clear()
        document.setDocumentMargin(tokens().space.xl)
        document.setDefaultFont(font_of(Type.LIST))
        document.setBaseUrl(QUrl.fromLocalFile(f"{self._folder}/"))
        document.setMarkdown(_with_captions(self._markdown), _READ)
        for block in _blocks(document):
            _dress(block)
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                _rule(frame)
        self._find()
        self.moveCursor(QTextCursor.MoveOperation.Start)  # it is at the end, and resizing would lead there
        self.verticalScrollBar().setValue(at)

    def _find(self) -> None:
        self._places = []
        for block in _blocks(self.document()):
            start = block.position()
            places = places_in(block.text(), self._words)
            self._places += [(start + first, start + end) for first, end in places]
        self._current = min(self._current, len(self._places) - 1)
        self._show_marks()

    def _show_marks(self) -> None:
        self.setExtraSelections(
            [self._mark(place, at == self._current) for at, place in enumerate(self._places)]
        )

    def _mark(self, place: tuple[int, int], is_current: bool) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(place[0])
        cursor.setPosition(place[1], QTextCursor.MoveMode.KeepAnchor)
        look = QTextCharFormat()
        look.setBackground(tone(Tone.ACCENT if is_current else Tone.WARN_SOFT))
        look.setForeground(tone(Tone.ON_ACCENT if is_current else Tone.TEXT))
        mark.cursor, mark.format = cursor, look  # type: ignore[attr-defined]
        return mark


def _with_captions(markdown: str) -> str:
    """Put the name of each picture under it."""
    return PICTURE.sub(r"![\1](\2)\n\n\1", markdown)


def _blocks(document: QTextDocument) -> list[QTextBlock]:
    blocks, block = [], document.begin()
    while block.isValid():
        blocks.append(block)
        block = block.next()
    return blocks


def _dress(block: QTextBlock) -> None:
    """Give a paragraph air between its lines and around it, a heading its letters."""
    space, level = tokens().space, block.blockFormat().headingLevel()
    cursor = QTextCursor(block)
    shape = QTextBlockFormat()
    in_table = cursor.currentTable() is not None
    shape.setLineHeight(scaled(_BETWEEN_LINES), QTextBlockFormat.LineHeightTypes.LineDistanceHeight.value)
    shape.setTopMargin(space.xl if level == 2 else 0 if in_table or level == 1 else space.xs)
    shape.setBottomMargin(0 if in_table else space.s)
    cursor.mergeBlockFormat(shape)
    if level:
        letters = QTextCharFormat()
        letters.setFont(font_of(_HEADINGS.get(level, Type.SECTION)))
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        cursor.mergeCharFormat(letters)


def _rule(table: QTextTable) -> None:
    """Part the cells of a table by thin lines, over the whole width."""
    shape = table.format().toTableFormat()
    shape.setBorder(1)
    shape.setBorderCollapse(True)
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderBrush(tone(Tone.LINE))
    shape.setCellPadding(tokens().space.xs)
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(shape)
