"""What the records say about a unit, without an office."""

from __future__ import annotations

from datetime import date

import pytest

from jingzhen_desktop.assessment.rules.score_facts import complete
from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.organisation.values.units import Nature, UnitContact, UnitFacts, UnitInYear
from jingzhen_desktop.quarterly.values.board import BoardCell
from jingzhen_desktop.quarterly.values.reports import ReportState

UNIT = UnitInYear(1, 2011, UnitFacts("某镇小学", Nature.EDUCATION), UnitContact())
QUARTER, DUE = Quarter(2011, 1), date(2011, 4, 10)


@pytest.mark.parametrize(
    ("state", "is_complete", "on", "good", "words"),
    [
        (ReportState.APPROVED, True, DUE, True, "2011年一季度填写完整"),
        (ReportState.SUBMITTED, False, DUE, False, "2011年一季度有空白"),
        (ReportState.ENTERING, True, DUE, None, "2011年一季度录入中"),
        (ReportState.ENTERING, True, date(2011, 4, 11), False, "2011年一季度录入中"),
        (ReportState.RETURNED, True, date(2011, 4, 11), False, "2011年一季度已退回"),
        (ReportState.MISSING, False, date(2011, 4, 11), False, "2011年一季度未报"),
    ],
)
def test_only_what_was_handed_in_is_filled_in_wholly(
    state: ReportState, is_complete: bool, on: date, good: bool | None, words: str
) -> None:
    (ground,) = complete(UNIT, {QUARTER: BoardCell(state, is_complete, DUE)}, on).grounds
    assert (ground.good, ground.text) == (good, words)
