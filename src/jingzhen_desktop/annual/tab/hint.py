"""The line over the text that says when it lags behind the records or the ticks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QWidget

from ...widgets.appearance import Look, look_colour
from ..values import ChangedFigure

_CHANGES_SHOWN = 4
_LONG = 14
"""Letters of a figure shown in the hint; the tool tip has all."""


class ChangeHint(QLabel):
    """Hidden while the text says what the records say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setAccessibleName("记录变化提示")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.hide()

    def tell(self, changes: Sequence[ChangedFigure], *, choice_changed: bool) -> None:
        """Name the figures that changed, the plainest first, and say if other problems are ticked than the text names."""
        sentences = [_changes_sentence(changes)] if changes else []
        if choice_changed:
            sentences.append("“存在的问题”选项已改变，点“重新生成”写入正文。")
        self.setText("⚠ " + "".join(sentences) if sentences else "")
        self.setToolTip("\n".join(_words(change) for change in changes))
        self.setVisible(bool(sentences))
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, look_colour(Look.WARNING))
        self.setPalette(palette)


def _changes_sentence(changes: Sequence[ChangedFigure]) -> str:
    plainest = sorted(changes, key=lambda change: (change.now is None, len(change.shown) > _LONG))[:_CHANGES_SHOWN]
    listed = "；".join(_words(change, _LONG) for change in plainest)
    more = f"；等{len(changes)}处" if len(changes) > _CHANGES_SHOWN else ""
    return f"记录已变化，可重新生成：{listed}{more}。"


def _words(change: ChangedFigure, longest: int = 1000) -> str:
    """What was and what is: 检查次数（监督检查）：4次→5次."""
    was, now = (text if len(text) <= longest else text[:longest] + "…" for text in (change.shown, change.now or "无记录"))
    return f"{change.title}：{was}→{now}"
