"""The complaint that there are no quotas stays until there are some on the paper's day, then gives way
to what was done, in figures that lead back.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from jingzhen_desktop.annual.figures.registry import explain, source_records, wording_of
from jingzhen_desktop.annual.queries.facts import collect_facts
from jingzhen_desktop.annual.rules.draft import draft
from jingzhen_desktop.annual.rules.markup import plain
from jingzhen_desktop.annual.rules.problems import problem_candidates, problem_texts
from jingzhen_desktop.annual.values.kinds import SummaryKind
from jingzhen_desktop.annual.values.text import Figure
from jingzhen_desktop.assessment.actions.quotas import add_example_standards, change_quotas
from jingzhen_desktop.assessment.actions.spending import add_lines, set_basis
from jingzhen_desktop.assessment.values.places import TAB, standing_place
from jingzhen_desktop.assessment.values.quotas import QuotaIndicator
from jingzhen_desktop.assessment.values.score_courses import Assessment, GradedUnit
from jingzhen_desktop.assessment.values.spending import Base, RuleKey, SpendingBasis, SpendingLine
from jingzhen_desktop.assessment.values.year import AssessedYear
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.settings import EXAMPLE, write_settings

from ..assessment.choosing import choose, row, unit_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jingzhen_desktop.annual.values.facts import SummaryFacts

JANUARY, APRIL, MAY = date(2012, 1, 10), date(2012, 4, 20), date(2012, 5, 10)
DATA = Path(__file__).resolve().parents[1] / "data" / "office-v5.jzdb"
"""Of a version that knew no quotas: whatever there is, the test has chosen."""
COMPLAINT = "没有统一的公共机构能源消耗定额和支出标准"


@pytest.fixture
def with_quotas(tmp_path: Path) -> Iterator[Office]:
    """The example office; in April 2012 quotas are chosen for two units, of which the hospital is over."""
    with Office.open(Path(shutil.copy(DATA, tmp_path / "文井镇.jzdb"))) as office:
        add_example_standards(office)
        hospital = row(office, "2673", QuotaIndicator.NON_HEATING, "一级", "A区")
        change_quotas(office, [(hospital, replace(hospital, limit=Decimal(9)))])
        choose(office, unit_named(office, "卫生院"), hospital, chosen_on=APRIL)
        quota = row(office, "2672", QuotaIndicator.ELECTRICITY, "市级以下", "A区")
        choose(office, unit_named(office, "政府"), quota, chosen_on=APRIL)
        yield office


def problems(facts: SummaryFacts) -> dict[str, str]:
    return {one.key: plain(one.text) for one in problem_candidates(facts, wording_of(facts))}


def test_before_there_was_a_quota_the_complaint_stays(with_quotas: Office) -> None:
    for kind, day in (
        (SummaryKind.YEAR, JANUARY),
        (SummaryKind.YEAR, date(2012, 4, 19)),
        (SummaryKind.HALF, JANUARY),
    ):
        facts = collect_facts(with_quotas, 2011, kind, day)
        assert facts.assessment is None
        assert COMPLAINT in problems(facts)["quota"]
        assert "节约没有奖励，超耗没有处罚" in problems(facts)["incentive"]


def test_from_the_day_there_is_one_it_gives_way_to_what_was_done(with_quotas: Office) -> None:
    facts = collect_facts(with_quotas, 2011, SummaryKind.YEAR, APRIL)
    text = problems(facts)["quota"]
    assert COMPLAINT not in text
    assert (
        "全年我镇为2个单位选定了能源消耗定额，对2个单位的全年能耗进行了对标，1个单位（卫生院）超过约束值，但定额管理"
        in text
    )
    assert "节约没有奖励" in problems(facts)["incentive"]  # nobody is assessed yet
    said = wording_of(facts)
    both = problem_texts(problem_candidates(facts, said), ("management", "quota"), said)
    assert len(both) == 1
    assert COMPLAINT not in plain(both[0][1])
    assert "2个单位选定了能源消耗定额" in plain(both[0][1])


@pytest.mark.parametrize(
    "kind", [SummaryKind.YEAR, SummaryKind.HALF, SummaryKind.CONSUMPTION, SummaryKind.PLAN]
)
def test_every_kind_of_paper_speaks_by_its_own_day(with_quotas: Office, kind: SummaryKind) -> None:
    """Before anything is chosen as the source has it, from that day on what was done, or is to be done."""

    def text(day: date) -> str:
        facts = collect_facts(with_quotas, 2011, kind, day)
        return "".join(plain(one.text) for one in draft(facts, wording_of(facts)))

    before, after = text(JANUARY), text(APRIL)
    assert "选定" not in before
    assert "约束值" not in before
    if kind is SummaryKind.PLAN:
        assert "对选定能源消耗定额的2个单位开展年度对标" in after
        assert "督促卫生院对照定额查找原因" in after
        return
    assert COMPLAINT in before
    assert COMPLAINT not in after
    assert "为2个单位选定了能源消耗定额" in after


def test_its_figures_lead_back(with_quotas: Office) -> None:
    facts = collect_facts(with_quotas, 2011, SummaryKind.YEAR, APRIL)
    (over,) = source_records("assessment.over", facts)
    hospital = unit_named(with_quotas, "卫生院")
    assert (over.text, over.value, over.place) == (
        hospital.name, "非供暖能耗超约束值", standing_place(2011, hospital.id),
    )  # fmt: skip
    assert explain(Figure("assessment.chosen", "2个单位"), facts).place.tab == TAB


def test_another_offices_example_quota_is_nothing_done(with_quotas: Office) -> None:
    write_settings(with_quotas, {EXAMPLE: "0"})
    facts = collect_facts(with_quotas, 2011, SummaryKind.YEAR, MAY)
    assert facts.assessment is None
    assert COMPLAINT in problems(facts)["quota"]


def test_an_assessment_takes_the_complaint_about_incentives_too(with_quotas: Office) -> None:
    facts = collect_facts(with_quotas, 2011, SummaryKind.YEAR, MAY)
    assert facts.assessment is not None
    held = Assessment(7, 2011, 1, "2011年度考核", date(2012, 3, 31))
    graded = tuple(GradedUnit(one.id, 1, Decimal(90), "优秀", MAY, unit_id=one.id) for one in facts.units)
    done = replace(facts, assessment=replace(facts.assessment, assessment=held, graded=graded))
    assert "节约没有奖励" not in problems(done)["incentive"]
    assert "已完成4个单位的年度节能考核" in problems(done)["incentive"]
    assert "完成了4个单位的年度节能考核" in problems(done)["quota"]
    assert [record.value for record in source_records("assessment.assessed", done)] == ["90分，优秀"] * 4


def test_a_spending_standard_of_the_finance_office_takes_it_too(tmp_path: Path) -> None:
    """Limits the office set itself are a reference, and silence nothing; a document by its own day does."""
    with Office.open(Path(shutil.copy(DATA, tmp_path / "文井镇.jzdb"))) as office:
        units = [unit_named(office, name).id for name in ("卫生院", "政府")]
        lines = [
            SpendingLine(
                0, unit, 2011, carrier, RuleKey.GIVEN, base=Base.TOTAL, amount=Decimal(9000), source="标准"
            )
            for unit, carrier in ((units[0], "water"), (units[0], "electricity"), (units[1], "water"))
        ]
        add_lines(office, lines)
        assert collect_facts(office, 2011, SummaryKind.YEAR, MAY).assessment is None
        set_basis(
            office,
            SpendingBasis(2011, "景东县财政局", "景财〔2012〕4号", APRIL, "支出标准", "第2页", "王芳"),
        )
        before = collect_facts(office, 2011, SummaryKind.YEAR, date(2012, 4, 19))
        assert COMPLAINT in problems(before)["quota"]
        facts = collect_facts(office, 2011, SummaryKind.YEAR, APRIL)
        text = problems(facts)["quota"]
        assert COMPLAINT not in text
        assert "全年我镇对2个单位执行了财政部门的能源消耗支出标准，但" in text
        assert "节约没有奖励" in problems(facts)["incentive"]
        found = [(one.text, one.value) for one in source_records("assessment.limited", facts)]
        assert [value for _, value in found] == ["2项支出限额", "1项支出限额"]


def test_a_quota_alone_tells_nothing_of_a_year_that_runs(with_quotas: Office) -> None:
    facts = collect_facts(with_quotas, 2011, SummaryKind.YEAR, MAY)
    assert facts.assessment is not None
    running = replace(facts, assessment=AssessedYear(facts.assessment.chosen, is_over=False))
    text = problems(running)["quota"]
    assert "为2个单位选定了能源消耗定额，但" in text
    assert "超过约束值" not in text
