"""Keeps figures whole while the clerk edits:
the caret passes over them, backspace takes them out, typing goes beside them.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from .runs import Span, span_after, span_at, span_before

_MODIFIED = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class Pieces(QObject):
    """The hands of one editor."""

    def __init__(self, editor: QTextEdit) -> None:
        super().__init__(editor)
        self._editor = editor
        self._last = 0
        self._moving = False

    def keep_whole(self) -> None:
        """After the caret has moved: take it out of a figure, let a selection hold figures whole."""
        if self._moving:
            return
        cursor = self._editor.textCursor()
        place, anchor = cursor.position(), cursor.anchor()
        wanted = self._outside(
            place,
            forward=place >= self._last if place == anchor else place > anchor,
            selecting=place != anchor,
        )
        held = anchor if place == anchor else self._outside(anchor, forward=anchor > place, selecting=True)
        held = wanted if place == anchor else held
        if (wanted, held) != (place, anchor):
            self._moving = True
            cursor.setPosition(held)
            cursor.setPosition(wanted, QTextCursor.MoveMode.KeepAnchor)
            self._editor.setTextCursor(cursor)
            self._moving = False
        self._last = wanted

    def select(self, span: Span) -> None:
        """Select a figure as one piece."""
        cursor = self._editor.textCursor()
        cursor.setPosition(span.start)
        cursor.setPosition(span.end, QTextCursor.MoveMode.KeepAnchor)
        self._editor.setTextCursor(cursor)

    def take_key(self, event: QKeyEvent) -> bool:
        """Do what a key means at a figure; False leaves it to the editor."""
        cursor = self._editor.textCursor()
        if not cursor.hasSelection():
            if event.key() == Qt.Key.Key_Backspace and (
                span := span_before(self._editor.document(), cursor.position())
            ):
                return self._remove(span)
            if event.key() == Qt.Key.Key_Delete and (
                span := span_after(self._editor.document(), cursor.position())
            ):
                return self._remove(span)
        text = event.text()
        if not text or not text.isprintable() or event.modifiers() & _MODIFIED:
            return False
        self.type(text)
        return True

    def type(self, text: str) -> None:
        """Put typed text in, never as part of a figure; a selected figure gives way to it."""
        cursor = self._editor.textCursor()
        cursor.insertText(text, QTextCharFormat())
        self._editor.setTextCursor(cursor)
        self._editor.ensureCursorVisible()

    def _remove(self, span: Span) -> bool:
        cursor = self._editor.textCursor()
        cursor.setPosition(span.start)
        cursor.setPosition(span.end, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        return True

    def _outside(self, place: int, *, forward: bool, selecting: bool) -> int:
        """Where a position inside a figure goes:
        on in the direction it came, or for a jump to the nearer end.
        """
        span = span_at(self._editor.document(), place)
        if span is None:
            return place
        if not selecting and abs(place - self._last) > 1:
            return span.start if place - span.start <= span.end - place else span.end
        return span.end if forward else span.start
