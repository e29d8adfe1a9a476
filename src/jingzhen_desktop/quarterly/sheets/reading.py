"""Takes filled forms in: recognises, checks cell by cell, compares with what is stored. Stores nothing, needs
no Qt.

Our own form is found first (``recognition``); a sheet that is not one is read as a foreign table
(``foreign``), with what the clerk once said of its layout (``profiles``). One sheet may hold the reports of
several units, one workbook several sheets.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ...base.errors import UserFacingError
from ...base.files import readable_name
from ...base.text import join_names, matching_key
from ...energy.periods import HALF_MONTHS, YEAR_MONTHS, Quarter
from ...energy.statistics import StatisticalSystem
from ...office.file import Office
from ...office.settings import TOWN, read_setting
from ...organisation.queries.units import units_of_year
from ...organisation.values.units import UnitInYear
from ...spreadsheet.reading import Sheet, Workbook, read_workbook
from ..queries.profiles import import_profiles
from ..queries.reports import stored_reports
from ..queries.versions import cycle_in, system_in
from ..rules.checks import differences_between, rounded_report, same_content
from ..rules.stated_periods import stated_quarter
from ..rules.whose import KnownUnits
from ..values.findings import Finding, FormOutcome, ReadForm, Severity
from ..values.mends import NO_MENDS, Mends
from ..values.profiles import Profile
from ..values.reports import Amount, Entry, Report, Source
from . import layout
from .filled import entries_of, foot_of, read_entries
from .foreign import read_foreign
from .found import ForeignForm, ForeignSheet, NotTaken, Unread, Wanted
from .identity import Claim, identify, identify_foreign
from .mending import corrections_of, mended_figures, with_unit
from .profiles import hints_of, matching_profile, words_of
from .recognition import FoundForm, form_on, machine_block
from .telling import told_of_own_form
from .views import Hints

Tell = Callable[[int, int], None]
"""Told (files done, files in all) before each file; may raise to stop."""

_MOST_STRANGERS = 200
_NOT_OURS = (
    f"没有找到填报表（要有“{layout.NAME}、{layout.MEASURE}、{layout.CODE}、"
    f"{layout.QUANTITY_TITLE}、{layout.COST_TITLE}”表头），"
    "请用本软件导出的空白表填报"
)


@dataclass(frozen=True, slots=True)
class SheetReading:
    """How a sheet was understood.

    Attributes:
        sheet: its cells, for showing them; None for our own forms.
        foreign_told: what was told of a foreign sheet while it was read; see ``told``.
        unread: what has figures and could not be placed.
        profile: name of the remembered layout that was applied; empty if none.
        taken: (row, column) → what a cell was taken for.
        own: our own form and the version it was read by.
        not_taken: every figure of the sheet that is not taken in.
    """

    file_name: str
    sheet_name: str
    hidden: bool
    foreign_told: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()
    profile: str = ""
    sheet: Sheet | None = None
    taken: Mapping[tuple[int, int], str] = field(default_factory=dict)
    own: tuple[FoundForm, StatisticalSystem] | None = None
    not_taken: tuple[NotTaken, ...] = ()

    @property
    def told(self) -> tuple[str, ...]:
        """Line by line what was taken for what, and why;
        of our own form only worked out when it is looked at.
        """
        return told_of_own_form(*self.own) if self.own else self.foreign_told


@dataclass(frozen=True, slots=True)
class Judged:
    """What a form was judged by: enough to judge it again with what the clerk says of it.

    Attributes:
        foreign: all that was found on its sheet; None for our own form.
        alone: our own form is the only one in its file.
    """

    workbook: Workbook
    form: FoundForm | ForeignForm
    foreign: ForeignSheet | None = None
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A form judged by itself, before it is known what else came in.

    Attributes:
        quarter: the one it was read for.
        asked: what is said beside its findings: it is of another quarter than was looked for.
        claim: whose it is; one that is foreign is a form of another quarter and nobody's twin.
        judged: what it was judged by; None where no form was found, so that nothing can be mended.
        mends: what the clerk said of it.
        path: the file; None for what was pasted.
    """

    form: ReadForm
    claim: Claim = field(default_factory=Claim)
    sheet: SheetReading | None = None
    judged: Judged | None = None
    mends: Mends = NO_MENDS
    path: Path | None = None
    quarter: Quarter | None = None
    asked: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class FormReading:
    """A read form with the sheet it stood on; ``sheet`` is None where the file could not be read at all.

    Attributes:
        alone: the form before others of the same unit were held against it.
    """

    form: ReadForm
    sheet: SheetReading | None
    alone: Reading

    @property
    def hidden(self) -> bool:
        """True for a form on a hidden sheet: taken in only if the clerk chooses to."""
        return self.sheet is not None and self.sheet.hidden


@dataclass(frozen=True, slots=True)
class _Register:
    """What a form is judged against:
    the quarter, its version, the year's units, the reports already stored, known layouts.
    """

    quarter: Quarter
    system: StatisticalSystem
    units: Sequence[UnitInYear]
    stored: Mapping[int, Report]
    profiles: Sequence[Profile]
    index: KnownUnits

    @property
    def names(self) -> frozenset[str]:
        return unit_names(self.units)

    def chosen(self, mends: Mends) -> UnitInYear | None:
        """The unit the clerk names for a form, if he does."""
        return next((unit for unit in self.units if unit.id == mends.unit_id), None)

    @property
    def wanted(self) -> Wanted:
        return Wanted(self.quarter, self.system, self.index)


def read_forms(
    office: Office, paths: Sequence[Path], quarter: Quarter, progress: Tell | None = None
) -> list[ReadForm]:
    """Read filled forms and say what taking them in would do; nothing is stored. Forms on hidden sheets are
    left out if others are seen.

    Two files of one unit are both rejected, each naming the other. A file that cannot be read is a rejected
    form too.
    """
    return [reading.form for reading in seen_readings(office, paths, quarter, progress)]


def seen_readings(
    office: Office, paths: Sequence[Path], quarter: Quarter, progress: Tell | None = None
) -> list[FormReading]:
    """Read filled forms as :func:`read_forms` does, each with how its sheet was understood."""
    readings = read_sources(office, paths, quarter, progress)
    return [reading for reading in readings if not reading.hidden] or readings


def read_sources(
    office: Office,
    sources: Sequence[Path | Workbook],
    quarter: Quarter,
    progress: Tell | None = None,
    *,
    own_quarter: bool = False,
) -> list[FormReading]:
    """Read forms from files and from pasted tables, each with how its sheet was understood;
    nothing is stored.

    Args:
        own_quarter: a form that says surely that it is of another quarter is read as that quarter's, and
            says so; else it is refused.
    """
    register = _register(office, quarter)
    quarter = register.quarter
    registers = {quarter: register}
    different = list({_identity(source): source for source in sources}.values())
    readings: list[Reading] = []
    for index, source in enumerate(different):
        if progress:
            progress(index, len(different))
        found = _read_source(source, register)
        readings += _of_own_quarter(office, found, registers, quarter) if own_quarter else found
    return _without_twins(readings)


def judged_again(
    office: Office, readings: Sequence[FormReading], mends: Mapping[int, Mends]
) -> list[FormReading]:
    """Judge some forms again, by their position, with what the clerk says of them, against what is stored by
    now; no file is read. The others stay as they are, but for what they were as twins.
    """
    registers: dict[Quarter, _Register] = {}
    found = []
    for at, reading in enumerate(readings):
        alone = reading.alone
        if at in mends and alone.judged is not None and alone.quarter is not None:
            if alone.quarter not in registers:
                registers[alone.quarter] = _register(office, alone.quarter)
            alone = _judged_again(alone, alone.judged, mends[at], registers[alone.quarter])
        elif at in mends:
            alone = replace(alone, mends=mends[at])
        found.append(alone)
    return _without_twins(found)


def read_again(office: Office, sheet: SheetReading, quarter: Quarter, hints: Hints) -> ForeignSheet:
    """Read a foreign sheet anew with what the clerk says of it now; for showing while it is being mapped."""
    assert sheet.sheet is not None
    register = _register(office, quarter)
    return read_foreign(Workbook(sheet.file_name, (sheet.sheet,), ""), sheet.sheet, register.wanted, hints)


def unit_names(units: Sequence[UnitInYear]) -> frozenset[str]:
    """Return the names units go by, as they are compared; they do not belong to a layout."""
    names = {unit.name for unit in units} | {unit.contact.short_name for unit in units}
    return frozenset(matching_key(name) for name in names if name)


def _register(office: Office, wanted: Quarter) -> _Register:
    units, cycle = units_of_year(office, wanted.year), cycle_in(office, wanted.year)
    quarter = cycle.period(wanted.year, wanted.number)
    system = system_in(office, quarter.year)
    return _Register(
        quarter,
        system,
        units,
        stored_reports(office, quarter),
        import_profiles(office),
        KnownUnits(units, read_setting(office, TOWN), cycle),
    )


def _judged_again(before: Reading, judged: Judged, mends: Mends, register: _Register) -> Reading:
    assert before.sheet is not None
    if judged.foreign is None:
        assert isinstance(judged.form, FoundForm)
        again = _judge(judged.workbook, judged.form, register, alone=judged.alone, mends=mends)
    else:
        assert isinstance(judged.form, ForeignForm)
        again = _judge_foreign(judged.workbook, judged.form, judged.foreign, register, before.sheet, mends)
    return replace(again, path=before.path, quarter=before.quarter, asked=before.asked)


def _of_own_quarter(
    office: Office,
    readings: Sequence[Reading],
    registers: dict[Quarter, _Register],
    wanted: Quarter,
) -> list[Reading]:
    """Return the forms of one file, those that name another quarter surely as that quarter's."""
    found: list[Reading] = []
    for reading in readings:
        stated = _stated_quarter(reading)
        if stated is None or stated == wanted or reading.judged is None:
            found.append(reading)
            continue
        if stated not in registers:
            registers[stated] = _register(office, stated)
        stated = registers[stated].quarter
        again = _judged_for(reading.judged, registers[stated])
        if again is None or again.claim.is_foreign:
            found.append(reading)
        else:
            asked = _asked_for_another(again, stated, wanted)
            found.append(replace(again, path=reading.path, quarter=stated, asked=(asked,)))
    return found


def _stated_quarter(reading: Reading) -> Quarter | None:
    """Return the quarter that a form of another one says in its own words; None where it says none surely."""
    if reading.judged is None or not reading.claim.is_foreign:
        return None
    form = reading.judged.form if isinstance(reading.judged.form, FoundForm) else reading.judged.form.form
    text = form.label(layout.PERIOD)
    found = (stated_quarter(text, span) for span in (3, HALF_MONTHS, YEAR_MONTHS))
    return next((quarter for quarter in found if quarter is not None), None)


def _judged_for(judged: Judged, register: _Register) -> Reading | None:
    """Judge a form as one of another quarter; of a foreign sheet only where it holds one report."""
    if isinstance(judged.form, FoundForm):
        return _judge(judged.workbook, judged.form, register, alone=judged.alone)
    again = _read_foreign_sheet(judged.workbook, judged.form.form.sheet, register)
    return again[0] if len(again) == 1 else None


def _asked_for_another(reading: Reading, stated: Quarter, wanted: Quarter) -> Finding:
    """Say that a form is taken for the quarter it names; of another year that is asked."""
    severity = Severity.QUERY if stated.year == wanted.year else Severity.DOUBT
    text = f"统计时间写的是{stated.title}，不是所选的{wanted.title}，按{stated.title}导入，请核实"
    return Finding(severity, f"文件“{reading.form.file_name}”", text)


def _identity(source: Path | Workbook) -> object:
    return source.absolute() if isinstance(source, Path) else source.sha256


def _read_source(source: Path | Workbook, register: _Register) -> list[Reading]:
    if isinstance(source, Workbook):
        return [replace(one, quarter=register.quarter) for one in _read_workbook(source, register)]
    try:
        workbook = read_workbook(source)
    except UserFacingError as error:
        name = readable_name(source.name)
        fault = Finding(Severity.ERROR, f"文件“{name}”", str(error).removeprefix(f"“{name}”"))
        return [replace(_rejected(name, [fault]), path=source, quarter=register.quarter)]
    return [replace(one, path=source, quarter=register.quarter) for one in _read_workbook(workbook, register)]


def _read_workbook(workbook: Workbook, register: _Register) -> list[Reading]:
    sheets = [sheet for sheet in workbook.sheets if sheet.name != layout.MACHINE_SHEET]
    own = {sheet.name: form for sheet in sheets if (form := form_on(workbook.name, sheet)) is not None}
    whole = [form for form in own.values() if not form.lacking]
    ours = len(sheets) < len(workbook.sheets)
    readings: list[Reading] = []
    for sheet in sheets:
        form = own.get(sheet.name)
        if form is not None and (ours or not form.lacking):
            readings.append(_judge(workbook, form, register, alone=len(whole) == 1))
        else:
            found = _read_foreign_sheet(workbook, sheet, register)
            readings += found or ([_judge(workbook, form, register, alone=False)] if form is not None else [])
    return readings or [_nothing_found(workbook)]


def _nothing_found(workbook: Workbook) -> Reading:
    """Reject a workbook without a form; its fullest sheet can still be mapped by the clerk."""
    visible = [
        sheet
        for sheet in workbook.sheets
        if not sheet.hidden and sheet.name != layout.MACHINE_SHEET and sheet.rows
    ]
    sheet = max(visible, key=lambda one: sum(map(len, one.rows)), default=None)
    place = f"文件“{workbook.name}”{_sheet_names(workbook)}"
    shown = SheetReading(workbook.name, sheet.name, False, (), (), "", sheet) if sheet else None
    return _rejected(workbook.name, [Finding(Severity.ERROR, place, _NOT_OURS)], sheet=shown)


def _judge(
    workbook: Workbook, form: FoundForm, register: _Register, *, alone: bool, mends: Mends = NO_MENDS
) -> Reading:
    """Judge our own form; the hidden machine sheet speaks only for a form that is alone in its file."""
    shown = SheetReading(workbook.name, form.sheet.name, form.sheet.hidden, own=(form, register.system))
    if form.lacking:
        missing = join_names([f"“{title}”" for title in form.lacking])
        return _rejected(
            workbook.name,
            [form.error(form.place, f"表头缺少{missing}一栏，请用本软件导出的空白表填报")],
            sheet=shown,
        )
    judged = Judged(workbook, form, alone=alone)
    machine = machine_block(workbook) if alone else {}
    form = with_unit(form, chosen) if (chosen := register.chosen(mends)) else form
    claim = identify(form, machine, register.quarter, register.system, register.index)
    if claim.is_foreign:  # another quarter's or another version's form: its rows would only add noise
        return replace(_rejected(workbook.name, claim.findings, claim, shown), judged=judged, mends=mends)
    entries, found = read_entries(form, register.system)
    return _reading(judged, form, claim, entries, found, register, shown, mends)


def _read_foreign_sheet(workbook: Workbook, sheet: Sheet, register: _Register) -> list[Reading]:
    """Read a sheet that is not our form; with what the clerk once said of its layout, if it is known."""
    profile = (
        matching_profile(words_of(sheet, register.names), register.profiles) if register.profiles else None
    )
    hints = hints_of(profile.mapping) if profile else Hints()
    found = read_foreign(workbook, sheet, register.wanted, hints)
    if not (found.forms or found.refusal or found.unread):
        return []
    shown = SheetReading(
        workbook.name,
        sheet.name,
        sheet.hidden,
        found.told,
        found.unread,
        profile.name if profile else "",
        sheet,
        found.taken,
        not_taken=found.not_taken,
    )
    place = f"文件“{workbook.name}”工作表“{sheet.name}”"
    if found.refusal:
        return [
            _rejected(
                workbook.name, [Finding(Severity.ERROR, place, found.refusal)], sheet=shown, foreign=True
            )
        ]
    readings = [_judge_foreign(workbook, one, found, register, shown) for one in found.forms]
    strangers = [one for one in found.unread if one.kind == "单位"]
    readings += [_stranger(workbook, one, place, register, shown) for one in strangers[:_MOST_STRANGERS]]
    if len(strangers) > _MOST_STRANGERS:
        text = f"还有{len(strangers) - _MOST_STRANGERS}个单位也不在{register.quarter.year}年的单位名录中，请核对文件"
        readings.append(_rejected(workbook.name, [Finding(Severity.ERROR, place, text)], sheet=shown))
    return readings or [
        _rejected(
            workbook.name, [Finding(Severity.ERROR, place, str(one)) for one in found.unread], sheet=shown
        )
    ]


def _judge_foreign(
    workbook: Workbook,
    one: ForeignForm,
    found: ForeignSheet,
    register: _Register,
    shown: SheetReading,
    mends: Mends = NO_MENDS,
) -> Reading:
    judged = Judged(workbook, one, found)
    form = with_unit(one.form, chosen) if (chosen := register.chosen(mends)) else one.form
    claim = identify_foreign(form, one.claim, register.quarter, register.index)
    if claim.is_foreign:
        return replace(_rejected(workbook.name, claim.findings, claim, shown), judged=judged, mends=mends)
    entries, faults = entries_of(one, register.system)
    stored = register.stored.get(claim.unit.id) if claim.unit else None
    if entries and stored is not None:
        entries = _completed(entries, one, stored)
    asked = [
        Finding(
            Severity.DOUBT if unread.doubtful else Severity.QUERY,
            f"{one.form.place}{unread.place}",
            f"“{unread.text}”没有认出，未导入；可在“对应关系”中指定",
        )
        for unread in found.unread
        if unread.kind != "单位"
    ]
    return _reading(judged, form, claim, entries, [*faults, *asked], register, shown, mends)


def _completed(entries: Mapping[str, Entry], one: ForeignForm, stored: Report) -> dict[str, Entry]:
    """Return the figures of a table with the stored ones where it has no cell for them:
    of those it says nothing.
    """
    found = dict(entries)
    for key, old in stored.entries.items():
        new = entries.get(key, Entry())
        found[key] = Entry(*((new if (key, what) in one.figures else old).of(what) for what in Amount))
    return found


def _reading(
    judged: Judged,
    form: FoundForm,
    claim: Claim,
    entries: Mapping[str, Entry],
    found: Sequence[Finding],
    register: _Register,
    shown: SheetReading,
    mends: Mends,
) -> Reading:
    workbook = judged.workbook
    if mends.figures or mends.left_out:
        entries, found = mended_figures(judged.form, entries, found, mends, register.system)
    signatures, note, odd = foot_of(form)
    findings = (*claim.findings, *found, *odd)
    unit = claim.unit
    if unit is None or any(finding.severity is Severity.ERROR for finding in findings):
        return replace(_rejected(workbook.name, findings, claim, shown), judged=judged, mends=mends)
    if shown.hidden:
        findings = (
            Finding(Severity.QUERY, form.place, "此表在隐藏的工作表里，确认是要报的数后再打勾导入"),
            *findings,
        )
    report = Report(
        unit.id,
        register.quarter,
        register.system.version,
        entries,
        signatures,
        note,
        Source.FILE,
        workbook.name,
        workbook.sha256,
        typed=frozenset(mends.figures),
    )
    read = _compared(workbook.name, unit, rounded_report(report, register.system), findings, register)
    if mends is not NO_MENDS:
        corrections = corrections_of(judged.form, mends, unit, register.system)
        read = replace(read, corrections=corrections, confirmed_by=mends.said_by)
    return Reading(read, claim, shown, judged, mends)


def _stranger(
    workbook: Workbook, unread: Unread, place: str, register: _Register, shown: SheetReading
) -> Reading:
    text = f"“{unread.text}”不在{register.quarter.year}年的单位名录中，请核对名称，或在“对应关系”中指定是哪个单位"
    return _rejected(workbook.name, [Finding(Severity.ERROR, f"{place}{unread.place}", text)], sheet=shown)


def _compared(
    file_name: str, unit: UnitInYear, report: Report, findings: tuple[Finding, ...], register: _Register
) -> ReadForm:
    old = register.stored.get(unit.id)
    if old is None:
        return ReadForm(file_name, FormOutcome.NEW, unit, report, findings)
    if same_content(old, report, register.system):
        return ReadForm(file_name, FormOutcome.UNCHANGED, unit, report, findings)
    differences = differences_between(old, report, register.system)
    if not differences:
        findings = (
            *findings,
            Finding(Severity.QUERY, f"文件“{file_name}”", "数据与已存相同，只有签字、日期或备注不同"),
        )
    return ReadForm(file_name, FormOutcome.CORRECTION, unit, report, findings, differences)


def _rejected(
    file_name: str,
    findings: Sequence[Finding],
    claim: Claim | None = None,
    sheet: SheetReading | None = None,
    *,
    foreign: bool = False,
) -> Reading:
    claim = claim or Claim(is_foreign=foreign)
    return Reading(ReadForm(file_name, FormOutcome.REJECTED, claim.unit, None, tuple(findings)), claim, sheet)


def _without_twins(readings: Sequence[Reading]) -> list[FormReading]:
    """Reject all of several forms of one unit;
    one on a hidden sheet waits for the clerk's choice and spoils no other.
    """
    by_unit: dict[tuple[int, Quarter | None], list[Reading]] = {}
    for reading in readings:
        if (
            reading.claim.unit
            and not reading.claim.is_foreign
            and not (reading.sheet and reading.sheet.hidden)
            and not reading.mends.aside
        ):
            by_unit.setdefault((reading.claim.unit.id, reading.quarter), []).append(reading)
    names = {unit: _names(twins) for unit, twins in by_unit.items() if len(twins) > 1}
    return [FormReading(_reject_twin(reading, names), reading.sheet, reading) for reading in readings]


def _names(twins: Sequence[Reading]) -> list[str]:
    """Name files; of several forms in one file, the sheets, or how many there are on one sheet."""
    files = [twin.form.file_name for twin in twins]
    if len(set(files)) == len(files):
        return files
    places = [
        f"{twin.form.file_name}/{twin.sheet.sheet_name}" if twin.sheet else twin.form.file_name
        for twin in twins
    ]
    return (
        places
        if len(set(places)) == len(places)
        else [f"{place}（第{number}处）" for number, place in enumerate(places, 1)]
    )


def _reject_twin(reading: Reading, names: Mapping[tuple[int, Quarter | None], Sequence[str]]) -> ReadForm:
    form = reading.form
    if reading.asked:
        form = replace(form, findings=(*reading.asked, *form.findings))
    twins = names.get((form.unit.id, reading.quarter), ()) if form.unit else ()
    apart = reading.claim.is_foreign or reading.mends.aside or (reading.sheet and reading.sheet.hidden)
    if form.unit is None or not twins or apart:
        return form
    named = join_names([f"“{name}”" for name in dict.fromkeys(twins)])
    text = f"{named}都是“{form.unit.name}”的报表，无法判断以哪一份为准，均未导入；请只保留一份后重试"
    twin = Finding(Severity.ERROR, f"文件“{form.file_name}”", text)
    return replace(
        form, outcome=FormOutcome.REJECTED, report=None, findings=(twin, *form.findings), differences=()
    )


def _sheet_names(workbook: Workbook) -> str:
    return "工作表" + join_names([f"“{sheet.name}”" for sheet in workbook.sheets[:3]])
