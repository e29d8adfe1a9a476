"""Takes filled forms in: recognises, checks cell by cell, compares with what is stored. Stores nothing, needs no Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ...base.errors import UserFacingError
from ...base.text import join_names
from ...energy.periods import Quarter
from ...energy.statistics import StatisticalSystem, system_of_year
from ...office import Office
from ...organisation.queries import units_of_year
from ...organisation.values import UnitInYear
from ...spreadsheet.reading import Workbook, read_workbook
from ..queries import stored_reports
from ..rules import differences_between
from ..rules.checks import rounded_report, same_content
from ..values import Finding, FormOutcome, ReadForm, Report, Severity, Source
from . import layout
from .filled import foot_of, read_entries
from .identity import Claim, identify
from .recognition import FoundForm, find_forms, machine_block

Progress = Callable[[int, int], None]
"""Told (files done, files in all) before each file; may raise to stop."""


@dataclass(frozen=True, slots=True)
class _Register:
    """What a form is judged against: the quarter, its version, the year's units, the reports already stored."""

    quarter: Quarter
    system: StatisticalSystem
    units: Sequence[UnitInYear]
    stored: Mapping[int, Report]


@dataclass(frozen=True, slots=True)
class _Reading:
    """A read form, and whether it is a form of this quarter at all (else it is nobody's twin)."""

    form: ReadForm
    claim: Claim = field(default_factory=Claim)


def read_forms(office: Office, paths: Sequence[Path], quarter: Quarter, progress: Progress | None = None) -> list[ReadForm]:
    """Read filled forms and say what taking them in would do; nothing is stored.

    Two files of one unit are both rejected, each naming the other. A file that cannot be read is a rejected form too.
    """
    register = _Register(quarter, system_of_year(quarter.year), units_of_year(office, quarter.year), stored_reports(office, quarter))
    different = list({path.absolute(): path for path in paths}.values())
    readings = []
    for index, path in enumerate(different):
        if progress:
            progress(index, len(different))
        readings.append(_read_file(path, register))
    return _without_twins(readings)


def _read_file(path: Path, register: _Register) -> _Reading:
    try:
        workbook = read_workbook(path)
    except UserFacingError as error:
        return _rejected(path.name, [Finding(Severity.ERROR, f"文件“{path.name}”", str(error).removeprefix(f"“{path.name}”"))])
    forms = find_forms(workbook)
    if not forms:
        text = f"没有找到填报表（要有“{layout.NAME}、{layout.MEASURE}、{layout.CODE}、{layout.QUANTITY}、{layout.COST}”表头），请用本软件导出的空白表填报"
        return _rejected(path.name, [Finding(Severity.ERROR, f"文件“{path.name}”{_sheet_names(workbook)}", text)])
    if len(forms) > 1:
        names = join_names([f"“{form.sheet.name}”" for form in forms])
        return _rejected(
            path.name,
            [Finding(Severity.ERROR, f"文件“{path.name}”工作表{names}", "有多张填报表，一个文件只能报一个单位的一张表，请分开保存")],
        )
    return _judge(workbook, forms[0], register)


def _judge(workbook: Workbook, form: FoundForm, register: _Register) -> _Reading:
    if form.lacking:
        missing = join_names([f"“{title}”" for title in form.lacking])
        return _rejected(workbook.name, [form.error(form.place, f"表头缺少{missing}一栏，请用本软件导出的空白表填报")])
    claim = identify(form, machine_block(workbook), register.quarter, register.system, register.units)
    if claim.is_foreign:  # another quarter's or another version's form: its rows would only add noise
        return _rejected(workbook.name, claim.findings, claim)
    entries, found = read_entries(form, register.system)
    signatures, note, odd = foot_of(form)
    findings = (*claim.findings, *found, *odd)
    unit = claim.unit
    if unit is None or any(finding.severity is Severity.ERROR for finding in findings):
        return _rejected(workbook.name, findings, claim)
    report = Report(
        unit.id, register.quarter, register.system.version, entries, signatures, note, Source.FILE, workbook.name, workbook.sha256
    )
    return _Reading(_compared(workbook.name, unit, rounded_report(report, register.system), findings, register), claim)


def _compared(file_name: str, unit: UnitInYear, report: Report, findings: tuple[Finding, ...], register: _Register) -> ReadForm:
    old = register.stored.get(unit.id)
    if old is None:
        return ReadForm(file_name, FormOutcome.NEW, unit, report, findings)
    if same_content(old, report, register.system):
        return ReadForm(file_name, FormOutcome.UNCHANGED, unit, report, findings)
    differences = differences_between(old, report, register.system)
    if not differences:
        findings = (*findings, Finding(Severity.QUERY, f"文件“{file_name}”", "数据与已存相同，只有签字、日期或备注不同"))
    return ReadForm(file_name, FormOutcome.CORRECTION, unit, report, findings, differences)


def _rejected(file_name: str, findings: Sequence[Finding], claim: Claim | None = None) -> _Reading:
    claim = claim or Claim()
    return _Reading(ReadForm(file_name, FormOutcome.REJECTED, claim.unit, None, tuple(findings)), claim)


def _without_twins(readings: Sequence[_Reading]) -> list[ReadForm]:
    files: dict[int, list[str]] = {}
    for reading in readings:
        if reading.claim.unit and not reading.claim.is_foreign:
            files.setdefault(reading.claim.unit.id, []).append(reading.form.file_name)
    return [_reject_twin(reading.form, files) if not reading.claim.is_foreign else reading.form for reading in readings]


def _reject_twin(form: ReadForm, files: Mapping[int, Sequence[str]]) -> ReadForm:
    names = files.get(form.unit.id, ()) if form.unit else ()
    if form.unit is None or len(names) < 2:
        return form
    named = join_names([f"“{name}”" for name in names])
    text = f"{named}都是“{form.unit.name}”的报表，无法判断以哪一份为准，均未导入；请只保留一份后重试"
    twin = Finding(Severity.ERROR, f"文件“{form.file_name}”", text)
    return replace(form, outcome=FormOutcome.REJECTED, report=None, findings=(twin, *form.findings), differences=())


def _sheet_names(workbook: Workbook) -> str:
    return "工作表" + join_names([f"“{sheet.name}”" for sheet in workbook.sheets[:3]])
