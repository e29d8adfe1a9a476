"""Verbs of the papers: each call is one transaction and one named step; only rows that change are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...base.later import later

if TYPE_CHECKING:
    from .drafting import drafted_paragraph, generate, take_draft
    from .editing import (
        LONGEST_TITLE,
        add_paragraph,
        change_day,
        change_sending,
        change_title,
        choose_attachments,
        move_paragraph,
        put_numbers_in_order,
        remove_paragraph,
        store_paragraphs,
    )
    from .versions import enter_plan, finalise, revise
else:
    __getattr__ = later(
        __name__,
        {
            "drafting": "drafted_paragraph generate take_draft",
            "editing": (
                "LONGEST_TITLE add_paragraph change_day change_sending change_title choose_attachments move_paragraph "
                "put_numbers_in_order remove_paragraph store_paragraphs"
            ),
            "versions": "enter_plan finalise revise",
        },
    )

__all__ = [
    "LONGEST_TITLE",
    "add_paragraph",
    "change_day",
    "change_sending",
    "change_title",
    "choose_attachments",
    "drafted_paragraph",
    "enter_plan",
    "finalise",
    "generate",
    "move_paragraph",
    "put_numbers_in_order",
    "remove_paragraph",
    "revise",
    "store_paragraphs",
    "take_draft",
]
