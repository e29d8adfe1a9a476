"""一 the leading organ and 二 the network: sentences from the leading group and the register of units."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ...organisation.values.group import LeadingGroup, Role
from ...organisation.values.ledger import LedgerEntry, LedgerKind
from ...organisation.values.units import INSTITUTION_NATURES, UnitInYear
from ..values.facts import SummaryFacts
from .markup import escape
from .narrative import Wording

_HEAD_POSTS = re.compile(r"(?<!副)(镇长|乡长|书记|主任)")
"""Posts of the head of a place; the leader the source speaks of is a deputy in charge (分管领导)."""
_TOLD = 3
"""Of more meetings or rules than these a sentence says how many they are."""
EVERY_ONE = "均"
"""What stands for the number of units with a liaison where all have one."""


def leading_texts(facts: SummaryFacts, said: Wording) -> list[tuple[str, str]]:
    """Return the paragraphs of 一 as (source, text):
    the group where one was entered, its year's work where any was.
    """
    texts = [("leading.work", _work(facts, said))]
    if facts.group is not None:
        sentences = _group_sentence(facts.group, said) + _office_sentence(said)
        texts.insert(0, ("leading.group", sentences))
    return [(source, text) for source, text in texts if text]


def _work(facts: SummaryFacts, said: Wording) -> str:
    """Meetings held, rules made and money set aside, as the working ledger has them."""
    clauses = [*_meetings(facts, said), *_rules(facts, said), _funds(said)]
    work = "；".join(filter(None, clauses))
    return said.say("leading.work", work=work) if work else ""


def told(facts: SummaryFacts, kind: LedgerKind) -> list[LedgerEntry]:
    """The entries of the ledger that are told one by one: none of a kind of which there are many."""
    entries = entries_of(facts, kind)
    return entries if len(entries) <= _TOLD else []


def entries_of(facts: SummaryFacts, kind: LedgerKind) -> list[LedgerEntry]:
    """The dated entries of a kind, up to the paper's last day."""
    return [entry for entry in facts.ledger if entry.item.kind is kind and entry.item.day]


def _meetings(facts: SummaryFacts, said: Wording) -> list[str]:
    """Each with its day and what it was about; of many how many they were."""
    one_by_one = [
        said.say(
            "leading.meeting",
            day=said.figure(f"organisation.entry_day.{entry.id}"),
            title=escape(entry.item.title),
            what=f"，{escape(entry.item.note.rstrip('。；， '))}" if entry.item.note else "",
        )
        for entry in told(facts, LedgerKind.MEETING)
    ]
    count = said.figure("organisation.meetings")
    return one_by_one or ([said.say("leading.meetings", count=count)] if count else [])


def _rules(facts: SummaryFacts, said: Wording) -> list[str]:
    one_by_one = [
        said.say(
            "leading.rule",
            day=said.figure(f"organisation.entry_day.{entry.id}"),
            title=escape(entry.item.title.strip("《》")),
            number=f"（{escape(entry.item.number)}）" if entry.item.number else "",
        )
        for entry in told(facts, LedgerKind.RULE)
    ]
    count, names = said.figure("organisation.rules"), said.figure("organisation.rule_names")
    return one_by_one or ([said.say("leading.rules", count=count, names=names)] if count else [])


def _funds(said: Wording) -> str:
    budget, spent = said.figure("organisation.budget"), said.figure("organisation.spent")
    if not budget:
        return ""
    return said.say(
        "leading.funds", budget=budget, spent=said.say("leading.spent", spent=spent) if spent else ""
    )


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
    known = (unit.facts.nature for unit in units)
    return Counter("事业单位" if nature in INSTITUTION_NATURES else nature.words for nature in known)


def _group_sentence(group: LeadingGroup, said: Wording) -> str:
    leadership = "，".join(filter(None, (_leader(group, said), _deputies(said))))
    members = _members(group, said)
    by = "，".join(filter(None, (leadership, members))) + ("" if members else "的")
    return said.say(
        "leading.group",
        founded=_founded(said),
        by=f"由{by}" if leadership or members else "",
        adjusted=_adjusted(said),
    )


def _adjusted(said: Wording) -> str:
    """That the group was adjusted in the year, with the paper."""
    day, number = said.figure("organisation.adjusted_on"), said.figure("organisation.adjusted_by")
    if not day:
        return ""
    by_paper = said.say("leading.adjusted_by", number=number) if number else ""
    return said.say("leading.adjusted", day=day, paper=by_paper)


def _founded(said: Wording) -> str:
    """When and by which paper the group was founded, as far as it is known."""
    number, day = said.figure("organisation.document"), said.figure("organisation.founded")
    paper = said.say("leading.paper", number=number) if number else ""
    return said.say("leading.founded_day", day=day, paper=paper) if day else paper


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
        if said.shown("organisation.units") == said.shown("organisation.reporting"):
            return said.say("network.liaisons_everyone", count=total, all=named)
        return said.say("network.liaisons_all", count=total, all=named)
    return said.say("network.liaisons_some", total=total, count=named) if named else ""
