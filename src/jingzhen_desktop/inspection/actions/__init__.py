"""Verbs of the inspections: each call is one transaction and one named step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...base.later import later

if TYPE_CHECKING:
    from .circulars import (
        add_circular,
        change_circular,
        circulate_with_deadline,
        remove_circular,
    )
    from .complaints import (
        add_complaint,
        change_complaint,
        close_complaint,
        confirm_complaint,
        remove_complaint,
    )
    from .handling import (
        add_violation,
        change_rectification,
        change_violation,
        close_rectification,
        correct_on_spot,
        order_rectification,
        record_failing_readings,
        record_receipt,
        record_recheck,
        record_reply,
        remove_rectification,
        remove_violation,
    )
    from .plan import (
        change_list,
        draw_units,
        make_year_plan,
        plan_units,
    )
    from .rounds import (
        add_reading,
        add_round,
        add_visits,
        change_reading,
        change_readings,
        change_round,
        change_visit,
        remove_readings,
        remove_round,
        remove_visit,
    )
    from .visits import (
        add_photos,
        check_points,
        remove_photo,
        shift_photo,
        write_caption,
    )
else:
    __getattr__ = later(
        __name__,
        {
            "circulars": "add_circular change_circular circulate_with_deadline remove_circular",
            "complaints": "add_complaint change_complaint close_complaint confirm_complaint remove_complaint",
            "handling": (
                "add_violation change_rectification change_violation close_rectification correct_on_spot order_rectification "
                "record_failing_readings record_receipt record_recheck record_reply remove_rectification remove_violation"
            ),
            "plan": "change_list draw_units make_year_plan plan_units",
            "rounds": (
                "add_reading add_round add_visits change_reading change_readings change_round change_visit remove_readings remove_round "
                "remove_visit"
            ),
            "visits": "add_photos check_points remove_photo shift_photo write_caption",
        },
    )

__all__ = [
    "add_circular",
    "add_complaint",
    "add_photos",
    "add_reading",
    "add_round",
    "add_violation",
    "add_visits",
    "change_circular",
    "change_complaint",
    "change_list",
    "change_reading",
    "change_readings",
    "change_rectification",
    "change_round",
    "change_violation",
    "change_visit",
    "check_points",
    "circulate_with_deadline",
    "close_complaint",
    "close_rectification",
    "confirm_complaint",
    "correct_on_spot",
    "draw_units",
    "make_year_plan",
    "order_rectification",
    "plan_units",
    "record_failing_readings",
    "record_receipt",
    "record_recheck",
    "record_reply",
    "remove_circular",
    "remove_complaint",
    "remove_photo",
    "remove_readings",
    "remove_rectification",
    "remove_round",
    "remove_violation",
    "remove_visit",
    "shift_photo",
    "write_caption",
]
