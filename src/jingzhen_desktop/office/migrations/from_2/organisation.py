"""What version 3 keeps more in the tables of ``organisation``:
history of people, parts of energy users, systems, the working ledger.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations


def change_organisation(operations: Operations) -> None:
    """Change the tables of the tab."""
    _add_columns(operations)
    _add_histories(operations)
    _add_ledger(operations)


def _add_columns(operations: Operations) -> None:
    operations.execute("ALTER TABLE unit ADD COLUMN liaison_since DATE")
    for column in (
        "head",
        "telephone",
        "fax",
        "email",
        "postcode",
        "parent",
        "level",
        "funding",
        "trade_code",
        "office_form",
    ):
        operations.execute(f"ALTER TABLE unit ADD COLUMN {column} VARCHAR DEFAULT '' NOT NULL")
    operations.execute("ALTER TABLE unit_year ADD COLUMN users_reason VARCHAR DEFAULT '' NOT NULL")
    operations.execute("ALTER TABLE unit_year ADD COLUMN change_note VARCHAR DEFAULT '' NOT NULL")
    operations.execute("ALTER TABLE unit_year ADD COLUMN machine_rooms INTEGER")
    operations.execute("ALTER TABLE unit_year ADD COLUMN heating VARCHAR DEFAULT '' NOT NULL")
    for column in ("reason", "duties", "office_duties"):
        operations.execute(f"ALTER TABLE leading_group ADD COLUMN {column} TEXT DEFAULT '' NOT NULL")
    for column in ("since", "until"):
        operations.execute(f"ALTER TABLE leading_group_member ADD COLUMN {column} DATE")


def _add_histories(operations: Operations) -> None:
    import sqlalchemy as sa

    operations.create_table(
        "energy_user_part",
        sa.Column("id", sa.Integer, primary_key=True, nullable=False),
        sa.Column(
            "unit_year_id", sa.Integer, sa.ForeignKey("unit_year.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("part", sa.String, nullable=False),
        sa.Column("people", sa.Integer),
        sa.Column("days", sa.Integer),
        sa.Column("note", sa.String, nullable=False),
        sa.UniqueConstraint("unit_year_id", "part"),
    )
    operations.create_table(
        "unit_liaison",
        sa.Column("id", sa.Integer, primary_key=True, nullable=False),
        sa.Column("unit_id", sa.Integer, sa.ForeignKey("unit.id", ondelete="CASCADE"), nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("phone", sa.String, nullable=False),
        sa.Column("since", sa.Date),
        sa.Column("until", sa.Date),
    )
    operations.create_index("ix_unit_liaison_unit_id", "unit_liaison", ["unit_id"])
    operations.create_table(
        "unit_system",
        sa.Column("id", sa.Integer, primary_key=True, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        *(
            sa.Column(name, sa.String, nullable=False)
            for name in ("department", "body", "contact", "phone", "plan")
        ),
        sa.UniqueConstraint("name", "year"),
    )
    operations.create_table(
        "leading_group_adjustment",
        sa.Column("id", sa.Integer, primary_key=True, nullable=False),
        sa.Column(
            "group_id", sa.Integer, sa.ForeignKey("leading_group.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("number", sa.String, nullable=False),
        sa.Column("day", sa.Date),
        sa.Column("reason", sa.Text, nullable=False),
    )
    operations.create_index("ix_leading_group_adjustment_group_id", "leading_group_adjustment", ["group_id"])


def _add_ledger(operations: Operations) -> None:
    import sqlalchemy as sa

    operations.create_table(
        "ledger_entry",
        sa.Column("id", sa.Integer, primary_key=True, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("title", "number", "owner")),
        sa.Column("unit_id", sa.Integer, sa.ForeignKey("unit.id", ondelete="RESTRICT")),
        sa.Column("parent_id", sa.Integer, sa.ForeignKey("ledger_entry.id", ondelete="SET NULL")),
        *(sa.Column(name, sa.Date) for name in ("day", "due", "done")),
        sa.Column("amount", sa.BigInteger),
        sa.Column("saving", sa.BigInteger),
        sa.Column("saving_unit", sa.String, nullable=False),
        sa.Column("saving_money", sa.BigInteger),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("source", sa.String, nullable=False),
    )
    for column in ("year", "unit_id", "parent_id"):
        operations.create_index(f"ix_ledger_entry_{column}", "ledger_entry", [column])
    operations.create_table(
        "kept_file",
        sa.Column("hash", sa.String, primary_key=True, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
    )
    for what in ("UPDATE", "DELETE"):
        operations.execute(
            f"CREATE TRIGGER kept_file_{what.lower()} BEFORE {what} ON kept_file "
            "BEGIN SELECT RAISE(ABORT, 'kept files are never changed'); END"
        )
    operations.create_table(
        "ledger_file",
        sa.Column("id", sa.Integer, primary_key=True, nullable=False),
        sa.Column(
            "entry_id", sa.Integer, sa.ForeignKey("ledger_entry.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("name", sa.String, nullable=False),
        sa.Column(
            "file_hash", sa.String, sa.ForeignKey("kept_file.hash", ondelete="RESTRICT"), nullable=False
        ),
    )
    for column in ("entry_id", "file_hash"):
        operations.create_index(f"ix_ledger_file_{column}", "ledger_file", [column])
