"""Rows on the whole program in a process of its own: cold start, and memory (Linux only, read from /proc)."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from bench import YEARS, Bench
from comparing import Outcome

_CHILD = Path(__file__).with_name("start_child.py")
_RUNS = 9


def start(bench: Bench) -> list[Outcome]:
    """Cold start: from starting the interpreter to a window painted with what is due, twenty years in the
    file.

    Reference: a process that imports ``sqlalchemy.orm``, makes a ``QApplication`` and paints an empty
    ``QMainWindow``. Both offscreen, by turns, with compiled modules and all files in the system's cache; the
    least time of each.
    """
    times = _alternately(bench, ["empty"], [str(bench.office_file())])
    empty, ours = (min(seconds for seconds, _ in runs) * 1000 for runs in times)
    return [Outcome(f"cold start to a painted window, {bench.size}, {YEARS} years", ours, empty, 1.5)]


def memory(bench: Bench) -> list[Outcome]:
    """Resident memory when the window is painted, and with every tab visited;
    reference: the empty window process.
    """
    path = str(bench.office_file())
    times = _alternately(bench, ["empty"], [path], [path, "all"], runs=3)
    empty, ours, every = (statistics.median(memory for _, memory in runs) for runs in times)
    title = f"memory, {bench.size}, {YEARS} years"
    return [
        Outcome(f"{title}, as opened", ours, empty, 2, "MB"),
        Outcome(f"{title}, every tab visited", every, empty, 2, "MB"),
    ]


def _alternately(bench: Bench, *arguments: list[str], runs: int = _RUNS) -> list[list[tuple[float, float]]]:
    """Run the children by turns; return seconds and megabytes of each.
    A first turn only warms the caches up.
    """
    found: list[list[tuple[float, float]]] = [[] for _ in arguments]
    for turn in range(runs + 1):
        for results, given in zip(found, arguments, strict=True):
            result = _run(given, bench.folder / "bytecode")
            if turn:
                results.append(result)
    return found


def _run(arguments: list[str], bytecode: Path) -> tuple[float, float]:
    """Run a child; like an installed program it finds its modules compiled, from the second run on."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(bytecode)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begin = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, str(_CHILD), *arguments], stdout=subprocess.PIPE, text=True, env=environment
    ) as child:
        assert child.stdout is not None
        line = child.stdout.readline()
        seconds = time.perf_counter() - begin
    if not line.strip().isdigit():
        raise RuntimeError(f"{_CHILD.name} {arguments} ended with {child.returncode}")
    return seconds, int(line) / 1024
