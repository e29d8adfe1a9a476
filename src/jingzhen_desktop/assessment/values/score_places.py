"""Where score tables, assessments and what follows from them are shown: their addresses in the program."""

from __future__ import annotations

from ...base.place import Place
from .places import TAB

SCORES, SCORE_TABLE, SCORE_SHEET, REWARD = "scores", "table", "sheet", "reward"
SUMMARY, NOTICE, TELLING = "scoresummary", "notice", "telling"
"""Kinds of places in this tab."""


def scores_place(year: int, assessment_id: int | None = None) -> Place:
    """The address of an assessment in its year, or of the year's assessments."""
    return Place(TAB, SCORES, assessment_id, year=year)


def sheet_place(participant_id: int, year: int | None = None) -> Place:
    """The address of one unit's score in an assessment; with the year for what is kept of it."""
    return Place(TAB, SCORE_SHEET, participant_id, year=year)


def summary_place(year: int, assessment_id: int) -> Place:
    """The address of the table of all scores of an assessment."""
    return Place(TAB, SUMMARY, assessment_id, year=year)


def table_place(table_id: int | None = None) -> Place:
    """The address of a score table."""
    return Place(TAB, SCORE_TABLE, table_id)


def reward_place(reward_id: int | None = None, year: int | None = None) -> Place:
    """The address of what was decided of a unit; with the year for what is kept of it."""
    return Place(TAB, REWARD, reward_id, year=year)


def notice_place(year: int, assessment_id: int) -> Place:
    """The address of an assessment's 通报."""
    return Place(TAB, NOTICE, assessment_id, year=year)


def telling_place(year: int, participant_id: int) -> Place:
    """The address of what is told of another's unit without points (情况告知)."""
    return Place(TAB, TELLING, participant_id, year=year)
