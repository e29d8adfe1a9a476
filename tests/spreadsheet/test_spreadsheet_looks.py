"""A sheet is seen as the clerk sees it, in all kinds of files; ``tests/data/seen`` has one oddity a row."""

from __future__ import annotations

from pathlib import Path

import pytest

from jingzhen_desktop.spreadsheet.looks import (
    CONCEALED,
    HIDDEN_COLUMN,
    HIDDEN_ROW,
    NOTHING,
    PALE,
    PER_CENT,
    SCALED,
    STRUCK,
    Look,
    format_look,
)
from jingzhen_desktop.spreadsheet.reading import read_workbook

DATA = Path(__file__).parents[1] / "data"
FIGURES = 1
"""The column of the figures."""


@pytest.mark.parametrize("name", ["seen.xlsx", "seen.xls", "seen.ods"])
def test_what_is_seen_beside_the_values(name: str) -> None:
    (sheet,) = read_workbook(DATA / name).sheets
    looks = [sheet.look(row, FIGURES) for row in range(10)]
    doubts = [look.doubts for look in looks]
    assert doubts[0] == ()
    assert doubts[1] == (HIDDEN_ROW,)
    assert doubts[2] == (STRUCK,)
    assert doubts[3] == (PALE,)
    assert doubts[4][0].startswith("有批注")
    assert doubts[5] == (SCALED,)
    assert (doubts[6], looks[6].words) == ((), "万度")
    assert doubts[7] == (PER_CENT,)
    assert doubts[8] == (CONCEALED,)
    assert doubts[9] == ()
    assert sheet.look(0, 2).doubts == (HIDDEN_COLUMN,)


@pytest.mark.parametrize("name", ["seen.xlsx", "seen.ods"])
def test_a_comment_is_quoted(name: str) -> None:
    (sheet,) = read_workbook(DATA / name).sheets
    assert "应为400" in sheet.look(4, FIGURES).doubts[0]


@pytest.mark.parametrize(
    "code",
    [
        "General",
        "#,##0.00",
        "#,##0.00####",
        "#,##0.00_);[Red](#,##0.00)",
        '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
        '"¥"#,##0.00',
        "[$¥-804]#,##0.00",
        'yyyy"年"m"月"d"日"',
        "@",
        "0.00E+00",
        "[DBNum2]0",
    ],
)
def test_usual_formats_change_nothing(code: str) -> None:
    assert format_look(code) == NOTHING


@pytest.mark.parametrize(
    ("code", "look"),
    [
        ('0!.0,"万"', Look((SCALED,), "万")),
        ("0.0,", Look((SCALED,))),
        ('#,##0,,"百万"', Look((SCALED,), "百万")),
        ('0"."0,', Look((SCALED,))),
        ("[>=10000]0!.0,;0", Look((SCALED,))),
        ('0.0"万度"', Look((), "万度")),
        ("0万度", Look((), "万度")),
        ('G/通用格式"度"', Look((), "度")),
        ("0.0%", Look((PER_CENT,))),
        (";;;", Look((CONCEALED,))),
        ('"已报"', Look((CONCEALED,))),
    ],
)
def test_formats_that_show_something_else_say_so(code: str, look: Look) -> None:
    assert format_look(code) == look
