"""Finds the folder ``resources/`` from a checkout, a wheel and a frozen folder alike."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


@cache
def resources_folder() -> Path:
    """Return the folder of data and texts;
    inside the package when installed, beside ``src`` in a checkout.
    """
    for folder in (_PACKAGE / "resources", _PACKAGE.parents[1] / "resources"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError("resources")


def resource(*parts: str) -> Path:
    """Return the path of one resource, e.g. ``resource("statistics", "2011.toml")``."""
    return resources_folder().joinpath(*parts)
