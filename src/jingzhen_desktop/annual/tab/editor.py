"""The editor of the whole summary: one block per paragraph, figures marked, tables as pictures.

Which block is which stored paragraph is decided by comparing texts (``rules.merge``), so that splitting, joining, pasting
and the editor's own undo need no bookkeeping in the document.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRectF, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from ...widgets.appearance import Look, is_dark, look_colour
from ..rules.figures import figure_title
from ..rules.markup import compose, escape, level_of, parse, still_marked
from ..rules.tables import plain_table
from ..values import Figure, Level, ParagraphKind, ParagraphText, SummaryParagraph
from .tables import table_picture

_KEY = QTextCharFormat.Property.UserProperty + 1
_SHOWN = QTextCharFormat.Property.UserProperty + 2
_PICTURE = "\N{OBJECT REPLACEMENT CHARACTER}"
_REST = 1000
"""Milliseconds without typing after which the text is committed."""
_MARGIN = 28
_TABLE_TIP = "表中数字来自季度统计；记录改变后点“重新生成”更新。要删除本表，把光标放在表后按退格键。"


class SummaryEditor(QTextEdit):
    """A plain editor of paragraphs: typing, splitting, joining, pasting text; Ctrl+Z is its own."""

    rested = Signal()
    """The text has changed and a paragraph was left, a second passed, or the focus went away."""
    paragraph_entered = Signal(int)
    """The caret is in another block now; its number."""
    figure_asked = Signal(str)
    """The clerk wants to see where a figure comes from; its key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tables: dict[str, str] = {}
        self._edited: frozenset[int] = frozenset()
        self._loading = False
        self._dirty = False
        self._block = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST)
        self._timer.timeout.connect(self.commit)
        self._set_up()

    def _set_up(self) -> None:
        self.setAccessibleName("工作总结正文")
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QTextEdit.LineWrapMode.WidgetWidth)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 1.25)
        self.setFont(font)
        self.document().setDocumentMargin(_MARGIN)
        self._highlighter = _Highlighter(self.document())
        self.textChanged.connect(self._on_change)
        self.cursorPositionChanged.connect(self._on_move)

    # ---- text in and out

    def set_paragraphs(self, paragraphs: Sequence[SummaryParagraph]) -> None:
        """Show stored paragraphs; the caret stays in its paragraph, the editor's undo begins anew."""
        place, offset = self.textCursor().blockNumber(), self.textCursor().positionInBlock()
        scroll = self.verticalScrollBar().value()
        self._loading = True
        self._timer.stop()
        self._dirty = False
        self._fill(paragraphs)
        self._put_caret(place, offset)
        self.verticalScrollBar().setValue(scroll)
        self._loading = False
        self._block = self.textCursor().blockNumber()

    def texts(self) -> list[ParagraphText]:
        """Return the paragraphs as they stand now; empty ones are left out."""
        return [text for block in self._blocks() for text in self._texts_of(block)]

    def mark_edited(self, blocks: frozenset[int]) -> None:
        """Draw a bar beside the blocks that were changed by hand."""
        self._edited = blocks
        self.viewport().update()

    def commit(self) -> None:
        """Tell that the text wants storing, if it changed."""
        self._timer.stop()
        if self._dirty:
            self._dirty = False
            self.rested.emit()

    def go_to_block(self, number: int) -> None:
        """Put the caret at the beginning of a block and show it near the top."""
        block = self.document().findBlockByNumber(number)
        if block.isValid():
            self.moveCursor(QTextCursor.MoveOperation.End)
            cursor = QTextCursor(block)
            self.setTextCursor(cursor)
            self.ensureCursorVisible()

    # ---- Qt's events

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(self.textCursor().selection().toPlainText().replace(_PICTURE, ""))
        return data

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste as plain text: formats from elsewhere have no place in an official document."""
        if source.hasText():
            lines = [line.strip(" \u3000\t") for line in source.text().replace(_PICTURE, "").splitlines()]
            self.setCurrentCharFormat(QTextCharFormat())
            self.textCursor().insertText("\n".join(line for line in lines if line), QTextCharFormat())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            style = self._style_at(event.position().toPoint())
            if style.hasProperty(_KEY):
                self.figure_asked.emit(str(style.property(_KEY)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.textCursor().insertBlock(_block_format(), QTextCharFormat())
            self.ensureCursorVisible()
            return
        super().keyPressEvent(event)

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
        for number in self._edited:
            block = self.document().findBlockByNumber(number)
            if block.isValid():
                box = layout.blockBoundingRect(block).translated(0, -self.verticalScrollBar().value())
                painter.fillRect(QRectF(_MARGIN / 2 - 2, box.top() + 2, 4, box.height() - 6), look_colour(Look.GOOD))
        painter.end()

    # ---- inside

    def _on_change(self) -> None:
        if not self._loading:
            self._dirty = True
            self._timer.start()

    def _on_move(self) -> None:
        number = self.textCursor().blockNumber()
        if self._loading or number == self._block:
            return
        self._block = number
        self.paragraph_entered.emit(number)
        self.commit()

    def _fill(self, paragraphs: Sequence[SummaryParagraph]) -> None:
        document = self.document()
        document.setUndoRedoEnabled(False)
        document.clear()
        self._tables.clear()
        cursor = QTextCursor(document)
        for number, paragraph in enumerate(paragraphs):
            if number:
                cursor.insertBlock(_block_format(), QTextCharFormat())
            else:
                cursor.setBlockFormat(_block_format())
            if paragraph.kind is ParagraphKind.TABLE:
                self._insert_table(cursor, paragraph.text)
            else:
                _insert_pieces(cursor, parse(paragraph.text))
        document.setUndoRedoEnabled(True)

    def _put_caret(self, number: int, offset: int) -> None:
        block = self.document().findBlockByNumber(number)
        if block.isValid():
            cursor = QTextCursor(block)
            cursor.setPosition(block.position() + min(offset, block.length() - 1))
            self.setTextCursor(cursor)

    def _style_at(self, point: QPoint) -> QTextCharFormat:
        """The format of the letter under a point."""
        cursor = self.cursorForPosition(point)
        if cursor.atBlockEnd() or self.cursorRect(cursor).x() > point.x():
            return cursor.charFormat()  # of the letter before the caret
        cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
        return cursor.charFormat()

    def _insert_table(self, cursor: QTextCursor, text: str) -> None:
        name = f"table:{len(self._tables)}"
        self._tables[name] = text
        image = QTextImageFormat()
        image.setName(name)
        image.setToolTip(_TABLE_TIP)
        self._draw_table(name)
        block = QTextBlockFormat()  # single spacing: a picture's line would be half as high again
        cursor.setBlockFormat(block)
        cursor.insertImage(image)

    def _draw_table(self, name: str) -> None:
        width = max(200.0, self.viewport().width() - 2 * _MARGIN - 4)
        picture = table_picture(plain_table(self._tables[name]), width, self.font(), self.palette(), self.devicePixelRatioF())
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
        pieces: list[str | Figure] = []
        tables = []
        for run, style in _runs(block):
            if style.isImageFormat():
                tables += [self._tables[style.toImageFormat().name()]] * run.count(_PICTURE)
            elif style.hasProperty(_KEY):
                pieces += still_marked(run, Figure(str(style.property(_KEY)), str(style.property(_SHOWN))))
            else:
                pieces.append(run)
        text = compose(pieces).replace(_PICTURE, "").strip()
        texts = [ParagraphText(text)] if text else []
        return texts + [ParagraphText(table, ParagraphKind.TABLE) for table in tables]


class _Highlighter(QSyntaxHighlighter):
    """Gives headings and figures their look without touching the document, so that undo knows nothing of it."""

    def highlightBlock(self, text: str) -> None:
        level = level_of(escape(text))
        heading = QTextCharFormat()
        if level in {Level.CHAPTER, Level.SECTION}:
            heading.setFontWeight(QFont.Weight.Bold)
            self.setFormat(0, len(text), heading)
        for start, run, style in _placed_runs(self.currentBlock()):
            figure = Figure(str(style.property(_KEY)), str(style.property(_SHOWN)))
            place = start
            for piece in still_marked(run, figure):
                length = len(piece.shown if isinstance(piece, Figure) else piece)
                if isinstance(piece, Figure):
                    self.setFormat(place, length, _figure_look(level))
                place += length


def _figure_look(level: Level) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setBackground(QColor("#24405e") if is_dark() else QColor("#e3eefb"))
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
    look.setUnderlineColor(QColor("#7fb2f0") if is_dark() else QColor("#3a78c3"))
    if level in {Level.CHAPTER, Level.SECTION}:
        look.setFontWeight(QFont.Weight.Bold)
    return look


def _block_format() -> QTextBlockFormat:
    layout = QTextBlockFormat()
    layout.setLineHeight(150, int(QTextBlockFormat.LineHeightTypes.ProportionalHeight.value))
    layout.setTextIndent(32)
    return layout


def _insert_pieces(cursor: QTextCursor, pieces: Sequence[str | Figure]) -> None:
    for piece in pieces:
        if isinstance(piece, str):
            cursor.insertText(piece, QTextCharFormat())
            continue
        style = QTextCharFormat()
        style.setProperty(_KEY, piece.key)
        style.setProperty(_SHOWN, piece.shown)
        style.setToolTip(f"来自记录：{figure_title(piece.key)}。按住Ctrl单击，查看记录")
        cursor.insertText(piece.shown, style)


def _runs(block: QTextBlock) -> Iterator[tuple[str, QTextCharFormat]]:
    """The stretches of one format in a block."""
    entry = block.begin()
    while not entry.atEnd():
        fragment = entry.fragment()
        if fragment.isValid():
            yield fragment.text(), fragment.charFormat()
        entry += 1


def _placed_runs(block: QTextBlock) -> Iterator[tuple[int, str, QTextCharFormat]]:
    """The stretches that carry a figure's mark, with their place in the block."""
    place = 0
    for run, style in _runs(block):
        if style.hasProperty(_KEY):
            yield place, run, style
        place += len(run.encode("utf-16-le")) // 2
