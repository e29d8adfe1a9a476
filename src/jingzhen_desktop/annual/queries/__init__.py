"""Reads of the papers, of everything the other tabs know that they say, and of their finalised versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...base.later import later

if TYPE_CHECKING:
    from .facts import (
        candidates,
        carried_papers,
        collect_facts,
        default_attachments,
        office_names,
        proposed_number,
        signature,
        source_book,
    )
    from .figures import Comparison, beside, compare, explanations, stale_figures
    from .stored import located, read_summary, summary, summary_by_id, summary_value
    from .versions import changes_since, version_content, version_value, versions_of
    from .written import states_of_year, written_summaries
else:
    __getattr__ = later(
        __name__,
        {
            "facts": "candidates carried_papers collect_facts default_attachments office_names proposed_number signature source_book",
            "figures": "Comparison beside compare explanations stale_figures",
            "stored": "located read_summary summary summary_by_id summary_value",
            "versions": "changes_since version_content version_value versions_of",
            "written": "states_of_year written_summaries",
        },
    )

__all__ = [
    "Comparison",
    "beside",
    "candidates",
    "carried_papers",
    "changes_since",
    "collect_facts",
    "compare",
    "default_attachments",
    "explanations",
    "located",
    "office_names",
    "proposed_number",
    "read_summary",
    "signature",
    "source_book",
    "stale_figures",
    "states_of_year",
    "summary",
    "summary_by_id",
    "summary_value",
    "version_content",
    "version_value",
    "versions_of",
    "written_summaries",
]
