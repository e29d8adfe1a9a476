"""Takes the figures of one unit out of a table: which slot gives the quantity and which the cost, several
meters of one indicator, months against their total, and what the cell's look says against it.

Every figure of a line is taken, added up, or the reason of a question: none is dropped for another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ...base.numbers import show_number
from ...energy.periods import Quarter
from ...energy.statistics import StatisticalSystem
from ...spreadsheet.limits import address
from ...spreadsheet.reading import Cell
from ..values.findings import Finding, Severity
from ..values.reports import Amount
from .agreement import Agreed, conversion, merged_what
from .found import Figure
from .general import General
from .measures import why_not
from .months import number_in, spot_in
from .recognition import ONE, Spot
from .slots import ChosenSlots, heads_of, months_beside
from .tables import Slot, Table
from .words import ALL, NOW, Meaning, read_label

_ROUNDED = Decimal("0.02")
"""How far a total may lie from its months, which people round one by one."""


@dataclass(slots=True)
class Taken:
    """What was taken from a table for one unit.

    Attributes:
        cells: (row, column) → what a cell was taken for.
    """

    figures: dict[Meaning, Figure] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    cells: dict[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A cell that may give a figure, and how it is converted."""

    one: Agreed
    slot: Slot
    figure: Figure


def take_figures(
    table: Table,
    agreed: Sequence[Agreed],
    chosen: ChosenSlots,
    slots: Sequence[Slot],
    general: General,
    quarter: Quarter,
    system: StatisticalSystem,
    place: str,
) -> Taken:
    """Take the figures of some slots of a table.

    Args:
        chosen: all slots of the table, for the months beside a total.
        slots: those of one unit.
        place: file and sheet, as messages name them.
    """
    return _Taker(table, chosen, general, quarter, system, place).take(agreed, slots)


class _Taker:
    def __init__(
        self,
        table: Table,
        chosen: ChosenSlots,
        general: General,
        quarter: Quarter,
        system: StatisticalSystem,
        place: str,
    ) -> None:
        self._table, self._chosen, self._general = table, chosen, general
        self._quarter, self._system, self._place = quarter, system, place
        self._taken = Taken()

    def take(self, agreed: Sequence[Agreed], slots: Sequence[Slot]) -> Taken:
        candidates: defaultdict[Meaning, list[_Candidate]] = defaultdict(list)
        for one in agreed:
            if one.fault:
                self._refuse_line(one, slots)
            elif one.item is not None:
                for what, slot in chosen_slots(one, slots):
                    if candidate := self._candidate(one, what, slot):
                        candidates[one.key, what].append(candidate)
        for target, found in candidates.items():
            self._decide(target, found)
        self._check_months(agreed, slots)
        return self._taken

    def _find(self, severity: Severity, spot: Spot, text: str, cell: Meaning | None = None) -> None:
        """Note what is wrong or doubtful about a cell, and about which figure of the form."""
        key, what = cell or ("", None)
        finding = Finding(severity, self._at(spot), text, item=key, what=what)
        if finding not in self._taken.findings:
            self._taken.findings.append(finding)

    def _at(self, spot: Spot) -> str:
        return f"{self._place}{address(spot.row, spot.column)}"

    def _refuse_line(self, one: Agreed, slots: Sequence[Slot]) -> None:
        """A line that cannot be taken is an error where it has figures."""
        has_figures = any(_holds_something(self._table, one, slot) for slot in slots)
        if has_figures and not _all_zero(self._table, one, slots):
            key = one.item.key if one.item is not None else ""
            finding = Finding(Severity.ERROR, self._at(one.line.name), one.fault, item=key)
            if finding not in self._taken.findings:
                self._taken.findings.append(finding)

    def _candidate(self, one: Agreed, what: Amount, slot: Slot) -> _Candidate | None:
        assert one.item is not None
        spot = spot_in(self._table.view, one.line.index, slot)
        parts = tuple(self._table.view.spot(one.line.index, month) for month in slot.months)
        said = any(part.text or part.cell.problem for part in parts or (spot,))
        look = self._table.sheet.look(*(parts or (spot,))[-1][1:])
        if slot.strange_measure is not None and said:
            text = f"栏目上的计量单位“{slot.strange_measure.text[:20]}”不认识，请改正并核对数量"
            self._find(Severity.ERROR, spot, text, (one.key, what))
            return None
        way = conversion(one, slot, what, self._general, look.words)
        if way.factor is None:
            if said:
                reason = why_not(way.measure)
                text = f"“{one.item.name}”应按{what.unit(one.item)}填报，表中写的是“{way.measure}”，{reason}，请改正并核对数量"
                self._find(Severity.ERROR, spot, text, (one.key, what))
            return None
        if way.contradiction and said:
            text = f"计量单位前后不一致：按{way.measure}读取，但{way.contradiction}，请核对“{one.item.name}”的{what.words}"
            self._find(Severity.DOUBT, spot, text, (one.key, what))
        if way.origin and way.measure and said:
            self._tell_conversion(one, what, way.origin, way.measure, way.factor)
        if look.words and way.measure == "" and said:
            text = f"数字格式写有“{look.words}”，看到的和存的可能不是一个数，请核对"
            self._find(Severity.DOUBT, spot, text, (one.key, what))
        return _Candidate(one, slot, Figure(spot, way.factor, way.measure, parts))

    def _tell_conversion(self, one: Agreed, what: Amount, origin: str, measure: str, factor: Decimal) -> None:
        assert one.item is not None
        unit = what.unit(one.item)
        line = f"{one.item.name}{what.words}按{measure}读取（{origin}）"
        if factor != 1:
            line += f"，1{measure}＝{show_number(factor)}{unit}"
        if line not in self._taken.told:
            self._taken.told.append(line)

    def _decide(self, target: Meaning, found: Sequence[_Candidate]) -> None:
        """Take one cell, or what several of them come to."""
        filled = [one for one in found if one.figure.spot.text or one.figure.spot.cell.problem]
        if len(filled) <= 1:
            self._keep(target, (filled or found)[0])
            return
        lines = {one.one.line.index for one in filled}
        if len(lines) == 1:
            self._decide_slots(target, filled)
        else:
            self._decide_lines(target, filled)

    def _decide_slots(self, target: Meaning, found: Sequence[_Candidate]) -> None:
        """Several columns of one line: parts are added up, else nobody knows which is meant."""
        parts = [_part_of_slot(one.slot) for one in found]
        if all(parts) and len(set(parts)) == len(parts):
            self._add_up(target, found, asked="")
            return
        first, second = found[0].figure.spot, found[1].figure.spot
        name = self._system.item(target[0]).name
        text = f"“{name}”的{target[1].words}出现了两次（另一处在{address(first.row, first.column)}），请只留一处或指定"
        self._find(Severity.ERROR, second, text, target)

    def _decide_lines(self, target: Meaning, found: Sequence[_Candidate]) -> None:
        """Several lines of one indicator: meters that are named as parts are added up, a total must agree
        with its parts, and the same line twice is asked.
        """
        parts = [one for one in found if one.one.line.label.part]
        whole = [one for one in found if not one.one.line.label.part]
        name, words = self._system.item(target[0]).name, target[1].words
        places = "、".join(_shown(one.figure) for one in found)
        if not whole:
            named = {one.one.line.label.part for one in parts}
            same = len(named) < len(parts)
            self._add_up(target, found, f"“{name}”的{words}有同名的几行（{places}）" if same else "")
        elif len(whole) == 1 and _sum(parts) == _sum(whole):
            self._keep(target, whole[0], also=parts)
        elif len(whole) == 1:
            self._keep(target, whole[0], also=parts)
            text = f"“{name}”的{words}有一行合计和几行分项，合计与分项之和不符（{places}），按{_shown(whole[0].figure)}导入，请核对"
            self._find(Severity.DOUBT, whole[0].figure.spot, text, target)
        else:
            self._add_up(target, found, f"“{name}”的{words}出现了{len(found)}行（{places}）")

    def _add_up(self, target: Meaning, found: Sequence[_Candidate], asked: str) -> None:
        spot = found[0].figure.spot
        total = _sum(found)
        faulty = next((one for one in found if _value(one.figure) is None), None)
        if total is None and faulty is not None:
            self._keep(target, faulty, also=found)
            return
        cells: list[Spot] = []
        for one in found:
            cells += one.figure.cells
        figure = Figure(Spot(Cell(total), spot.row, spot.column), ONE, "", tuple(cells))
        self._keep(target, replace(found[0], figure=figure))
        name, words = self._system.item(target[0]).name, target[1].words
        assert total is not None
        if asked:
            text = f"{asked}，不知道是几块表相加还是重复；相加为{show_number(total)}，请确认"
            self._find(Severity.DOUBT, spot, text, target)
        else:
            places = "＋".join(_shown(one.figure) for one in found)
            self._taken.told.append(f"{name}{words}由{places}相加为{show_number(total)}，因为表上写明是分项")

    def _keep(self, target: Meaning, one: _Candidate, also: Sequence[_Candidate] = ()) -> None:
        self._taken.figures[target] = one.figure
        agreed, what = one.one, target[1]
        assert agreed.item is not None
        title = f"{agreed.item.name}费用" if what is Amount.COST else agreed.title(self._system)
        for figure in (one.figure, *(other.figure for other in also)):
            for spot in figure.cells:
                self._taken.cells[spot.row, spot.column] = title

    def _check_months(self, agreed: Sequence[Agreed], slots: Sequence[Slot]) -> None:
        """Compare a total with the months beside it."""
        for one in agreed:
            for slot in slots:
                months = (
                    ()
                    if slot.months or one.fault
                    else months_beside(self._chosen.months, slot, self._quarter)
                )
                if (
                    months
                    and (total := number_in(self._table.view.cell(one.line.index, slot.index))) is not None
                ):
                    self._compare_months(one, slot, months, total)

    def _compare_months(self, one: Agreed, slot: Slot, months: Sequence[int], total: Decimal) -> None:
        spot = self._table.view.spot(one.line.index, slot.index)
        cells = [self._table.view.cell(one.line.index, month) for month in months]
        figures = [number_in(cell) for cell in cells]
        known = [figure for figure in figures if figure is not None]
        if not known or (len(known) == len(cells) and abs(sum(known, Decimal(0)) - total) <= _ROUNDED):
            return
        first = self._quarter.first_month
        blank = [f"{first + place}月" for place, figure in enumerate(figures) if figure is None]
        if blank:
            text = f"{'、'.join(blank)}是空的，“{heads_of(slot)}”的{show_number(total)}不像整季的数，请核对"
        else:
            added = show_number(sum(known, Decimal(0)))
            text = f"三个月相加是{added}，与“{heads_of(slot)}”的{show_number(total)}不符，请核对"
        self._find(Severity.DOUBT, spot, text)


def chosen_slots(one: Agreed, slots: Sequence[Slot]) -> list[tuple[Amount, Slot]]:
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


def _part_of_slot(slot: Slot) -> str:
    """Return which meter or place a column is of: 一号表, 食堂; empty if its head names none."""
    for head in reversed(slot.heads):
        if part := read_label(f"电({head.text})").part:
            return part
    return ""


def _shown(figure: Figure) -> str:
    return f"{address(figure.spot.row, figure.spot.column)}的{figure.spot.text or '空'}"


def _value(figure: Figure) -> Decimal | None:
    number = number_in(figure.spot.cell)
    return None if number is None else number * figure.factor


def _sum(found: Sequence[_Candidate]) -> Decimal | None:
    values = [_value(one.figure) for one in found]
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if len(known) == len(values) else None


def _holds_something(table: Table, one: Agreed, slot: Slot) -> bool:
    spot = table.view.spot(one.line.index, slot.index)
    return table.view.is_number(one.line.index, slot.index) or any(sign.isdigit() for sign in spot.text)


def _all_zero(table: Table, one: Agreed, slots: Sequence[Slot]) -> bool:
    values = [table.view.cell(one.line.index, slot.index).value for slot in slots]
    return all(value in (None, "") or value == 0 or str(value).strip() in ("0", "0.00") for value in values)
