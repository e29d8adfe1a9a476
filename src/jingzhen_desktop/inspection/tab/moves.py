"""Buttons of which only those are offered that the state machine in ``rules`` allows;
the others say why not.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton

from ..values.words import Move


class MoveButtons:
    """A set of buttons, one for each move."""

    def __init__(self, *pairs: tuple[Move | tuple[Move, ...], QPushButton]) -> None:
        self._pairs = [
            ((moves,) if isinstance(moves, Move) else moves, button, button.toolTip())
            for moves, button in pairs
        ]
        self.buttons = [button for _, button, _ in self._pairs]

    def offer(self, why_not: Callable[[Move], str]) -> None:
        """Enable those for which ``why_not`` returns nothing; the tool tip of another is the reason."""
        for moves, button, tip in self._pairs:
            reasons = [why_not(move) for move in moves]
            allowed = not all(reasons)
            button.setEnabled(allowed)
            button.setToolTip(tip if allowed else reasons[0])
