"""A report's way through its review, the sending up that locks a quarter, and its dated reversal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingzhen_desktop.base.errors import InputRejected
from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.organisation.values.units import UnitInYear
from jingzhen_desktop.quarterly.actions.reports import (
    change_receipt,
    change_signatures,
    remove_report,
    store_forms,
    store_report,
)
from jingzhen_desktop.quarterly.actions.states import approve_ready, explain, move_report
from jingzhen_desktop.quarterly.actions.submissions import submit_quarter, unlock_quarter
from jingzhen_desktop.quarterly.queries.board import state_board
from jingzhen_desktop.quarterly.queries.books import year_of
from jingzhen_desktop.quarterly.queries.readiness import submission_readiness
from jingzhen_desktop.quarterly.queries.reports import closed_reports, stored_report, typed_cells
from jingzhen_desktop.quarterly.queries.sent import submissions_of_year
from jingzhen_desktop.quarterly.queries.submissions import open_submission
from jingzhen_desktop.quarterly.rules.balance import unbalanced
from jingzhen_desktop.quarterly.rules.states import after_move, possible_moves
from jingzhen_desktop.quarterly.values.findings import FormOutcome, ReadForm
from jingzhen_desktop.quarterly.values.reports import Move, Report, ReportState, Signatures, Source
from jingzhen_desktop.quarterly.values.submissions import SentFile

from ..changing import change_entry

if TYPE_CHECKING:
    from collections.abc import Callable

    from jingzhen_desktop.office.file import Office

Q3 = Quarter(2011, 3)
DAY = date(2011, 10, 12)
FUEL = {
    "petrol": ("100", "750"),
    "petrol_vehicle": ("100", "750"),
    "diesel": ("50", "350"),
    "diesel_vehicle": ("50", "350"),
}


def _state(office: Office, unit: int) -> ReportState:
    stored = stored_report(office, unit, Q3)
    return ReportState.MISSING if stored is None else stored.standing.state


def _from_file(report: Report) -> Report:
    return replace(report, source=Source.FILE, source_name="来表.xlsx", typed=frozenset())


@pytest.fixture
def clean(units: list[UnitInYear], report: Callable[..., Report]) -> Callable[[int], Report]:
    """Store a report without findings for one of the units."""
    return lambda index: report(units[index].id, Q3, FUEL)


def test_from_entering_to_approved(
    office: Office, units: list[UnitInYear], clean: Callable[[int], Report]
) -> None:
    unit = units[0].id
    with pytest.raises(InputRejected, match="镇政府2011年三季度报表现在是“未报”，不能提交审核"):
        move_report(office, unit, Q3, Move.SUBMIT)
    clean(0)
    assert _state(office, unit) is ReportState.ENTERING
    assert move_report(office, unit, Q3, Move.SUBMIT) is ReportState.SUBMITTED
    assert move_report(office, unit, Q3, Move.WITHDRAW) is ReportState.ENTERING
    with pytest.raises(InputRejected, match="不能审核通过"):
        move_report(office, unit, Q3, Move.APPROVE)
    move_report(office, unit, Q3, Move.SUBMIT)
    assert move_report(office, unit, Q3, Move.APPROVE) is ReportState.APPROVED
    assert office.undoable().label == "镇政府2011年三季度报表审核通过"
    office.undo()
    assert _state(office, unit) is ReportState.SUBMITTED


def test_errors_and_open_queries_block_the_approval(
    office: Office, units: list[UnitInYear], clean: Callable[[int], Report]
) -> None:
    unit = units[0].id
    clean(0)
    change_entry(office, unit, Q3, "petrol", quantity=Decimal(90))
    change_entry(office, unit, Q3, "coal", quantity=None)
    move_report(office, unit, Q3, Move.SUBMIT)
    with pytest.raises(InputRejected, match="还不能通过：1个错误要改正、1个需核实的问题要写说明"):
        move_report(office, unit, Q3, Move.APPROVE)
    assert _state(office, unit) is ReportState.SUBMITTED
    change_entry(office, unit, Q3, "petrol", quantity=Decimal(100))
    assert approve_ready(office, Q3) == (0, {unit: "1个需核实的问题要写说明"})


def test_returning_needs_a_reason_and_keeps_it_until_it_comes_again(
    office: Office, units: list[UnitInYear], clean: Callable[[int], Report]
) -> None:
    unit = units[0].id
    sent = clean(0)
    move_report(office, unit, Q3, Move.SUBMIT)
    with pytest.raises(InputRejected, match="退回要写明原因"):
        move_report(office, unit, Q3, Move.RETURN, "  ")
    move_report(office, unit, Q3, Move.RETURN, "用水量缺发票")
    standing = stored_report(office, unit, Q3).standing
    assert (standing.state, standing.reason) == (ReportState.RETURNED, "用水量缺发票")
    change_entry(office, unit, Q3, "water", quantity=Decimal(5))  # the correction is typed
    assert _state(office, unit) is ReportState.RETURNED
    # or comes as a file
    store_forms(office, [ReadForm("a.xlsx", FormOutcome.CORRECTION, units[0], _from_file(sent))])
    standing = stored_report(office, unit, Q3).standing
    assert (standing.state, standing.reason) == (ReportState.SUBMITTED, "")


def test_an_approved_report_is_read_only_until_it_is_opened_again(
    office: Office,
    units: list[UnitInYear],
    clean: Callable[[int], Report],
    approve: Callable[[Quarter], None],
) -> None:
    unit = units[0].id
    sent = clean(0)
    approve(Q3)
    changes: list[Callable[[], object]] = [
        lambda: change_entry(office, unit, Q3, "water", quantity=Decimal(5)),
        lambda: change_signatures(office, unit, Q3, Signatures("甲")),
        lambda: change_receipt(office, unit, Q3, DAY),
        lambda: remove_report(office, unit, Q3),
        lambda: store_report(office, sent),
        lambda: store_forms(office, [ReadForm("a.xlsx", FormOutcome.CORRECTION, units[0], _from_file(sent))]),
        lambda: explain(office, unit, Q3, [], "x"),
    ]
    before = stored_report(office, unit, Q3)
    for change in changes:
        with pytest.raises(
            InputRejected, match=r"镇政府：2011年三季度报表已审核，不能改动。.*退回或撤回审核"
        ):
            change()
    assert stored_report(office, unit, Q3) == before
    assert list(closed_reports(office, Q3)) == [unit]
    move_report(office, unit, Q3, Move.REOPEN, "单位来函更正")
    changes[0]()
    assert stored_report(office, unit, Q3).entries["water"].quantity == 5


def test_what_came_as_a_file_waits_for_review_and_hand_typed_cells_are_remembered(
    office: Office, units: list[UnitInYear], clean: Callable[[int], Report]
) -> None:
    unit = units[0].id
    sent = _from_file(clean(1))
    store_forms(office, [ReadForm("a.xlsx", FormOutcome.NEW, units[0], replace(sent, unit_id=unit))])
    stored = stored_report(office, unit, Q3)
    assert (stored.standing.state, stored.typed) == (ReportState.SUBMITTED, frozenset())
    change_entry(office, unit, Q3, "water", quantity=Decimal(5))
    change_entry(office, unit, Q3, "coal", cost=None)
    assert stored_report(office, unit, Q3).typed == {("water", "quantity"), ("coal", "cost")}
    assert typed_cells(office, Q3)[unit] == {("water", "quantity"), ("coal", "cost")}
    kept = replace(stored_report(office, unit, Q3), typed=frozenset({("water", "quantity")}))
    store_forms(office, [ReadForm("b.xlsx", FormOutcome.CORRECTION, units[0], kept)])
    assert ("water", "quantity") in typed_cells(office, Q3)[unit]
    store_forms(office, [ReadForm("c.xlsx", FormOutcome.CORRECTION, units[0], replace(sent, unit_id=unit))])
    assert unit not in typed_cells(office, Q3)


def test_in_time_is_judged_by_the_day_it_first_came(
    office: Office, units: list[UnitInYear], clean: Callable[[int], Report]
) -> None:
    sent = clean(0)
    change_receipt(office, units[0].id, Q3, date(2011, 10, 10))
    clean(1)
    change_receipt(office, units[1].id, Q3, date(2011, 10, 11))
    for index in (0, 1):
        move_report(office, units[index].id, Q3, Move.SUBMIT)
    board = state_board(office, 2011, date(2011, 10, 11))
    cells = [row.cells[3] for row in board.rows]
    assert [(cell.state, cell.overdue, cell.on_time) for cell in cells] == [
        (ReportState.SUBMITTED, False, True),
        (ReportState.SUBMITTED, False, False),
        (ReportState.MISSING, True, False),
    ]
    assert [row.unit.short_name for row in board.to_urge(3)] == ["卫生院"]
    # two quarters before are late
    assert (board.rows[0].on_time.value, board.rows[0].on_time.counted) == (
        1,
        3,
    )
    store_forms(office, [ReadForm("a.xlsx", FormOutcome.CORRECTION, units[0], _from_file(sent))])
    assert stored_report(office, units[0].id, Q3).standing.received_on == date(2011, 10, 10)
    assert state_board(office, 2011, date(2011, 10, 10)).rows[2].cells[3].on_time is None


def test_sending_up_locks_the_quarter(
    office: Office,
    units: list[UnitInYear],
    clean: Callable[[int], Report],
    approve: Callable[[Quarter], None],
) -> None:
    sent = [clean(index) for index in range(3)]
    approve(Q3)
    assert submission_readiness(office, Q3).not_approved == ()
    submit_quarter(office, Q3, DAY, " 县机关事务管理局 ", "张镇长", SentFile("汇总表.xlsx", "ab12"), "U盘")
    submission = open_submission(office, Q3)
    assert (submission.addressee, submission.signed_by, submission.file_name, submission.missing) == (
        "县机关事务管理局", "张镇长", "汇总表.xlsx", "",
    )  # fmt: skip
    assert office.undoable() is None
    assert "已汇总上报2011年三季度" in office.why_no_undo()
    for change in (
        lambda: change_entry(office, units[0].id, Q3, "water", quantity=Decimal(5)),
        lambda: move_report(office, units[0].id, Q3, Move.RETURN, "x"),
        lambda: remove_report(office, units[0].id, Q3),
        lambda: store_forms(
            office, [ReadForm("a.xlsx", FormOutcome.CORRECTION, units[0], _from_file(sent[0]))]
        ),
        lambda: approve_ready(office, Q3),
    ):
        with pytest.raises(InputRejected, match=r"2011年三季度已于2011-10-12汇总上报并锁定.*解锁"):
            change()
    assert set(closed_reports(office, Q3)) == {unit.id for unit in units}
    with pytest.raises(InputRejected, match="要再次上报请先解锁"):
        submit_quarter(office, Q3, DAY, "县")
    # other quarters stay open
    change_entry(office, units[0].id, Quarter(2011, 4), "water", quantity=Decimal(5))


def test_unlocking_is_dated_has_a_reason_and_keeps_the_record(
    office: Office,
    units: list[UnitInYear],
    clean: Callable[[int], Report],
    approve: Callable[[Quarter], None],
) -> None:
    for index in range(3):
        clean(index)
    approve(Q3)
    with pytest.raises(InputRejected, match="不需要解锁"):
        unlock_quarter(office, Q3, DAY, "x")
    submit_quarter(office, Q3, DAY, "县机关事务管理局")
    with pytest.raises(InputRejected, match="解锁要写明原因"):
        unlock_quarter(office, Q3, DAY, " ")
    with pytest.raises(InputRejected, match="不能早于上报日期2011-10-12"):
        unlock_quarter(office, Q3, date(2011, 10, 11), "更正")
    unlock_quarter(office, Q3, date(2011, 10, 20), "上级要求更正用水量")
    assert open_submission(office, Q3) is None
    assert office.undoable() is None
    move_report(office, units[0].id, Q3, Move.REOPEN, "更正用水量")
    approve(Q3)
    submit_quarter(office, Q3, date(2011, 10, 21), "县机关事务管理局")
    first, second = submissions_of_year(office, 2011)
    assert (first.unlocked_on, first.unlock_reason, second.is_open) == (
        date(2011, 10, 20),
        "上级要求更正用水量",
        True,
    )


def test_a_quarter_goes_up_without_units_only_if_they_are_named(
    office: Office,
    units: list[UnitInYear],
    clean: Callable[[int], Report],
    approve: Callable[[Quarter], None],
) -> None:
    clean(0)
    approve(Q3)
    clean(1)
    with pytest.raises(InputRejected, match=r"还有2个单位未审核：中心学校（录入中）、卫生院（未报）"):
        submit_quarter(office, Q3, DAY, "县")
    with pytest.raises(InputRejected, match=r"还有1个单位未审核：卫生院（未报）"):
        submit_quarter(office, Q3, DAY, "县", without=("中心学校（录入中）",))
    submit_quarter(office, Q3, DAY, "县", without=("中心学校（录入中）", "卫生院（未报）"))
    assert open_submission(office, Q3).missing == "中心学校（录入中）、卫生院（未报）"


def test_the_years_table_bears_the_day_its_last_quarter_was_sent_up(
    office: Office,
    units: list[UnitInYear],
    clean: Callable[[int], Report],
    approve: Callable[[Quarter], None],
) -> None:
    assert "报出日期：　" in year_of(office, 2011).tables[0].foot[-1]
    everyone = tuple(f"{unit.short_name}（未报）" for unit in units)
    submit_quarter(office, Quarter(2011, 4), date(2012, 1, 9), "县", without=everyone)
    assert year_of(office, 2011).tables[0].foot[-1] == "报出日期：2012年1月9日"


@pytest.mark.parametrize(
    ("day", "addressee", "words"), [(date(2011, 9, 30), "县", "才结束"), (DAY, "  ", "请填写报送单位")]
)
def test_a_sending_up_says_what_it_lacks(
    day: date,
    addressee: str,
    words: str,
    office: Office,
    units: list[UnitInYear],
    clean: Callable[[int], Report],
    approve: Callable[[Quarter], None],
) -> None:
    for index in range(3):
        clean(index)
    approve(Q3)
    with pytest.raises(InputRejected, match=words):
        submit_quarter(office, Q3, day, addressee)
    assert submissions_of_year(office, 2011) == ()


def test_totals_are_added_again_before_they_go_up(
    office: Office, units: list[UnitInYear], clean: Callable[[int], Report]
) -> None:
    from jingzhen_desktop.quarterly.queries.span import national_table

    clean(0)
    table = national_table(office, Q3)
    right = {
        ("01", "petrol"): (Decimal(100), Decimal(750)),
        ("01", "petrol_vehicle"): (Decimal(100), Decimal(750)),
    }
    right |= {
        ("01", "diesel"): (Decimal(50), Decimal(350)),
        ("01", "diesel_vehicle"): (Decimal(50), Decimal(350)),
    }
    assert list(unbalanced(table, right)) == []
    wrong = right | {("021", "petrol"): (Decimal("0.01"), Decimal(0))}
    assert list(unbalanced(table, wrong)) == ["汽油数量合计100与重新加总的100.01不等"]


@given(st.lists(st.sampled_from(list(Move)), max_size=12))
def test_no_way_leads_past_the_review(moves: list[Move]) -> None:
    """Whatever is tried, approved follows only on submitted, and what is offered is what is possible."""
    state = ReportState.ENTERING
    for move in moves:
        after = after_move(state, move)
        assert (after is not None) == (move in possible_moves(state))
        if after is ReportState.APPROVED:
            assert (state, move) == (ReportState.SUBMITTED, Move.APPROVE)
        state = after or state
    assert possible_moves(ReportState.MISSING) == ()
