"""A sheet looked at so that indicators run down: as it is, or turned where they run across. Knows labels,
decides nothing.

Everything that reads other people's tables speaks of lines (along which one indicator lies) and slots (across
them); a spot always names the real cell.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ...base.text import matching_key, narrow
from ...spreadsheet.limits import column_letters
from ...spreadsheet.reading import Cell, Sheet
from .recognition import Spot, text_of
from .words import Label, read_label

_NOTHING = Label()


@dataclass(frozen=True, slots=True)
class Hints:
    """What the clerk once said about a layout.

    Attributes:
        labels: what a text means, by its matching key.
        units: which unit a text names, by its matching key.
        columns, rows: what a column or row of the sheet holds, by its index.
    """

    labels: Mapping[str, Label] = field(default_factory=dict)
    units: Mapping[str, int] = field(default_factory=dict)
    columns: Mapping[int, Label] = field(default_factory=dict)
    rows: Mapping[int, Label] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.labels or self.units or self.columns or self.rows)


class View:
    """One sheet, its labels read once; ``turned`` exchanges lines and slots."""

    def __init__(self, sheet: Sheet, hints: Hints, *, turned: bool = False) -> None:
        self.sheet = sheet
        self.hints = hints
        self.turned = turned
        height, width = len(sheet.rows), max(map(len, sheet.rows), default=0)
        self.lines, self.slots = (width, height) if turned else (height, width)

    def cell(self, line: int, slot: int) -> Cell:
        """Return a cell; blank beyond the edge."""
        return self.sheet.cell(slot, line) if self.turned else self.sheet.cell(line, slot)

    def spot(self, line: int, slot: int) -> Spot:
        row, column = (slot, line) if self.turned else (line, slot)
        return Spot(self.sheet.cell(row, column), row, column)

    def text(self, line: int, slot: int) -> str:
        return text_of(self.cell(line, slot))

    def label(self, line: int, slot: int) -> Label:
        """Return what a cell's text says; the clerk's word goes first."""
        value = self.cell(line, slot).value
        return self.meaning(value) if isinstance(value, str) else _NOTHING

    def meaning(self, text: str) -> Label:
        if self.hints.labels and (told := self.hints.labels.get(matching_key(text))):
            return told
        return read_label(text)

    def told_of_slot(self, slot: int) -> Label | None:
        """Return what the clerk said a slot holds."""
        return (self.hints.rows if self.turned else self.hints.columns).get(slot)

    def name_of_line(self, line: int) -> str:
        return f"{column_letters(line)}列" if self.turned else f"第{line + 1}行"

    def name_of_slot(self, slot: int) -> str:
        return f"第{slot + 1}行" if self.turned else f"{column_letters(slot)}列"

    def is_number(self, line: int, slot: int) -> bool:
        """True for a number, also one typed as text,
        and for a cell that should have one and shows an error.
        """
        cell = self.cell(line, slot)
        if isinstance(cell.value, str):
            return _looks_numeric(cell.value)
        return bool(cell.problem) or (
            cell.value is not None and not isinstance(cell.value, bool) and hasattr(cell.value, "as_tuple")
        )


def _looks_numeric(text: str) -> bool:
    key = narrow(text).strip().replace(",", "").lstrip("+-").replace(".", "", 1)
    return key.isascii() and key.isdigit()
