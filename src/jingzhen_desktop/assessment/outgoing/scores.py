"""定档 and 发出 with the papers they keep; what an assessment gives out as files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from ...base.errors import InputRejected
from ...base.files import OutFile
from ...office.file import Office
from ...office.issued import issued_from, reprint
from ...office.settings import EXAMPLE, TOWN, read_setting
from ...paper.document import Pdf, pdf_file
from ..actions.scores import issue_notice, move_assessment
from ..papers.rewards import YearIndicators, telling_paper
from ..papers.scores import (
    notice_paper,
    notice_to_issue,
    papers_to_keep,
    sheet_paper,
    sheets_name,
    sheets_paper,
    summary_name,
    summary_paper,
)
from ..queries.rewards import rewards_of
from ..queries.score_findings import findings_of_unit, indicators_of
from ..queries.scores import assessment_view, assessments_of_year
from ..rules.score_courses import check_may_leave
from ..sheets.scores import own_book, summary_bytes
from ..values.score_places import notice_place
from ..values.score_states import AssessmentState
from ..values.score_views import AssessmentView, ScoredUnit


def existing_view(office: Office, assessment_id: int) -> AssessmentView:
    """Return an assessment; raises InputRejected if it is gone."""
    view = assessment_view(office, assessment_id)
    if view is None:
        raise InputRejected("这次考核已经不在了，请刷新后重试。")
    return view


def grade_units(office: Office, assessment_id: int, day: date, note: str = "") -> None:
    """Settle the grades and keep 得分汇总表 and 得分表 as issued, in one final step. Raises InputRejected."""
    view = existing_view(office, assessment_id)
    settled = replace(view.assessment, state=AssessmentState.GRADED, state_on=day)
    papers = papers_to_keep(office, replace(view, assessment=settled), day)
    move_assessment(office, assessment_id, AssessmentState.GRADED, day, note, papers)


def sheets_pdf(office: Office, assessment_id: int) -> Pdf:
    """Return every unit's 得分表, by what the records say now. Raises InputRejected if the assessment is
    gone.
    """
    return sheets_paper(office, existing_view(office, assessment_id))


def sheet_pdf(office: Office, assessment_id: int, participant_id: int) -> Pdf:
    """Return the 得分表 of one unit, by what the records say now. Raises InputRejected if either is gone."""
    view = existing_view(office, assessment_id)
    unit = view.of(participant_id)
    if unit is None or unit.score is None:
        raise InputRejected("这个单位已经不在考核里了，请刷新后重试。")
    return sheet_paper(office, view, unit)


def summary_pdf(office: Office, assessment_id: int) -> Pdf:
    """Return 得分汇总表, by what the records say now. Raises InputRejected if the assessment is gone."""
    return summary_paper(office, existing_view(office, assessment_id))


def notice_pdf(office: Office, assessment_id: int, number: str, day: date) -> Pdf:
    """Return the 通报 as it would be sent. Raises InputRejected where it may not leave."""
    view = existing_view(office, assessment_id)
    check_may_leave(view.assessment)
    return notice_paper(office, view, rewards_of(office, view), day, number)


def send_notice(office: Office, assessment_id: int, number: str, day: date) -> None:
    """Send the 通报 out: kept as issued with its number, in one final step. Raises InputRejected."""
    pdf = notice_pdf(office, assessment_id, number, day)
    view = existing_view(office, assessment_id)
    issue_notice(office, assessment_id, number, day, notice_to_issue(office, view, number, day, pdf))


def sent_notice(office: Office, assessment_id: int) -> Pdf:
    """Return the newest 通报 as it was sent; raises InputRejected if none was."""
    found = existing_view(office, assessment_id).assessment
    issued = issued_from(office, notice_place(found.year, found.id))
    if not issued:
        raise InputRejected("通报还没有发出。")
    return Pdf(reprint(office, issued[-1].id), 0, issued[-1].title)


def year_indicators(office: Office, unit_id: int, year: int) -> list[YearIndicators]:
    """Return a unit's indicators of a year and the two before it, the newest first."""
    found = indicators_of(office, unit_id, (year, year - 1, year - 2))
    return [YearIndicators(one, *found[one]) for one in (year, year - 1, year - 2)]


def telling_pdf(office: Office, view: AssessmentView, unit: ScoredUnit, addressee: str, day: date) -> Pdf:
    """Return 情况告知: what the records say of a unit that gets no points, to its superior."""
    found = findings_of_unit(office, view.assessment, unit.participant.unit_id)
    known = [(item.title, found[item.source]) for item in view.table.items if item.source in found]
    return telling_paper(office, view, unit, known, addressee, day)


def summary_file(office: Office, assessment_id: int) -> OutFile:
    """Return 得分汇总表 with every unit's 得分表 as a workbook on its way out."""
    view = existing_view(office, assessment_id)
    mark = "" if not view.assessment.is_internal else "（内部测评）"
    return OutFile(f"{summary_name(office, view)}{mark}.xlsx", partial(_book, office, view))


def year_files(office: Office, year: int) -> list[OutFile]:
    """Return what a year's assessments give for the archive: the workbook of scores, and every 得分表."""
    found = []
    for one in assessments_of_year(office, year):
        view = existing_view(office, one.id)
        if view.assessed:
            found.append(summary_file(office, one.id))
            found.append(pdf_file(sheets_name(office, view), partial(sheets_paper, office, view)))
    return found


def own_file(office: Office, assessment_id: int) -> OutFile:
    """Return the forms for self-scores, a sheet for each assessed unit, on their way out."""
    view = existing_view(office, assessment_id)
    names = [one.participant.name for one in view.assessed]
    if not names:
        raise InputRejected("没有要考核的单位：请先用“填写隶属…”填写各单位的隶属。")
    town = read_setting(office, TOWN)
    return OutFile(
        f"{summary_name(office, view).removesuffix('得分汇总表')}自评表.xlsx",
        lambda: own_book(view, names, town),
    )


def _book(office: Office, view: AssessmentView) -> bytes:
    town, example = read_setting(office, TOWN), bool(read_setting(office, EXAMPLE))
    return summary_bytes(view, town, example=example)
