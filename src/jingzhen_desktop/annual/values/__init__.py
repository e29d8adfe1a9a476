"""The papers of the tab, their texts, the facts and records behind them. Values only; how they are worded is ``rules``' matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...base.later import later

if TYPE_CHECKING:
    from .facts import (
        LateReport,
        OfficeNames,
        PlanItem,
        ProblemCandidate,
        StatisticsFacts,
        SummaryFacts,
    )
    from .kinds import (
        TAB,
        Attachment,
        Level,
        Origin,
        ParagraphKind,
        SummaryKind,
        SummaryState,
    )
    from .sources import (
        ChangedFigure,
        Contradiction,
        Explanation,
        SourceBook,
        SourceRecord,
    )
    from .text import (
        Figure,
        Narrative,
        ParagraphDraft,
        ParagraphText,
        Summary,
        SummaryParagraph,
        TableText,
    )
    from .versions import (
        FrozenFigure,
        LaterChange,
        StepNote,
        SummaryVersion,
        VersionContent,
    )
else:
    __getattr__ = later(
        __name__,
        {
            "facts": "LateReport OfficeNames PlanItem ProblemCandidate StatisticsFacts SummaryFacts",
            "kinds": "Attachment Level Origin ParagraphKind SummaryKind SummaryState TAB",
            "sources": "ChangedFigure Contradiction Explanation SourceBook SourceRecord",
            "text": "Figure Narrative ParagraphDraft ParagraphText Summary SummaryParagraph TableText",
            "versions": "FrozenFigure LaterChange StepNote SummaryVersion VersionContent",
        },
    )

__all__ = [
    "TAB",
    "Attachment",
    "ChangedFigure",
    "Contradiction",
    "Explanation",
    "Figure",
    "FrozenFigure",
    "LateReport",
    "LaterChange",
    "Level",
    "Narrative",
    "OfficeNames",
    "Origin",
    "ParagraphDraft",
    "ParagraphKind",
    "ParagraphText",
    "PlanItem",
    "ProblemCandidate",
    "SourceBook",
    "SourceRecord",
    "StatisticsFacts",
    "StepNote",
    "Summary",
    "SummaryFacts",
    "SummaryKind",
    "SummaryParagraph",
    "SummaryState",
    "SummaryVersion",
    "TableText",
    "VersionContent",
]
