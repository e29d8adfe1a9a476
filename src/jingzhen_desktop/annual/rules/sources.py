"""Where a figure comes from: the records it is counted from, each with its place. Pure; the records are read
by ``queries``.

What is listed here is what was counted: the sum of a figure's records is the figure (tests hold one against
the other).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from ...base.numbers import show_number
from ...base.place import Place
from ...base.text import chinese_date
from ...energy.coefficients import standard_coal
from ...inspection.values.found import Rectification
from ...inspection.values.words import Verdict, ViolationState
from ...inspection.values.year import InspectionYear, ReadingOfYear
from ...organisation.values.group import Role
from ...organisation.values.ledger import LedgerKind
from ...organisation.values.places import group_place, ledger_place, unit_place
from ...organisation.values.units import UnitInYear
from ...publicity.values import ActivityKind, activity_place
from ...quarterly.values.reports import Report, report_place
from ...quarterly.values.submissions import QuarterSent
from ..values.facts import SummaryFacts
from ..values.sources import Explanation, SourceBook, SourceRecord
from ..values.text import Figure
from .definitions import definition, item_of, named, part_of, unit_of
from .figures import figure_place


def explain(figure: Figure, book: SourceBook) -> Explanation:
    """Return what a figure is, how it is counted and from which records."""
    records = tuple(source_records(figure.key, book))
    return Explanation(
        figure.key,
        named(figure.key, book.facts),
        figure.shown,
        unit_of(figure.key, figure.shown, book.facts),
        _how(figure.key, book),
        figure_at(figure.key, book, records),
        records,
    )


def brief(figure: Figure, facts: SummaryFacts) -> Explanation:
    """Return what a figure is and how it is counted, without its records: for tips and lists."""
    unit = unit_of(figure.key, figure.shown, facts)
    return Explanation(
        figure.key,
        named(figure.key, facts),
        figure.shown,
        unit,
        definition(figure.key, facts),
        figure_place(figure.key),
    )


def figure_at(key: str, book: SourceBook, records: tuple[SourceRecord, ...] | None = None) -> Place:
    """Return where the clerk sees a figure's records: the one record, or the view that has them all."""
    found = tuple(source_records(key, book)) if records is None else records
    if len({record.place for record in found}) == 1:
        return found[0].place
    statistics = book.facts.statistics
    if key.startswith("statistics.") and statistics is not None:
        return report_place(statistics.town.quarter)
    return figure_place(key)


def source_records(key: str, book: SourceBook) -> Iterator[SourceRecord]:
    """Yield the records a figure is counted from."""
    tab, _, rest = key.partition(".")
    head = rest.partition(".")[0]
    if tab == "organisation":
        yield from _organisation(head, book)
    elif tab == "consumption":
        yield from _organisation("reporting_natures", book)
    elif key == "plan.risen":
        yield from _carrier("statistics.all_energy.change", book)
    elif tab == "publicity":
        yield from _publicity(head, rest.partition(".")[2], book)
    elif tab == "inspection":
        yield from _inspection(head, rest.partition(".")[2], book)
    elif tab == "plan":
        yield from _plan(head, book)
    elif head == "set":
        yield SourceRecord(
            "设置：折标准煤系数",
            book.facts.statistics.town.coefficients if book.facts.statistics else "",
            _COEFFICIENTS,
        )
    elif part_of(key):
        yield from _carrier(key, book)
    elif head == "indicator":
        yield from _indicator(int(rest.partition(".")[2]), book)
    else:
        yield from _reports(head, book)


_TOWN_DEADLINE = Place("settings", "quarterly.deadline.town_days")
_COEFFICIENTS, _PLANNED = (
    Place("settings", "quarterly.coefficients"),
    Place("settings", "inspection.planned_rounds"),
)


def _how(key: str, book: SourceBook) -> str:
    """The definition; with the factor where standard coal is counted, with an indicator's formula."""
    how = definition(key, book.facts)
    statistics, item = book.facts.statistics, item_of(key)
    if statistics is not None and key.startswith("statistics.indicator."):
        indicator = statistics.town.indicators[int(key.rpartition(".")[2])]
        return f"{indicator.formula}" if indicator.formula else how
    if part_of(key) == "coal" and item in book.factors and statistics is not None:
        carrier = statistics.town.carrier(item)
        unit = carrier.item.unit if carrier else ""
        return (
            f"{how}；系数{show_number(book.factors[item])}千克标准煤/{unit}（{statistics.town.coefficients}）"
        )
    return how


# ---- organisation


def _organisation(head: str, book: SourceBook) -> Iterator[SourceRecord]:
    if head in _OF_LEDGER:
        yield from _ledger(_OF_LEDGER[head], book)
    elif head in _OF_UNITS:
        chosen, value = _OF_UNITS[head]
        units = (unit for unit in book.facts.units if chosen(unit))
        yield from (SourceRecord(unit.name, value(unit), unit_place(unit.year, unit.id)) for unit in units)
    elif book.facts.group is not None:
        group, place = book.facts.group, group_place()
        if head in ("document", "founded", "office_head"):
            founded = chinese_date(group.founded_on) if group.founded_on else "日期未填"
            paper = f"{group.document_number}，{founded}"
            yield SourceRecord(group.name, group.office_head if head == "office_head" else paper, place)
            return
        roles = _ROLES.get(head)
        for member in (one for one in group.members if roles is None or one.role is roles):
            yield SourceRecord(f"{member.role.value}：{member.post}{member.person}", member.unit, place)


_ROLES = {"leader": Role.LEADER, "deputies": Role.DEPUTY}
_OF_LEDGER = {"meetings": LedgerKind.MEETING, "rules": LedgerKind.RULE, "rule_names": LedgerKind.RULE}


def _ledger(kind: LedgerKind, book: SourceBook) -> Iterator[SourceRecord]:
    for entry in book.facts.ledger:
        if entry.item.kind is kind and entry.item.day is not None:
            yield SourceRecord(entry.item.title, chinese_date(entry.item.day), ledger_place(entry.id))


def _nature(unit: UnitInYear) -> str:
    return unit.facts.nature.words


def _liaison(unit: UnitInYear) -> str:
    return unit.contact.liaison_name or "未登记"


def _area(unit: UnitInYear) -> str:
    return "未填" if unit.facts.floor_area is None else f"{show_number(unit.facts.floor_area)}平方米"


def _people(unit: UnitInYear) -> str:
    return "未填" if unit.facts.energy_users is None else f"{unit.facts.energy_users}人"


def _cars(unit: UnitInYear) -> str:
    facts = unit.facts
    kinds = (
        ("汽油车", facts.petrol_cars),
        ("柴油车", facts.diesel_cars),
        ("新能源车", facts.new_energy_cars),
    )
    return "、".join(f"{name}{number}辆" for name, number in kinds if number is not None) or "未填"


_OF_UNITS: dict[str, tuple[Callable[[UnitInYear], bool], Callable[[UnitInYear], str]]] = {
    "units": (lambda _unit: True, _nature),
    "natures": (lambda _unit: True, _nature),
    "reporting_natures": (lambda unit: unit.facts.reporting, _nature),
    "systems": (lambda unit: bool(unit.facts.systems), lambda unit: "、".join(unit.facts.systems)),
    "reporting": (lambda unit: unit.facts.reporting, lambda _unit: "填报统计表"),
    "liaisons": (lambda unit: unit.facts.reporting and bool(unit.contact.liaison_name), _liaison),
    "without_liaison": (lambda unit: unit.facts.reporting and not unit.contact.liaison_name, _liaison),
    "without_data": (
        lambda unit: unit.facts.reporting and None in (unit.facts.floor_area, unit.facts.energy_users),
        lambda unit: f"建筑面积{_area(unit)}，用能人数{_people(unit)}",
    ),
    "area": (lambda unit: unit.facts.reporting, _area),
    "people": (lambda unit: unit.facts.reporting, _people),
    "cars": (lambda unit: unit.facts.reporting, _cars),
}


# ---- publicity, plan


def _publicity(head: str, number: str, book: SourceBook) -> Iterator[SourceRecord]:
    for activity in book.facts.publicity.activities if book.facts.publicity else ():
        if number and str(activity.id) != number:
            continue
        if head in ("trained", "trainings") and activity.kind is not ActivityKind.TRAINING:
            continue
        people = "人次未填" if activity.people is None else f"{activity.people}人次"
        value = activity.kind.value if head == "kinds" else people
        place = activity_place(activity.day.year, activity.id)
        yield SourceRecord(f"{chinese_date(activity.day)}{activity.kind.value}", value, place)


def _plan(head: str, book: SourceBook) -> Iterator[SourceRecord]:
    for item in book.facts.plan:
        if {
            "undone": item.done_on is None,
            "kept": item.done_on is not None,
            "done": item.done_on is not None,
        }.get(head, True):
            state = f"{chinese_date(item.done_on)}完成" if item.done_on else "未完成"
            yield SourceRecord(item.text, state, ledger_place(item.id))


# ---- inspection


def _inspection(head: str, number: str, book: SourceBook) -> Iterator[SourceRecord]:
    year = book.facts.inspection
    if year is None:
        return
    if head == "planned":
        yield SourceRecord("设置：每年检查次数", f"{year.planned}次", _PLANNED)
    elif head in ("rounds", "visits", "units", "target"):
        yield from _rounds(head, year)
    elif head in ("scopes", "circular_day", "circular_number", "circular_units"):
        for circular in year.circulars:
            if not number or str(circular.id) == number:
                title = f"{chinese_date(circular.day)}{circular.number}《{circular.title}》"
                yield SourceRecord(title, circular.scope, Place("inspection", "circular", circular.id))
    elif head == "unvisited":
        names = {unit.id: unit.name for unit in book.facts.units}
        for unit_id, short_name in year.unvisited:
            name = names.get(unit_id, short_name)
            yield SourceRecord(name, "未检查", unit_place(year.year, unit_id))
    else:
        yield from _of_inspections(head, year)


def _rounds(head: str, year: InspectionYear) -> Iterator[SourceRecord]:
    """The rounds held as planned, or every visit of all that were held."""
    if head == "rounds":
        for one in year.rounds:
            text = f"{chinese_date(one.day)}{one.title}"
            yield SourceRecord(text, f"{one.units_visited}个单位", Place("inspection", "round", one.round_id))
        return
    for detail in year.held:
        for visit in detail.visits:
            text = f"{detail.round.title}：{visit.unit_name}"
            yield SourceRecord(text, "", Place("inspection", "visit", visit.id))


def _of_inspections(head: str, year: InspectionYear) -> Iterator[SourceRecord]:
    """Readings, violations or notices."""
    if head in ("readings", "passed", "pass_rate"):
        for reading in year.judged:
            if head != "passed" or reading.verdict is Verdict.PASSED:
                yield _reading(reading)
    elif head in ("violations", "kinds", "corrected"):
        for found in year.found:
            if head != "corrected" or found.state is ViolationState.CORRECTED:
                violation = found.violation
                text = f"{violation.unit_name}{violation.room}：{violation.kind.value}"
                yield SourceRecord(text, found.state.value, Place("inspection", "violation", violation.id))
    else:
        wanted = _NOTICES.get(head)
        for ordered in year.ordered:
            if wanted in (None, ordered.state):
                place = Place("inspection", "rectification", ordered.notice.id)
                yield SourceRecord(_notice(ordered.notice), ordered.state.value, place)


_NOTICES = {
    "closed": ViolationState.CLOSED,
    "overdue": ViolationState.OVERDUE,
    "overdue_problem": ViolationState.OVERDUE,
}


def _reading(one: ReadingOfYear) -> SourceRecord:
    value = f"设定{show_number(one.reading.set_temperature)}℃，{one.verdict.value}"
    place = Place("inspection", "reading", one.reading.id)
    return SourceRecord(f"{one.unit_name}{one.reading.room}", value, place)


def _notice(notice: Rectification) -> str:
    return f"{notice.number} {notice.unit_name}（期限{chinese_date(notice.deadline)}）".strip()


# ---- statistics


def _reports(head: str, book: SourceBook) -> Iterator[SourceRecord]:
    """The reports a count of reports speaks of."""
    statistics = book.facts.statistics
    if statistics is None:
        return
    for first in statistics.sent[:1] if head == "punctual" else ():
        days = f"季后第{(first.due - first.quarter.end).days}天" if first.due else "没有设置"
        yield SourceRecord("设置：汇总上报期限", days, _TOWN_DEADLINE)
    if head in _OF_THE_TOWN:
        for sent in (one for one in statistics.sent if _OF_THE_TOWN[head](one)):
            yield from _sendings(sent)
        return
    named = {"missing": statistics.missing, "blank": statistics.blank, "late": statistics.late}
    if head in named:
        for owed in named[head]:
            text = f"{owed.unit.short_name}{owed.quarter.title}报表"
            yield SourceRecord(text, _NAMED[head], report_place(owed.quarter, owed.unit.id))
        return
    last = statistics.town.quarter
    for quarter in (last,) if head in ("units", "coverage", "total") else last.to_date():
        for unit in _units(book):
            report = book.reports.get(quarter, {}).get(unit.id)
            if head not in ("received", "collected") or report is not None:
                yield SourceRecord(
                    f"{unit.short_name}{quarter.title}报表", _state(report), report_place(quarter, unit.id)
                )


_OF_THE_TOWN: dict[str, Callable[[QuarterSent], bool]] = {
    "sent": lambda one: one.stands,
    "sent_late": lambda one: one.stands and one.in_time is False,
    "sent_again": lambda one: one.was_repeated,
    "punctual": lambda one: not one.is_ahead,
}
"""Which quarters a figure speaks of, of those the town has sent up."""


def _sendings(sent: QuarterSent) -> Iterator[SourceRecord]:
    if not sent.sendings:
        yield SourceRecord(f"{sent.quarter.title}汇总上报", "没有登记", report_place(sent.quarter))
    for one in sent.sendings:
        taken_back = f"，{chinese_date(one.unlocked_on)}解锁" if one.unlocked_on else ""
        yield SourceRecord(
            f"{sent.quarter.title}汇总上报{one.addressee}",
            chinese_date(one.submitted_on) + taken_back,
            report_place(sent.quarter),
        )


_NAMED = {"missing": "未报", "blank": "有空白", "late": "迟报"}


def _units(book: SourceBook) -> list[UnitInYear]:
    """The units that owe a report of the last quarter, in the office's order."""
    return [line.unit for line in book.facts.statistics.town.units] if book.facts.statistics else []


def _state(report: Report | None) -> str:
    return (
        "未报"
        if report is None
        else f"{report.source.value}{report.source_name and '：' + report.source_name}"
    )


def _carrier(key: str, book: SourceBook) -> Iterator[SourceRecord]:
    """Unit by unit and quarter by quarter what a total adds up;
    for a change the quarters of the year before too.
    """
    statistics = book.facts.statistics
    if statistics is None:
        return
    part = part_of(key)
    last = statistics.town.quarter
    quarters = [
        *(last.last_year.to_date() if part in ("change", "before", "compared") else ()),
        *(() if part == "before" else last.to_date()),
    ]
    for quarter in quarters:
        for unit in book.facts.units:
            report = book.reports.get(quarter, {}).get(unit.id)
            if report is not None and (value := _value(key, part, report, book)):
                yield SourceRecord(f"{unit.short_name}{quarter.title}", value, report_place(quarter, unit.id))


def _value(key: str, part: str, report: Report, book: SourceBook) -> str:
    """What one report gives to a total; empty for nothing."""
    item = item_of(key)
    assert book.facts.statistics is not None
    carriers = [
        carrier.item
        for carrier in book.facts.statistics.town.carriers
        if carrier.item.is_carrier and item in ("", carrier.item.key)
    ]
    whole = "coal" if not item and "all_energy" in key else "cost" if not item else part
    if whole == "cost":
        costs = [
            entry.cost
            for one in carriers
            if (entry := report.entries.get(one.key)) and entry.cost is not None
        ]
        return f"{show_number(sum(costs, Decimal(0)), 2)}元" if costs else ""
    if whole == "coal":
        coals = [coal for one in carriers if (coal := coal_of(one.key, report, book)) is not None]
        return f"{show_number(sum(coals, Decimal(0)), 2)}千克标准煤" if coals else ""
    quantities = [
        entry.quantity
        for one in carriers
        if (entry := report.entries.get(one.key)) and entry.quantity is not None
    ]
    return f"{show_number(quantities[0])}{carriers[0].unit}" if quantities else ""


def coal_of(carrier: str, report: Report, book: SourceBook) -> Decimal | None:
    """Return the standard coal of one carrier in one report, kgce;
    None for blanks and what is not converted.
    """
    entry, factor = report.entries.get(carrier), book.factors.get(carrier)
    return (
        None
        if entry is None or entry.quantity is None or factor is None
        else standard_coal(entry.quantity, factor)
    )


def _indicator(number: int, book: SourceBook) -> Iterator[SourceRecord]:
    """The totals an indicator divides, unit by unit: heads or area, and what was used."""
    if book.facts.statistics is None:
        return
    name = book.facts.statistics.town.indicators[number].name
    base = _people if "人均" in name else _area
    yield from (SourceRecord(unit.name, base(unit), unit_place(unit.year, unit.id)) for unit in _units(book))
    key = "water.quantity" if "水" in name else "electricity.quantity" if "电" in name else "all_energy.coal"
    yield from _carrier(f"statistics.{key}", book)
