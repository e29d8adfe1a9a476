"""Putting a paper together from its chapters:
headings with their numbers, only where there is something under them. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...base.text import chinese_number
from ..values.kinds import Level
from ..values.text import ParagraphDraft

Chapter = tuple[str, str, list[ParagraphDraft]]
"""Source, heading without its number, what stands under it."""


def numbered(chapters: Iterable[Chapter]) -> list[ParagraphDraft]:
    """Return the chapters that say something, their headings numbered 一、 二、…"""
    paragraphs: list[ParagraphDraft] = []
    written = [(source, heading, bodies) for source, heading, bodies in chapters if bodies]
    for number, (source, heading, bodies) in enumerate(written, 1):
        paragraphs.append(
            ParagraphDraft(f"{source}.heading", f"{chinese_number(number)}、{heading}", Level.CHAPTER)
        )
        paragraphs += bodies
    return paragraphs


def bodies(texts: Sequence[tuple[str, str]]) -> list[ParagraphDraft]:
    """Return (source, text) pairs as paragraphs; empty ones are left out."""
    return [ParagraphDraft(source, text) for source, text in texts if text]


def items(texts: Sequence[tuple[str, str]]) -> list[ParagraphDraft]:
    """Return (source, text) pairs as numbered items."""
    return [
        ParagraphDraft(source, f"{number}.{text}", Level.ITEM)
        for number, (source, text) in enumerate(texts, 1)
    ]
