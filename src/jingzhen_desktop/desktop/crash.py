"""Bugs: written to the log with their traceback and shown in one dialog with 复制详情.
Expected faults never come here.
"""

from __future__ import annotations

import faulthandler
import logging
import logging.handlers
import platform
import sys
import traceback
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QApplication

from .. import __version__
from ..widgets.appearance import Look, icon, look_colour

if TYPE_CHECKING:
    from .dialogs import DetailsDialog

_LOG = logging.getLogger("jingzhen")
_LOG_BYTES, _LOG_FILES = 1_000_000, 5
_DIALOG = "bug"


def log_folder() -> Path:
    """Return the folder of this PC's logs; it is made if absent."""
    folder = (
        Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)) / "logs"
    )
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def start_log() -> None:
    """Write warnings and bugs to a rotating file, and where every thread stood if the program is killed by a
    fault.

    Without a writable folder the program still starts.
    """
    try:
        _catch_faults(log_folder() / "fault.log")
        handler = logging.handlers.RotatingFileHandler(
            log_folder() / "jingzhen.log", "a", _LOG_BYTES, _LOG_FILES, "utf-8", delay=True
        )
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)


def _catch_faults(path: Path) -> None:
    """Have a crash below Python leave its traces; those of the last run are kept under another name."""
    if path.is_file() and path.stat().st_size:
        path.replace(path.with_name("fault-before.log"))
    faulthandler.enable(path.open("w", encoding="utf-8"))


def catch_bugs() -> None:
    """From here on an exception nobody expected is logged and shown, and the program goes on."""
    sys.excepthook = show_bug


def show_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log a bug and show its dialog; one that comes while the dialog is open is added to it.
    Ctrl+C is no bug.
    """
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    _LOG.error("bug", exc_info=(kind, error, trace))
    text = "".join(traceback.format_exception(kind, error, trace))
    shown = _shown_dialog()
    if shown is not None:
        shown.add(text)
        return
    from .dialogs import DetailsDialog

    message = "程序遇到了意外错误。已经保存的数据不受影响，可以继续使用；如反复出现，请复制详情发给维护人员。"
    dialog = DetailsDialog("程序出错", message, bug_details(text), "继续", QApplication.activeWindow())
    dialog.set_sign(icon("error", look_colour(Look.BAD)))
    dialog.setObjectName(_DIALOG)
    dialog.open()


def _shown_dialog() -> DetailsDialog | None:
    from .dialogs import DetailsDialog

    found = (widget for widget in QApplication.topLevelWidgets() if isinstance(widget, DetailsDialog))
    return next((dialog for dialog in found if dialog.objectName() == _DIALOG and dialog.isVisible()), None)


def bug_details(trace: str) -> str:
    """Return what a maintainer needs: versions, system, traceback."""
    return f"井镇节能 {__version__}\nPython {platform.python_version()}，{platform.platform()}\n\n{trace}"
