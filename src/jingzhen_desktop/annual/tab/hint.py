"""The line over the text that says when it lags behind the records or the ticks, or that it is final."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ...widgets.appearance import Look, set_look
from ...widgets.tool_row import Sentence
from ..rules.freezing import SHORT_HASH
from ..values.sources import ChangedFigure, Contradiction
from ..values.versions import LaterChange, SummaryVersion

_CHANGES_SHOWN = 4
_LONG = 14
"""Letters of a figure shown in the hint; the tool tip has all."""


class ChangeHint(Sentence):
    """Hidden while a draft says what the records say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName("记录变化提示")
        self.hide()

    def tell(
        self, changes: Sequence[ChangedFigure], typed: Sequence[Contradiction], *, choice_changed: bool
    ) -> None:
        """Of a draft: name the figures that changed, the plainest first, what was typed against the records,
        and other ticks.
        """
        sentences = (
            [_changes_sentence([(one.title, one.shown, one.now) for one in changes])] if changes else []
        )
        if typed:
            more = f"等{len(typed)}处" if len(typed) > 1 else ""
            sentences.append(f"文中“{typed[0].typed}”，记录为{typed[0].recorded}{more}（见“核对”）。")
        if choice_changed:
            sentences.append("“存在的问题”选项已改变，点“重新生成”写入正文。")
        self._show(
            "⚠ " + "".join(sentences) if sentences else "",
            [_words(one.title, one.shown, one.now) for one in changes],
            Look.WARNING,
        )

    def tell_final(self, version: SummaryVersion, later: Sequence[LaterChange]) -> None:
        """Of a final text: which version, and what the records have come to say since."""
        text = (
            f"已定稿：第{version.number}版，{version.finalised_at:%Y-%m-%d %H:%M}，"
            f"校验码{version.content_hash[:SHORT_HASH]}。"
        )
        if not version.sound:
            text = f"⚠ {text}存档内容与定稿时不一致，数据文件可能已损坏。"
        elif later:
            listed = _listed([(one.title, one.then, one.now) for one in later])
            text = f"⚠ {text}定稿后记录有变化：{listed}。详见“版本”，要改正文请“修订”。"
        tips = [_words(one.title, one.then, one.now) for one in later]
        self._show(text, tips, Look.WARNING if later or not version.sound else Look.GOOD)

    def _show(self, text: str, tips: Sequence[str], look: Look) -> None:
        self.explain("\n".join((text, *tips)))
        self.setText(text)
        self.setVisible(bool(text))
        set_look(self, look)


def _changes_sentence(changes: Sequence[tuple[str, str, str | None]]) -> str:
    return f"记录已变化，可重新生成：{_listed(changes)}。"


def _listed(changes: Sequence[tuple[str, str, str | None]]) -> str:
    plainest = sorted(changes, key=lambda change: (change[2] is None, len(change[1]) > _LONG))[
        :_CHANGES_SHOWN
    ]
    more = f"；等{len(changes)}处" if len(changes) > _CHANGES_SHOWN else ""
    return "；".join(_words(*change, longest=_LONG) for change in plainest) + more


def _words(title: str, shown: str, recorded: str | None, longest: int = 1000) -> str:
    """What was and what is: 检查次数（监督检查）：4次→5次."""
    was, now = (
        text if len(text) <= longest else text[:longest] + "…" for text in (shown, recorded or "无记录")
    )
    return f"{title}：{was}→{now}"
