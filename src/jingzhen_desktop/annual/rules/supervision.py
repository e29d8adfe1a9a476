"""三 publicity and the first half of 四, inspections: sentences from the year's activities and rounds."""

from __future__ import annotations

import re
from datetime import date

from ...inspection.values.words import ViolationKind
from ...inspection.values.year import CircularOfYear, InspectionYear
from ...publicity.values import Activity, ActivityKind, PublicityYear
from ..values.facts import SummaryFacts
from .figures import count, names
from .markup import escape, mark
from .narrative import Wording

LISTED_ACTIVITIES = 6
"""Of more activities than this, those that reached most people are told; a summary is no ledger."""
_BEFORE_NUMBER = re.compile(r"(?<=[^\x00-\x7f])\s+(?=\d)")


def publicity_texts(facts: SummaryFacts, wording: Wording) -> list[tuple[str, str]]:
    """Return the paragraphs of 三 as (source, text)."""
    year = facts.publicity
    if year is None or not year.activities:
        return [("publicity.standard", wording.say("publicity.standard_nothing_recorded"))]
    return [
        ("publicity.standard", wording.say("publicity.standard")),
        ("publicity.totals", _totals(year, wording)),
        ("publicity.listed", _listed(year, wording)),
    ]


def inspection_texts(facts: SummaryFacts, wording: Wording) -> list[tuple[str, str]]:
    """Return the paragraphs on inspections; none without a round."""
    year = facts.inspection
    if year is None or not year.rounds or not year.visits:
        return []
    return [("inspection.checks", _checks(year, wording)), ("inspection.results", _results(year, wording))]


def _totals(year: PublicityYear, wording: Wording) -> str:
    kinds = [
        f"{kind.value}{number}次" for kind, number in year.counts.items() if kind is not ActivityKind.OTHER
    ]
    several = len(year.activities) > 1 and bool(kinds)
    return wording.say(
        "publicity.totals",
        count=count("publicity.activities", len(year.activities), "次"),
        kinds=wording.say("publicity.kinds", kinds=names("publicity.kinds", kinds)) if several else "",
        people=_people(year, wording),
    )


def _people(year: PublicityYear, wording: Wording) -> str:
    if not year.people:
        return ""
    partly = year.trained and year.trained < year.people
    trained = (
        wording.say("publicity.trained", people=count("publicity.trained", year.trained or 0, "人次"))
        if partly
        else ""
    )
    return wording.say(
        "publicity.people", people=count("publicity.people", year.people, "人次"), trained=trained
    )


def _listed(year: PublicityYear, wording: Wording) -> str:
    main = sorted(year.activities, key=lambda activity: -(activity.people or 0))[:LISTED_ACTIVITIES]
    in_order = [activity for activity in year.activities if activity in main]
    return wording.say(
        "publicity.listed", activities="；".join(_activity(activity, wording) for activity in in_order)
    )


def _activity(activity: Activity, wording: Wording) -> str:
    held = wording.say(
        "publicity.activity",
        day=mark(f"publicity.day.{activity.id}", _day(activity.day)),
        theme=wording.say("publicity.theme", theme=escape(activity.theme.strip("“”‘’ ")))
        if activity.theme
        else "",
        place=wording.say("publicity.place", place=escape(activity.place)) if activity.place else "",
        what=wording.words("activities").get(activity.kind.value, activity.kind.value),
    )
    people = count(f"publicity.reached.{activity.id}", activity.people, "人次") if activity.people else ""
    material = _BEFORE_NUMBER.sub("", activity.material.strip("。；， "))
    reached = "，" + wording.say("publicity.reached", people=people) if people else ""
    return held + reached + (wording.say("publicity.material", material=escape(material)) if material else "")


def _checks(year: InspectionYear, wording: Wording) -> str:
    everywhere = all(one.units_visited == one.units_total for one in year.rounds)
    return (
        wording.say(
            "supervision.checks",
            rounds=count("inspection.rounds", len(year.rounds), "次"),
            target=wording.say(
                "supervision.target", which=mark("inspection.target", "各单位" if everywhere else "部分单位")
            ),
            subject=wording.say(
                "supervision.subject_cooling" if year.readings else "supervision.subject_general"
            ),
        )
        + _measures(year, wording)
        + "。"
    )


def _measures(year: InspectionYear, wording: Wording) -> str:
    if not year.violations and not year.circulars:
        return wording.say("supervision.clean", none=mark("inspection.violations", "未发现"))
    corrected = wording.say("supervision.corrected") if year.corrected_on_spot else ""
    scope = names("inspection.scopes", [circular.scope for circular in year.circulars if circular.scope])
    if scope:
        key = "supervision.circular_and_order" if year.rectifications_ordered else "supervision.circular"
        return corrected + wording.say(key, scope=scope)
    return corrected + (wording.say("supervision.ordered") if year.rectifications_ordered else "")


def _results(year: InspectionYear, wording: Wording) -> str:
    clauses = [
        wording.say(
            "supervision.visits",
            visits=count("inspection.visits", year.visits, "家次"),
            units=count("inspection.units", year.units_visited, "个"),
        ),
        _readings(year, wording),
        _violations(year, wording),
        _orders(year, wording),
        *(_circular(circular, wording) for circular in year.circulars),
    ]
    return "；".join(filter(None, clauses)) + "。"


def _readings(year: InspectionYear, wording: Wording) -> str:
    if not year.readings:
        return ""
    passed = count("inspection.passed", year.readings_passed, "处")
    return wording.say(
        "supervision.readings", readings=count("inspection.readings", year.readings, "处"), passed=passed
    )


def _violations(year: InspectionYear, wording: Wording) -> str:
    if not year.violations:
        return ""
    kinds = [f"{_kind_words(kind)}{number}个" for kind, number in year.violations_by_kind if number]
    found = wording.say(
        "supervision.violations",
        count=count("inspection.violations", year.violations, "个"),
        kinds=names("inspection.kinds", kinds),
    )
    corrected = count("inspection.corrected", year.corrected_on_spot, "个") if year.corrected_on_spot else ""
    return found + ("，" + wording.say("supervision.on_spot", count=corrected) if corrected else "")


def _kind_words(kind: ViolationKind) -> str:
    return "其他问题" if kind is ViolationKind.OTHER else kind.value


def _orders(year: InspectionYear, wording: Wording) -> str:
    if not year.rectifications_ordered:
        return ""
    parts = [
        wording.say(
            "supervision.orders", count=count("inspection.ordered", year.rectifications_ordered, "份")
        )
    ]
    if year.rectifications_closed:
        parts.append(
            wording.say(
                "supervision.orders_closed",
                count=count("inspection.closed", year.rectifications_closed, "份"),
            )
        )
    if year.rectifications_overdue:
        parts.append(
            wording.say(
                "supervision.orders_overdue",
                count=count("inspection.overdue", year.rectifications_overdue, "份"),
            )
        )
    return "，".join(parts)


def _circular(circular: CircularOfYear, wording: Wording) -> str:
    title = escape(circular.title.strip("《》 "))
    number = mark(f"inspection.circular_number.{circular.id}", circular.number)
    paper = f"《{title}》（{number}）" if title and number else f"《{title}》" if title else number
    key = "supervision.circular_paper" if paper else "supervision.circular_day_only"
    return wording.say(
        key + ("" if circular.units else "_no_units"),
        day=mark(f"inspection.circular_day.{circular.id}", _day(circular.day)),
        paper=paper,
        scope=escape(circular.scope) or wording.word("whole"),
        units=names(f"inspection.circular_units.{circular.id}", circular.units),
    )


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
