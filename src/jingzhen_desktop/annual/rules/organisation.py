"""一 the leading organ and 二 the network: sentences from the leading group and the register of units."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ...organisation.values.group import LeadingGroup, Role
from ...organisation.values.units import Nature, UnitInYear
from ..values.facts import SummaryFacts
from .narrative import Wording

_HEAD_POSTS = re.compile(r"(?<!副)(镇长|乡长|书记|主任)")
"""Posts of the head of a place; the leader the source speaks of is a deputy in charge (分管领导)."""
_GROUPS = {
    Nature.STATE_ORGAN: "国家机关",
    Nature.MASS_ORGANISATION: "团体组织",
}
_OTHERS = "事业单位"
EVERY_ONE = "均"
"""What stands for the number of units with a liaison where all have one."""


def leading_texts(facts: SummaryFacts, said: Wording) -> list[tuple[str, str]]:
    """Return the paragraphs of 一 as (source, text):
    the group where one was entered, its year's work where any was.
    """
    texts = [("leading.work", _work(said))]
    if facts.group is not None:
        sentences = _group_sentence(facts.group, said) + _office_sentence(said)
        texts.insert(0, ("leading.group", sentences))
    return [(source, text) for source, text in texts if text]


def _work(said: Wording) -> str:
    """Meetings held and rules made, as the working ledger has them."""
    meetings, rules = said.figure("organisation.meetings"), said.figure("organisation.rules")
    names = said.figure("organisation.rule_names")
    clauses = [
        said.say("leading.meetings", count=meetings) if meetings else "",
        said.say("leading.rules", count=rules, names=names) if rules else "",
    ]
    work = "，".join(filter(None, clauses))
    return said.say("leading.work", work=work) if work else ""


def network_texts(facts: SummaryFacts, said: Wording) -> list[tuple[str, str]]:
    """Return the paragraphs of 二."""
    texts = [("network.standard", said.say("network.standard", systems=_systems_clause(said)))]
    if facts.scope.present:
        texts.append(("network.roster", _roster(facts.scope.present, said)))
    return texts


def reporting(facts: SummaryFacts) -> list[UnitInYear]:
    """The units that exist on the paper's day and report."""
    return list(facts.scope.reporting)


def with_liaison(facts: SummaryFacts) -> list[UnitInYear]:
    """Reporting units with a liaison."""
    return [unit for unit in reporting(facts) if unit.contact.liaison_name]


def without_liaison(facts: SummaryFacts) -> list[UnitInYear]:
    """Reporting units without a liaison."""
    return [unit for unit in reporting(facts) if not unit.contact.liaison_name]


def without_base_data(facts: SummaryFacts) -> list[UnitInYear]:
    """Reporting units that lack area or head count."""
    return [unit for unit in reporting(facts) if None in {unit.facts.floor_area, unit.facts.energy_users}]


def natures(units: Sequence[UnitInYear]) -> Counter[str]:
    """How many units are 国家机关, 事业单位 and 团体组织, in the order they come."""
    return Counter(_GROUPS.get(unit.facts.nature, _OTHERS) for unit in units)


def _group_sentence(group: LeadingGroup, said: Wording) -> str:
    leadership = "，".join(filter(None, (_leader(group, said), _deputies(said))))
    members = _members(group, said)
    by = "，".join(filter(None, (leadership, members))) + ("" if members else "的")
    return said.say("leading.group", founded=_founded(said), by=f"由{by}" if leadership or members else "")


def _founded(said: Wording) -> str:
    number, day = said.figure("organisation.document"), said.figure("organisation.founded")
    if number and day:
        return said.say("leading.founded_by_paper", day=day, number=number)
    if number:
        return said.say("leading.founded_number", number=number)
    return said.say("leading.founded_day", day=day) if day else ""


def _leader(group: LeadingGroup, said: Wording) -> str:
    leaders, named = group.with_role(Role.LEADER), said.figure("organisation.leader")
    if not leaders:
        return ""
    if not named:
        return said.say("leading.leader_in_charge_unnamed")
    heads = any(_HEAD_POSTS.search(leader.post) for leader in leaders)
    return said.say("leading.leader_other" if heads else "leading.leader_in_charge", leader=named)


def _deputies(said: Wording) -> str:
    named = said.figure("organisation.deputies")
    return said.say("leading.deputies", deputies=named) if named else ""


def _members(group: LeadingGroup, said: Wording) -> str:
    units, count = said.figure("organisation.member_units"), said.figure("organisation.member_count")
    if not units:
        return said.say("leading.members_uncounted") if group.with_role(Role.MEMBER) else ""
    return said.say("leading.members", units=units, count=count)


def _office_sentence(said: Wording) -> str:
    head = said.figure("organisation.office_head")
    clause = said.say("leading.head", person=head) if head else ""
    if said.word("host"):
        return said.say("leading.office", head=clause)
    return said.say("leading.office_host_unknown", head=clause) if clause else ""


def _systems_clause(said: Wording) -> str:
    systems = said.figure("organisation.systems")
    return said.say("network.systems", systems=systems) if systems else ""


def _roster(units: Sequence[UnitInYear], said: Wording) -> str:
    total, kinds = said.figure("organisation.units"), said.figure("organisation.natures")
    closed = said.figure("organisation.closed")
    liaisons = _liaison_clause(said)
    gone = said.say("network.closed", closed=closed) if closed else ""
    if not kinds:
        (only,) = natures(units)
        return said.say("network.roster_one_nature", count=total, natures=only, liaisons=liaisons) + gone
    return said.say("network.roster", count=total, natures=kinds, liaisons=liaisons) + gone


def _liaison_clause(said: Wording) -> str:
    total, named = said.figure("organisation.reporting"), said.figure("organisation.liaisons")
    if said.shown("organisation.liaisons") == EVERY_ONE:
        return said.say("network.liaisons_all", count=total, all=named)
    return said.say("network.liaisons_some", total=total, count=named) if named else ""
