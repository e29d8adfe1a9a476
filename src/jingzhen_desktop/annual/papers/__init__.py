"""The papers of the tab: summaries, report, plan and letter, with their attachments. How a page is set is ``paper``'s matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...base.later import later

if TYPE_CHECKING:
    from .attachments import attachments_of
    from .document import export_summary, paper_name, set_paper, summary_document, summary_paper, version_paper, whole_document
else:
    __getattr__ = later(
        __name__,
        {
            "attachments": "attachments_of",
            "document": "export_summary paper_name set_paper summary_document summary_paper version_paper whole_document",
        },
    )

__all__ = [
    "attachments_of",
    "export_summary",
    "paper_name",
    "set_paper",
    "summary_document",
    "summary_paper",
    "version_paper",
    "whole_document",
]
