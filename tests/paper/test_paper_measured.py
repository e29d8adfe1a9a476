"""Forty pages of official prose with figures, quotes, brackets and tables: every glyph's place in the
finished PDF.

pytest tests/paper/test_paper_measured.py -s     prints the largest deviations
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import pytest

from jingzhen_desktop.paper.characters import NO_END, NO_START, meetings, stretchable
from jingzhen_desktop.paper.document import Block, Document, Heading, Paragraph, Pdf, Table, TableColumn
from jingzhen_desktop.paper.fonts import MISSING, FontBook, Role
from jingzhen_desktop.paper.typeset import typeset

Printed = Callable[[bytes], list]

MM = 72 / 25.4
LEFT, RIGHT = 28 * MM, 184 * MM
TOP, BOTTOM = (297 - 37) * MM, 35 * MM
PITCH, LINE = 156 * MM / 28, 225 * MM / 22
TENTH = 0.1 * MM
PAGES = 40
PROSE = [
    line
    for line in Path(__file__).with_name("prose.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
RARE = "𠮷"
MARKS = "，。；：？！、）》”’】〕"


def tell(text: str) -> None:
    sys.stdout.write(f"\n{text}\n")


def figure(kind: str, chance: random.Random) -> str:
    if kind == "n":
        return (
            f"{chance.choice([chance.randint(1, 9), chance.randint(10, 99), chance.randint(100, 99_999)]):,}"
        )
    if kind == "d":
        return f"{chance.choice([1, 100, 10_000, 1_000_000]) * chance.random():,.2f}"
    return f"{chance.random() * 30:.2f}%" if kind == "p" else str(chance.randint(1, 12))


def filled(paragraph: str, chance: random.Random) -> str:
    return re.sub(r"\{([ndpm])\}", lambda mark: figure(mark[1], chance), paragraph)


def prose(rounds: int, chance: random.Random) -> list[Block]:
    """The paragraphs over and over, with other figures each time, under headings,
    with a table now and then.
    """
    columns = (
        TableColumn("单位", 2),
        TableColumn("用电量（千瓦时）", 1, "right"),
        TableColumn("存在的问题", 3),
    )
    blocks: list[Block] = []
    for number in range(rounds):
        blocks.append(
            Heading(
                1,
                f"{'一二三四五六七八九十'[number % 10]}、{filled('第{n}次检查和{m}月份的能源消耗情况', chance)}",
            )
        )
        for i, paragraph in enumerate(PROSE):
            blocks.append(Paragraph(filled(paragraph, chance)))
            if i == number % len(PROSE):
                rows = tuple(
                    (f"第{k}单位", figure("d", chance), filled("空调温度设置在{m}度以上，" * (k % 3), chance))
                    for k in range(18)
                )
                blocks.append(Table(columns, rows, caption="检查情况表"))
    return blocks


@dataclass
class Measured:
    """A finished paper and its lines of running text."""

    pdf: Pdf
    lines: list
    book: FontBook

    @cached_property
    def text(self) -> list:
        """The lines of 16-point text: what stands on the page's lines, tables and page numbers apart."""
        return [line for line in self.lines if BOTTOM < line.y < TOP and line.size == 16]

    @cached_property
    def pairs(self) -> list[tuple]:
        """Lines of one paragraph that follow each other: the first of each pair is to end at the edge."""
        return [
            (a, b)
            for a, b in pairwise(self.text)
            if a.page == b.page and abs(b.left - LEFT) < 1 and abs(a.y - b.y - LINE) < 1
        ]


def off_line(y: float) -> float:
    """How far a base line is from the page's nearest, in points."""
    number = (TOP - 20.57 - y) / LINE
    return abs(number - round(number)) * LINE


@pytest.fixture(scope="module", params=["TrueType", "CFF"])
def measured(request: pytest.FixtureRequest, printed: Printed) -> Measured:
    if request.param == "TrueType":
        book = request.getfixturevalue("classic")
    else:
        book = FontBook(
            request.getfixturevalue("noto_files"), request.getfixturevalue("tmp_path_factory").mktemp("cff")
        )
    chance = random.Random(20111225)
    document = Document("文井镇2011年公共机构节能减排工作总结", tuple(prose(8, chance)))
    pdf = typeset(document, book)
    assert pdf.pages >= PAGES
    return Measured(pdf, printed(pdf.data), book)


def test_forty_pages_are_measured(measured: Measured) -> None:
    assert len(measured.text) > 18 * PAGES
    assert len(measured.pairs) > 12 * PAGES
    tell(
        f"{measured.pdf.pages} pages, {len(measured.pdf.data) // 1024} KB, {len(measured.text)} lines of text"
    )


def test_nothing_leaves_the_area(measured: Measured) -> None:
    inside = [line for line in measured.lines if BOTTOM < line.y < TOP]
    out_left = max(LEFT - line.left for line in inside)
    out_right = max(line.ink_right - RIGHT for line in inside)
    tell(f"left of the area {max(0.0, out_left) / MM:.3f} mm, right of it {max(0.0, out_right) / MM:.3f} mm")
    assert out_left < TENTH
    assert out_right < TENTH


def test_base_lines(measured: Measured) -> None:
    worst = max(off_line(line.y) for line in measured.text)
    lines = Counter(round((TOP - 20.57 - line.y) / LINE) for line in measured.text)
    tell(f"base lines off by up to {worst / MM:.4f} mm")
    assert worst < TENTH
    assert set(lines) == set(range(22))


def test_right_edge(measured: Measured) -> None:
    """Every line that does not end its paragraph ends at the edge;
    a mark at the end may be squeezed, its blank outside.
    """
    off, short = [0.0], []
    for line, _next in measured.pairs:
        end = line.starts[-1] + advance(measured.book, line.text[-1]) - RIGHT
        if line.text[-1] in MARKS:
            assert -TENTH < end < PITCH / 2 + TENTH, line.text
        elif end < -TENTH:
            short.append((round(-end / MM, 1), line.text))
        else:
            off.append(abs(end))
    tell(
        f"right edge off by up to {max(off) / MM:.4f} mm; {len(short)} of"
        f" {len(measured.pairs)} lines short: {short}"
    )
    assert max(off) < TENTH
    # before long figures that may be neither divided nor make room
    assert len(short) <= len(measured.pairs) * 0.02


def advance(book: FontBook, character: str, role: Role = Role.BODY) -> float:
    glyph = book.glyph(role, character)
    return PITCH if glyph.advance >= 900 else glyph.advance * 16 / 1000


def test_gaps_are_widened_by_a_point_at_most_and_numbers_never(measured: Measured) -> None:
    widest, number_off, narrowest_space = 0.0, 0.0, 9.0
    for line in measured.text:
        spaces = set(meetings(line.text))
        role = Role.HEAD if re.match("[一二三四五六七八九十]、第", line.text) else Role.BODY
        for i, ((a, b), (x, y)) in enumerate(zip(pairwise(line.text), pairwise(line.starts), strict=True)):
            gap = y - x - advance(measured.book, a, role)
            if i in spaces:
                narrowest_space = min(narrowest_space, gap)
                gap -= 4
            if not stretchable(a, b):
                number_off = max(number_off, abs(gap)) if a.isdecimal() and b.isdecimal() else number_off
            elif a not in MARKS:
                widest = max(widest, gap)
    tell(
        f"gaps widened by up to {widest:.3f} pt, inside numbers {number_off:.3f} pt,"
        f" smallest blank at figures {narrowest_space:.2f} pt"
    )
    assert widest <= 1.0 + 0.02
    assert number_off < 0.02
    assert narrowest_space > 1.6


def test_indents(measured: Measured) -> None:
    firsts = {filled_start(paragraph) for paragraph in PROSE}
    starts = [line.left for line in measured.text if line.text[:3] in firsts and abs(line.left - LEFT) > 1]
    others = [line.left for line in measured.text if abs(line.left - LEFT) <= 1]
    worst = max(abs(left - LEFT - 2 * PITCH) for left in starts)
    edge = max(abs(left - LEFT) for left in others)
    tell(
        f"{len(starts)} indents off by up to {worst / MM:.4f} mm, {len(others)}"
        f" other lines by {edge / MM:.4f} mm"
    )
    assert len(starts) >= 7 * len(PROSE)
    assert worst < TENTH
    assert edge < TENTH
    assert {round((line.left - LEFT) / PITCH, 1) for line in measured.text[2:]} == {0.0, 2.0}


def filled_start(paragraph: str) -> str:
    return paragraph[:3]


def test_no_forbidden_line_starts_or_ends(measured: Measured) -> None:
    starts = [line.text for line in measured.text if line.text[0] in NO_START]
    ends = [line.text for line in measured.text if line.text[-1] in NO_END]
    split = [
        a.text + "|" + b.text
        for a, b in measured.pairs
        if re.search(r"[\d.,]\|[\d.,%]|—\|—|…\|…", f"{a.text}|{b.text}")
    ]
    tell(f"forbidden starts {len(starts)}, ends {len(ends)}, numbers or dashes divided {len(split)}")
    assert not starts
    assert not ends
    assert not split


def test_no_paragraph_ends_in_a_single_character(measured: Measured) -> None:
    lonely = [
        b.text
        for (_a, b), (c, _d) in pairwise(measured.pairs)
        if c is not b and sum(x not in NO_START for x in b.text) <= 1
    ]
    tell(f"paragraphs that end in a single character: {len(lonely)}")
    assert len(lonely) <= 2


def test_page_numbers(measured: Measured) -> None:
    numbers = [line for line in measured.lines if line.y < BOTTOM]
    assert [line.text for line in numbers] == [f"— {number} —" for number in range(1, measured.pdf.pages + 1)]
    dash = measured.book.glyph(Role.SONG, "—")
    upper = dash.face.ink("—").top * 14 / 1000
    across, down = [], []
    for number, line in enumerate(numbers, start=1):
        end = line.starts[-1] + dash.advance * 14 / 1000
        across.append(abs(end - (RIGHT - 14) if number % 2 else line.left - (LEFT + 14)))
        down.append(abs(line.y + upper - (BOTTOM - 7 * MM)))
    tell(f"page numbers off by up to {max(across) / MM:.4f} mm across, {max(down) / MM:.4f} mm down")
    assert max(*across, *down) < TENTH


def test_the_text_can_be_read_back_whole(measured: Measured) -> None:
    chance = random.Random(20111225)
    wanted = [block.text for block in prose(8, chance) if isinstance(block, Paragraph | Heading)]
    if measured.book.glyph(Role.BODY, RARE).missing:  # the TrueType fonts lack it
        wanted = [paragraph.replace(RARE, MISSING) for paragraph in wanted]
    text = "".join(line.text for line in measured.text)
    missing = [paragraph for paragraph in wanted if paragraph not in text]
    assert not missing, missing[:2]
