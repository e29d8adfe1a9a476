"""Decisions of the organisation: values in, values out. Which unit a name means, who was a member, what lacks, what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...base.later import later

if TYPE_CHECKING:
    from .defaults import duties_of, office_duties_of, parts_of, parts_source, register_titles
    from .group import came_and_left, check_document, check_member, in_order, members_on, next_number, succession
    from .ledger import LARGEST_FILE, check_item, payback_years, state_of, total_amount
    from .network import OFFICE_TITLE, gap_list, gaps, liaison_on, organisation_tree
    from .refusal import FieldRejected, check_day, check_order, check_text
    from .roll import read_roll
    from .units import (
        check_contact,
        check_facts,
        energy_users_total,
        exists_in,
        find_unit,
        floor_area_total,
        free_name,
        parse_systems,
    )
    from .users import check_override, check_part, daily_mean, energy_users_of
else:
    __getattr__ = later(
        __name__,
        {
            "defaults": "duties_of office_duties_of parts_of parts_source register_titles",
            "group": "came_and_left check_document check_member in_order members_on next_number succession",
            "ledger": "LARGEST_FILE check_item payback_years state_of total_amount",
            "network": "OFFICE_TITLE gap_list gaps liaison_on organisation_tree",
            "refusal": "FieldRejected check_day check_order check_text",
            "roll": "read_roll",
            "units": "check_contact check_facts energy_users_total exists_in find_unit floor_area_total free_name parse_systems",
            "users": "check_override check_part daily_mean energy_users_of",
        },
    )

__all__ = [
    "LARGEST_FILE",
    "OFFICE_TITLE",
    "FieldRejected",
    "came_and_left",
    "check_contact",
    "check_day",
    "check_document",
    "check_facts",
    "check_item",
    "check_member",
    "check_order",
    "check_override",
    "check_part",
    "check_text",
    "daily_mean",
    "duties_of",
    "energy_users_of",
    "energy_users_total",
    "exists_in",
    "find_unit",
    "floor_area_total",
    "free_name",
    "gap_list",
    "gaps",
    "in_order",
    "liaison_on",
    "members_on",
    "next_number",
    "office_duties_of",
    "organisation_tree",
    "parse_systems",
    "parts_of",
    "parts_source",
    "payback_years",
    "read_roll",
    "register_titles",
    "state_of",
    "succession",
    "total_amount",
]
