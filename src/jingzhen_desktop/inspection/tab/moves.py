"""Actions of which only those are done that the state machine in ``rules`` allows;
pressed all the same, the others say why not.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from ...widgets.alerts import Alerts
from ...widgets.page_head import page_action
from ..values.words import Move


class MoveActions:
    """A set of actions, each for one move or for either of two.

    Attributes:
        by_text: the actions by their words.
    """

    def __init__(self, alerts: Alerts, page: QWidget) -> None:
        self._alerts, self._page = alerts, page
        self._moves: dict[str, tuple[tuple[Move, ...], str]] = {}
        self._why_not: Callable[[Move], str] = lambda _move: ""
        self.by_text: dict[str, QAction] = {}

    def add(
        self, moves: tuple[Move, ...], text: str, call: Callable[[], object], icon: str, tip: str = ""
    ) -> None:
        """Add an action; it is done where one of its moves can be."""

        def do() -> None:
            if reason := self._reason(text):
                self._alerts.warn(reason)
            else:
                call()

        self._moves[text] = (moves, tip or text)
        self.by_text[text] = page_action(text, do, icon, "", tip or text, self._page)

    def offer(self, why_not: Callable[[Move], str]) -> None:
        """Follow another state; the tool tip of what cannot be done is the reason."""
        self._why_not = why_not
        for text, (_, tip) in self._moves.items():
            reason = self._reason(text)
            self.by_text[text].setToolTip(f"{tip}。现在不能：{reason}" if reason else tip)

    @property
    def offered(self) -> list[str]:
        """The words of what can be done now."""
        return [text for text in self._moves if not self._reason(text)]

    def _reason(self, text: str) -> str:
        reasons = [self._why_not(move) for move in self._moves[text][0]]
        return reasons[0] if all(reasons) else ""
