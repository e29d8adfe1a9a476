"""When something is due and whether it came in time: both sides of every day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from jingzhen_desktop.base.errors import InputRejected
from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.settings import write_settings
from jingzhen_desktop.organisation.values.units import UnitInYear
from jingzhen_desktop.quarterly.actions.submissions import submit_quarter, unlock_quarter
from jingzhen_desktop.quarterly.face import today
from jingzhen_desktop.quarterly.queries.board import state_board
from jingzhen_desktop.quarterly.queries.deadlines import town_deadline
from jingzhen_desktop.quarterly.queries.sent import quarters_sent
from jingzhen_desktop.quarterly.rules.deadlines import (
    always_in_time,
    check_received,
    due_day,
    in_time,
    quarter_sent,
    was_open,
)
from jingzhen_desktop.quarterly.rules.states import board_cell
from jingzhen_desktop.quarterly.settings import TOWN_DEADLINE_DAYS
from jingzhen_desktop.quarterly.values.reports import Report, ReportState
from jingzhen_desktop.quarterly.values.submissions import Submission

Q3, DUE = Quarter(2011, 3), date(2011, 10, 10)
BEFORE, AFTER = date(2011, 10, 9), date(2011, 10, 11)


def sent_on(*days: date, unlocked: date | None = None) -> list[Submission]:
    """The quarter was sent up on some days; the first sending was taken back on one."""
    return [
        Submission(number, Q3, day, "县", unlocked_on=unlocked if number == 0 else None)
        for number, day in enumerate(days)
    ]


def test_the_due_day_is_so_many_days_after_the_quarter() -> None:
    assert due_day(Q3, 10) == DUE
    assert due_day(Quarter(2011, 4), 10) == date(2012, 1, 10)


@pytest.mark.parametrize(
    ("day", "due", "expected"),
    [(BEFORE, DUE, True), (DUE, DUE, True), (AFTER, DUE, False), (None, DUE, None), (DUE, None, None)],
)
def test_in_time_is_on_the_due_day_or_before_it(
    day: date | None, due: date | None, expected: bool | None
) -> None:
    assert in_time(day, due) is expected


def test_a_day_of_receipt_may_be_today_but_not_tomorrow() -> None:
    check_received(DUE, DUE)
    check_received(BEFORE, DUE)
    with pytest.raises(InputRejected, match="收到日期2011年10月11日还没有到"):
        check_received(AFTER, DUE)


@pytest.mark.parametrize(
    ("state", "received", "today_", "overdue", "on_time", "late"),
    [
        (ReportState.MISSING, None, DUE, False, None, False),
        (ReportState.MISSING, None, AFTER, True, False, False),
        (ReportState.ENTERING, None, DUE, False, None, False),
        (ReportState.ENTERING, BEFORE, AFTER, True, False, False),  # a draft has not been handed in
        (ReportState.SUBMITTED, DUE, AFTER, False, True, False),
        (ReportState.SUBMITTED, AFTER, AFTER, False, False, True),
        (ReportState.SUBMITTED, None, AFTER, False, None, False),  # nobody knows when it came
        (ReportState.RETURNED, DUE, DUE, False, True, False),
        (ReportState.RETURNED, BEFORE, AFTER, True, True, False),
        (ReportState.RETURNED, AFTER, AFTER, True, False, True),
        (ReportState.APPROVED, AFTER, AFTER, False, False, True),
    ],
)
def test_a_report_is_judged_by_the_day_it_was_received(
    state: ReportState,
    received: date | None,
    today_: date,
    overdue: bool,
    on_time: bool | None,
    late: bool,
) -> None:
    cell = board_cell(state, DUE, today_, received_on=received)
    assert (cell.overdue, cell.on_time, cell.late) == (overdue, on_time, late)


@pytest.mark.parametrize(
    ("day", "stands"),
    [
        (date(2011, 10, 11), False),
        (date(2011, 10, 12), True),
        (date(2011, 11, 2), True),
        (date(2011, 11, 3), False),
    ],
)
def test_a_sending_stands_from_its_day_until_it_is_taken_back(day: date, stands: bool) -> None:
    (submission,) = sent_on(date(2011, 10, 12), unlocked=date(2011, 11, 3))
    assert was_open(submission, day) is stands


@pytest.mark.parametrize(("first", "expected"), [(14, True), (15, True), (16, False)])
def test_the_town_is_judged_by_its_first_sending(first: int, expected: bool) -> None:
    submissions = sent_on(date(2011, 10, first), date(2011, 12, 1), unlocked=date(2011, 11, 3))
    sent = quarter_sent(Q3, submissions, 15, date(2011, 12, 31))
    assert (sent.in_time, sent.stands, sent.was_repeated, sent.is_ahead) == (expected, True, True, False)
    assert quarter_sent(Q3, submissions, None, date(2011, 12, 31)).in_time is None
    between = quarter_sent(Q3, submissions, 15, date(2011, 11, 30))  # taken back and not yet sent again
    assert (between.in_time, between.stands, between.was_repeated) == (expected, False, False)


@pytest.mark.parametrize(
    ("day", "ahead"), [(date(2011, 10, 14), True), (date(2011, 10, 15), True), (date(2011, 10, 16), False)]
)
def test_what_was_not_sent_is_ahead_until_its_day_has_passed(day: date, ahead: bool) -> None:
    sent = quarter_sent(Q3, (), 15, day)
    assert (sent.is_ahead, sent.in_time, sent.stands) == (ahead, None, False)
    assert quarter_sent(Q3, (), None, day).is_ahead is False


def test_all_quarters_are_in_time_only_where_every_one_that_is_judged_is_known_to_be() -> None:
    day = date(2011, 12, 31)
    good = quarter_sent(Q3, sent_on(date(2011, 10, 15)), 15, day)
    late = quarter_sent(Q3, sent_on(date(2011, 10, 16)), 15, day)
    unknown, ahead = quarter_sent(Q3, (), 15, day), quarter_sent(Quarter(2011, 4), (), 15, day)
    assert always_in_time([good, ahead]) is True
    assert always_in_time([good, unknown]) is None
    assert always_in_time([unknown, late]) is False
    assert always_in_time([ahead]) is None
    assert always_in_time([]) is None


def test_the_towns_own_deadline_is_a_setting_that_may_be_empty(office: Office) -> None:
    assert town_deadline(office) is None
    write_settings(office, {TOWN_DEADLINE_DAYS: " １５ "})
    assert town_deadline(office) == 15
    write_settings(office, {TOWN_DEADLINE_DAYS: "  "})
    assert town_deadline(office) is None
    for wrong in ("0", "91", "十五", "1.5"):
        with pytest.raises(InputRejected, match="汇总上报期限（季后第几天）"):
            write_settings(office, {TOWN_DEADLINE_DAYS: wrong})


def test_the_sendings_of_a_year_are_judged_as_they_stood(
    office: Office, units: list[UnitInYear], report: Callable[..., Report], approve: Callable[[Quarter], None]
) -> None:
    for unit in units:
        report(unit.id, Q3, {})
    approve(Q3)
    write_settings(office, {TOWN_DEADLINE_DAYS: "15"})
    submit_quarter(office, Q3, date(2011, 10, 20), "县")
    unlock_quarter(office, Q3, date(2011, 10, 22), "更正")
    submit_quarter(office, Q3, date(2011, 10, 23), "县")
    third = [quarters_sent(office, Q3, date(2011, 10, day))[-1] for day in (19, 20, 22, 23)]
    assert [len(one.sendings) for one in third] == [0, 1, 1, 2]
    assert [one.stands for one in third] == [False, True, False, True]
    assert [one.in_time for one in third] == [None, False, False, False]
    assert [one.was_repeated for one in third] == [False, False, False, True]
    assert [one.due for one in quarters_sent(office, Q3, DUE)] == [
        date(2011, 4, 15),
        date(2011, 7, 15),
        date(2011, 10, 15),
    ]


def test_todays_work_asks_for_the_sending_up_by_the_towns_own_day(
    office: Office, units: list[UnitInYear], report: Callable[..., Report], approve: Callable[[Quarter], None]
) -> None:
    for unit in units:
        report(unit.id, Q3, {})
    approve(Q3)

    def due() -> list[date | None]:
        dues = today(office, 2011, date(2011, 10, 5)).dues
        return [one.deadline for one in dues if "尚未汇总上报" in one.text]

    assert due() == [DUE]
    write_settings(office, {TOWN_DEADLINE_DAYS: "15"})
    assert due() == [date(2011, 10, 15)]


def test_a_unit_is_whole_where_every_report_it_owes_is_there_without_a_blank(
    office: Office,
    units: list[UnitInYear],
    report: Callable[..., Report],
    hand_in: Callable[[Quarter], None],
) -> None:
    first, second, _third = units
    for quarter in Q3.to_date():
        report(first.id, quarter, {})
        hand_in(quarter)
    report(second.id, Q3, {"water": (None, None)})
    board = state_board(office, 2011, DUE)
    assert [one.id for one in board.without_gaps(Q3)] == [first.id]
    owed = board.owed_to_date(Q3)
    assert [(one.unit.id, one.quarter.number) for one in owed[:4]] == [
        (first.id, 1),
        (first.id, 2),
        (first.id, 3),
        (second.id, 1),
    ]
    assert [one.cell.has_blanks for one in owed] == [False] * 5 + [True] + [False] * 3
