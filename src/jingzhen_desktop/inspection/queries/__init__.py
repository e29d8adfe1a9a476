"""Reads of the inspections: values, sized for the screen and for the summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...base.later import later

if TYPE_CHECKING:
    from .assembling import unit_names
    from .following import (
        circular_detail,
        circular_violations,
        complaint_detail,
        complaints_of_year,
        proposed_circular_number,
        proposed_notice_number,
        read_circulars,
        read_complaints,
    )
    from .reading import (
        read_rounds,
        read_visit,
        visited_unit,
    )
    from .rounds import (
        check_points,
        full_names,
        inspection_year,
        photos_of_visits,
        proposals_of_year,
        rectification_detail,
        rectifications_of_year,
        round_detail,
        round_lines,
        round_of,
        visit_photos,
        year_coverage,
    )
    from .rows import (
        complaint_value,
        reading_value,
        round_value,
    )
    from .urgent import circulars_naming, circulars_of_year, open_complaints, open_rectifications, rounds_of_year
else:
    __getattr__ = later(
        __name__,
        {
            "assembling": "unit_names",
            "following": (
                "circular_detail circular_violations complaint_detail complaints_of_year "
                "proposed_circular_number proposed_notice_number read_circulars read_complaints"
            ),
            "reading": "read_rounds read_visit visited_unit",
            "rounds": (
                "check_points full_names inspection_year photos_of_visits proposals_of_year rectification_detail "
                "rectifications_of_year round_detail round_lines round_of visit_photos year_coverage"
            ),
            "rows": "complaint_value reading_value round_value",
            "urgent": "circulars_naming circulars_of_year open_complaints open_rectifications rounds_of_year",
        },
    )

__all__ = [
    "check_points",
    "circular_detail",
    "circular_violations",
    "circulars_naming",
    "circulars_of_year",
    "complaint_detail",
    "complaint_value",
    "complaints_of_year",
    "full_names",
    "inspection_year",
    "open_complaints",
    "open_rectifications",
    "photos_of_visits",
    "proposals_of_year",
    "proposed_circular_number",
    "proposed_notice_number",
    "read_circulars",
    "read_complaints",
    "read_rounds",
    "read_visit",
    "reading_value",
    "rectification_detail",
    "rectifications_of_year",
    "round_detail",
    "round_lines",
    "round_of",
    "round_value",
    "rounds_of_year",
    "unit_names",
    "visit_photos",
    "visited_unit",
    "year_coverage",
]
