"""The papers about use over the quota as they go out: made of the records, or as they were kept."""

from __future__ import annotations

from collections.abc import Callable

from ...base.errors import InputRejected
from ...office.file import Office
from ...office.issued import IssuedPaper, in_force, issue
from ...paper.document import Pdf
from ...paper.voided import kept_or_new
from ..papers.over_quota import (
    ask_paper,
    explanation_paper,
    paper_to_issue,
    petition_paper,
    report_paper,
    suggestion_paper,
)
from ..queries.over_quota import case_detail
from ..rules.ladder import rung
from ..values.over_quota import OverQuota, Step
from ..values.places import over_quota_place

_PAPERS: dict[Step, Callable[[Office, int], Pdf]] = {
    Step.ASK: ask_paper,
    Step.RECEIVE: explanation_paper,
    Step.SUGGEST: suggestion_paper,
    Step.PETITION: petition_paper,
    Step.REPORT: report_paper,
}


def step_paper(office: Office, case: OverQuota, step: Step) -> Pdf:
    """Return the paper of a step as it was kept, else as the records are now. Raises InputRejected."""
    make = _of(step)
    return kept_or_new(office, over_quota_place(case.id, case.year, step), lambda: make(office, case.id))


def paper_to_send(office: Office, case_id: int, step: Step) -> tuple[OverQuota, Pdf]:
    """Return a case and the paper of a step, ready to go out.

    Raises:
        InputRejected: the case is gone, the step has no paper, or it went out already.
    """
    case = case_detail(office, case_id)
    if case is None:
        raise InputRejected("这件超定额已不在数据文件里，请刷新后重试。")
    make = _of(step)
    if sent := in_force(office, over_quota_place(case_id, case.year, step)):
        raise InputRejected(f"{sent.number or sent.title}已经发出并存档，可以直接预览、打印存档的原件。")
    return case, make(office, case_id)


def send_paper(office: Office, case: OverQuota, step: Step, pdf: Pdf) -> IssuedPaper:
    """Keep the paper of a step as it goes out; undo ends here. Raises InputRejected for a number in use."""
    return issue(office, paper_to_issue(case, step, pdf))


def has_paper(step: Step) -> bool:
    """Whether a step has a paper of this tab."""
    return step in _PAPERS


def _of(step: Step) -> Callable[[Office, int], Pdf]:
    if step not in _PAPERS:
        raise InputRejected(
            f"“{rung(step).title}”没有单独的文书；限期整改、通报和检查的文书在“监督检查”里预览和发出。"
        )
    return _PAPERS[step]
