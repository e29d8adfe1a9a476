"""Tries every fault on real files with real processes and prints what came of it as a Markdown table.

    python tests/faults/run.py --quick     a few of each, in seconds
    python tests/faults/run.py --long      more than 1,000 kills and 200 damaged files

Exits 1 if a step was half-done, an acknowledged step was lost, or nothing was said. ``--seed`` repeats a run.
"""

from __future__ import annotations

import argparse
import platform
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

import jingzhen_desktop.tabs  # noqa: F401 - knows all records
from jingzhen_desktop.office import clock

sys.path.insert(0, str(Path(__file__).resolve().parent))

from bed import Bed, Row
from damages import DAMAGES, damage
from kills import KILLS
from surroundings import SURROUNDINGS

MOST_MISSED = 3
"""Flipped bytes in a text that stands in one place only, as the label of a step, can be seen by nobody."""


def main() -> int:
    """Run one of the two forms; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    form = parser.add_mutually_exclusive_group(required=True)
    form.add_argument("--quick", action="store_true")
    form.add_argument("--long", action="store_true")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--only", default="", help="only faults whose name contains this")
    options = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="jingzhen-faults-") as folder:
        rows = run(Path(folder), options.seed, long=options.long, only=options.only)
    show(rows, options.seed, time.monotonic() - began)
    missed = sum(row.outcomes.get("未发现", 0) for row in rows)
    return 1 if missed > MOST_MISSED or any(row.failures or not row.tried for row in rows) else 0


def run(folder: Path, seed: int, *, long: bool, only: str) -> list[Row]:
    """Try every fault; returns a row for each."""
    bed, rows = Bed(folder, seed), []
    for name, (trial, quick_times, long_times) in (KILLS | SURROUNDINGS).items():
        if only in name:
            rows.append(row := Row(name))
            trial(bed, row, long_times if long else quick_times)
            print(f"{name}: {row.tried}", file=sys.stderr)
    for name, (harm, quick_times, long_times) in DAMAGES.items():
        if only in name:
            rows.append(row := Row(f"损坏：{name}"))
            damage(bed, row, long_times if long else quick_times, harm)
            print(f"{name}: {row.tried}", file=sys.stderr)
    return rows


def show(rows: list[Row], seed: int, seconds: float) -> None:
    """Print the table, the sums and every failure."""
    versions = f"Python {platform.python_version()}，SQLite {sqlite3.sqlite_version}，{platform.system()}"
    print(f"{clock.today()}，{versions}，seed {seed}，{seconds:.0f} s\n")
    print("| 故障 | 次数 | 结果 | 不合格 |\n|---|---:|---|---:|")
    for row in rows:
        came_out = "；".join(f"{outcome} {count}" for outcome, count in sorted(row.outcomes.items()))
        print(f"| {row.fault} | {row.tried} | {came_out} | {len(row.failures)} |")
    kills = sum(row.tried for row in rows if "kill" in row.fault)
    damages = [row for row in rows if row.fault.startswith("损坏")]
    outcomes = [(outcome, count) for row in damages for outcome, count in row.outcomes.items()]
    found, harmless, missed = (
        sum(count for outcome, count in outcomes if outcome.startswith(start))
        for start in ("发现", "无害", "未发现")
    )
    print(
        f"\nkill -9 共{kills}次；损坏文件{sum(row.tried for row in damages)}个：发现{found}，无害{harmless}，未发现{missed}。"
    )
    for row in rows:
        for failure in row.failures[:5]:
            print(f"不合格：{row.fault}：{failure}")


if __name__ == "__main__":
    sys.exit(main())
