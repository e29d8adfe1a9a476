"""节能改造 in the summary: what was done, what it cost, what it saves a year. Pure."""

from __future__ import annotations

from ...organisation.rules.ledger import was_done
from ...organisation.values.ledger import LedgerEntry, LedgerKind
from ..values.facts import SummaryFacts
from .markup import escape
from .narrative import Wording


def projects(facts: SummaryFacts) -> list[LedgerEntry]:
    """The projects that were finished by the paper's last day."""
    found = [entry for entry in facts.ledger if entry.item.kind is LedgerKind.PROJECT]
    return [entry for entry in found if was_done(entry.item, facts.until) and entry.item.amount]


def projects_text(facts: SummaryFacts, said: Wording) -> str:
    """Return the paragraph on them; empty without one."""
    clauses = [_project(entry, said) for entry in projects(facts)]
    return said.say("statistics.projects", projects="；".join(clauses)) if clauses else ""


def _project(entry: LedgerEntry, said: Wording) -> str:
    done, cost, saving, money = (
        said.figure(f"project.{name}.{entry.id}") for name in ("done", "cost", "saving", "money")
    )
    saved = said.say("statistics.project_saving", saving=saving) if saving else ""
    if money:
        saved += said.say(
            "statistics.project_money" if saving else "statistics.project_money_only", money=money
        )
    return said.say(
        "statistics.project",
        title=escape(entry.item.title),
        done=said.say("statistics.project_done", day=done),
        cost=cost,
        saving=saved,
    )
