"""What a reading or a point of the check list says, and which violations it proposes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ...base.errors import FieldRejected
from ...base.lengths import LONGEST_NOTE, check_length
from ...base.numbers import show_number
from ..values.found import CheckedItem, Judgement, Reading, Round, RoundDetail, ViolationDraft, Visit
from ..values.words import ItemResult, Mode, Verdict, ViolationKind
from .checks import check_temperature


def check_reading(reading: Reading) -> None:
    """Refuse a reading that cannot be. Raises InputRejected."""
    check_length("room", "场所", reading.room)
    check_length("exempt_reason", "豁免理由", reading.exempt_reason)
    check_temperature("set_temperature", "设定温度", reading.set_temperature)
    check_temperature("measured_temperature", "实测温度", reading.measured_temperature)
    check_temperature("outdoor_temperature", "室外温度", reading.outdoor_temperature)
    check_length("overrule_reason", "人工判定理由", reading.overrule_reason)
    if reading.overruled is not None and not reading.overrule_reason.strip():
        raise FieldRejected(
            "overrule_reason",
            f"请写明理由，为什么把“{reading.room or '（未填场所）'}”改判为{reading.overruled.value}。",
        )


def judge(reading: Reading, round_: Round) -> Judgement:
    """Judge a reading: by the clerk's own verdict if there is one, else by the round's limit.

    The set temperature decides and the measured one only hints; where nothing can be set the measured one
    decides, with the round's tolerance. Source: 国办发〔2007〕42号 — the limit is on the set temperature, and
    windows stay shut while it runs.
    """
    ruled = judge_by_rule(reading, round_)
    if reading.overruled is None or reading.overruled is ruled.verdict:
        return ruled
    faults = (ruled.faults or (ViolationKind.TEMPERATURE,)) if reading.overruled is Verdict.FAILED else ()
    return Judgement(
        reading.overruled,
        faults,
        f"人工判定{reading.overruled.value}：{reading.overrule_reason}（按标准为{ruled.verdict.value}）",
    )


def judge_by_rule(reading: Reading, round_: Round) -> Judgement:
    """Judge a reading by the round's limit alone."""
    if reading.exempt:
        return Judgement(
            Verdict.EXEMPT,
            text=f"豁免：{reading.exempt_reason}" if reading.exempt_reason else "豁免（请填理由）",
        )
    if not reading.running:
        return Judgement(Verdict.NOT_RUNNING, text="空调未运行")
    set_fault = _fault(reading, round_)
    faults = [ViolationKind.TEMPERATURE] if set_fault else []
    faults += [ViolationKind.WINDOWS] if reading.windows_open else []
    if faults:
        words = ([set_fault] if set_fault else []) + (["开窗使用空调"] if reading.windows_open else [])
        return Judgement(Verdict.FAILED, tuple(faults), "；".join(words))
    return _judge_without_fault(reading, round_)


def is_overruled(reading: Reading, round_: Round) -> bool:
    """True if the clerk's own verdict stands against the rule's."""
    return reading.overruled is not None and reading.overruled is not judge_by_rule(reading, round_).verdict


def proposed_violations(round_: Round, visit: Visit) -> list[ViolationDraft]:
    """Return the violations that failing readings and points of the list show and that are not yet entered:
    drafts for the clerk.
    """
    entered = {(violation.reading_id, violation.kind) for violation in visit.violations}
    drafts = []
    for reading in visit.readings:
        for fault in judge(reading, round_).faults:
            if (reading.id, fault) not in entered:
                text = _fault_text(fault, reading, round_)
                drafts.append(ViolationDraft(fault, text, reading.room, reading.id))
    return drafts + proposed_from_items(visit)


def unlisted(detail: RoundDetail) -> int:
    """Return how many faults readings and points of a round show that are not entered as violations yet;
    once something was ordered nobody asks for them.
    """
    if detail.rectifications:
        return 0
    return sum(len(proposed_violations(detail.round, visit)) for visit in detail.visits)


def proposed_from_items(visit: Visit) -> list[ViolationDraft]:
    """Return the violations that faulty points of the list show and that are not entered yet."""
    entered = {violation.item_id for violation in visit.violations}
    faulty = [item for item in visit.items if item.result is ItemResult.FAULT and item.id not in entered]
    return [ViolationDraft(ViolationKind.ELECTRICITY, _item_text(item), item_id=item.id) for item in faulty]


def _item_text(item: CheckedItem) -> str:
    return f"{item.note}（不符合“{item.text}”）" if item.note else f"不符合“{item.text}”的要求"


def _judge_without_fault(reading: Reading, round_: Round) -> Judgement:
    measured = _deviation(reading.measured_temperature, round_)
    if round_.limit is None:
        return Judgement(
            Verdict.UNDECIDED, text="本次不查温度" if round_.mode is Mode.NONE else "未填温度标准"
        )
    if (
        reading.set_temperature is None
        and reading.measured_temperature is not None
        and round_.tolerance is not None
    ):
        return Judgement(
            Verdict.PASSED, text=_passed_by_measure(reading.measured_temperature, measured, round_.tolerance)
        )
    if reading.set_temperature is None:
        known = measured or (
            f"{show_number(reading.measured_temperature)}℃"
            if reading.measured_temperature is not None
            else ""
        )
        return Judgement(Verdict.UNDECIDED, text=f"设定温度未填，实测{known}" if known else "设定温度未填")
    hint = measured and _is_beyond(reading.measured_temperature, round_)
    return Judgement(Verdict.PASSED, text=f"符合（实测{measured}，请核对）" if hint else "符合")


def _passed_by_measure(measured: Decimal, deviation: str, tolerance: Decimal) -> str:
    within = f"，允许误差{show_number(tolerance)}℃" if deviation else ""
    return f"符合（按实测{show_number(measured)}℃{within}）"


def _fault(reading: Reading, round_: Round) -> str:
    """How the temperature breaks the limit:
    by what was set, or where nothing can be set by what was measured; empty if it does not.
    """
    if reading.set_temperature is not None:
        deviation = _deviation(reading.set_temperature, round_)
        return f"设定{deviation}" if deviation else ""
    if round_.tolerance is None or reading.measured_temperature is None:
        return ""
    beyond = _is_beyond(reading.measured_temperature, round_)
    return f"实测{_deviation(reading.measured_temperature, round_)}" if beyond else ""


def _is_beyond(measured: Decimal | None, round_: Round) -> bool:
    """Whether a measured temperature breaks the limit by more than the round's tolerance."""
    if measured is None:
        return False
    tolerance = round_.tolerance or Decimal(0)
    return bool(_deviation(measured + (tolerance if round_.mode is Mode.COOLING else -tolerance), round_))


def _deviation(temperature: Decimal | None, round_: Round) -> str:
    """How a temperature breaks the round's limit: 24℃，低于26℃; empty if it does not."""
    limit = round_.limit
    if temperature is None or limit is None or round_.mode is Mode.NONE:
        return ""
    breaks = temperature < limit if round_.mode is Mode.COOLING else temperature > limit
    side = "低于" if round_.mode is Mode.COOLING else "高于"
    return f"{show_number(temperature)}℃，{side}{show_number(limit)}℃" if breaks else ""


def _fault_text(fault: ViolationKind, reading: Reading, round_: Round) -> str:
    if fault is ViolationKind.WINDOWS:
        return f"{reading.room}开窗使用空调"
    words = _fault(reading, round_)
    if not words:
        return f"{reading.room}空调温度不符合规定（{reading.overrule_reason}）"
    kind = "设定" if words.startswith("设定") else "实测"
    return f"{reading.room}空调{words.replace(kind, f'{kind}温度', 1)}的标准"


def check_item(item: CheckedItem) -> None:
    """Refuse a checked point that cannot be. Raises InputRejected."""
    check_length("note", "说明", item.note, LONGEST_NOTE)


def check_list(points: Sequence[str]) -> None:
    """Refuse a check list with blank, too long or repeated points. Raises FieldRejected."""
    for point in points:
        if not point.strip():
            raise FieldRejected("points", "检查要点不能为空，请填写，如“人走灯灭”。")
        check_length("points", "检查要点", point)
    if twice := next((point for at, point in enumerate(points) if point in points[:at]), None):
        raise FieldRejected("points", f"检查要点“{twice}”已经在清单中。")
