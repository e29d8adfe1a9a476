"""The chapters of the manual and the text of each. No Qt.

What a person has to say stands in ``resources/manual``; what the program knows itself is added to it: each
setting from its declaration, each button of a page with what its tool tip says (``manual/buttons``, written
by ``python -m tests.manual`` from the window).
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from ...base.resources import resource

CHAPTERS = {
    "start": "开始使用",
    "today": "今日工作",
    "organisation": "组织机构",
    "quarterly": "季度统计",
    "inspection": "监督检查",
    "publicity": "宣传培训",
    "assessment": "定额考核",
    "annual": "年度总结",
    "preview": "预览和打印",
    "search": "查找",
    "history": "改动记录",
    "issued": "已发文件",
    "settings": "设置",
    "keys": "快捷键",
    "problems": "常见问题",
}
"""In reading order: file name → title."""
PICTURE = re.compile(r"!\[([^\]]+)\]\(([^)]+)\)")
"""A line that is a picture: its caption, its file in the folder of the manual."""
_BEGINS = re.compile(r"#+ |- |\d+\. |\||!\[")
"""How a line begins that does not go on with the paragraph before."""
_MARKS = re.compile(r"^(#+ |- |\d+\. )|\*\*")


def folder() -> Path:
    """Where the manual stands."""
    return resource("manual", "start.md").parent


@cache
def text_of(key: str) -> str:
    """Return the whole text of a chapter, as Markdown."""
    parts = [resource("manual", f"{key}.md").read_text("utf-8")]
    if key == "settings":
        parts.append(_declared_settings())
    buttons = folder() / "buttons" / f"{key}.md"
    if buttons.exists():
        parts.append(buttons.read_text("utf-8"))
    return "\n".join(parts)


@cache
def lines_of(key: str) -> tuple[str, ...]:
    """Return what one reads in a chapter, paragraph by paragraph and cell by cell, without marks."""
    paragraphs: list[str] = []
    goes_on = False
    for line in text_of(key).splitlines():
        if goes_on and line and not _BEGINS.match(line):
            paragraphs[-1] += f" {line.strip()}"
            continue
        paragraphs += _cells(line)
        goes_on = bool(line) and not line.startswith(("#", "|"))
    read = (_MARKS.sub("", text).strip() for text in paragraphs)
    return tuple(text for text in read if text)


def _cells(line: str) -> list[str]:
    if picture := PICTURE.fullmatch(line):
        return [picture[1]]
    if line.startswith("|"):
        return [] if not line.strip("|-: ") else line.strip("|").split("|")
    return [line]


def _declared_settings() -> str:
    from ...office.settings import INTERNAL
    from ...tabs import all_settings

    lines = ["## 每一项设置"]
    settings = [setting for setting in all_settings() if setting.group != INTERNAL]
    for group in dict.fromkeys(setting.group for setting in settings):
        lines += ["", f"**{group}**", ""]
        lines += [
            f"- **{one.label}**：{one.help}" if one.help else f"- **{one.label}**"
            for one in settings
            if one.group == group
        ]
    return "\n".join([*lines, ""])
