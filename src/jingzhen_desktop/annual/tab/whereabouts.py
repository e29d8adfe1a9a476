"""Which stored paragraph stands in which block of the document:
a block left empty is none, a picture beside text is one more.
"""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

from .runs import utf16

PICTURE = "\N{OBJECT REPLACEMENT CHARACTER}"


def paragraph_blocks(document: QTextDocument) -> list[QTextBlock]:
    """Return the block of each paragraph, in order."""
    found, block = [], document.begin()
    while block.isValid():
        text = block.text()
        found += [block] * (bool(text.replace(PICTURE, "").strip()) + text.count(PICTURE))
        block = block.next()
    return found


def paragraph_at(cursor: QTextCursor) -> int:
    """Return the number of the paragraph a cursor is in, of an empty block the one before it."""
    numbers = [block.blockNumber() for block in paragraph_blocks(cursor.document())]
    number = cursor.blockNumber()
    return numbers.index(number) if number in numbers else max(0, bisect_right(numbers, number) - 1)


def stretch(document: QTextDocument, paragraph: int, start: int = 0, length: int = 0) -> QTextCursor | None:
    """Return a cursor that selects a stretch of a paragraph, given as places in its plain text;
    None if there is no such paragraph.
    """
    blocks = paragraph_blocks(document)
    if not 0 <= paragraph < len(blocks):
        return None
    block = blocks[paragraph]
    text = block.text()
    lead = len(text) - len(text.lstrip()) if length else 0
    first, last = lead + start, lead + start + length
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + utf16(text[:first]))
    cursor.setPosition(block.position() + utf16(text[:last]), QTextCursor.MoveMode.KeepAnchor)
    return cursor
