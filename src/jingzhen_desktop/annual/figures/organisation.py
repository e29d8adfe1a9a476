"""Figures of 组织机构: the leading group, the year's units, the working ledger with the year's plan."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain

from ...base.numbers import show_number
from ...base.place import Place
from ...base.text import chinese_date
from ...organisation.rules.place_words import place_words
from ...organisation.rules.units import cars_total, energy_users_total, floor_area_total
from ...organisation.values.group import DocumentKind, GroupDocument, LeadingGroup, Member, Role
from ...organisation.values.ledger import LedgerEntry, LedgerItem, LedgerKind
from ...organisation.values.places import group_place, ledger_place, unit_place
from ...organisation.values.units import TAB, UnitInYear
from ..rules.dates import short_day
from ..rules.narrative import narrative_of_year
from ..rules.organisation import (
    EVERY_ONE,
    entries_of,
    natures,
    reporting,
    told,
    with_liaison,
    without_base_data,
    without_liaison,
)
from ..rules.projects import projects
from ..values.facts import PlanItem, SummaryFacts
from ..values.sources import SourceRecord
from .known import Known, Records, Shown, Source, counted, listed, number, spoken

_LABEL, _PLACE = "组织机构", Place(TAB)
_GROUP = Source(
    _LABEL,
    _PLACE,
    frozenset({"leading_group", "leading_group_member", "leading_group_adjustment"}),
)
_UNITS = Source(_LABEL, _PLACE, frozenset({"unit", "unit_year", "unit_liaison"}))
_LEDGER = Source(_LABEL, _PLACE, frozenset({"ledger_entry"}))
_PLAN = Source("工作台账", _PLACE, frozenset({"ledger_entry"}))

_REMARK = re.compile(r"[（(].*?[）)]")
_GOVERNMENT = ("人民政府", "政府", "办事处")


# ---- the leading group


def _of_group(said: Callable[[LeadingGroup], str]) -> Shown:
    """A figure the leading group says, where there is one."""
    return lambda facts, _subject: said(facts.group) if facts.group else ""


def _people(group: LeadingGroup, role: Role) -> str:
    return listed(person for member in group.with_role(role) if (person := _person(member)))


def _person(member: Member) -> str:
    """Post and name; a remark on the post (分管领导) is left out, the sentence says it."""
    return _REMARK.sub("", member.post) + member.person


def _member_units(facts: SummaryFacts) -> list[str]:
    """The units of the members, each once, as the town calls them: 文井镇中心学校 → 中心学校."""
    words = place_words(facts.names.town)
    names = [member.unit for member in facts.group.members if member.unit] if facts.group else []
    own = {name: name.removeprefix(words["town"]) for name in names}
    return list(
        dict.fromkeys(
            words["government"] if short in _GOVERNMENT else short or name for name, short in own.items()
        )
    )


def _several_units(facts: SummaryFacts) -> list[str]:
    """One unit alone is no group of units."""
    units = _member_units(facts)
    return units if len(units) > 1 else []


def _paper(facts: SummaryFacts, _subject: str) -> Iterator[SourceRecord]:
    """The document the group was founded by."""
    if facts.group is not None:
        founded = chinese_date(facts.group.founded_on) if facts.group.founded_on else "日期未填"
        paper = f"{facts.group.document_number}，{founded}"
        yield SourceRecord(facts.group.name, paper, group_place())


def _office_head(facts: SummaryFacts, _subject: str) -> Iterator[SourceRecord]:
    if facts.group is not None:
        yield SourceRecord(facts.group.name, facts.group.office_head, group_place())


def _members(role: Role | None = None) -> Records:
    def records(facts: SummaryFacts, _subject: str) -> Iterator[SourceRecord]:
        for member in facts.group.members if facts.group else ():
            if role in (None, member.role):
                text = f"{member.role.value}：{member.post}{member.person}"
                yield SourceRecord(text, member.unit, group_place())

    return records


def _month(day: date) -> str:
    return f"{day.year}年{day.month}月"


def _adjustments(facts: SummaryFacts) -> list[GroupDocument]:
    """What adjusted the group in the paper's year, up to its last day."""
    documents = facts.group.documents if facts.group else ()
    return [
        one
        for one in documents
        if one.kind is DocumentKind.ADJUSTMENT
        and one.day
        and one.day.year == facts.year
        and one.day <= facts.until
    ]


def _of_adjustment(said: Callable[[GroupDocument], str]) -> Shown:
    """A figure the year's last adjustment says, where there was one."""

    def shown(facts: SummaryFacts, _subject: str) -> str:
        found = _adjustments(facts)
        return said(found[-1]) if found else ""

    return shown


def _adjustment(facts: SummaryFacts, _subject: str) -> Iterator[SourceRecord]:
    for one in _adjustments(facts)[-1:]:
        day = chinese_date(one.day) if one.day else ""
        yield SourceRecord(f"{one.kind.value}领导小组", f"{one.number}，{day}", group_place())


# ---- units


def _units(
    chosen: Callable[[SummaryFacts], Sequence[UnitInYear]], value: Callable[[UnitInYear], str]
) -> Records:
    """Some units of the year, each with what it gives."""

    def records(facts: SummaryFacts, _subject: str) -> Iterator[SourceRecord]:
        for unit in chosen(facts):
            yield SourceRecord(unit.name, value(unit), unit_place(unit.year, unit.id))

    return records


def every_unit(facts: SummaryFacts) -> Sequence[UnitInYear]:
    """All units that exist on the paper's day."""
    return facts.scope.present


def _closed(facts: SummaryFacts) -> Sequence[UnitInYear]:
    return facts.scope.closed


def _closed_on(unit: UnitInYear) -> str:
    return f"{chinese_date(unit.contact.closed)}撤销" if unit.contact.closed else ""


def _in_systems(facts: SummaryFacts) -> list[UnitInYear]:
    return [unit for unit in facts.scope.present if unit.facts.systems]


def _nature(unit: UnitInYear) -> str:
    return unit.facts.nature.words


def _systems(unit: UnitInYear) -> str:
    return "、".join(unit.facts.systems)


def _liaison(unit: UnitInYear) -> str:
    return unit.contact.liaison_name or "未登记"


def area_words(unit: UnitInYear) -> str:
    """A unit's floor area, or that it was not entered."""
    return "未填" if unit.facts.floor_area is None else f"{show_number(unit.facts.floor_area)}平方米"


def people_words(unit: UnitInYear) -> str:
    """A unit's energy users, or that they were not entered."""
    return "未填" if unit.facts.energy_users is None else f"{unit.facts.energy_users}人"


def _base_data(unit: UnitInYear) -> str:
    return f"建筑面积{area_words(unit)}，用能人数{people_words(unit)}"


def _cars(unit: UnitInYear) -> str:
    facts = unit.facts
    kinds = (
        ("汽油车", facts.petrol_cars),
        ("柴油车", facts.diesel_cars),
        ("新能源车", facts.new_energy_cars),
    )
    return "、".join(f"{name}{number}辆" for name, number in kinds if number is not None) or "未填"


def _named(chosen: Callable[[SummaryFacts], Sequence[UnitInYear]]) -> Shown:
    """The short names of some units."""
    return lambda facts, _subject: listed(unit.short_name for unit in chosen(facts))


def _natures(chosen: Callable[[SummaryFacts], Sequence[UnitInYear]]) -> Shown:
    """How many units of each nature; nothing where there is only one."""

    def shown(facts: SummaryFacts, _subject: str) -> str:
        kinds = natures(chosen(facts))
        return listed(f"{nature}{found}个" for nature, found in kinds.items()) if len(kinds) > 1 else ""

    return shown


def _systems_found(facts: SummaryFacts, _subject: str) -> str:
    """The systems the units belong to; of several each by its one character."""
    short = narrative_of_year(facts.year).words.get("systems", {})
    present = set(chain.from_iterable(unit.facts.systems for unit in facts.scope.present))
    found = [name for name in short if name in present]
    return listed([short[name] for name in found] if len(found) > 1 else found)


def _liaisons(facts: SummaryFacts, _subject: str) -> str:
    named, all_units = len(with_liaison(facts)), len(reporting(facts))
    if not named:
        return ""
    return EVERY_ONE if named == all_units else f"{named}个"


# ---- the working ledger


def _entries(kind: LedgerKind) -> Callable[[SummaryFacts], list[LedgerEntry]]:
    return lambda facts: entries_of(facts, kind)


_meetings, _rules = _entries(LedgerKind.MEETING), _entries(LedgerKind.RULE)
_budgets, _spendings = _entries(LedgerKind.BUDGET), _entries(LedgerKind.SPENDING)


def _yuan(chosen: Callable[[SummaryFacts], list[LedgerEntry]]) -> Shown:
    """What some entries come to in yuan; nothing where none has an amount."""

    def shown(facts: SummaryFacts, _subject: str) -> str:
        amounts = [entry.item.amount for entry in chosen(facts) if entry.item.amount is not None]
        return spoken(sum(amounts, Decimal(0)), 0) if amounts else ""

    return shown


def _told_ids(facts: SummaryFacts) -> list[str]:
    entries = [*told(facts, LedgerKind.MEETING), *told(facts, LedgerKind.RULE)]
    return [str(entry.id) for entry in entries]


def _project_ids(facts: SummaryFacts) -> list[str]:
    return [str(entry.id) for entry in projects(facts)]


def _entry(facts: SummaryFacts, subject: str) -> LedgerEntry:
    return next(entry for entry in facts.ledger if str(entry.id) == subject)


def _the_entry(facts: SummaryFacts, subject: str) -> Iterator[SourceRecord]:
    entry = _entry(facts, subject)
    yield SourceRecord(entry.item.title, entry.item.number or entry.item.note, ledger_place(entry.id))


def _of_entry(said: Callable[[LedgerItem], str]) -> Shown:
    return lambda facts, subject: said(_entry(facts, subject).item)


def _saved(item: LedgerItem) -> str:
    return f"{spoken(item.saving, 0)}{item.saving_unit}" if item.saving else ""


def _of_ledger(chosen: Callable[[SummaryFacts], list[LedgerEntry]]) -> Records:
    def records(facts: SummaryFacts, _subject: str) -> Iterator[SourceRecord]:
        for entry in chosen(facts):
            day = chinese_date(entry.item.day) if entry.item.day else ""
            yield SourceRecord(entry.item.title, day, ledger_place(entry.id))

    return records


def _rule_names(facts: SummaryFacts, _subject: str) -> str:
    return listed(f"《{entry.item.title.strip('《》')}》" for entry in _rules(facts))


def _planned(done: bool | None = None) -> Records:
    """The items of the year's plan, or those done, or those not done."""

    def records(facts: SummaryFacts, _subject: str) -> Iterator[SourceRecord]:
        for item in _items(facts, done):
            state = f"{chinese_date(item.done_on)}完成" if item.done_on else "未完成"
            yield SourceRecord(item.text, state, ledger_place(item.id))

    return records


def _items(facts: SummaryFacts, done: bool | None) -> Iterable[PlanItem]:
    return (item for item in facts.plan if done in (None, item.done_on is not None))


def _item_names(done: bool) -> Shown:
    return lambda facts, _subject: listed(item.words for item in _items(facts, done))


def _done(facts: SummaryFacts, _subject: str) -> str:
    return number(sum(1 for _ in _items(facts, done=True)), "项") if facts.plan else ""


def _reporting(facts: SummaryFacts, _subject: str) -> str:
    return number(len(reporting(facts)), "个")


FIGURES: tuple[Known, ...] = (
    Known("organisation.document", "领导小组成立文号", _GROUP, "组织机构中登记的领导小组成立（调整）文件文号",
          _of_group(lambda group: group.document_number), _paper),
    Known("organisation.founded", "领导小组成立日期", _GROUP, "组织机构中登记的领导小组成立日期",
          _of_group(lambda group: _month(group.founded_on) if group.founded_on else ""), _paper),
    Known("organisation.adjusted_on", "领导小组调整日期", _GROUP, "本年度领导小组调整文件的日期，截至{until}",
          _of_adjustment(lambda one: short_day(one.day) if one.day else ""), _adjustment),
    Known("organisation.adjusted_by", "领导小组调整文号", _GROUP, "本年度领导小组调整文件的文号",
          _of_adjustment(lambda one: one.number), _adjustment),
    Known("organisation.leader", "领导小组组长", _GROUP, "领导小组成员中角色为“组长”的职务和姓名",
          _of_group(lambda group: _people(group, Role.LEADER)), _members(Role.LEADER)),
    Known("organisation.deputies", "领导小组副组长", _GROUP, "领导小组成员中角色为“副组长”的职务和姓名",
          _of_group(lambda group: _people(group, Role.DEPUTY)), _members(Role.DEPUTY)),
    Known("organisation.member_units", "领导小组组成单位", _GROUP, "领导小组全体成员所在的单位，重复的只列一次",
          lambda facts, _subject: listed(_several_units(facts)), _members()),
    Known("organisation.member_count", "领导小组组成单位数", _GROUP, "领导小组全体成员所在单位的个数，重复的只计一次",
          lambda facts, _subject: number(len(_several_units(facts)) or None, "个"), _members(), "个"),
    Known("organisation.office_head", "领导小组办公室主任", _GROUP, "组织机构中登记的领导小组办公室主任",
          _of_group(lambda group: group.office_head), _office_head),
    counted("organisation.meetings", "会议次数", _LEDGER, "工作台账中登记的会议次数，截至{until}", _of_ledger(_meetings), "次"),
    counted("organisation.rules", "规章制度件数", _LEDGER, "工作台账中登记的规章制度件数，截至{until}", _of_ledger(_rules), "项"),
    Known("organisation.rule_names", "规章制度", _LEDGER, "工作台账中登记的规章制度名称，截至{until}", _rule_names,
          _of_ledger(_rules)),
    Known("organisation.budget", "节能工作经费", _LEDGER, "工作台账中登记的经费预算之和，截至{until}", _yuan(_budgets),
          _of_ledger(_budgets), "元"),
    Known("organisation.spent", "节能经费支出", _LEDGER, "工作台账中登记的经费支出之和，截至{until}", _yuan(_spendings),
          _of_ledger(_spendings), "元"),
    Known("organisation.entry_day.*", "会议、制度日期", _LEDGER, "工作台账中登记的日期",
          _of_entry(lambda item: short_day(item.day) if item.day else ""), _the_entry, subjects=_told_ids),
    Known("project.done.*", "改造完成日期", _LEDGER, "工作台账中登记的完成日期",
          _of_entry(lambda item: short_day(item.done) if item.done else ""), _the_entry,
          subjects=_project_ids),
    Known("project.cost.*", "改造投入", _LEDGER, "工作台账中登记的改造项目金额",
          _of_entry(lambda item: spoken(item.amount, 0) if item.amount else ""), _the_entry, "元",
          subjects=_project_ids),
    Known("project.saving.*", "改造年节约量", _LEDGER, "工作台账中登记的年节约量", _of_entry(_saved), _the_entry,
          subjects=_project_ids),
    Known("project.money.*", "改造年节约费用", _LEDGER, "工作台账中登记的年节约费用",
          _of_entry(lambda item: spoken(item.saving_money, 0) if item.saving_money else ""), _the_entry, "元",
          subjects=_project_ids),
    Known("organisation.systems", "各系统", _UNITS, "本年度登记的单位所属的系统", _systems_found,
          _units(_in_systems, _systems)),
    counted("organisation.units", "单位数", _UNITS, "本年度登记、落款之日存在的单位个数", _units(every_unit, _nature), "个"),
    Known("organisation.closed", "撤销的单位", _UNITS, "本年度登记、到落款之日已撤销的单位",
          lambda facts, _subject: facts.scope.closed_words, _units(_closed, _closed_on), names_units=True),
    Known("organisation.next_reporting", "下一年度报送统计表的单位数", _UNITS,
          "下一年度登记的填报单位个数；尚未登记下一年度的，为落款之日存在的填报单位个数",
          lambda facts, _subject: number(len(facts.next_scope.reporting) or None, "个"),
          _units(lambda facts: facts.next_scope.reporting, lambda _unit: "填报统计表"), "个"),
    Known("organisation.natures", "单位性质分类", _UNITS, "落款之日存在的单位按单位性质分别计数", _natures(every_unit),
          _units(every_unit, _nature)),
    Known("consumption.natures", "填报单位性质分类", _UNITS, "填报单位按单位性质分别计数", _natures(reporting),
          _units(reporting, _nature)),
    Known("organisation.reporting", "报送统计表的单位数", _UNITS, "落款之日存在、标为“填报统计表”的单位个数", _reporting,
          _units(reporting, lambda _unit: "填报统计表"), "个"),
    Known("organisation.liaisons", "有联络员的单位数", _UNITS, "填报单位中登记了节能联络员的个数", _liaisons,
          _units(with_liaison, _liaison), "个"),
    Known("organisation.without_liaison", "没有联络员的单位", _UNITS, "填报单位中没有登记节能联络员的单位", _named(without_liaison),
          _units(without_liaison, _liaison), names_units=True),
    Known("organisation.without_data", "基础数据不全的单位", _UNITS, "填报单位中没有登记建筑面积或用能人数的单位",
          _named(without_base_data), _units(without_base_data, _base_data), names_units=True),
    Known("organisation.area", "建筑面积合计", _UNITS, "填报单位的建筑面积之和",
          lambda facts, _subject: spoken(floor_area_total(reporting(facts)), 0),
          _units(reporting, area_words),
          "平方米"),
    Known("organisation.people", "用能人数合计", _UNITS, "填报单位的用能人数之和",
          lambda facts, _subject: number(energy_users_total(reporting(facts)), "人"),
          _units(reporting, people_words), "人"),
    Known("organisation.cars", "车辆合计", _UNITS, "填报单位的汽油车、柴油车、新能源车数量之和",
          lambda facts, _subject: number(cars_total(reporting(facts)), "辆"), _units(reporting, _cars), "辆"),
    counted("plan.total", "年度计划项数", _PLAN, "{year}年工作计划列入工作台账的项数", _planned(), "项"),
    Known("plan.done", "年度计划已完成项数", _PLAN, "其中已完成的项数", _done, _planned(done=True), "项"),
    Known("plan.kept", "年度计划已完成的工作", _PLAN, "上年度工作计划中已完成的工作", _item_names(done=True), _planned(done=True)),
    Known("plan.undone", "年度计划未完成的工作", _PLAN, "其中尚未完成的工作", _item_names(done=False), _planned(done=False)),
)  # fmt: skip
