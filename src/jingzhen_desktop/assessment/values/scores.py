"""What records say to an item, the points that follow, and a unit's whole score. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ...base.place import Place
from .score_tables import ScoreItem, Source


@dataclass(frozen=True, slots=True)
class Ground:
    """One record behind an item.

    Attributes:
        good: whether it counts for the unit; None: it is shown and not counted.
    """

    text: str
    good: bool | None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What the office file says to a source about one unit.

    Attributes:
        grounds: the records; how many there are and which they are come from this one tuple.
        completion: how far a target was reached, 1 is wholly; None where none is asked for or none is
            known.
        share: the part of the points itself, where the source gives it (定额执行).
        fall: by how many per cent an indicator fell on the year before, whatever was asked for.
        lacking: why nothing can be computed; empty if it can.
        note: what the paper says beside the points.
    """

    grounds: tuple[Ground, ...] = ()
    completion: Decimal | None = None
    share: Decimal | None = None
    fall: Decimal | None = None
    lacking: str = ""
    note: str = ""

    @property
    def counted(self) -> tuple[Ground, ...]:
        """The records that are judged."""
        return tuple(one for one in self.grounds if one.good is not None)

    @property
    def done(self) -> int:
        """How many of them count for the unit."""
        return sum(one.good is True for one in self.counted)

    @property
    def missed(self) -> int:
        """How many of them count against it."""
        return sum(one.good is False for one in self.counted)

    @property
    def words(self) -> str:
        """What was found in a few words: 3/4."""
        return self.note or (f"{self.done}/{len(self.counted)}" if self.counted else "")


UnitFindings = Mapping[Source, Found]
"""What is known of one unit, by source."""


@dataclass(frozen=True, slots=True)
class Scored:
    """An item's points of one unit.

    Attributes:
        computed: what follows from the records; None where nothing does.
        given: what the office gave, by hand or against the records; None where it gave nothing.
        own: what the unit gave itself; None where it said nothing.
        reason: why points are missing.
        found: the records behind it.
        vetoed: of a veto item: whether the unit fails it.
    """

    item: ScoreItem
    computed: Decimal | None = None
    given: Decimal | None = None
    own: Decimal | None = None
    reason: str = ""
    own_reason: str = ""
    found: Found = field(default_factory=Found)
    vetoed: bool = False

    @property
    def points(self) -> Decimal | None:
        """The office's points: what it gave, else what was computed."""
        return self.computed if self.given is None else self.given

    @property
    def is_overruled(self) -> bool:
        """Whether the office gave other points than the records."""
        return self.given is not None and self.computed is not None and self.given != self.computed

    @property
    def differs(self) -> bool:
        """Whether the unit gave itself other points than the office."""
        return self.own is not None and self.points is not None and self.own != self.points


@dataclass(frozen=True, slots=True)
class Score:
    """A unit's whole score.

    Attributes:
        total: bonus included; None while an item has no points.
        own_total: what the unit gave itself, of the items it filled in; None if it said nothing.
        grade: empty while there is no total.
        missing: titles of the items without points.
        grade_reason: why the grade is not that of the points.
    """

    scored: tuple[Scored, ...]
    total: Decimal | None
    own_total: Decimal | None
    grade: str = ""
    missing: tuple[str, ...] = ()
    grade_reason: str = ""
