"""The condition of an installed program on one page, to send to whoever helps: versions, fonts, printers,
folder, office file.

Loads Qt only when printers are asked for, and never fails for it: the page is wanted most where something is
missing.
"""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from .. import __version__
from ..base.changes import newest_changes
from ..base.errors import EnvironmentFault, InputRejected, UserFacingError, environment_sentence
from ..office import clock

_LIBRARIES = (
    "PySide6-Essentials",
    "SQLAlchemy",
    "openpyxl",
    "python-calamine",
    "reportlab",
    "python-docx",
    "fonttools",
)
_LOW_SPACE = 500_000_000
"""Bytes; below this a year's documents and a backup may not fit on the disk."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What was found."""

    lines: tuple[str, ...]
    """The page."""
    faults: tuple[UserFacingError, ...]
    """What keeps the clerk from working; empty when all is well."""


def condition(office: Path | None) -> Condition:
    """Examine this PC, and the office file if one is given (it is only read)."""
    lines, faults = (
        [f"井镇节能检查单　{clock.today():%Y-%m-%d}", "", *_versions(), ""],
        list[UserFacingError](),
    )
    own = (_input_method,) if sys.platform == "linux" else ()  # elsewhere Qt and the system see to it
    for examine in (_fonts, _printers, *own):
        lines += [*examine(faults), ""]
    folder = Path.home() if office is None else office.absolute().parent
    lines += [*_folder(folder, faults), ""]
    lines += (
        ["数据文件：未指定（用 --office 指定后一并检查）"] if office is None else _office_file(office, faults)
    )
    return Condition(tuple(lines), tuple(faults))


def _versions() -> Iterator[str]:
    day = newest_changes().day
    yield f"井镇节能 {__version__}" + (f"（{day}）" if day else "")
    yield f"系统：{_system()}"
    yield f"Python {platform.python_version()}，SQLite {sqlite3.sqlite_version}"
    yield "，".join(f"{name} {_version(name)}" for name in _LIBRARIES)


def _system() -> str:
    """Name the system as its maker does: UnionTech OS Desktop 20, not only Linux."""
    name = f"{platform.system()} {platform.release()}"
    with suppress(OSError):
        name = f"{platform.freedesktop_os_release()['PRETTY_NAME']}，{name}"
    return f"{name}，{platform.machine()}"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "未安装"


def _fonts(faults: list[UserFacingError]) -> Iterator[str]:
    from ..paper.fonts import font_book

    yield "公文字体："
    try:
        for role, font in font_book().roles().items():
            yield f"    {role}：{font.name}" + ("（代替）" if font.substituted else "") + f"　{font.file}"
    except EnvironmentFault as fault:
        faults.append(fault)
        yield f"    {fault}"


def _printers(_faults: list[UserFacingError]) -> Iterator[str]:
    yield "打印机："
    try:
        from .printers import printers

        names = printers()
    except ImportError as error:
        yield f"    没有检查：图形界面不能启动（{error}）"
        return
    yield from (f"    {name}" for name in names or ["没有找到打印机"])


def _input_method(_faults: list[UserFacingError]) -> Iterator[str]:
    try:
        from .input_method.session_bus import way_now

        yield f"输入法：{way_now().value}"
    except ImportError as error:
        yield f"输入法：没有检查（{error}）"


def _folder(folder: Path, faults: list[UserFacingError]) -> Iterator[str]:
    yield f"文件夹：{folder}"
    try:
        trial = (
            folder / f".jingzhen-desktop-{os.getpid()}.tmp"
        )  # tempfile tries thousands of names on Windows
        try:
            trial.write_bytes(b"1")
        finally:
            trial.unlink(missing_ok=True)
        free = shutil.disk_usage(folder).free
    except OSError as error:
        error.filename = str(folder)  # not the file that was tried
        faults.append(environment_sentence(error, "写入文件夹"))
        yield f"    {faults[-1]}"
        return
    yield "    可以写入"
    yield f"    剩余空间 {free / 1e9:,.1f} GB" + ("，空间不足，请清理" if free < _LOW_SPACE else "")


def _office_file(path: Path, faults: list[UserFacingError]) -> list[str]:
    from .. import tabs  # noqa: F401 - makes every table known
    from ..office.identity import DamagedFile, stored_version
    from ..office.recovery import examine

    lines = [f"数据文件：{path}"]
    try:
        with suppress(DamagedFile):  # the examination says more
            stored_version(path)
        problems = examine(path)
    except UserFacingError as fault:
        faults.append(fault)
        return [*lines, f"    {fault}"]
    if not problems:
        return [*lines, "    数据文件完好"]
    faults.append(InputRejected("数据文件有问题，原文件未作改动；请在窗口中打开它，从最近的备份恢复。"))
    return [*lines, f"    {faults[-1]}", *(f"    {problem}" for problem in problems)]
