"""The paper the clerk works on: as it is stored, beside the records, with its versions.
Reads and writes; shows nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ...base.place import Place
from ...office.file import Office
from ..figures.registry import brief, explain, place_of
from ..queries.compared import Compared, beside, compare
from ..queries.stored import summary
from ..queries.versions import changes_since, versions_of
from ..rules.tables import paragraph_figures
from ..values.kinds import TAB, Origin, SummaryKind
from ..values.sources import Contradiction, Explanation, Question
from ..values.text import Figure, Summary, SummaryParagraph
from ..values.versions import LaterChange, SummaryVersion


@dataclass
class Work:
    """One paper of one year.

    Attributes:
        stored: as it is in the office file; None if it was not written.
        compared: it beside the records as they were last read.
        writing: True while this page itself writes; its own steps are no news to it.
    """

    office: Office
    stored: Summary | None = None
    compared: Compared | None = None
    versions: list[SummaryVersion] = field(default_factory=list)
    later: tuple[LaterChange, ...] = ()
    writing: bool = False

    def load(self, year: int, kind: SummaryKind) -> None:
        """Read the paper of a year and kind, and the records beside it."""
        self.stored = summary(self.office, year, kind)
        self.compare()

    def compare(self) -> None:
        """Hold the text against the records anew."""
        self.compared = compare(self.office, self.stored) if self.stored else None
        self.versions = versions_of(self.office, self.stored.id) if self.stored else []
        final = self.stored is not None and self.stored.is_final and self.versions
        self.later = (
            changes_since(self.office, self.stored, self.versions[-1].id) if final and self.stored else ()
        )

    def write(self, action: Callable[[Summary], object]) -> None:
        """Do one change of the stored paper and take note of its result; the records have not changed."""
        assert self.stored is not None
        with self.own_writing():
            action(self.stored)
        self.stored = summary(self.office, self.stored.year, self.stored.kind)
        if self.stored is not None and self.compared is not None:
            self.compared = beside(self.compared, self.stored)

    def own_writing(self) -> _Writing:
        """A stretch in which steps are this page's own."""
        return _Writing(self)

    def tips(self) -> dict[str, str]:
        """What each figure is and how it is counted, for the tip over it."""
        return {one.key: f"{one.title}：{one.how}。双击查看记录" for one in self.offered()}

    def offered(self) -> Sequence[Explanation]:
        """Every figure the records can put into the text."""
        if self.compared is None:
            return ()
        return [brief(figure, self.compared.facts) for figure in self.compared.figures]

    def grounds(self, paragraph: SummaryParagraph) -> list[Explanation]:
        """The figures of a paragraph with the records behind them."""
        if self.compared is None:
            return []
        shown = dict.fromkeys(paragraph_figures(paragraph))
        return [explain(figure, self.compared.facts) for figure in shown]

    def place_of(self, key: str) -> Place:
        """Where the records of a figure are."""
        return place_of(key, self.compared.facts) if self.compared else Place(TAB)

    @property
    def paragraphs(self) -> tuple[SummaryParagraph, ...]:
        return self.stored.paragraphs if self.stored else ()

    @property
    def typed(self) -> tuple[Contradiction, ...]:
        """Numbers written against the records; a final text is compared with its own time instead."""
        return self.compared.typed if self.compared and self.stored and not self.stored.is_final else ()

    @property
    def questions(self) -> tuple[Question, ...]:
        """Sentences that the records speak against; of a final text none is asked."""
        return self.compared.questions if self.compared and self.stored and not self.stored.is_final else ()

    def places_in_doubt(self) -> Counter[int]:
        """How often each paragraph, by its number, speaks against the records."""
        found = Counter([*(one.paragraph for one in self.typed), *(one.paragraph for one in self.questions)])
        final = self.stored is not None and self.stored.is_final
        for one in self.compared.changed if self.compared and not final else ():
            places = (n for n, paragraph in enumerate(self.paragraphs) if f"⟦{one.key}|" in paragraph.text)
            found.update(places)
        return found

    @property
    def edited(self) -> frozenset[int]:
        """Numbers of the paragraphs changed by hand."""
        return frozenset(number for number, one in enumerate(self.paragraphs) if one.origin is Origin.EDITED)

    @property
    def editable(self) -> bool:
        """Whether there is a text and it may be changed."""
        return self.stored is not None and not self.stored.is_final

    def figure_now(self, key: str) -> Figure | None:
        """What the records say of a figure now."""
        shown = self.compared.now.get(key) if self.compared else None
        return None if shown is None else Figure(key, shown)


class _Writing:
    """While it lasts, steps are this page's own."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def __enter__(self) -> None:
        self._work.writing = True

    def __exit__(self, *details: object) -> None:
        self._work.writing = False
