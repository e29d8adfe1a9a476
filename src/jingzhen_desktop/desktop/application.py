"""Starts the window: application, log, crash dialog, and which office file to open first."""

from __future__ import annotations

import sys
import time
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from ..office.lock import holder_of
from ..widgets.appearance import set_up_application
from .crash import catch_bugs, start_log
from .first_paint import after_first_paint
from .recent import last_office
from .window import MainWindow


def run(path: Path | None) -> int:
    """Show the window with the given office file, the one of last time, or the start page;
    returns the exit code.
    """
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    started = time.time()
    set_up_application(application)
    wanted = path or last_office()
    if wanted is not None and _is_open_here(wanted) and _called_to_front(wanted):
        return 0
    start_log()
    catch_bugs()
    window = MainWindow()
    open_first(window, path)
    window.show()
    bring_chinese_in(window, application, application.platformName(), started)
    code = application.exec()
    window.close_office()
    return code


def bring_chinese_in(window: QWidget, owner: QObject, platform: str, started: float) -> None:
    """Once the window stands, see whether Chinese must be brought in; only X on Linux needs it."""
    if sys.platform == "linux" and platform == "xcb":
        after_first_paint(window, partial(begin_input_method, owner, started))


def begin_input_method(owner: QObject, started: float) -> None:
    """Bring Chinese in where Qt cannot, which looked for an input method when it was ``started``;
    what does it is loaded nowhere else.
    """
    from .input_method.attachment import begin

    begin(owner, started)


def open_first(window: MainWindow, path: Path | None) -> None:
    """Open the given office file or the one of last time; what hinders it is said on the start page."""
    wanted = path or last_office()
    if wanted is None:
        return
    try:
        window.open_office(wanted)
    except Exception as error:  # noqa: BLE001 - a bug met here must not keep the window from coming up
        sys.excepthook(type(error), error, error.__traceback__)


def _called_to_front(path: Path) -> bool:
    """Whether the window that has the office file open has come to the front."""
    from .single_window import call_to_front  # loads Qt's network part, which most starts do not need

    return call_to_front(path)


def _is_open_here(path: Path) -> bool:
    """Whether another program of this PC has the office file open."""
    holder = holder_of(path)
    return holder is not None and holder.is_here and not holder.is_gone
