"""The papers of the tab: summaries, report, plan and letter, with their attachments. How a page is set is ``paper``'s matter."""

from .attachments import attachments_of
from .document import export_summary, paper_name, set_paper, summary_document, summary_paper, version_paper, whole_document

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
