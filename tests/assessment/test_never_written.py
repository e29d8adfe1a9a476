"""Words that the law forbids stand in nothing that this tab shows or prints."""

from __future__ import annotations

from pathlib import Path

import jingzhen_desktop.assessment
from jingzhen_desktop.base.resources import resource

FORBIDDEN = ("包干", "包费", "一票否决")
"""《节约能源法》第二十八条: nobody may have 包费制 for energy. The last stands in no template of ours."""


def test_no_forbidden_word_stands_in_code_data_or_manual() -> None:
    package = Path(jingzhen_desktop.assessment.__file__).parent
    files = [
        *package.rglob("*.py"),
        *resource("assessment").rglob("*.toml"),
        resource("manual", "assessment.md"),
    ]
    assert len(files) > 50
    found = [
        f"{file.name}: {word}" for file in files for word in FORBIDDEN if word in file.read_text("utf-8")
    ]
    assert found == []
