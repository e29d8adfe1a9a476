"""Changes of stored records as a test names them: which record, and the fields that get another value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from jingzhen_desktop.inspection.actions.circulars import change_circular
from jingzhen_desktop.inspection.actions.handling import change_rectification
from jingzhen_desktop.inspection.actions.rounds import change_reading, change_round, change_visit
from jingzhen_desktop.inspection.queries.following import circular_detail
from jingzhen_desktop.inspection.queries.rounds import rectification_detail, round_detail, round_of
from jingzhen_desktop.organisation.actions.group import change_document, change_leading_group, change_members
from jingzhen_desktop.organisation.actions.ledger import change_ledger_entry
from jingzhen_desktop.organisation.actions.network import change_system
from jingzhen_desktop.organisation.actions.units import change_contact, change_facts
from jingzhen_desktop.organisation.actions.users import change_parts
from jingzhen_desktop.organisation.queries.group import all_members, leading_group
from jingzhen_desktop.organisation.queries.ledger import ledger_entry
from jingzhen_desktop.organisation.queries.network import systems_of_year
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.organisation.queries.users import energy_users
from jingzhen_desktop.organisation.values.group import GroupDocument, LeadingGroup, SystemFacts
from jingzhen_desktop.organisation.values.units import PartCount, UnitInYear, UserPart
from jingzhen_desktop.quarterly.actions.reports import change_entries
from jingzhen_desktop.quarterly.queries.reports import stored_report
from jingzhen_desktop.quarterly.values.reports import Entry

if TYPE_CHECKING:
    from decimal import Decimal

    from jingzhen_desktop.energy.periods import Quarter
    from jingzhen_desktop.inspection.values.found import Reading, Rectification, Round, Visit
    from jingzhen_desktop.office.file import Office

Fields = Mapping[str, Any]


def changed(verb: Any, office: Office, *of: Any, **fields: Any) -> None:
    """Do a verb with some fields of a stored record changed; ``of`` says which record."""
    old = _STORED[verb](office, *of)
    part = _PART.get(verb)
    new = replace(old, **({part: replace(getattr(old, part), **fields)} if part else fields))
    verb(office, old, new)


def change_some_members(office: Office, changes: Mapping[int, Fields]) -> None:
    """Change people of the leading group by their ids, in one step."""
    people = {member.id: member for member in all_members(office)}
    change_members(office, [(people[id_], replace(people[id_], **fields)) for id_, fields in changes.items()])


def change_some_parts(office: Office, unit_id: int, year: int, changes: Mapping[UserPart, Fields]) -> None:
    """Change parts of a unit's energy users, in one step."""
    stored = {count.part: count for count in energy_users(office, unit_id, year).parts}
    old = [stored.get(part, PartCount(part)) for part in changes]
    new = [replace(count, **changes[count.part]) for count in old]
    change_parts(office, unit_id, year, list(zip(old, new, strict=True)))


def change_entry(
    office: Office, unit_id: int, quarter: Quarter, item: str, **figures: Decimal | None
) -> None:
    """Type one or both figures of a row of a unit's report."""
    report = stored_report(office, unit_id, quarter)
    old = report.entries.get(item, Entry()) if report else Entry()
    change_entries(office, unit_id, quarter, {item: (old, replace(old, **figures))})


def stored_unit(office: Office, unit_id: int, year: int) -> UnitInYear:
    (found,) = [unit for unit in units_of_year(office, year) if unit.id == unit_id]
    return found


def stored_system(office: Office, name: str, year: int) -> SystemFacts:
    (found,) = [system for system in systems_of_year(office, year) if system.name == name]
    return found


def stored_group(office: Office) -> LeadingGroup:
    return leading_group(office) or LeadingGroup()


def stored_document(office: Office, document_id: int) -> GroupDocument:
    (found,) = [document for document in stored_group(office).documents if document.id == document_id]
    return found


def stored_round(office: Office, round_id: int) -> Round:
    detail = round_detail(office, round_id)
    assert detail is not None
    return detail.round


def stored_visit(office: Office, visit_id: int) -> Visit:
    detail = round_of(office, "visit", visit_id)
    assert detail is not None
    (found,) = [visit for visit in detail.visits if visit.id == visit_id]
    return found


def stored_reading(office: Office, reading_id: int) -> Reading:
    detail = round_of(office, "reading", reading_id)
    assert detail is not None
    (found,) = [reading for reading in detail.readings if reading.id == reading_id]
    return found


def stored_notice(office: Office, notice_id: int) -> Rectification:
    found = rectification_detail(office, notice_id)
    assert found is not None
    return found[1]


_STORED: dict[Any, Any] = {
    change_facts: stored_unit,
    change_contact: stored_unit,
    change_system: stored_system,
    change_leading_group: stored_group,
    change_document: stored_document,
    change_ledger_entry: ledger_entry,
    change_round: stored_round,
    change_visit: stored_visit,
    change_reading: stored_reading,
    change_rectification: stored_notice,
    change_circular: circular_detail,
}
_PART = {change_facts: "facts", change_contact: "contact", change_ledger_entry: "item"}
