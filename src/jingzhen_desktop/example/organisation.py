"""The example's leading group, units, liaisons and working ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from ..office.file import Office
from ..organisation.actions.group import add_document, add_members, change_leading_group, succeed_member
from ..organisation.actions.ledger import add_ledger_items
from ..organisation.actions.network import change_system, succeed_liaison
from ..organisation.actions.units import add_unit, change_facts_of_units, open_year
from ..organisation.actions.users import change_parts
from ..organisation.queries.group import all_members
from ..organisation.queries.network import systems_of_year
from ..organisation.queries.units import units_of_year
from ..organisation.values.group import DocumentKind, LeadingGroup, Member, Role
from ..organisation.values.ledger import LedgerItem, LedgerKind
from ..organisation.values.units import Nature, PartCount, UnitContact, UnitFacts, UnitInYear, UserPart
from .data import YEAR, YEARS, ids_of

_CONTACT = (
    "short_name", "address", "liaison_name", "liaison_phone", "head", "telephone",
    "level", "funding", "office_form", "postcode",
)  # fmt: skip
_MONEY = ("amount", "saving", "saving_money")


def enter_organisation(office: Office, data: Mapping[str, Any]) -> None:
    """Enter group, units, their facts of each year, and who leads which system."""
    _enter_group(office, data)
    first, *later = YEARS
    founded = data["group"]["founded_on"]
    for unit in data["unit"]:
        facts = UnitFacts(
            unit["name"], Nature(unit["nature"]), tuple(unit["systems"]), **_figures(unit, first)
        )
        contact = {key: unit[key] for key in _CONTACT if key in unit}
        add_unit(office, first, facts, UnitContact(**contact, liaison_since=founded))
    for year in later:
        open_year(office, year)
        stored = units_of_year(office, year)
        pairs = zip(data["unit"], stored, strict=True)
        change_facts_of_units(office, [(one, _in_year(one, unit)) for unit, one in pairs])
    known = {system.name: system for system in systems_of_year(office, first)}
    for given in data["system"]:
        system = known[given["name"]]
        change_system(office, system, replace(system, **given))


def enter_changes(office: Office, data: Mapping[str, Any]) -> None:
    """Enter what changed in the course of the year: liaisons, the parts of 用能人数, and the working ledger."""
    units = ids_of(units_of_year(office, YEAR))
    for given in data["liaison"]:
        succeed_liaison(office, units[given["unit"]], YEAR, given["name"], given["phone"], given["day"])
    for given in data["parts"]:
        parts = {UserPart(key): people for key, people in given.items() if key not in ("unit", "year")}
        counts = [(PartCount(part), PartCount(part, people)) for part, people in parts.items()]
        change_parts(office, units[given["unit"]], given["year"], counts)
    _enter_ledger(office, data, units)


def _enter_group(office: Office, data: Mapping[str, Any]) -> None:
    change_leading_group(office, LeadingGroup(), LeadingGroup(**data["group"]))
    since = data["group"]["founded_on"]
    members = [
        Member(0, Role(given["role"]), given["person"], given["post"], given["unit"], since)
        for given in data["member"]
    ]
    add_members(office, members)
    for given in data["adjustment"]:
        add_document(office, DocumentKind.ADJUSTMENT, given["number"], given["day"], given["reason"])
        ids = {member.person: member.id for member in all_members(office)}
        for successor in given["successor"]:
            succeed_member(office, ids[successor["of"]], successor["person"], successor["post"], given["day"])


def _in_year(unit: UnitInYear, given: Mapping[str, Any]) -> UnitInYear:
    """The unit with its figures of this year."""
    return replace(unit, facts=replace(unit.facts, **_figures(given, unit.year)))


def _figures(unit: Mapping[str, Any], year: int) -> dict[str, Any]:
    figures = unit["years"][str(year)]
    return {**figures, "floor_area": Decimal(figures["floor_area"])}


def _enter_ledger(office: Office, data: Mapping[str, Any], units: Mapping[str, int]) -> None:
    """Enter what nothing comes from in one step, and then what comes from a meeting."""
    own = [given for given in data["ledger"] if "parent" not in given]
    ids = add_ledger_items(office, [_item(given, units) for given in own])
    entered = {given["title"]: entry_id for given, entry_id in zip(own, ids, strict=True)}
    following = [given for given in data["ledger"] if "parent" in given]
    add_ledger_items(office, [_item(given, units, entered[given["parent"]]) for given in following])


def _item(given: Mapping[str, Any], units: Mapping[str, int], parent_id: int | None = None) -> LedgerItem:
    fields: dict[str, Any] = {
        key: value for key, value in given.items() if key not in ("kind", "title", "unit", "parent")
    }
    fields |= {key: Decimal(given[key]) for key in _MONEY if key in given}
    unit_id = units[given["unit"]] if "unit" in given else None
    return LedgerItem(
        LedgerKind(given["kind"]), YEAR, given["title"], unit_id=unit_id, parent_id=parent_id, **fields
    )
