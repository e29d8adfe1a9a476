"""The way of Tab through a window: as one reads it, whatever was made first and whatever is shown just now.

Where keys lead inside a table is the table's own matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def go_on(root: QWidget, *, forward: bool) -> bool:
    """Give the focus to what is read next, after the last to the first; False if nothing takes it."""
    stops = list(stops_in(root))
    if not stops:
        return False
    here = _place_of(QApplication.focusWidget(), stops)
    step = 1 if forward else -1
    at = (here + step) % len(stops) if here is not None else (0 if forward else -1)
    reasons = Qt.FocusReason
    stops[at].setFocus(reasons.TabFocusReason if forward else reasons.BacktabFocusReason)
    return True


def stops_in(widget: QWidget) -> Iterator[QWidget]:
    """What Tab stops at in a widget, as it is read: line by line, and what stands together together."""
    if not (widget.isVisible() and widget.isEnabled()):
        return
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        yield widget
    parts = [one for one in widget.children() if isinstance(one, QWidget) and not one.isWindow()]
    for part in _as_read(parts):
        yield from stops_in(part)


def _as_read(parts: Iterable[QWidget]) -> Iterator[QWidget]:
    """Parts that stand beside each other from left to right, and one such line after the other."""
    lines: list[list[QWidget]] = []
    for part in sorted(parts, key=lambda one: (one.y(), one.x())):
        if lines and part.y() < lines[-1][0].geometry().center().y():
            lines[-1].append(part)
        else:
            lines.append([part])
    for line in lines:
        yield from sorted(line, key=lambda one: one.x())


def _place_of(widget: QWidget | None, stops: list[QWidget]) -> int | None:
    """Where a widget, or what it stands in, is among the stops."""
    while widget is not None:
        if widget in stops:
            return stops.index(widget)
        widget = widget.parentWidget()
    return None
