"""A case of use over the quota from its record to its end, step by step, with what it makes in 监督检查."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from jingzhen_desktop.assessment.actions.over_quota import (
    KEY_INSPECTION,
    add_case,
    change_case,
    change_step,
    circulate,
    order_mending,
    plan_key_inspection,
    receive_explanation,
    remove_case,
    remove_step,
    take_step,
)
from jingzhen_desktop.assessment.face import FACE
from jingzhen_desktop.assessment.queries.over_quota import case_detail, cases_of_year, open_cases
from jingzhen_desktop.assessment.rules.over_quota import progress
from jingzhen_desktop.assessment.values.over_quota import Explanation, OverQuota, Step, TakenStep
from jingzhen_desktop.base.errors import FieldRejected, InputRejected
from jingzhen_desktop.inspection.actions.circulars import remove_circular
from jingzhen_desktop.inspection.actions.handling import order_rectification, remove_violation
from jingzhen_desktop.inspection.actions.rounds import remove_round
from jingzhen_desktop.inspection.queries.urgent import circulars_of_year, rounds_of_year
from jingzhen_desktop.inspection.values.found import Circular

from .ledgers import Town, make_town

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from jingzhen_desktop.office.file import Office

ASKED, DEADLINE, CAME, DECIDED = date(2012, 2, 1), date(2012, 2, 20), date(2012, 2, 15), date(2012, 2, 18)


@pytest.fixture
def town(tmp_path: Path, set_clock: Callable[[datetime], None]) -> Iterator[Town]:
    """柳河镇, on 3 March 2012."""
    set_clock(datetime(2012, 3, 3, 9))
    made = make_town(tmp_path / "柳河镇.jzdb")
    with made.office:
        yield made


def over(unit_id: int, **more: object) -> OverQuota:
    bare = OverQuota(
        0,
        unit_id,
        2011,
        "单位建筑面积能耗",
        "kgce/㎡",
        Decimal("5.9"),
        Decimal("6.92"),
        standard="青山县定额〔2011〕3号 表1 医疗机构",
        base=Decimal(2940),
        base_unit="㎡",
        cost=Decimal("8123.40"),
    )
    return replace(bare, **more)  # type: ignore[arg-type]


def ask(office: Office, case_id: int) -> None:
    take_step(office, case_id, TakenStep(0, 0, Step.ASK, ASKED, "柳节能函〔2012〕1号", DEADLINE))


def refused(town: Town, unit_id: int) -> int:
    case_id = add_case(town.office, over(unit_id))
    ask(town.office, case_id)
    receive_explanation(town.office, case_id, CAME, Explanation(("equipment",), "新增CT机", "单独装表"))
    take_step(town.office, case_id, TakenStep(0, 0, Step.REFUSE, DECIDED, text="没有CT机的用电量"))
    return case_id


def test_a_case_is_recorded_once_for_a_unit_of_the_year(town: Town) -> None:
    case_id = add_case(town.office, over(town.clinic))
    (case,) = cases_of_year(town.office, 2011)
    assert (case.id, case.unit_name, case.steps) == (case_id, "卫生院", ())
    with pytest.raises(FieldRejected, match="已经登记过"):
        add_case(town.office, over(town.clinic))
    with pytest.raises(FieldRejected, match="2009年的单位名单"):
        add_case(town.office, over(town.clinic, year=2009))
    add_case(town.office, over(town.clinic, indicator="人均综合能耗", measure="kgce/人"))
    town.office.undo()
    assert len(cases_of_year(town.office, 2011)) == 1


def test_an_accepted_explanation_settles_it(town: Town) -> None:
    case_id = add_case(town.office, over(town.clinic))
    ask(town.office, case_id)
    said = Explanation(
        ("equipment", "people_area"), "新增CT机", "单独装表", "李院长", date(2012, 6, 30), "3000千瓦时"
    )
    receive_explanation(town.office, case_id, CAME, said)
    take_step(town.office, case_id, TakenStep(0, 0, Step.ACCEPT, DECIDED, text="已核实"))
    case = case_detail(town.office, case_id)
    assert case is not None
    assert case.explanation == said
    assert [one.step for one in case.steps] == [Step.ASK, Step.RECEIVE, Step.ACCEPT]
    assert progress(case, date(2012, 3, 3)) == "说明已认可"
    assert open_cases(town.office, 2012) == []
    with pytest.raises(InputRejected, match="不再办理“通报”"):
        take_step(town.office, case_id, TakenStep(0, 0, Step.CIRCULAR, DECIDED, "x"))


def test_mending_is_ordered_on_the_path_of_inspections_and_the_violation_stays(town: Town) -> None:
    case_id = refused(town, town.clinic)
    made = order_mending(town.office, case_id, date(2012, 2, 20), "空调全天不关，没有管理", ("王芳",))
    (detail,) = rounds_of_year(town.office, 2012)
    assert (detail.round.title, detail.round.special, detail.round.checkers) == (
        "卫生院超定额用能核查",
        True,
        ("王芳",),
    )
    (violation,) = detail.violations
    assert (violation.id, violation.text, violation.found_on) == (
        made,
        "空调全天不关，没有管理",
        date(2012, 2, 20),
    )
    order_rectification(
        town.office,
        [made],
        number="柳节能整〔2012〕1号",
        ordered_on=date(2012, 2, 21),
        deadline=date(2012, 3, 10),
    )
    with pytest.raises(InputRejected, match="超定额办理"):
        remove_violation(town.office, made)


def test_the_county_s_unit_is_not_ordered_but_reported(town: Town) -> None:
    case_id = refused(town, town.police)
    with pytest.raises(InputRejected, match="派出所不是镇属单位"):
        order_mending(town.office, case_id, date(2012, 2, 20), "空调全天不关")
    assert rounds_of_year(town.office, 2012) == []
    take_step(town.office, case_id, TakenStep(0, 0, Step.REPORT, date(2012, 2, 25), "柳政报〔2012〕4号"))
    take_step(
        town.office,
        case_id,
        TakenStep(0, 0, Step.PETITION, date(2012, 2, 26), "柳政报〔2012〕5号", text="浪费"),
    )
    take_step(
        town.office,
        case_id,
        TakenStep(0, 0, Step.OPINION, date(2012, 3, 1), "青机管〔2012〕9号", text="改造"),
    )
    take_step(town.office, case_id, TakenStep(0, 0, Step.CLOSE, date(2012, 3, 2), text="已改造"))
    assert open_cases(town.office, 2012) == []


def test_a_circular_names_the_unit_and_is_not_removed_behind_the_case(town: Town) -> None:
    case_id = refused(town, town.clinic)
    draft = Circular(
        0, "柳节能通〔2012〕1号", date(2012, 2, 25), "关于超定额用能情况的通报", "全镇", reason="超定额"
    )
    made = circulate(town.office, case_id, draft)
    (circular,) = circulars_of_year(town.office, 2012)
    assert (circular.id, circular.units) == (made, ("卫生院",))
    with pytest.raises(InputRejected, match="超定额办理"):
        remove_circular(town.office, made)
    remove_step(town.office, case_id)
    remove_circular(town.office, made)
    assert circulars_of_year(town.office, 2012) == []


def test_key_inspections_of_the_year_after_stand_in_one_round(town: Town) -> None:
    first, second = refused(town, town.clinic), refused(town, town.police)
    one = plan_key_inspection(town.office, first, date(2012, 2, 25), "超定额17.3%", 4)
    other = plan_key_inspection(town.office, second, date(2012, 2, 26), "超定额17.3%", 7)
    assert one == other
    (detail,) = rounds_of_year(town.office, 2012)
    assert (detail.round.title, detail.round.planned_month, detail.round.special) == (KEY_INSPECTION, 4, True)
    assert [unit.unit_id for unit in detail.planned] == [town.clinic, town.police]
    with pytest.raises(InputRejected, match="超定额办理"):
        remove_round(town.office, one)
    remove_step(town.office, first)
    with pytest.raises(InputRejected, match="请先从上年结转2013年的单位"):
        plan_key_inspection(town.office, first, date(2013, 1, 5), "超定额17.3%", 4)


def test_steps_are_taken_back_from_the_newest_and_a_case_with_steps_stays(town: Town) -> None:
    case_id = refused(town, town.clinic)
    with pytest.raises(InputRejected, match="请先逐步撤销办理"):
        remove_case(town.office, case_id)
    for _ in range(3):
        remove_step(town.office, case_id)
    with pytest.raises(InputRejected, match="没有可以撤销的步骤"):
        remove_step(town.office, case_id)
    remove_case(town.office, case_id)
    assert cases_of_year(town.office, 2011) == []
    town.office.undo()
    assert len(cases_of_year(town.office, 2011)) == 1


def test_a_step_and_a_case_are_changed_with_the_same_checks(town: Town) -> None:
    case_id = refused(town, town.clinic)
    case = case_detail(town.office, case_id)
    assert case is not None
    asked = case.step(Step.ASK)
    assert asked is not None
    change_step(town.office, asked, replace(asked, deadline=date(2012, 2, 25)))
    with pytest.raises(FieldRejected, match="早于日期"):
        change_step(town.office, asked, replace(asked, deadline=date(2012, 1, 1)))
    changed = replace(case, ground="用电64,080千瓦时", explanation=replace(case.explanation, person="李院长"))
    change_case(town.office, case, changed)
    found = case_detail(town.office, case_id)
    assert found is not None
    assert (found.ground, found.explanation.person) == ("用电64,080千瓦时", "李院长")
    assert found.step(Step.ASK) == replace(asked, deadline=date(2012, 2, 25))
    with pytest.raises(FieldRejected, match="没有超过定额"):
        change_case(town.office, found, replace(found, actual=Decimal("5.9")))


@pytest.mark.parametrize(
    ("day", "texts"),
    [
        (date(2012, 2, 9), []),
        (date(2012, 2, 10), ["卫生院2011年单位建筑面积能耗超定额：待单位说明，还有10天"]),
        (date(2012, 2, 20), ["卫生院2011年单位建筑面积能耗超定额：待单位说明，今日到期"]),
        (date(2012, 2, 21), ["卫生院2011年单位建筑面积能耗超定额：逾期1天未作说明"]),
    ],
)
def test_today_s_work_on_both_sides_of_its_days(town: Town, day: date, texts: list[str]) -> None:
    ask(town.office, add_case(town.office, over(town.clinic)))
    *dues, letter = FACE.today(town.office, 2012, day).dues
    assert letter.text.endswith("“发函要求说明”已登记，还没有发出存档")
    assert [due.text for due in dues] == texts
    assert [due.deadline for due in dues] == [DEADLINE] * len(texts)
    assert FACE.today(town.office, 2010, day).dues == []
