"""The old and the new text of one paragraph side by side, what differs marked,
before the clerk takes one of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QTextBrowser, QVBoxLayout, QWidget

from ...widgets.look.palette import tone
from ...widgets.look.tokens import Tone
from ...widgets.parts import ButtonRow, SectionTitle, action_button
from ..rules.difference import Piece, difference


class Comparison(QFrame):
    """Shown under the text while a paragraph is being written anew."""

    taken = Signal()
    kept = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName("重新生成的段落与原文对照")
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.old, self.new = _browser("原文", self), _browser("由记录生成的新文", self)
        sides = QHBoxLayout()
        for title, browser in (("原文", self.old), ("新文（由记录生成）", self.new)):
            side = QVBoxLayout()
            side.addWidget(SectionTitle(title, self))
            side.addWidget(browser, 1)
            sides.addLayout(side, 1)
        self.take = action_button(
            "采用新文", self.taken.emit, "check", "Alt+Return", "用新文替换原文（可以撤销）"
        )
        layout = QVBoxLayout(self)
        layout.addWidget(self.note)
        layout.addLayout(sides, 1)
        layout.addWidget(
            ButtonRow(self.take, action_button("保留原文", self.kept.emit, "close", tip="不改动（Esc）"))
        )
        self.hide()

    def compare(self, old: str, new: str, *, edited: bool) -> None:
        """Show the two texts; ``edited`` says the old one is the clerk's own writing."""
        left, right = difference(old, new)
        changes = (
            "红底为原文有、新文没有的；绿底为新文增加的。"
            if old != new
            else "文字相同；采用后，其中的数字重新与记录相连。"
        )
        self.note.setText(f"{'这一段手工改过。' if edited else ''}{changes}")
        self.old.setHtml(_html(left, tone(Tone.DANGER_SOFT).name(), strike=True))
        self.new.setHtml(_html(right, tone(Tone.OK_SOFT).name(), strike=False))
        self.show()
        self.take.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.kept.emit()
            return
        super().keyPressEvent(event)


def _browser(name: str, parent: QWidget) -> QTextBrowser:
    browser = QTextBrowser(parent)
    browser.setAccessibleName(name)
    browser.setOpenLinks(False)
    browser.setTabChangesFocus(True)
    return browser


def _html(pieces: Sequence[Piece], colour: str, *, strike: bool) -> str:
    style = f"background-color:{colour};" + (
        "text-decoration:line-through;" if strike else "text-decoration:underline;"
    )
    return "".join(
        f'<span style="{style}">{escape(one.text)}</span>' if one.changed else escape(one.text)
        for one in pieces
    )
