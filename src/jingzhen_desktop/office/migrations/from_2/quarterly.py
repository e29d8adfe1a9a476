"""What version 3 keeps more in the tables of ``quarterly``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations

_WAITS_FOR_REVIEW = """
UPDATE report SET state = 'submitted'
WHERE (SELECT count(*) FROM report_line
       WHERE report_id = report.id AND quantity IS NOT NULL AND cost IS NOT NULL)
    >= CASE version WHEN '2011' THEN 15 ELSE 13 END
"""
"""The numbers are the rows of a whole report in each version of the form."""


def change_quarterly(operations: Operations) -> None:
    """Change the tables of the tab."""
    _give_reports_a_state(operations)
    _keep_explanations(operations)
    _keep_submissions(operations)
    _keep_ledgers(operations)
    for name in ("import_profile", "workbook_template"):
        _keep_mappings(operations, name)


def _give_reports_a_state(operations: Operations) -> None:
    """A report without a blank waits for review, since nobody reviewed it in the program;
    one with blanks is being entered.
    """
    for column in (
        "state VARCHAR DEFAULT 'entering' NOT NULL",
        "state_reason VARCHAR DEFAULT '' NOT NULL",
        "state_on DATE",
        "received_on DATE",
    ):
        operations.execute(f"ALTER TABLE report ADD COLUMN {column}")
    for column in ("quantity_typed", "cost_typed"):
        operations.execute(f"ALTER TABLE report_line ADD COLUMN {column} BOOLEAN DEFAULT 0 NOT NULL")
    operations.execute("UPDATE report SET received_on = coalesce(reported_on, date(stored_at))")
    operations.execute(_WAITS_FOR_REVIEW)


def _keep_explanations(operations: Operations) -> None:
    import sqlalchemy as sa

    operations.create_table(
        "report_explanation",
        sa.Column("id", sa.Integer, primary_key=True, nullable=False),
        sa.Column("report_id", sa.Integer, sa.ForeignKey("report.id", ondelete="CASCADE"), nullable=False),
        sa.Column("check_key", sa.String, nullable=False),
        sa.Column("item", sa.String, nullable=False),
        sa.Column("what", sa.String, nullable=False),
        sa.Column("finding", sa.String, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("written_on", sa.Date, nullable=False),
        sa.UniqueConstraint("report_id", "check_key", "item", "what"),
    )


def _keep_submissions(operations: Operations) -> None:
    import sqlalchemy as sa

    operations.create_table(
        "submission",
        sa.Column("id", sa.Integer, primary_key=True, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("quarter", sa.Integer, nullable=False),
        sa.Column("submitted_on", sa.Date, nullable=False),
        sa.Column("addressee", sa.String, nullable=False),
        sa.Column("signed_by", sa.String, nullable=False),
        sa.Column("file_name", sa.String, nullable=False),
        sa.Column("file_hash", sa.String, nullable=False),
        sa.Column("missing", sa.String, nullable=False),
        sa.Column("note", sa.String, nullable=False),
        sa.Column("unlocked_on", sa.Date),
        sa.Column("unlock_reason", sa.String, nullable=False),
    )
    operations.create_index(
        "ix_submission_open",
        "submission",
        ["year", "quarter"],
        unique=True,
        sqlite_where=sa.text("unlocked_on IS NULL"),
    )


def _keep_ledgers(operations: Operations) -> None:
    import sqlalchemy as sa

    scaled = ("meter_from", "meter_to", "multiplier", "unit_price", "quantity", "cost")
    operations.create_table(
        "energy_ledger",
        sa.Column("id", sa.Integer, primary_key=True, nullable=False),
        sa.Column("unit_id", sa.Integer, sa.ForeignKey("unit.id", ondelete="RESTRICT"), nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("month", sa.Integer, nullable=False),
        sa.Column("item", sa.String, nullable=False),
        sa.Column("account_number", sa.String, nullable=False),
        *(sa.Column(name, sa.BigInteger) for name in scaled),
        sa.Column("voucher_number", sa.String, nullable=False),
        sa.Column("note", sa.String, nullable=False),
    )
    operations.create_index("ix_energy_ledger_unit", "energy_ledger", ["unit_id", "year", "month"])


def _keep_mappings(operations: Operations, name: str) -> None:
    """Make a table of what the clerk mapped once, by the shape of the file."""
    import sqlalchemy as sa

    operations.create_table(
        name,
        sa.Column("id", sa.Integer, primary_key=True, nullable=False),
        sa.Column("fingerprint", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("mapping", sa.String, nullable=False),
        sa.Column("stored_at", sa.DateTime, nullable=False),
        sa.UniqueConstraint("fingerprint"),
    )
