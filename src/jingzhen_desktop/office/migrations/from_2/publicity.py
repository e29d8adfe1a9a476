"""What version 3 keeps more in the tables of ``publicity``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations


def change_publicity(operations: Operations) -> None:
    """Change the tables of the tab."""
    for column in ("audience", "document", "teacher"):
        operations.execute(f"ALTER TABLE activity ADD COLUMN {column} VARCHAR DEFAULT '' NOT NULL")
    operations.execute("ALTER TABLE activity ADD COLUMN hours BIGINT")
    operations.execute("ALTER TABLE activity ADD COLUMN test VARCHAR DEFAULT '' NOT NULL")
    operations.execute("ALTER TABLE activity ADD COLUMN done BOOLEAN DEFAULT '1' NOT NULL")
    _add_tables(operations)


def _add_tables(operations: Operations) -> None:
    import sqlalchemy as sa

    operations.create_table(
        "activity_photo",
        sa.Column("owner_id", sa.Integer, sa.ForeignKey("activity.id", ondelete="CASCADE"), nullable=False),
        sa.Column("id", sa.Integer, primary_key=True, nullable=False),
        sa.Column("photo_hash", sa.String, sa.ForeignKey("photo.hash", ondelete="RESTRICT"), nullable=False),
        sa.Column("caption", sa.String, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
    )
    for column in ("owner_id", "photo_hash"):
        operations.create_index(f"ix_activity_photo_{column}", "activity_photo", [column])
    operations.create_table(
        "publicity_week",
        sa.Column("year", sa.Integer, primary_key=True, nullable=False),
        sa.Column("first", sa.Date),
        sa.Column("last", sa.Date),
        sa.Column("low_carbon_day", sa.Date),
        sa.Column("theme", sa.String, nullable=False),
        sa.Column("low_carbon_theme", sa.String, nullable=False),
    )
