"""Measures what the program promises about speed and memory (docs/measured.md) and prints it as a Markdown
table.

    python tests/benchmarks/measure.py [--stress] [row …]

Every row sets a piece of the program's work against a bare reference that does only what cannot be left out:
each row's docstring says what the reference does. Both are taken by turns in one run on one machine and the
least times are compared, so that a ratio means the same on a slow PC and on a busy one. The program exits 1
where a promised ratio is missed. ``--stress`` adds the rows that are promised for 500 units as well. Rows:
start, memory, forms, xlsx, pdf, preview, tab, quotas, edit, journal, undo, history, open, backup; without any
all are measured, which takes about two minutes.

The office has 100 units and 20 years, made by the program's own actions in a temporary folder
(``big_office``). Nothing here is collected as a test.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from jingzhen_desktop.office import clock

if TYPE_CHECKING:
    from bench import Bench
    from comparing import Outcome

Row = Callable[["Bench"], "list[Outcome]"]
_STRESSED = ("xlsx", "tab", "quotas")
_UNITS, _STRESS_UNITS = 100, 500


def main(arguments: list[str]) -> int:
    """Measure the rows asked for; returns the exit code."""
    parser = argparse.ArgumentParser(description="measures the promised ratios")
    names = (
        "start, memory, forms, xlsx, pdf, preview, tab, quotas, edit, journal, undo, history, open, backup"
    )
    parser.add_argument("rows", nargs="*", metavar="row", help=names)
    parser.add_argument(
        "--stress", action="store_true", help=f"also with {_STRESS_UNITS} units where that is promised"
    )
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="jingzhen-bench-") as folder:
        _stay_at_home(Path(folder))
        rows = _rows()
        unknown = set(options.rows) - set(rows)
        if unknown:
            parser.error(f"no such row: {', '.join(sorted(unknown))}")
        return _measure(
            Path(folder), {name: rows[name] for name in options.rows or rows}, stress=options.stress
        )


def _stay_at_home(folder: Path) -> None:
    """Keep settings and caches of the user out of it, and need no display; before Qt is imported."""
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "LOCALAPPDATA", "APPDATA"):
        os.environ[name] = str(folder)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_LOGGING_RULES"] = (
        "default.warning=false"  # the offscreen platform says that it has no window manager
    )


def _rows() -> dict[str, Row]:
    from rows_files import forms, xlsx
    from rows_history import history, undo
    from rows_keeping import backup, opening
    from rows_paper import pdf
    from rows_preview import preview
    from rows_start import memory, start
    from rows_storing import journal
    from rows_window import edit, quotas, tab

    files: dict[str, Row] = {
        "start": start,
        "memory": memory,
        "forms": forms,
        "xlsx": xlsx,
        "pdf": pdf,
        "preview": preview,
    }
    work: dict[str, Row] = {
        "tab": tab,
        "quotas": quotas,
        "edit": edit,
        "journal": journal,
        "undo": undo,
        "history": history,
    }
    return {**files, **work, "open": opening, "backup": backup}


def _measure(folder: Path, rows: dict[str, Row], *, stress: bool) -> int:
    from bench import Bench

    usual, stressed = Bench(folder, _UNITS), Bench(folder, _STRESS_UNITS)
    print(f"{clock.today():%Y-%m-%d}, {_machine()}\n")
    print("| work | program | reference | ratio | promise | kept |\n|---|--:|--:|--:|--:|---|")
    missed = 0
    for name, row in rows.items():
        for bench in (usual, stressed) if stress and name in _STRESSED else (usual,):
            for outcome in row(bench):
                print(outcome.line(), flush=True)
                missed += outcome.missed
    return 1 if missed else 0


def _machine() -> str:
    from PySide6 import __version__ as qt

    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30 if hasattr(os, "sysconf") else 0
    size = f"{os.cpu_count()} cores, {memory:.0f} GB memory" if memory else f"{os.cpu_count()} cores"
    return (
        f"{size}, {platform.system()} {platform.machine()}, Python {platform.python_version()}, PySide6 {qt}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
