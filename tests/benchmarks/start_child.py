"""Runs in a process of its own: shows a window, and once it is painted writes one line with its memory (KiB)
and ends.

``start_child.py empty`` is the reference, ``start_child.py PATH`` the program with that office file,
``start_child.py PATH all`` the same with every tab visited.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QWidget


def empty() -> None:
    """The reference: SQLAlchemy's ORM imported, an application, an empty main window."""
    import sqlalchemy.orm  # noqa: F401 - its import is what is measured
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1366, 768)
    window.show()
    _wait_for_paint(window)
    _report()
    del application


def program(path: str, *, every_tab: bool) -> None:
    """The program as the clerk starts it, up to the event loop,
    which ends as soon as 今日工作 is painted with its lines.
    """
    from PySide6.QtWidgets import QApplication

    from jingzhen_desktop.cli import main

    def until_painted() -> int:
        from jingzhen_desktop.desktop.window import MainWindow

        window = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow))
        assert window.workplace is not None
        page: Any = window.workplace.show_tab("today")
        assert page.list.lines.rowCount()
        _wait_for_paint(page.list.viewport())
        if every_tab:
            for key in window.workplace.keys:
                window.workplace.show_tab(key)
                QApplication.processEvents()
        _report()
        return 0

    QApplication.exec = staticmethod(until_painted)  # type: ignore[method-assign,assignment]
    main([path])


def _wait_for_paint(widget: QWidget) -> None:
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication

    class Watcher(QObject):
        painted = False

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
            self.painted |= event.type() == QEvent.Type.Paint
            return False

    watcher = Watcher()
    widget.installEventFilter(watcher)
    while not watcher.painted:
        QApplication.processEvents()
    QApplication.processEvents()  # so that the paint itself has been done


def _report() -> None:
    memory = next(
        line.split()[1]
        for line in Path("/proc/self/status").read_text().splitlines()
        if line.startswith("VmRSS")
    )
    sys.stdout.write(f"{memory}\n")
    sys.stdout.flush()
    os._exit(0)  # what ending costs is not measured


if __name__ == "__main__":
    if sys.argv[1] == "empty":
        empty()
    else:
        program(sys.argv[1], every_tab="all" in sys.argv[2:])
