"""What all rows share: the folder of this run and the offices in it, each made once."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

from big_office import make_office

from jingzhen_desktop.office.file import PRAGMAS, Office

YEARS = 20


class Bench:
    """One run.

    Attributes:
        folder: the run's own folder, gone afterwards.
        units: the units of its offices.
    """

    def __init__(self, folder: Path, units: int) -> None:
        self.folder = folder
        self.units = units

    @property
    def size(self) -> str:
        """How large the office is, for the rows' names."""
        return f"{self.units} units"

    def office_file(self, years: int = YEARS) -> Path:
        """Return the file of an office with so many years; rows may not change it."""
        path = self.folder / f"{self.units}-{years}.jzdb"
        if not path.exists():
            make_office(path, self.units, years).close()
        return path

    def copy(self, name: str, years: int = YEARS) -> Path:
        """Return a copy of an office that a row may change."""
        return Path(shutil.copy(self.office_file(years), self.folder / f"{self.units}-{name}.jzdb"))

    def office(self, years: int = YEARS) -> Office:
        """Open the office with so many years, for reading."""
        return Office.open(self.office_file(years))


def bare_connection(path: Path, *, synchronous: int | None = None) -> sqlite3.Connection:
    """Open a file with sqlite3 alone and the program's pragmas, of which ``synchronous`` may be another."""
    connection = sqlite3.connect(path, isolation_level=None)
    for name, value in PRAGMAS.items():
        connection.execute(f"PRAGMA {name} = {value}")
    if synchronous is not None:
        connection.execute(f"PRAGMA synchronous = {synchronous}")
    return connection
