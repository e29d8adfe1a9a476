"""The tables of use over the quota."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations


def add_over_quota(operations: Operations) -> None:
    """Add the tables, empty."""
    import sqlalchemy as sa

    operations.create_table(
        "over_quota",
        sa.Column("id", sa.Integer, primary_key=True, nullable=False),
        sa.Column("unit_id", sa.Integer, sa.ForeignKey("unit.id", ondelete="RESTRICT"), nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("indicator", sa.String, nullable=False),
        sa.Column("measure", sa.String, nullable=False),
        sa.Column("quota", sa.BigInteger, nullable=False),
        sa.Column("actual", sa.BigInteger, nullable=False),
        sa.Column("level", sa.String, nullable=False),
        sa.Column("standard", sa.Text, nullable=False),
        sa.Column("ground", sa.Text, nullable=False),
        sa.Column("base", sa.BigInteger),
        sa.Column("base_unit", sa.String, nullable=False),
        sa.Column("used", sa.BigInteger),
        sa.Column("cost", sa.BigInteger),
        sa.Column("causes", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("measures", sa.Text, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("due", sa.Date),
        sa.Column("expected", sa.String, nullable=False),
        sa.Column("signed_by", sa.String, nullable=False),
        sa.UniqueConstraint("unit_id", "year", "indicator"),
    )
    operations.create_index("ix_over_quota_year", "over_quota", ["year"])
    operations.create_table(
        "over_quota_step",
        sa.Column("id", sa.Integer, primary_key=True, nullable=False),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("over_quota.id", ondelete="CASCADE"), nullable=False),
        sa.Column("step", sa.String, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("number", sa.String, nullable=False),
        sa.Column("deadline", sa.Date),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("signer", sa.String, nullable=False),
        sa.Column("violation_id", sa.Integer, sa.ForeignKey("inspection_violation.id", ondelete="RESTRICT")),
        sa.Column("circular_id", sa.Integer, sa.ForeignKey("circular.id", ondelete="RESTRICT")),
        sa.Column("round_id", sa.Integer, sa.ForeignKey("inspection_round.id", ondelete="RESTRICT")),
        sa.UniqueConstraint("case_id", "step"),
    )
    for column in ("violation_id", "circular_id", "round_id"):
        operations.create_index(f"ix_over_quota_step_{column}", "over_quota_step", [column])
