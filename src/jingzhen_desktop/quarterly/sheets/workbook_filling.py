"""套表: a superior's workbook is filled in as it came. Which cell gets which figure is proposed, corrected by
the clerk, kept.

A target says what a cell gets: indicator, 数量 or 费用, period, and whose: the town, a kind of units, one unit.
It is kept as plain text (``electricity|quantity|now|all|万千瓦时``) in the mapping of a remembered workbook, by
sheet and cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain
from pathlib import Path

from ...base.errors import InputRejected, environment_sentence
from ...base.text import matching_key
from ...energy.periods import Cycle, Quarter
from ...energy.statistics import StatisticalSystem
from ...office.file import Office
from ...organisation.queries.units import units_of_year
from ...organisation.rules.units import find_unit
from ...organisation.values.units import INSTITUTION_NATURES, UnitInYear
from ...spreadsheet.filling import Place, fill, formula_places
from ...spreadsheet.reading import Sheet, Workbook, read_workbook
from ..queries.town import reports_to_date
from ..queries.versions import cycle_in, system_in
from ..rules.owing import expected_in, unlike_before
from ..values.profiles import Profile
from ..values.reports import Amount, Entry, Report
from .agreement import Agreed, agree, conversion, merged_what
from .general import General, general_measures
from .heads import period_of
from .measures import factor_of
from .profiles import fingerprint_of, words_of
from .recognition import text_of
from .tables import Slot, Table, find_tables
from .words import ALL, INSTITUTIONS, LAST_YEAR, LAST_YEAR_TO_DATE, NOW, TO_DATE, read_label, title_of

PERIODS = {"now": "本季", "to_date": "本年累计", "last_year": "上年同期", "last_year_to_date": "上年同期累计"}
_PERIOD_KEYS = {
    NOW: "now",
    TO_DATE: "to_date",
    LAST_YEAR: "last_year",
    LAST_YEAR_TO_DATE: "last_year_to_date",
}
GROUPS = {
    "all": "全镇合计",
    "01": "国家机关",
    "institutions": "事业单位小计",
    "021": "教育",
    "022": "科技",
    "023": "文化",
    "024": "卫生",
    "025": "体育",
    "026": "其他事业单位",
    "03": "团体组织",
}
_HEAD_ROWS = 12
"""Lines of a sheet in which a unit of measure may be said for all of it."""
_GROUP_KEYS = {ALL: "all", INSTITUTIONS: "institutions"}
FACTS = {
    "fact:units": "单位数",
    "fact:floor_area": "建筑面积",
    "fact:energy_users": "用能人数",
    "fact:establishment": "编制人数",
    "fact:vehicles": "车辆总量",
    "fact:petrol_cars": "汽油车",
    "fact:diesel_cars": "柴油车",
    "fact:new_energy_cars": "新能源汽车",
}


@dataclass(frozen=True, slots=True)
class CellTarget:
    """What a cell gets. ``group`` is a key of GROUPS or ``unit:ID``;
    ``measure`` is empty for the form's own.
    """

    key: str
    what: Amount = Amount.QUANTITY
    period: str = "now"
    group: str = "all"
    measure: str = ""

    @classmethod
    def parse(cls, text: str) -> CellTarget:
        """Read a kept target; parts it has not are the usual ones."""
        parts = [*str(text).split("|"), "", "", "", ""][:5]
        what = Amount.COST if parts[1] == Amount.COST else Amount.QUANTITY
        return cls(parts[0], what, parts[2] or "now", parts[3] or "all", parts[4])

    def __str__(self) -> str:
        return f"{self.key}|{self.what}|{self.period}|{self.group}|{self.measure}"


@dataclass(frozen=True, slots=True)
class OpenWorkbook:
    """A superior's workbook as it came: its bytes, its sheets, the cells that hold formulas."""

    name: str
    data: bytes
    workbook: Workbook
    formulas: Mapping[str, frozenset[Place]]
    fingerprint: str

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        return self.workbook.sheets

    def texts(self, sheet: Sheet) -> list[list[str]]:
        """Return what the cells of a sheet say, for showing it; a formula says so."""
        texts = [list(map(text_of, line)) for line in sheet.rows]
        for row, column in self.formulas.get(sheet.name, frozenset()):
            if row < len(texts) and column < len(texts[row]):
                texts[row][column] = texts[row][column] or "（公式）"
        return texts


@dataclass(frozen=True, slots=True)
class FillingFigures:
    """Every figure of the quarter a superior may ask for:
    the reports of both years to date, and the units of both years.
    """

    quarter: Quarter
    system: StatisticalSystem
    units: Mapping[int, Sequence[UnitInYear]]
    reports: Mapping[Quarter, Mapping[int, Report]]
    cycles: Mapping[int, Cycle]

    def value(self, target: CellTarget) -> Decimal | None:
        """Return what a cell gets, in its unit of measure; None if nothing is known of it."""
        last = target.period.startswith("last_year")
        year = self.quarter.year - (1 if last else 0)
        if target.key.startswith("fact:"):
            return self._fact(target, year)
        if last and not target.period.endswith("to_date") and unlike_before(self.cycles, self.quarter):
            return None
        quarters = [one for one in self._quarters(target.period) if one.year == year]
        found: list[Decimal] = []
        for quarter in quarters:
            for unit, report in self.reports.get(quarter, {}).items():
                figure = _figure(report, target) if self._belongs(unit, target.group, year) else None
                if figure is not None:
                    found.append(figure)
        if not found:
            return None if self._owing(target) else Decimal(0)
        return self._measured(sum(found, Decimal(0)), target)

    def missing(self, target: CellTarget) -> int:
        """Return how many reports of the cell's units are not in, over the quarters it adds up."""
        if target.key.startswith("fact:"):
            return 0
        return sum(unit not in self.reports.get(quarter, {}) for quarter, unit in self._owing(target))

    def _owing(self, target: CellTarget) -> list[tuple[Quarter, int]]:
        """Return which reports a cell adds up, in or not;
        none for a kind of units the town has not, whose sum is 0.
        """
        found = []
        for quarter in self._quarters(target.period):
            for unit in self.units[quarter.year]:
                owes = expected_in(unit, quarter, self.cycles[quarter.year])
                if owes and self._belongs(unit.id, target.group, quarter.year):
                    found.append((quarter, unit.id))
        return found

    def _quarters(self, period: str) -> tuple[Quarter, ...]:
        quarter = self.quarter.last_year if period.startswith("last_year") else self.quarter
        return quarter.to_date() if period.endswith("to_date") else (quarter,)

    def _belongs(self, unit_id: int, group: str, year: int) -> bool:
        if group == "all":
            return True
        if group.startswith("unit:"):
            return group == f"unit:{unit_id}"
        unit = next((one for one in self.units[year] if one.id == unit_id), None)
        natures = INSTITUTION_NATURES if group == "institutions" else (group,)
        return unit is not None and unit.facts.nature.value in natures

    def _fact(self, target: CellTarget, year: int) -> Decimal | None:
        quarter = self.quarter if year == self.quarter.year else self.quarter.last_year
        units = [
            unit
            for unit in self.units[year]
            if expected_in(unit, quarter, self.cycles[year]) and self._belongs(unit.id, target.group, year)
        ]
        if target.key == "fact:units":
            return Decimal(len(units))
        fact = target.key.removeprefix("fact:")
        given = chain.from_iterable(_fact_values(unit, fact) for unit in units)
        values = [Decimal(value) for value in given if value is not None]
        return sum(values, Decimal(0)) if values or not units else None

    def _measured(self, value: Decimal, target: CellTarget) -> Decimal:
        if not target.measure:
            return value
        factor = factor_of(matching_key(target.measure), self.system.item(target.key), target.what)
        return value if factor is None else value / factor


def open_workbook(path: Path) -> OpenWorkbook:
    """Open a superior's workbook for filling; raises InputRejected for what cannot be filled as it came."""
    workbook = read_workbook(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise environment_sentence(error, "读取套表") from error
    if not data.startswith(b"PK"):
        raise InputRejected(f"“{path.name}”不是xlsx文件，不能原样填写；请在WPS/Excel中另存为xlsx后重试。")
    try:
        formulas = formula_places(data)
        fill(data, {})  # whatever would be refused in the end is refused now
    except InputRejected as refusal:
        raise InputRejected(f"“{path.name}”不能填写：{refusal}") from refusal
    words: set[str] = set()
    for sheet in workbook.sheets:
        words |= {f"{sheet.name}/{word}" for word in words_of(sheet)}
    return OpenWorkbook(path.name, data, workbook, formulas, fingerprint_of(words))


def read_figures(office: Office, quarter: Quarter) -> FillingFigures:
    """Read every figure of a quarter once, for filling any number of cells."""
    units = {year: units_of_year(office, year) for year in (quarter.year, quarter.year - 1)}
    system, reports = system_in(office, quarter.year), reports_to_date(office, quarter)
    cycles = {year: cycle_in(office, year) for year in units}
    return FillingFigures(quarter, system, units, reports, cycles)


def propose(book: OpenWorkbook, figures: FillingFigures) -> dict[str, dict[Place, CellTarget]]:
    """Return what each cell seems to ask for, by sheet, as far as codes, names and units of measure agree."""
    found: dict[str, dict[Place, CellTarget]] = {}
    for sheet in book.sheets:
        if not sheet.hidden:
            cells = _proposed(sheet, figures, book.formulas.get(sheet.name, frozenset()))
            if cells:
                found[sheet.name] = cells
    return found


def remembered(book: OpenWorkbook, templates: Sequence[Profile]) -> dict[str, dict[Place, CellTarget]] | None:
    """Return what was kept for this very workbook, None if it is not known."""
    profile = next((one for one in templates if one.fingerprint == book.fingerprint), None)
    if profile is None:
        return None
    kept = profile.mapping.get("cells", {})
    return {sheet: _parsed_targets(cells) for sheet, cells in kept.items()}


def _parsed_targets(cells: Mapping[str, str]) -> dict[Place, CellTarget]:
    return {_place(key): CellTarget.parse(text) for key, text in cells.items()}


def _kept_targets(places: Mapping[Place, CellTarget]) -> dict[str, str]:
    return {f"{row},{column}": str(target) for (row, column), target in places.items()}


def profile_of(book: OpenWorkbook, name: str, targets: Mapping[str, Mapping[Place, CellTarget]]) -> Profile:
    """Return what is to be kept of a workbook."""
    cells = {sheet: _kept_targets(places) for sheet, places in targets.items()}
    return Profile(book.fingerprint, name, {"cells": cells})


def filled_workbook(
    book: OpenWorkbook, figures: FillingFigures, targets: Mapping[str, Mapping[Place, CellTarget]]
) -> tuple[bytes, int, int]:
    """Return the filled workbook, how many cells got a figure,
    and how many stayed blank because nothing is known.
    """
    known: dict[str, dict[Place, Decimal]] = {}
    for sheet, places in targets.items():
        values = {place: figures.value(target) for place, target in places.items()}
        known[sheet] = {place: value for place, value in values.items() if value is not None}
    count = sum(map(len, known.values()))
    return fill(book.data, known), count, sum(map(len, targets.values())) - count


def describe(target: CellTarget, figures: FillingFigures) -> str:
    """Say what a cell gets: 110 电消费量（千瓦时），本季，全镇合计."""
    title = FACTS.get(target.key) or (
        title_of((target.key, target.what), figures.system)
        if figures.system.has(target.key)
        else "此版没有的指标"
    )
    measure = f"，按{target.measure}" if target.measure else ""
    return (
        f"{title}{measure}，{PERIODS.get(target.period, target.period)}，{group_words(target.group, figures)}"
    )


def measure_of(target: CellTarget, figures: FillingFigures) -> str:
    """Return the unit of measure of the figure a cell gets; of a fact of the units none is known here."""
    if target.measure or not figures.system.has(target.key):
        return target.measure
    return target.what.unit(figures.system.item(target.key))


def group_words(group: str, figures: FillingFigures) -> str:
    """Name whose figure it is."""
    if group in GROUPS:
        return GROUPS[group]
    unit = next((one for one in figures.units[figures.quarter.year] if f"unit:{one.id}" == group), None)
    return unit.name if unit else "已不在名录中的单位"


def _proposed(sheet: Sheet, figures: FillingFigures, formulas: frozenset[Place]) -> dict[Place, CellTarget]:
    found: dict[Place, CellTarget] = {}
    general = general_measures(sheet, range(_HEAD_ROWS))
    for table in find_tables(sheet):
        agreed = [one for one in agree(table, figures.system) if not one.fault]
        for slot, scope in _scoped_slots(table, figures):
            for one in agreed:
                spot = table.view.spot(one.line.index, slot.index)
                if (spot.row, spot.column) in formulas or isinstance(spot.cell.value, str):
                    continue
                words = sheet.look(spot.row, spot.column).words
                target = _target_of(one, slot, scope, general, words)
                if target is not None:
                    found.setdefault((spot.row, spot.column), target)
    return found


def _scoped_slots(table: Table, figures: FillingFigures) -> Iterator[tuple[Slot, CellTarget]]:
    """Yield the slots of a table that get figures, with period and group; those that say something of either
    go before those that say nothing.
    """
    units, turned = figures.units[figures.quarter.year], table.view.turned
    said = [slot for slot in table.slots if _says_something(slot, figures.quarter, units, turned=turned)]
    for slot in said or table.slots:
        scope = _scope(slot, figures.quarter, units, turned=turned)
        if scope is not None:
            yield slot, scope


def _target_of(one: Agreed, slot: Slot, scope: CellTarget, general: General, words: str) -> CellTarget | None:
    """Return what a line's cell in a slot asks for; None where its unit of measure is not understood."""
    if one.item is None:
        return replace(scope, key=one.key)
    what = merged_what(one, slot.label)
    way = conversion(one, slot, what, general, words)
    if way.factor is None or way.contradiction or (general.unknown and not way.measure):
        return None
    return replace(scope, key=one.key, what=what, measure=way.measure if way.factor != 1 else "")


def _says_something(slot: Slot, quarter: Quarter, units: Sequence[UnitInYear], *, turned: bool) -> bool:
    """Whether the head just above a slot is understood;
    where others are, a slot of an unknown head is not for figures.
    """
    heads = slot.heads if turned else slot.heads[-1:]
    return any(
        read_label(head.text).says_something or period_of(head.text, quarter) or find_unit(units, head.text)
        for head in heads
    )


def _scope(slot: Slot, quarter: Quarter, units: Sequence[UnitInYear], *, turned: bool) -> CellTarget | None:
    """Return period and whose figures a slot asks for; None if it asks for something else."""
    label = slot.label
    period = label.period or next(
        (named for head in slot.heads if (named := period_of(head.text, quarter))), NOW
    )
    if period not in _PERIOD_KEYS or label.month or label.not_taken:
        return None
    unit = next((one for head in reversed(slot.heads) if (one := find_unit(units, head.text))), None)
    if unit is not None:
        return CellTarget("", period=_PERIOD_KEYS[period], group=f"unit:{unit.id}")
    if turned and not label.group:
        return None  # a line of a list that names no unit we know: a foot, or a stranger
    return CellTarget(
        "", period=_PERIOD_KEYS[period], group=_GROUP_KEYS.get(label.group, label.group) or "all"
    )


def _figure(report: Report, target: CellTarget) -> Decimal | None:
    return report.entries.get(target.key, Entry()).of(target.what)


def _fact_values(unit: UnitInYear, name: str) -> list[Decimal | int | None]:
    facts = unit.facts
    if name == "vehicles":
        return [facts.petrol_cars, facts.diesel_cars, facts.new_energy_cars]
    return [getattr(facts, name, None)]


def _place(key: str) -> Place:
    row, _, column = key.partition(",")
    return int(row), int(column)
