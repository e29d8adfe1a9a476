"""Reads the reports of units out of tables that are not our form: the national layout, a school's own, a list
of units.

A table gives one report per unit: the unit stands in its head, over its slots, in the sheet's name or in the
file's. What was taken for what, and why, is told line by line; what could not be placed is listed with its
row and column.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain

from ...base.errors import InputRejected
from ...base.text import matching_key
from ...energy.statistics import StatisticalSystem
from ...organisation.rules.units import find_unit
from ...organisation.values.units import UnitInYear
from ...spreadsheet.limits import column_letters
from ...spreadsheet.reading import BLANK, Cell, Sheet, Workbook
from ..values.findings import Finding, Severity
from ..values.reports import Amount
from . import layout
from .agreement import Agreed, agree, best_version, conversion, merged_what
from .found import Figure, ForeignForm, ForeignSheet, Unread, Wanted
from .heads import label_of_cell, labelled, measures_above, period_above, period_of
from .identity import quarter_in
from .months import months_words, quarter_of_months, spot_in
from .recognition import FoundForm, Spot
from .tables import Line, Slot, Table, find_tables
from .views import Hints
from .words import ALL, NOW, Meaning, head_label

_MOST_HEAD_ROWS = 12
"""How many lines over a table may be its head: most have two to eight, one of 272 collected ones has more."""


def read_foreign(workbook: Workbook, sheet: Sheet, wanted: Wanted, hints: Hints) -> ForeignSheet:
    """Return the reports of a sheet in any layout; an empty answer if it holds no table of indicators."""
    try:
        tables = [table for table in find_tables(sheet, hints) if not _only_facts(table)]
    except InputRejected as refusal:
        return ForeignSheet(refusal=str(refusal).rstrip("。"))
    if not tables:
        return ForeignSheet()
    reader = _SheetReader(workbook, sheet, wanted, hints, tables)
    for table in tables:
        reader.read(table)
    return reader.result()


class _SheetReader:
    """Reads the tables of one sheet into forms; keeps what was told and what was left."""

    def __init__(
        self, workbook: Workbook, sheet: Sheet, wanted: Wanted, hints: Hints, tables: Sequence[Table]
    ) -> None:
        self._workbook, self._sheet, self._wanted, self._hints = workbook, sheet, wanted, hints
        self._tables = tables
        self._forms: list[ForeignForm] = []
        self._told: list[str] = []
        self._unread: list[Unread] = []
        self._taken: dict[tuple[int, int], str] = {}
        self._refusal = self._lacking = ""
        self._pieces: list[tuple[Table, Mapping[str, Spot], dict[Meaning, Figure], list[Finding]]] = []

    def result(self) -> ForeignSheet:
        for table, labels, figures, faults in self._together():
            form = FoundForm(self._workbook.name, table.sheet, labels, (), ())
            self._forms.append(ForeignForm(form, figures, tuple(faults)))
        refusal = self._refusal or ("" if self._forms else self._lacking)
        return ForeignSheet(tuple(self._forms), tuple(self._told), tuple(self._unread), refusal, self._taken)

    def read(self, table: Table) -> None:
        """Read one table: lines, slots, then a report per unit."""
        system = self._wanted.system
        version = best_version(table, system)
        if version.version != system.version and _differ(version, system, table):
            self._refusal = (
                f"代码和名称与{version.version}版（{version.title}）相符，"
                f"{self._wanted.quarter.year}年应使用{system.version}版（{system.title}）"
            )
            return
        agreed = agree(table, system)
        labels = self._labels(table)
        general = measures_above(self._sheet, range(table.top - _MOST_HEAD_ROWS, table.top + 1))
        self._tell_lines(table, agreed, general)
        slots = self._slots(table)
        if any(slot.label.group not in ("", ALL) for slot in slots) and not any(
            self._unit_of(slot) for slot in slots
        ):
            self._refusal = "是按国家机关、事业单位等分栏的汇总表，不是单位报表"
            return
        self._note_strange(table)
        for unit, members in self._by_unit(table, slots).items():
            figures, faults = self._figures(table, agreed, members, general)
            own = dict(labels)
            if unit is not None:
                own[layout.UNIT] = unit
            if figures or faults:
                self._pieces.append((table, own, figures, faults))

    # ---- whose report it is

    def _together(self) -> Iterator[tuple[Table, Mapping[str, Spot], dict[Meaning, Figure], list[Finding]]]:
        """Put together tables of one sheet that are one unit's form printed side by side or in two parts."""
        merged: list[tuple[Table, dict[str, Spot], dict[Meaning, Figure], list[Finding]]] = []
        for table, labels, figures, faults in self._pieces:
            name = labels[layout.UNIT].text if layout.UNIT in labels else ""
            last = merged[-1] if merged else None
            last_name = last[1][layout.UNIT].text if last and layout.UNIT in last[1] else ""
            if (
                last is not None
                and not (last[2].keys() & figures.keys())
                and (name == last_name or not name or not last_name)
            ):
                last[1].update({**labels, **last[1]})
                last[2].update(figures)
                last[3].extend(faults)
            else:
                merged.append((table, dict(labels), dict(figures), list(faults)))
        yield from merged

    def _labels(self, table: Table) -> dict[str, Spot]:
        """Return the head and foot that belong to a table:
        above it up to the table before, below it down to the next.
        """
        tops = sorted({one.top for one in self._tables})
        bottoms = sorted({one.bottom for one in self._tables})
        above = max((bottom for bottom in bottoms if bottom < table.top), default=-1)
        below = min((top for top in tops if top > table.bottom), default=len(self._sheet.rows))
        head_of_next = [row for row in range(table.bottom + 1, below) if self._units_named(row)]
        foot_end = head_of_next[0] if head_of_next and below < len(self._sheet.rows) else below
        found = dict(
            labelled(self._sheet, range(table.bottom + 1, min(foot_end, table.bottom + 1 + _MOST_HEAD_ROWS)))
        )
        found = {
            label: spot
            for label, spot in found.items()
            if label not in (layout.UNIT, layout.PERIOD, layout.CREDIT_CODE)
        }
        start = max(above + 1, table.top - _MOST_HEAD_ROWS)
        found |= dict(labelled(self._sheet, range(start, table.body), self._columns_of(table, start)))
        titles = [*range(start, table.top), *range(min(4, start))]
        spot = self._period_over(table) or (
            None if layout.PERIOD in found else period_above(self._sheet, titles, self._wanted.quarter)
        )
        if spot is not None:
            found[layout.PERIOD] = spot
        return self._with_unit(found, range(start, table.top))

    def _columns_of(self, table: Table, start: int) -> range | None:
        """Return the columns whose labels are the table's own, where another table stands beside it;
        None for all.
        """
        beside = [
            one
            for one in self._tables
            if one is not table and one.top <= table.bottom and table.top <= one.bottom
        ]
        units = sum(map(self._units_named, range(start, table.body)))
        return range(table.left, table.right + 1) if beside and units > 1 else None

    def _units_named(self, row: int) -> int:
        """Return how many cells of a row are labels of a unit (填报单位)."""
        return sum(label_of_cell(cell) == layout.UNIT for cell in self._sheet.rows[row])

    def _period_over(self, table: Table) -> Spot | None:
        """Return the head that names this very quarter over one of the slots."""
        heads = chain.from_iterable(slot.heads for slot in table.slots)
        return next((head for head in heads if quarter_in(head.text) == self._wanted.quarter), None)

    def _with_unit(self, found: dict[str, Spot], head: range) -> dict[str, Spot]:
        """Add the unit where no label names it: from the head's texts, the sheet's name, the file's name."""
        if layout.UNIT in found and self._known(found[layout.UNIT].text):
            found[layout.UNIT] = self._as_registered(found[layout.UNIT])
            return found
        if layout.UNIT in found or found.get(layout.CREDIT_CODE, Spot(BLANK, 0, 0)).text:
            return found
        for row in head:
            for column, cell in enumerate(self._sheet.rows[row]):
                if isinstance(cell.value, str) and (unit := self._within(cell.value)):
                    self._told.append(f"单位：{unit.name}，因为标题“{cell.value.strip()[:40]}”里有它的名称")
                    return found | {layout.UNIT: Spot(Cell(unit.name), row, column)}
        for text, origin in (
            (self._sheet.name, "工作表名"),
            (self._workbook.name.rpartition(".")[0], "文件名"),
        ):
            if unit := self._within(text):
                self._told.append(f"单位：{unit.name}，因为{origin}“{text}”里有它的名称")
                return found | {layout.UNIT: Spot(Cell(unit.name), 0, 0)}
        return found

    def _as_registered(self, spot: Spot) -> Spot:
        unit = self._known(spot.text)
        return Spot(Cell(unit.name), spot.row, spot.column) if unit else spot

    def _known(self, text: str) -> UnitInYear | None:
        """Return the unit a text is, in full or short, or by what the clerk once said."""
        units = self._wanted.units
        told = self._hints.units.get(matching_key(text))
        if told is not None:
            return next((unit for unit in units if unit.id == told), None)
        return find_unit(units, text) or find_unit(units, text.partition("(")[0].partition("（")[0])

    def _within(self, text: str) -> UnitInYear | None:
        """Return the one unit whose name stands in a longer text, the longest name first."""
        key = matching_key(text)
        hits = []
        for unit in self._wanted.units:
            hits += [(len(name), unit) for name in _names(unit) if name in key]
        longest = max((length for length, _ in hits), default=0)
        best = {unit.id: unit for length, unit in hits if length == longest}
        return next(iter(best.values())) if len(best) == 1 else self._known(text)

    # ---- slots

    def _slots(self, table: Table) -> list[Slot]:
        """Return the slots that may hold this quarter's figures; tell which are passed over."""
        kept, months = [], []
        for slot in table.slots:
            period = slot.label.period or next(
                (period for head in slot.heads if (period := period_of(head.text, self._wanted.quarter))), ""
            )
            if period and period != NOW:
                self._told.append(
                    f"{table.view.name_of_slot(slot.index)}“{_heads(slot)}”不导入：是{period}的数"
                )
            elif slot.label.month:
                months.append(slot)
            elif slot.label.not_taken:
                self._tell_passed(table, slot)
            else:
                kept.append(slot)
        whole = any(_has_figures(table, slot) for slot in kept)
        sums = [] if whole else quarter_of_months(months, self._wanted.quarter)
        if months and not whole and not sums:
            quarter = self._wanted.quarter
            self._lacking = f"只有{months_words(months)}的数，没有{quarter.title}的合计或{quarter.months}三个月齐全的数，请补全后再导入"
        added = set(chain.from_iterable(slot.months for slot in sums))
        for slot in months:
            if slot.index not in added:
                self._tell_passed(table, slot)
        self._told += [
            f"{'、'.join(map(table.view.name_of_slot, slot.months))}相加为本季数，因为没有本季合计"
            for slot in sums
        ]
        return sums or kept

    def _tell_passed(self, table: Table, slot: Slot) -> None:
        self._told.append(f"{table.view.name_of_slot(slot.index)}“{_heads(slot)}”不导入：不是整季的消费数")

    def _unit_of(self, slot: Slot) -> Spot | None:
        for head in reversed(slot.heads):
            text = head.text
            after = text.replace(":", "：").partition("：")
            if head_label(after[0]) == layout.UNIT and after[2].strip():
                text = after[2].strip()
            if unit := self._known(text):
                return Spot(Cell(unit.name), head.row, head.column)
        return None

    def _by_unit(self, table: Table, slots: Sequence[Slot]) -> dict[Spot | None, list[Slot]]:
        """Return the slots by the unit that stands over them;
        without any, all belong to the table's own unit.
        """
        owners = {slot.index: self._unit_of(slot) for slot in slots}
        if not any(owners.values()) and not table.view.turned and not self._names_strangers(table, slots):
            return {None: list(slots)}
        groups: dict[int, tuple[Spot, list[Slot]]] = {}
        for slot in slots:
            owner = owners[slot.index]
            if owner is not None:
                unit = self._known(owner.text)
                assert unit is not None
                groups.setdefault(unit.id if not table.view.turned else slot.index, (owner, []))[1].append(
                    slot
                )
            elif table.view.turned or self._may_be_unit(table, slot):
                self._note_stranger(table, slot)
        return dict(groups.values())

    def _names_strangers(self, table: Table, slots: Sequence[Slot]) -> bool:
        """True if several slots are headed by names that are no words of a form:
        units that are not in the register.
        """
        return sum(self._may_be_unit(table, slot) for slot in slots) > 1

    def _may_be_unit(self, table: Table, slot: Slot) -> bool:
        label = slot.label
        if label.what or label.group or label.period or label.role or label.measure or not slot.heads:
            return False
        return any(not period_of(head.text, self._wanted.quarter) for head in slot.heads) and _has_figures(
            table, slot
        )

    def _note_stranger(self, table: Table, slot: Slot) -> None:
        if not _has_figures(table, slot) or slot.label.group:
            if slot.label.group:
                self._told.append(f"{table.view.name_of_slot(slot.index)}“{_heads(slot)}”不导入：是合计")
            return
        heads = [head for head in slot.heads if not _is_number_text(head.text)]
        if heads:
            head = heads[-1] if not table.view.turned else _longest(heads)
            self._unread.append(Unread("单位", head.text, head.row, head.column))

    # ---- figures

    def _figures(
        self, table: Table, agreed: Sequence[Agreed], slots: Sequence[Slot], general: Sequence[str]
    ) -> tuple[dict[Meaning, Figure], list[Finding]]:
        figures: dict[Meaning, Figure] = {}
        faults: list[Finding] = []
        place = f"文件“{self._workbook.name}”工作表“{self._sheet.name}”"
        for one in agreed:
            if one.fault:
                if any(table.view.is_number(one.line.index, slot.index) for slot in slots) and not _all_zero(
                    table, one.line, slots
                ):
                    faults.append(Finding(Severity.ERROR, f"{place}{_address(one.line.name)}", one.fault))
                continue
            if one.item is None:
                continue
            for what, slot in self._chosen(one, slots):
                spot = spot_in(table.view, one.line.index, slot)
                factor, measure = _conversion(one, slot, what, general)
                if factor is None:
                    text = (
                        f"“{one.item.name}”应按{what.unit(one.item)}填报，"
                        f"表中写的是“{measure}”，不能准确换算，请改正并核对数量"
                    )
                    faults.append(Finding(Severity.ERROR, f"{place}{_address(spot)}", text))
                    continue
                target = (one.key, what)
                if target in figures:
                    if spot.text:
                        faults.append(
                            Finding(
                                Severity.ERROR,
                                f"{place}{_address(spot)}",
                                f"“{one.item.name}”的{what.words}出现了两次（另一处在{_address(figures[target].spot)}），"
                                "请只留一处或指定",
                            )
                        )
                    continue
                figures[target] = Figure(spot, factor, measure)
                self._taken[spot.row, spot.column] = (
                    f"{one.item.name}费用" if what is Amount.COST else one.title(self._wanted.system)
                )
        return figures, faults

    def _chosen(self, one: Agreed, slots: Sequence[Slot]) -> list[tuple[Amount, Slot]]:
        """Return which slot gives the quantity and which the cost of a line:
        合计 before its parts, 本季 before what says nothing.
        """
        chosen: list[tuple[Amount, Slot]] = []
        for what in Amount:
            fitting = [
                slot
                for slot in slots
                if merged_what(one, slot.label) is what
                and (slot.label.what is not Amount.QUANTITY or one.what or what is Amount.QUANTITY)
            ]
            for better in (
                lambda slot: slot.label.period == NOW,
                lambda slot: slot.label.group == ALL,
                lambda slot: bool(slot.label.what),
            ):
                preferred = [slot for slot in fitting if better(slot)]
                fitting = preferred or fitting
            chosen += [(what, slot) for slot in fitting]
        return chosen

    # ---- telling

    def _tell_lines(self, table: Table, agreed: Sequence[Agreed], general: Sequence[str]) -> None:
        for one in agreed:
            name = (
                f"{table.view.name_of_line(one.line.index)}“{'/'.join(one.line.texts) or one.line.name.text}”"
            )
            if one.fault:
                self._told.append(f"{name}不导入：{one.fault}")
            elif one.item is None:
                self._told.append(f"{name}不导入：{one.why}")
            else:
                why = one.why
                if not one.measure and general:
                    why += f"，表上写有“单位：{'、'.join(general)}”"
                self._told.append(f"{name}→{one.title(self._wanted.system)}，因为{why}")
        for line in table.lines:
            if line.label.not_taken:
                self._told.append(
                    f"{table.view.name_of_line(line.index)}“{line.name.text}”不导入：季度报表没有这一项"
                )

    def _note_strange(self, table: Table) -> None:
        for line in table.strange:
            text = line.name.text or "/".join(line.texts)
            if line.label.group or line.label.role or _is_number_text(text) or label_of_cell(line.name.cell):
                continue
            if text and any(table.view.is_number(line.index, slot.index) for slot in table.slots):
                self._unread.append(Unread("指标", text, line.name.row, line.name.column))


def _differ(version: StatisticalSystem, system: StatisticalSystem, table: Table) -> bool:
    """True if the other version would take some line for something else."""
    return [one.key for one in agree(table, version)] != [one.key for one in agree(table, system)]


def _conversion(one: Agreed, slot: Slot, what: Amount, general: Sequence[str]) -> tuple[Decimal | None, str]:
    """Try the unit of measure of the cell's own line and slot,
    then those said once for the sheet that fit this indicator.
    """
    factor, measure = conversion(one, slot, what, "")
    if measure or not general:
        return factor, measure
    for text in general:
        other, stated = conversion(one, slot, what, text)
        if stated and other is not None:
            return other, stated
    return factor, measure


def _is_fact(line: Line) -> bool:
    return all(key.startswith("fact:") for key, _ in line.label.targets)


def _only_facts(table: Table) -> bool:
    return all(map(_is_fact, table.lines))


def _has_figures(table: Table, slot: Slot) -> bool:
    return any(table.view.is_number(line.index, slot.index) for line in table.lines)


def _all_zero(table: Table, line: Line, slots: Sequence[Slot]) -> bool:
    values = [table.view.cell(line.index, slot.index).value for slot in slots]
    return all(value in (None, "") or value == 0 or str(value).strip() in ("0", "0.00") for value in values)


def _names(unit: UnitInYear) -> list[str]:
    return [key for text in (unit.name, unit.contact.short_name) if len(key := matching_key(text)) > 1]


def _heads(slot: Slot) -> str:
    return "/".join(dict.fromkeys(head.text for head in slot.heads))


def _longest(heads: Sequence[Spot]) -> Spot:
    return max(heads, key=lambda head: len(head.text))


def _is_number_text(text: str) -> bool:
    return matching_key(text).replace(".", "", 1).replace(",", "").isdigit()


def _address(spot: Spot) -> str:
    return f"{column_letters(spot.column)}{spot.row + 1}"
