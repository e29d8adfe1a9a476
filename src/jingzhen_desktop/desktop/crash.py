"""Bugs: written to the log with their traceback and shown in one dialog with 复制详情. Expected faults never come here."""

from __future__ import annotations

import logging
import logging.handlers
import platform
import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from .. import __version__

_LOG = logging.getLogger("jingzhen")
_LOG_BYTES, _LOG_FILES = 1_000_000, 5


def log_folder() -> Path:
    """Return the folder of this PC's logs; it is made if absent."""
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)) / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def start_log() -> None:
    """Write warnings and bugs to a rotating file; without a writable folder the program still starts."""
    try:
        handler = logging.handlers.RotatingFileHandler(log_folder() / "jingzhen.log", "a", _LOG_BYTES, _LOG_FILES, "utf-8", delay=True)
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)


def catch_bugs() -> None:
    """From here on an exception nobody expected is logged and shown, and the program goes on."""
    sys.excepthook = show_bug


def show_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log a bug and show its dialog; leaving with Ctrl+C is no bug."""
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    _LOG.error("bug", exc_info=(kind, error, trace))
    details = bug_details("".join(traceback.format_exception(kind, error, trace)))
    box = QMessageBox(QMessageBox.Icon.Critical, "程序出错", "程序遇到了意外错误。已经保存的数据不受影响，可以继续使用；如反复出现，请复制详情发给维护人员。")
    box.setInformativeText(f"{kind.__name__}：{error}")
    box.setDetailedText(details)
    copy = box.addButton("复制详情", QMessageBox.ButtonRole.ActionRole)
    go_on = box.addButton("继续", QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(go_on)
    box.exec()
    if box.clickedButton() is copy:
        QGuiApplication.clipboard().setText(details)


def bug_details(trace: str) -> str:
    """Return what a maintainer needs: versions, system, traceback."""
    return f"井镇节能 {__version__}\nPython {platform.python_version()}，{platform.platform()}\n\n{trace}"
