"""Decisions of the inspections: what may be, what a reading says, where a violation stands, numbers, the plan. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...base.later import later

if TYPE_CHECKING:
    from .checks import (
        COLDEST,
        LONGEST_NAME,
        check_given,
        check_length,
        check_order,
        check_temperature,
    )
    from .circulars import (
        check_circular,
        check_circular_day,
        circular_of,
        circular_progress,
        circular_proposals,
        draft_circular,
        draft_day,
        named_violations,
    )
    from .complaints import (
        check_complaint,
        complaint_progress,
        complaint_state,
    )
    from .handling import (
        check_orderable,
        check_rectification,
        check_violation,
        is_failed,
        is_settled,
        notice_moves,
        notice_why_not,
        progress,
        rectification_state,
        violation_moves,
        violation_state,
        wants_attention,
        why_not,
    )
    from .plan import (
        LONGEST_SEED,
        USUAL_MONTHS,
        coverage,
        draw_units,
        last_ended_quarter,
        likely_day,
        next_number,
        progress_of_plan,
        rounds_behind,
        rounds_expected,
        scopes,
    )
    from .readings import (
        check_item,
        check_list,
        check_reading,
        is_overruled,
        judge,
        judge_by_rule,
        proposed_from_items,
        proposed_violations,
    )
    from .rounds import (
        check_names,
        check_round,
        check_visit,
        check_visitable,
        day_of,
        next_season,
        season_of,
        usual_mode,
        usual_title,
        was_held,
    )
else:
    __getattr__ = later(
        __name__,
        {
            "checks": "COLDEST LONGEST_NAME check_given check_length check_order check_temperature",
            "circulars": (
                "check_circular check_circular_day circular_of circular_progress circular_proposals draft_circular draft_day "
                "named_violations"
            ),
            "complaints": "check_complaint complaint_progress complaint_state",
            "handling": (
                "check_orderable check_rectification check_violation is_failed is_settled notice_moves notice_why_not progress "
                "rectification_state violation_moves violation_state wants_attention why_not"
            ),
            "plan": (
                "LONGEST_SEED USUAL_MONTHS coverage draw_units last_ended_quarter likely_day next_number progress_of_plan rounds_behind "
                "rounds_expected scopes"
            ),
            "readings": "check_item check_list check_reading is_overruled judge judge_by_rule proposed_from_items proposed_violations",
            "rounds": "check_names check_round check_visit check_visitable day_of next_season season_of usual_mode usual_title was_held",
        },
    )

__all__ = [
    "COLDEST",
    "LONGEST_NAME",
    "LONGEST_SEED",
    "USUAL_MONTHS",
    "check_circular",
    "check_circular_day",
    "check_complaint",
    "check_given",
    "check_item",
    "check_length",
    "check_list",
    "check_names",
    "check_order",
    "check_orderable",
    "check_reading",
    "check_rectification",
    "check_round",
    "check_temperature",
    "check_violation",
    "check_visit",
    "check_visitable",
    "circular_of",
    "circular_progress",
    "circular_proposals",
    "complaint_progress",
    "complaint_state",
    "coverage",
    "day_of",
    "draft_circular",
    "draft_day",
    "draw_units",
    "is_failed",
    "is_overruled",
    "is_settled",
    "judge",
    "judge_by_rule",
    "last_ended_quarter",
    "likely_day",
    "named_violations",
    "next_number",
    "next_season",
    "notice_moves",
    "notice_why_not",
    "progress",
    "progress_of_plan",
    "proposed_from_items",
    "proposed_violations",
    "rectification_state",
    "rounds_behind",
    "rounds_expected",
    "scopes",
    "season_of",
    "usual_mode",
    "usual_title",
    "violation_moves",
    "violation_state",
    "wants_attention",
    "was_held",
    "why_not",
]
