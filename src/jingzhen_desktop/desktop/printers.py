"""The printers of this PC, asked of Qt without a window: also where there is no display."""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinterInfo


def printers() -> list[str]:
    """Return the names of the printers, that of the system's choice first and marked."""
    # Without a display Qt's usual platform would end the process; on Linux printers are found by any
    # platform.
    platform = [] if sys.platform == "win32" else ["-platform", "offscreen"]
    own = (
        None if QCoreApplication.instance() is not None else QGuiApplication(["jingzhen-desktop", *platform])
    )
    try:
        usual = QPrinterInfo.defaultPrinterName()
        names = QPrinterInfo.availablePrinterNames()
    finally:
        if own is not None:
            own.shutdown()
    others = [name for name in names if name != usual]
    return [f"{usual}（默认）", *others] if usual in names else others
