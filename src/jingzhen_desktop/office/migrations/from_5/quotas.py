"""The tables of quota standards and of what is chosen for a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations


def add_quotas(operations: Operations) -> None:
    """Add the tables, empty."""
    import sqlalchemy as sa

    operations.create_table(
        "quota_standard",
        sa.Column("id", sa.Integer, primary_key=True, nullable=False),
        sa.Column("number", sa.String, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("document", sa.String, nullable=False),
        sa.Column("region", sa.String, nullable=False),
        sa.Column("issued", sa.Date),
        sa.Column("valid_from", sa.Date),
        sa.Column("valid_to", sa.Date),
        sa.Column("replaces", sa.String, nullable=False),
        sa.Column("levels", sa.String, nullable=False),
        sa.Column("coefficient_set", sa.String, nullable=False),
        sa.Column("seen", sa.String, nullable=False),
        sa.Column("correction", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
    )
    operations.create_table(
        "quota_coefficient",
        sa.Column("id", sa.Integer, primary_key=True, nullable=False),
        sa.Column(
            "standard_id", sa.Integer, sa.ForeignKey("quota_standard.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("carrier", sa.String, nullable=False),
        sa.Column("measure", sa.String, nullable=False),
        sa.Column("kgce", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("standard_id", "carrier", "measure"),
    )
    operations.create_table(
        "quota",
        sa.Column("id", sa.Integer, primary_key=True, nullable=False),
        sa.Column(
            "standard_id", sa.Integer, sa.ForeignKey("quota_standard.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("table_number", sa.String, nullable=False),
        sa.Column("page", sa.String, nullable=False),
        sa.Column("indicator", sa.String, nullable=False),
        sa.Column("measure", sa.String, nullable=False),
        sa.Column("unit_class", sa.String, nullable=False),
        sa.Column("zone", sa.String, nullable=False),
        sa.Column("heating", sa.String, nullable=False),
        sa.Column("limit", sa.BigInteger),
        sa.Column("base", sa.BigInteger),
        sa.Column("guide", sa.BigInteger),
        sa.Column("head_rule", sa.String, nullable=False),
        sa.Column("excluded", sa.Text, nullable=False),
        sa.Column("note", sa.String, nullable=False),
        sa.Column("entered_by", sa.String, nullable=False),
        sa.Column("entered_on", sa.Date),
    )
    operations.create_index("ix_quota_standard_id", "quota", ["standard_id"])
    operations.create_table(
        "quota_choice",
        sa.Column("id", sa.Integer, primary_key=True, nullable=False),
        sa.Column("unit_id", sa.Integer, sa.ForeignKey("unit.id", ondelete="RESTRICT"), nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("indicator", sa.String, nullable=False),
        sa.Column("yardstick", sa.String, nullable=False),
        sa.Column("quota_id", sa.Integer, sa.ForeignKey("quota.id", ondelete="RESTRICT")),
        sa.Column("target", sa.BigInteger),
        sa.Column("factor", sa.BigInteger),
        sa.Column("factor_reason", sa.String, nullable=False),
        sa.Column("despite", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("chosen_on", sa.Date),
        sa.UniqueConstraint("unit_id", "year", "indicator"),
    )
    operations.create_index("ix_quota_choice_year", "quota_choice", ["year"])
    operations.create_index("ix_quota_choice_quota_id", "quota_choice", ["quota_id"])
