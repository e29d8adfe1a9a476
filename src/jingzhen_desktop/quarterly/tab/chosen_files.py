"""Which files the clerk means: single ones, whole folders, what is dropped on the window."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ...base.errors import InputRejected, environment_sentence

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

FILE_FILTER = "报表文件 (*.xlsx *.xls *.et *.ods);;所有文件 (*)"
_ENDINGS = frozenset({".xlsx", ".xls", ".xlsm", ".et", ".ods"})
_MOST_FILES = 1000
_TEMPORARY = ("~$", ".")


def dropped_paths(mime: QMimeData) -> list[Path]:
    """Return the local files and folders of a drag; empty if there are none."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()] if mime.hasUrls() else []


def workbooks(paths: Sequence[Path]) -> list[Path]:
    """Return the files meant: files as given, of folders every workbook in them and below, by name.

    Raises:
        InputRejected: a folder holds no workbook, or the number of files shows that the wrong folder was
            chosen.
        EnvironmentFault: a folder cannot be read.
    """
    found: list[Path] = []
    for path in paths:
        found += _in_folder(path) if path.is_dir() else [path]
        if len(found) > _MOST_FILES:
            raise InputRejected(f"“{path}”里的表格文件超过{_MOST_FILES}个，请选择只放报表的文件夹。")
    if not found:
        raise InputRejected(
            f"“{paths[0].name if paths else ''}”里没有表格文件（xlsx、xls、et、ods），请选择放报表的文件夹。"
        )
    return found


def _in_folder(folder: Path) -> list[Path]:
    try:
        return sorted(_bounded(path for path in folder.rglob("*") if _is_workbook(path)))
    except OSError as error:
        raise environment_sentence(error, "读取文件夹") from error


def _bounded(paths: Iterable[Path]) -> list[Path]:
    kept: list[Path] = []
    for path in paths:
        kept.append(path)
        if len(kept) > _MOST_FILES:
            break
    return kept


def _is_workbook(path: Path) -> bool:
    return path.suffix.casefold() in _ENDINGS and not path.name.startswith(_TEMPORARY) and path.is_file()
