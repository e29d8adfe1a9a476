"""Old office files are upgraded whole or not at all; a version's stored file is the proof."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

import jingzhen_desktop.tabs  # noqa: F401 - knows all records
from jingzhen_desktop.base.errors import EnvironmentFault
from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.office.backup import Reason, found_backups
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.identity import SCHEMA_VERSION, DamagedFile, stored_version
from jingzhen_desktop.office.lock import OfficeInUse
from jingzhen_desktop.office.migrations import upgrade as migrations
from jingzhen_desktop.quarterly.queries.reports import stored_reports

DATA = Path(__file__).resolve().parents[1] / "data"
STORED = sorted(DATA.glob("office-v*.jzdb"))
"""One office file per version that was ever given out, today's too."""


@pytest.fixture(params=STORED[:-1], ids=lambda path: path.stem)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copy(request.param, tmp_path / "老文件.jzdb"))


def tables(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, by column."""
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.row_factory = sqlite3.Row
        names = [
            name
            for (name,) in raw.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            )
        ]
        return {
            name: [dict(row) for row in raw.execute(f'SELECT * FROM "{name}" ORDER BY 1, 2')]
            for name in names
        }


def of_columns(rows: list[dict[str, Any]], like: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with those columns only that the rows of an earlier version have."""
    return [{name: row[name] for name in like[0]} for row in rows] if like else rows


def shape(path: Path) -> dict[str, Any]:
    """What the schema means, however its statements are written:
    columns, keys, references, indexes, triggers.
    """
    with closing(sqlite3.connect(path)) as raw, raw:
        found: dict[str, Any] = {}
        for name, kind, statement in raw.execute(
            "SELECT name, type, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite%'"
        ):
            if kind == "table":
                listed = raw.execute(f'PRAGMA index_list("{name}")').fetchall()
                indexes = {(row[2], tuple(raw.execute(f'PRAGMA index_info("{row[1]}")'))) for row in listed}
                references = sorted(row[2:] for row in raw.execute(f'PRAGMA foreign_key_list("{name}")'))
                found[name] = (raw.execute(f'PRAGMA table_xinfo("{name}")').fetchall(), references, indexes)
            else:
                found[name] = statement
        return found


def test_every_version_is_stored() -> None:
    assert [stored_version(path) for path in STORED] == list(range(1, SCHEMA_VERSION + 1))
    assert set(migrations.STEPS) == set(range(1, SCHEMA_VERSION))


def test_an_old_file_is_upgraded_with_every_row(old: Path) -> None:
    before, number = tables(old), stored_version(old)
    assert len(before["report_line"]) > 200
    with Office.open(old) as office:
        assert office.problems() == []
        assert len(stored_reports(office, Quarter(2011, 3))) == 4
    after = tables(old)
    *steps, upgrade = after.pop("journal_step")
    assert of_columns(steps, before["journal_step"]) == before.pop("journal_step")
    assert upgrade["label"] == f"升级数据文件格式：{number} → {SCHEMA_VERSION}"
    assert {name: of_columns(after[name], rows) for name, rows in before.items()} == before
    assert stored_version(old) == SCHEMA_VERSION


def test_an_upgraded_file_has_the_shape_of_a_new_one(old: Path, office: Office) -> None:
    Office.open(old).close()
    assert shape(old) == shape(office.path)


def test_todays_tables_are_those_of_the_stored_file(office: Office) -> None:
    """Who changes a table must raise the version and write the step that brings older files there."""
    assert shape(STORED[-1]) == shape(office.path)


def test_before_the_upgrade_a_backup_is_made(old: Path) -> None:
    before = tables(old)
    Office.open(old).close()
    (backup,) = found_backups(old)
    assert backup.reason is Reason.MIGRATION
    assert stored_version(backup.path) < SCHEMA_VERSION
    assert tables(backup.path) == before


def test_a_failing_step_leaves_the_file_as_it_was(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def half_way(operations: Any) -> None:
        operations.execute("CREATE TABLE half (a)")
        operations.execute("DELETE FROM report_line")
        raise OperationalError("x", {}, RuntimeError("gone wrong"))

    monkeypatch.setitem(migrations.STEPS, stored_version(old), half_way)
    before = old.read_bytes()
    with pytest.raises(EnvironmentFault, match=r"仍是原来的格式.*备份"):
        Office.open(old)
    assert old.read_bytes() == before
    assert len(found_backups(old)) == 1


def test_a_step_that_breaks_references_is_taken_back(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(
        migrations.STEPS, stored_version(old), lambda operations: operations.execute("DELETE FROM unit")
    )
    before = old.read_bytes()
    with pytest.raises(DamagedFile, match="没有改动"):
        Office.open(old)
    assert old.read_bytes() == before


def test_rebuilding_a_table_keeps_the_rows_that_point_to_it(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The trap: with foreign keys on, a batch rebuild of a parent deletes its children."""
    from sqlalchemy import Column, String

    step = migrations.STEPS[stored_version(old)]

    def rebuild(operations: Any) -> None:
        step(operations)
        with operations.batch_alter_table("unit", recreate="always") as batch:
            batch.add_column(Column("note", String, nullable=False, server_default=""))

    monkeypatch.setitem(migrations.STEPS, stored_version(old), rebuild)
    before = tables(old)
    migrations.upgrade(old)
    after = tables(old)
    for child in ("unit_year", "report", "report_line", "inspection_visit"):
        assert of_columns(after[child], before[child]) == before[child]
    assert len(after["unit"]) == 4


def test_a_damaged_old_file_is_not_upgraded(old: Path) -> None:
    content = old.read_bytes()
    old.write_bytes(content[:8192] + b"\xa5" * (len(content) - 8192))
    before = old.read_bytes()
    with pytest.raises(DamagedFile):
        Office.open(old)
    assert old.read_bytes() == before
    assert found_backups(old) == []


def test_an_old_file_in_use_elsewhere_is_not_upgraded(old: Path) -> None:
    lock = old.with_name(f".~{old.name}.lock")
    lock.write_text(
        '{"host": "别的电脑", "user": "王", "pid": 1, "started": "1", "since": "2026-11-22 08:00"}', "utf-8"
    )
    before = old.read_bytes()
    with pytest.raises(OfficeInUse, match="别的电脑"):
        Office.open(old)
    assert old.read_bytes() == before
