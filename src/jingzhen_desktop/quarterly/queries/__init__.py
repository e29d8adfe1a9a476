"""Reads of the quarterly statistics: values, one sweep over the quarters a screen needs, no mapped objects.

What every start needs stands here; the reads of one view are imported from their own module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...base.later import later

if TYPE_CHECKING:
    from .board import describe_copy, reporting_calendar
    from .choices import due_date, read_conversion, town_signatures
    from .reports import closed_reports, stored_report, stored_reports, typed_cells
    from .town import reports_to_date, town_quarter, town_with_reports
    from .versions import system_in, systems_in
else:
    __getattr__ = later(
        __name__,
        {
            "board": "describe_copy reporting_calendar",
            "choices": "due_date read_conversion town_signatures",
            "reports": "closed_reports stored_report stored_reports typed_cells",
            "town": "reports_to_date town_quarter town_with_reports",
            "versions": "system_in systems_in",
        },
    )

__all__ = [
    "closed_reports",
    "describe_copy",
    "due_date",
    "read_conversion",
    "reporting_calendar",
    "reports_to_date",
    "stored_report",
    "stored_reports",
    "system_in",
    "systems_in",
    "town_quarter",
    "town_signatures",
    "town_with_reports",
    "typed_cells",
]
