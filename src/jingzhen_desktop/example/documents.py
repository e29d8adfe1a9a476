"""Writes what comes out of the example's year: the units' forms, blank and filled in, and the year's 归档."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ..base.files import deliver
from ..energy.periods import quarters_of
from ..filing.contents import archive_files
from ..office.file import Office
from ..quarterly.sheets.form import write_blank_forms
from .data import YEAR
from .reports import write_filled_forms

_DAY = date(YEAR + 1, 1, 15)


def make_documents(office: Office, folder: Path) -> Iterator[Path]:
    """Write all documents of the example's year below a folder, one after another;
    existing ones are replaced.
    """
    for quarter in quarters_of(YEAR):
        yield from write_blank_forms(office, quarter, folder / "空白报表" / quarter.title, overwrite=True)
        yield from write_filled_forms(office, quarter, folder / "单位报表" / quarter.title)
    for file in archive_files(office, YEAR, _DAY):
        yield deliver(file.make(), folder / file.name, overwrite=True)
