"""Starts the window: application, log, crash dialog, and which office file to open first."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from ..base.errors import UserFacingError
from ..widgets.appearance import set_up_application
from .crash import catch_bugs, start_log
from .window import LAST_OFFICE, MainWindow


def run(path: Path | None) -> int:
    """Show the window with the given office file, the one of last time, or the start page; returns the exit code."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    set_up_application(application)
    start_log()
    catch_bugs()
    window = MainWindow()
    window.show()
    _open_first(window, path)
    code = application.exec()
    window.close_office()
    return code


def _open_first(window: MainWindow, path: Path | None) -> None:
    remembered = Path(str(QSettings().value(LAST_OFFICE, "")))
    if path is not None:
        window.open_office(path)
    elif remembered.is_file():
        try:
            window.show_office(remembered)
        except UserFacingError as error:
            window.alerts.warn(error)
