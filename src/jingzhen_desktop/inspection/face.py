"""What the house sees of 监督检查. No Qt until the widget is asked for."""

from __future__ import annotations

from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any

from ..base.place import Place
from ..office.face import Due, Face, Milestone, Progress, Today
from ..office.file import Office
from ..office.settings import read_setting
from .figures import year_figures
from .queries.urgent import (
    circulars_naming,
    circulars_of_year,
    kept_places,
    open_complaints,
    open_rectifications,
    rounds_of_year,
)
from .rules.circulars import circular_progress, circular_proposals
from .rules.complaints import complaint_progress
from .rules.handling import progress, violation_state, wants_attention
from .rules.plan import last_ended_quarter, rounds_behind, rounds_expected
from .rules.readings import unlisted
from .rules.rounds import preparation, was_held_as_planned
from .settings import INSPECTION_SETTINGS, PLANNED_ROUNDS, REMIND_DAYS
from .values.found import Rectification, RoundDetail
from .values.words import TAB, Todo, ViolationState
from .values.year import InspectionYear

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def today(office: Office, year: int, day: date) -> Today:
    """Return rectifications that want something done, rounds behind plan, violations nobody has handled;
    and how the year went.
    """
    details, planned = rounds_of_year(office, year), read_setting(office, PLANNED_ROUNDS)
    notices = open_rectifications(office, day)
    dues = [
        *_rectifications(office, notices, day),
        *_not_sent(office, notices, year, day),
        *_complaints(office, day),
        *_behind_plan(planned, details, year, day),
        *_next_in_rounds(details, day),
        *_unhandled(details, day),
        *_to_be_named(office, details, year, day),
    ]
    figures = year_figures(year, date(year, 12, 31), planned, details, (), {})
    course = tuple(
        Milestone(one.round.day, one.round.title, one.round.day <= day) for one in details if one.round.day
    )
    return Today(dues, _overview(figures), milestones=course, progress=_progress(figures))


def _progress(figures: InspectionYear) -> tuple[Progress, ...]:
    held = len(figures.rounds)
    rounds = f"{held}/{figures.planned}次，{figures.visits}家次"
    found = [Progress("监督检查", held, figures.planned, rounds)]
    if figures.violations:
        settled = f"{figures.violations_settled}/{figures.violations}个已解决"
        found.append(Progress("问题整改", figures.violations_settled, figures.violations, settled))
    return tuple(found)


def _overview(figures: InspectionYear) -> str:
    """Say how many rounds were held of those planned, and what became of what was found;
    neither units nor circulars are named.
    """
    held = f"已检查{len(figures.rounds)}次（计划{figures.planned}次），检查{figures.visits}家次"
    if not figures.violations:
        return held
    return f"{held}，发现问题{figures.violations}个，已纠正或整改{figures.violations_settled}个"


def make_widget(desk: Any) -> QWidget:
    """Import and make the tab's widget."""
    from .tab.main import InspectionTab

    return InspectionTab(desk)


def _rectifications(office: Office, notices: list[Rectification], today: date) -> list[Due]:
    """Notices and circulars whose deadline is near or past, and notices that wait for the office."""
    days = read_setting(office, REMIND_DAYS)
    dues = [
        Due(
            f"{notice.unit_name}整改{notice.number}：{progress(notice, today)}",
            notice.deadline,
            Place(TAB, "rectification", notice.id),
        )
        for notice in notices
        if wants_attention(notice, today, days)
    ]
    circulars = circulars_naming(office, [notice.id for notice in notices])
    for circular in circulars:
        unsettled = [
            notice for notice in notices if notice.id in circular.rectification_ids and circular.day <= today
        ]
        if text := circular_progress(circular, unsettled, today, days):
            dues.append(Due(text, circular.deadline, Place(TAB, "circular", circular.id)))
    return dues


def _not_sent(office: Office, notices: list[Rectification], year: int, today: date) -> list[Due]:
    """Open notices and circulars of the year that were recorded but never went out as a kept paper."""
    ordered = [(notice, Place(TAB, "rectification", notice.id)) for notice in notices]
    drafted = [(one, Place(TAB, "circular", one.id)) for one in circulars_of_year(office, year)]
    waiting = [
        *((f"整改通知{one.number}", place) for one, place in ordered if one.ordered_on.year == year),
        *((f"通报{one.number}", place) for one, place in drafted if one.day <= today),
    ]
    kept = kept_places(office) if waiting else frozenset()
    return [
        Due(f"{name}已登记，还没有发出存档", None, place) for name, place in waiting if str(place) not in kept
    ]


def _complaints(office: Office, today: date) -> list[Due]:
    return [
        Due(
            f"对{complaint.unit_name}的举报：{complaint_progress(complaint, today)}",
            complaint.handle_by,
            Place(TAB, "complaint", complaint.id),
        )
        for complaint in open_complaints(office, today)
    ]


def _next_in_rounds(details: list[RoundDetail], today: date) -> list[Due]:
    """Rounds whose date has passed without a visit entered, those planned for this month that have no date
    yet, and those in which something failed that is not listed yet.
    """
    dues = []
    for detail in details:
        round_, before = detail.round, preparation(detail, today)
        this_month = (round_.year, round_.planned_month) == (today.year, today.month)
        if before is Todo.UNITS and round_.day and round_.day < today:
            text = f"{round_.title}的日期已过，尚未录入被检查单位"
            dues.append(Due(text, round_.day, Place(TAB, "round", round_.id)))
        elif before is Todo.DATE and this_month:
            text = f"{round_.title}计划在本月（{today.month}月）进行，请定下日期和单位"
            dues.append(Due(text, None, Place(TAB, "plan", round_.id)))
        elif before is None and (missing := unlisted(detail)):
            text = f"{round_.title}有{missing}处不符合尚未生成问题"
            dues.append(Due(text, None, Place(TAB, "round", round_.id)))
    return dues


def _to_be_named(office: Office, details: list[RoundDetail], year: int, today: date) -> list[Due]:
    """Units that were slow to mend; without notices or repeated findings there is nothing to read."""
    if not any(detail.violations for detail in details):
        return []
    proposals = circular_proposals(details, circulars_of_year(office, year), today)
    return [
        Due(
            f"建议通报{proposal.unit_name}：{'；'.join(proposal.reasons)}",
            None,
            Place(TAB, "proposal", proposal.unit_id),
        )
        for proposal in proposals
    ]


def _behind_plan(planned: int, details: list[RoundDetail], year: int, today: date) -> list[Due]:
    done = sum(was_held_as_planned(detail.round, len(detail.visits), today) for detail in details)
    behind = rounds_behind(planned, done, year, today)
    quarter = last_ended_quarter(year, today)
    if not behind or quarter is None:
        return []
    text = (
        f"{year}年计划检查{planned}次，到{quarter.name}末应查{rounds_expected(planned, year, today)}次，"
        f"已查{done}次，还差{behind}次"
    )
    return [Due(text, quarter.end, Place(TAB))]


def _unhandled(details: list[RoundDetail], today: date) -> list[Due]:
    found = chain.from_iterable(detail.violations for detail in details)
    return [
        Due(
            f"{violation.unit_name}“{violation.text}”尚未处理，请当场纠正或限期整改",
            None,
            Place(TAB, "violation", violation.id),
        )
        for violation in found
        if violation_state(violation, today) is ViolationState.OPEN
    ]


FACE = Face(TAB, "监督检查", f"{__package__}.records", INSPECTION_SETTINGS, today, make_widget)
