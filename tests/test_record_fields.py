"""The fields of the tabs' forms: one that is stored by its key must be a field of its record."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

import pytest

from jingzhen_desktop.annual.tab.sending import SENDING_FIELDS
from jingzhen_desktop.annual.values.text import Summary
from jingzhen_desktop.inspection.tab import circulars, visit
from jingzhen_desktop.inspection.tab import round as one_round
from jingzhen_desktop.inspection.values.found import Circular, Round, Visit
from jingzhen_desktop.organisation.tab import details, entry, group
from jingzhen_desktop.organisation.values.group import LeadingGroup
from jingzhen_desktop.organisation.values.ledger import LedgerItem
from jingzhen_desktop.organisation.values.units import UnitContact, UnitFacts
from jingzhen_desktop.publicity.tab import details as activity
from jingzhen_desktop.publicity.tab import week
from jingzhen_desktop.publicity.values import Activity, PublicityWeek

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jingzhen_desktop.widgets.fields.form import RecordField

FORMS: list[tuple[type, Sequence[RecordField[Any]]]] = [
    (Summary, SENDING_FIELDS),
    (Circular, circulars._FIELDS),
    (Round, one_round._FIELDS),
    (Visit, visit._SIGNING),
    (UnitContact, (*details.CONTACT_FIELDS, *details._OF_ALL_YEARS)),
    (UnitFacts, details._OF_THE_YEAR),
    (LeadingGroup, (*group.GROUP_FIELDS, *group.DUTY_FIELDS)),
    (LedgerItem, entry.ENTRY_FIELDS),
    (Activity, activity._FIELDS),
    (PublicityWeek, week._FIELDS),
]


@pytest.mark.parametrize(("record", "shown"), FORMS, ids=[record.__name__ for record, _ in FORMS])
def test_a_field_without_a_way_of_its_own_is_one_of_the_record(
    record: type, shown: Sequence[RecordField[Any]]
) -> None:
    known = {one.name for one in fields(record)}
    assert {one.key for one in shown if one.write is None} - known == set()
