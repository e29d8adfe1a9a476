"""Figures of 监督检查: rounds, readings, violations, notices and circulars, as 监督检查 counts them by the day."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ...base.numbers import show_number
from ...base.place import Place
from ...base.text import chinese_date
from ...inspection.values.found import Rectification
from ...inspection.values.words import TAB, Verdict, ViolationKind, ViolationState
from ...inspection.values.year import CircularOfYear, InspectionYear
from ...organisation.values.places import unit_place
from ..rules.dates import short_day
from ..values.facts import SummaryFacts
from ..values.sources import SourceRecord
from .known import Known, Records, Shown, Source, counted, listed, number, rate

_PLANNED_ROUNDS = "inspection.planned_rounds"
_LABEL, _PLACE = "监督检查", Place(TAB)
_SOURCE = Source(
    _LABEL,
    _PLACE,
    frozenset(
        [
            "inspection_round",
            "inspection_visit",
            "inspection_reading",
            "inspection_violation",
            "rectification",
            "rectification_violation",
            "circular",
            "circular_unit",
            "unit",
            "unit_year",
        ]
    ),
)
_COMPLAINTS = Source(_LABEL, _PLACE, frozenset({"inspection_complaint"}))
_SETTING = Source(_LABEL, _PLACE, frozenset({"setting"}), (_PLANNED_ROUNDS,))


# ---- rounds and visits


def _rounds(facts: SummaryFacts, _subject: str) -> Iterator[SourceRecord]:
    for one in facts.inspection.rounds if facts.inspection else ():
        text = f"{chinese_date(one.day)}{one.title}"
        yield SourceRecord(text, f"{one.units_visited}个单位", Place(TAB, "round", one.round_id))


def _visits(facts: SummaryFacts, _subject: str) -> Iterator[SourceRecord]:
    for detail in facts.inspection.held if facts.inspection else ():
        for visit in detail.visits:
            yield SourceRecord(f"{detail.round.title}：{visit.unit_name}", "", Place(TAB, "visit", visit.id))


def _unvisited(facts: SummaryFacts, _subject: str) -> Iterator[SourceRecord]:
    names = {unit.id: unit.name for unit in facts.units}
    for unit_id, short_name in facts.inspection.unvisited if facts.inspection else ():
        place = unit_place(facts.year, unit_id)
        yield SourceRecord(names.get(unit_id, short_name), "未检查", place)


def _planned(facts: SummaryFacts, _subject: str) -> Iterator[SourceRecord]:
    if facts.inspection is not None:
        place = Place("settings", _PLANNED_ROUNDS)
        yield SourceRecord("设置：每年检查次数", f"{facts.inspection.planned}次", place)


# ---- what stands in the text


def _said(said: Callable[[InspectionYear], str]) -> Shown:
    """What the year says; nothing where no unit was visited."""

    def shown(facts: SummaryFacts, _subject: str) -> str:
        return said(facts.inspection) if facts.inspection and facts.inspection.visits else ""

    return shown


def _all_year(said: Callable[[InspectionYear], str]) -> Shown:
    return lambda facts, _subject: said(facts.inspection) if facts.inspection else ""


def _no_records(_facts: SummaryFacts, _subject: str) -> Iterator[SourceRecord]:
    """Complaints are counted by the day; they are listed in 监督检查."""
    yield from ()


def _target(year: InspectionYear) -> str:
    everywhere = all(one.units_visited == one.units_total for one in year.rounds)
    return "" if not year.rounds else "各单位" if everywhere else "部分单位"


def _found(year: InspectionYear) -> str:
    """How many violations; that none was found is said where nobody was named either."""
    return number(year.violations or None, "个") or ("" if year.circulars else "未发现")


def _kinds(year: InspectionYear) -> str:
    words = {ViolationKind.OTHER: "其他问题"}
    return listed(f"{words.get(kind, kind.value)}{found}个" for kind, found in year.violations_by_kind)


def _main_kind(year: InspectionYear) -> str:
    """The kind found most, where it is more than half and there are others."""
    kinds = sorted(year.violations_by_kind, key=lambda one: -one[1])
    if len(kinds) < 2 or kinds[0][1] * 2 <= year.violations:
        return ""
    return kinds[0][0].value


def _under_notice(year: InspectionYear) -> int:
    return year.violations_rectified + year.violations_ordered


def _passed(year: InspectionYear) -> str:
    """How many passed, though it be none, where any was judged."""
    return number(year.readings_passed, "处") if year.readings else ""


# ---- readings


def _readings(*, passed: bool = False) -> Records:
    def records(facts: SummaryFacts, _subject: str) -> Iterator[SourceRecord]:
        for one in facts.inspection.judged if facts.inspection else ():
            if not passed or one.verdict is Verdict.PASSED:
                value = f"设定{show_number(one.reading.set_temperature)}℃，{one.verdict.value}"
                place = Place(TAB, "reading", one.reading.id)
                yield SourceRecord(f"{one.unit_name}{one.reading.room}", value, place)

    return records


# ---- violations


def _violations(state: ViolationState | None = None) -> Records:
    def records(facts: SummaryFacts, _subject: str) -> Iterator[SourceRecord]:
        for one in facts.inspection.found if facts.inspection else ():
            if state in (None, one.state):
                text = f"{one.violation.unit_name}{one.violation.room}：{one.violation.kind.value}"
                yield SourceRecord(text, one.state.value, Place(TAB, "violation", one.violation.id))

    return records


# ---- notices


def _notices(state: ViolationState | None = None) -> Records:
    def records(facts: SummaryFacts, _subject: str) -> Iterator[SourceRecord]:
        for one in facts.inspection.ordered if facts.inspection else ():
            if state in (None, one.state):
                place = Place(TAB, "rectification", one.notice.id)
                yield SourceRecord(_notice(one.notice), one.state.value, place)

    return records


def _notice(notice: Rectification) -> str:
    return f"{notice.number} {notice.unit_name}（期限{chinese_date(notice.deadline)}）".strip()


# ---- circulars


def _circulars(facts: SummaryFacts, subject: str) -> Iterator[SourceRecord]:
    """The year's circulars: all, or the one with the subject's id."""
    for one in _issued(facts):
        if subject in ("", str(one.id)):
            title = f"{chinese_date(one.day)}{one.number}《{one.title}》"
            yield SourceRecord(title, one.scope, Place(TAB, "circular", one.id))


def _issued(facts: SummaryFacts) -> tuple[CircularOfYear, ...]:
    return facts.inspection.circulars if facts.inspection else ()


def _ids(facts: SummaryFacts) -> list[str]:
    return [str(one.id) for one in _issued(facts)]


def _one(facts: SummaryFacts, subject: str) -> CircularOfYear:
    return next(one for one in _issued(facts) if str(one.id) == subject)


_OVERDUE_HOW = "截至{until}，期限已过、尚未销号的整改通知书份数"
FIGURES: tuple[Known, ...] = (
    counted("inspection.rounds", "检查次数", _SOURCE, "已检查过单位的检查批次数，举报核查不计，截至{until}", _rounds, "次"),
    Known("inspection.target", "检查范围", _SOURCE, "各批检查都查遍全部单位时为“各单位”，否则为“部分单位”", _said(_target), _visits),
    counted("inspection.visits", "检查单位次数", _SOURCE, "各批检查的被检查单位数之和，同一单位每批计一次", _visits, "家次"),
    Known("inspection.units", "检查覆盖单位数", _SOURCE, "被检查过的单位个数，同一单位只计一次",
          _said(lambda year: number(year.units_visited, "个")), _visits, "个"),
    counted("inspection.readings", "核查空调温度处数", _SOURCE, "能按当批规定温度判定的空调处数（运行中、未豁免、已填设定温度）", _readings(), "处"),
    Known("inspection.passed", "温度符合规定处数", _SOURCE, "其中判定为“符合”的处数", _said(_passed), _readings(passed=True),
          "处"),
    Known("inspection.violations", "发现问题数", _SOURCE, "各批检查登记的问题个数", _said(_found), _violations(), "个"),
    Known("inspection.kinds", "问题分类", _SOURCE, "登记的问题按类别分别计数", _said(_kinds), _violations()),
    counted("inspection.corrected", "当场纠正数", _SOURCE, "登记为当场纠正的问题个数", _violations(ViolationState.CORRECTED),
            "个"),
    Known("inspection.main_kind", "主要的问题", _SOURCE, "登记的问题中过半数的类别", _said(_main_kind), _violations()),
    Known("inspection.under_notice", "下达限期整改的问题数", _SOURCE, "没有当场纠正、下达了限期整改通知书的问题个数",
          _said(lambda year: number(_under_notice(year) or None, "个")), _violations(), "个"),
    Known("inspection.rectified", "限期整改后销号的问题数", _SOURCE, "下达限期整改通知书、复查合格后销号的问题个数",
          _said(lambda year: number(year.violations_rectified or None, "个")),
          _violations(ViolationState.CLOSED), "个"),
    Known("inspection.overdue_violations", "逾期未整改的问题数", _SOURCE, "整改期限已过、没有回复也没有复查的问题个数，截至{until}",
          _said(lambda year: number(year.violations_overdue or None, "个")),
          _violations(ViolationState.OVERDUE), "个"),
    Known("inspection.unhandled", "尚未处理的问题数", _SOURCE, "没有当场纠正、也没有下达整改通知书的问题个数",
          _said(lambda year: number(year.violations_unhandled or None, "个")),
          _violations(ViolationState.OPEN), "个"),
    Known("inspection.repeated", "再次下达的整改通知数", _SOURCE, "复查不合格后再次下达的整改通知书份数",
          _said(lambda year: number(year.rectifications_repeated or None, "份")),
          _notices(ViolationState.FAILED), "份"),
    Known("inspection.complaints", "受理举报件数", _COMPLAINTS, "登记的举报件数，截至{until}",
          _all_year(lambda year: number(year.complaints or None, "件")), _no_records, "件"),
    Known("inspection.complaints_done", "办结举报件数", _COMPLAINTS, "其中已办结的件数",
          _all_year(lambda year: number(year.complaints - year.complaints_open or None, "件")),
          _no_records, "件"),
    counted("inspection.ordered", "限期整改通知数", _SOURCE, "下达的限期整改通知书份数，重新下达的另计", _notices(), "份"),
    counted("inspection.closed", "已销号整改数", _SOURCE, "复查合格、已销号的整改通知书份数", _notices(ViolationState.CLOSED), "份"),
    counted("inspection.overdue", "逾期整改数", _SOURCE, _OVERDUE_HOW, _notices(ViolationState.OVERDUE), "份"),
    counted("inspection.overdue_problem", "逾期整改数", _SOURCE, _OVERDUE_HOW, _notices(ViolationState.OVERDUE),
            "份"),
    Known("inspection.scopes", "通报范围", _SOURCE, "本年度通报登记的范围",
          lambda facts, _subject: listed(one.scope for one in _issued(facts) if one.scope), _circulars),
    Known("inspection.circular_day.*", "通报日期", _SOURCE, "该通报登记的日期",
          lambda facts, subject: short_day(_one(facts, subject).day), _circulars, subjects=_ids),
    Known("inspection.circular_number.*", "通报文号", _SOURCE, "该通报的文号",
          lambda facts, subject: _one(facts, subject).number, _circulars, subjects=_ids),
    Known("inspection.circular_units.*", "被通报单位", _SOURCE, "该通报点名的单位",
          lambda facts, subject: listed(_one(facts, subject).units), _circulars, subjects=_ids,
          names_units=True),
    Known("inspection.unvisited", "尚未检查的单位", _SOURCE, "本年度登记、但没有被检查过的单位",
          _said(lambda year: listed(year.not_visited)), _unvisited, names_units=True),
    Known("inspection.planned", "计划检查次数", _SETTING, "设置中每年计划检查的次数",
          lambda facts, _subject: number(facts.inspection.planned, "次") if facts.inspection else "", _planned,
          "次"),
    Known("inspection.pass_rate", "温度符合率", _SOURCE, "温度符合规定的处数÷核查空调温度的处数",
          _said(lambda year: rate(year.readings_passed, year.readings)), _readings()),
    Known("inspection.close_rate", "整改销号率", _SOURCE, "已销号的整改通知书份数÷下达的份数",
          _said(lambda year: rate(year.rectifications_closed, year.rectifications_ordered)), _notices()),
)  # fmt: skip
