"""Looking for words in the whole manual: how often each chapter holds them, and where in a text. No Qt."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from ...base.text import holds_word, places_of, search_words
from .chapters import CHAPTERS, lines_of


def hits(typed: str) -> dict[str, int]:
    """Return how often the words that were typed stand in each chapter that holds them."""
    words = search_words(typed)
    counts = {key: _count(key, words) for key in CHAPTERS}
    return {key: count for key, count in counts.items() if count}


def places_in(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Return where a paragraph holds the words of ``search_words``, none if it does not hold all of them."""
    asked = tuple(words)
    if not asked or not all(holds_word(text, word) for word in asked):
        return []
    return sorted(set(chain.from_iterable(places_of(text, word) for word in asked)))


def _count(key: str, words: tuple[str, ...]) -> int:
    return sum(len(places_in(line, words)) for line in lines_of(key))
