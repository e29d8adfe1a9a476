"""The text of a paper: figures, tables, paragraphs, the stored paper itself.
Values only; how they are worded is ``rules``' matter.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from .kinds import Attachment, Level, Origin, ParagraphKind, SummaryKind, SummaryState


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or name that comes from records (数据域):
    ``key`` says which, ``shown`` is what stands in the text.
    """

    key: str
    shown: str


@dataclass(frozen=True, slots=True)
class TableText:
    """A table of the summary; every cell, the titles too, is a text with marked figures."""

    caption: str
    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric_from: int = 2
    """Index of the first column with numbers, set to the right."""
    last_row_is_total: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class ParagraphDraft:
    """A paragraph as the rules write it;
    ``source`` names the generator, so that a new text finds the old one's place.
    """

    source: str
    text: str
    level: Level = Level.BODY
    kind: ParagraphKind = ParagraphKind.TEXT


@dataclass(frozen=True, slots=True)
class ParagraphText:
    """A paragraph as an editor hands it back: its text and kind; the level follows from the text."""

    text: str
    kind: ParagraphKind = ParagraphKind.TEXT


@dataclass(frozen=True, slots=True)
class SummaryParagraph:
    """A stored paragraph; ``source`` is empty for one the clerk has added."""

    id: int
    level: Level
    text: str
    kind: ParagraphKind = ParagraphKind.TEXT
    origin: Origin = Origin.GENERATED
    source: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """A stored summary; one per year and kind. ``problems`` are the keys of the candidates chosen for 五."""

    id: int
    year: int
    kind: SummaryKind
    title: str
    day: date
    generated_at: datetime
    problems: tuple[str, ...]
    paragraphs: tuple[SummaryParagraph, ...]
    title_edited: bool = False
    state: SummaryState = SummaryState.DRAFT
    number: str = ""
    """文号 of a paper that is sent with one."""
    addressee: str = ""
    """主送机关."""
    signer: str = ""
    """签发人 of a 上行文."""
    attachments: tuple[Attachment, ...] = ()
    revision_reason: str = ""
    """Why the version before is being revised; empty before the first."""
    kept: tuple[str, ...] = ()
    """Sentences that records speak against and that were to stay: rule and words of each."""

    @property
    def is_final(self) -> bool:
        """Whether the text is frozen."""
        return self.state is SummaryState.FINAL


@dataclass(frozen=True, slots=True)
class Narrative:
    """The standard wording (``resources/narrative``) in force in a year:
    phrases by key, lists of words by name.
    """

    phrases: dict[str, str] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)
