"""Decisions and calculations of the quarterly statistics: values in, values out. No SQLAlchemy, no Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...base.later import later

if TYPE_CHECKING:
    from .checks import check_cell, differences_between, first_error, report_findings, rounded_entry, status_of_rows, unit_status
    from .figures import Conversion, Line, existed_in, expected_in, gather, months_to_date, to_decimal
    from .town import assemble_town
else:
    __getattr__ = later(
        __name__,
        {
            "checks": "check_cell differences_between first_error report_findings rounded_entry status_of_rows unit_status",
            "figures": "Conversion Line existed_in expected_in gather months_to_date to_decimal",
            "town": "assemble_town",
        },
    )

__all__ = [
    "Conversion",
    "Line",
    "assemble_town",
    "check_cell",
    "differences_between",
    "existed_in",
    "expected_in",
    "first_error",
    "gather",
    "months_to_date",
    "report_findings",
    "rounded_entry",
    "status_of_rows",
    "to_decimal",
    "unit_status",
]
