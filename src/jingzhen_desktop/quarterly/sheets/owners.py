"""Whose report a table of a sheet is: the unit in its head, over its slots, in its title, in the sheet's or
the file's name, and how sure that is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...base.text import matching_key
from ...organisation.values.units import UnitInYear
from ...spreadsheet.reading import BLANK, Cell, Sheet, Workbook
from ..rules.whose import KnownUnits, Match
from ..values.findings import Finding, Severity
from . import layout
from .recognition import Spot
from .tables import Slot
from .views import Hints
from .words import head_label

_NO_NAMES = frozenset({"-", "—", "–", "/", "无", "~", "…"})


@dataclass(frozen=True, slots=True)
class Owner:
    """The unit of a table.

    Attributes:
        spot: its registered name, at the place that names it.
        told: how it was found, for 识别说明; empty for a label.
        doubt: why it must be asked; None if it is sure.
    """

    spot: Spot
    told: str = ""
    doubt: Finding | None = None


class Owners:
    """Finds units on one sheet."""

    def __init__(self, workbook: Workbook, sheet: Sheet, units: KnownUnits, hints: Hints) -> None:
        self._workbook, self._sheet, self._units, self._hints = workbook, sheet, units, hints
        self._place = f"文件“{workbook.name}”工作表“{sheet.name}”"

    def known(self, text: str) -> UnitInYear | None:
        """Return the unit a text is, in full or short, or by what the clerk once said."""
        told = self._hints.units.get(matching_key(text)) if self._hints.units else None
        if told is not None:
            return next((unit for unit in self._units.all if unit.id == told), None)
        return self._units.find(text)

    def of_label(self, spot: Spot) -> Owner | None:
        """Return the unit a label 填报单位 names; None if it names none of the register."""
        if unit := self.known(spot.text):
            return Owner(Spot(Cell(unit.name), spot.row, spot.column))
        match = self._units.within(spot.text)
        if match is None:
            return None
        return self._of_match(match, spot, "填报单位", spot.text, ask=True)

    def of_head(self, rows: range) -> Owner | None:
        """Return the unit whose name stands in the texts above a table."""
        for row in rows:
            for column, cell in enumerate(self._sheet.rows[row]):
                if isinstance(cell.value, str) and (match := self._match(cell.value)):
                    return self._of_match(match, Spot(cell, row, column), "标题", cell.value)
        return None

    def of_names(self) -> Owner | None:
        """Return the unit whose name stands in the sheet's or the file's name."""
        stem = self._workbook.name.rpartition(".")[0] or self._workbook.name
        for text, origin in ((self._sheet.name, "工作表名"), (stem, "文件名")):
            if match := self._match(text):
                return self._of_match(match, Spot(BLANK, 0, 0), origin, text)
        return None

    def contradiction(self, unit: UnitInYear, titles: Sequence[str]) -> Finding | None:
        """Return the question where title, sheet or file name another unit only."""
        return contradiction(self._units, unit, titles, self._sheet.name, self._workbook.name, self._place)

    def of_slot(self, slot: Slot) -> Spot | None:
        """Return the registered name of the unit that stands over a slot."""
        for head in reversed(slot.heads):
            text = head.text
            before, _, after = text.replace(":", "：").partition("：")
            if head_label(before) == layout.UNIT and after.strip():
                text = after.strip()
            if unit := self.known(text):
                return Spot(Cell(unit.name), head.row, head.column)
        return None

    def _match(self, text: str) -> Match | None:
        if unit := self.known(text):
            return Match(unit)
        return self._units.within(text)

    def _of_match(self, match: Match, spot: Spot, origin: str, text: str, *, ask: bool = False) -> Owner:
        unit = match.unit
        doubt = None
        if not match.is_sure or ask:
            beside = f"，还有“{match.rest[:20]}”" if match.rest else ""
            words = (
                f"{origin}“{text.strip()[:40]}”里有“{unit.name}”的名称{beside}，请确认就是“{unit.name}”的报表"
            )
            doubt = Finding(Severity.DOUBT, self._place, words)
        told = f"单位：{unit.name}，因为{origin}“{text.strip()[:40]}”里有它的名称"
        return Owner(Spot(Cell(unit.name), spot.row, spot.column), told, doubt)


def contradiction(
    units: KnownUnits, unit: UnitInYear, titles: Sequence[str], sheet: str, file: str, place: str
) -> Finding | None:
    """Return the question where a title, or the name of sheet or file, names another unit only."""
    stem = file.rpartition(".")[0] or file
    named = [*(("标题", text) for text in titles), ("工作表名", sheet), ("文件名", stem)]
    for origin, text in named:
        if units.is_named_in(unit, text):
            continue
        others = units.named_in(text)
        if others and all(other.id != unit.id for other in others):
            words = f"填报单位是“{unit.name}”，{origin}“{text[:40]}”里却是“{others[0].name}”，请核对是哪个单位的报表"
            return Finding(Severity.DOUBT, place, words)
    return None


def is_no_name(text: str) -> bool:
    """True for what stands where a unit's name should be and is none: a dash, a number, a date."""
    key = matching_key(text)
    digits = key.replace(".", "").replace(",", "").replace("-", "").replace("/", "").replace(":", "")
    return not key or key in _NO_NAMES or digits.isdigit()


def longest_head(heads: Sequence[Spot]) -> Spot:
    """Return the head with the longest text."""
    return max(heads, key=lambda head: len(head.text))
