"""A refusal that knows beside which field it belongs, and the checks of texts and dates all records share."""

from __future__ import annotations

from datetime import date

from ...base.errors import InputRejected

LONGEST_TEXT = 100
LONGEST_NOTE = 2000
EARLIEST, LATEST = date(1949, 10, 1), date(2100, 12, 31)


class FieldRejected(InputRejected):
    """What was typed in one field cannot be taken; ``field`` is its key."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


def check_text(field: str, title: str, text: str, longest: int = LONGEST_TEXT) -> None:
    """Refuse a text longer than a paper has room for. Raises FieldRejected."""
    if len(text) > longest:
        raise FieldRejected(field, f"{title}太长（{len(text)}字），请不超过{longest}字。")


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
