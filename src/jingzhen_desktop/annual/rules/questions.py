"""Sentences that the records speak against: questions to the clerk, 保留、改写、删去; none is struck silently. Pure.

Which sentences these are, the rules of ``paper.coherence`` say.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ...paper.coherence import Passage, doubts
from ..values.kinds import Level, ParagraphKind
from ..values.sources import Question
from ..values.text import Figure, SummaryParagraph
from .markup import compose, parse, plain
from .tables import plain_table

_ENDS = "。！？"


def questions(
    paragraphs: Sequence[SummaryParagraph], bears: frozenset[str], kept: Collection[str]
) -> tuple[Question, ...]:
    """Return what is to be asked of a text, in its order; what was to be kept is not asked again.

    Args:
        bears: what the records bear out (``grounds``).
        kept: keys of questions that were answered by 保留.
    """
    passages = [_passage(index, one) for index, one in enumerate(paragraphs)]
    asked = (
        Question(one.rule, one.index, one.start, one.length, one.words, one.why, one.instead)
        for one in doubts(passages, bears)
    )
    return tuple(one for one in asked if one.key not in kept)


def rewritten(text: str, question: Question) -> str:
    """Return a paragraph's marked text with the words that would hold in place of those asked about."""
    return _replaced(text, question.start, question.start + question.length, question.instead)


def struck(text: str, question: Question) -> str:
    """Return a paragraph's marked text without the sentence that is asked about."""
    whole = plain(text)
    start = max((whole.rfind(end, 0, question.start) for end in _ENDS), default=-1) + 1
    ends = [found for end in _ENDS if (found := whole.find(end, question.start)) >= 0]
    return _replaced(text, start, min(ends, default=len(whole) - 1) + 1, "")


def _passage(index: int, one: SummaryParagraph) -> Passage:
    if one.kind is ParagraphKind.TABLE:
        table = plain_table(one.text)
        return Passage(index, table.caption, rows=len(table.rows))
    return Passage(index, plain(one.text), heading=one.level in {Level.CHAPTER, Level.SECTION})


def _replaced(text: str, start: int, end: int, new: str) -> str:
    """Put other words in place of a stretch of the plain text; a figure that lies in it goes with it."""
    pieces: list[str | Figure] = []
    place, put = 0, False
    for piece in parse(text):
        shown = piece.shown if isinstance(piece, Figure) else piece
        first, last = place, place + len(shown)
        place = last
        if last <= start or first >= end:
            if first >= end and not put:
                pieces.append(new)
                put = True
            pieces.append(piece)
            continue
        if isinstance(piece, str):
            pieces.append(piece[: max(0, start - first)])
            if not put:
                pieces.append(new)
                put = True
            pieces.append(piece[max(0, end - first) :])
    if not put:
        pieces.append(new)
    return compose(piece for piece in pieces if piece != "")
