"""The example office with its units taken for the town's own, a score table, and an assessment of 2011."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import jingzhen_desktop.tabs  # noqa: F401 - knows all records
from jingzhen_desktop.assessment.actions.quotas import add_standard
from jingzhen_desktop.assessment.actions.score_tables import add_table
from jingzhen_desktop.assessment.actions.scores import add_assessment
from jingzhen_desktop.assessment.limits import example_standards
from jingzhen_desktop.assessment.queries.scores import assessment_view
from jingzhen_desktop.assessment.score_choices import shipped_tables
from jingzhen_desktop.assessment.values.score_courses import Assessment
from jingzhen_desktop.assessment.values.score_tables import ScoreTable
from jingzhen_desktop.assessment.values.score_views import AssessmentView
from jingzhen_desktop.example import making
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.organisation.actions.units import change_facts_of_units
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.organisation.values.units import Affiliation

if TYPE_CHECKING:
    from collections.abc import Iterator

SPRING = datetime(2012, 4, 20, 9)


@dataclass
class Assessed:
    """An office, its score table and its assessment of 2011."""

    office: Office
    table_id: int
    assessment_id: int

    @property
    def view(self) -> AssessmentView:
        """The assessment as it is now."""
        view = assessment_view(self.office, self.assessment_id)
        assert view is not None
        return view

    def participant(self, short_name: str) -> int:
        """The id of a unit's part in the assessment."""
        return next(one.participant.id for one in self.view.units if one.participant.short_name == short_name)


def own_units(office: Office, year: int) -> None:
    """Say of every unit of a year that it is the town's own."""
    units = units_of_year(office, year)
    changes = [(one, replace(one, facts=replace(one.facts, affiliation=Affiliation.TOWN))) for one in units]
    change_facts_of_units(office, changes)


def own_table(target: str = "1.5") -> ScoreTable:
    """The program's own table with one target for the three indicators."""
    shipped = shipped_tables()["own"]
    items = [
        replace(one, target=Decimal(target) if one.source.is_completion else None) for one in shipped.items
    ]
    return replace(shipped, items=tuple(items))


@pytest.fixture(scope="session")
def unassessed_example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example office before its assessment, made once."""
    path = tmp_path_factory.mktemp("示例") / "文井镇.jzdb"
    with pytest.MonkeyPatch.context() as patch:
        for step in ("say_whose", "enter_quotas", "enter_assessment"):
            patch.setattr(making, step, lambda *_: None)
        making.make_office(path).close()
    return path


@pytest.fixture
def example_office(
    unassessed_example: Path, tmp_path: Path, set_clock: Callable[[datetime], None]
) -> Iterator[Office]:
    """The example office in April 2012, not assessed yet."""
    set_clock(SPRING)
    path = tmp_path / "文井镇.jzdb"
    shutil.copy(unassessed_example, path)
    with Office.open(path) as office:
        yield office


@pytest.fixture
def assessed(example_office: Office) -> Assessed:
    """An assessment of 2011 by the program's own table, as of 31 March 2012."""
    own_units(example_office, 2011)
    table_id = add_table(example_office, own_table())
    draft = Assessment(0, 2011, table_id, "2011年度公共机构节能考核", date(2012, 3, 31))
    return Assessed(example_office, table_id, add_assessment(example_office, draft))


@pytest.fixture
def with_standards(example_office: Office) -> Office:
    """The example office with the five example standards in its register."""
    for one in example_standards():
        add_standard(example_office, one.standard, one.quotas)
    return example_office
