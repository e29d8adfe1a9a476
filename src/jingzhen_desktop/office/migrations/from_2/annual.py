"""What version 3 keeps more in the tables of ``annual``:
what a paper is sent with, and its finalised versions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations


def change_annual(operations: Operations) -> None:
    """Change the tables of the tab."""
    for column, kind, default in (
        ("state", "VARCHAR", "draft"),
        ("number", "VARCHAR", ""),
        ("addressee", "VARCHAR", ""),
        ("signer", "VARCHAR", ""),
        ("attachments", "TEXT", ""),
        ("revision_reason", "VARCHAR", ""),
    ):
        operations.execute(f"ALTER TABLE summary ADD COLUMN {column} {kind} DEFAULT '{default}' NOT NULL")
    _keep_versions(operations)


def _keep_versions(operations: Operations) -> None:
    """Make the table of the finalised texts and the triggers that keep its rows as they are."""
    import sqlalchemy as sa

    operations.create_table(
        "summary_version",
        sa.Column("id", sa.Integer, primary_key=True, nullable=False),
        sa.Column("summary_id", sa.Integer, sa.ForeignKey("summary.id", ondelete="RESTRICT"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("finalised_at", sa.DateTime, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("content", sa.String, nullable=False),
        sa.Column("content_hash", sa.String, nullable=False),
        sa.Column(
            "paper_id", sa.Integer, sa.ForeignKey("issued_paper.id", ondelete="RESTRICT"), nullable=False
        ),
        sa.UniqueConstraint("summary_id", "number"),
    )
    for what in ("UPDATE", "DELETE"):
        operations.execute(
            f"CREATE TRIGGER summary_version_{what.lower()} BEFORE {what} ON summary_version "
            "BEGIN SELECT RAISE(ABORT, 'finalised summaries are never changed'); END"
        )
