"""The editor of the whole text: one block per paragraph, figures as single pieces of it, tables as pictures.

Which block is which stored paragraph is decided by comparing texts (``rules.merge``), so that splitting,
joining, pasting and the editor's own undo need no bookkeeping in the document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRectF, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from ...widgets.appearance import Look, look_colour
from ...widgets.look.fonts import font_of
from ...widgets.look.tokens import Type
from ..rules.markup import compose, parse
from ..rules.tables import plain_table
from ..values.kinds import ParagraphKind
from ..values.sources import Contradiction
from ..values.text import Figure, ParagraphText, SummaryParagraph
from .carrying import marked_data, marked_text
from .pieces import Pieces
from .runs import (
    Highlighter,
    Span,
    block_format,
    block_pieces,
    figure_spans,
    insert_pieces,
    runs,
    span_after,
    span_before,
)
from .tables import table_picture
from .whereabouts import PICTURE, paragraph_at, paragraph_blocks, stretch

_REST = 1000
"""Milliseconds without typing after which the text is committed."""
_MARGIN = 28
_TABLE_TIP = "表中数字来自季度统计；记录改变后点“重新生成”更新。要删除本表，把光标放在表后按退格键。"


class SummaryEditor(QTextEdit):
    """A plain editor of paragraphs: typing, splitting, joining, pasting text; Ctrl+Z is its own."""

    rested = Signal()
    """The text has changed and a paragraph was left, a second passed, or the focus went away."""
    paragraph_entered = Signal(int)
    """The caret is in another paragraph now; its number."""
    figure_asked = Signal(str)
    figure_entered = Signal(str)
    """The caret has come to the figure of this key; empty: to none."""
    """The clerk wants to see where a figure comes from; its key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tables: dict[str, str] = {}
        self._tips: dict[str, str] = {}
        self._edited: frozenset[int] = frozenset()
        self._loading = False
        self._dirty = False
        self._block, self._figure = 0, ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST)
        self._timer.timeout.connect(self.commit)
        self._set_up()
        self._pieces = Pieces(self)

    def _set_up(self) -> None:
        self.setAccessibleName("工作总结正文")
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QTextEdit.LineWrapMode.WidgetWidth)
        self.fit_letters()
        self.document().setDocumentMargin(_MARGIN)
        self._highlighter = Highlighter(self.document())
        self.textChanged.connect(self._on_change)
        self.cursorPositionChanged.connect(self._on_move)

    def fit_letters(self) -> None:
        """Have the face of the present 字号."""
        self.setFont(font_of(Type.PAPER))

    # ---- text in and out

    def set_paragraphs(
        self, paragraphs: Sequence[SummaryParagraph], tips: Mapping[str, str] | None = None
    ) -> None:
        """Show stored paragraphs; the caret stays in its paragraph, the editor's undo begins anew.

        Args:
            tips: by key what a figure is.
        """
        place, offset = self.textCursor().blockNumber(), self.textCursor().positionInBlock()
        scroll = self.verticalScrollBar().value()
        self._loading = True
        self._timer.stop()
        self._dirty = False
        self._tips = dict(tips or {})
        self._fill(paragraphs)
        self._put_caret(place, offset)
        self.verticalScrollBar().setValue(scroll)
        self._loading = False
        self._block = self.textCursor().blockNumber()

    def texts(self) -> list[ParagraphText]:
        """Return the paragraphs as they stand now; empty ones are left out."""
        return list(chain.from_iterable(map(self._texts_of, self._blocks())))

    def insert_figure(self, figure: Figure, unit: str = "") -> None:
        """Put a figure in at the caret, in place of what is selected,
        with its unit of measure as text after it.
        """
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        insert_pieces(cursor, [figure, *([unit] if unit else [])], self._tips)
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def replace(self, found: Contradiction) -> None:
        """Put the records' figure in the place of what was typed; the editor's undo takes it back."""
        cursor = stretch(self.document(), found.paragraph, found.start, found.length)
        if cursor is not None and cursor.selectedText() == found.typed:
            cursor.beginEditBlock()
            cursor.removeSelectedText()
            insert_pieces(cursor, parse(found.replacement), self._tips)
            cursor.endEditBlock()
            self.setTextCursor(cursor)
            self.commit()

    def update_figure(self, figure: Figure) -> None:
        """Let every figure of this key show what the records say now."""
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for block in self._blocks():
            for span in reversed([span for span in figure_spans(block) if span.figure.key == figure.key]):
                cursor.setPosition(span.start)
                cursor.setPosition(span.end, QTextCursor.MoveMode.KeepAnchor)
                cursor.removeSelectedText()
                insert_pieces(cursor, [figure], self._tips)
        cursor.endEditBlock()
        self.commit()

    def mark_edited(self, paragraphs: frozenset[int]) -> None:
        """Draw a bar beside the paragraphs that were changed by hand."""
        self._edited = paragraphs
        self.viewport().update()

    def mark_contradictions(self, found: Sequence[Contradiction]) -> None:
        """Draw a wavy line under numbers typed against the records."""
        selections = []
        for one in found:
            cursor = stretch(self.document(), one.paragraph, one.start, one.length)
            if cursor is None:
                continue
            look = QTextCharFormat()
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            look.setUnderlineColor(look_colour(Look.BAD))
            selection = QTextEdit.ExtraSelection()
            selection.cursor, selection.format = cursor, look  # type: ignore[attr-defined]
            selections.append(selection)
        self.setExtraSelections(selections)

    def commit(self) -> None:
        """Tell that the text wants storing, if it changed."""
        self._timer.stop()
        if self._dirty:
            self._dirty = False
            self.rested.emit()

    @property
    def paragraph(self) -> int:
        """Number of the paragraph the caret is in."""
        return paragraph_at(self.textCursor())

    def go_to_paragraph(self, number: int, start: int = 0, length: int = 0) -> None:
        """Put the caret into a paragraph and show it near the top; with a length that stretch is selected."""
        cursor = stretch(self.document(), number, start, length)
        if cursor is not None:
            self.moveCursor(QTextCursor.MoveOperation.End)
            self.setTextCursor(cursor)
            self.ensureCursorVisible()

    def find_next(self, words: str) -> bool:
        """Select the next place where some words stand, from the top again after the last;
        False if nowhere.
        """
        if not words:
            return True
        if self.find(words):
            return True
        cursor, before = QTextCursor(self.document()), self.textCursor()
        self.setTextCursor(cursor)
        if self.find(words):
            return True
        self.setTextCursor(before)
        return False

    def figure_at(self, point: QPoint) -> Span | None:
        """Return the figure under a point of the text."""
        cursor = self.cursorForPosition(point)
        right = self.cursorRect(cursor).x() > point.x()
        place = cursor.position()
        spans = figure_spans(cursor.block())
        return next(
            (
                span
                for span in spans
                if (span.start < place <= span.end if right else span.start <= place < span.end)
            ),
            None,
        )

    # ---- Qt's events

    def createMimeDataFromSelection(self) -> QMimeData:
        cursor = self.textCursor()
        return marked_data(cursor, cursor.selection().toPlainText().replace(PICTURE, ""))

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste as plain text, figures copied here as figures:
        formats from elsewhere have no place in an official document.
        """
        lines = [line.strip(" \u3000\t") for line in marked_text(source).replace(PICTURE, "").splitlines()]
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        for number, line in enumerate(line for line in lines if line):
            if number:
                cursor.insertBlock(block_format(), QTextCharFormat())
            insert_pieces(cursor, parse(line), self._tips)
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        span = self.figure_at(event.position().toPoint())
        if span is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.figure_asked.emit(span.figure.key)
        elif span is not None and not self.textCursor().hasSelection():
            self._pieces.select(span)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        span = self.figure_at(event.position().toPoint())
        if span is None or event.button() is not Qt.MouseButton.LeftButton:
            super().mouseDoubleClickEvent(event)
            return
        self._pieces.select(span)
        self.figure_asked.emit(span.figure.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.isReadOnly():
            super().keyPressEvent(event)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.textCursor().insertBlock(block_format(), QTextCharFormat())
            self.ensureCursorVisible()
        elif not self._pieces.take_key(event):
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if not self.isReadOnly() and event.commitString():
            # ends the composing; what was composed is put in as plain text
            super().inputMethodEvent(QInputMethodEvent())
            self._pieces.type(event.commitString())
            return
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.commit()
        super().focusOutEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._redraw_tables()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_highlighter"):
            self._redraw_tables()
            self._highlighter.rehighlight()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        layout = self.document().documentLayout()
        blocks = paragraph_blocks(self.document()) if self._edited else []
        for number in self._edited:
            if number < len(blocks):
                block = blocks[number]
                box = layout.blockBoundingRect(block).translated(0, -self.verticalScrollBar().value())
                painter.fillRect(
                    QRectF(_MARGIN / 2 - 2, box.top() + 2, 4, box.height() - 6), look_colour(Look.GOOD)
                )
        painter.end()

    # ---- inside

    def _on_change(self) -> None:
        if not self._loading:
            self._dirty = True
            self._timer.start()

    def _on_move(self) -> None:
        if self._loading:
            return
        self._pieces.keep_whole()
        cursor = self.textCursor()
        entered = cursor.blockNumber() != self._block
        if entered:
            self._block = cursor.blockNumber()
            self.paragraph_entered.emit(self.paragraph)
        self._tell_figure(cursor)
        if entered:
            self.commit()

    def _tell_figure(self, cursor: QTextCursor) -> None:
        """Say which figure the caret stands at: the one before it, else the one after."""
        document, place = self.document(), cursor.position()
        span = span_before(document, place) or span_after(document, place)
        key = span.figure.key if span else ""
        if key != self._figure:
            self._figure = key
            self.figure_entered.emit(key)

    def _fill(self, paragraphs: Sequence[SummaryParagraph]) -> None:
        document = self.document()
        document.setUndoRedoEnabled(False)
        document.clear()
        self._tables.clear()
        cursor = QTextCursor(document)
        for number, paragraph in enumerate(paragraphs):
            if number:
                cursor.insertBlock(block_format(), QTextCharFormat())
            else:
                cursor.setBlockFormat(block_format())
            if paragraph.kind is ParagraphKind.TABLE:
                self._insert_table(cursor, paragraph.text)
            else:
                insert_pieces(cursor, parse(paragraph.text), self._tips)
        document.setUndoRedoEnabled(True)

    def _put_caret(self, number: int, offset: int) -> None:
        block = self.document().findBlockByNumber(number)
        if block.isValid():
            cursor = QTextCursor(block)
            cursor.setPosition(block.position() + min(offset, block.length() - 1))
            self.setTextCursor(cursor)

    def _insert_table(self, cursor: QTextCursor, text: str) -> None:
        name = f"table:{len(self._tables)}"
        self._tables[name] = text
        image = QTextImageFormat()
        image.setName(name)
        image.setToolTip(_TABLE_TIP)
        self._draw_table(name)
        # single spacing: a picture's line would be half as high again
        cursor.setBlockFormat(QTextBlockFormat())
        cursor.insertImage(image)

    def _draw_table(self, name: str) -> None:
        width = max(200.0, self.viewport().width() - 2 * _MARGIN - 4)
        picture = table_picture(
            plain_table(self._tables[name]), width, self.font(), self.palette(), self.devicePixelRatioF()
        )
        self.document().addResource(int(QTextDocument.ResourceType.ImageResource), QUrl(name), picture)

    def _redraw_tables(self) -> None:
        for name in self._tables:
            self._draw_table(name)
        if self._tables:
            self.document().markContentsDirty(0, self.document().characterCount())

    def _blocks(self) -> Iterator[QTextBlock]:
        block = self.document().begin()
        while block.isValid():
            yield block
            block = block.next()

    def _texts_of(self, block: QTextBlock) -> list[ParagraphText]:
        """One block's paragraphs: its text, and a table each for pictures in it."""
        tables: list[str] = []
        for run, style in runs(block):
            if style.isImageFormat():
                tables += [self._tables[style.toImageFormat().name()]] * run.count(PICTURE)
        text = compose(block_pieces(block)).replace(PICTURE, "").strip()
        texts = [ParagraphText(text)] if text else []
        return texts + [ParagraphText(table, ParagraphKind.TABLE) for table in tables]
