"""The modules that hold the tables, known by name before they are loaded:
mapping them takes longer than showing 今日工作.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import MetaData

_modules: dict[str, None] = {f"{__package__}.records": None}


def declare_tables(module: str) -> None:
    """Make known a module with tables; it is loaded with the first session."""
    _modules[module] = None


def whole_schema() -> MetaData:
    """Load every declared module and return the whole schema."""
    for _ in loading():
        pass
    from .schema import Record

    return Record.metadata


def loading() -> Iterator[None]:
    """Load every declared module, SQLAlchemy before them;
    between two parts the caller may do something else.
    """
    for module in ("sqlalchemy", "sqlalchemy.orm", "sqlalchemy.dialects.sqlite", *_modules):
        import_module(module)
        yield
