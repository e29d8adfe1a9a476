"""What is new in this version, read from ``CHANGELOG.md``:
the one place for the about box, ``check`` and the installers.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from .resources import resources_folder

_HEADING = re.compile(r"^## \[(?P<title>.+?)\](?: - (?P<day>\S+))?$", re.MULTILINE)
_ENTRY = re.compile(r"^- (.+(?:\n  .+)*)", re.MULTILINE)


class Changes(NamedTuple):
    """One version's part of the change log."""

    title: str
    """The version, or Unreleased."""
    day: str
    """When it was released, 2026-11-22; empty while it is not."""
    entries: tuple[str, ...]


def newest_changes() -> Changes:
    """Return the first part of the change log that holds entries."""
    text = change_log()
    headings = [*_HEADING.finditer(text)]
    ends = [*(heading.start() for heading in headings[1:]), len(text)]
    parts = (_part(heading, text[heading.end() : end]) for heading, end in zip(headings, ends, strict=True))
    return next(part for part in parts if part.entries)


def change_log() -> str:
    """Return the whole change log: among the resources when installed, at the top of a checkout."""
    folder = resources_folder()
    installed = folder / "CHANGELOG.md"
    return (installed if installed.is_file() else folder.parent / "CHANGELOG.md").read_text("utf-8")


def _part(heading: re.Match[str], text: str) -> Changes:
    entries = (re.sub(r"\s*\n\s*", "", entry).replace("`", "") for entry in _ENTRY.findall(text))
    return Changes(heading["title"], heading["day"] or "", tuple(entries))
