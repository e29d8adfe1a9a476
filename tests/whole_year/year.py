"""The work on one office, and the words its steps share."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from .clerk import Clerk
from .offices import Town, Unit

QUARTER_NAMES = ("一季度", "二季度", "三季度", "四季度")
UNITS, TOTALS = "单位年度情况", "汇总"


@dataclass
class Year:
    """The work on one office: who works, on what, where the papers go, and which came of it."""

    clerk: Clerk
    town: Town
    folder: Path
    papers: list[Path] = field(default_factory=list)
    wanted_steps: Counter[str] = field(default_factory=Counter)

    @property
    def office_path(self) -> Path:
        return self.folder / f"{self.town.settings['乡镇名称']}.jzdb"

    @property
    def reporting(self) -> list[Unit]:
        return [unit for unit in self.town.units if "\t否\t" not in unit.facts]

    def due(self, year: int, quarter: int) -> list[Unit]:
        """The units a form of the quarter goes to."""
        return [unit for unit in self.reporting if year in unit.used]

    def unit(self, short: str) -> Unit:
        return next(unit for unit in self.town.units if unit.short == short)

    def keep(self, *papers: Path) -> None:
        self.papers += papers
