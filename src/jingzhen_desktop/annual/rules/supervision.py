"""三 publicity and the first half of 四, inspections: sentences from the year's activities and rounds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from ...inspection.values.year import CircularOfYear, InspectionYear
from ...publicity.rules import materials
from ...publicity.values import Activity, ActivityKind, PublicityYear
from ..values.facts import SummaryFacts
from .markup import escape
from .narrative import Wording

LISTED_ACTIVITIES = 6
"""Of more activities than this, those that reached most people are told; a summary is no ledger."""
_SPREAD = frozenset({ActivityKind.SLOGAN.value, ActivityKind.APPEAL.value})
"""Kinds to which nobody comes."""
_ONE = "1件"
_WEEK = timedelta(days=7)
"""What happened within so many days of the publicity week's activity belongs to it."""


def publicity_texts(facts: SummaryFacts, said: Wording) -> list[tuple[str, str]]:
    """Return the paragraphs of 三 as (source, text): how much there was, then what, by its occasion."""
    if facts.publicity is None or not facts.publicity.activities:
        return [("publicity.standard", said.say("publicity.standard_nothing_recorded"))]
    in_week, others = _by_occasion(told_activities(facts.publicity))
    listed = said.say("publicity.week", activities=_told(in_week, said)) if in_week else ""
    if others:
        listed = said.say("publicity.listed", activities=_told(others, said)) + listed
    return [
        ("publicity.standard", said.say("publicity.standard")),
        ("publicity.totals", _totals(said)),
        ("publicity.listed", listed),
    ]


def _by_occasion(activities: Sequence[Activity]) -> tuple[list[Activity], list[Activity]]:
    """Part what belonged to the publicity week from all else."""
    weeks = [one.held_on for one in activities if one.kind is ActivityKind.PUBLICITY_WEEK]
    in_week = [one for one in activities if _near(one.held_on, weeks)]
    return in_week, [one for one in activities if one not in in_week]


def _near(day: date, weeks: Sequence[date]) -> bool:
    return any(abs(day - week) <= _WEEK for week in weeks)


def _told(activities: Sequence[Activity], said: Wording) -> str:
    return "；".join(_activity(activity, said) for activity in activities)


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
    kinds, people, trained = (said.figure(f"publicity.{key}") for key in ("kind_names", "people", "trained"))
    by_training = said.say("publicity.trained", people=trained) if trained else ""
    return said.say(
        "publicity.totals",
        count=said.figure("publicity.activities"),
        kinds=said.say("publicity.kinds", kinds=kinds) if kinds else "",
        people=said.say("publicity.people", people=people, trained=by_training) if people else "",
    )


def _activity(activity: Activity, said: Wording) -> str:
    """One activity in the build that suits its kind; what it gave out and whom it reached after it."""
    theme, place = escape(activity.theme.strip("“”‘’ ")), escape(activity.place)
    kind = activity.kind.value
    way = said.words("activities_with_theme" if theme else "activities").get(kind, kind)
    given = _material(activity, said)
    if theme and given and kind in said.words("activities_with_material"):
        way, given = said.words("activities_with_material")[kind].replace("{material}", given), ""
    at = said.say("publicity.place", place=place) if place else ""
    audience = escape(activity.audience)
    held = way.format(place=at, theme=theme, audience=f"面向{audience}" if audience else "")
    people = said.figure(f"publicity.reached.{activity.id}")
    gathered = "publicity.covered" if kind in _SPREAD else "publicity.reached"
    return (
        said.figure(f"publicity.day.{activity.id}")
        + held
        + (said.say("publicity.material", material=given) if given else "")
        + (said.say(gathered, people=people) if people else "")
    )


def _material(activity: Activity, said: Wording) -> str:
    """What was given out or put up, each with its verb: 发放宣传单500份、悬挂横幅6条."""
    verbs = said.words("materials")
    told = []
    for one in materials(activity.material):
        verb = next((verb for name, verb in verbs.items() if name in one.name), "发放")
        told.append(verb + escape(one.words))
    return "、".join(told)


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
    readings, passed = said.figure("inspection.readings"), said.figure("inspection.passed")
    clauses = [
        _visits(year, said),
        said.say("supervision.readings", readings=readings, passed=passed) if readings else "",
        _violations(year, said) if year.violations else "",
        *(_circular(circular, said) for circular in year.circulars),
        _complaints(said),
    ]
    return "；".join(filter(None, clauses)) + "。"


def _visits(year: InspectionYear, said: Wording) -> str:
    everywhere = year.units_visited == year.units_total
    return said.say(
        "supervision.visits_all" if everywhere else "supervision.visits",
        visits=said.figure("inspection.visits"),
        units=said.figure("inspection.units"),
    )


def _violations(year: InspectionYear, said: Wording) -> str:
    """What was found, and what became of all of it: the parts add up to the whole."""
    mostly, corrected = said.figure("inspection.main_kind"), year.corrected_on_spot
    clauses = [
        said.say(
            "supervision.violations",
            count=said.figure("inspection.violations"),
            mostly=said.say("supervision.mostly", kind=mostly) if mostly else "",
        ),
        _on_spot(said) if corrected else "",
        _ordered(said),
        _outcome(year, said),
    ]
    return "，".join(filter(None, clauses))


def _on_spot(said: Wording) -> str:
    """What was put right at once; of all that was found without counting it again."""
    if said.shown("inspection.corrected") == said.shown("inspection.violations"):
        return said.say("supervision.on_spot_all")
    return said.say("supervision.on_spot", count=said.figure("inspection.corrected"))


def _ordered(said: Wording) -> str:
    """What was ordered in writing, and what had to be ordered again."""
    rest, repeated = said.figure("inspection.under_notice"), said.figure("inspection.repeated")
    if not rest:
        return ""
    whole = said.shown("inspection.under_notice") == said.shown("inspection.violations")
    told = said.say("supervision.rest_all") if whole else said.say("supervision.rest", count=rest)
    if not repeated:
        return told
    return told + said.say("supervision.repeated", orders=said.figure("inspection.ordered"), count=repeated)


def _outcome(year: InspectionYear, said: Wording) -> str:
    """Whether all is mended; else what is and what is not."""
    if year.violations_settled == year.violations:
        return said.say("supervision.settled") if year.rectifications_ordered else ""
    clauses = {
        "unsettled": said.figure("inspection.rectified"),
        "orders_overdue": said.figure("inspection.overdue_violations"),
        "unhandled": said.figure("inspection.unhandled"),
    }
    return "，".join(said.say(f"supervision.{key}", count=count) for key, count in clauses.items() if count)


def _complaints(said: Wording) -> str:
    count, done = said.figure("inspection.complaints"), said.figure("inspection.complaints_done")
    if not count:
        return ""
    received = said.shown("inspection.complaints")
    every = received == said.shown("inspection.complaints_done")
    key = "all" if every else "done" if done else "open"
    if every and received == _ONE:
        key = "one"
    words = said.say(f"supervision.complaints_{key}", count=done)
    return said.say("supervision.complaints", count=count, done=words)


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
