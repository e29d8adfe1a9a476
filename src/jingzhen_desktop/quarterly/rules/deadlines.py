"""When something is due and whether it came in time: the units' reports, and the town's own sending up.

Two deadlines are two facts: a unit is late by the day its report was received against the units' deadline,
the town by the day of its first 汇总上报 against its own. What is not known is not “in time”. Which state a
report is in: ``states``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from ...base.errors import InputRejected
from ...base.text import chinese_date
from ...energy.periods import Quarter
from ..values.submissions import QuarterSent, Submission


def due_day(quarter: Quarter, days: int) -> date:
    """Return the last day on which something due so many days after a quarter's end is in time."""
    return quarter.end + timedelta(days=days)


def in_time(day: date | None, due: date | None) -> bool | None:
    """Return whether what came on a day came by its due day; None where either is not known."""
    return None if day is None or due is None else day <= due


def check_received(day: date, today: date) -> None:
    """Refuse a day of receipt that has not come yet. Raises InputRejected."""
    if day > today:
        raise InputRejected(f"收到日期{chinese_date(day)}还没有到，请核对。")


def was_open(submission: Submission, day: date) -> bool:
    """Whether a quarter stood as sent up by this submission on a day: sent by then, and not taken back."""
    taken_back = submission.unlocked_on is not None and submission.unlocked_on <= day
    return submission.submitted_on <= day and not taken_back


def quarter_sent(
    quarter: Quarter, submissions: Sequence[Submission], days: int | None, day: date
) -> QuarterSent:
    """Judge how the town sent a quarter up, as it stood on a day; its first sending says whether in time.

    Args:
        submissions: all of the quarter, oldest first.
        days: the town's own deadline in days after the quarter's end; None where there is none.
    """
    sendings = tuple(one for one in submissions if one.submitted_on <= day)
    due = None if days is None else due_day(quarter, days)
    return QuarterSent(
        quarter,
        due,
        sendings,
        stands=any(was_open(one, day) for one in sendings),
        in_time=in_time(sendings[0].submitted_on if sendings else None, due),
        is_ahead=not sendings and due is not None and day <= due,
    )


def always_in_time(sent: Sequence[QuarterSent]) -> bool | None:
    """Return whether the town sent every quarter up in time; None where that is not known of one of them.

    A quarter whose day is still ahead is not judged; where all are, nothing is known.
    """
    judged = [one.in_time for one in sent if not one.is_ahead]
    if False in judged:
        return False
    return None if not judged or None in judged else True
