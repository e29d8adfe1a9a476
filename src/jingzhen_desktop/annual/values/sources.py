"""Where figures come from and where the text says otherwise. Values only."""

from __future__ import annotations

from dataclasses import dataclass

from ...base.place import Place


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """One record a figure is counted from: what it is, what it gives, where it stands."""

    text: str
    value: str
    place: Place


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a figure is: how it is counted, from which records, and where they are."""

    key: str
    title: str
    shown: str
    unit: str
    how: str
    place: Place
    records: tuple[SourceRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A number typed into the text that is not what the records say.

    Attributes:
        paragraph: index of the paragraph; ``start`` and ``length`` the place in its plain text.
        typed: what stands there; ``recorded`` what the records say.
        replacement: marked text that takes its place.
    """

    paragraph: int
    start: int
    length: int
    typed: str
    key: str
    title: str
    recorded: str
    replacement: str


@dataclass(frozen=True, slots=True)
class ChangedFigure:
    """A figure in the text that the records no longer say;
    ``now`` is None where they say nothing of it any more.
    """

    key: str
    title: str
    shown: str
    now: str | None
