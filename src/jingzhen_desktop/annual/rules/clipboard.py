"""The summary for other programs: HTML with heading styles and bordered tables, and plain text. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape as quoted

from ..values.kinds import Level, ParagraphKind
from ..values.text import SummaryParagraph, TableText
from .markup import plain
from .tables import plain_table

LONGEST_HEADING = 40
"""An item (1.) longer than this, or a whole sentence, carries its text with it and is no heading."""

_SIZE = "font-size:16pt;line-height:29pt;margin:0;"
_BODY = f"{_SIZE}font-family:仿宋_GB2312,仿宋,FangSong;text-indent:2em;text-align:justify;"
_HEADINGS = {
    Level.CHAPTER: f"{_SIZE}font-family:黑体,SimHei;font-weight:normal;text-indent:2em;",
    Level.SECTION: f"{_SIZE}font-family:楷体_GB2312,楷体,KaiTi;font-weight:normal;text-indent:2em;",
    Level.ITEM: f"{_SIZE}font-family:仿宋_GB2312,仿宋,FangSong;font-weight:normal;text-indent:2em;",
}
_TITLE = (
    "font-family:方正小标宋简体,小标宋,宋体,SimSun;font-size:22pt;line-height:36pt;"
    "text-align:center;margin:0 0 12pt 0;"
)
_SIGNATURE = f"{_SIZE}font-family:仿宋_GB2312,仿宋,FangSong;text-align:right;margin-right:2em;"
_CELL = "border:1px solid #000;padding:2pt 5pt;font-size:12pt;font-family:仿宋_GB2312,仿宋,FangSong;"
_SMALL = "font-size:10.5pt;margin:0;font-family:仿宋_GB2312,仿宋,FangSong;"


def as_html(title: str, paragraphs: Sequence[SummaryParagraph], signature: Sequence[str] = ()) -> str:
    """Return an HTML page: the title, 一、 as h1, （一） as h2, short 1.
    as h3, tables with borders, the signature.
    """
    parts = [f'<p style="{_TITLE}">{quoted(title)}</p>', *map(_paragraph, paragraphs)]
    parts += [f'<p style="{_SIGNATURE}">{quoted(line)}</p>' for line in signature]
    body = "\n".join(parts)
    head = f'<head><meta charset="utf-8"><title>{quoted(title)}</title></head>'
    return f'<!DOCTYPE html>\n<html lang="zh-CN">{head}\n<body>\n{body}\n</body></html>'


def as_plain_text(title: str, paragraphs: Sequence[SummaryParagraph], signature: Sequence[str] = ()) -> str:
    """Return plain text: one line per paragraph, table cells parted by tabs."""
    lines = [title]
    for one in paragraphs:
        lines += (
            _table_lines(plain_table(one.text))
            if one.kind is ParagraphKind.TABLE
            else ["　　" + plain(one.text)]
        )
    return "\n".join([*lines, *signature]) + "\n"


def is_heading(level: Level, text: str) -> bool:
    """Whether a paragraph of this level and plain text is a heading of its own."""
    short = len(text) <= LONGEST_HEADING and not text.endswith("。")
    return level in {Level.CHAPTER, Level.SECTION} or (level is Level.ITEM and short)


def _paragraph(one: SummaryParagraph) -> str:
    if one.kind is ParagraphKind.TABLE:
        return _table(plain_table(one.text))
    text = plain(one.text)
    if is_heading(one.level, text):
        return f'<h{one.level.value} style="{_HEADINGS[one.level]}">{quoted(text)}</h{one.level.value}>'
    return f'<p style="{_BODY}">{quoted(text)}</p>'


def _table(table: TableText) -> str:
    titles = "".join(f'<th style="{_CELL}text-align:center;">{quoted(title)}</th>' for title in table.titles)
    rows = "\n".join(f"<tr>{_cells(table, row)}</tr>" for row in table.rows)
    caption = (
        f'<p style="{_SIZE}font-family:黑体,SimHei;text-align:center;">{quoted(table.caption)}</p>'
        if table.caption
        else ""
    )
    note = f'<p style="{_SMALL}">注：{quoted(table.note)}</p>' if table.note else ""
    head = f"<thead><tr>{titles}</tr></thead>"
    grid = f"{head}<tbody>{rows}</tbody>"
    return (
        f'{caption}<table border="1" cellspacing="0"'
        f' style="border-collapse:collapse;width:100%;">{grid}</table>{note}'
    )


def _cells(table: TableText, row: Sequence[str]) -> str:
    aligned = ("right" if column >= table.numeric_from else "center" for column in range(len(row)))
    return "".join(
        f'<td style="{_CELL}text-align:{side};">{quoted(cell)}</td>'
        for side, cell in zip(aligned, row, strict=True)
    )


def _table_lines(table: TableText) -> list[str]:
    lines = [
        table.caption,
        "\t".join(table.titles),
        *("\t".join(row) for row in table.rows),
        f"注：{table.note}" if table.note else "",
    ]
    return [line for line in lines if line]
