"""Decisions about quota rows: which can be, which count as the office's own, which contradict. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from ...base.columns import COEFFICIENT_PLACES, QUANTITY_PLACES
from ...base.errors import FieldRejected
from ...base.lengths import LONGEST_NOTE, check_length
from ...base.numbers import decimals
from ...base.text import matching_key
from ..values.quotas import LevelKind, Quota, QuotaChoice, QuotaStandard, QuotaState, Register, Seen
from ..values.yardsticks import Yardstick

_DASHES = re.compile("[‐-―−]+")
"""The dashes a number may be typed with in place of its hyphen."""
_STANDARD_TEXTS = {
    "number": "标准编号",
    "title": "标准名称",
    "document": "发文单位和文号",
    "region": "适用地区",
    "replaces": "代替的标准",
}
_QUOTA_TEXTS = {
    "table_number": "表号",
    "page": "页码",
    "unit_class": "类别",
    "zone": "分区",
    "heating": "供暖方式",
    "note": "备注",
    "entered_by": "录入人",
}


def check_standard(standard: QuotaStandard) -> None:
    """Refuse a standard that cannot be. Raises FieldRejected."""
    if not standard.number.strip():
        raise FieldRejected("number", "请填写标准编号；县里的文件没有编号的，填文号。")
    for field, title in _STANDARD_TEXTS.items():
        check_length(field, title, getattr(standard, field))
    for field, title in (("correction", "修正规定"), ("note", "说明")):
        check_length(field, title, getattr(standard, field), LONGEST_NOTE)
    for one in standard.coefficients:
        if one.kgce <= 0:
            raise FieldRejected("coefficients", "折标系数应大于0；标准没有规定的空着。")
        _check_places("coefficients", "折标系数", one.kgce, COEFFICIENT_PLACES)
    first, last = standard.valid_from, standard.valid_to
    if first is not None and last is not None and last < first:
        raise FieldRejected("valid_to", "废止日期不能早于施行日期。")


def check_quota(quota: Quota, standard: QuotaStandard) -> None:
    """Refuse a row that cannot be: a level out of order, a unit of measure of another indicator. Raises
    FieldRejected.
    """
    for field, title in _QUOTA_TEXTS.items():
        check_length(field, title, getattr(quota, field))
    if quota.measure not in quota.indicator.measures:
        wanted = "、".join(quota.indicator.measures)
        raise FieldRejected("measure", f"“{quota.indicator.words}”的计量单位应为{wanted}。")
    _check_levels(quota, standard)


def _check_levels(quota: Quota, standard: QuotaStandard) -> None:
    names = standard.levels.names
    before, name_before = None, ""
    for field in ("limit", "base", "guide"):
        value = getattr(quota, field)
        if value is None:
            continue
        if field not in names:
            raise FieldRejected(field, f"这个标准只有{standard.levels.words}，这一格请空着。")
        _check_places(field, names[field], value, QUANTITY_PLACES)
        if value <= 0:
            raise FieldRejected(field, f"{names[field]}应大于0；标准没有给出的空着，不填0。")
        if before is not None and value > before:
            raise FieldRejected(field, f"{names[field]}不能大于{name_before}，请核对是否填反。")
        before, name_before = value, names[field]


def _check_places(field: str, title: str, value: Decimal | None, places: int) -> None:
    """Refuse more decimals than are kept: a quota is compared as it is typed."""
    if value is not None and decimals(value) > places:
        raise FieldRejected(field, f"{title}最多{places}位小数。")


def missing_source(quota: Quota, standard: QuotaStandard) -> tuple[str, ...]:
    """Return what is not typed of where a row comes from: only with all of it the row is the office's own."""
    wanted = {
        "发文单位和文号": standard.document,
        "标准编号": standard.number,
        "适用地区": standard.region,
        "页码": quota.page,
        "录入人": quota.entered_by,
        "录入日期": quota.entered_on,
    }
    return tuple(title for title, given in wanted.items() if not given)


def state_of(quota: Quota, standard: QuotaStandard, region: str) -> QuotaState:
    """Say whether a row counts as the office's own.

    Args:
        region: where the office lies, from the province on; the standard's region must be in it.
    """
    if standard.seen is Seen.EXAMPLE:
        return QuotaState.EXAMPLE
    if missing_source(quota, standard):
        return QuotaState.INCOMPLETE
    if matching_key(standard.region) not in matching_key(region):
        return QuotaState.ELSEWHERE
    return QuotaState.UNVERIFIED if standard.seen is Seen.THIRD_PARTY else QuotaState.OWN


def counts(state: QuotaState | None, *, example_office: bool) -> bool:
    """Whether a judgement by a row may be scored, written to a unit and printed as the office's own."""
    return state is QuotaState.OWN or (example_office and state is QuotaState.EXAMPLE)


def standard_named(source: str, standards: Sequence[QuotaStandard]) -> QuotaStandard | None:
    """Return the standard whose number stands in a source as it was typed; None where there is none, or
    several that convert differently.
    """
    said = _number_key(source)
    named = [one for one in standards if _number_key(one.number) in said]
    longest = max((len(_number_key(one.number)) for one in named), default=0)
    meant = [one for one in named if len(_number_key(one.number)) == longest]
    ways = {(one.coefficient_set, one.coefficients) for one in meant}
    return meant[0] if len(ways) == 1 else None


def _number_key(text: str) -> str:
    return _DASHES.sub("-", matching_key(text))


def contradictions(register: Register) -> dict[int, tuple[int, ...]]:
    """Return by row the rows that give the same quota with other values: two sources of one standard, or one
    source typed twice.
    """
    numbers = {standard.id: matching_key(standard.number) for standard in register.standards}
    alike: defaultdict[tuple[object, ...], list[Quota]] = defaultdict(list)
    for quota in register.quotas:
        same = (
            quota.indicator,
            quota.measure,
            *map(matching_key, (quota.unit_class, quota.zone, quota.heating)),
        )
        alike[numbers[quota.standard_id], *same].append(quota)
    found: dict[int, tuple[int, ...]] = {}
    for rows in alike.values():
        for quota in rows:
            others = tuple(other.id for other in rows if other.levels != quota.levels)
            if others:
                found[quota.id] = others
    return found


def check_choice(choice: QuotaChoice, quota: Quota | None) -> None:
    """Refuse a choice without a reason, or with a number it has no use for. Raises FieldRejected."""
    if choice.yardstick is Yardstick.QUOTA and quota is None:
        raise FieldRejected("quota_id", "请选一行定额；没有合适的，请选“没有适用的定额”。")
    if quota is not None and quota.indicator is not choice.indicator:
        raise FieldRejected(
            "quota_id", f"这一行是“{quota.indicator.words}”，不是“{choice.indicator.words}”。"
        )
    if not choice.reason.strip():
        raise FieldRejected("reason", "请写明为什么这样选，如“按县发文件，属市级以下机关”。")
    if choice.yardstick is Yardstick.LAST_YEAR and choice.target is None:
        raise FieldRejected("target", "请填写比上年下降百分之几；不要求下降填0。")
    if choice.factor is not None and choice.factor <= 0:
        raise FieldRejected("factor", "修正系数应大于0；不修正就空着。")
    if choice.factor is not None and not choice.factor_reason.strip():
        raise FieldRejected("factor_reason", "填了修正系数，请写明按标准哪一条修正。")
    _check_places("target", "下降目标", choice.target, QUANTITY_PLACES)
    _check_places("factor", "修正系数", choice.factor, COEFFICIENT_PLACES)
    check_length("reason", "理由", choice.reason, LONGEST_NOTE)
    check_length("factor_reason", "修正理由", choice.factor_reason, LONGEST_NOTE)


def level_titles(levels: LevelKind) -> Sequence[str]:
    """Return the names of a standard's levels from the best to the upper limit: 引导值、基准值、约束值."""
    return tuple(reversed(tuple(levels.names.values())))
