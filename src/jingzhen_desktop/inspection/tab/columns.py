"""The columns of a round's tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ...base.typed import Kind
from ...office import clock
from ...widgets.appearance import Look
from ...widgets.grid.columns import Column
from ..rules.course import standing_of
from ..rules.handling import next_move, progress, violation_state
from ..rules.readings import judge
from ..values.course import Urgency, VisitStanding
from ..values.found import CheckedItem, Judgement, Reading, Round, Violation, Visit
from ..values.words import ItemResult, Verdict, ViolationKind
from .following import STATE_LOOKS

_VERDICT_LOOKS = {
    Verdict.PASSED: Look.GOOD,
    Verdict.FAILED: Look.BAD,
    Verdict.EXEMPT: Look.MUTED,
    Verdict.NOT_RUNNING: Look.MUTED,
    Verdict.UNDECIDED: Look.WARNING,
}


def visit_columns(round_: Callable[[], Round | None]) -> list[Column[Visit]]:
    """Units visited in a round, and what is to be said of each; ``round_`` is asked for the round."""

    def standing(visit: Visit) -> VisitStanding:
        known = round_()
        return standing_of(visit, known, clock.today()) if known else VisitStanding("", Urgency.CALM)

    return [
        Column(
            "unit",
            "单位",
            lambda visit: visit.unit_name,
            width=8,
            closed="被检查的单位用“录入单位”增加，不在这里改",
        ),
        Column(
            "standing",
            "情况",
            lambda visit: standing(visit).text,
            width=11,
            look=lambda visit: _standing_look(standing(visit)),
            closed="由检查记录和问题得出，不能填写",
        ),
    ]


def reading_columns(round_: Callable[[], Round | None]) -> list[Column[Reading]]:
    """Readings of a visit; ``round_`` is asked for the round that judges them."""

    def judged(reading: Reading) -> Judgement:
        known = round_()
        return judge(reading, known) if known else Judgement(Verdict.UNDECIDED)

    def look(reading: Reading) -> Look:
        return _VERDICT_LOOKS[judged(reading).verdict]

    return [
        Column[Reading](
            "room",
            "场所",
            lambda reading: reading.room,
            write=lambda reading, typed: replace(reading, room=typed),
            width=9,
        ),
        Column[Reading](
            "set_temperature",
            "设定\n（℃）",
            lambda reading: reading.set_temperature,
            Kind.NUMBER,
            write=lambda reading, typed: replace(reading, set_temperature=typed),
            width=5,
        ),
        Column[Reading](
            "measured_temperature",
            "实测\n（℃）",
            lambda reading: reading.measured_temperature,
            Kind.NUMBER,
            write=lambda reading, typed: replace(reading, measured_temperature=typed),
            width=5,
        ),
        Column[Reading](
            "windows_open",
            "开窗",
            lambda reading: reading.windows_open,
            Kind.YESNO,
            write=lambda reading, typed: replace(reading, windows_open=typed),
            width=4,
            tip="空调运行时门窗开着",
        ),
        Column[Reading](
            "running",
            "运行",
            lambda reading: reading.running,
            Kind.YESNO,
            write=lambda reading, typed: replace(reading, running=typed),
            width=4,
            tip="检查时空调在运行",
        ),
        Column[Reading](
            "exempt",
            "豁免",
            lambda reading: reading.exempt,
            Kind.YESNO,
            write=lambda reading, typed: replace(reading, exempt=typed),
            width=4,
            tip="医院病房、机房等有特殊要求的场所",
        ),
        Column[Reading](
            "exempt_reason",
            "豁免理由",
            lambda reading: reading.exempt_reason,
            write=lambda reading, typed: replace(reading, exempt_reason=typed),
            width=7,
        ),
        Column[Reading](
            "outdoor_temperature",
            "室外\n（℃）",
            lambda reading: reading.outdoor_temperature,
            Kind.NUMBER,
            write=lambda reading, typed: replace(reading, outdoor_temperature=typed),
            width=5,
            tip="与本次检查的室外温度不同时填写",
        ),
        Column(
            "verdict",
            "判定",
            lambda reading: judged(reading).text,
            width=17,
            look=look,
            closed="由读数和温度标准判定；要改判请点“改判…”",
        ),
    ]


def point_columns() -> list[Column[CheckedItem]]:
    """Points of the check list with what the check said."""
    looks = {ItemResult.FINE: Look.GOOD, ItemResult.FAULT: Look.BAD, ItemResult.ABSENT: Look.MUTED}
    return [
        Column("text", "检查要点", lambda item: item.text, width=36, closed="要点在“修改清单…”里改"),
        Column[CheckedItem](
            "result",
            "结果",
            lambda item: item.result,
            Kind.CHOICE,
            choices=_RESULTS,
            write=lambda item, typed: replace(item, result=typed),
            width=10,
            look=lambda item: looks.get(item.result) if item.result else None,
        ),
        Column[CheckedItem](
            "note",
            "说明",
            lambda item: item.note,
            write=lambda item, typed: replace(item, note=typed),
            width=24,
        ),
    ]


def violation_columns(draft_of: Callable[[Violation], str]) -> list[Column[Violation]]:
    """Violations of a round with where they stand today and what comes next; ``draft_of`` says what is half
    typed about one.
    """
    return [
        Column(
            "unit",
            "单位",
            lambda violation: violation.unit_name,
            width=8,
            closed="问题属于哪个单位在新增时定，不能填写",
        ),
        Column[Violation](
            "text",
            "问题",
            lambda violation: violation.text,
            write=lambda violation, typed: replace(violation, text=typed),
            width=20,
        ),
        Column[Violation](
            "handled",
            "处理",
            _handling,
            write=lambda violation, typed: replace(violation, correction_note=typed),
            editable=_is_corrected,
            width=13,
            tip="整改通知的文号；当场纠正的，怎样纠正",
            closed="下达限期整改后由程序写入文号；当场纠正的在这里写怎样纠正",
        ),
        Column("deadline", "整改期限", _deadline, Kind.DATE, width=10, closed="下达限期整改时填写"),
        Column(
            "state",
            "状态",
            state_words,
            width=14,
            look=state_look,
            closed="由纠正、整改的登记得出，不能填写",
        ),
        Column(
            "next",
            "下一步",
            lambda violation: _next(violation, draft_of(violation)),
            width=13,
            link=lambda violation: next_move(violation) is not None,
            tip="点这里就办理；填了一半的标明“草稿”",
            closed="点一下就办理",
        ),
        Column[Violation](
            "kind",
            "类型",
            lambda violation: violation.kind,
            Kind.CHOICE,
            choices=_KINDS,
            write=lambda violation, typed: replace(violation, kind=typed),
            width=13,
        ),
    ]


def state_words(violation: Violation) -> str:
    """Where a violation stands today, with its days: 已逾期9天."""
    if violation.corrected_on_spot or not violation.rectifications:
        return violation_state(violation, clock.today()).value
    return progress(violation.rectifications[-1], clock.today())


def state_look(violation: Violation) -> Look | None:
    """How the state of a violation is meant."""
    return STATE_LOOKS.get(violation_state(violation, clock.today()))


_RESULTS = ((None, ""), *((result, result.value) for result in ItemResult))
_KINDS = tuple((kind, kind.value) for kind in ViolationKind)


def _is_corrected(violation: Violation) -> bool:
    return violation.corrected_on_spot


def _handling(violation: Violation) -> str:
    return violation.rectifications[-1].number if violation.rectifications else violation.correction_note


def _next(violation: Violation, draft: str) -> str:
    if draft:
        return f"草稿：{draft}"
    move = next_move(violation)
    return move.value if move else ""


def _standing_look(standing: VisitStanding) -> Look | None:
    if standing.urgency is Urgency.CALM:
        return Look.GOOD if standing.is_fine else Look.MUTED
    return Look.BAD if standing.urgency is Urgency.LATE else Look.WARNING


def _deadline(violation: Violation) -> object:
    return violation.rectifications[-1].deadline if violation.rectifications else None
