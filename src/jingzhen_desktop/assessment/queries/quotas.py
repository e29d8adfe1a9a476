"""Reads of the quota register, and of what is chosen for the units of a year."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...office.file import Office
from ...office.rows import value_of
from ..records.quotas import (
    OwnCoefficientRecord,
    QuotaChoiceRecord,
    QuotaRecord,
    QuotaStandardRecord,
)
from ..values.quotas import OwnCoefficient, Quota, QuotaChoice, QuotaIndicator, QuotaStandard, Register

_STANDARD, _QUOTA = QuotaStandardRecord.__table__, QuotaRecord.__table__
_COEFFICIENT, _CHOICE = OwnCoefficientRecord.__table__, QuotaChoiceRecord.__table__


def quota_register(office: Office) -> Register:
    """Return all standards with their rows, in the order they were entered."""
    with office.reading() as session:
        return read_register(session)


def read_register(session: Session) -> Register:
    """Read the register inside a transaction."""
    own: defaultdict[int, list[OwnCoefficient]] = defaultdict(list)
    for record in session.execute(select(_COEFFICIENT).order_by(_COEFFICIENT.c.id)):
        own[record.standard_id].append(value_of(OwnCoefficient, record))
    standards = [
        replace(value_of(QuotaStandard, record), coefficients=tuple(own[record.id]))
        for record in session.execute(select(_STANDARD).order_by(_STANDARD.c.id))
    ]
    rows = session.execute(select(_QUOTA).order_by(_QUOTA.c.standard_id, _QUOTA.c.id))
    return Register(standards, [value_of(Quota, row) for row in rows])


Choices = dict[tuple[int, QuotaIndicator], QuotaChoice]
"""By unit id and indicator."""


def choices_of_year(office: Office, year: int) -> Choices:
    """Return what is chosen for the units of a year."""
    with office.reading() as session:
        return read_choices(session, year)


def read_choices(session: Session, year: int) -> Choices:
    """Read inside a transaction what is chosen for the units of a year."""
    query = select(_CHOICE).where(_CHOICE.c.year == year).order_by(_CHOICE.c.id)
    found = [value_of(QuotaChoice, row) for row in session.execute(query)]
    return {(choice.unit_id, choice.indicator): choice for choice in found}
