"""Where Python looks for objects that only refer to one another: the UI thread alone, while work runs beside.

Left alone, Python looks wherever a thread happens to make many objects, and deletes what it finds there. A
widget that nobody refers to any more would be deleted by the worker, and Qt ends the program for that.

What was there before the work is left out while it runs: going through all of it would take the window longer
than a look of the clerk does.
"""

from __future__ import annotations

import gc
from weakref import WeakSet

from PySide6.QtCore import QObject, QTimer

_EACH = 100
"""Milliseconds between two looks; forms that are read leave some thousand objects in that time."""
_holding: WeakSet[GarbageOnUiThread] = WeakSet()


class GarbageOnUiThread(QObject):
    """Held by who runs work beside the UI thread; while one holds, Python looks only here."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_EACH)
        self._timer.timeout.connect(collect_what_is_due)

    def hold(self) -> None:
        """From now on work runs beside the UI thread."""
        if not _holding:
            gc.disable()
            gc.freeze()
        _holding.add(self)
        self._timer.start()

    def release(self) -> None:
        """The work is over."""
        _holding.discard(self)
        self._timer.stop()
        if not _holding:
            gc.unfreeze()
            gc.enable()


def collect_what_is_due() -> None:
    """Look as far as Python itself would by now; what has outlived such a look is left out from then on."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    if counts[0] > thresholds[0]:
        due = [generation for generation in (1, 2) if counts[generation] > thresholds[generation]]
        gc.collect(max(due, default=0))
        if _holding and 2 in due:
            gc.freeze()
