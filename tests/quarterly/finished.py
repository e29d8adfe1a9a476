"""Reads a finished table back from a workbook, a PDF and a Word file, so that the three can be compared."""

from __future__ import annotations

import io
import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

import docx
import openpyxl
import pypdfium2
from pypdf import PdfReader

COVERAGE = "数据齐全的单位"
_RULE = re.compile(r"([\d.]+) ([\d.]+) m ([\d.]+) ([\d.]+) l\n")
_CLOSE = 1.0
"""Points; lines nearer than this are one."""
_APART = 20.0
"""Points between two characters that belong to different parts of a line."""

Key = tuple[str, str, str]
"""A cell by the name of its row, what its column stands under, and the column's own head."""


@dataclass(frozen=True)
class Finished:
    """A table as its reader sees it; texts without blanks and line breaks."""

    title: str
    head: frozenset[str]
    cells: dict[Key, str]
    notes: tuple[str, ...]
    foot: str


def plain(text: object) -> str:
    return "".join(str(text if text is not None else "").split())


# --- xlsx ---------------------------------------------------------------------------------------------------


def of_workbook(data: bytes, name: str) -> Finished:
    """Read a sheet of two rows of heads, the notes and the persons under the table."""
    sheet: Any = openpyxl.load_workbook(io.BytesIO(data))[name]
    spread = {}
    for block in sheet.merged_cells.ranges:
        corner = sheet.cell(block.min_row, block.min_col)
        spread |= dict.fromkeys(block.cells, corner)
    last = sheet.max_column
    groups, titles = (
        [plain(spread.get((row, column), sheet.cell(row, column)).value) for column in range(1, last + 1)]
        for row in (3, 4)
    )
    cells: dict[Key, str] = {}
    around: list[list[str]] = []
    label = ""
    for row in range(5, sheet.max_row + 1):
        texts = [_shown(sheet.cell(row, column)) for column in range(1, last + 1)]
        if around or spread.get((row, 2)) is not None:  # over the whole width: notes and persons
            around.append([text for text in texts if text])
        elif texts[0] == COVERAGE:
            for group, title, text in zip(groups[1:], titles[1:], texts[1:], strict=True):
                cells[label, group, title] += text
        else:
            label = texts[0]
            cells |= {
                (label, group, title): text
                for group, title, text in zip(groups[1:], titles[1:], texts[1:], strict=True)
            }
    head = (line for cell in sheet[2] for line in str(cell.value or "").split("\n"))
    return Finished(
        plain(sheet["A1"].value),
        frozenset(plain(line) for line in head if line),
        cells,
        tuple(line[0] for line in around[:-1]),
        "".join(around[-1]),
    )


def _shown(cell: Any) -> str:
    """The text a spreadsheet shows for a cell."""
    if not isinstance(cell.value, int | float):
        return plain(cell.value)
    value = Decimal(str(cell.value))
    if cell.number_format.startswith("+0.0%"):
        return f"{value * 100:+,.1f}%" if value else "0.0%"
    look, star, _ = cell.number_format.partition('"*"')
    return f"{value:,.{len(look.partition('.')[2])}f}" + ("*" if star else "")


# --- PDF ----------------------------------------------------------------------------------------------------


def of_pdf(data: bytes) -> Finished:
    """Read a page of statistics, the parts of a table that is too wide or too long for one page together."""
    cells: dict[Key, str] = {}
    over: list[list[str]] = []
    under: list[list[str]] = []
    for number, page in enumerate(pypdfium2.PdfDocument(data)):
        content = PdfReader(io.BytesIO(data)).pages[number].get_contents().get_data().decode("latin-1")
        rules = [tuple(map(float, ends)) for ends in _RULE.findall(content)]
        characters = list(_characters(page))
        grid = _Grid(rules)
        cells |= grid.cells([one for one in characters if grid.top > one[2] > grid.bottom])
        if number == 0:
            over = _lines([one for one in characters if one[2] > grid.top])
        under = _lines([one for one in characters if one[2] < grid.bottom])
    notes: list[str] = []
    foot: list[str] = []
    for line in under[:-1]:  # the last one is the number of the page
        if line[0].startswith("注"):
            notes.append("".join(line))
        elif not foot and not line[0].startswith("单位负责人"):
            notes[-1] += "".join(line)
        else:
            foot += line
    title, *head = [line for line in over if line != ["示例"]]
    parts = frozenset(part for line in head for part in line)
    return Finished("".join(title), parts, cells, tuple(notes), "".join(foot))


Character = tuple[str, float, float, float]
"""A sign, its left edge, its middle's height, its right edge."""


def _characters(page: Any) -> Iterator[Character]:
    text = page.get_textpage()
    for index in range(text.count_chars()):
        sign = text.get_text_range(index, 1)
        left, bottom, right, top = text.get_charbox(index, loose=True)
        if sign.strip():
            yield sign, left, (bottom + top) / 2, right


def _lines(characters: Iterable[Character]) -> list[list[str]]:
    """The lines from top to bottom, each in parts that stand well apart."""
    rows: list[list[Character]] = []
    for one in sorted(characters, key=lambda one: -one[2]):
        if rows and rows[-1][0][2] - one[2] < 6:
            rows[-1].append(one)
        else:
            rows.append([one])
    return [_parts(sorted(row, key=lambda one: one[1])) for row in rows]


def _parts(row: Sequence[Character]) -> list[str]:
    parts = [row[0][0]]
    for before, one in pairwise(row):
        if one[1] - before[3] > _APART:
            parts.append(one[0])
        else:
            parts[-1] += one[0]
    return parts


class _Grid:
    """The ruled cells of a page: bands between lying rules, in each the columns its upright rules make."""

    def __init__(self, rules: Sequence[tuple[float, ...]]) -> None:
        self._upright = [rule for rule in rules if abs(rule[0] - rule[2]) < _CLOSE]
        bottom = min(min(rule[1], rule[3]) for rule in self._upright)
        left = min(rule[0] for rule in self._upright)
        lying = [rule for rule in rules if abs(rule[1] - rule[3]) < _CLOSE]
        # from the left edge: the frame round the mark of an example stands at the right
        top = max(rule[1] for rule in lying if min(rule[0], rule[2]) < left + _CLOSE)
        heights = sorted({round(rule[1], 1) for rule in lying if bottom - _CLOSE < rule[1] < top + _CLOSE})
        self._heights = [one for one, above in pairwise([*heights, 1e9]) if above - one > _CLOSE]
        self.bottom, self.top = self._heights[0], self._heights[-1]

    def cells(self, characters: Sequence[Character]) -> dict[Key, str]:
        bands: dict[int, list[Character]] = {}
        for one in characters:
            bands.setdefault(bisect(self._heights, one[2]), []).append(one)
        top = len(self._heights) - 1
        edges = self._edges(top - 1)
        groups = self._texts(bands[top], self._edges(top))
        titles = self._texts(bands[top - 1], edges)
        # what a column stands under: the head above its middle
        above = self._edges(top)
        names = [groups.get(bisect(above, (left + right) / 2), "") for left, right in pairwise(edges)]
        found: dict[Key, str] = {}
        for band in range(top - 2, 0, -1):
            texts = self._texts(bands[band], self._edges(band))
            for place in range(1, len(names)):
                found[texts[1], names[place], titles[place + 1]] = texts.get(place + 1, "")
        return found

    def _edges(self, band: int) -> list[float]:
        middle = (self._heights[band - 1] + self._heights[band]) / 2
        crossing = [one for one in self._upright if min(one[1], one[3]) < middle < max(one[1], one[3])]
        found: list[float] = []
        for edge in sorted(one[0] for one in crossing):
            if not found or edge - found[-1] > _CLOSE:
                found.append(edge)
        return found

    def _texts(self, characters: Sequence[Character], edges: Sequence[float]) -> dict[int, str]:
        """The texts by column, from 1, each read line after line."""
        columns: dict[int, list[Character]] = {}
        for one in characters:
            columns.setdefault(bisect(edges, (one[1] + one[3]) / 2), []).append(one)
        return {
            column: "".join("".join(line) for line in _lines(members)) for column, members in columns.items()
        }


# --- Word ---------------------------------------------------------------------------------------------------


def of_word(data: bytes) -> Finished:
    """Read a page of statistics from a Word file of its own."""
    word = docx.Document(io.BytesIO(data))
    (table,) = word.tables
    rows = [[plain(cell.text) for cell in row.cells] for row in table.rows]
    groups, titles = rows[0][1:], rows[1][1:]
    cells = {
        (label, group, title): text
        for label, *texts in rows[2:]
        for group, title, text in zip(groups, titles, texts, strict=True)
    }
    above, under = _around(word, table)
    head = (part for line in above[1:] for part in line.split("\t"))
    return Finished(
        plain(above[0]),
        frozenset(plain(part) for part in head if part),
        cells,
        tuple(plain(line) for line in under[:-1]),
        plain(under[-1]),
    )


def _around(word: Any, table: Any) -> tuple[list[str], list[str]]:
    """The paragraphs over and under the table."""
    above: list[str] = []
    under: list[str] = []
    found = above
    for element in word.element.body:
        if element is table._tbl:
            found = under
        elif element.tag.endswith("}p"):
            text = docx.text.paragraph.Paragraph(element, word).text
            if text.strip():
                found.append(text)
    return above, under
