"""One word for one thing: what docs/words.md keeps off the screen stands in no text of the program."""

from __future__ import annotations

import ast
import re
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "jingzhen_desktop"
READS_OTHERS = {"quarterly/sheets/words.py"}
"""Modules that hold the words others write, to read them."""


def forbidden() -> dict[str, str]:
    """The table of docs/words.md: the word, and what is said in its place."""
    text = (ROOT / "docs" / "words.md").read_text("utf-8")
    table = text.partition("## Not on screen")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", table, re.MULTILINE)
    return {word: instead for word, instead in rows if word not in ("not", "---")}


def texts_of(source: str) -> list[str]:
    """The texts in a module that are no docstrings."""
    tree = ast.parse(source)
    said = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in said)
    return [node.value for node in constants if isinstance(node.value, str)]


@cache
def on_screen() -> list[tuple[str, str]]:
    """Where a text stands, and the text: of the program and of its manual."""
    modules = [
        path
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.relative_to(PACKAGE).as_posix() not in READS_OTHERS
    ]
    of_modules = ([(path.name, text) for text in texts_of(path.read_text("utf-8"))] for path in modules)
    pages = [(path.name, path.read_text("utf-8")) for path in (ROOT / "resources" / "manual").glob("*.md")]
    return [*chain.from_iterable(of_modules), *pages]


def test_the_table_is_read() -> None:
    assert forbidden()["联络电话"] == "联系电话"
    assert all(word != instead for word, instead in forbidden().items())
    assert texts_of('"""联络电话"""\nx = f"联络电话{x}"') == ["联络电话"]


@pytest.mark.parametrize("word", forbidden())
def test_a_word_is_kept_off_the_screen(word: str) -> None:
    assert [(place, text[:40]) for place, text in on_screen() if word in text] == []


@pytest.mark.parametrize("instead", sorted(set(forbidden().values())))
def test_what_is_said_instead_is_said(instead: str) -> None:
    assert any(instead in text for _, text in on_screen())
