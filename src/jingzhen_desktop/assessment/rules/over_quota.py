"""What a case of use over the quota may hold, where it stands on a day, and how that is said. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from ...base.errors import FieldRejected, InputRejected
from ...base.lengths import LONGEST_NOTE, check_length
from ...base.numbers import decimals, round_half_up, show_number
from ...base.text import chinese_date
from ...inspection.rules.plan import likely_day, scopes
from ..declared import causes
from ..values.over_quota import OverQuota, Step, TakenStep
from .ladder import is_settled, is_unanswered, rung, why_not

_PLACES, _MONEY_PLACES = 4, 2
_NUMBERS = {"quota": "定额", "actual": "实际", "base": "计算基数", "used": "实际总量", "cost": "超额费用"}
LETTERS = (Step.ASK, Step.SUGGEST, Step.REPORT, Step.PETITION)
"""The steps whose paper the office itself sends out."""
_MOST_YEARS = 2
"""A deadline may lie after the day of its letter."""


def check_case(case: OverQuota) -> None:
    """Refuse a case that cannot be. Raises InputRejected."""
    for field, title in (("indicator", "指标"), ("measure", "计量单位")):
        if not getattr(case, field).strip():
            raise FieldRejected(field, f"{title}不能为空，请填写。")
    for field, title in _NUMBERS.items():
        _check_number(field, title, getattr(case, field))
    if case.actual <= case.quota:
        raise FieldRejected(
            "actual",
            f"实际{show_number(case.actual)}{case.measure}没有超过定额{show_number(case.quota)}，不是超定额。",
            "quota",
        )
    for field, title in (("standard", "定额依据"), ("ground", "计算说明")):
        check_length(field, title, getattr(case, field), LONGEST_NOTE)
    for field, title in (("indicator", "指标"), ("measure", "计量单位"), ("level", "定额级别")):
        check_length(field, title, getattr(case, field))
    _check_explanation(case)


def _check_explanation(case: OverQuota) -> None:
    said = case.explanation
    unknown = [key for key in said.causes if key not in causes()]
    if unknown:
        raise InputRejected("所选的超定额原因不在清单里，请重新勾选。")
    for field, title in (("reason", "原因说明"), ("measures", "节能措施")):
        check_length(field, title, getattr(said, field), LONGEST_NOTE)
    for field, title in (("person", "责任人"), ("expected", "预计节约"), ("signed_by", "单位负责人")):
        check_length(field, title, getattr(said, field))


def _check_number(field: str, title: str, value: Decimal | None) -> None:
    if value is None:
        return
    if value < 0 or (field == "quota" and value == 0):
        raise FieldRejected(field, f"{title}应大于0，请核对。")
    places = _MONEY_PLACES if field == "cost" else _PLACES
    if decimals(value) > places:
        raise FieldRejected(field, f"{title}最多保留{places}位小数。")


def check_step(case: OverQuota, taken: TakenStep, on: date, *, own: bool | None) -> None:
    """Refuse a step that may not be taken, or lacks what it needs. Raises InputRejected.

    Args:
        on: today; a deadline that has passed by its day counts for what may follow.
    """
    wanted = rung(taken.step)
    others = replace(case, steps=tuple(one for one in case.steps if one.step is not taken.step))
    if reason := why_not(others, taken.step, max(on, taken.day), own=own):
        raise InputRejected(f"{reason}。")
    needed = {"number": taken.number.strip(), "deadline": taken.deadline, "text": taken.text.strip()}
    for field in wanted.needs:
        if not needed[field]:
            raise FieldRejected(field, f"“{wanted.title}”要填写{_field_title(taken.step, field)}。")
    check_length("number", "文号", taken.number)
    check_length("text", _field_title(taken.step, "text"), taken.text, LONGEST_NOTE)
    if taken.day.year < case.year:
        raise FieldRejected("day", f"日期{chinese_date(taken.day)}早于超定额的年度{case.year}年，请核对。")
    _check_deadline(taken)
    _check_before(others, taken)


def _check_deadline(taken: TakenStep) -> None:
    if taken.deadline is None:
        return
    if taken.deadline < taken.day:
        raise FieldRejected(
            "deadline",
            f"期限{chinese_date(taken.deadline)}早于日期{chinese_date(taken.day)}，请核对。",
            "day",
        )
    if taken.deadline.year > taken.day.year + _MOST_YEARS:
        raise FieldRejected(
            "deadline", f"期限{chinese_date(taken.deadline)}比日期晚{_MOST_YEARS}年以上，请核对年份。", "day"
        )


def _check_before(case: OverQuota, taken: TakenStep) -> None:
    """A step lies not before the ones it follows on."""
    for one in case.steps:
        first, second = (one, taken) if str(one.step) in rung(taken.step).after else (taken, one)
        follows = str(first.step) in rung(second.step).after
        if follows and second.day < first.day:
            raise FieldRejected(
                "day",
                f"“{rung(second.step).title}”的日期{chinese_date(second.day)}"
                f"早于“{rung(first.step).title}”的日期{chinese_date(first.day)}，请核对。",
            )


def _field_title(step: Step, field: str) -> str:
    titles = {
        (Step.ACCEPT, "text"): "认可的理由",
        (Step.REFUSE, "text"): "不认可的理由",
        (Step.RECTIFY, "text"): "要整改的问题",
        (Step.SUGGEST, "text"): "建议的内容",
        (Step.PETITION, "text"): "浪费能源的情况",
        (Step.OPINION, "text"): "意见书的要求",
        (Step.INSPECT, "text"): "列入的理由",
        (Step.CLOSE, "text"): "了结的结果",
    }
    usual = {"number": "文号", "deadline": "说明期限", "text": "内容"}
    return titles.get((step, field), usual[field])


def field_title(step: Step, field: str) -> str:
    """Return what the clerk calls a field of a step."""
    return _field_title(step, field)


def excess_percent(case: OverQuota) -> Decimal:
    """Return by how many percent of the quota the use was over, to 0.1."""
    return round_half_up(100 * case.excess / case.quota, 1)


def shown_places(case: OverQuota) -> int:
    """Return with how many decimals quota and actual are shown: those of the quota, at least two; more only
    where the difference would else be nothing.
    """
    places = max(2, decimals(case.quota))
    return places if round_half_up(case.excess, places) else _PLACES


def excess_words(case: OverQuota) -> str:
    """Say by how much: 超出1.30kgce/㎡（9.4%），合计3,822.00kgce，折合费用约…元."""
    places = shown_places(case)
    said = f"超出{show_number(case.excess, places)}{case.measure}（{show_number(excess_percent(case), 1)}%）"
    total = case.total_excess
    if total is not None:
        said += f"，合计{show_number(round_half_up(total, 2), 2)}{case.amount_unit}"
    if case.cost is not None:
        said += f"，折合费用约{show_number(case.cost, 2)}元"
    return said


_SPOKEN = {"kgce": "千克标准煤", "kWh": "千瓦时", "m³": "立方米", "L/": "升/", "㎡": "平方米"}


def spoken(text: str) -> str:
    """Return a text with the units of measure as running text has them."""
    for sign, words in _SPOKEN.items():
        text = text.replace(sign, words)
    return text


def next_day(case: OverQuota, today: date) -> date:
    """Return the day to propose for the next step: after what was done, today where that is likely."""
    newest = max((taken.day for taken in case.steps), default=None)
    return likely_day(newest, today) if newest else today


def usual_scope(town: str) -> str:
    """Return the scope of a circular that is the town's own: 全镇."""
    return scopes(town)[0]


def cost_of_excess(total: Decimal | None, price: Decimal | None) -> Decimal | None:
    """Return yuan of what is over at a price a unit of measure, to 分; None if either is not known."""
    return None if total is None or price is None else round_half_up(total * price, 2)


def progress(case: OverQuota, on: date) -> str:
    """Say where a case stands on a day in the clerk's words."""
    known = [one for one in case.steps if one.day <= on]
    if not known:
        return "待要求说明"
    newest = max(known, key=lambda one: (one.day, one.id))
    asked = case.step(Step.ASK)
    if newest.step is Step.ASK and asked is not None and asked.deadline is not None:
        if is_unanswered(case, on):
            return f"逾期{(on - asked.deadline).days}天未作说明"
        left = (asked.deadline - on).days
        return f"待单位说明，还有{left}天" if left else "待单位说明，今日到期"
    return rung(newest.step).done


def wants_attention(case: OverQuota, on: date, days: int) -> bool:
    """Whether a case belongs among the day's reminders: the office is to do something about it, or the unit's
    day is at most ``days`` off.
    """
    if is_settled(case):
        return False
    asked = case.step(Step.ASK)
    waits = asked is not None and asked.deadline is not None and case.step(Step.RECEIVE) is None
    if waits and asked is not None and asked.deadline is not None and not is_unanswered(case, on):
        return (asked.deadline - on).days <= days
    handed_on = (Step.RECTIFY, Step.CIRCULAR, Step.REPORT, Step.PETITION)
    return not any(case.step(step) for step in handed_on)


def due_of(case: OverQuota) -> date | None:
    """Return the day a case waits for: that of the unit's answer; None if it waits for no day."""
    asked = case.step(Step.ASK)
    if asked is None or case.step(Step.RECEIVE) is not None:
        return None
    return asked.deadline
