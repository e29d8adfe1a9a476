"""The declarative base of all records and the column types that keep numbers exact. No tables of its own."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Dialect, ForeignKey, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from ..base.columns import (
    COEFFICIENT_PLACES,
    MONEY_PLACES,
    QUANTITY_PLACES,
    TENTHS_PLACES,
    Coefficient,
    Money,
    Places,
    Quantity,
    Tenths,
)
from .rows import SEPARATOR, names


class Scaled(TypeDecorator[Decimal]):
    """A Decimal with a fixed number of decimals, stored as a whole number, so that SQLite adds exactly.

    Raises:
        ValueError: on writing, if the value has more decimals than the column (round first, knowingly).
    """

    impl = BigInteger
    cache_ok = True

    def __init__(self, places: int) -> None:
        super().__init__()
        self.places = places

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        scaled = value.scaleb(self.places)
        whole = int(scaled)
        if whole != scaled:
            raise ValueError(f"{value} has more than {self.places} decimals")
        return whole

    def process_result_value(self, value: Any | None, dialect: Dialect | None) -> Decimal | None:
        return None if value is None else Places(self.places).read(value)


class Names(TypeDecorator[tuple[str, ...]]):
    """A short ordered list of names, stored as one text joined with 、 (readable in any SQLite browser)."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        return None if value is None else SEPARATOR.join(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        return None if value is None else names(value)


class Record(DeclarativeBase):
    """Base of every mapped class; ``Record.metadata`` is the whole schema once all tabs are loaded."""

    type_annotation_map: ClassVar[dict[Any, Any]] = {
        Quantity: Scaled(QUANTITY_PLACES),
        Money: Scaled(MONEY_PLACES),
        Tenths: Scaled(TENTHS_PLACES),
        Coefficient: Scaled(COEFFICIENT_PLACES),
        tuple[str, ...]: Names,
    }


class PhotoLink:
    """What a table holds that hangs photos on the records of a tab; the table adds ``owner_id``, which names
    the record.

    How photos are added, moved and shown: ``photos``.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int]
    photo_hash: Mapped[str] = mapped_column(ForeignKey("photo.hash", ondelete="RESTRICT"), index=True)
    caption: Mapped[str] = mapped_column(default="")
    position: Mapped[int]
