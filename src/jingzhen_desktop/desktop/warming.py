"""Loads what the first tab and the first change need, once the window stands:
a little at a time, between what the clerk does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ..office.file import Office


def load_the_rest(owner: QWidget, office: Office, done: Callable[[], object]) -> None:
    """Make the office file ready for its first session in steps of some hundredths of a second;
    ends when ``owner`` goes, else calls ``done``.
    """
    _go_on(owner, office.getting_ready(), done)


def _go_on(owner: QWidget, steps: Iterator[None], done: Callable[[], object]) -> None:
    def step() -> None:
        for _ in steps:
            _go_on(owner, steps, done)
            return
        done()

    QTimer.singleShot(0, owner, step)
