"""The documents of the inspections: plan, check forms, notices with 回执, re-checks, circulars, the year.

How a page looks is ``paper``'s matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...base.later import later

if TYPE_CHECKING:
    from .circular import (
        circular_paper,
    )
    from .export import (
        circular_name,
        export_papers,
        forms_name,
        notice_name,
        plan_name,
        recheck_name,
        record_name,
        report_name,
        visit_name,
    )
    from .notice import (
        notice_paper,
        recheck_paper,
    )
    from .plan import (
        draw_text,
        plan_paper,
    )
    from .record import (
        blank_record_paper,
        record_paper,
    )
    from .report import (
        report_paper,
    )
    from .visit import (
        blank_visit_papers,
        visit_paper,
    )
else:
    __getattr__ = later(
        __name__,
        {
            "circular": "circular_paper",
            "export": "circular_name export_papers forms_name notice_name plan_name recheck_name record_name report_name visit_name",
            "notice": "notice_paper recheck_paper",
            "plan": "draw_text plan_paper",
            "record": "blank_record_paper record_paper",
            "report": "report_paper",
            "visit": "blank_visit_papers visit_paper",
        },
    )

__all__ = [
    "blank_record_paper",
    "blank_visit_papers",
    "circular_name",
    "circular_paper",
    "draw_text",
    "export_papers",
    "forms_name",
    "notice_name",
    "notice_paper",
    "plan_name",
    "plan_paper",
    "recheck_name",
    "recheck_paper",
    "record_name",
    "record_paper",
    "report_name",
    "report_paper",
    "visit_name",
    "visit_paper",
]
