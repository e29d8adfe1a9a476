"""Version 4 → 5: what the papers need: units' facts of the form of 2016 to 2025, circulars passed on by a
superior, sentences that were to stay, issued papers that no longer hold.

Written as it was then; later changes of the tables do not change it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations

_COLUMNS = (
    ("circular", "relayed_by VARCHAR DEFAULT '' NOT NULL"),
    ("summary", "kept TEXT DEFAULT '' NOT NULL"),
    ("unit_year", "site_area BIGINT"),
    ("unit_year", "charging_points INTEGER"),
    ("unit_year", "solar_collector_area BIGINT"),
    ("unit_year", "solar_power_capacity BIGINT"),
    ("unit_year", "geothermal_capacity BIGINT"),
)


def from_4_to_5(operations: Operations) -> None:
    """Change the tables of a version 4 file into those of version 5."""
    import sqlalchemy as sa

    for table, column in _COLUMNS:
        operations.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    operations.create_table(
        "issued_void",
        sa.Column(
            "paper_id", sa.Integer, sa.ForeignKey("issued_paper.id", ondelete="RESTRICT"), primary_key=True
        ),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
    )
