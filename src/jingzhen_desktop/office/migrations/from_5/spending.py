"""The tables of spending limits, and of targets and filings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations


def add_spending(operations: Operations) -> None:
    """Add the tables, empty."""
    import sqlalchemy as sa

    operations.create_table(
        "spending_basis",
        sa.Column("year", sa.Integer, primary_key=True, nullable=False),
        sa.Column("issuer", sa.String, nullable=False),
        sa.Column("number", sa.String, nullable=False),
        sa.Column("day", sa.Date),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("page", sa.String, nullable=False),
        sa.Column("entered_by", sa.String, nullable=False),
    )
    operations.create_table(
        "spending_line",
        sa.Column("id", sa.Integer, primary_key=True, nullable=False),
        sa.Column("unit_id", sa.Integer, sa.ForeignKey("unit.id", ondelete="RESTRICT"), nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("carrier", sa.String, nullable=False),
        sa.Column("rule", sa.String, nullable=False),
        sa.Column("quota", sa.BigInteger),
        sa.Column("level", sa.String, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("base", sa.String, nullable=False),
        sa.Column("base_value", sa.BigInteger),
        sa.Column("target", sa.BigInteger),
        sa.Column("years", sa.Integer, nullable=False),
        sa.Column("amount", sa.BigInteger),
        sa.Column("price", sa.BigInteger),
        sa.Column("price_source", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.UniqueConstraint("unit_id", "year", "carrier"),
    )
    operations.create_index("ix_spending_line_year", "spending_line", ["year"])


def add_targets(operations: Operations) -> None:
    """Add the table, empty."""
    import sqlalchemy as sa

    operations.create_table(
        "unit_target",
        sa.Column(
            "unit_id",
            sa.Integer,
            sa.ForeignKey("unit.id", ondelete="RESTRICT"),
            primary_key=True,
            nullable=False,
        ),
        sa.Column("year", sa.Integer, primary_key=True, nullable=False),
        sa.Column("total_fall", sa.BigInteger),
        sa.Column("area_fall", sa.BigInteger),
        sa.Column("head_fall", sa.BigInteger),
        sa.Column("water_fall", sa.BigInteger),
        sa.Column("plan_on", sa.Date),
        sa.Column("plan_title", sa.String, nullable=False),
        sa.Column("report_on", sa.Date),
        sa.Column("note", sa.Text, nullable=False),
    )
    operations.create_index("ix_unit_target_year", "unit_target", ["year"])
