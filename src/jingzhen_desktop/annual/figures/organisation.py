"""Figures of 组织机构: the leading group, the year's units, the working ledger with the year's plan."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from ...base.numbers import show_number
from ...base.place import Place
from ...base.text import chinese_date
from ...organisation.rules.units import cars_total, energy_users_total, floor_area_total
from ...organisation.values.group import LeadingGroup, Member, Role
from ...organisation.values.ledger import LedgerEntry, LedgerKind
from ...organisation.values.places import group_place, ledger_place, unit_place
from ...organisation.values.units import TAB, UnitInYear
from ..rules.narrative import narrative_of_year, place_words
from ..rules.organisation import (
    EVERY_ONE,
    natures,
    reporting,
    with_liaison,
    without_base_data,
    without_liaison,
)
from ..values.facts import PlanItem, SummaryFacts
from ..values.sources import SourceRecord
from .known import Known, Records, Shown, Source, amount, counted, listed, number

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
    return lambda facts: [entry for entry in facts.ledger if entry.item.kind is kind and entry.item.day]


_meetings, _rules = _entries(LedgerKind.MEETING), _entries(LedgerKind.RULE)


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
          _of_group(lambda group: chinese_date(group.founded_on) if group.founded_on else ""), _paper),
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
          lambda facts, _subject: amount(floor_area_total(reporting(facts))), _units(reporting, area_words),
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
