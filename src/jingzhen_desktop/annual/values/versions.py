"""Finalised texts and what has changed since. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from ...base.place import Place
from .sources import SourceRecord
from .text import ParagraphDraft


@dataclass(frozen=True, slots=True)
class FrozenFigure:
    """A figure of a finalised text:
    what was shown, what the records said then, how it was counted and from what.
    """

    key: str
    title: str
    shown: str
    recorded: str | None
    unit: str
    how: str
    place: Place
    records: tuple[SourceRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class SummaryVersion:
    """A finalised text in a list; ``sound`` is False if what is stored is no longer what was hashed."""

    id: int
    number: int
    title: str
    day: date
    finalised_at: datetime
    reason: str
    content_hash: str
    paper_id: int
    sound: bool


@dataclass(frozen=True, slots=True)
class VersionContent:
    """What a finalised text said: paragraphs, figures, and the names the units had then."""

    title: str
    day: date
    paragraphs: tuple[ParagraphDraft, ...]
    figures: tuple[FrozenFigure, ...]
    units: Mapping[int, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StepNote:
    """A later step that changed the records of a figure: when, what was done, where."""

    at: datetime
    label: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class LaterChange:
    """What the records say of a finalised figure now;
    ``now`` is None where they say nothing of it any more.
    """

    key: str
    title: str
    then: str
    now: str | None
    place: Place
    steps: tuple[StepNote, ...] = ()
