"""Verbs of the organisation: each call is one transaction and one named step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...base.later import later

if TYPE_CHECKING:
    from .group import (
        add_document,
        add_member,
        add_members,
        change_document,
        change_leading_group,
        change_member,
        change_members,
        end_member,
        remove_document,
        remove_member,
        succeed_member,
    )
    from .ledger import (
        add_ledger_item,
        add_ledger_items,
        attach_file,
        change_ledger_entries,
        change_ledger_entry,
        detach_file,
        finish_entries,
        remove_ledger_entry,
    )
    from .network import add_system, change_former_liaison, change_system, remove_former_liaison, remove_system, succeed_liaison
    from .places import UNIT, document_place, group_place, ledger_place, member_place, systems_place, unit_place
    from .units import add_unit, change_contact, change_facts, change_facts_of_units, open_year, remove_unit, take_in_register
    from .users import change_parts, follow_parts, override_users
else:
    __getattr__ = later(
        __name__,
        {
            "group": (
                "add_document add_member add_members change_document change_leading_group change_member change_members end_member "
                "remove_document remove_member succeed_member"
            ),
            "ledger": (
                "add_ledger_item add_ledger_items attach_file change_ledger_entries change_ledger_entry detach_file finish_entries "
                "remove_ledger_entry"
            ),
            "network": "add_system change_former_liaison change_system remove_former_liaison remove_system succeed_liaison",
            "places": "UNIT document_place group_place ledger_place member_place systems_place unit_place",
            "units": "add_unit change_contact change_facts change_facts_of_units open_year remove_unit take_in_register",
            "users": "change_parts follow_parts override_users",
        },
    )

__all__ = [
    "UNIT",
    "add_document",
    "add_ledger_item",
    "add_ledger_items",
    "add_member",
    "add_members",
    "add_system",
    "add_unit",
    "attach_file",
    "change_contact",
    "change_document",
    "change_facts",
    "change_facts_of_units",
    "change_former_liaison",
    "change_leading_group",
    "change_ledger_entries",
    "change_ledger_entry",
    "change_member",
    "change_members",
    "change_parts",
    "change_system",
    "detach_file",
    "document_place",
    "end_member",
    "finish_entries",
    "follow_parts",
    "group_place",
    "ledger_place",
    "member_place",
    "open_year",
    "override_users",
    "remove_document",
    "remove_former_liaison",
    "remove_ledger_entry",
    "remove_member",
    "remove_system",
    "remove_unit",
    "succeed_liaison",
    "succeed_member",
    "systems_place",
    "take_in_register",
    "unit_place",
]
