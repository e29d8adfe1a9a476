"""The version the trials upgrade from: what was landed last, built from its own commit.

Raise ``COMMIT`` when a version has gone out. Its office file is made by its own package in the trial; the one
that is kept for the quick tests is the newest ``tests/data/office-v*.jzdb``. An office that has left some
versions out is tried by naming an older commit.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COMMIT = "9e45a1b"
NUMBER = "0.0.9"
"""What it is called in the trial: a package is only an upgrade of one with a lower number."""


def add_option(parser: argparse.ArgumentParser) -> None:
    """Let the trial begin with another version than the last."""
    parser.add_argument("--earlier", default=COMMIT, metavar="COMMIT", help="从哪个版本升级")


def package(commit: str, script: str, pattern: str, work: Path, *options: str) -> Path:
    """Build an earlier version with its own ``script``, or take what was built before; returns the file.

    Args:
        commit: the version.
        script: of the sources, such as installer/debian/build.py.
        pattern: how the file it makes is called.
        work: where the file is kept, and the sources for as long as it takes.
    """
    made = work / f"earlier-{commit[:7]}"
    if not list(made.glob(pattern)):
        source = sources(commit, work / "earlier-source")
        command = [sys.executable, str(source / script), str(made), *options]
        quick = {"PYTHONPATH": str(source / "src"), "DPKG_DEB_COMPRESSOR_LEVEL": "0"}
        subprocess.run(command, env={**os.environ, **quick}, check=True)
    return next(made.glob(pattern))


def sources(commit: str, folder: Path) -> Path:
    """Lay out the earlier version's sources in ``folder`` as git keeps them, under the lower number."""
    subprocess.run(["rm", "-rf", str(folder)], check=True)
    folder.mkdir(parents=True)
    archive = subprocess.run(
        ["git", "-C", str(ROOT), "archive", "--format=tar", commit], check=True, capture_output=True
    )
    subprocess.run(["tar", "-x", "-C", str(folder)], input=archive.stdout, check=True)
    place = folder / "src/jingzhen_desktop/__init__.py"
    numbered = re.sub(r'(?m)^__version__ = ".*"$', f'__version__ = "{NUMBER}"', place.read_text("utf-8"))
    place.write_text(numbered, encoding="utf-8")
    script = folder / "installer/windows/setup.nsi"
    packed = re.sub(r"(?m)^SetCompressor.*\n", "", script.read_text("utf-8"))
    script.write_text(packed, encoding="utf-8")  # nobody carries it anywhere: quick rather than small
    return folder
