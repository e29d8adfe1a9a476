"""What an inspection consists of: rounds, visits, readings, violations, rectifications, circulars. Values only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...base.later import later

if TYPE_CHECKING:
    from .found import (
        CheckedItem,
        Circular,
        Complaint,
        Coverage,
        Draw,
        Judgement,
        Limit,
        PlannedUnit,
        Proposal,
        Reading,
        Rectification,
        Round,
        RoundDetail,
        RoundLine,
        Violation,
        ViolationDraft,
        Visit,
    )
    from .words import (
        TAB,
        ComplaintState,
        ItemResult,
        Mode,
        Move,
        RecheckResult,
        Season,
        Verdict,
        ViolationKind,
        ViolationState,
    )
    from .year import (
        CircularOfYear,
        InspectionYear,
        RoundOfYear,
    )
else:
    __getattr__ = later(
        __name__,
        {
            "found": (
                "CheckedItem Circular Complaint Coverage Draw Judgement Limit PlannedUnit Proposal Reading Rectification Round "
                "RoundDetail RoundLine Violation ViolationDraft Visit"
            ),
            "words": "ComplaintState ItemResult Mode Move RecheckResult Season TAB Verdict ViolationKind ViolationState",
            "year": "CircularOfYear InspectionYear RoundOfYear",
        },
    )

__all__ = [
    "TAB",
    "CheckedItem",
    "Circular",
    "CircularOfYear",
    "Complaint",
    "ComplaintState",
    "Coverage",
    "Draw",
    "InspectionYear",
    "ItemResult",
    "Judgement",
    "Limit",
    "Mode",
    "Move",
    "PlannedUnit",
    "Proposal",
    "Reading",
    "RecheckResult",
    "Rectification",
    "Round",
    "RoundDetail",
    "RoundLine",
    "RoundOfYear",
    "Season",
    "Verdict",
    "Violation",
    "ViolationDraft",
    "ViolationKind",
    "ViolationState",
    "Visit",
]
