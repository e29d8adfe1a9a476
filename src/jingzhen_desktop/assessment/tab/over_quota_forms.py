"""What is asked for a case of use over the quota, and for each step after it: fields, and what stands in them
first.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from ...base.errors import FieldRejected
from ...base.text import join_names
from ...base.typed import Choices, Kind
from ...inspection.queries.following import proposed_circular_number
from ...office import clock
from ...office.file import Office
from ...office.settings import TOWN, read_setting
from ...organisation.queries.units import units_of_year
from ...widgets.fields.form import FieldSpec
from ..declared import causes
from ..queries.over_quota import proposed_number
from ..rules.ladder import rung
from ..rules.over_quota import excess_words, field_title, next_day, usual_scope
from ..settings import EXPLAIN_DAYS
from ..values.over_quota import Explanation, OverQuota, Step
from ..values.quotas import LevelKind, QuotaIndicator, QuotaMeasure

_CAUSE = "cause_"
_DAY = {
    Step.ASK: "发函日期",
    Step.RECEIVE: "收到日期",
    Step.ACCEPT: "审定日期",
    Step.REFUSE: "审定日期",
    Step.RECTIFY: "核查日期",
    Step.CIRCULAR: "通报日期",
    Step.OPINION: "意见书日期",
}


def case_fields(office: Office, year: int) -> tuple[FieldSpec, ...]:
    """Return what is asked for a new case of a year."""
    units: Choices = tuple((unit.id, unit.short_name) for unit in units_of_year(office, year))
    return (FieldSpec("unit_id", "单位", Kind.CHOICE, choices=units), *CASE_FIELDS)


def _levels() -> Choices:
    names: dict[str, str] = {}
    for kind in LevelKind:
        names |= dict.fromkeys(kind.names.values(), "")
    return tuple((name, name) for name in names)


CASE_FIELDS = (
    FieldSpec(
        "indicator",
        "指标",
        Kind.CHOICE,
        choices=tuple((one.words, one.words) for one in QuotaIndicator),
    ),
    FieldSpec(
        "measure", "计量单位", Kind.CHOICE, choices=tuple((one.value, one.value) for one in QuotaMeasure)
    ),
    FieldSpec("level", "定额级别", Kind.CHOICE, choices=_levels()),
    FieldSpec("quota", "定额", Kind.NUMBER, help="每平方米、每人一年多少"),
    FieldSpec("actual", "实际", Kind.NUMBER, help="与定额同一计量单位"),
    FieldSpec("base", "计算基数", Kind.NUMBER, help="建筑面积、人数或床日，可不填"),
    FieldSpec("base_unit", "基数的计量单位", help="如㎡、人"),
    FieldSpec("used", "实际总量", Kind.NUMBER, help="一年共用多少，可不填"),
    FieldSpec("cost", "超额费用", Kind.NUMBER, unit="元", help="知道价格时填写"),
    FieldSpec("standard", "定额依据", Kind.NOTE, help="标准号、表号、行和页码，或文件的名称和文号"),
    FieldSpec("ground", "计算说明", Kind.NOTE, help="实际是怎样算出来的"),
)
EXPLANATION_FIELDS = (
    FieldSpec("signed_by", "单位负责人", help="在说明上签字的人"),
    FieldSpec("person", "责任人"),
    FieldSpec("due", "完成期限", Kind.DATE),
    FieldSpec("expected", "预计节约", help="如“每年3000千瓦时”"),
    *(FieldSpec(f"{_CAUSE}{key}", title, Kind.YESNO) for key, title in causes().items()),
    FieldSpec("reason", "原因说明", Kind.NOTE),
    FieldSpec("measures", "节能措施", Kind.NOTE),
)


def step_fields(step: Step) -> tuple[FieldSpec, ...]:
    """Return what is asked for a step."""
    needs = rung(step).needs
    specs = [FieldSpec("day", _DAY.get(step, "日期"), Kind.DATE)]
    if "number" in needs:
        specs.append(FieldSpec("number", "文号"))
    if "deadline" in needs:
        specs.append(FieldSpec("deadline", field_title(step, "deadline"), Kind.DATE))
    if step is Step.RECTIFY:
        specs.append(FieldSpec("checkers", "核查人员", help="用顿号隔开"))
    if step is Step.INSPECT:
        specs.append(FieldSpec("month", "计划月份", Kind.INTEGER, unit="月"))
    if step is Step.CIRCULAR:
        specs += [FieldSpec("title", "标题"), FieldSpec("scope", "通报范围")]
    if step in (Step.REPORT, Step.PETITION):
        specs.append(FieldSpec("signer", "签发人", help="不填则留空手签"))
    if step is Step.RECEIVE:
        return (*specs, *EXPLANATION_FIELDS)
    if step is not Step.ASK:
        specs.append(FieldSpec("text", field_title(step, "text"), Kind.NOTE))
    return tuple(specs)


def step_values(office: Office, case: OverQuota, step: Step) -> dict[str, Any]:
    """Return what stands in the fields of a step first."""
    day = next_day(case, clock.today())
    values: dict[str, Any] = {"day": day}
    if step in (Step.ASK, Step.SUGGEST):
        values["number"] = proposed_number(office, day.year)
    if step is Step.ASK:
        values["deadline"] = day + timedelta(days=read_setting(office, EXPLAIN_DAYS))
    if step is Step.RECEIVE:
        values |= explanation_values(case.explanation)
    if step is Step.INSPECT:
        values |= {"month": 4, "text": f"{case.year}年{case.indicator}{excess_words(case)}"}
    if step is Step.CIRCULAR:
        values |= {
            "number": proposed_circular_number(office, day.year),
            "title": "关于超定额使用能源资源情况的通报",
            "scope": usual_scope(read_setting(office, TOWN)),
            "text": _reason(case),
        }
    return values


def about(case: OverQuota, step: Step) -> str:
    """Say of a step what it is, on which ground, and who may take it."""
    one = rung(step)
    return (
        f"{case.unit_name}{case.year}年{case.indicator}{excess_words(case)}。\n"
        f"{one.what}。\n依据：{one.basis}。谁来办：{one.who.words}。"
    )


def explanation_values(said: Explanation) -> dict[str, Any]:
    """Return an explanation as the fields of its form."""
    ticks = {f"{_CAUSE}{key}": key in said.causes for key in causes()}
    plain = {field: getattr(said, field) for field in ("reason", "measures", "person", "due", "expected")}
    return {**ticks, **plain, "signed_by": said.signed_by}


def explanation_of(typed: dict[str, Any]) -> Explanation:
    """Return the explanation that stands in the fields of its form."""
    return Explanation(
        tuple(key for key in causes() if typed[f"{_CAUSE}{key}"]),
        typed["reason"] or "",
        typed["measures"] or "",
        typed["person"] or "",
        typed["due"],
        typed["expected"] or "",
        typed["signed_by"] or "",
    )


def case_of(typed: dict[str, Any], year: int) -> OverQuota:
    """Return the case that stands in the fields of its form. Raises FieldRejected."""
    require(typed, unit_id="单位", indicator="指标", measure="计量单位", quota="定额", actual="实际")
    return OverQuota(
        0,
        typed["unit_id"],
        year,
        typed["indicator"],
        typed["measure"],
        typed["quota"],
        typed["actual"],
        typed["level"] or "",
        typed["standard"] or "",
        typed["ground"] or "",
        typed["base"],
        typed["base_unit"] or "",
        typed["used"],
        typed["cost"],
    )


def require(typed: dict[str, Any], **names: str) -> None:
    """Refuse a form with one of these fields blank. Raises FieldRejected."""
    for key, name in names.items():
        if typed.get(key) in (None, ""):
            raise FieldRejected(key, f"“{name}”不能为空，请填写。")


def _reason(case: OverQuota) -> str:
    said = [f"{case.unit_name}{case.year}年{case.indicator}{excess_words(case).split('，')[0]}"]
    if case.step(Step.REFUSE):
        said.append("所作说明未获认可")
    elif not case.step(Step.RECEIVE):
        said.append("到期没有作出说明")
    return join_names(said).replace("、", "，")
