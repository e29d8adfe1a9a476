"""Verbs of the inspections: each call is one transaction and one named step."""

from .circulars import add_circular, change_circular, remove_circular
from .handling import (
    add_violation,
    change_rectification,
    change_violation,
    close_rectification,
    correct_on_spot,
    order_rectification,
    record_failing_readings,
    record_recheck,
    record_reply,
    remove_rectification,
    remove_violation,
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
from .storing import TAB

__all__ = [
    "TAB",
    "add_circular",
    "add_reading",
    "add_round",
    "add_violation",
    "add_visits",
    "change_circular",
    "change_reading",
    "change_readings",
    "change_rectification",
    "change_round",
    "change_violation",
    "change_visit",
    "close_rectification",
    "correct_on_spot",
    "order_rectification",
    "record_failing_readings",
    "record_recheck",
    "record_reply",
    "remove_circular",
    "remove_readings",
    "remove_rectification",
    "remove_round",
    "remove_violation",
    "remove_visit",
]
