"""The checks of dates that all records of this tab share."""

from __future__ import annotations

from datetime import date

from ...base.errors import FieldRejected

EARLIEST, LATEST = date(1949, 10, 1), date(2100, 12, 31)


def check_day(field: str, title: str, day: date | None) -> None:
    """Refuse a day no office has papers of. Raises FieldRejected."""
    if day is not None and not EARLIEST <= day <= LATEST:
        raise FieldRejected(field, f"{title}应在{EARLIEST.year}年10月到{LATEST.year}年之间，请检查年份。")


def check_order(field: str, first: tuple[str, date | None], second: tuple[str, date | None]) -> None:
    """Refuse two days in the wrong order; either may be missing. Raises FieldRejected at ``field``."""
    (first_title, before), (second_title, after) = first, second
    if before is not None and after is not None and after < before:
        raise FieldRejected(
            field, f"{second_title}（{after:%Y-%m-%d}）不能早于{first_title}（{before:%Y-%m-%d}）。"
        )
