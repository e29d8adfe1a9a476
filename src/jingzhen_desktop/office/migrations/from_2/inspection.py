"""What version 3 keeps more in the tables of ``inspection``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations


def change_inspection(operations: Operations) -> None:
    """Change the tables of the tab."""
    _hang_photos(operations, "inspection_visit_photo", "inspection_visit")


def _hang_photos(operations: Operations, table: str, owner: str) -> None:
    import sqlalchemy as sa

    operations.create_table(
        table,
        sa.Column("owner_id", sa.Integer, sa.ForeignKey(f"{owner}.id", ondelete="CASCADE"), nullable=False),
        sa.Column("id", sa.Integer, primary_key=True, nullable=False),
        sa.Column("photo_hash", sa.String, sa.ForeignKey("photo.hash", ondelete="RESTRICT"), nullable=False),
        sa.Column("caption", sa.String, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
    )
    for column in ("owner_id", "photo_hash"):
        operations.create_index(f"ix_{table}_{column}", table, [column])
