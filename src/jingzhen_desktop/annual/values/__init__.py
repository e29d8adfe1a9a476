"""The papers of the tab, their texts, the facts and records behind them. Values only; how they are worded is ``rules``' matter."""

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
