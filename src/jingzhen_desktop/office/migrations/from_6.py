"""Version 6 → 7: an activity may be planned for a year before its day is known.

Written as it was then; later changes of the tables do not change it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations


def from_6_to_7(operations: Operations) -> None:
    """Change the tables of a version 6 file into those of version 7."""
    import sqlalchemy as sa

    with operations.batch_alter_table("activity", recreate="always") as batch:
        batch.alter_column("day", existing_type=sa.Date, nullable=True)
        batch.add_column(sa.Column("planned_year", sa.Integer))
