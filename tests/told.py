"""What the clerk gets to know of long work: a word in passing, a warning, the crash dialog, or nothing."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from jingzhen_desktop.widgets.desk import Desk


@dataclass
class Told:
    """The sentences that were said, warned and told of written files, and the kinds of bugs
    that reached the crash dialog.
    """

    said: list[str] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)
    bugs: list[type] = field(default_factory=list)
    delivered: list[str] = field(default_factory=list)


def listen(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Told:
    """From now on remember what is told at a desk."""
    told = Told()
    desk.alerts.said.connect(told.said.append)
    desk.alerts.warned.connect(told.warned.append)
    desk.delivered.connect(lambda text, _folder: told.delivered.append(text))
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: told.bugs.append(kind))
    return told


def raising(error: Exception) -> Callable[..., Any]:
    """Return something that fails when it is called."""

    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


def cancelling(desk: Desk, call: Callable[..., Any], nth: int = 1) -> Callable[..., Any]:
    """Return a function that does what ``call`` does; the clerk presses 取消 at its nth call."""
    calls = []

    def cancel_and_call(*arguments: Any, **named: Any) -> Any:
        calls.append(arguments)
        if len(calls) == nth:
            desk.tasks.cancel()
        return call(*arguments, **named)

    return cancel_and_call
