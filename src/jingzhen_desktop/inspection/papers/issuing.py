"""How each paper of the tab is kept as issued: its kind, number, day, title and the place it belongs to."""

from __future__ import annotations

from datetime import date

from ...base.place import REPORT, Place
from ...office.issued import Paper
from ...paper.document import Pdf
from ..rules.rounds import day_of
from ..values.found import Circular, Rectification, Round, Visit
from ..values.words import CIRCULAR, NOTICE, RECHECK, TAB


def notice_to_issue(notice: Rectification, pdf: Pdf) -> Paper:
    """Return a 整改通知书 as it would be kept."""
    place = Place(TAB, "rectification", notice.id)
    return Paper(
        NOTICE, notice.number, notice.ordered_on, f"{notice.unit_name}限期整改通知书", place, pdf.data
    )


def recheck_to_issue(notice: Rectification, pdf: Pdf) -> Paper:
    """Return a 复查意见 as it would be kept; it has no number of its own."""
    day = notice.rechecked_on or notice.deadline
    return Paper(
        "整改复查意见",
        "",
        day,
        f"{notice.number}{notice.unit_name}整改复查意见",
        Place(TAB, RECHECK, notice.id),
        pdf.data,
    )


def plan_to_issue(round_: Round, day: date, pdf: Pdf) -> Paper:
    """Return a 检查方案 as it would be kept."""
    return Paper(
        "检查方案", "", day, f"{round_.year}年{round_.title}方案", Place(TAB, "plan", round_.id), pdf.data
    )


def record_to_issue(round_: Round, pdf: Pdf) -> Paper:
    """Return a filled 检查记录表 of a round as it would be kept."""
    return Paper(
        "检查记录表",
        "",
        round_.day or date(round_.year, 12, 31),
        f"{round_.year}年{round_.title}记录表",
        Place(TAB, "record", round_.id),
        pdf.data,
    )


def visit_to_issue(round_: Round, visit: Visit, pdf: Pdf) -> Paper:
    """Return one unit's 检查记录表 as it would be kept."""
    day = day_of(visit, round_) or date(round_.year, 12, 31)
    return Paper(
        "检查记录表",
        "",
        day,
        f"{round_.year}年{round_.title}{visit.unit_name}检查记录表",
        Place(TAB, "visit", visit.id),
        pdf.data,
    )


def report_to_issue(day: date, pdf: Pdf) -> Paper:
    """Return a year's 检查情况汇总 as it would be kept; one a day, whose number is the place's id."""
    place = Place(TAB, REPORT, day=day)
    return Paper("检查情况汇总", "", day, f"{day.year}年检查情况汇总（截至{day:%Y-%m-%d}）", place, pdf.data)


def circular_to_issue(circular: Circular, pdf: Pdf) -> Paper:
    """Return a 通报 as it would be kept."""
    return Paper(
        CIRCULAR, circular.number, circular.day, circular.title, Place(TAB, "circular", circular.id), pdf.data
    )
