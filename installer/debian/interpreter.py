"""What the package brings from an old Debian: Python, and some libraries of Qt's that an offline desktop may
lack.

The interpreter is CPython and SQLite from Debian 12's sources, built in the oldest Debian the archive still
has: UOS 20 and Kylin V10 have Python 3.7 or 3.8 and glibc 2.28 to 2.31; PySide6's wheels need glibc 2.28.
Debian 11 has 2.31: what it would take from 2.29 to 2.31 is kept out by ``interpreter.sh``, and ``folder.py``
measures that it worked.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from debian import roots

SUITE = "bullseye"
SOURCES = "bookworm"
PREFIX = Path("/opt/jingzhen-desktop")
RECIPE = Path(__file__).with_name("interpreter.sh")
BROUGHT = {
    "libatomic.so.1": "libatomic1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-util.so.1": "libxcb-util1",
}
"""Small libraries Qt 6 loads that a desktop built on Qt 5 need not have,
and a PC without network cannot fetch.
"""


def interpreter(work: Path) -> Path:
    """Return a folder with the interpreter as it goes under /opt;
    made once and kept in ``work`` until the recipe changes.
    """
    recipe = RECIPE.read_bytes()
    kept = work / f"python-{hashlib.sha256(recipe + repr((SUITE, SOURCES)).encode()).hexdigest()[:12]}"
    if (kept / "bin/python3.11").is_file():
        return kept
    root = roots.make_root(work / SUITE, SUITE)
    (root / "root/interpreter.sh").write_bytes(recipe)
    roots.must(root, "sh", "/root/interpreter.sh", SOURCES, str(PREFIX))
    made = root / "root/out" / PREFIX.relative_to("/")
    shutil.copytree(made, kept, symlinks=True)
    return kept


def brought(work: Path) -> list[Path]:
    """Return the libraries that go beside Qt's own."""
    root = roots.make_root(work / SUITE, SUITE)
    folder = root / "usr/lib/x86_64-linux-gnu"
    if not all((folder / name).exists() for name in BROUGHT):
        roots.install(root, *BROUGHT.values())
    return [folder / name for name in BROUGHT]
