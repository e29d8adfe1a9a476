"""The one bridge for messages: what the program tells and asks the clerk.
No tab opens a message box itself.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QStandardPaths, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QMessageBox,
    QWidget,
)
from shiboken6 import delete

from ..base.errors import UserFacingError

_SAVE_KEY = "save"


class Alerts(QObject):
    """Says, warns, asks; the window shows it. Tests replace ``confirm`` and the ``choose_*`` methods."""

    said = Signal(str)
    """Something went well; the status bar shows it for a while."""
    warned = Signal(str)
    """Something wants attention; the message bar shows it until it is dismissed or replaced."""

    def say(self, text: str) -> None:
        """Tell in the status bar, in passing."""
        self.said.emit(text)

    def warn(self, text: str | UserFacingError) -> None:
        """Tell in the message bar, to stay."""
        self.warned.emit(str(text))

    @contextlib.contextmanager
    def guard(self) -> Iterator[None]:
        """Turn a UserFacingError inside into a warning; everything else is a bug and passes on."""
        try:
            yield
        except UserFacingError as error:
            self.warn(error)

    def confirm(self, question: str, yes: str, no: str = "取消", parent: QWidget | None = None) -> bool:
        """Ask before what cannot be undone; the buttons say what they do, the default is ``no``."""
        box = QMessageBox(
            QMessageBox.Icon.Question,
            QGuiApplication.applicationDisplayName() or "井镇节能",
            question,
            parent=_parent(parent),
        )
        box.setTextFormat(Qt.TextFormat.PlainText)
        accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        reject = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(reject)
        box.setEscapeButton(reject)
        box.exec()
        accepted = box.clickedButton() is accept
        delete(box)  # at once: a box awaiting its end could become the parent of the next
        return accepted

    def choose_folder(self, title: str, remembered_key: str) -> Path | None:
        """Let the clerk choose a folder; starts at the last one chosen under the key. None: cancelled."""
        text = QFileDialog.getExistingDirectory(_parent(None), title, str(_remembered(remembered_key)))
        if not text:
            return None
        _remember(remembered_key, Path(text))
        return Path(text)

    def choose_files(
        self,
        title: str,
        remembered_key: str,
        filter: str,  # noqa: A002 - Qt's word
    ) -> list[Path]:
        """Let the clerk choose one or more files, e.g. of ``Excel 文件 (*.xlsx *.xls)``; empty: cancelled."""
        texts, _ = QFileDialog.getOpenFileNames(
            _parent(None), title, str(_remembered(remembered_key)), filter
        )
        if texts:
            _remember(remembered_key, Path(texts[0]).parent)
        return [Path(text) for text in texts]

    def choose_save(self, title: str, suggested: Path | str, filter: str) -> Path | None:  # noqa: A002
        """Let the clerk choose where to write; the dialog has asked about an existing name already.
        None: cancelled.
        """
        dialog = QFileDialog(_parent(None), title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setNameFilter(filter)
        dialog.setDefaultSuffix(Path(suggested).suffix.lstrip("."))
        _start_save_dialog(dialog, Path(suggested))
        chosen = dialog.selectedFiles() if dialog.exec() else []
        delete(dialog)
        if not chosen:
            return None
        _remember(_SAVE_KEY, Path(chosen[0]).parent)
        return Path(chosen[0])


def _parent(parent: QWidget | None) -> QWidget | None:
    return parent or QApplication.activeWindow()


def _remembered(key: str) -> Path:
    folder = Path(str(QSettings().value(f"folders/{key}", "")))
    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    # a dialog that is shown a folder which is not there takes its name for that of a file
    return next((one for one in (folder, documents) if one.is_absolute() and one.is_dir()), Path.home())


def _remember(key: str, folder: Path) -> None:
    QSettings().setValue(f"folders/{key}", str(folder))


def _start_save_dialog(dialog: QFileDialog, suggested: Path) -> None:
    dialog.setDirectory(str(suggested.parent if suggested.is_absolute() else _remembered(_SAVE_KEY)))
    dialog.selectFile(suggested.name)
