"""Which facts are asked of every unit of a year, by what is stored of it."""

from __future__ import annotations

from sqlalchemy import exists, select

from ...office.file import Office
from ..records.over_quota import OverQuotaRecord
from ..records.scores import AssessmentRecord, ScoreItemRecord
from ..records.spending import SpendingLineRecord
from ..rules.needs import OWNER, facts_of_sources
from ..values.score_tables import Source


def asked_facts(office: Office, year: int) -> tuple[str, ...]:
    """Return the facts that a year's assessments, spending limits and uses over the quota ask of a unit."""
    used = select(ScoreItemRecord.source).join(
        AssessmentRecord, AssessmentRecord.table_id == ScoreItemRecord.table_id
    )
    others = [select(exists().where(record.year == year)) for record in (SpendingLineRecord, OverQuotaRecord)]
    with office.reading() as session:
        sources = set(session.scalars(used.where(AssessmentRecord.year == year).distinct()))
        if sources:
            return facts_of_sources({Source(one) for one in sources})
        return OWNER if any(session.scalar(one) for one in others) else ()
