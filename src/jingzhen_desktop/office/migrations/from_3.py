"""Version 3 → 4: what was confirmed beside a report is kept.

Written as it was then; later changes of the tables do not change it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations


def from_3_to_4(operations: Operations) -> None:
    """Change the tables of a version 3 file into those of version 4."""
    import sqlalchemy as sa

    operations.create_table(
        "report_confirmation",
        sa.Column("id", sa.Integer, primary_key=True, nullable=False),
        sa.Column("report_id", sa.Integer, sa.ForeignKey("report.id", ondelete="CASCADE"), nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("place", sa.String, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("confirmed_by", sa.String, nullable=False),
        sa.Column("confirmed_on", sa.Date, nullable=False),
        sa.Column("source_name", sa.String, nullable=False),
    )
    operations.create_index("ix_report_confirmation_report", "report_confirmation", ["report_id"])
