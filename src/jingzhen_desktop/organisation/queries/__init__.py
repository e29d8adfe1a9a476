"""Reads of the organisation: values, sized for the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...base.later import later

if TYPE_CHECKING:
    from .entries import item_value, open_entries
    from .group import THE_GROUP, all_members, leading_group, member_value, propose_number, read_documents, read_group, read_members
    from .ledger import file_content, ledger_entries, ledger_entry, plan_items, read_entries
    from .network import day_of_year, gaps_of_year, liaison_terms, network_units, read_systems, systems_of_year, tree
    from .units import describe_copy, earlier_units, read_units, reporting_units, unit_value, units_of_year, years_with_units
    from .users import energy_users, read_parts
else:
    __getattr__ = later(
        __name__,
        {
            "group": "THE_GROUP all_members leading_group member_value propose_number read_documents read_group read_members",
            "entries": "item_value open_entries",
            "ledger": "file_content ledger_entries ledger_entry plan_items read_entries",
            "network": "day_of_year gaps_of_year liaison_terms network_units read_systems systems_of_year tree",
            "units": "describe_copy earlier_units read_units reporting_units unit_value units_of_year years_with_units",
            "users": "energy_users read_parts",
        },
    )

__all__ = [
    "THE_GROUP",
    "all_members",
    "day_of_year",
    "describe_copy",
    "earlier_units",
    "energy_users",
    "file_content",
    "gaps_of_year",
    "item_value",
    "leading_group",
    "ledger_entries",
    "ledger_entry",
    "liaison_terms",
    "member_value",
    "network_units",
    "open_entries",
    "plan_items",
    "propose_number",
    "read_documents",
    "read_entries",
    "read_group",
    "read_members",
    "read_parts",
    "read_systems",
    "read_units",
    "reporting_units",
    "systems_of_year",
    "tree",
    "unit_value",
    "units_of_year",
    "years_with_units",
]
