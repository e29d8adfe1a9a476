"""Whose form it is: unit, quarter and version, as the visible cells say;
the hidden sheet may only contradict.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...energy.periods import Quarter
from ...energy.statistics import StatisticalSystem, statistical_systems
from ...organisation.values.units import UnitInYear
from ..rules.owing import expected_in
from ..rules.stated_periods import stated_quarter
from ..rules.whose import KnownUnits
from ..values.findings import Finding, Severity
from . import layout
from .judging import Origin, Said, judge_period, names_of, titles_of
from .owners import contradiction
from .recognition import FoundForm, code_key, key_of, rows_that_agree

_VERSION = re.compile(r"\d{4}")
_FOR_ANOTHER = "（隐藏的“机读信息”），可能是改用了别的表；请用本单位本季度的空白表重新填报"


@dataclass(frozen=True, slots=True)
class Claim:
    """What a form claims to be.

    Attributes:
        unit: the unit of the register it names, None if there is none.
        findings: what is wrong with the claim.
        is_foreign: a form of another quarter or version.
    """

    unit: UnitInYear | None = None
    findings: tuple[Finding, ...] = ()
    is_foreign: bool = False


def identify(
    form: FoundForm,
    machine: Mapping[str, str],
    quarter: Quarter,
    system: StatisticalSystem,
    units: KnownUnits,
) -> Claim:
    """Judge unit, quarter and version of a form; errors say what the form claims and what was wanted."""
    versions = _version_findings(form, quarter, system)
    foreign = [one for one in versions if one.severity is Severity.ERROR] + _quarter_errors(form, quarter)
    unit, errors = _unit(form, quarter, units)
    contradictions = _contradictions(form, machine, quarter, system, unit) if not foreign else []
    doubts = [] if foreign else [*versions, *_doubts(form, quarter)]
    if unit is not None and not foreign:
        against = contradiction(units, unit, (), form.sheet.name, form.file_name, form.place)
        doubts += [against] if against else []
    return Claim(unit, (*foreign, *errors, *contradictions, *doubts), bool(foreign))


def identify_foreign(form: FoundForm, found: Sequence[Finding], quarter: Quarter, units: KnownUnits) -> Claim:
    """Judge the unit of a report in a foreign layout; ``found`` is what was said of its period and sheet."""
    unit, errors = _unit(form, quarter, units)
    wrong = any(finding.severity is Severity.ERROR for finding in found)
    return Claim(unit, (*found, *errors), wrong)


def _doubts(form: FoundForm, quarter: Quarter) -> list[Finding]:
    """Ask where the title, or the name of sheet or file, speaks of another quarter than the form does."""
    label = Said(Origin.LABEL, form.label(layout.PERIOD), form.place_of_label(layout.PERIOD))
    values = {(spot.row, spot.column) for spot in form.labels.values()}
    titles = titles_of(form.sheet, range(form.first_row), form.place, values)
    said = [label, *titles, *names_of(form.sheet, form.file_name, form.place)]
    return judge_period(said, quarter, form.place, decided=True)


def _version_findings(form: FoundForm, quarter: Quarter, system: StatisticalSystem) -> list[Finding]:
    """Refuse the form of another version, or ask where all its rows are those of this one."""
    other = _stated_version(form) or _version_by_rows(form, system)
    if other is None or other is system:
        return []
    label = layout.VERSION if form.label(layout.VERSION) else layout.SYSTEM
    if _fits(form, system):
        text = (
            f"这是{other.version}版表样，{quarter.year}年应使用{system.version}版；各行的代码、名称和计量单位都与"
            f"{system.version}版相同，请确认是{quarter.title}的数"
        )
        return [Finding(Severity.DOUBT, form.place_of_label(label), text)]
    text = (
        f"这是{other.version}版表样（{other.title}），"
        f"{quarter.year}年应使用{system.version}版（{system.title}），请换用本软件导出的空白表"
    )
    return [form.error(form.place_of_label(label), text)]


def _fits(form: FoundForm, system: StatisticalSystem) -> bool:
    """Whether every row of a form is a row of another version by code, name and unit of measure."""
    rows = sum(code_key(row.code.text).isdigit() for row in form.rows)
    return bool(rows) and rows_that_agree(form, system) == rows


def _stated_version(form: FoundForm) -> StatisticalSystem | None:
    stated = _VERSION.search(unicodedata.normalize("NFKC", form.label(layout.VERSION)))
    title = key_of(form.label(layout.SYSTEM))
    for one in statistical_systems():
        if (stated and stated[0] == one.version) or (not stated and title == key_of(one.title)):
            return one
    return None


def _version_by_rows(form: FoundForm, system: StatisticalSystem) -> StatisticalSystem | None:
    best = max(statistical_systems(), key=lambda one: (rows_that_agree(form, one), one is system))
    return best if rows_that_agree(form, best) else None


def _quarter_errors(form: FoundForm, quarter: Quarter) -> list[Finding]:
    text = form.label(layout.PERIOD)
    place = form.place_of_label(layout.PERIOD)
    if not text:
        return [form.error(place, f"没有“{layout.PERIOD}”，不能确认是{quarter.title}的报表")]
    stated = stated_quarter(text, quarter.span)
    if stated is None:
        return [form.error(place, f"{layout.PERIOD}“{text[:40]}”看不懂，请写成“{quarter.title}”")]
    if stated != quarter:
        return [
            form.error(
                place, f"{layout.PERIOD}是{stated.title}，本次导入的是{quarter.title}，请核对所选的文件或季度"
            )
        ]
    return []


def _unit(form: FoundForm, quarter: Quarter, units: KnownUnits) -> tuple[UnitInYear | None, list[Finding]]:
    name, code = form.label(layout.UNIT), key_of(form.label(layout.CREDIT_CODE)).upper()
    place = form.place_of_label(layout.UNIT if name else layout.CREDIT_CODE)
    if not name and not code:
        return None, [form.error(place, f"没有“{layout.UNIT}”，不知道是哪个单位的报表")]
    unit = units.find(name, code)
    if unit is None:
        return None, [form.error(place, _why_no_unit(name, code, quarter, units.all))]
    if code and unit.contact.credit_code and code != unit.contact.credit_code:
        text = f"{layout.CREDIT_CODE}“{code[:30]}”与名录中“{unit.name}”的“{unit.contact.credit_code}”不符，请核对"
        return unit, [form.error(form.place_of_label(layout.CREDIT_CODE), text)]
    if not expected_in(unit, quarter, units.cycle):
        return unit, [form.error(place, f"“{unit.name}”{quarter.title}不是填报单位，请先在“组织机构”中核对")]
    return unit, []


def _why_no_unit(name: str, code: str, quarter: Quarter, units: Sequence[UnitInYear]) -> str:
    by_code = next((unit for unit in units if code and unit.contact.credit_code == code), None)
    if by_code and name:
        return f"{layout.UNIT}“{name[:40]}”与{layout.CREDIT_CODE}“{code}”（名录中是“{by_code.name}”）不是同一个单位，请核对"
    shown = f"{layout.UNIT}“{name[:40]}”" if name else f"{layout.CREDIT_CODE}“{code[:30]}”"
    return f"{shown}不在{quarter.year}年的单位名录中，请核对名称，或先在“组织机构”中登记"


def _contradictions(
    form: FoundForm,
    machine: Mapping[str, str],
    quarter: Quarter,
    system: StatisticalSystem,
    unit: UnitInYear | None,
) -> list[Finding]:
    """Compare the hidden sheet with what the visible one was found to say."""
    if not machine:
        return []
    errors = []
    made_for = machine.get(layout.MACHINE_UNIT, "")
    if unit and not _same_unit(machine, unit):
        text = f"{layout.UNIT}写的是“{unit.name}”，但此表是为“{made_for[:40]}”生成的{_FOR_ANOTHER}"
        errors.append(form.error(form.place_of_label(layout.UNIT), text))
    year, number = machine.get(layout.MACHINE_YEAR, ""), machine.get(layout.MACHINE_QUARTER, "")
    reused = year != str(quarter.year) and _fits(form, system)
    if (year, number) != (str(quarter.year), str(quarter.number)):
        made = f"{year[:4]}年第{number[:2]}季度"
        text = f"{layout.PERIOD}写的是{quarter.title}，但此表是为{made}生成的"
        ask = f"，请确认是沿用了以前的表、填的是{quarter.title}的数" if reused else _FOR_ANOTHER
        errors.append(_asked_or_refused(form.place_of_label(layout.PERIOD), f"{text}{ask}", asked=reused))
    if (version := machine.get(layout.VERSION, "")) != system.version and not reused:
        text = f"表样按{system.version}版填写，但此表是按{version[:10]}版生成的{_FOR_ANOTHER}"
        errors.append(form.error(form.place_of_label(layout.VERSION), text))
    return errors


def _asked_or_refused(place: str, text: str, *, asked: bool) -> Finding:
    return Finding(Severity.DOUBT if asked else Severity.ERROR, place, text)


def _same_unit(machine: Mapping[str, str], unit: UnitInYear) -> bool:
    """A hint only: the unit's number in this office, its credit code or its name is enough."""
    code = machine.get(layout.CREDIT_CODE, "")
    name = key_of(machine.get(layout.MACHINE_UNIT, ""))
    if name in {key_of(unit.name), key_of(unit.contact.short_name)}:
        return True
    return machine.get(layout.MACHINE_UNIT_ID) == str(unit.id) or bool(
        code and code == unit.contact.credit_code
    )
