"""How texts find their stored rows:
a new draft around the clerk's edits, an edited text among the old paragraphs. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from ..values.kinds import Level, Origin, ParagraphKind
from ..values.text import ParagraphDraft, ParagraphText, SummaryParagraph
from .markup import escape, level_of, with_number, without_number

_GAP = 1024
"""Distance of positions, so that a paragraph put between two others changes no other row."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A paragraph to be stored; ``id`` is the row it continues, None for a new one."""

    id: int | None
    level: Level
    text: str
    kind: ParagraphKind
    origin: Origin
    source: str


def regenerated(
    old: Sequence[SummaryParagraph], drafts: Sequence[ParagraphDraft], *, replace_edited: bool = False
) -> list[Placed]:
    """Put a new draft in the place of the old one;
    edited paragraphs stay where they are unless they are to be replaced.
    """
    kept = [] if replace_edited else [one for one in old if one.origin is Origin.EDITED]
    edited = {one.source: one for one in kept if one.source}
    rows = {one.source: one.id for one in old if one.source}
    result = [
        as_stored(edited[new.source]) if new.source in edited else _drafted(new, rows.get(new.source))
        for new in drafts
    ]
    sources = {new.source for new in drafts}
    for one in kept:
        if one.source not in sources:
            result.insert(_place_after(one, old, result), as_stored(one))
    return in_order(result)


def edited(old: Sequence[SummaryParagraph], texts: Sequence[ParagraphText]) -> list[Placed]:
    """Match an edited text to the stored paragraphs:
    what is unchanged keeps its row untouched, what changed becomes edited.
    """
    partners = align([one.text for one in old], [text.text for text in texts])
    return [
        _changed(text, None if partner is None else old[partner])
        for text, partner in zip(texts, partners, strict=True)
    ]


def align(old: Sequence[str], new: Sequence[str]) -> list[int | None]:
    """Return for each new text the index of the old one it continues, rising; None for an added one.

    A split paragraph's first part and a joined pair continue the (first) old paragraph.
    """
    partners: list[int | None] = [None] * len(new)
    matcher = SequenceMatcher(None, list(old), list(new), autojunk=False)
    for what, first, last, start, stop in matcher.get_opcodes():
        if what in {"equal", "replace"}:
            for index in range(min(last - first, stop - start)):
                partners[start + index] = first + index
    return partners


def positions(old: Sequence[int | None]) -> list[int]:
    """Return rising positions; those given stay where that is possible, new ones (None) go between."""
    given = [position for position in old if position is not None]
    if given != sorted(set(given)):
        return _spaced(len(old))
    result: list[int] = []
    for index, stays in enumerate(old):
        lower = result[-1] if result else 0
        upper = next((later for later in old[index:] if later is not None), lower + 2 * _GAP)
        position = (lower + upper) // 2 if stays is None else stays
        if position <= lower:
            return _spaced(len(old))
        result.append(position)
    return result


def renumbered(texts: Sequence[str]) -> list[str]:
    """Return the texts with the numbers of their levels (一、 （一） 1.) in order;
    each level starts anew under the one above.
    """
    counts = dict.fromkeys(Level, 0)
    result = []
    for text in texts:
        level = level_of(text)
        counts[level] += 1
        counts.update({below: 0 for below in Level if below > level > Level.BODY})
        result.append(with_number(text, counts[level]))
    return result


def cleaned(text: str) -> str:
    """Return a text fit for storing: one paragraph, no control characters, no blanks around it."""
    single = "".join(" " if letter in "\n\r\t\u2028\u2029\x0b\x0c" else letter for letter in text)
    return "".join(letter for letter in single if letter >= " ").strip()


def in_order(placed: Sequence[Placed]) -> list[Placed]:
    """Return the paragraphs with their numbers in order; tables have none and are passed by."""
    texts = iter(renumbered([one.text for one in placed if one.kind is ParagraphKind.TEXT]))
    return [replace(one, text=next(texts)) if one.kind is ParagraphKind.TEXT else one for one in placed]


def added(text: str) -> Placed:
    """Return a new paragraph of plain text, as the clerk's own."""
    marked = escape(cleaned(text))
    return Placed(None, level_of(marked), marked, ParagraphKind.TEXT, Origin.EDITED, "")


def as_stored(one: SummaryParagraph) -> Placed:
    """Return a stored paragraph as one to be stored unchanged."""
    return Placed(one.id, one.level, one.text, one.kind, one.origin, one.source)


def _drafted(new: ParagraphDraft, row: int | None) -> Placed:
    return Placed(row, new.level, new.text, new.kind, Origin.GENERATED, new.source)


def _changed(text: ParagraphText, partner: SummaryParagraph | None) -> Placed:
    if partner is not None and (partner.text, partner.kind) == (text.text, text.kind):
        return as_stored(partner)
    level = Level.BODY if text.kind is ParagraphKind.TABLE else level_of(text.text)
    if partner is None:
        return Placed(None, level, text.text, text.kind, Origin.EDITED, "")
    only_number = level is partner.level and without_number(text.text) == without_number(partner.text)
    return Placed(
        partner.id,
        level,
        text.text,
        text.kind,
        partner.origin if only_number else Origin.EDITED,
        partner.source,
    )


def _place_after(one: SummaryParagraph, old: Sequence[SummaryParagraph], result: Sequence[Placed]) -> int:
    """Where a paragraph without a place in the draft goes: after the nearest one that stood before it."""
    here = {(placed.source or placed.id): index for index, placed in enumerate(result)}
    before = list(old)[: next(index for index, other in enumerate(old) if other.id == one.id)]
    return next(
        (
            here[other.source or other.id] + 1
            for other in reversed(before)
            if (other.source or other.id) in here
        ),
        0,
    )


def _spaced(count: int) -> list[int]:
    return [_GAP * (index + 1) for index in range(count)]
