"""The lines of the import preview:
the files with what taking them would do, the values of one file, what is left over. No widgets.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ...base.numbers import show_number
from ...energy.statistics import Item, system_of_version
from ..rules.merging import Choice, first_choices, merged
from ..sheets.leftover import LeftOver
from ..sheets.reading import FormReading
from ..values.findings import FormOutcome, ReadForm, Severity
from ..values.reports import Amount, Entry, EntryCell, Report
from .cells import BLANK

TICKS = {
    FormOutcome.NEW: "导入",
    FormOutcome.CORRECTION: "替换已存报表",
    FormOutcome.UNCHANGED: "无需导入",
    FormOutcome.REJECTED: "不能导入",
}
"""What the tick of a file means, or why it has none."""
Typed = Mapping[int, frozenset[EntryCell]]
"""By unit id the stored cells typed by hand, as (item key, ``quantity`` or ``cost``)."""


@dataclass(frozen=True, slots=True)
class FileLine:
    """One recognised form, whether the clerk takes it in, and what becomes of each difference."""

    id: int
    reading: FormReading
    taken: bool
    choices: Mapping[EntryCell, Choice] = field(default_factory=dict)
    typed: frozenset[EntryCell] = frozenset()
    closed: str = ""

    @property
    def form(self) -> ReadForm:
        return self.reading.form

    @property
    def can_be_taken(self) -> bool:
        return not self.closed and self.form.outcome in {FormOutcome.NEW, FormOutcome.CORRECTION}

    @property
    def tick(self) -> str:
        if self.closed:
            return "已锁定"
        return "核对后打勾" if self.form.doubts and self.can_be_taken else TICKS[self.form.outcome]

    @property
    def sheet(self) -> str:
        """The sheet it stands on; a hidden one says so."""
        sheet = self.reading.sheet
        return f"{sheet.sheet_name}{'（隐藏）' if sheet.hidden else ''}" if sheet else ""

    @property
    def profile(self) -> str:
        """The remembered layout that was applied."""
        return self.reading.sheet.profile if self.reading.sheet else ""

    @property
    def counts(self) -> str:
        """How many findings of each kind: 错误1条，需核实2条."""
        if self.closed:
            return self.closed
        counts = Counter(one.severity for one in self.form.findings)
        kinds = [f"{severity.value}{counts[severity]}条" for severity in Severity if counts[severity]]
        return "，".join(kinds) or "没有问题"

    def to_store(self) -> ReadForm:
        """Return the form as it is to be stored:
        its doubts answered by the tick, old figures where they are kept or skipped.
        """
        if self.form.report is None or not self.form.differences:
            return replace(self.form, accepted=True)
        report = merged(self.form.report, self.form.differences, self.choices, self.typed)
        return replace(self.form, report=report, accepted=True)


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A recognised figure and, if the file changes a stored one, what it was and what becomes of it."""

    new: Decimal | None
    old: Decimal | None = None
    changed: bool = False
    by_hand: bool = False
    choice: Choice = Choice.REPLACE

    def text(self, places: int | None) -> str:
        """The value, or old → new; an old one typed by hand says so."""
        new = show_number(self.new, places, blank=BLANK)
        hand = "（手改）" if self.by_hand else ""
        return f"{show_number(self.old, places, blank=BLANK)}{hand} → {new}" if self.changed else new


@dataclass(frozen=True, slots=True)
class ValueLine:
    """One row of the recognised form."""

    id: str
    item: Item
    quantity: ShownFigure
    cost: ShownFigure

    @property
    def title(self) -> str:
        return self.item.name

    def figure(self, what: Amount) -> ShownFigure:
        """One of the two."""
        return self.quantity if what is Amount.QUANTITY else self.cost

    def decided(self, what: Amount, choice: Choice) -> ValueLine:
        """The row with another choice for one of its differences."""
        figure = replace(self.figure(what), choice=choice)
        if what is Amount.QUANTITY:
            return replace(self, quantity=figure)
        return replace(self, cost=figure)


def file_lines(
    readings: Sequence[FormReading], stored: Mapping[int, Report], typed: Typed, closed: Mapping[int, str]
) -> list[FileLine]:
    """Return the forms; new reports are ticked,
    corrections, doubts about the reading and what stands on hidden sheets wait for the clerk.
    """
    lines = []
    for number, reading in enumerate(readings):
        form = reading.form
        unit = form.unit.id if form.unit else 0
        cells = typed.get(unit, frozenset())
        why = closed.get(unit, "") if form.outcome in {FormOutcome.NEW, FormOutcome.CORRECTION} else ""
        taken = form.outcome is FormOutcome.NEW and not reading.hidden and not why and not form.doubts
        lines.append(
            FileLine(
                number, reading, taken, first_choices(stored.get(unit), form.differences, cells), cells, why
            )
        )
    return lines


def ticked(lines: Sequence[FileLine], number: int, taken: bool) -> list[FileLine]:
    """Return the lines with one ticked or not; of several forms of one unit only one can be."""
    unit = lines[number].form.unit
    found = []
    for line in lines:
        if line.id == number:
            found.append(replace(line, taken=taken))
        elif taken and unit is not None and line.form.unit is not None and line.form.unit.id == unit.id:
            found.append(replace(line, taken=False))
        else:
            found.append(line)
    return found


def decided(line: FileLine, cells: Sequence[EntryCell], choice: Choice) -> FileLine:
    """Return the line with a choice for some of its differences."""
    known = {(one.item.key, one.what) for one in line.form.differences}
    return replace(line, choices={**line.choices, **{cell: choice for cell in cells if cell in known}})


def value_lines(line: FileLine) -> list[ValueLine]:
    """Return what was recognised in a file, changed figures marked."""
    report = line.form.report
    if report is None:
        return []
    old = {(difference.item.key, difference.what): difference.old for difference in line.form.differences}

    def figure(item: Item, what: Amount, new: Decimal | None) -> ShownFigure:
        cell = (item.key, what)
        by_hand = cell in old and old[cell] is not None and cell in line.typed
        return ShownFigure(new, old.get(cell), cell in old, by_hand, line.choices.get(cell, Choice.REPLACE))

    lines = []
    for item in system_of_version(report.version).items:
        entry = report.entries.get(item.key, Entry())
        quantity, cost = (figure(item, what, entry.of(what)) for what in Amount)
        lines.append(ValueLine(item.key, item, quantity, cost))
    return lines


def summary(lines: Sequence[FileLine]) -> str:
    """Say what was recognised: 识别4个文件：新报表2个，更正1个，不能导入1个."""
    number = Counter(line.form.outcome for line in lines)
    counts = [f"{outcome.value}{number[outcome]}个" for outcome in FormOutcome if number[outcome]]
    files = len({line.form.file_name for line in lines})
    what = f"{files}个文件" if files == len(lines) else f"{files}个文件中的{len(lines)}张表"
    return f"识别{what}：{'，'.join(counts)}。"


def findings_text(lines: Sequence[FileLine]) -> str:
    """Return all findings as text to send to the units: a heading per file, a line per finding."""
    parts = []
    for line in lines:
        if line.form.findings:
            unit = f"（{line.form.unit.name}）" if line.form.unit else ""
            parts += [f"{line.form.file_name}{unit}", *(f"　{finding}" for finding in line.form.findings)]
    return "\n".join(parts)


def left_over(lines: Sequence[FileLine]) -> list[LeftOver]:
    """Return what taking in the ticked lines leaves out:
    whole forms, single figures, lines that were not recognised.
    """
    found: list[LeftOver] = []
    sheets: set[tuple[str, str]] = set()
    for line in lines:
        unit = line.form.unit.name if line.form.unit else ""
        if not line.taken:
            found += _whole_form(line, unit)
        else:
            found += [
                _figure_left(line, unit, one.item, one.what, one.new)
                for one in line.form.differences
                if _is_left(line, one.item, one.what)
            ]
        sheet = line.reading.sheet
        if sheet is not None and (line.form.file_name, sheet.sheet_name) not in sheets:
            sheets.add((line.form.file_name, sheet.sheet_name))
            found += [
                LeftOver(line.form.file_name, line.sheet, "", one.place, one.text, f"{one.kind}没有认出")
                for one in sheet.unread
            ]
            found += [
                LeftOver(line.form.file_name, line.sheet, "", one.place, one.words, one.reason)
                for one in sheet.not_taken
            ]
    return found


def _whole_form(line: FileLine, unit: str) -> list[LeftOver]:
    if line.form.outcome is FormOutcome.UNCHANGED:
        return []
    if line.form.outcome is FormOutcome.REJECTED:
        return [
            LeftOver(line.form.file_name, line.sheet, unit, one.place, "", one.text)
            for one in line.form.errors
        ]
    return [
        LeftOver(
            line.form.file_name,
            line.sheet,
            unit,
            "整张表",
            line.form.outcome.value,
            line.closed or "没有打勾",
        )
    ]


def _is_left(line: FileLine, item: Item, what: Amount) -> bool:
    return line.choices.get((item.key, what), Choice.REPLACE) is not Choice.REPLACE


def _figure_left(line: FileLine, unit: str, item: Item, what: Amount, new: Decimal | None) -> LeftOver:
    choice = line.choices[item.key, what]
    reason = "保留了已存的数" if choice is Choice.KEEP else "跳过，待定"
    return LeftOver(
        line.form.file_name,
        line.sheet,
        unit,
        f"{item.name}{what.words}",
        show_number(new, None, blank=BLANK),
        reason,
    )
