"""Makes the example office (文井镇 2010 and 2011) through the same actions, forms and papers the clerk uses.

Its figures are invented (``resources/example/wenjing.toml`` says so) and every paper of it is marked 示例.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from .annual.actions import generate
from .annual.papers import export_summary
from .annual.values import SummaryKind
from .base.resources import resource
from .energy.periods import Quarter, quarters_of
from .energy.statistics import system_of_year
from .inspection import actions as inspections
from .inspection.papers import export_papers
from .inspection.queries import round_detail
from .inspection.values import Circular, Mode, RecheckResult, Season, ViolationKind
from .office import Office
from .office.settings import EXAMPLE, FIRST_YEAR
from .organisation.actions import add_member, add_unit, change_facts, change_leading_group, open_year
from .organisation.queries import units_of_year
from .organisation.values import Nature, Role, UnitContact, UnitFacts, UnitInYear
from .publicity.actions import add_activity
from .publicity.values import ActivityKind
from .quarterly.actions import store_forms
from .quarterly.papers import export_paper
from .quarterly.sheets import export_table, read_forms, write_blank_forms, write_filled_form
from .quarterly.values import Entry, Report, Signatures
from .tabs import all_settings, create_office

OFFICE_NAME = "文井镇2011示例.jzdb"
YEAR = 2011
_YEARS = (2010, YEAR)
_WRITTEN_ON = date(YEAR + 1, 1, 12)


def make_office(path: Path) -> Office:
    """Make the example's office file and return it open; raises UserFacingError if it cannot be made."""
    data = _data()
    path.parent.mkdir(parents=True, exist_ok=True)
    settings = {setting.key: setting for setting in (*all_settings(), FIRST_YEAR, EXAMPLE)}
    office = create_office(path, {settings[key]: text for key, text in data["settings"].items()})
    _enter_organisation(office, data)
    with TemporaryDirectory() as folder:
        for quarter in (quarter for year in _YEARS for quarter in quarters_of(year)):
            filled = write_filled_forms(office, quarter, Path(folder))
            store_forms(office, read_forms(office, filled, quarter))
    _enter_inspections(office, data)
    for activity in data["activity"]:
        fields = {key: value for key, value in activity.items() if key not in ("kind", "day")}
        add_activity(office, ActivityKind(activity["kind"]), activity["day"], **fields)
    generate(office, YEAR, SummaryKind.YEAR, _WRITTEN_ON)
    office.end_undo("制作示例")
    return office


def write_filled_forms(office: Office, quarter: Quarter, folder: Path) -> list[Path]:
    """Write the units' forms of a quarter as they come back filled in; returns the files."""
    reports = _reports(_data(), quarter)
    units = [unit for unit in units_of_year(office, quarter.year) if unit.short_name in reports]
    return [write_filled_form(office, unit, _report(unit, quarter, reports[unit.short_name]), folder, overwrite=True) for unit in units]


def make_documents(office: Office, folder: Path) -> Iterator[Path]:
    """Write all documents of the example's year below a folder, one after another."""
    for quarter in quarters_of(YEAR):
        yield from write_blank_forms(office, quarter, folder / "空白报表" / quarter.title, overwrite=True)
        yield from write_filled_forms(office, quarter, folder / "单位报表" / quarter.title)
        yield export_table(office, quarter, folder / "季度汇总", overwrite=True)
        yield export_paper(office, quarter, folder / "季度汇总", overwrite=True)
    yield from export_papers(office, YEAR, folder / "监督检查", overwrite=True)
    yield export_summary(office, YEAR, SummaryKind.YEAR, folder / "年度总结", overwrite=True)


def _data() -> dict[str, Any]:
    return tomllib.loads(resource("example", "wenjing.toml").read_text("utf-8"))


def _enter_organisation(office: Office, data: Mapping[str, Any]) -> None:
    change_leading_group(office, **data["group"])
    for member in data["member"]:
        add_member(office, Role(member["role"]), member["person"], member["post"], member["unit"])
    first, *later = _YEARS
    for unit in data["unit"]:
        facts = UnitFacts(unit["name"], Nature(unit["nature"]), tuple(unit["systems"]), **_figures(unit, first))
        contact = {key: unit[key] for key in ("short_name", "address", "liaison_name", "liaison_phone")}
        add_unit(office, first, facts, UnitContact(**contact))
    for year in later:
        open_year(office, year)
        for unit, stored in zip(data["unit"], units_of_year(office, year), strict=True):
            change_facts(office, stored.id, year, **_figures(unit, year))


def _figures(unit: Mapping[str, Any], year: int) -> dict[str, Any]:
    figures = unit["years"][str(year)]
    return {**figures, "floor_area": Decimal(figures["floor_area"])}


def _reports(data: Mapping[str, Any], quarter: Quarter) -> dict[str, Mapping[str, list[str]]]:
    return {report["unit"]: report["entries"] for report in data["report"] if report["quarter"] == str(quarter)}


def _report(unit: UnitInYear, quarter: Quarter, entries: Mapping[str, list[str]]) -> Report:
    """The unit's report; what the data leaves out is 0, because a unit that uses none of it writes 0."""
    system = system_of_year(quarter.year)
    figures = {item.key: entries.get(item.key, ["0", "0"]) for item in system.items}
    filled = {key: Entry(Decimal(quantity), Decimal(cost)) for key, (quantity, cost) in figures.items()}
    day = date(quarter.end.year + quarter.number // 4, quarter.number * 3 % 12 + 1, 5)
    return Report(unit.id, quarter, system.version, filled, Signatures(filled_by=unit.contact.liaison_name, reported_on=day))


def _enter_inspections(office: Office, data: Mapping[str, Any]) -> None:
    units = {unit.short_name: unit.id for unit in units_of_year(office, YEAR)}
    rounds: dict[str, int] = {}
    notices: dict[str, int] = {}
    for given in data["round"]:
        rounds[given["title"]] = round_id = _enter_round(office, given)
        visits = inspections.add_visits(office, round_id, [units[visit["unit"]] for visit in given["visit"]])
        for visit_id, visit in zip(visits, given["visit"], strict=True):
            _enter_visit(office, round_id, visit_id, visit, notices)
    for given in data["circular"]:
        named = tuple(units[name] for name in given["units"])
        about = tuple(notices[number] for number in given["rectifications"])
        fields = {key: given[key] for key in ("number", "day", "title", "scope", "deadline", "reason")}
        circular = Circular(0, **fields, round_id=rounds[given["round"]], unit_ids=named, rectification_ids=about)
        inspections.add_circular(office, circular)


def _enter_round(office: Office, given: Mapping[str, Any]) -> int:
    return inspections.add_round(
        office,
        YEAR,
        Season(given["season"]),
        given["day"],
        title=given["title"],
        weather=given["weather"],
        outdoor_temperature=Decimal(given["outdoor"]),
        checkers=tuple(given["checkers"]),
        mode=Mode(given["mode"]),
    )


def _enter_visit(office: Office, round_id: int, visit_id: int, visit: Mapping[str, Any], notices: dict[str, int]) -> None:
    for reading in visit["readings"]:
        inspections.add_reading(
            office,
            visit_id,
            room=reading["room"],
            set_temperature=Decimal(reading["set"]),
            measured_temperature=Decimal(reading["measured"]),
            windows_open=reading.get("windows_open", False),
            exempt="exempt" in reading,
            exempt_reason=reading.get("exempt", ""),
        )
    inspections.record_failing_readings(office, visit_id)
    found = _violations(office, round_id, visit_id)
    if "corrected" in visit:
        inspections.correct_on_spot(office, found, visit["corrected"])
    for violation in visit.get("violations", ()):
        added = inspections.add_violation(office, visit_id, ViolationKind(violation["kind"]), violation["text"], room=violation["room"])
        inspections.correct_on_spot(office, [added], violation["corrected"])
    for notice in visit.get("rectification", ()):
        notices[notice["number"]] = _enter_notice(office, found, notice)


def _enter_notice(office: Office, violations: list[int], given: Mapping[str, Any]) -> int:
    order = {key: given[key] for key in ("number", "ordered_on", "deadline", "requirement")}
    notice = inspections.order_rectification(office, violations, **order)
    inspections.record_reply(office, notice, given["reply_on"], given["reply"])
    result = RecheckResult(given["result"])
    inspections.record_recheck(office, notice, given["rechecked_on"], result, given["recheck_note"], close=result is RecheckResult.PASSED)
    return notice


def _violations(office: Office, round_id: int, visit_id: int) -> list[int]:
    detail = round_detail(office, round_id)
    return [violation.id for violation in detail.violations if violation.visit_id == visit_id] if detail else []
