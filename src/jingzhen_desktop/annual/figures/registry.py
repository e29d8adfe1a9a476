"""All figures by their keys: what the records say of them now, and what each is, for whoever asks.

A key that no entry knows stands in a text of an older program; it keeps its place there and says nothing new.
"""

from __future__ import annotations

from ...base.place import Place
from ...quarterly.values.reports import TAB as QUARTERLY
from ...quarterly.values.reports import report_place
from ..rules.narrative import Wording, narrative_of_year, wording
from ..values.facts import SummaryFacts
from ..values.kinds import TAB
from ..values.sources import Explanation, SourceRecord
from ..values.text import Figure
from . import assessment, carriers, inspection, organisation, publicity, statistics
from .known import Known

FIGURES: tuple[Known, ...] = (
    *organisation.FIGURES,
    *publicity.FIGURES,
    *inspection.FIGURES,
    *statistics.FIGURES,
    *carriers.FIGURES,
    *assessment.FIGURES,
)
"""Every figure, in the order it is offered in."""
_BY_KEY = {one.key: one for one in FIGURES}
_SPANS = {1: "一季度", 2: "上半年", 3: "前三季度", 4: "全年"}


def known(key: str) -> tuple[Known, str] | None:
    """Return the entry of a key and its subject: publicity.day.3 → publicity.day.*, 3;
    statistics.water.cost → statistics.*.cost, water. None for a key nobody knows.
    """
    tab, _, rest = key.partition(".")
    head, _, part = rest.partition(".")
    for family, subject in ((key, ""), (f"{tab}.{head}.*", part), (f"{tab}.*.{part}", head)):
        if family in _BY_KEY:
            return _BY_KEY[family], subject
    return None


def figures_now(facts: SummaryFacts) -> dict[str, str]:
    """Return every figure the records can put into a text, by key: what stands in the text."""
    found = {}
    for one in FIGURES:
        for subject in one.subjects(facts):
            if shown := one.shown(facts, subject):
                found[one.key.replace("*", subject)] = shown
    return found


def wording_of(facts: SummaryFacts) -> Wording:
    """Return the wording of a paper with its figures, ready to be written with."""
    return wording(facts, narrative_of_year(facts.year), figures_now(facts))


def title_of(key: str, facts: SummaryFacts) -> str:
    """Return what a figure is, with the tab it comes from: 电·数量（季度统计）."""
    found = known(key)
    if found is None:
        return key
    entry, subject = found
    return f"{entry.title.format(name=entry.name(facts, subject))}（{entry.source.label}）"


def brief(figure: Figure, facts: SummaryFacts) -> Explanation:
    """Return what a figure is and how it is counted, without its records: for tips and lists."""
    found = known(figure.key)
    how = found[0].how.format(**_time(facts), name=found[0].name(facts, found[1])) if found else ""
    return Explanation(
        figure.key,
        title_of(figure.key, facts),
        figure.shown,
        unit_of(figure.key, figure.shown, facts),
        how,
        found[0].source.place if found else Place(TAB),
    )


def explain(figure: Figure, facts: SummaryFacts) -> Explanation:
    """Return what a figure is, how it is counted, exactly, and from which records."""
    shortly, found = brief(figure, facts), known(figure.key)
    if found is None:
        return shortly
    entry, subject = found
    closely = entry.closely(facts, subject) if entry.closely else ""
    return Explanation(
        figure.key,
        shortly.title,
        figure.shown,
        shortly.unit,
        closely or shortly.how,
        place_of(figure.key, facts),
        source_records(figure.key, facts),
    )


def source_records(key: str, facts: SummaryFacts) -> tuple[SourceRecord, ...]:
    """Return the records a figure is counted from (数据来源)."""
    found = known(key)
    return tuple(found[0].records(facts, found[1])) if found else ()


def place_of(key: str, facts: SummaryFacts) -> Place:
    """Return where the clerk sees a figure's records: the one record, or the view that has them all."""
    found = known(key)
    if found is None:
        return Place(TAB)
    places = {record.place for record in source_records(key, facts)}
    if len(places) == 1:
        return places.pop()
    view = found[0].source.place
    return report_place(facts.statistics.town.quarter) if view.tab == QUARTERLY and facts.statistics else view


def unit_of(key: str, shown: str, facts: SummaryFacts) -> str:
    """Return the unit of a figure that is a number: its counter, or the unit of measure; a word has none."""
    found = known(key)
    if shown.endswith("%"):
        return "%"
    if found is None or not shown[:1].isdigit():
        return ""
    entry, subject = found
    return entry.unit if isinstance(entry.unit, str) else entry.unit(facts, subject)


def _time(facts: SummaryFacts) -> dict[str, str]:
    """The words for the paper's time in a definition."""
    last = facts.statistics.town.quarter if facts.statistics else facts.kind.quarters(facts.year)[-1]
    until = facts.until
    return {
        "span": f"{last.year}年{_SPANS[last.number]}",
        "last": last.title,
        "until": f"{until.year}年{until.month}月{until.day}日",
        "year": str(facts.year),
    }
