"""Makes the example's office file: its tabs one after another, and at last the papers written from them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ..annual.actions.drafting import generate
from ..annual.actions.editing import answer_question
from ..annual.actions.versions import finalise
from ..annual.papers.document import set_paper
from ..annual.queries.compared import compare
from ..annual.queries.stored import summary
from ..annual.values.kinds import SummaryKind
from ..annual.values.sources import Answer
from ..annual.values.text import Summary
from ..office.file import Office
from ..office.settings import EXAMPLE, FIRST_YEAR
from ..tabs import all_settings, create_office
from .assessment import enter_assessment, say_whose
from .data import YEAR, example_data
from .inspections import enter_inspections
from .organisation import enter_changes, enter_organisation
from .publicity import enter_activities
from .quotas import enter_quotas
from .reports import enter_reports

OFFICE_NAME = "文井镇2011示例.jzdb"
_DRAFTS = {
    SummaryKind.PLAN: date(YEAR + 1, 1, 10),
    SummaryKind.YEAR: date(YEAR + 1, 1, 12),
    SummaryKind.CONSUMPTION: date(YEAR + 1, 2, 20),
}
_HALF = date(YEAR, 8, 5)


def make_office(path: Path) -> Office:
    """Make the example's office file and return it open; raises UserFacingError if it cannot be made."""
    data = example_data()
    path.parent.mkdir(parents=True, exist_ok=True)
    settings = {setting.key: setting for setting in (*all_settings(), FIRST_YEAR, EXAMPLE)}
    office = create_office(path, {settings[key]: text for key, text in data["settings"].items()})
    enter_organisation(office, data)
    enter_reports(office, data)
    enter_changes(office, data)
    enter_inspections(office, data)
    enter_activities(office, data)
    _write_papers(office)
    say_whose(office)
    enter_quotas(office, data)
    enter_assessment(office, data)
    office.end_undo("制作示例")
    return office


def _write_papers(office: Office) -> None:
    """The summary of the half year is final, as it was sent; the other papers are drafts to work on."""
    half = _written(office, SummaryKind.HALF, _HALF)
    finalise(office, half, set_paper(office, half).data)
    for kind, day in _DRAFTS.items():
        _written(office, kind, day)


def _written(office: Office, kind: SummaryKind, day: date) -> Summary:
    """Generate a paper and keep its judgements (part 五) as the town wrote them."""
    stored = generate(office, YEAR, kind, day)
    for question in compare(office, stored).questions:
        answer_question(office, stored.id, question, Answer.KEEP)
    written = summary(office, YEAR, kind)
    assert written is not None
    return written
