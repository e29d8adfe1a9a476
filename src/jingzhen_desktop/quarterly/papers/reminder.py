"""催报通知: one for each unit whose report is not in, to be printed together or one by one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ...base.errors import InputRejected
from ...base.files import safe_name
from ...base.text import chinese_date
from ...energy.periods import Quarter
from ...office.file import Office
from ...office.issued import Paper
from ...organisation.papers.form import Kind, signed
from ...organisation.papers.shared import mark, own_scope, whole_place
from ...organisation.queries.group import executive_office
from ...paper.document import Document, Paragraph, Pdf
from ...paper.typeset import typeset_for, typeset_together
from ..queries.board import state_board
from ..queries.versions import system_in
from ..rules.printing.cells import subject_of
from ..values.board import BoardCell, BoardRow
from ..values.reports import ReportState, report_place


def reminder_paper(
    office: Office, quarter: Quarter, until: date, day: date, unit_ids: Sequence[int] = ()
) -> Pdf:
    """Return the reminders of a quarter as one PDF, a page for each unit to urge (or for the given ones among
    them).

    Args:
        until: by when the units are asked to report now.
        day: the day of the reminder.

    Raises:
        InputRejected: nobody is to be urged.
    """
    rows = state_board(office, quarter.year, day).to_urge(quarter.number)
    wanted = [row for row in rows if not unit_ids or row.unit.id in unit_ids]
    if not wanted:
        raise InputRejected(f"{quarter.title}没有需要催报的单位。")
    documents = [reminder_document(office, quarter, row, until, day) for row in wanted]
    if len(documents) == 1:
        return typeset_for(office, documents[0])
    return typeset_together(office, documents, f"{quarter.title}统计报表催报通知（{len(documents)}份）")


def reminder_document(office: Office, quarter: Quarter, row: BoardRow, until: date, day: date) -> Document:
    """Return the reminder to one unit."""
    cell = row.cells[quarter.number]
    sender, subject = executive_office(office), subject_of(system_in(office, quarter.year))
    due = f"{quarter.title}（{quarter.months}）公共机构{subject}统计报表应于{chinese_date(cell.due)}前报送。"
    return Document(
        title=f"关于报送{quarter.title}公共机构{subject}统计报表的催报通知",
        addressee=row.unit.name,
        blocks=(
            Paragraph(f"按照《公共机构节能条例》和公共机构{subject}统计制度的规定，{due}{_state(cell, day)}"),
            Paragraph(
                f"请你单位于{chinese_date(until)}前如实填写报表，经单位负责人审核签字并加盖公章后报我办。没有使用的项目填0，不得空填；"
                f"因故不能按时报送的，请说明原因。逾期仍未报送的，将在{whole_place(office)}范围内通报。"
            ),
        ),
        signature=signed(Kind.REMINDER, sender, day),
        names=(row.unit.name, sender, "公共机构", "统计报表", "催报通知"),
        mark=mark(office),
        subject=f"{row.unit.name}{quarter.title}催报",
        author=sender,
        bears=own_scope(office),
    )


def reminders_to_issue(quarter: Quarter, day: date, units: Sequence[str], pdf: Pdf) -> Paper:
    """Return reminders as they would be kept; of one unit with its name, of several with their number."""
    to = units[0] if len(units) == 1 else f"{len(units)}个单位"
    title = f"{quarter.title}统计报表催报通知（{to}）"
    return Paper("催报通知", "", day, title, report_place(quarter), pdf.data)


def reminder_name(quarter: Quarter, unit: str = "") -> str:
    """Return the file name of the reminders, or of one unit's."""
    return f"{safe_name(f'{quarter.title}统计报表催报通知{unit}')}.pdf"


def _state(cell: BoardCell, day: date) -> str:
    if cell.state is ReportState.RETURNED:
        because = f"（{cell.reason.rstrip('。')}）" if cell.reason else ""
        return f"你单位的报表经审核已退回更正{because}，截至{chinese_date(day)}尚未重新报送。"
    if cell.state is ReportState.ENTERING:
        return f"截至{chinese_date(day)}，你单位的报表{'尚未确认报送' if cell.complete else '尚未填报完整'}。"
    return f"截至{chinese_date(day)}，你单位尚未报送。"
