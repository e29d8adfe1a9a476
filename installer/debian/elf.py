"""Reads what compiled files ask of others:
the libraries they load and the versions of the C libraries they were linked against.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

NEEDED = re.compile(r"\(NEEDED\)\s+Shared library: \[(.+)\]")
VERSION = re.compile(r"\((GLIBC|GLIBCXX|CXXABI)_([\d.]+)\)")


def compiled(folder: Path) -> list[Path]:
    """Return every ELF file below ``folder``."""
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink() and is_compiled(path)
    ]


def is_compiled(path: Path) -> bool:
    """True for an ELF file."""
    with path.open("rb") as stream:
        return stream.read(4) == b"\x7fELF"


def needed(path: Path) -> set[str]:
    """Return the names of the libraries that are loaded with this file."""
    return set(NEEDED.findall(_ask("readelf", "--dynamic", "--wide", str(path))))


def closure(roots: Iterable[Path], folder: Path) -> set[Path]:
    """Return the files of ``folder`` that ``roots`` load, directly or through one another,
    with the roots themselves.
    """
    found, waiting = set[Path](), list(roots)
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += [folder / name for name in needed(path) if (folder / name).is_file()]
    return found


def floor(files: Iterable[Path]) -> dict[str, tuple[tuple[int, ...], str]]:
    """Return the highest version asked of glibc (GLIBC) and libstdc++ (GLIBCXX, CXXABI),
    each with a file that asks it.
    """
    highest: dict[str, tuple[tuple[int, ...], str]] = {}
    for path in files:
        for family, version in _versions(path):
            highest[family] = max(highest.get(family, ((), "")), (version, path.name))
    return highest


def _versions(path: Path) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Read ``objdump -T``: undefined symbols name the version they want in brackets."""
    for line in _ask("objdump", "-T", str(path)).splitlines():
        if "*UND*" in line and (asked := VERSION.search(line)):
            yield asked[1], tuple(int(part) for part in asked[2].split("."))


def _ask(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
