"""The town's table on A3 where the office chose it: by itself, never in the letter."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest
from pypdf import PdfReader

from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.office.settings import write_settings
from jingzhen_desktop.quarterly.outgoing import town_paper, town_workbook
from jingzhen_desktop.quarterly.papers.letter import Letter, letter_paper
from jingzhen_desktop.quarterly.settings import TABLE_PAPER

if TYPE_CHECKING:
    from jingzhen_desktop.office.file import Office
    from jingzhen_desktop.organisation.values.units import UnitInYear

Q2 = Quarter(2011, 2)
_MM = 72 / 25.4


def widths(pdf: bytes) -> set[int]:
    """The longer side of every page, in millimetres."""
    return {round(max(page.mediabox[2:]) / _MM) for page in PdfReader(io.BytesIO(pdf)).pages}


@pytest.mark.parametrize(("chosen", "side", "code"), [("A4", 297, "9"), ("A3", 420, "8")])
def test_the_table_stands_on_the_paper_that_was_chosen(
    office: Office, units: list[UnitInYear], chosen: str, side: int, code: str
) -> None:
    assert units
    write_settings(office, {TABLE_PAPER: chosen})
    assert widths(town_paper(office, Q2).data) == {side}
    sheet = openpyxl.load_workbook(io.BytesIO(town_workbook(office, Q2))).worksheets[0]
    assert str(sheet.page_setup.paperSize) == code
    assert widths(letter_paper(office, Q2, Letter(date(2011, 7, 8))).data) == {297}
