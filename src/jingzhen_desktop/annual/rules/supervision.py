"""三 publicity and the first half of 四, inspections: sentences from the year's activities and rounds."""

from __future__ import annotations

import re

from ...inspection.values.year import CircularOfYear, InspectionYear
from ...publicity.values import Activity, PublicityYear
from ..values.facts import SummaryFacts
from .markup import escape
from .narrative import Wording

LISTED_ACTIVITIES = 6
"""Of more activities than this, those that reached most people are told; a summary is no ledger."""
_BEFORE_NUMBER = re.compile(r"(?<=[^\x00-\x7f])\s+(?=\d)")


def publicity_texts(facts: SummaryFacts, said: Wording) -> list[tuple[str, str]]:
    """Return the paragraphs of 三 as (source, text)."""
    if facts.publicity is None or not facts.publicity.activities:
        return [("publicity.standard", said.say("publicity.standard_nothing_recorded"))]
    listed = "；".join(_activity(activity, said) for activity in told_activities(facts.publicity))
    return [
        ("publicity.standard", said.say("publicity.standard")),
        ("publicity.totals", _totals(said)),
        ("publicity.listed", said.say("publicity.listed", activities=listed)),
    ]


def told_activities(year: PublicityYear | None) -> list[Activity]:
    """The activities the summary tells one by one, in their order."""
    activities = year.activities if year else ()
    main = sorted(activities, key=lambda activity: -(activity.people or 0))[:LISTED_ACTIVITIES]
    return [activity for activity in activities if activity in main]


def inspection_texts(facts: SummaryFacts, said: Wording) -> list[tuple[str, str]]:
    """Return the paragraphs on inspections; none without a round."""
    year = facts.inspection
    if year is None or not year.rounds:
        return []
    return [("inspection.checks", _checks(year, said)), ("inspection.results", _results(year, said))]


def _totals(said: Wording) -> str:
    kinds, people, trained = (said.figure(f"publicity.{key}") for key in ("kinds", "people", "trained"))
    by_training = said.say("publicity.trained", people=trained) if trained else ""
    return said.say(
        "publicity.totals",
        count=said.figure("publicity.activities"),
        kinds=said.say("publicity.kinds", kinds=kinds) if kinds else "",
        people=said.say("publicity.people", people=people, trained=by_training) if people else "",
    )


def _activity(activity: Activity, said: Wording) -> str:
    theme, place = escape(activity.theme.strip("“”‘’ ")), escape(activity.place)
    held = said.say(
        "publicity.activity",
        day=said.figure(f"publicity.day.{activity.id}"),
        theme=said.say("publicity.theme", theme=theme) if activity.theme else "",
        place=said.say("publicity.place", place=place) if activity.place else "",
        what=said.words("activities").get(activity.kind.value, activity.kind.value),
    )
    people = said.figure(f"publicity.reached.{activity.id}")
    material = escape(_BEFORE_NUMBER.sub("", activity.material.strip("。；， ")))
    reached = "，" + said.say("publicity.reached", people=people) if people else ""
    return held + reached + (said.say("publicity.material", material=material) if material else "")


def _checks(year: InspectionYear, said: Wording) -> str:
    cooling = "supervision.subject_cooling" if year.readings else "supervision.subject_general"
    checks = said.say(
        "supervision.checks",
        rounds=said.figure("inspection.rounds"),
        target=said.say("supervision.target", which=said.figure("inspection.target")),
        subject=said.say(cooling),
    )
    return checks + _measures(year, said) + "。"


def _measures(year: InspectionYear, said: Wording) -> str:
    if not year.violations and not year.circulars:
        return said.say("supervision.clean", none=said.figure("inspection.violations"))
    corrected = said.say("supervision.corrected") if year.corrected_on_spot else ""
    scope = said.figure("inspection.scopes")
    if scope:
        key = "supervision.circular_and_order" if year.rectifications_ordered else "supervision.circular"
        return corrected + said.say(key, scope=scope)
    return corrected + (said.say("supervision.ordered") if year.rectifications_ordered else "")


def _results(year: InspectionYear, said: Wording) -> str:
    visits, units = said.figure("inspection.visits"), said.figure("inspection.units")
    readings, passed = said.figure("inspection.readings"), said.figure("inspection.passed")
    clauses = [
        said.say("supervision.visits", visits=visits, units=units),
        said.say("supervision.readings", readings=readings, passed=passed) if readings else "",
        _violations(said) if year.violations else "",
        _orders(said),
        *(_circular(circular, said) for circular in year.circulars),
    ]
    return "；".join(filter(None, clauses)) + "。"


def _violations(said: Wording) -> str:
    found, kinds = said.figure("inspection.violations"), said.figure("inspection.kinds")
    corrected = said.figure("inspection.corrected")
    clauses = [
        said.say("supervision.violations", count=found, kinds=kinds),
        said.say("supervision.on_spot", count=corrected) if corrected else "",
    ]
    return "，".join(filter(None, clauses))


def _orders(said: Wording) -> str:
    """Notices ordered, and of these what became; nothing where none was."""
    figures = {
        "orders": said.figure("inspection.ordered"),
        "orders_closed": said.figure("inspection.closed"),
        "orders_overdue": said.figure("inspection.overdue"),
    }
    return "，".join(said.say(f"supervision.{key}", count=count) for key, count in figures.items() if count)


def _circular(circular: CircularOfYear, said: Wording) -> str:
    title = escape(circular.title.strip("《》 "))
    number = said.figure(f"inspection.circular_number.{circular.id}")
    paper = f"《{title}》（{number}）" if title and number else f"《{title}》" if title else number
    key = "supervision.circular_paper" if paper else "supervision.circular_day_only"
    return said.say(
        key + ("" if circular.units else "_no_units"),
        day=said.figure(f"inspection.circular_day.{circular.id}"),
        paper=paper,
        scope=escape(circular.scope) or said.word("whole"),
        units=said.figure(f"inspection.circular_units.{circular.id}"),
    )
