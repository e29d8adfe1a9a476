"""Reads a unit list from any workbook:
finds the row of titles, the columns it knows, and what each row would change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from ...base.errors import InputRejected
from ...base.text import matching_key
from ...office.file import Office
from ...office.settings import TOWN, read_setting
from ...spreadsheet.limits import address
from ...spreadsheet.reading import Cell, Sheet, Workbook, read_workbook
from ..queries.earlier import earlier_units
from ..queries.network import systems_of_year
from ..queries.units import units_of_year
from ..rules.defaults import likely_nature
from ..rules.units import check_contact, check_facts, find_unit, without_town
from ..values.register import FieldChange, ReadRegister, RegisterCell, RegisterRow, RowOutcome
from ..values.units import Nature, UnitContact, UnitFacts, UnitInYear
from .fields import FIELDS, RegisterField, factor_of_title, field_of_title, reading, scaled, shown

_TITLE_ROWS = 20
"""How far down the row of titles is looked for."""
_FEWEST = 2
"""Titles a row must have to be the row of titles."""
_NO_UNITS = ("合计", "总计", "小计", "注", "备注", "说明", "填表", "制表", "审核", "单位负责人")
"""How lines begin that stand under the units."""
_MOST_UNITS = 2000

Columns = Mapping[int, RegisterField]
Typed = Mapping[tuple[int, int], str]
"""By row and column of the sheet, counted from 0, what the clerk typed in place of the cell."""
NOTHING_TYPED: Typed = {}


def read_register(office: Office, year: int, path: Path) -> ReadRegister:
    """Read a unit list and compare it with the units of a year; nothing is stored.

    Raises:
        InputRejected: no workbook, or no list of units in it; the sentence names the file.
        EnvironmentFault: the file cannot be read.
    """
    return open_register(office, year, path)[1]


def open_register(office: Office, year: int, path: Path) -> tuple[Workbook, ReadRegister]:
    """Read a unit list as :func:`read_register` does, with its workbook, so that it can be put right."""
    workbook = read_workbook(path)
    return workbook, register_of(office, year, workbook)


def register_of(office: Office, year: int, workbook: Workbook, typed: Typed = NOTHING_TYPED) -> ReadRegister:
    """Compare the unit list of a workbook with the units of a year, with what the clerk typed over its cells;
    raises InputRejected where there is no list.
    """
    sheet, top, columns = _titles(workbook)
    sheet = _typed_over(sheet, typed)
    lines = [
        (row, cells) for row in range(top + 1, len(sheet.rows)) if (cells := _filled(sheet, row, columns))
    ]
    if len(lines) > _MOST_UNITS:
        raise InputRejected(
            f"“{workbook.name}”的“{sheet.name}”有{len(lines)}行，不像单位名单（最多{_MOST_UNITS}行），请检查是不是选错了文件。"
        )
    factors = {
        column: factor_of_title(_plain(sheet.cell(top, column)), field) for column, field in columns.items()
    }
    reader = _Reader(office, year, factors, columns)
    rows = [reader.row(sheet, row, cells) for row, cells in lines]
    found = tuple(row for row in rows if row is not None)
    if not found:
        raise InputRejected(
            f"“{workbook.name}”的“{sheet.name}”在标题行下面没有单位，请检查是不是选错了文件。"
        )
    titles = {column: _plain(sheet.cell(top, column)) for column in range(len(sheet.rows[top]))}
    unknown = tuple(
        title for column, title in titles.items() if title and column not in columns and title != "序号"
    )
    return ReadRegister(
        workbook.name, sheet.name, year, found, tuple(titles[column] for column in columns), unknown
    )


def _titles(workbook: Workbook) -> tuple[Sheet, int, Columns]:
    """The sheet, row and columns with most known titles, the unit's name among them."""
    best: tuple[int, Sheet, int, Columns] | None = None
    for sheet in (sheet for sheet in workbook.sheets if not sheet.hidden):
        for row in range(min(_TITLE_ROWS, len(sheet.rows))):
            columns = _columns(sheet, row)
            named = any(field.key == "name" for field in columns.values())
            if named and len(columns) >= _FEWEST and (best is None or len(columns) > best[0]):
                best = (len(columns), sheet, row, columns)
    if best is None:
        raise InputRejected(
            f"在“{workbook.name}”里没有找到单位名单：要有一行标题，其中有“单位名称”和至少一个别的栏目，如“单位性质”“建筑面积”。"
            "可先用“导出名录库”得到样表，照样填写。"
        )
    return best[1:]


def _typed_over(sheet: Sheet, typed: Typed) -> Sheet:
    """Return a sheet with other texts in some cells."""
    if not typed:
        return sheet
    rows = [list(row) for row in sheet.rows]
    for (row, column), text in typed.items():
        rows[row] += [Cell(None)] * (column + 1 - len(rows[row]))
        rows[row][column] = Cell(text.strip() or None)
    return replace(sheet, rows=tuple(map(tuple, rows)))


def _columns(sheet: Sheet, row: int) -> dict[int, RegisterField]:
    """The known titles of a row; where two columns mean the same, the first counts."""
    found: dict[int, RegisterField] = {}
    for column, cell in enumerate(sheet.rows[row]):
        field = field_of_title(_plain(cell)) if isinstance(cell.value, str) else None
        if field is not None and field not in found.values():
            found[column] = field
    return found


def _filled(sheet: Sheet, row: int, columns: Columns) -> dict[int, tuple[RegisterField, Cell]]:
    cells = {column: (field, sheet.cell(row, column)) for column, field in columns.items()}
    return {column: (field, cell) for column, (field, cell) in cells.items() if cell.problem or _plain(cell)}


def _plain(cell: Cell) -> str:
    return "" if cell.value is None else " ".join(str(cell.value).split())


class _Reader:
    """Compares rows with the units of a year; remembers which units the rows before have meant."""

    def __init__(
        self, office: Office, year: int, factors: Mapping[int, Fraction | None], columns: Columns
    ) -> None:
        self._year, self._columns = year, columns
        self._town = read_setting(office, TOWN)
        self._factors = factors
        self._units, self._earlier = units_of_year(office, year), earlier_units(office, year)
        self._systems = [system.name for system in systems_of_year(office, year)]
        self._seen: dict[str, int] = {}

    def row(
        self, sheet: Sheet, row: int, cells: Mapping[int, tuple[RegisterField, Cell]]
    ) -> RegisterRow | None:
        """What a row would do; None for a line that is no unit."""
        named = {field.key: _plain(cell) for field, cell in cells.values()}
        name = named.get("name", "")
        if name.startswith(_NO_UNITS):
            return None
        values, wrong = self._values(sheet, row, cells)
        number, problems = row + 1, list(wrong.values())
        if not name:
            nobody = self._new_unit("")
            problems.insert(0, f"第{number}行没有单位名称")
            shown = self._shown(sheet, row, nobody, wrong | self._lacks_name(), values)
            return RegisterRow(
                number, "", RowOutcome.REJECTED, nobody, nobody, problems=tuple(problems), cells=shown
            )
        code = str(values.get("credit_code", ""))
        unit, carried = find_unit(self._units, name, code, self._town), False
        if unit is None:
            unit = find_unit(self._earlier, name, code, self._town)
            carried = unit is not None
        if unit is None and (clash := self._clash(name, code)):
            problems.append(clash)
        problems += self._repeated(number, name, unit)
        judged = self._judged(number, name, unit, carried, values, problems)
        return replace(judged, cells=self._shown(sheet, row, judged.old, wrong, values))

    def _lacks_name(self) -> dict[int, str]:
        return {column: "没有单位名称" for column, field in self._columns.items() if field.key == "name"}

    def _shown(
        self,
        sheet: Sheet,
        row: int,
        unit: UnitInYear,
        wrong: Mapping[int, str],
        values: Mapping[str, object],
    ) -> tuple[RegisterCell, ...]:
        """Return what stands in each column of a row, beside what the unit has."""
        texts = {column: _plain(sheet.cell(row, column)) for column in self._columns}
        return tuple(
            RegisterCell(
                row,
                column,
                field.title,
                texts[column],
                wrong.get(column, ""),
                reading(texts[column], values.get(field.key)),
                shown(field.of(unit)) if unit.id else "",
            )
            for column, field in self._columns.items()
        )

    def _values(
        self, sheet: Sheet, row: int, cells: Mapping[int, tuple[RegisterField, Cell]]
    ) -> tuple[dict[str, object], dict[int, str]]:
        values: dict[str, object] = {}
        problems: dict[int, str] = {}
        for column, (field, cell) in cells.items():
            if cell.problem:
                problems[column] = f"{address(row, column)}“{field.title}”：{cell.problem}"
                continue
            factor = self._factors[column]
            if factor is None:
                problems[column] = (
                    f"{address(row, column)}“{field.title}”：标题里的计量单位不能换算成{field.unit}，请改成{field.unit}后再导入"
                )
                continue
            try:
                value = field.read(cell.value, self._systems)
                if value is not None:
                    values[field.key] = scaled(value, factor)
            except InputRejected as error:
                problems[column] = f"{address(row, column)}“{field.title}”：{str(error).rstrip('。')}"
        return values, problems

    def _clash(self, name: str, code: str) -> str:
        everybody = [*self._units, *self._earlier]
        by_name = find_unit(everybody, name)
        by_code = find_unit(everybody, "", code) if code else None
        if by_name and by_code and by_name.id != by_code.id:
            return f"名称是“{by_name.name}”，信用代码却是“{by_code.name}”的，请核对"
        return ""

    def _repeated(self, number: int, name: str, unit: UnitInYear | None) -> list[str]:
        key = f"#{unit.id}" if unit else matching_key(name)
        first = self._seen.setdefault(key, number)
        return [f"与第{first}行是同一个单位，只导入第{first}行"] if first != number else []

    def _judged(
        self,
        number: int,
        name: str,
        unit: UnitInYear | None,
        carried: bool,
        values: dict[str, object],
        problems: list[str],
    ) -> RegisterRow:
        if unit is not None and matching_key(name) in {
            matching_key(unit.contact.short_name),
            without_town(self._town, unit.name),
        }:
            values.pop("name", None)  # the list calls the unit by its short name, or without the town's
        old = unit or self._new_unit(name)
        if unit is None and not problems:
            values.setdefault("nature", likely_nature(name) or old.facts.nature)
        new, changes = _filled_in(old, values)
        problems += [] if problems else self._refusals(new)
        if problems:
            outcome = RowOutcome.REJECTED
        elif unit is None:
            outcome = RowOutcome.NEW
        elif carried:
            outcome = RowOutcome.CARRIED
        else:
            outcome = RowOutcome.CHANGED if changes else RowOutcome.SAME
        return RegisterRow(number, name, outcome, old, new, tuple(changes), tuple(problems))

    def _new_unit(self, name: str) -> UnitInYear:
        return UnitInYear(0, self._year, UnitFacts(name, Nature.OTHER_INSTITUTION), UnitContact())

    def _refusals(self, unit: UnitInYear) -> list[str]:
        others = [other for other in self._units if other.id != unit.id]
        found = []
        try:
            check_facts(unit.facts, others)
        except InputRejected as error:
            found.append(str(error).rstrip("。"))
        try:
            check_contact(unit.contact, others)
        except InputRejected as error:
            found.append(str(error).rstrip("。"))
        return found


def _filled_in(old: UnitInYear, values: Mapping[str, object]) -> tuple[UnitInYear, list[FieldChange]]:
    """The unit with a row's values, and what is different then; of a new unit everything is."""
    new, changes = old, []
    for field in (field for field in FIELDS if field.key in values):
        value, before = values[field.key], field.of(old) if old.id else None
        if old.id and value == before:
            continue
        new = field.put(new, value)
        changes.append(FieldChange(field.title, shown(before), shown(value)))
    return new, changes
