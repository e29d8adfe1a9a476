"""Numbers of the office's reports (报告), whichever tab writes them, and who signs them."""

from __future__ import annotations

import re
from datetime import date

from ...base.text import matching_key
from ...office.file import Office
from ...office.issued import issued_papers, parse_number
from ...office.settings import read_setting
from ..settings import NUMBER_PREFIX, SIGNER

_REPORTS = frozenset({"报告", "工作总结"})
"""Kinds of issued papers that are numbered as reports."""


def proposed_number(office: Office, day: date) -> str:
    """Return the next free 文号 of the office's reports in the year of a day;
    empty where it has chosen no 代字 and none was used yet.
    """
    prefix = read_setting(office, NUMBER_PREFIX) or _last_series(office)
    if not prefix:
        return ""
    taken = [parse_number(paper.number) for paper in issued_papers(office) if paper.number]
    numbers = [
        number or 0 for series, year, number in taken if (series, year) == (matching_key(prefix), day.year)
    ]
    return f"{prefix}〔{day.year}〕{max(numbers, default=0) + 1}号"


def chosen_signer(office: Office) -> str:
    """Return who signs what goes up (签发人), as the settings say; empty where they say nothing."""
    return read_setting(office, SIGNER)


def _last_series(office: Office) -> str:
    """The 代字 of the newest numbered report, as it was written."""
    numbered = (paper.number for paper in issued_papers(office) if paper.number and paper.kind in _REPORTS)
    return next((re.split(r"[〔\[(（【]", number)[0].strip() for number in numbered), "")
