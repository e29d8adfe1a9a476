"""How a place is spoken of in papers: 文井镇 → 我镇, 全镇, 镇级, 镇政府, 文井镇人民政府. Pure."""

from __future__ import annotations

import re

_BODIES = (
    ("街道", "街道办事处"),
    ("镇", "镇政府"),
    ("乡", "乡政府"),
    ("苏木", "苏木政府"),
)
"""What a place is called after its name's end, and what governs it."""
_TITLES = re.compile(r"(人民政府|政府|办事处)$")


def place_words(town: str) -> dict[str, str]:
    """Return how a place is spoken of: town 文井镇 → our 我镇, whole 全镇, level 镇级, government 镇政府."""
    name = _TITLES.sub("", town.strip())
    kind, government = next(((kind, body) for kind, body in _BODIES if name.endswith(kind)), ("镇", "镇政府"))
    return {
        "town": name,
        "our": f"我{kind}",
        "whole": f"全{kind}",
        "level": f"{kind}级",
        "government": government,
    }


def signing_office(town: str) -> str:
    """Return the name under a paper: 文井镇 → 文井镇人民政府, 城关街道 → 城关街道办事处."""
    if not town or _TITLES.search(town):
        return town
    return f"{town}办事处" if town.endswith("街道") else f"{town}人民政府"
