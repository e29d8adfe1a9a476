"""What a quota or a score table asks of a unit in a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations

_COLUMNS = (
    "affiliation VARCHAR",
    "quota_kind VARCHAR DEFAULT '' NOT NULL",
    "quota_grade VARCHAR DEFAULT '' NOT NULL",
    "boarding BOOLEAN",
    "class_since DATE",
    "boarders INTEGER",
    "beds INTEGER",
    "bed_days INTEGER",
    "special_area BIGINT",
    "special_electricity BIGINT",
    "special_gas BIGINT",
    "special_water BIGINT",
    "heating_area BIGINT",
    "heating_electricity BIGINT",
    "heating_gas BIGINT",
    "energy_posts_full INTEGER",
    "energy_posts_part INTEGER",
    "energy_posts_trained INTEGER",
    "statistics_posts_full INTEGER",
    "statistics_posts_part INTEGER",
    "statistics_posts_trained INTEGER",
    "has_quota BOOLEAN DEFAULT '0' NOT NULL",
)


def add_unit_facts(operations: Operations) -> None:
    """Add the columns, unknown everywhere."""
    for column in _COLUMNS:
        operations.execute(f"ALTER TABLE unit_year ADD COLUMN {column}")
