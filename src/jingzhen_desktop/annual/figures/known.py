"""What is to be known of one figure, and how numbers and names are written in running text.

Numbers in running text have no thousands separators; from ten thousand on they are told in 万. The exact ones
stand in the table. The entries themselves stand in the modules beside this one, a tab each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from ...base.numbers import show_number, show_percent, spoken_number
from ...base.place import Place
from ...base.text import join_names
from ..values.facts import SummaryFacts
from ..values.sources import SourceRecord

Shown = Callable[[SummaryFacts, str], str]
"""Facts and subject → what the records say; empty where they say nothing."""
Records = Callable[[SummaryFacts, str], Iterable[SourceRecord]]
"""Facts and subject → the records a figure is counted from."""


def no_subject(_facts: SummaryFacts) -> Iterable[str]:
    """The one subject of a figure that is no family."""
    return ("",)


def no_name(_facts: SummaryFacts, _subject: str) -> str:
    """A figure that is called the same whatever its subject."""
    return ""


@dataclass(frozen=True, slots=True)
class Source:
    """Whose records a figure is counted from.

    Attributes:
        label: what the clerk calls the tab.
        place: where the records are seen.
        tables: those whose rows the figure is counted from.
        settings: beginnings of the keys of settings it depends on.
    """

    label: str
    place: Place
    tables: frozenset[str]
    settings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """A figure, or a family of them: one for each activity, circular, carrier … (its subject).

    Attributes:
        key: which figure it is, in a stored text for good; of a family with * where the subject stands.
        title: what it is called; {name} is the carrier.
        how: how it is counted, as a sentence without a full stop; {span}, {last}, {until}, {year} are the
            paper's time, {name} is the carrier.
        shown: what stands in the text.
        records: what is listed as its source (数据来源).
        unit: of a number, the counter written with it or the unit of measure that stands after it.
        subjects: of a family, those there are now.
        name: what a subject is called.
        closely: how it is counted, with its factor or formula, for whoever looks into it; empty: no closer.
        names_units: whether it names units, so that a new name changes it.
        compares: whether it needs the year before too.
        of_carrier: whether the subject is a carrier, so that no line of another one changes it.
    """

    key: str
    title: str
    source: Source
    how: str
    shown: Shown
    records: Records
    unit: str | Shown = ""
    subjects: Callable[[SummaryFacts], Iterable[str]] = no_subject
    name: Shown = no_name
    closely: Shown | None = None
    names_units: bool = False
    compares: bool = False
    of_carrier: bool = False


def counted(
    key: str, title: str, source: Source, how: str, records: Records, counter: str, *, none: str = ""
) -> Known:
    """Return a figure that is the number of its records: 4次; ``none`` is what stands for no records."""

    def shown(facts: SummaryFacts, subject: str) -> str:
        number = len(list(records(facts, subject)))
        return f"{number}{counter}" if number else none

    return Known(key, title, source, how, shown, records, counter)


def number(value: int | None, counter: str) -> str:
    """Write a number with its counter; nothing for None."""
    return "" if value is None else f"{value}{counter}"


def amount(value: Decimal | None) -> str:
    """Write a quantity or amount for running text:
    exact, up to four decimals as stored, no thousands separators.
    """
    return "" if value is None else show_number(value).replace(",", "")


def spoken(value: Decimal | None, places: int) -> str:
    """Write a quantity for running text as a reader takes it in: 260219.4 → 26.02万, 1613.17 → 1613;
    nothing for None.
    """
    return "" if value is None else spoken_number(value, places)


def rate(part: int, whole: int) -> str:
    """Write a share in percent; nothing of nothing."""
    return show_percent(Decimal(part) / whole).lstrip("+") if whole else ""


def listed(words: Iterable[str]) -> str:
    """Write a list of names, each once, joined with 、."""
    return join_names(list(dict.fromkeys(words)))
