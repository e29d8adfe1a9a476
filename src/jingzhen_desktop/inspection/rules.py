"""Decisions of the inspections: what may be, what a reading says, where a violation stands, numbers, the plan. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from ..base.errors import InputRejected
from ..base.numbers import decimals, show_number
from ..base.text import chinese_date
from ..energy.periods import Quarter, quarters_of
from .values import (
    Circular,
    Judgement,
    Mode,
    Reading,
    RecheckResult,
    Rectification,
    Round,
    RoundDetail,
    Season,
    Verdict,
    Violation,
    ViolationDraft,
    ViolationKind,
    ViolationState,
    Visit,
)

COLDEST, HOTTEST = Decimal(-60), Decimal(60)
LONGEST_NAME, LONGEST_TEXT = 100, 2000

_MODES = {Season.SUMMER: Mode.COOLING, Season.WINTER: Mode.HEATING}
_NUMBER = re.compile(r"〔(\d{4})〕(\d+)号$")


# --- rounds ---------------------------------------------------------------------------------------------------------


def season_of(day: date) -> Season:
    """Return the season of a day: spring is March to May."""
    return (Season.WINTER, Season.SPRING, Season.SUMMER, Season.AUTUMN)[day.month % 12 // 3]


def next_season(done: Sequence[Season], year: int, today: date) -> Season:
    """Return the season of a year's next round: the present one, else the first that had none."""
    present = season_of(today)
    if year == today.year and present not in done:
        return present
    return next((season for season in Season if season not in done), present)


def usual_mode(season: Season) -> Mode:
    """Return what the air-conditioning is used for in a season."""
    return _MODES.get(season, Mode.NONE)


def usual_title(season: Season) -> str:
    """Return the usual name of a season's round: 夏季空调温度检查, 春季空调和用电检查."""
    return f"{season.value}空调温度检查" if season in _MODES else f"{season.value}空调和用电检查"


def check_round(round_: Round, visits: int = 0) -> None:
    """Refuse a round that cannot be. Raises InputRejected."""
    if not round_.title.strip():
        raise InputRejected("检查名称不能为空，请填写，如“夏季空调温度检查”。")
    check_length("检查名称", round_.title, LONGEST_NAME)
    check_length("备注", round_.note)
    if round_.day and round_.day.year != round_.year:
        raise InputRejected(f"“{round_.title}”的日期{chinese_date(round_.day)}不在{round_.year}年，请核对日期，或切换到那一年再新增。")
    if visits and not round_.day:
        raise InputRejected(f"“{round_.title}”已有被检查单位，检查日期不能为空。")
    check_temperature("室外温度", round_.outdoor_temperature)
    check_temperature("温度标准", round_.limit)


def check_visitable(round_: Round) -> None:
    """Refuse to enter visits in a round that has no date yet. Raises InputRejected."""
    if round_.day is None:
        raise InputRejected(f"“{round_.title}”还没有检查日期，请先填写日期，再录入被检查单位。")


def check_temperature(what: str, value: Decimal | None) -> None:
    """Refuse a temperature outside −60…60 ℃ or finer than 0.1 ℃. Raises InputRejected."""
    if value is None:
        return
    if not COLDEST <= value <= HOTTEST:
        raise InputRejected(f"{what}{show_number(value)}℃不合理，应在{COLDEST}到{HOTTEST}℃之间，请核对小数点。")
    if decimals(value) > 1:
        raise InputRejected(f"{what}{show_number(value)}℃最多保留一位小数。")


def check_length(what: str, text: str, longest: int = LONGEST_TEXT) -> None:
    """Refuse a text that is too long for a form. Raises InputRejected."""
    if len(text) > longest:
        raise InputRejected(f"{what}太长（{len(text)}字），请不超过{longest}字。")


# --- readings -------------------------------------------------------------------------------------------------------


def check_reading(reading: Reading) -> None:
    """Refuse a reading that cannot be. Raises InputRejected."""
    check_length("场所", reading.room, LONGEST_NAME)
    check_length("豁免理由", reading.exempt_reason, LONGEST_NAME)
    check_temperature("设定温度", reading.set_temperature)
    check_temperature("实测温度", reading.measured_temperature)


def judge(reading: Reading, round_: Round) -> Judgement:
    """Judge a reading by the round's limit: the set temperature decides, the measured one only hints.

    Source: 国办发〔2007〕42号 — the limit is on the set temperature, and windows stay shut while it runs.
    """
    if reading.exempt:
        return Judgement(Verdict.EXEMPT, text=f"豁免：{reading.exempt_reason}" if reading.exempt_reason else "豁免（请填理由）")
    if not reading.running:
        return Judgement(Verdict.NOT_RUNNING, text="空调未运行")
    set_fault = _deviation(reading.set_temperature, round_)
    faults = [ViolationKind.TEMPERATURE] if set_fault else []
    faults += [ViolationKind.WINDOWS] if reading.windows_open else []
    if faults:
        words = ([f"设定{set_fault}"] if set_fault else []) + (["开窗使用空调"] if reading.windows_open else [])
        return Judgement(Verdict.FAILED, tuple(faults), "；".join(words))
    return _judge_without_fault(reading, round_)


def proposed_violations(round_: Round, visit: Visit) -> list[ViolationDraft]:
    """Return the violations that failing readings show and that are not entered yet."""
    entered = {(violation.reading_id, violation.kind) for violation in visit.violations}
    return [
        ViolationDraft(fault, _fault_text(fault, reading, round_), reading.room, reading.id)
        for reading in visit.readings
        for fault in judge(reading, round_).faults
        if (reading.id, fault) not in entered
    ]


def _judge_without_fault(reading: Reading, round_: Round) -> Judgement:
    measured = _deviation(reading.measured_temperature, round_)
    if round_.limit is None:
        return Judgement(Verdict.UNDECIDED, text="本次不查温度" if round_.mode is Mode.NONE else "未填温度标准")
    if reading.set_temperature is None:
        known = measured or (f"{show_number(reading.measured_temperature)}℃" if reading.measured_temperature is not None else "")
        return Judgement(Verdict.UNDECIDED, text=f"设定温度未填，实测{known}" if known else "设定温度未填")
    return Judgement(Verdict.PASSED, text=f"符合（实测{measured}，请核对）" if measured else "符合")


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
    return f"{reading.room}空调设定温度{_deviation(reading.set_temperature, round_)}的标准"


# --- violations and rectifications ----------------------------------------------------------------------------------


def check_violation(violation: Violation, round_: Round) -> None:
    """Refuse a violation that cannot be. Raises InputRejected."""
    if not violation.text.strip():
        raise InputRejected("请写明发现的问题，如“办公室下班后电脑、饮水机未关”。")
    check_length("问题", violation.text)
    check_length("场所", violation.room, LONGEST_NAME)
    check_length("纠正情况", violation.correction_note)
    if round_.day and violation.found_on < round_.day:
        raise InputRejected(f"发现日期{chinese_date(violation.found_on)}早于检查日期{chinese_date(round_.day)}，请核对。")
    if violation.corrected_on_spot and violation.rectifications:
        raise InputRejected(f"该问题已下达整改通知{violation.rectifications[-1].number}，不能再记为当场纠正。")


def check_orderable(violations: Sequence[Violation]) -> None:
    """Refuse to order violations that are settled or under order already. Raises InputRejected."""
    if not violations:
        raise InputRejected("请先选择要限期整改的问题。")
    if len({violation.visit_id for violation in violations}) > 1:
        raise InputRejected("一份整改通知书只能针对一个单位的一次检查，请分别下达。")
    for violation in violations:
        if violation.corrected_on_spot:
            raise InputRejected(f"“{violation.text}”已当场纠正，不需要限期整改。")
        if any(not is_failed(notice) for notice in violation.rectifications):
            raise InputRejected(f"“{violation.text}”已下达整改通知{violation.rectifications[-1].number}，不能重复下达。")


def check_rectification(notice: Rectification, violations: Sequence[Violation]) -> None:
    """Refuse a notice whose number, dates or results cannot be. Raises InputRejected."""
    if not notice.number.strip():
        raise InputRejected("整改通知书的文号不能为空。")
    _check_given(notice.number, ("下达日期", notice.ordered_on), ("整改期限", notice.deadline))
    for what, text in (("文号", notice.number), ("整改要求", notice.requirement), ("回复", notice.reply), ("复查情况", notice.recheck_note)):
        check_length(what, text)
    for violation in violations:
        _check_order("下达日期", notice.ordered_on, "发现问题日期", violation.found_on)
    _check_order("整改期限", notice.deadline, "下达日期", notice.ordered_on)
    _check_order("回复日期", notice.reply_on, "下达日期", notice.ordered_on)
    _check_order("复查日期", notice.rechecked_on, "下达日期", notice.ordered_on)
    if (notice.rechecked_on is None) != (notice.recheck_result is None):
        raise InputRejected("复查日期和复查结果要一起填写。")
    if notice.closed_on and notice.recheck_result is not RecheckResult.PASSED:
        raise InputRejected(f"{notice.number}复查合格后才能销号，请先登记复查结果。")
    _check_order("销号日期", notice.closed_on, "复查日期", notice.rechecked_on)


def is_failed(notice: Rectification) -> bool:
    """True if the re-check found the violation still there; it may be ordered again."""
    return notice.recheck_result is RecheckResult.FAILED


def rectification_state(notice: Rectification, on: date) -> ViolationState:
    """Return where a notice stands on a day; what happened later is not known yet.

    A unit that replied by the deadline is not overdue while the office has not re-checked.
    """
    if notice.closed_on and notice.closed_on <= on:
        return ViolationState.CLOSED
    rechecked = notice.rechecked_on is not None and notice.rechecked_on <= on
    if rechecked and is_failed(notice):
        return ViolationState.FAILED
    replied = notice.reply_on is not None and notice.reply_on <= min(on, notice.deadline)
    return ViolationState.OVERDUE if notice.deadline < on and not rechecked and not replied else ViolationState.ORDERED


def violation_state(violation: Violation, on: date) -> ViolationState:
    """Return where a violation stands on a day: by its newest notice, if it was not corrected on the spot."""
    if violation.corrected_on_spot:
        return ViolationState.CORRECTED
    known = [notice for notice in violation.rectifications if notice.ordered_on <= on]
    if not known:
        return ViolationState.OPEN
    return rectification_state(max(known, key=lambda notice: (notice.ordered_on, notice.id)), on)


def progress(notice: Rectification, on: date) -> str:
    """Say where a notice stands in the clerk's words: 已逾期3天, 还有5天, 已回复，待复查."""
    state = rectification_state(notice, on)
    if state is ViolationState.OVERDUE:
        return f"已逾期{(on - notice.deadline).days}天"
    if state is ViolationState.FAILED and notice.replaced:
        return "复查不合格，已再次下达"
    if state is not ViolationState.ORDERED:
        return state.value
    if notice.rechecked_on and notice.rechecked_on <= on:
        return "复查合格，待销号"
    if notice.reply_on and notice.reply_on <= on:
        return "已回复，待复查"
    left = (notice.deadline - on).days
    return f"限期整改中，还有{left}天" if left else "限期整改中，今日到期"


def is_settled(notice: Rectification) -> bool:
    """True if nothing is left to do about a notice: closed, or ordered again by a later one."""
    return notice.closed_on is not None or notice.replaced


# --- circulars ------------------------------------------------------------------------------------------------------


def check_circular(circular: Circular) -> None:
    """Refuse a circular that cannot be. Raises InputRejected."""
    for what, text in (("文号", circular.number), ("标题", circular.title), ("通报范围", circular.scope)):
        if not text.strip():
            raise InputRejected(f"通报的{what}不能为空。")
        check_length(what, text, LONGEST_NAME)
    check_length("通报事由", circular.reason)
    _check_given("通报", ("通报日期", circular.day))
    if not circular.unit_ids:
        raise InputRejected("请选择要通报的单位。")
    _check_order("改正期限", circular.deadline, "通报日期", circular.day)


def draft_circular(detail: RoundDetail, scope: str, day: date, number: str) -> Circular:
    """Draft a circular on what a round found and is not settled; if all is, on every unit with a violation.

    Raises:
        InputRejected: the round found nothing.
    """
    settled = (ViolationState.CORRECTED, ViolationState.CLOSED)
    unsettled = [violation for violation in detail.violations if violation_state(violation, day) not in settled]
    units = dict.fromkeys(violation.unit_id for violation in unsettled or detail.violations)
    if not units:
        raise InputRejected(f"“{detail.round.title}”没有发现问题，不需要通报。")
    notices = {notice.id: None for violation in unsettled for notice in violation.rectifications if not is_settled(notice)}
    reason = "部分单位对检查发现的问题改正力度不大" if unsettled else "部分单位空调和用电设置不符合规定"
    title = f"关于{detail.round.title}情况的通报"
    return Circular(0, number, day, title, scope, detail.round.id, None, reason, tuple(units), rectification_ids=tuple(notices))


def draft_day(detail: RoundDetail, today: date) -> date:
    """Return the day to propose for a circular on a round: after everything known about it."""
    days = [detail.round.day]
    for notice in detail.rectifications:
        days += [notice.ordered_on, notice.reply_on, notice.rechecked_on, notice.closed_on]
    return likely_day(max((day for day in days if day), default=today), today)


def named_violations(circular: Circular, violations: Sequence[Violation]) -> list[Violation]:
    """Return those a circular speaks of: of its rectifications; of named units without one, what was unsettled on its day."""
    chosen = set(circular.rectification_ids)
    covered = [violation for violation in violations if chosen & {notice.id for notice in violation.rectifications}]
    with_notice = {violation.unit_id for violation in covered}
    others = set(circular.unit_ids) - with_notice
    settled = (ViolationState.CORRECTED, ViolationState.CLOSED)
    return [
        violation
        for violation in violations
        if violation in covered or (violation.unit_id in others and violation_state(violation, circular.day) not in settled)
    ]


# --- numbers and plan -----------------------------------------------------------------------------------------------


def next_number(numbers: Iterable[str], prefix: str, year: int) -> str:
    """Return the next number of a series in a year: prefix〔2011〕3号, one more than the highest in use."""
    used = [int(found[2]) for number in numbers if (found := _NUMBER.search(number)) and int(found[1]) == year]
    return f"{prefix}〔{year}〕{max(used, default=0) + 1}号"


def rounds_expected(planned: int, year: int, on: date) -> int:
    """Return how many of the year's planned rounds should be done by a day: in step with the quarters that have ended."""
    ended = sum(1 for quarter in quarters_of(year) if quarter.end < on)
    return planned * ended // 4


def rounds_behind(planned: int, done: int, year: int, on: date) -> int:
    """Return by how many rounds a year's inspections lag behind the plan on a day."""
    return max(0, rounds_expected(planned, year, on) - done)


def last_ended_quarter(year: int, on: date) -> Quarter | None:
    """Return the newest quarter of a year that has ended before a day."""
    ended = [quarter for quarter in quarters_of(year) if quarter.end < on]
    return ended[-1] if ended else None


def likely_day(after: date, today: date) -> date:
    """Return the day to propose for something that follows ``after``: today, or that day itself if it lies more than a year back."""
    return today if 0 <= (today - after).days <= 366 else after


def scopes(town: str) -> tuple[str, ...]:
    """Return the usual scopes of a circular; the first suits the town's own kind (全镇, 全乡)."""
    own = town[-1:] if town[-1:] in ("镇", "乡") else "镇"
    return (f"全{own}", "全县", "全市")


def _check_given(whose: str, *days: tuple[str, date | None]) -> None:
    """Refuse a date that a form has left blank."""
    for what, day in days:
        if day is None:
            raise InputRejected(f"{whose}的{what}不能为空，请填写。")


def _check_order(what: str, day: date | None, than: str, earlier: date | None) -> None:
    if day and earlier and day < earlier:
        raise InputRejected(f"{what}{chinese_date(day)}早于{than}{chinese_date(earlier)}，请核对。")
