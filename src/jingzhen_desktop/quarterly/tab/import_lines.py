"""The lines of the import preview:
the files with what taking them would do, the values of one file, what is left over. No widgets.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ...base.numbers import show_number
from ...energy.periods import Quarter
from ...energy.statistics import Item
from ..rules.merging import Choice, first_choices, merged
from ..rules.review import review_findings
from ..sheets.leftover import LeftOver
from ..sheets.mending import ReadCell, cells_of
from ..sheets.reading import FormReading
from ..values.findings import BLANK_CHECK, Finding, FormOutcome, ReadForm, Severity
from ..values.mends import Mends
from ..values.reports import Amount, Entry, EntryCell
from .cells import BLANK, TYPED_SIGN
from .import_against import Against

TICKS = {
    FormOutcome.NEW: "导入",
    FormOutcome.CORRECTION: "替换已存报表",
    FormOutcome.UNCHANGED: "无需导入",
    FormOutcome.REJECTED: "不能导入",
}
"""What the tick of a file means, or why it has none."""
ASIDE = "不导入"


@dataclass(frozen=True, slots=True)
class FileLine:
    """One recognised form, whether the clerk takes it in, and what becomes of each difference.

    Attributes:
        quarter: which one it is of.
        against: what is stored of that quarter.
        review: what the checks of the review say of it, beside its own findings.
    """

    id: int
    reading: FormReading
    taken: bool
    quarter: Quarter
    against: Against
    choices: Mapping[EntryCell, Choice] = field(default_factory=dict)
    typed: frozenset[EntryCell] = frozenset()
    closed: str = ""
    review: tuple[Finding, ...] = ()

    @property
    def form(self) -> ReadForm:
        return self.reading.form

    @property
    def mends(self) -> Mends:
        """What the clerk said of it so far."""
        return self.reading.alone.mends

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that is wrong, doubtful or to be asked, before anything is stored."""
        return (*self.form.findings, *self.review)

    @property
    def strange_lines(self) -> tuple[Finding, ...]:
        """The errors of lines that are no rows of the form: the sheet is understood without them."""
        if not self.can_be_mended:
            return ()
        claim = self.reading.alone.claim.findings
        return tuple(
            one
            for one in self.reading.alone.form.errors
            if not one.item and not one.check and one not in claim and one.place[-1:].isdigit()
        )

    def short_words(self, finding: Finding) -> str:
        """Return a finding for a list under the file's name, without file and sheet."""
        place = finding.place.removeprefix(f"文件“{self.form.file_name}”")
        if self.reading.sheet is not None:
            place = place.removeprefix(f"工作表“{self.reading.sheet.sheet_name}”")
        return str(replace(finding, place=place))

    @property
    def can_be_mended(self) -> bool:
        """Whether its figures can be typed over: it is a form of this quarter."""
        return self.reading.alone.judged is not None and not self.reading.alone.claim.is_foreign

    @property
    def is_open(self) -> bool:
        """Whether something of it waits for the clerk: a cell to be mended, a question to be answered."""
        if self.closed or self.mends.aside:
            return False
        refused = self.form.outcome is FormOutcome.REJECTED and self.can_be_mended
        return refused or (self.can_be_taken and bool(self.form.doubts) and not self.taken)

    @property
    def can_be_taken(self) -> bool:
        takes = self.form.outcome in {FormOutcome.NEW, FormOutcome.CORRECTION}
        return takes and not self.closed and not self.mends.aside

    @property
    def tick(self) -> str:
        if self.mends.aside:
            return ASIDE
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
        counts = Counter(one.severity for one in self.findings)
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
    """A recognised figure and, if the file changes a stored one, what it was and what becomes of it.

    Attributes:
        text: what the file says, where it is no number.
        fault: the gravest thing said of the cell.
        mended: whether the clerk typed it over.
    """

    new: Decimal | None
    old: Decimal | None = None
    changed: bool = False
    by_hand: bool = False
    choice: Choice = Choice.REPLACE
    text: str = ""
    fault: Severity | None = None
    mended: bool = False

    def shown(self, places: int | None) -> str:
        """The value, or old → new; an old one typed by hand says so, and one typed over now has a sign."""
        sign = TYPED_SIGN if self.mended else ""
        new = f"{sign}{show_number(self.new, places, blank=BLANK)}" if not self.text else self.text
        hand = "（手改）" if self.by_hand else ""
        return f"{show_number(self.old, places, blank=BLANK)}{hand} → {new}" if self.changed else new


@dataclass(frozen=True, slots=True)
class ValueLine:
    """One row of the recognised form, with last year's figures of the same quarter."""

    id: str
    item: Item
    quantity: ShownFigure
    cost: ShownFigure
    last_year: Entry = field(default_factory=Entry)

    @property
    def title(self) -> str:
        return self.item.name

    def figure(self, what: Amount) -> ShownFigure:
        """One of the two."""
        return self.quantity if what is Amount.QUANTITY else self.cost

    def decided(self, what: Amount, choice: Choice) -> ValueLine:
        """The row with another choice for one of its differences."""
        return self._with(what, replace(self.figure(what), choice=choice))

    def typed_over(self, what: Amount, value: Decimal | None) -> ValueLine:
        """The row with another figure, typed by the clerk."""
        return self._with(what, replace(self.figure(what), new=value, text="", mended=True))

    def _with(self, what: Amount, figure: ShownFigure) -> ValueLine:
        if what is Amount.QUANTITY:
            return replace(self, quantity=figure)
        return replace(self, cost=figure)


def file_lines(readings: Sequence[FormReading], against: Mapping[Quarter, Against]) -> list[FileLine]:
    """Return the forms; new reports are ticked,
    corrections, doubts about the reading and what stands on hidden sheets wait for the clerk.
    """
    return [file_line(number, reading, against) for number, reading in enumerate(readings)]


def file_line(number: int, reading: FormReading, against: Mapping[Quarter, Against]) -> FileLine:
    """Return the line of one form as it is shown first."""
    form, quarter = reading.form, reading.alone.quarter
    assert quarter is not None
    known = against[quarter]
    unit = form.unit.id if form.unit else 0
    cells = known.typed.get(unit, frozenset())
    why = known.closed.get(unit, "") if form.outcome in {FormOutcome.NEW, FormOutcome.CORRECTION} else ""
    aside = reading.alone.mends.aside
    taken = (
        form.outcome is FormOutcome.NEW and not reading.hidden and not why and not form.doubts and not aside
    )
    choices = first_choices(known.stored.get(unit), form.differences, cells)
    return FileLine(number, reading, taken, quarter, known, choices, cells, why, _review(form, known))


def _review(form: ReadForm, known: Against) -> tuple[Finding, ...]:
    """Return what the checks of the review say of a form that its own checks have not said."""
    basis = known.bases.get(form.unit.id) if form.unit else None
    if form.report is None or basis is None:
        return ()
    said = {(one.check, one.item, one.what) for one in form.findings}
    return tuple(
        one for one in review_findings(form.report, basis) if (one.check, one.item, one.what) not in said
    )


def ticked(lines: Sequence[FileLine], number: int, taken: bool) -> list[FileLine]:
    """Return the lines with one ticked or not; of several forms of one unit only one can be."""
    unit, quarter = lines[number].form.unit, lines[number].quarter
    found = []
    for line in lines:
        same = unit is not None and line.form.unit is not None and line.form.unit.id == unit.id
        if line.id == number:
            found.append(replace(line, taken=taken))
        elif taken and same and line.quarter == quarter:
            found.append(replace(line, taken=False))
        else:
            found.append(line)
    return found


def decided(line: FileLine, cells: Sequence[EntryCell], choice: Choice) -> FileLine:
    """Return the line with a choice for some of its differences."""
    known = {(one.item.key, one.what) for one in line.form.differences}
    return replace(line, choices={**line.choices, **{cell: choice for cell in cells if cell in known}})


def value_lines(line: FileLine) -> list[ValueLine]:
    """Return everything that was read in a file in the form's own rows, changed and wrong figures marked."""
    judged, system = line.reading.alone.judged, line.against.system
    if judged is None or (line.form.report is None and not line.can_be_mended):
        return []
    maker = _Figures(line, cells_of(judged.form, system) if line.form.report is None else {})
    before = _last_year(line)
    return [
        ValueLine(
            item.key,
            item,
            maker.figure(item, Amount.QUANTITY),
            maker.figure(item, Amount.COST),
            before.get(item.key, Entry()),
        )
        for item in system.items
    ]


class _Figures:
    """Makes the figures of one form as they are shown."""

    def __init__(self, line: FileLine, cells: Mapping[EntryCell, ReadCell]) -> None:
        self._line, self._cells = line, cells
        self._old = {(one.item.key, one.what): one.old for one in line.form.differences}
        self._faults = _faults(line.findings)

    def figure(self, item: Item, what: Amount) -> ShownFigure:
        cell, line = (item.key, what), self._line
        new, text = self._read(cell)
        old = self._old.get(cell)
        return ShownFigure(
            new,
            old,
            cell in self._old,
            old is not None and cell in line.typed,
            line.choices.get(cell, Choice.REPLACE),
            text,
            self._faults.get(cell),
            cell in line.mends.figures,
        )

    def _read(self, cell: EntryCell) -> tuple[Decimal | None, str]:
        """Return the figure as it would be stored, and the file's text where that is no number."""
        key, what = cell
        if self._line.form.report is not None:
            return self._line.form.report.entries.get(key, Entry()).of(what), ""
        if cell in self._line.mends.figures:
            return self._line.mends.figures[cell], ""
        found = self._cells.get(cell)
        if found is None:
            return None, ""
        return found.value, found.text if found.value is None else ""


def _faults(findings: Sequence[Finding]) -> dict[EntryCell, Severity]:
    """Return by cell the gravest thing that is said of it; of a row that was refused, of its quantity."""
    order, found = list(Severity), dict[EntryCell, Severity]()
    for one in findings:
        if one.item and one.check != BLANK_CHECK:
            cell = (one.item, one.what or Amount.QUANTITY)
            before = found.get(cell, one.severity)
            found[cell] = min(before, one.severity, key=order.index)
    return found


def _last_year(line: FileLine) -> Mapping[str, Entry]:
    basis = line.against.bases.get(line.form.unit.id) if line.form.unit else None
    return basis.last_year if basis else {}


def summary(lines: Sequence[FileLine]) -> str:
    """Say what was recognised: 识别4个文件：新报表2个，更正1个，不能导入1个."""
    number = Counter(line.form.outcome for line in lines)
    counts = [f"{outcome.value}{number[outcome]}个" for outcome in FormOutcome if number[outcome]]
    files = len({line.form.file_name for line in lines})
    what = f"{files}个文件" if files == len(lines) else f"{files}个文件中的{len(lines)}张表"
    quarters = Counter(line.quarter for line in lines)
    several = "，".join(f"{quarter.title}{quarters[quarter]}份" for quarter in sorted(quarters))
    return f"识别{what}：{'，'.join(counts)}。{f'其中{several}。' if len(quarters) > 1 else ''}"


def findings_text(lines: Sequence[FileLine]) -> str:
    """Return all findings as text to send to the units: a heading per file, a line per finding."""
    parts = []
    for line in lines:
        if line.findings:
            unit = f"（{line.form.unit.name}）" if line.form.unit else ""
            parts += [f"{line.form.file_name}{unit}", *(f"　{finding}" for finding in line.findings)]
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
