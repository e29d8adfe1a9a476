"""Reads the reports of units out of tables that are not our form: the national layout, a school's own, a list
of units.

A table gives one report per unit (``owners``); which columns are the quarter's says ``slots``, what is taken
of them ``taking``, of which period the sheet is ``judging``. What was taken for what, and why, is told line
by line; every figure that is not taken is listed (``left``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ...base.errors import InputRejected
from ...energy.periods import Quarter
from ...energy.statistics import StatisticalSystem
from ...organisation.values.units import Nature
from ...spreadsheet.limits import column_letters
from ...spreadsheet.reading import BLANK, Sheet, Workbook
from ..rules.stated_periods import stated_periods
from ..values.findings import Finding, Severity
from . import layout
from .agreement import Agreed, agree, best_version
from .found import Figure, ForeignForm, ForeignSheet, NotTaken, Unread, Wanted
from .general import General, general_measures
from .heads import label_of_cell, labelled, period_of
from .judging import Origin, Said, judge_kind, judge_period, names_of, titles_of
from .left import Reasons, lost_indicators, not_taken
from .owners import Owners, is_no_name, longest_head
from .recognition import FoundForm, Spot
from .slots import ChosenSlots, choose_slots, has_figures, heads_of, slot_period
from .tables import Line, Slot, Table, find_tables
from .taking import Taken, take_figures
from .views import Hints
from .words import ALL, NOW, Meaning, may_be_part

_MOST_HEAD_ROWS = 12
"""How many lines over a table may be its head: most have two to eight, one of 272 collected ones has more."""
_TITLE_ROWS = 4
"""Lines at the top of a sheet that may be its title, however far below the table begins."""


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


@dataclass(slots=True)
class _Piece:
    """What one table says of one unit, until tables printed side by side are put together."""

    table: Table
    labels: dict[str, Spot]
    figures: dict[Meaning, Figure]
    faults: list[Finding]
    doubts: list[Finding] = field(default_factory=list)
    """About whose it is."""
    said: list[Said] = field(default_factory=list)
    decided: bool = False
    own_unit: bool = True
    """The unit is that of the whole table, not of one of its rows or columns."""
    counts_units: bool = False

    @property
    def unit(self) -> str:
        return self.labels[layout.UNIT].text if layout.UNIT in self.labels else ""


class _SheetReader:
    """Reads the tables of one sheet into forms; keeps what was told and what was left."""

    def __init__(
        self, workbook: Workbook, sheet: Sheet, wanted: Wanted, hints: Hints, tables: Sequence[Table]
    ) -> None:
        self._workbook, self._sheet, self._wanted = workbook, sheet, wanted
        self._tables = tables
        self._owners = Owners(workbook, sheet, wanted.units, hints)
        self._place = f"文件“{workbook.name}”工作表“{sheet.name}”"
        self._told: list[str] = []
        self._unread: list[Unread] = []
        self._taken: dict[tuple[int, int], str] = {}
        self._values: set[tuple[int, int]] = set()
        self._refusal = self._lacking = ""
        self._pieces: list[_Piece] = []
        self._read: list[tuple[Table, Reasons]] = []

    def result(self) -> ForeignSheet:
        """Return what was found in all tables."""
        pieces = list(self._together())
        left = not_taken(self._sheet, self._read, self._taken, self._values)
        self._ask_lost(left)
        forms = [self._form(piece) for piece in pieces]
        refusal = self._refusal or ("" if forms else self._lacking)
        return ForeignSheet(tuple(forms), tuple(self._told), tuple(self._unread), refusal, self._taken, left)

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
        labels, doubts = self._labels(table)
        general = self._general(table)
        self._tell_lines(table, agreed, general)
        chosen = choose_slots(table, self._wanted.quarter)
        self._told += chosen.told(table)
        self._lacking = chosen.lacking or self._lacking
        reasons = _reasons(agreed, chosen)
        self._read.append((table, reasons))
        slots = chosen.kept
        if any(slot.label.group not in ("", ALL) for slot in slots) and not any(
            map(self._owners.of_slot, slots)
        ):
            self._refusal = "是按国家机关、事业单位等分栏的汇总表，不是单位报表"
            return
        self._note_strange(table)
        by_unit = self._by_unit(table, slots, reasons)
        for unit, members in by_unit.items():
            taken = self._take(table, agreed, chosen, members, general)
            piece = _Piece(table, dict(labels), taken.figures, taken.findings)
            if unit is not None:
                piece.labels[layout.UNIT] = unit
                piece.own_unit = False
            else:
                piece.doubts += doubts
            piece.said = list(self._said(table, labels))
            piece.decided = chosen.names_quarter
            piece.counts_units = _counts_units(table, agreed, members)
            if piece.figures or piece.faults:
                self._pieces.append(piece)

    def _take(
        self,
        table: Table,
        agreed: Sequence[Agreed],
        chosen: ChosenSlots,
        slots: Sequence[Slot],
        general: General,
    ) -> Taken:
        quarter, system = self._wanted.quarter, self._wanted.system
        taken = take_figures(table, agreed, chosen, slots, general, quarter, system, self._place)
        self._told += [line for line in taken.told if line not in self._told]
        self._taken |= taken.cells
        if taken.figures:
            for spot in general.unknown:
                text = f"“{spot.text[:40]}”写的计量单位不认识，请改正后再导入"
                taken.findings.append(Finding(Severity.ERROR, f"{self._place}{_address(spot)}", text))
            for spot in general.mentioned:
                text = f"“{spot.text[:40]}”提到的计量单位不知道用在哪些数上，请核对数量"
                taken.findings.append(Finding(Severity.DOUBT, f"{self._place}{_address(spot)}", text))
        return taken

    # ---- put together

    def _form(self, piece: _Piece) -> ForeignForm:
        form = FoundForm(self._workbook.name, piece.table.sheet, piece.labels, (), ())
        claim = [*judge_period(piece.said, self._wanted.quarter, self._place, decided=piece.decided)]
        unit = self._wanted.units.find(piece.unit)
        titles = [one for one in piece.said if one.origin is Origin.TITLE]
        if piece.own_unit:
            is_town = unit is not None and (unit.facts.nature is Nature.STATE_ORGAN and "政府" in unit.name)
            claim += judge_kind(titles, is_town=is_town, units=piece.counts_units, place=self._place)
            against = self._owners.contradiction(unit, [one.text for one in titles]) if unit else None
            if against is not None and len(self._pieces) == 1:
                claim.append(against)
        return ForeignForm(form, piece.figures, (*claim, *piece.doubts), tuple(piece.faults))

    def _together(self) -> Iterator[_Piece]:
        """Put together tables of one sheet that are one unit's form printed side by side or in two parts."""
        merged: list[_Piece] = []
        for piece in self._pieces:
            last = merged[-1] if merged else None
            if (
                last is not None
                and not (last.figures.keys() & piece.figures.keys())
                and (piece.unit == last.unit or not piece.unit or not last.unit)
            ):
                last.labels.update({**piece.labels, **last.labels})
                last.figures.update(piece.figures)
                last.faults += [one for one in piece.faults if one not in last.faults]
                last.doubts += [one for one in piece.doubts if one not in last.doubts]
                last.said += [one for one in piece.said if one not in last.said]
                last.decided |= piece.decided
                last.counts_units |= piece.counts_units
            elif last is not None and last.unit and not piece.unit:
                self._ask_again(last, piece)
            else:
                merged.append(piece)
        yield from merged

    def _ask_again(self, last: _Piece, piece: _Piece) -> None:
        """A further table without a unit of its own says the same indicators again: of another period, or
        nobody knows whether it belongs to the form above. It is listed as not taken.
        """
        titles = [one for one in piece.said if one.origin is Origin.TITLE]
        other = any(stated_periods(one.text) for one in titles) and _is_refused(titles, self._wanted.quarter)
        self._drop(piece, "是别的时期的数" if other else "又出现了一次，没有写是哪个单位的")
        if other:
            return
        for key, what in sorted(last.figures.keys() & piece.figures.keys()):
            spot = piece.figures[key, what].spot
            if spot.text or spot.cell.problem:
                name = self._wanted.system.item(key).name
                text = f"“{name}”的{what.words}在表下面又出现了一次，没有写是哪个单位的，没有采纳，请核对"
                last.faults.append(Finding(Severity.DOUBT, f"{self._place}{_address(spot)}", text))

    def _drop(self, piece: _Piece, why: str) -> None:
        for figure in piece.figures.values():
            for spot in figure.cells:
                self._taken.pop((spot.row, spot.column), None)
        for table, reasons in self._read:
            if table is piece.table:
                reasons.slots |= {slot.index: reasons.slots.get(slot.index, why) for slot in table.slots}

    def _ask_lost(self, left: Sequence[NotTaken]) -> None:
        """Ask for every form of the sheet where an indicator with figures stands in no table."""
        for text, (row, column) in lost_indicators(self._sheet, left):
            self._unread.append(Unread("指标", text, row, column, doubtful=True))

    # ---- what stands above and below a table

    def _said(self, table: Table, labels: Mapping[str, Spot]) -> Iterator[Said]:
        """Yield everything that may name the table's period, the weightiest first."""
        label = labels.get(layout.PERIOD)
        if label is not None:
            yield Said(Origin.LABEL, label.text, f"{self._place}{_address(label)}")
        start = max(self._above(table) + 1, table.top - _MOST_HEAD_ROWS)
        first = range(min(_TITLE_ROWS, start)) if self._above(table) < 0 else range(0)
        for rows in (first, range(start, table.top)):
            yield from titles_of(self._sheet, rows, self._place, self._values)
        yield from names_of(self._sheet, self._workbook.name, self._place)

    def _general(self, table: Table) -> General:
        """Return the units of measure said for a table: above it, and below it down to the next."""
        above = range(max(0, table.top - _MOST_HEAD_ROWS), table.top)
        first = range(min(_TITLE_ROWS, above.start))
        last = min(self._below(table), table.bottom + 1 + _MOST_HEAD_ROWS)
        return general_measures(self._sheet, [*first, *above, *range(table.bottom + 1, last)])

    def _above(self, table: Table) -> int:
        """Return the last row of the table above; -1 if there is none."""
        return max((one.bottom for one in self._tables if one.bottom < table.top), default=-1)

    def _below(self, table: Table) -> int:
        return min((one.top for one in self._tables if one.top > table.bottom), default=len(self._sheet.rows))

    def _labels(self, table: Table) -> tuple[dict[str, Spot], list[Finding]]:
        """Return the head and foot that belong to a table, and what is doubtful about its unit:
        above it up to the table before, below it down to the next.
        """
        above, below = self._above(table), self._below(table)
        head_of_next = [row for row in range(table.bottom + 1, below) if self._units_named(row)]
        foot_end = head_of_next[0] if head_of_next and below < len(self._sheet.rows) else below
        foot = labelled(
            self._sheet, range(table.bottom + 1, min(foot_end, table.bottom + 1 + _MOST_HEAD_ROWS))
        )
        no_foot = (layout.UNIT, layout.PERIOD, layout.CREDIT_CODE)
        found = {label: spot for label, spot in foot if label not in no_foot}
        start = max(above + 1, table.top - _MOST_HEAD_ROWS)
        found |= dict(labelled(self._sheet, range(start, table.body), self._columns_of(table, start)))
        if above < 0 and start > 0:
            early = dict(labelled(self._sheet, range(min(_TITLE_ROWS, start))))
            found = {**early, **found}
        self._values.update((spot.row, spot.column) for spot in found.values())
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

    def _with_unit(self, found: dict[str, Spot], head: range) -> tuple[dict[str, Spot], list[Finding]]:
        """Add the unit where no label names it: from the head's texts, the sheet's name, the file's name."""
        if layout.UNIT in found:
            owner = self._owners.of_label(found[layout.UNIT])
        elif found.get(layout.CREDIT_CODE, Spot(BLANK, 0, 0)).text:
            return found, []
        else:
            owner = self._owners.of_head(head) or self._owners.of_names()
        if owner is None:
            return found, []
        if owner.told and layout.UNIT not in found:
            self._told.append(owner.told)
        return found | {layout.UNIT: owner.spot}, [owner.doubt] if owner.doubt else []

    # ---- units over slots

    def _by_unit(
        self, table: Table, slots: Sequence[Slot], reasons: Reasons
    ) -> dict[Spot | None, list[Slot]]:
        """Return the slots by the unit that stands over them;
        without any, all belong to the table's own unit.
        """
        owners = {slot.index: self._owners.of_slot(slot) for slot in slots}
        nobody = not any(owners.values())
        if nobody and not table.view.turned and not self._names_strangers(table, slots):
            return {None: list(slots)}
        if nobody and slots and all(self._is_period(slot) for slot in slots):
            return {None: list(slots)}  # a ledger: months or quarters run down
        groups: dict[object, tuple[Spot, list[Slot]]] = {}
        for slot in slots:
            owner = owners[slot.index]
            if owner is not None:
                key = slot.index if table.view.turned else owner.text
                groups.setdefault(key, (owner, []))[1].append(slot)
            elif table.view.turned or self._may_be_unit(table, slot):
                self._note_stranger(table, slot, reasons)
        return dict(groups.values())

    def _is_period(self, slot: Slot) -> bool:
        return bool(slot.months) or slot_period(slot, self._wanted.quarter) == NOW

    def _names_strangers(self, table: Table, slots: Sequence[Slot]) -> bool:
        """True if several slots are headed by names that are no words of a form:
        units that are not in the register.
        """
        return sum(self._may_be_unit(table, slot) for slot in slots) > 1

    def _may_be_unit(self, table: Table, slot: Slot) -> bool:
        label = slot.label
        if label.what or label.group or label.period or label.role or label.measure or not slot.heads:
            return False
        if slot.strange_measure is not None or all(is_no_name(head.text) for head in slot.heads):
            return False
        if any(may_be_part(head.text) for head in slot.heads):
            return False
        return any(not period_of(head.text, self._wanted.quarter) for head in slot.heads) and has_figures(
            table, slot
        )

    def _note_stranger(self, table: Table, slot: Slot, reasons: Reasons) -> None:
        if not has_figures(table, slot):
            return
        if slot.label.group:
            self._told.append(f"{table.view.name_of_slot(slot.index)}“{heads_of(slot)}”不导入：是合计")
            reasons.slots[slot.index] = "是合计"
            return
        heads = [head for head in slot.heads if not is_no_name(head.text)]
        reasons.slots[slot.index] = "不是名录中的单位" if heads else "没有写是哪个单位"
        if heads:
            head = heads[-1] if not table.view.turned else longest_head(heads)
            self._unread.append(Unread("单位", head.text, head.row, head.column))

    # ---- telling

    def _tell_lines(self, table: Table, agreed: Sequence[Agreed], general: General) -> None:
        named = "、".join(dict.fromkeys(one.measure for one in general.said))
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
                if not one.measure and named:
                    why += f"，表上写有“单位：{named}”"
                self._told.append(f"{name}→{one.title(self._wanted.system)}，因为{why}")
        for line in table.lines:
            if line.label.not_taken:
                self._told.append(
                    f"{table.view.name_of_line(line.index)}“{line.name.text}”不导入：季度报表没有这一项"
                )

    def _note_strange(self, table: Table) -> None:
        for line in table.strange:
            text = line.name.text or "/".join(line.texts)
            if line.label.group or line.label.role or is_no_name(text) or label_of_cell(line.name.cell):
                continue
            if text and any(table.view.is_number(line.index, slot.index) for slot in table.slots):
                doubtful = may_be_part(text)
                self._unread.append(Unread("指标", text, line.name.row, line.name.column, doubtful))


def _is_refused(titles: Sequence[Said], quarter: Quarter) -> bool:
    findings = judge_period(titles, quarter, "")
    return any(finding.severity is Severity.ERROR for finding in findings)


def _reasons(agreed: Sequence[Agreed], chosen: ChosenSlots) -> Reasons:
    """Return why lines and slots of a table are not taken."""
    reasons = Reasons(slots={slot.index: why for slot, why in chosen.passed})
    for one in agreed:
        if one.fault or one.item is None:
            reasons.lines[one.line.index] = one.fault or one.why
    return reasons


def _counts_units(table: Table, agreed: Sequence[Agreed], slots: Sequence[Slot]) -> bool:
    """True for a table that says it counts more than one institution."""
    for one in agreed:
        if one.key == "fact:units":
            values = [table.view.cell(one.line.index, slot.index).value for slot in slots]
            return any(isinstance(value, Decimal) and value > 1 for value in values)
    return False


def _differ(version: StatisticalSystem, system: StatisticalSystem, table: Table) -> bool:
    """True if the other version would take some line for something else."""
    return [one.key for one in agree(table, version)] != [one.key for one in agree(table, system)]


def _is_fact(line: Line) -> bool:
    return all(key.startswith("fact:") for key, _ in line.label.targets)


def _only_facts(table: Table) -> bool:
    return all(map(_is_fact, table.lines))


def _address(spot: Spot) -> str:
    return f"{column_letters(spot.column)}{spot.row + 1}"
