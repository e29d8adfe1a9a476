"""What goes out to units is kept by going out, is not changed afterwards, and is put right by another."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from jingzhen_desktop.base.errors import FieldRejected, InputRejected
from jingzhen_desktop.base.place import Place
from jingzhen_desktop.inspection.actions.circulars import (
    add_circular,
    change_circular,
    circulate_with_deadline,
    remove_circular,
)
from jingzhen_desktop.inspection.actions.handling import (
    add_violation,
    change_rectification,
    order_rectification,
    record_receipt,
    remove_rectification,
)
from jingzhen_desktop.inspection.face import FACE
from jingzhen_desktop.inspection.outgoing import circular_to_send, send_circular, send_notice
from jingzhen_desktop.inspection.papers.export import papers_of_year
from jingzhen_desktop.inspection.queries.following import (
    proposed_circular_number,
    proposed_notice_number,
)
from jingzhen_desktop.inspection.queries.rounds import rectification_detail
from jingzhen_desktop.inspection.values.found import Circular, Rectification
from jingzhen_desktop.inspection.values.words import ViolationKind
from jingzhen_desktop.office.issued import in_force, issued_papers, reprint, void_paper

from ..changing import changed

if TYPE_CHECKING:
    from jingzhen_desktop.office.file import Office

    from .conftest import Town
    from .driver import Clerk

FIRST = "柳节能整〔2012〕1号"
DAY = date(2012, 7, 6)


def ordered(town: Town, number: str = FIRST) -> int:
    violation = add_violation(town.office, town.visits[1], ViolationKind.WINDOWS, "会议室开窗使用空调")
    return order_rectification(
        town.office, [violation], number=number, ordered_on=DAY, deadline=date(2012, 7, 20)
    )


def stored(office: Office, notice: int) -> Rectification:
    found = rectification_detail(office, notice)
    assert found is not None
    return found[1]


def names(office: Office) -> dict[str, bytes]:
    return {file.name: file.make() for file in papers_of_year(office, 2012)}


def test_a_notice_is_kept_by_going_out_and_exported_as_it_went(town: Town) -> None:
    notice = ordered(town)
    kept = send_notice(town.office, notice)
    assert (kept.kind, kept.number, kept.day) == ("整改通知书", FIRST, DAY)
    changed_name = add_violation(town.office, town.visits[1], ViolationKind.OTHER, "后来发现的")
    assert changed_name
    assert names(town.office)[f"{FIRST}中心学校整改通知书.pdf"] == reprint(town.office, kept.id)


def test_what_a_kept_notice_says_is_not_changed_but_what_became_of_it_is_recorded(town: Town) -> None:
    notice = ordered(town)
    kept = send_notice(town.office, notice)
    with pytest.raises(
        InputRejected, match=r"2012年7月6日发出并存档，不能再改；有误的请先在“文件→已发文件”中作废"
    ):
        changed(change_rectification, town.office, notice, deadline=date(2012, 7, 25))
    with pytest.raises(InputRejected, match="不能再撤销"):
        remove_rectification(town.office, notice)
    record_receipt(town.office, notice, date(2012, 7, 7), "李晓燕")
    void_paper(town.office, kept.id, date(2012, 7, 9), "期限有误")
    changed(change_rectification, town.office, notice, deadline=date(2012, 7, 25))
    assert stored(town.office, notice).deadline == date(2012, 7, 25)


def test_a_void_notices_number_is_never_used_again(town: Town) -> None:
    notice = ordered(town)
    void_paper(town.office, send_notice(town.office, notice).id, date(2012, 7, 9), "单位有误")
    remove_rectification(town.office, notice)
    assert proposed_notice_number(town.office, 2012) == "柳节能整〔2012〕2号"
    with pytest.raises(FieldRejected, match="已经用过"):
        ordered(town)
    ordered(town, "柳节能整〔2012〕2号")


def test_a_void_notice_is_exported_with_that_mark_until_another_takes_its_place(town: Town) -> None:
    notice = ordered(town)
    kept = send_notice(town.office, notice)
    void_paper(town.office, kept.id, date(2012, 7, 9), "期限有误")
    was = reprint(town.office, kept.id)
    copy = names(town.office)[f"{FIRST}中心学校整改通知书.pdf"]
    assert copy.startswith(was)
    assert copy != was
    changed(change_rectification, town.office, notice, number="柳节能整〔2012〕2号")
    other = send_notice(town.office, notice)
    assert names(town.office)["柳节能整〔2012〕2号中心学校整改通知书.pdf"] == reprint(town.office, other.id)
    assert in_force(town.office, Place("inspection", "rectification", notice)) == other


def draft(town: Town) -> Circular:
    return Circular(
        0, "柳节能通〔2012〕1号", DAY, "关于夏季检查情况的通报", "全镇", town.round_id,
        deadline=date(2012, 7, 31), unit_ids=(town.units[1],), reason="部分单位用电设置不符合规定",
    )  # fmt: skip


def test_a_circular_goes_out_with_the_notices_it_orders(town: Town) -> None:
    violation = add_violation(town.office, town.visits[1], ViolationKind.OTHER, "电脑整夜不关")
    made = circulate_with_deadline(town.office, draft(town), [violation])
    kept = send_circular(town.office, *circular_to_send(town.office, made))
    assert [paper.kind for paper in kept] == ["通报", "整改通知书"]
    with pytest.raises(InputRejected, match="已经发出并存档"):
        circular_to_send(town.office, made)


def test_a_circular_that_went_out_is_neither_changed_nor_removed(town: Town) -> None:
    made = add_circular(town.office, draft(town))
    (kept,) = send_circular(town.office, *circular_to_send(town.office, made))
    with pytest.raises(InputRejected, match="不能再改"):
        changed(change_circular, town.office, made, reason="另有原因")
    with pytest.raises(InputRejected, match="不能再删除"):
        remove_circular(town.office, made)
    void_paper(town.office, kept.id, date(2012, 7, 9), "事由有误")
    remove_circular(town.office, made)
    assert proposed_circular_number(town.office, 2012) == "柳节能通〔2012〕2号"
    with pytest.raises(FieldRejected, match="已经用过"):
        add_circular(town.office, draft(town))


@pytest.mark.parametrize(("today", "told"), [(date(2012, 7, 5), 0), (DAY, 2), (date(2012, 7, 7), 2)])
def test_what_was_recorded_but_never_sent_is_to_be_done(town: Town, today: date, told: int) -> None:
    ordered(town)
    add_circular(town.office, draft(town))
    texts = [due.text for due in FACE.today(town.office, 2012, today).dues]
    assert sum("还没有发出存档" in text for text in texts) == told


def test_what_was_sent_is_not_to_be_done(town: Town) -> None:
    send_notice(town.office, ordered(town))
    send_circular(town.office, *circular_to_send(town.office, add_circular(town.office, draft(town))))
    assert not [due for due in FACE.today(town.office, 2012, DAY).dues if "发出存档" in due.text]


def test_the_clerk_orders_and_the_paper_is_kept(clerk: Clerk) -> None:
    violation = add_violation(clerk.town.office, clerk.town.visits[1], ViolationKind.WINDOWS, "开窗使用空调")
    pane = clerk.tab.rounds.pane
    pane.violation_grid.select_row(lambda row: row.id == violation)
    clerk.click("下达限期整改…")
    clerk.fill(pane.stack.panel.form, number=FIRST, ordered_on="2012-7-6", deadline="2012-7-20")
    clerk.click("下达整改通知", pane.stack.panel)
    assert clerk.desk.tasks.wait_idle()
    assert [paper.number for paper in issued_papers(clerk.town.office)] == [FIRST]


def test_the_clerk_sends_a_circular_after_being_asked(clerk: Clerk) -> None:
    made = add_circular(clerk.town.office, draft(clerk.town))
    asked: list[str] = []

    def confirm(question: str, *_args: object, **_more: object) -> bool:
        asked.append(question)
        return len(asked) > 1

    clerk.desk.alerts.confirm = confirm  # type: ignore[method-assign]
    clerk.tab.show_place(Place("inspection", "circular", made))
    for sent in (0, 1):
        clerk.click("发出通报…")
        assert clerk.desk.tasks.wait_idle()
        assert len(issued_papers(clerk.town.office)) == sent
    assert "有误只能作废后另发" in asked[0]
