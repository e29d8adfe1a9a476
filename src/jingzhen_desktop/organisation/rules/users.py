"""用能人数 from its parts: people on every day count whole, others by their days of the year. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ...base.errors import FieldRejected, InputRejected
from ...base.numbers import round_half_up
from ..values.units import PartCount, UserPart

MOST_PEOPLE = 999_999
_BY_DAY = {UserPart.OUTPATIENTS: 1, UserPart.INPATIENTS: 1}
"""Parts that are counted in person-days of the year; one day each if nothing else is said."""


def energy_users_of(parts: Sequence[PartCount], year_days: int) -> int | None:
    """Return what the parts add up to, rounded once; None as long as no part is filled in."""
    filled = [part for part in parts if part.people is not None]
    if not filled:
        return None
    return int(round_half_up(sum((daily_mean(part, year_days) for part in filled), Decimal(0)), 0))


def daily_mean(part: PartCount, year_days: int) -> Decimal:
    """Return how many people of a part there are on an average day; without days they are there every day."""
    if part.people is None:
        return Decimal(0)
    days = part.days if part.days is not None else _BY_DAY.get(part.part, year_days)
    return Decimal(part.people) * days / year_days


def check_part(part: PartCount, year_days: int) -> None:
    """Refuse a part that cannot be. Raises InputRejected."""
    if part.people is not None and not 0 <= part.people <= MOST_PEOPLE:
        raise InputRejected(f"{part.part.words}应在0到{MOST_PEOPLE}之间。")
    if part.days is not None and not 0 <= part.days <= year_days:
        raise InputRejected(f"{part.part.words}的天数应在0到{year_days}之间；全年都在的不用填。")
    if part.days is not None and part.people is None:
        raise InputRejected(f"请先填{part.part.words}的人数，再填天数。")


def check_override(used: int | None, computed: int | None, reason: str) -> None:
    """Refuse a number that differs from its parts without a word why. Raises FieldRejected."""
    if used is not None and computed is not None and used != computed and not reason.strip():
        raise FieldRejected("users_reason", f"按组成部分算得{computed:,}人，改填{used:,}人请写明理由。")
