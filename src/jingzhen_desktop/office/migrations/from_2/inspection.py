"""What version 3 keeps more in the tables of ``inspection``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from alembic.operations import Operations


def change_inspection(operations: Operations) -> None:
    """Change the tables of the tab."""
    _make_tables(operations)
    for table, column in _COLUMNS:
        operations.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    operations.create_index("ix_inspection_violation_item_id", "inspection_violation", ["item_id"])
    _hang_photos(operations, "inspection_visit_photo", "inspection_visit")


_COLUMNS = (
    ("inspection_round", "last_day DATE"),
    ("inspection_round", "planned_month INTEGER"),
    ("inspection_round", "tolerance BIGINT"),
    ("inspection_round", "special BOOLEAN DEFAULT '0' NOT NULL"),
    ("inspection_visit", "day DATE"),
    ("inspection_visit", "checkers TEXT DEFAULT '' NOT NULL"),
    ("inspection_visit", "signed_by VARCHAR DEFAULT '' NOT NULL"),
    ("inspection_visit", "signed_on DATE"),
    ("inspection_reading", "outdoor_temperature BIGINT"),
    ("inspection_reading", "overruled VARCHAR"),
    ("inspection_reading", "overrule_reason VARCHAR DEFAULT '' NOT NULL"),
    ("inspection_violation", "corrected_on DATE"),
    ("inspection_violation", "item_id INTEGER REFERENCES inspection_item (id) ON DELETE SET NULL"),
    ("rectification", "received_by VARCHAR DEFAULT '' NOT NULL"),
    ("rectification", "received_on DATE"),
)


def _make_tables(operations: Operations) -> None:
    """Make the tables of the plan, the check list and the complaints."""
    import sqlalchemy as sa

    def number(name: str, reference: str = "", ondelete: str = "CASCADE", **more: Any) -> sa.Column[int]:
        return sa.Column(
            name,
            sa.Integer,
            *([sa.ForeignKey(reference, ondelete=ondelete)] if reference else []),
            **{"nullable": False, **more},
        )

    def text(name: str, kind: Any = sa.String) -> sa.Column[str]:
        return sa.Column(name, kind, nullable=False)

    operations.create_table(
        "inspection_planned_unit",
        number("round_id", "inspection_round.id", primary_key=True),
        number("unit_id", "unit.id", "RESTRICT", primary_key=True),
        sa.Column("by_chance", sa.Boolean, nullable=False),
    )
    operations.create_index("ix_inspection_planned_unit_unit_id", "inspection_planned_unit", ["unit_id"])
    operations.create_table(
        "inspection_draw",
        number("id", primary_key=True),
        number("round_id", "inspection_round.id"),
        sa.Column("day", sa.Date, nullable=False),
        text("seed"),
        number("wanted"),
        sa.Column("unvisited_first", sa.Boolean, nullable=False),
        *(text(name, sa.Text) for name in ("pool", "unvisited", "drawn")),
    )
    operations.create_index("ix_inspection_draw_round_id", "inspection_draw", ["round_id"])
    operations.create_table(
        "inspection_list_point",
        number("id", primary_key=True),
        number("position"),
        text("text"),
        sa.UniqueConstraint("text"),
    )
    operations.create_table(
        "inspection_item",
        number("id", primary_key=True),
        number("visit_id", "inspection_visit.id"),
        text("text"),
        sa.Column("result", sa.String),
        text("note"),
        sa.UniqueConstraint("visit_id", "text"),
    )
    operations.create_table(
        "inspection_complaint",
        number("id", primary_key=True),
        sa.Column("received_on", sa.Date, nullable=False),
        text("reporter"),
        text("contact"),
        number("unit_id", "unit.id", "RESTRICT"),
        text("text"),
        sa.Column("handle_by", sa.Date),
        sa.Column("handled_on", sa.Date),
        text("outcome"),
        number("violation_id", "inspection_violation.id", "SET NULL", nullable=True),
    )
    for column in ("received_on", "unit_id", "violation_id"):
        operations.create_index(f"ix_inspection_complaint_{column}", "inspection_complaint", [column])


def _hang_photos(operations: Operations, table: str, owner: str) -> None:
    import sqlalchemy as sa

    operations.create_table(
        table,
        sa.Column("owner_id", sa.Integer, sa.ForeignKey(f"{owner}.id", ondelete="CASCADE"), nullable=False),
        sa.Column("id", sa.Integer, primary_key=True, nullable=False),
        sa.Column("photo_hash", sa.String, sa.ForeignKey("photo.hash", ondelete="RESTRICT"), nullable=False),
        sa.Column("caption", sa.String, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
    )
    for column in ("owner_id", "photo_hash"):
        operations.create_index(f"ix_{table}_{column}", table, [column])
