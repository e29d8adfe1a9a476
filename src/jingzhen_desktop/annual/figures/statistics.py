"""Figures of 季度统计 that count reports: who owes one, who has reported, what the town has sent up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ...base.place import Place
from ...base.text import chinese_date, join_names
from ...organisation.values.places import unit_place
from ...quarterly.rules.deadlines import always_in_time
from ...quarterly.values.board import OwedReport
from ...quarterly.values.reports import TAB, report_place
from ...quarterly.values.submissions import QuarterSent
from ..rules.statistics import IN_TIME
from ..values.facts import StatisticsFacts, SummaryFacts
from ..values.sources import SourceRecord
from .known import Known, Records, Shown, Source, listed, number

_LABEL, _PLACE = "季度统计", Place(TAB)
REPORTS = Source(
    _LABEL,
    _PLACE,
    frozenset({"report", "report_line", "unit", "unit_year", "setting"}),
    ("quarterly.system.",),
)
_LATE = Source(_LABEL, _PLACE, REPORTS.tables, ("quarterly.system.", "quarterly.deadline.days"))
_TOWN_DEADLINE = "quarterly.deadline.town_days"
_SENT = Source(_LABEL, _PLACE, frozenset({"submission", "setting"}), (_TOWN_DEADLINE,))
_NAMED = 8
"""More units than these are only counted: who they are stands in 报送情况."""
_COUNTED_AT_A_GLANCE = 3
"""Of more units than these a sentence says how many they are."""


# ---- the units' reports

ChosenReports = Callable[[StatisticsFacts], Iterable[OwedReport]]


def _reports(chosen: ChosenReports, state: str = "") -> Records:
    """Some reports, quarter by quarter, each with how it came or with ``state``."""

    def records(facts: SummaryFacts, _subject: str) -> Iterator[SourceRecord]:
        if facts.statistics is None:
            return
        for owed in sorted(chosen(facts.statistics), key=lambda one: one.quarter):
            text = f"{owed.unit.short_name}{owed.quarter.title}报表"
            value = state or _how_it_came(facts.statistics, owed)
            yield SourceRecord(text, value, report_place(owed.quarter, owed.unit.id))

    return records


def _how_it_came(statistics: StatisticsFacts, owed: OwedReport) -> str:
    report = statistics.reports.get(owed.quarter, {}).get(owed.unit.id)
    if report is None:
        return "未报"
    return f"{report.source.value}：{report.source_name}" if report.source_name else report.source.value


def _of_last_quarter(statistics: StatisticsFacts) -> list[OwedReport]:
    return [one for one in statistics.owed if one.quarter == statistics.town.quarter]


def _reporters(facts: SummaryFacts, _subject: str) -> str:
    """How many units owed reports of the time, those closed since among them."""
    return number(len(facts.statistics.reporters), "个") if facts.statistics else ""


def _reporter_records(facts: SummaryFacts, _subject: str) -> Iterator[SourceRecord]:
    for unit in facts.statistics.reporters if facts.statistics else ():
        owed = (
            [one.quarter.name for one in facts.statistics.owed if one.unit.id == unit.id]
            if facts.statistics
            else []
        )
        yield SourceRecord(unit.name, join_names(owed), unit_place(unit.year, unit.id))


def _closed_reporters(facts: SummaryFacts, _subject: str) -> str:
    return listed(unit.short_name for unit in facts.closed_reporters)


def _closed_records(facts: SummaryFacts, _subject: str) -> Iterator[SourceRecord]:
    for unit in facts.closed_reporters:
        closed = chinese_date(unit.contact.closed) if unit.contact.closed else ""
        yield SourceRecord(unit.name, f"{closed}撤销", unit_place(unit.year, unit.id))


def _collected(facts: SummaryFacts, _subject: str) -> str:
    """全部收齐 only where every report was handed in and none has a blank."""
    if facts.statistics is None:
        return ""
    return f"实收{len(facts.statistics.received)}份" if facts.statistics.has_gaps else "全部收齐"


def _missing_count(facts: SummaryFacts, _subject: str) -> str:
    return number(len(facts.statistics.missing) or None, "份") if facts.statistics else ""


def _draft_count(facts: SummaryFacts, _subject: str) -> str:
    return number(len(facts.statistics.drafts) or None, "份") if facts.statistics else ""


def _coverage(facts: SummaryFacts, _subject: str) -> str:
    """How many units are whole; nothing where all are."""
    if facts.statistics is None or not facts.statistics.has_gaps:
        return ""
    return f"{len(facts.statistics.reporters)}个单位中{len(facts.statistics.whole)}个"


def _units_by_quarter(chosen: ChosenReports) -> Shown:
    """Units with their quarters, those of the same quarters once: 卫生院、文化站三季度，敬老院二季度、三季度."""

    def shown(facts: SummaryFacts, _subject: str) -> str:
        quarters: dict[str, list[str]] = {}
        reports = list(chosen(facts.statistics)) if facts.statistics else []
        if len({owed.unit.id for owed in reports}) > _NAMED:
            return f"{len({owed.unit.id for owed in reports})}个单位（共{len(reports)}份）"
        for owed in reports:
            quarters.setdefault(owed.unit.short_name, []).append(owed.quarter.name)
        alike: dict[str, list[str]] = {}
        for unit, found in quarters.items():
            alike.setdefault(join_names(found), []).append(unit)
        return "，".join(_some(units) + found for found, units in alike.items())

    return shown


def _some(units: list[str]) -> str:
    """Name units, and count them where a reader would have to."""
    return join_names(units) + (f"等{len(units)}个单位" if len(units) > _COUNTED_AT_A_GLANCE else "")


# ---- what the town has sent up


def _quarters(chosen: Callable[[QuarterSent], bool]) -> Callable[[SummaryFacts], list[QuarterSent]]:
    return lambda facts: [one for one in facts.statistics.sent if chosen(one)] if facts.statistics else []


_standing = _quarters(lambda one: one.stands)
_sent_late = _quarters(lambda one: one.stands and one.in_time is False)
_repeated = _quarters(lambda one: one.was_repeated)
_judged = _quarters(lambda one: not one.is_ahead)


def _sendings(chosen: Callable[[SummaryFacts], list[QuarterSent]]) -> Records:
    """Every sending up of some quarters."""

    def records(facts: SummaryFacts, _subject: str) -> Iterator[SourceRecord]:
        for sent in chosen(facts):
            place = report_place(sent.quarter)
            if not sent.sendings:
                yield SourceRecord(f"{sent.quarter.title}汇总上报", "没有登记", place)
            for one in sent.sendings:
                taken_back = f"，{chinese_date(one.unlocked_on)}解锁" if one.unlocked_on else ""
                text = f"{sent.quarter.title}汇总上报{one.addressee}"
                yield SourceRecord(text, chinese_date(one.submitted_on) + taken_back, place)

    return records


def _judged_sendings(facts: SummaryFacts, subject: str) -> Iterator[SourceRecord]:
    """The town's own deadline, and the sendings that are held against it."""
    for first in facts.statistics.sent[:1] if facts.statistics else ():
        days = f"季后第{(first.due - first.quarter.end).days}天" if first.due else "没有设置"
        yield SourceRecord("设置：汇总上报期限", days, Place("settings", _TOWN_DEADLINE))
    yield from _sendings(_judged)(facts, subject)


def _punctual(facts: SummaryFacts, _subject: str) -> str:
    if facts.statistics is None:
        return ""
    return IN_TIME if always_in_time(facts.statistics.sent) else "上报"


reports_of_last_quarter = _reports(_of_last_quarter)


def _number(key: str, title: str, how: str, chosen: ChosenReports, counter: str) -> Known:
    """A figure that is the number of some reports, though it be none."""

    def shown(facts: SummaryFacts, _subject: str) -> str:
        return number(len(list(chosen(facts.statistics))), counter) if facts.statistics else ""

    return Known(key, title, REPORTS, how, shown, _reports(chosen), counter)


def _gaps(key: str, title: str, source: Source, how: str, chosen: ChosenReports, state: str) -> Known:
    """A figure that names the units of some reports with their quarters."""
    shown, records = _units_by_quarter(chosen), _reports(chosen, state)
    return Known(key, title, source, how, shown, records, names_units=True)


FIGURES: tuple[Known, ...] = (
    Known("statistics.units", "填报单位数", REPORTS, "{span}须报季度报表的单位个数，含年内撤销的", _reporters,
          _reporter_records, "个"),
    Known("statistics.closed_units", "已撤销的填报单位", REPORTS, "{span}须报季度报表、到落款之日已撤销的单位", _closed_reporters,
          _closed_records, names_units=True),
    _number("statistics.expected", "应收报表份数", "{span}各单位应报的季度报表份数之和", lambda one: one.owed, "份"),
    _number("statistics.received", "实收报表份数", "{span}已报（待审核、已审核）的季度报表份数", lambda one: one.received, "份"),
    Known("statistics.missing_count", "未报份数", REPORTS, "{span}应报而没有的季度报表份数", _missing_count,
          _reports(lambda one: one.missing, "未报"), "份"),
    Known("statistics.draft_count", "尚未报来的份数", REPORTS, "{span}还在录入或已退回的季度报表份数", _draft_count,
          _reports(lambda one: one.drafts, "尚未报来"), "份"),
    Known("statistics.collected", "报表是否收齐", REPORTS, "{span}应报的季度报表全部报来、没有空白时为“全部收齐”，否则为已报的份数", _collected,
          _reports(lambda one: one.received)),
    Known("statistics.coverage", "数据完整的单位", REPORTS, "{span}应报的报表全部已报且没有空白的单位数／须报单位数", _coverage,
          _reports(_of_last_quarter)),
    _gaps("statistics.missing", "未报的单位", REPORTS, "{span}没有报表的单位和季度", lambda one: one.missing, "未报"),
    _gaps("statistics.drafts", "尚未报来的单位", REPORTS, "{span}报表还在录入或已退回的单位和季度，所填的数已计入合计",
          lambda one: one.drafts, "尚未报来"),
    _gaps("statistics.blank", "报表有空白的单位", REPORTS, "{span}报表有空白的单位和季度", lambda one: one.blank, "有空白"),
    _gaps("statistics.late", "迟报的单位", _LATE, "收到日期晚于报送期限的单位和季度", lambda one: one.late, "迟报"),
    Known("statistics.punctual", "是否按时", _SENT, "到期的各季度第一次汇总上报都不晚于汇总上报期限时为“按时上报”；没有期限或没有登记的不写“按时”", _punctual,
          _judged_sendings),
    Known("statistics.sent", "已上报的季度数", _SENT, "截至落款日期已登记汇总上报（没有解锁）的季度个数",
          lambda facts, _subject: number(len(_standing(facts)) or None, "个季度"), _sendings(_standing), "个季度"),
    Known("statistics.sent_late", "逾期上报的季度", _SENT, "第一次汇总上报的日期晚于汇总上报期限的季度",
          lambda facts, _subject: listed(one.quarter.name for one in _sent_late(facts)),
          _sendings(_sent_late)),
    Known("statistics.sent_again", "更正后重新上报的季度", _SENT, "汇总上报后解锁更正、又重新上报的季度",
          lambda facts, _subject: listed(one.quarter.name for one in _repeated(facts)), _sendings(_repeated)),
)  # fmt: skip
