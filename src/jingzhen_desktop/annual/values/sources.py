"""Where figures come from and where the text says otherwise. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

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


class Answer(StrEnum):
    """What becomes of a sentence that the records speak against."""

    KEEP = "保留"
    REWRITE = "改写"
    STRIKE = "删去"


@dataclass(frozen=True, slots=True)
class Question:
    """A sentence that the records speak against, or that does not hold together with another.

    Attributes:
        rule: key of the rule that asks.
        paragraph: index of the paragraph; ``start`` and ``length`` the place of ``words`` in its plain text.
        why: what the records say, as a sentence without a full stop.
        instead: words that would hold; empty where only the clerk can say it otherwise.
    """

    rule: str
    paragraph: int
    start: int
    length: int
    words: str
    why: str
    instead: str = ""

    @property
    def key(self) -> str:
        """By which an answer is remembered: rule and words, without the mark that parts stored names."""
        return f"{self.rule}:{self.words}".replace("、", "，")

    @property
    def answers(self) -> tuple[Answer, ...]:
        """What can be answered."""
        return tuple(one for one in Answer if one is not Answer.REWRITE or self.instead)


@dataclass(frozen=True, slots=True)
class ChangedFigure:
    """A figure in the text that the records no longer say;
    ``now`` is None where they say nothing of it any more.
    """

    key: str
    title: str
    shown: str
    now: str | None
