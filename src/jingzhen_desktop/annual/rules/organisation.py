"""一 the leading organ and 二 the network: sentences from the leading group and the register of units."""

from __future__ import annotations

import re
from collections import Counter

from ...base.text import chinese_date
from ...organisation.values.group import LeadingGroup, Member, Role
from ...organisation.values.ledger import LedgerKind
from ...organisation.values.units import Nature, UnitInYear
from ..values.facts import SummaryFacts
from .figures import count, names
from .markup import mark
from .narrative import Wording

_HEAD_POSTS = re.compile(r"(?<!副)(镇长|乡长|书记|主任)")
"""Posts of the head of a place; the leader the source speaks of is a deputy in charge (分管领导)."""
_REMARK = re.compile(r"[（(].*?[）)]")
_GOVERNMENT = ("人民政府", "政府", "办事处")
GROUPS = {
    Nature.STATE_ORGAN: "国家机关",
    Nature.MASS_ORGANISATION: "团体组织",
}


def leading_texts(facts: SummaryFacts, wording: Wording) -> list[tuple[str, str]]:
    """Return the paragraphs of 一 as (source, text):
    the group where one was entered, its year's work where any was.
    """
    texts = [("leading.work", _work(facts, wording))]
    if facts.group is not None:
        texts.insert(
            0,
            ("leading.group", _group_sentence(facts.group, wording) + _office_sentence(facts.group, wording)),
        )
    return [(source, text) for source, text in texts if text]


def _work(facts: SummaryFacts, wording: Wording) -> str:
    """Meetings held and rules made, as the working ledger has them."""
    meetings = [entry for entry in facts.ledger if entry.item.kind is LedgerKind.MEETING]
    rules = [entry for entry in facts.ledger if entry.item.kind is LedgerKind.RULE]
    clauses = []
    if meetings:
        clauses.append(
            wording.say("leading.meetings", count=count("organisation.meetings", len(meetings), "次"))
        )
    if rules:
        titles = names(
            "organisation.rule_names", [f"《{entry.item.title.strip('《》')}》" for entry in rules]
        )
        clauses.append(
            wording.say("leading.rules", count=count("organisation.rules", len(rules), "项"), names=titles)
        )
    return wording.say("leading.work", work="，".join(clauses)) if clauses else ""


def network_texts(facts: SummaryFacts, wording: Wording) -> list[tuple[str, str]]:
    """Return the paragraphs of 二."""
    texts = [
        ("network.standard", wording.say("network.standard", systems=_systems_clause(facts.units, wording)))
    ]
    if facts.units:
        texts.append(("network.roster", _roster(facts.units, wording)))
    return texts


def reporting(facts: SummaryFacts) -> tuple[UnitInYear, ...]:
    """The units that report in the year."""
    return tuple(unit for unit in facts.units if unit.facts.reporting)


def without_liaison(facts: SummaryFacts) -> tuple[UnitInYear, ...]:
    """Reporting units without a liaison."""
    return tuple(unit for unit in reporting(facts) if not unit.contact.liaison_name)


def without_base_data(facts: SummaryFacts) -> tuple[UnitInYear, ...]:
    """Reporting units that lack area or head count."""
    return tuple(
        unit for unit in reporting(facts) if None in {unit.facts.floor_area, unit.facts.energy_users}
    )


def _group_sentence(group: LeadingGroup, wording: Wording) -> str:
    leadership = "，".join(filter(None, (_leader(group, wording), _deputies(group, wording))))
    members = _members(group, wording)
    by = "，".join(filter(None, (leadership, members))) + ("" if members else "的")
    return wording.say(
        "leading.group", founded=_founded(group, wording), by=f"由{by}" if leadership or members else ""
    )


def _founded(group: LeadingGroup, wording: Wording) -> str:
    number = mark("organisation.document", group.document_number)
    day = mark("organisation.founded", chinese_date(group.founded_on)) if group.founded_on else ""
    if number and day:
        return wording.say("leading.founded_by_paper", day=day, number=number)
    return (
        wording.say("leading.founded_number", number=number)
        if number
        else wording.say("leading.founded_day", day=day)
        if day
        else ""
    )


def _leader(group: LeadingGroup, wording: Wording) -> str:
    leaders = group.with_role(Role.LEADER)
    if not leaders:
        return ""
    named = names("organisation.leader", [_person(leader) for leader in leaders])
    if not named:
        return wording.say("leading.leader_in_charge_unnamed")
    heads = any(_HEAD_POSTS.search(leader.post) for leader in leaders)
    return wording.say("leading.leader_other" if heads else "leading.leader_in_charge", leader=named)


def _deputies(group: LeadingGroup, wording: Wording) -> str:
    named = names(
        "organisation.deputies",
        [person for member in group.with_role(Role.DEPUTY) if (person := _person(member))],
    )
    return wording.say("leading.deputies", deputies=named) if named else ""


def _members(group: LeadingGroup, wording: Wording) -> str:
    units = list(dict.fromkeys(_within_town(member.unit, wording) for member in group.members if member.unit))
    if len(units) < 2:
        return wording.say("leading.members_uncounted") if group.with_role(Role.MEMBER) else ""
    return wording.say(
        "leading.members",
        units=names("organisation.member_units", units),
        count=count("organisation.member_count", len(units), "个"),
    )


def _person(member: Member) -> str:
    """Post and name; a remark on the post (分管领导) is left out, the sentence says it."""
    return _REMARK.sub("", member.post) + member.person


def _within_town(unit: str, wording: Wording) -> str:
    """A unit's name without the town's, which the reader knows: 文井镇中心学校 → 中心学校."""
    own = unit.removeprefix(wording.word("town"))
    return wording.word("government") if own in _GOVERNMENT else own or unit


def _office_sentence(group: LeadingGroup, wording: Wording) -> str:
    head = mark("organisation.office_head", group.office_head)
    clause = wording.say("leading.head", person=head) if head else ""
    if wording.word("host"):
        return wording.say("leading.office", head=clause)
    return wording.say("leading.office_host_unknown", head=clause) if clause else ""


def _systems_clause(units: tuple[UnitInYear, ...], wording: Wording) -> str:
    short = wording.words("systems")
    present = {system for unit in units for system in unit.facts.systems}
    found = [name for name in short if name in present]
    if not found:
        return ""
    shown = [short[name] for name in found] if len(found) > 1 else found
    return wording.say("network.systems", systems=names("organisation.systems", shown))


def _roster(units: tuple[UnitInYear, ...], wording: Wording) -> str:
    natures = Counter(GROUPS.get(unit.facts.nature, "事业单位") for unit in units)
    total = count("organisation.units", len(units), "个")
    liaisons = _liaison_clause(units, wording)
    if len(natures) == 1:
        return wording.say(
            "network.roster_one_nature", count=total, natures=next(iter(natures)), liaisons=liaisons
        )
    kinds = names("organisation.natures", [f"{nature}{number}个" for nature, number in natures.items()])
    return wording.say("network.roster", count=total, natures=kinds, liaisons=liaisons)


def _liaison_clause(units: tuple[UnitInYear, ...], wording: Wording) -> str:
    reporters = [unit for unit in units if unit.facts.reporting]
    named = [unit for unit in reporters if unit.contact.liaison_name]
    total = count("organisation.reporting", len(reporters), "个")
    if not named:
        return ""
    if len(named) == len(reporters):
        return wording.say("network.liaisons_all", count=total, all=mark("organisation.liaisons", "均"))
    return wording.say(
        "network.liaisons_some", total=total, count=count("organisation.liaisons", len(named), "个")
    )
