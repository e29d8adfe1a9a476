"""The form with which a clerk chooses what a unit is measured by: nothing is chosen for him."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...base.numbers import show_number
from ...base.typed import Choices, Kind
from ...organisation.values.units import UnitInYear
from ...widgets.fields.form import FieldSpec
from ..rules.quotas import state_of
from ..values.quotas import Obstacle, Quota, QuotaChoice, QuotaIndicator, QuotaStandard, QuotaState, Register
from ..values.yardsticks import Yardstick

_DESPITE = {
    Obstacle.CLASS_CHANGED: "类别变化，全期仍用此行",
    Obstacle.VALIDITY: "标准期内生效或失效，全期仍用此行",
    Obstacle.CONTRADICTION: "两处来源不一致，以此行为准",
}


def choosing_fields(register: Register, indicator: QuotaIndicator, region: str) -> list[FieldSpec]:
    """The fields of the form for an indicator."""
    return [
        FieldSpec("yardstick", "对照", Kind.CHOICE, choices=tuple((one, one.words) for one in Yardstick)),
        FieldSpec(
            "quota_id",
            "定额",
            Kind.CHOICE,
            choices=_rows(register, indicator, region),
            help="“对照”选“定额”时填；类别、分区、供暖方式都要对得上",
        ),
        FieldSpec("target", "比上年下降", Kind.NUMBER, unit="%", help="“对照”选“上年×（1−目标）”时填"),
        FieldSpec("factor", "修正系数", Kind.NUMBER, help="标准规定可以修正的才填，乘在定额上"),
        FieldSpec("factor_reason", "修正理由", help="按标准哪一条"),
        *(FieldSpec(f"despite_{one.value}", text, Kind.YESNO) for one, text in _DESPITE.items()),
        FieldSpec("reason", "理由", Kind.NOTE, help="为什么这样选，如“按县发文件，属市级以下机关”"),
    ]


def values_of(choice: QuotaChoice | None) -> dict[str, Any]:
    """What the form begins with: what is chosen now, or nothing."""
    despite = choice.despite if choice is not None else ()
    ticks = {f"despite_{one.value}": one in despite for one in Obstacle}
    if choice is None:
        empty = {"yardstick": Yardstick.QUOTA, "quota_id": None, "target": None, "factor": None}
        return empty | {"factor_reason": "", "reason": ""} | ticks
    return {
        "yardstick": choice.yardstick,
        "quota_id": choice.quota_id,
        "target": choice.target,
        "factor": choice.factor,
        "factor_reason": choice.factor_reason,
        "reason": choice.reason,
    } | ticks


def choices_made(
    values: Mapping[str, Any], units: Sequence[UnitInYear], indicator: QuotaIndicator
) -> list[QuotaChoice]:
    """Return what was chosen, for each of some units."""
    by_quota = values["yardstick"] is Yardstick.QUOTA
    despite = tuple(one for one in Obstacle if values[f"despite_{one.value}"])
    return [
        QuotaChoice(
            0,
            unit.id,
            unit.year,
            indicator,
            values["yardstick"],
            values["quota_id"] if by_quota else None,
            values["target"] if values["yardstick"] is Yardstick.LAST_YEAR else None,
            values["factor"] if by_quota else None,
            values["factor_reason"] if by_quota else "",
            despite if by_quota else (),
            values["reason"],
        )
        for unit in units
    ]


def _rows(register: Register, indicator: QuotaIndicator, region: str) -> Choices:
    standards = {one.id: one for one in register.standards}
    rows: list[tuple[object, str]] = [(None, "请选择")]
    for quota in register.quotas:
        if quota.indicator is indicator:
            rows.append((quota.id, row_words(quota, standards[quota.standard_id], region)))
    return tuple(rows)


def row_words(quota: Quota, standard: QuotaStandard, region: str) -> str:
    """One row as a list offers it: 市级以下 A区 20/11.9/6.5kgce/㎡ DB37/T 2672-2019表1（示例）."""
    where = " ".join(filter(None, (quota.unit_class, quota.zone, quota.heating)))
    levels = "/".join(show_number(one) for one in quota.levels if one is not None) or "—"
    state = state_of(quota, standard, region)
    mark = "" if state is QuotaState.OWN else f"（{state.words}）"
    return f"{where} {levels}{quota.measure.value} {standard.number}{quota.table_number}{mark}"
