"""Packages whose names come from their modules only when they are first asked for.

A tab's ``values``, ``rules`` and ``queries`` are packages of many modules. Who imports one name should not load all of them:
a window that has just been opened needs a tenth. Such a package imports its names for the type checker only and says in
``__getattr__ = later(…)`` in which module each lives; ``tests/test_contracts.py`` sees that both say the same.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def later(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """Return a package's ``__getattr__`` that imports a name's module when the name is first asked for, and keeps the name.

    Args:
        package: the package's ``__name__``.
        homes: its modules → the names in each, parted by blanks.
    """
    home_of = {name: module for module, names in homes.items() for name in names.split()}

    def find(name: str) -> Any:
        if name not in home_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        found = getattr(import_module(f"{package}.{home_of[name]}"), name)
        setattr(sys.modules[package], name, found)
        return found

    return find
