"""Says which compiled modules of a folder Python would judge anew at every start, and by what.

A package is filled on one day and installed on another: a module that is compared with the time of its source
is stale then, and a clerk, who may not write there, would have it compiled at every start. Both packages
carry only modules that are never compared.
"""

from __future__ import annotations

import struct
from pathlib import Path

UNCHECKED = 0b01
"""The second word of a compiled module (PEP 552): it goes by the hash of its source, and nobody looks."""


def judged_anew(folder: Path) -> list[Path]:
    """Return the compiled modules below ``folder`` that do not say they are never compared."""
    return [path for path in sorted(folder.rglob("*.pyc")) if flags(path) != UNCHECKED]


def flags(path: Path) -> int:
    """Return the word that says by what a compiled module is judged; 0 is the time of its source."""
    with path.open("rb") as stream:
        head = stream.read(8)
    return int(struct.unpack("<I", head[4:])[0])


def not_compiled(folder: Path) -> list[Path]:
    """Return the modules below ``folder`` that have no compiled one beside them."""
    return [
        path
        for path in sorted(folder.rglob("*.py"))
        if not any((path.parent / "__pycache__").glob(f"{path.stem}.cpython-*.pyc"))
    ]
