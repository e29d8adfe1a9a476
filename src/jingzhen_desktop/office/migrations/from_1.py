"""Version 1 → 2: issued papers are kept, and steps say what they undo.

Written as it was then; later changes of the tables do not change it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations


def from_1_to_2(operations: Operations) -> None:
    """Change the tables of a version 1 file into those of version 2."""
    _keep_issued_papers(operations)
    operations.execute("ALTER TABLE journal_step ADD COLUMN kind VARCHAR DEFAULT 'edit' NOT NULL")
    operations.execute("ALTER TABLE journal_step ADD COLUMN reverses INTEGER REFERENCES journal_step (id)")


def _keep_issued_papers(operations: Operations) -> None:
    """Make the tables of the issued papers and the triggers that keep their rows as they are."""
    import sqlalchemy as sa

    operations.create_table(
        "issued_paper",
        sa.Column("id", sa.Integer, primary_key=True, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("number", sa.String, nullable=False),
        sa.Column("series", sa.String),
        sa.Column("year", sa.Integer),
        sa.Column("sequence", sa.Integer),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("place", sa.String, nullable=False),
        sa.Column("issued_at", sa.DateTime, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("content_hash", sa.String, nullable=False),
        sa.UniqueConstraint("series", "year", "sequence"),
    )
    operations.create_index("ix_issued_paper_day", "issued_paper", ["day"])
    operations.create_table(
        "issued_content",
        sa.Column(
            "paper_id",
            sa.Integer,
            sa.ForeignKey("issued_paper.id", ondelete="RESTRICT"),
            primary_key=True,
            nullable=False,
        ),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    for table in ("issued_paper", "issued_content"):
        for what in ("UPDATE", "DELETE"):
            operations.execute(
                f"CREATE TRIGGER {table}_{what.lower()} BEFORE {what} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'issued papers are never changed'); END"
            )
