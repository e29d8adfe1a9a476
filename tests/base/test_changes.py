"""The change log: one file feeds the about box, the check page and the installers."""

from __future__ import annotations

from pathlib import Path

import pytest

from jingzhen_desktop.base import changes

LOG = """\
# Changelog

## [Unreleased]

## [0.2.0] - 2027-03-01

### Added

- 第一行，
  接着写。
- 命令 `check`。

## [0.1.0] - 2026-12-01

- 旧的。
"""


def test_the_newest_part_with_entries_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "resources").mkdir()
    (tmp_path / "CHANGELOG.md").write_text(LOG, encoding="utf-8")
    monkeypatch.setattr(changes, "resources_folder", lambda: tmp_path / "resources")
    assert changes.newest_changes() == ("0.2.0", "2027-03-01", ("第一行，接着写。", "命令 check。"))


def test_a_log_without_entries_is_a_mistake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\n## [Unreleased]\n", encoding="utf-8")
    monkeypatch.setattr(changes, "resources_folder", lambda: tmp_path)
    with pytest.raises(StopIteration):
        changes.newest_changes()


def test_an_installed_log_lies_among_the_resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "CHANGELOG.md").write_text(LOG, encoding="utf-8")
    monkeypatch.setattr(changes, "resources_folder", lambda: tmp_path)
    assert changes.change_log() == LOG


def test_the_projects_own_log_is_read_and_chinese() -> None:
    newest = changes.newest_changes()
    assert newest.entries
    assert all(any("\u4e00" <= letter <= "\u9fff" for letter in entry) for entry in newest.entries)
    assert not any("\n" in entry or "  " in entry for entry in newest.entries)
