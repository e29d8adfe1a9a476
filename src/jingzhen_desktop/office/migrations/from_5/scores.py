"""The tables of score tables, assessments, scores and what follows from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from alembic.operations import Operations
    from sqlalchemy import Column


def add_scores(operations: Operations) -> None:
    """Add the tables, empty."""
    _add_tables(operations)
    _add_assessments(operations)
    _add_units(operations)


def _add_tables(operations: Operations) -> None:
    import sqlalchemy as sa

    operations.create_table(
        "score_table",
        _id(),
        *_texts("title", "grades"),
        sa.Column("bonus_most", sa.BigInteger),
        *_texts("document"),
        _long("note"),
    )
    operations.create_table(
        "score_item",
        _id(),
        _reference("table_id", "score_table.id", "CASCADE"),
        sa.Column("position", sa.Integer, nullable=False),
        *_texts("block", "title"),
        sa.Column("points", sa.BigInteger, nullable=False),
        *_texts("kind", "source", "method"),
        sa.Column("each", sa.BigInteger),
        *_texts("steps"),
        sa.Column("target", sa.BigInteger),
        _long("rule"),
        _long("evidence"),
    )
    operations.create_index("ix_score_item_table_id", "score_item", ["table_id"])


def _add_assessments(operations: Operations) -> None:
    import sqlalchemy as sa

    operations.create_table(
        "assessment",
        _id(),
        sa.Column("year", sa.Integer, nullable=False),
        _reference("table_id", "score_table.id", "RESTRICT"),
        *_texts("title"),
        sa.Column("as_of", sa.Date, nullable=False),
        *_texts("estimate", "state"),
        sa.Column("state_on", sa.Date),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("ranked", sa.Boolean, nullable=False),
        *_texts("basis_issuer", "basis_number"),
        *_days("basis_day", "self_until", "objections_until"),
        *_texts("number"),
        *_days("issued_on"),
        *_texts("list_basis"),
    )
    operations.create_index("ix_assessment_year", "assessment", ["year"])
    operations.create_index("ix_assessment_table_id", "assessment", ["table_id"])
    operations.create_table(
        "assessment_step",
        _id(),
        _reference("assessment_id", "assessment.id", "CASCADE"),
        sa.Column("version", sa.Integer, nullable=False),
        *_texts("state"),
        sa.Column("day", sa.Date, nullable=False),
        _long("note"),
    )
    operations.create_index("ix_assessment_step_assessment_id", "assessment_step", ["assessment_id"])
    operations.create_table(
        "assessment_reward",
        _id(),
        _reference("assessment_id", "assessment.id", "CASCADE"),
        _reference("unit_id", "unit.id", "RESTRICT"),
        *_texts("kind"),
        _long("ground"),
        *_days("day"),
        *_texts("held_by", "met"),
        _long("text"),
        sa.Column("amount", sa.BigInteger),
        *_texts("basis_issuer", "basis_number"),
        *_days("basis_day"),
    )
    operations.create_index("ix_assessment_reward_assessment_id", "assessment_reward", ["assessment_id"])
    operations.create_index("ix_assessment_reward_unit_id", "assessment_reward", ["unit_id"])


def _add_units(operations: Operations) -> None:
    import sqlalchemy as sa

    operations.create_table(
        "assessment_unit",
        _id(),
        _reference("assessment_id", "assessment.id", "CASCADE"),
        _reference("unit_id", "unit.id", "RESTRICT"),
        *_texts("left_out", "document_issuer", "document_number"),
        *_days("document_day", "received_on", "objected_on"),
        _long("objection"),
        *_days("answered_on"),
        _long("answer"),
        _long("false_data"),
        sa.UniqueConstraint("assessment_id", "unit_id"),
    )
    operations.create_index("ix_assessment_unit_unit_id", "assessment_unit", ["unit_id"])
    operations.create_table(
        "assessment_score",
        _reference("participant_id", "assessment_unit.id", "CASCADE", key=True),
        _reference("item_id", "score_item.id", "RESTRICT", key=True),
        sa.Column("given", sa.BigInteger),
        sa.Column("own", sa.BigInteger),
        _long("reason"),
        _long("own_reason"),
        sa.Column("vetoed", sa.Boolean, nullable=False),
        sa.Column("computed", sa.BigInteger),
        _long("ground"),
    )
    operations.create_index("ix_assessment_score_item_id", "assessment_score", ["item_id"])
    operations.create_table(
        "assessment_grade",
        _reference("participant_id", "assessment_unit.id", "CASCADE", key=True),
        sa.Column("version", sa.Integer, primary_key=True, nullable=False),
        sa.Column("total", sa.BigInteger, nullable=False),
        *_texts("grade"),
        sa.Column("day", sa.Date, nullable=False),
    )
    operations.create_table(
        "attendance",
        _reference("activity_id", "activity.id", "CASCADE", key=True),
        _reference("unit_id", "unit.id", "RESTRICT", key=True),
    )
    operations.create_index("ix_attendance_unit_id", "attendance", ["unit_id"])


def _id() -> Column[int]:
    import sqlalchemy as sa

    return sa.Column("id", sa.Integer, primary_key=True, nullable=False)


def _reference(name: str, to: str, ondelete: str, *, key: bool = False) -> Column[Any]:
    import sqlalchemy as sa

    return sa.Column(name, sa.Integer, sa.ForeignKey(to, ondelete=ondelete), primary_key=key, nullable=False)


def _texts(*names: str) -> list[Column[str]]:
    import sqlalchemy as sa

    return [sa.Column(name, sa.String, nullable=False) for name in names]


def _long(name: str) -> Column[str]:
    import sqlalchemy as sa

    return sa.Column(name, sa.Text, nullable=False)


def _days(*names: str) -> list[Column[Any]]:
    import sqlalchemy as sa

    return [sa.Column(name, sa.Date) for name in names]
