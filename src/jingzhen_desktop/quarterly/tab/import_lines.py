"""The lines of the import preview: the files with what taking them would do, and the values of one file. No widgets."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ...base.numbers import show_number
from ...energy.statistics import Item, system_of_version
from ..values import Entry, FormOutcome, ReadForm, Severity
from .cells import BLANK

TICKS = {
    FormOutcome.NEW: "导入",
    FormOutcome.CORRECTION: "替换已存报表",
    FormOutcome.UNCHANGED: "无需导入",
    FormOutcome.REJECTED: "不能导入",
}
"""What the tick of a file means, or why it has none."""


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file and whether the clerk takes it in."""

    id: int
    form: ReadForm
    taken: bool

    @property
    def can_be_taken(self) -> bool:
        return self.form.outcome in {FormOutcome.NEW, FormOutcome.CORRECTION}

    @property
    def tick(self) -> str:
        return TICKS[self.form.outcome]

    @property
    def counts(self) -> str:
        """How many findings of each kind: 错误1条，需核实2条."""
        counts = {severity: sum(one.severity is severity for one in self.form.findings) for severity in Severity}
        return "，".join(f"{severity.value}{count}条" for severity, count in counts.items() if count) or "没有问题"


@dataclass(frozen=True, slots=True)
class Figure:
    """A recognised figure and, if the file changes a stored one, what it was."""

    new: Decimal | None
    old: Decimal | None = None
    changed: bool = False

    def text(self, places: int | None) -> str:
        """The value, or old → new."""
        new = show_number(self.new, places, blank=BLANK)
        return f"{show_number(self.old, places, blank=BLANK)} → {new}" if self.changed else new


@dataclass(frozen=True, slots=True)
class ValueLine:
    """One row of the recognised form."""

    id: str
    item: Item
    quantity: Figure
    cost: Figure

    @property
    def title(self) -> str:
        return self.item.name


def file_lines(forms: list[ReadForm]) -> list[FileLine]:
    """Return the files; new reports are ticked, corrections wait for the clerk."""
    return [FileLine(number, form, form.outcome is FormOutcome.NEW) for number, form in enumerate(forms)]


def value_lines(form: ReadForm) -> list[ValueLine]:
    """Return what was recognised in a file, changed figures marked."""
    if form.report is None:
        return []
    old = {(difference.item.key, difference.what): difference.old for difference in form.differences}

    def figure(item: Item, what: str, new: Decimal | None) -> Figure:
        return Figure(new, old.get((item.key, what)), (item.key, what) in old)

    lines = []
    for item in system_of_version(form.report.version).items:
        entry = form.report.entries.get(item.key, Entry())
        lines.append(ValueLine(item.key, item, figure(item, "数量", entry.quantity), figure(item, "费用", entry.cost)))
    return lines


def summary(lines: list[FileLine]) -> str:
    """Say what was recognised: 识别4个文件：新报表2个，更正1个，不能导入1个."""
    counts = [f"{outcome.value}{count}个" for outcome in FormOutcome if (count := sum(line.form.outcome is outcome for line in lines))]
    return f"识别{len(lines)}个文件：{'，'.join(counts)}。"


def findings_text(lines: list[FileLine]) -> str:
    """Return all findings as text to send to the units: a heading per file, a line per finding."""
    parts = []
    for line in lines:
        if line.form.findings:
            unit = f"（{line.form.unit.name}）" if line.form.unit else ""
            parts += [f"{line.form.file_name}{unit}", *(f"　{finding}" for finding in line.form.findings)]
    return "\n".join(parts)


