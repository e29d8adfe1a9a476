"""The example's quotas, invented and marked so: a standard, what is chosen, and what followed where a
unit was over.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ..assessment.actions.choices import choose_quotas
from ..assessment.actions.over_quota import add_cases, receive_explanation, take_step
from ..assessment.actions.quotas import add_standard
from ..assessment.queries.excess import cases_to_record
from ..assessment.queries.over_quota import cases_of_year
from ..assessment.queries.quotas import quota_register
from ..assessment.values.over_quota import Explanation, OverQuota, Step, TakenStep
from ..assessment.values.quotas import (
    LevelKind,
    Quota,
    QuotaChoice,
    QuotaIndicator,
    QuotaMeasure,
    QuotaStandard,
    Seen,
)
from ..assessment.values.yardsticks import Yardstick
from ..office.file import Office
from ..organisation.queries.units import units_of_year
from .data import YEAR, ids_of


def enter_quotas(office: Office, data: Mapping[str, Any]) -> None:
    """Enter the standard, choose its rows for the units, and what followed where a unit was over."""
    given = data["quotas"]
    standard = QuotaStandard(
        0,
        given["number"],
        given["title"],
        valid_from=given["from"],
        levels=LevelKind.THREE,
        seen=Seen.EXAMPLE,
        note=given["note"],
    )
    add_standard(office, standard, [_quota(one) for one in given["row"]])
    rows = {(one.indicator, one.unit_class): one.id for one in quota_register(office).quotas}
    units = ids_of(units_of_year(office, YEAR))
    choose_quotas(
        office,
        [
            QuotaChoice(
                0,
                units[one["unit"]],
                YEAR,
                QuotaIndicator(one["indicator"]),
                Yardstick.QUOTA,
                rows[QuotaIndicator(one["indicator"]), one["class"]],
                reason=one["reason"],
                chosen_on=given["chosen"],
            )
            for one in given["choice"]
        ],
    )
    _explain(office, {QuotaIndicator(one["indicator"]).words: one for one in given["case"]})


def _quota(given: Mapping[str, Any]) -> Quota:
    indicator = QuotaIndicator(given["indicator"])
    limit, base, guide = (Decimal(level) for level in given["levels"])
    return Quota(
        0,
        0,
        given["table"],
        indicator=indicator,
        measure=QuotaMeasure(given["measure"]),
        unit_class=given["class"],
        limit=limit,
        base=base,
        guide=guide,
    )


def _explain(office: Office, told: Mapping[str, Mapping[str, Any]]) -> None:
    """Every use over a quota was asked about and answered; one answer was accepted, one was not."""
    add_cases(office, cases_to_record(office, YEAR))
    for case in cases_of_year(office, YEAR):
        _answer(office, case, told[case.indicator])


def _answer(office: Office, case: OverQuota, said: Mapping[str, Any]) -> None:
    asked = TakenStep(0, case.id, Step.ASK, said["asked"], said["number"], said["deadline"])
    take_step(office, case.id, asked)
    explanation = Explanation(
        tuple(said["causes"]),
        said["reason"],
        said["measures"],
        said["person"],
        said["due"],
        said["expected"],
        said["signed_by"],
    )
    receive_explanation(office, case.id, said["received"], explanation)
    judged = Step.ACCEPT if said["accepted"] else Step.REFUSE
    take_step(office, case.id, TakenStep(0, case.id, judged, said["judged"], text=said["opinion"]))
    if "closed" in said:
        take_step(office, case.id, TakenStep(0, case.id, Step.CLOSE, said["closed"], text=said["result"]))
