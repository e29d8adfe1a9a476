"""Carrying text through the clipboard: plain for everybody else, with its figures for this editor."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextCursor, QTextDocument

from ..rules.markup import compose, escape
from .runs import block_pieces

_OWN = "application/x-jingzhen-marked-text"


def marked_data(cursor: QTextCursor, plain: str) -> QMimeData:
    """Return a selection for the clipboard."""
    data = QMimeData()
    data.setText(plain)
    data.setData(_OWN, _marked(cursor).encode("utf-8"))
    return data


def marked_text(source: QMimeData) -> str:
    """Return what is to be pasted as marked text; of other programs plain text."""
    if source.hasFormat(_OWN):
        return bytes(source.data(_OWN).data()).decode("utf-8")
    return escape(source.text()) if source.hasText() else ""


def _marked(cursor: QTextCursor) -> str:
    document = QTextDocument()
    QTextCursor(document).insertFragment(cursor.selection())
    lines, block = [], document.begin()
    while block.isValid():
        lines.append(compose(block_pieces(block)))
        block = block.next()
    return "\n".join(lines)
