"""Brings an office file of an older version to today's: all steps in one transaction, after a backup, checked
before it counts.

Loaded only when a file is old. What one step does lives in its own module.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ...base.errors import EnvironmentFault, UserFacingError
from ..backup import Reason, make_backup
from ..clock import now
from ..identity import SCHEMA_VERSION, DamagedFile, connect, fault, read_identity
from ..lock import hold
from ..steps import StepKind
from .from_1 import from_1_to_2
from .from_2.step import from_2_to_3
from .from_3 import from_3_to_4
from .from_4 import from_4_to_5
from .from_5.step import from_5_to_6
from .from_6 import from_6_to_7

if TYPE_CHECKING:
    from alembic.operations import Operations
    from sqlalchemy import Connection

_LOG = logging.getLogger("jingzhen.migrations")

STEPS: dict[int, Callable[[Operations], None]] = {
    1: from_1_to_2,
    2: from_2_to_3,
    3: from_3_to_4,
    4: from_4_to_5,
    5: from_5_to_6,
    6: from_6_to_7,
}
"""Version → what turns its tables into those of the next version."""


def upgrade(path: Path) -> None:
    """Upgrade an office file in place; a version another start has upgraded meanwhile is left alone.

    Raises:
        EnvironmentFault: the backup or the upgrade could not be written; the file is as it was.
        DamagedFile: the file is not sound, before or after; it is as it was.
    """
    with hold(path):
        backup = make_backup(path, Reason.MIGRATION)
        try:
            _upgrade_in_one_transaction(path)
        except UserFacingError:
            raise
        except Exception as error:
            _LOG.info("upgrade failed", exc_info=True)
            cause = error if isinstance(error, sqlite3.Error) else getattr(error, "orig", None)
            reason = (
                str(fault(path, cause))
                if isinstance(cause, sqlite3.OperationalError)
                else f"升级“{path.name}”的格式时出错（{error}）。"
            )
            raise EnvironmentFault(
                f"{reason}文件没有改动，仍是原来的格式；升级前的备份在“{backup.path}”。"
            ) from error


def _upgrade_in_one_transaction(path: Path) -> None:
    from alembic.migration import MigrationContext
    from alembic.operations import Operations
    from sqlalchemy import QueuePool, create_engine

    engine = create_engine("sqlite://", creator=lambda: _connect(path), poolclass=QueuePool)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                version = read_identity(_raw(connection))[1]
                operations = Operations(MigrationContext.configure(connection))
                for number in range(version, SCHEMA_VERSION):
                    STEPS[number](operations)
                _check(connection, path)
                _note(connection, version)
                connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
                connection.exec_driver_sql("COMMIT")
            except BaseException:
                if _raw(connection).in_transaction:
                    connection.exec_driver_sql("ROLLBACK")
                raise
    finally:
        engine.dispose()


def _connect(path: Path) -> sqlite3.Connection:
    """Foreign keys are off: rebuilding a table others point to would otherwise delete their rows."""
    connection = connect(path)
    for pragma in ("journal_mode = delete", "synchronous = 3", "foreign_keys = 0", "busy_timeout = 5000"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _raw(connection: Connection) -> sqlite3.Connection:
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    return raw


def _check(connection: Connection, path: Path) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    damage = connection.exec_driver_sql("PRAGMA quick_check").scalars().all()
    if broken or damage != ["ok"]:
        raise DamagedFile(
            f"“{path.name}”升级后检查没有通过，已退回原来的格式，文件没有改动。请用“恢复备份”换回较早的备份后再打开。"
        )


def _note(connection: Connection, version: int) -> None:
    """Write the upgrade into the journal;
    what was done before it cannot be undone, its rows had another shape.
    """
    label = f"升级数据文件格式：{version} → {SCHEMA_VERSION}"
    insert = "INSERT INTO journal_step (at, label, place, kind) VALUES (?, ?, '', ?)"
    connection.exec_driver_sql(insert, (now().isoformat(" ", "microseconds"), label, StepKind.END.value))
