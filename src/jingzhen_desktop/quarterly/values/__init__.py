"""Reports, findings, totals and comparisons of the quarterly statistics. Values only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...base.later import later

if TYPE_CHECKING:
    from .figures import (
        CarrierTotals,
        Comparison,
        Indicator,
        Measure,
        Term,
        Total,
        TownQuarter,
        UnitQuarter,
    )
    from .findings import (
        CHECK_TITLES,
        CHECKS,
        Check,
        Difference,
        Explanation,
        Finding,
        FormOutcome,
        ReadForm,
        Reviewed,
        Severity,
    )
    from .reports import (
        TAB,
        Entry,
        Move,
        Report,
        ReportState,
        ReportStatus,
        Signatures,
        Source,
        Standing,
        UnitCalendar,
        report_place,
    )
    from .submissions import Readiness, SentFile, Submission
else:
    __getattr__ = later(
        __name__,
        {
            "figures": "CarrierTotals Comparison Indicator Measure Term Total TownQuarter UnitQuarter",
            "findings": "CHECKS CHECK_TITLES Check Difference Explanation Finding FormOutcome ReadForm Reviewed Severity",
            "reports": "Entry Move Report ReportState ReportStatus Signatures Source Standing TAB UnitCalendar report_place",
            "submissions": "Readiness SentFile Submission",
        },
    )

__all__ = [
    "CHECKS",
    "CHECK_TITLES",
    "TAB",
    "CarrierTotals",
    "Check",
    "Comparison",
    "Difference",
    "Entry",
    "Explanation",
    "Finding",
    "FormOutcome",
    "Indicator",
    "Measure",
    "Move",
    "ReadForm",
    "Readiness",
    "Report",
    "ReportState",
    "ReportStatus",
    "Reviewed",
    "SentFile",
    "Severity",
    "Signatures",
    "Source",
    "Standing",
    "Submission",
    "Term",
    "Total",
    "TownQuarter",
    "UnitCalendar",
    "UnitQuarter",
    "report_place",
]
