"""Typesets the offline manual, ``resources/manual``, as one PDF to print or to hand over with the program.

    .venv/bin/python installer/manual.py FILE.pdf

The pages stand in the order of the manual's window. Reads the part of Markdown that the manual uses:
headings, paragraphs, numbered and dotted lists, tables, pictures, **bold**; anything else in a page is an
error, so that no mark is printed by mistake.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

from jingzhen_desktop import __version__
from jingzhen_desktop.desktop.help.chapters import CHAPTERS, PICTURE, folder, text_of
from jingzhen_desktop.paper.document import Block, Document, Heading, Paragraph, Picture, Table, TableColumn
from jingzhen_desktop.paper.typeset import typeset

TITLE = "井镇节能使用手册"
DIGITS = "零一二三四五六七八九"
ITEM = re.compile(r"(?:(?P<number>\d+)\.|-) +(?P<text>.+)")
QUESTION = re.compile(r"\*\*([^*]+)\*\*")
UNREAD = re.compile(r"^#{3,}|^>|^```|\*|`|!\[|\]\(|^\s+[-\d]")
"""Marks of Markdown that this reader does not know."""


def main(arguments: Sequence[str]) -> int:
    """Write the manual to the one file named; returns the exit code."""
    if len(arguments) != 1:
        print("用法：.venv/bin/python installer/manual.py 手册.pdf", file=sys.stderr)
        return 2
    target = Path(arguments[0])
    print(f"已写入：{target}，{write(target)} 页")
    return 0


def write(target: Path) -> int:
    """Typeset the manual of this version into ``target``; returns the number of pages."""
    pdf = typeset(manual())
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(pdf.data)
    return pdf.pages


def manual() -> Document:
    """Return all pages of the manual as one document."""
    blocks: list[Block] = [Paragraph(f"版本 {__version__}", centred=True)]
    for number, chapter in enumerate(CHAPTERS, start=1):
        blocks += read_page(text_of(chapter), number)
    return Document(TITLE, tuple(blocks), subject=f"版本 {__version__}", author="井镇节能")


def read_page(text: str, number: int) -> Iterator[Block]:
    """Read one page, the manual's ``number``-th; its sections and questions are counted as official papers
    count.

    Raises:
        ValueError: the page holds Markdown this reader does not know; the text is the line.
    """
    sections, questions = count(1), count(1)
    lines = text.splitlines()
    while lines:
        line = lines.pop(0)
        if line.startswith("|"):
            yield _table([line, *_rows(lines)])
        elif picture := PICTURE.fullmatch(line):
            yield Picture((folder() / picture[2]).read_bytes(), picture[1])
        elif line.startswith("# "):
            yield Heading(1, f"{chinese(number)}、{_plain(line[2:])}")
        elif line.startswith("## "):
            yield Heading(2, f"（{chinese(next(sections))}）{_plain(line[3:])}")
        elif question := QUESTION.fullmatch(line):
            yield Heading(3, f"{next(questions)}. {_plain(question[1])}")
        elif item := ITEM.fullmatch(line):
            yield Paragraph(
                f"{item['number']}. {_plain(item['text'])}" if item["number"] else f"· {_plain(item['text'])}"
            )
        elif line.strip():
            yield Paragraph(_plain(line))


def chinese(number: int) -> str:
    """Return 1 to 99 as a heading counts: 一, 十, 十二, 二十."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens]}十") + (
        DIGITS[ones] if ones or not tens else ""
    )


def _rows(lines: list[str]) -> Iterator[str]:
    while lines and lines[0].startswith("|"):
        yield lines.pop(0)


def _table(lines: Sequence[str]) -> Table:
    head, rule, *rows = [tuple(_plain(cell.strip()) for cell in line.strip("|").split("|")) for line in lines]
    if any(cell.strip("-:") for cell in rule) or any(len(row) != len(head) for row in rows):
        raise ValueError("\n".join(lines))
    longest = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    return Table(
        tuple(TableColumn(title, max(4, width)) for title, width in zip(head, longest, strict=True)),
        tuple(rows),
    )


def _plain(text: str) -> str:
    """Take the marks of bold out: a paper's text has one weight."""
    plain = QUESTION.sub(r"\1", text)
    if UNREAD.search(plain):
        raise ValueError(text)
    return plain


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
