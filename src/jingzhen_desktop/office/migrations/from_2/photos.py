"""The photos that version 3 keeps, and the triggers that keep their rows as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations


def keep_photos(operations: Operations) -> None:
    """Make the table of the photos."""
    import sqlalchemy as sa

    operations.create_table(
        "photo",
        sa.Column("hash", sa.String, primary_key=True, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("width", sa.Integer, nullable=False),
        sa.Column("height", sa.Integer, nullable=False),
        sa.Column("kept_at", sa.DateTime, nullable=False),
    )
    for what in ("UPDATE", "DELETE"):
        operations.execute(
            f"CREATE TRIGGER photo_{what.lower()} BEFORE {what} ON photo"
            " BEGIN SELECT RAISE(ABORT, 'photos are never changed'); END"
        )
