"""The manual as PDF: every page of the manual's window, every sentence, and no mark of Markdown."""

from __future__ import annotations

import importlib.util
import re
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest
from pypdf import PdfReader

from jingzhen_desktop import __version__
from jingzhen_desktop.desktop.help.chapters import CHAPTERS, lines_of
from jingzhen_desktop.paper.document import Heading, Paragraph, Table

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def manual() -> ModuleType:
    spec = importlib.util.spec_from_file_location("manual", ROOT / "installer" / "manual.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def letters(text: str) -> str:
    """What is left when layout is taken away."""
    return re.sub(r"[^\w]", "", text)


def test_every_sentence_of_every_page_is_printed(manual: ModuleType, tmp_path: Path) -> None:
    target = tmp_path / "新" / "手册.pdf"
    assert manual.main([str(target)]) == 0
    reader = PdfReader(BytesIO(target.read_bytes()))
    bare = [re.sub(r"—\s*\d+\s*—", "", page.extract_text()) for page in reader.pages]
    printed = letters("".join(bare))
    assert letters(f"版本{__version__}") in printed
    for chapter in CHAPTERS:
        for line in lines_of(chapter):
            assert letters(line) in printed, line
    assert "**" not in "".join(bare)


def test_the_marks_of_the_manual_are_read(manual: ModuleType) -> None:
    page = "# 页\n\n一**段**。\n\n## 节\n\n1. 甲\n- 乙\n\n| 键 | 作用 |\n|---|---|\n| F1 | 手册 |\n\n## 又\n\n**问？**\n答。\n"
    blocks = list(manual.read_page(page, 12))
    assert blocks[:5] == [
        Heading(1, "十二、页"),
        Paragraph("一段。"),
        Heading(2, "（一）节"),
        Paragraph("1. 甲"),
        Paragraph("· 乙"),
    ]
    table = blocks[5]
    assert isinstance(table, Table)
    assert ([column.title for column in table.columns], table.rows) == (["键", "作用"], (("F1", "手册"),))
    assert blocks[6:] == [Heading(2, "（二）又"), Heading(3, "1. 问？"), Paragraph("答。")]


@pytest.mark.parametrize(
    "line",
    [
        "### 三级",
        "> 引用",
        "`代码`",
        "看![图](a.png)",
        "[链接](b)",
        "一个*斜*体",
        "  - 下一级",
        "| 甲 | 乙 |\n|---|---|\n| 丙 |",
    ],
)
def test_a_mark_it_does_not_know_is_refused(manual: ModuleType, line: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the text is the line itself
        list(manual.read_page(line, 1))


@pytest.mark.parametrize(
    ("number", "word"), [(1, "一"), (9, "九"), (10, "十"), (12, "十二"), (20, "二十"), (31, "三十一")]
)
def test_pages_count_as_papers_do(manual: ModuleType, number: int, word: str) -> None:
    assert manual.chinese(number) == word


def test_the_command_wants_one_file(manual: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert manual.main([]) == 2
    assert "用法" in capsys.readouterr().err
