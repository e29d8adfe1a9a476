"""With no quota chosen and no assessment made every paper, summary and check of a year is as it was before
the program knew of any: the whole archive of the example's 2011, byte for byte or word for word.
"""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from jingzhen_desktop import tabs
from jingzhen_desktop.annual.figures.registry import wording_of
from jingzhen_desktop.annual.queries.facts import collect_facts
from jingzhen_desktop.annual.rules.draft import draft
from jingzhen_desktop.annual.rules.markup import plain
from jingzhen_desktop.annual.rules.problems import problem_candidates
from jingzhen_desktop.annual.values.kinds import SummaryKind
from jingzhen_desktop.assessment.actions.quotas import add_example_standards
from jingzhen_desktop.assessment.actions.score_tables import add_table
from jingzhen_desktop.assessment.actions.spending import add_lines, set_basis
from jingzhen_desktop.assessment.actions.targets import record_filing
from jingzhen_desktop.assessment.score_choices import shipped_tables
from jingzhen_desktop.assessment.values.spending import RuleKey, SpendingBasis, SpendingLine
from jingzhen_desktop.assessment.values.targets import Filing
from jingzhen_desktop.energy.periods import quarters_of
from jingzhen_desktop.filing.contents import archive_files
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.organisation.actions.units import change_facts_of_units
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.organisation.values.units import Affiliation
from jingzhen_desktop.quarterly.queries.review import reviewed_quarter

from ..finished import pdf_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

YEAR, DAY = 2011, date(2012, 1, 20)
BEFORE = Path(__file__).resolve().parents[1] / "data" / "office-v5.jzdb"
"""Of a version that knew no quotas: its tables of this tab are empty."""


@pytest.fixture
def office(tmp_path: Path, set_clock: Callable[[datetime], None]) -> Iterator[Office]:
    set_clock(datetime(2012, 1, 20, 9))
    assert tabs.FACES  # whose tables an upgraded file has
    with Office.open(Path(shutil.copy(BEFORE, tmp_path / "文井镇.jzdb"))) as office:
        yield office


def made(office: Office) -> dict[str, bytes]:
    """Every file of the year by its path, but for the contents, which list the others."""
    files = archive_files(office, YEAR, DAY)
    return {one.name: one.make() for one in files if not one.name.endswith("目录.xlsx")}


def words(path: str, data: bytes) -> object:
    """What a file says."""
    if path.endswith(".pdf"):
        return pdf_text(data)
    if path.endswith(".xlsx"):
        book = load_workbook(io.BytesIO(data))
        return [[list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets]
    return data


def drafted(office: Office, kind: SummaryKind) -> str:
    """What a paper of the year would say, with every problem it may name."""
    facts = collect_facts(office, YEAR, kind, DAY)
    said = wording_of(facts)
    problems = [one.key for one in problem_candidates(facts, said)]
    return "\n".join(plain(one.text) for one in draft(facts, said, problems))


def enter_all_but_choices(office: Office) -> None:
    """What may be entered before anything is chosen or assessed: standards, whose the units are, limits for
    reference, filings, a score table.
    """
    add_example_standards(office)
    units = units_of_year(office, YEAR)
    facts = [replace(unit.facts, affiliation=Affiliation.TOWN, quota_kind="党政机关") for unit in units]
    change_facts_of_units(
        office, [(unit, replace(unit, facts=one)) for unit, one in zip(units, facts, strict=True)]
    )
    history = [
        SpendingLine(0, unit.id, YEAR, "electricity", RuleKey.OWN_HISTORY, target=Decimal(1))
        for unit in units
    ]
    add_lines(office, history)
    record_filing(office, YEAR, [unit.id for unit in units], Filing.PLAN, date(2011, 1, 20))
    add_table(office, next(iter(shipped_tables().values())))


def test_every_paper_and_check_is_as_before(office: Office) -> None:
    before = made(office)
    checks = [reviewed_quarter(office, quarter) for quarter in quarters_of(YEAR)]
    assert len(before) > 60
    assert not [path for path in before if "定额" in path or "考核" in path]
    written = {kind: drafted(office, kind) for kind in SummaryKind}
    assert "没有统一的公共机构能源消耗定额和支出标准" in written[SummaryKind.YEAR]
    assert "节约没有奖励，超耗没有处罚" in written[SummaryKind.YEAR]

    enter_all_but_choices(office)
    after = made(office)
    differing = [
        path
        for path, data in before.items()
        if after[path] != data and words(path, after[path]) != words(path, data)
    ]
    assert differing == []
    assert all("定额考核" in path for path in after.keys() - before.keys())
    assert {kind: drafted(office, kind) for kind in SummaryKind} == written
    assert [reviewed_quarter(office, quarter) for quarter in quarters_of(YEAR)] == checks

    set_basis(
        office,
        SpendingBasis(YEAR, "景东县财政局", "景财〔2012〕1号", date(2012, 1, 10), "", "第2页", "王芳"),
    )
    assert drafted(office, SummaryKind.YEAR) != written[SummaryKind.YEAR]  # so it would have been seen
