"""Reads of everything the other tabs know that a paper says, and of the records behind its figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from ...assessment.queries.year import assessed_year
from ...energy.periods import Quarter
from ...inspection.queries.rounds import inspection_year
from ...office.file import Office
from ...office.settings import (
    COUNTY,
    OFFICE_HOST,
    PARTY_SUPERIOR,
    SUPERIOR,
    SUPERIOR_SECTION,
    TOWN,
    read_settings,
)
from ...organisation.queries.group import leading_group
from ...organisation.queries.ledger import ledger_entries, plan_items
from ...organisation.queries.numbering import chosen_signer
from ...organisation.queries.units import units_of_year
from ...organisation.rules.place_words import signing_office
from ...organisation.values.ledger import LedgerEntry, LedgerKind
from ...organisation.values.units import UnitInYear
from ...publicity.queries import publicity_year
from ...quarterly.queries.board import state_board
from ...quarterly.queries.choices import read_conversion
from ...quarterly.queries.sent import quarters_sent
from ...quarterly.queries.town import town_with_reports
from ...quarterly.values.board import Board
from ...quarterly.values.figures import TownQuarter
from ..records import SummaryRecord
from ..rules.grounds import grounds
from ..values.facts import OfficeNames, PlanItem, StatisticsFacts, SummaryFacts
from ..values.kinds import PLAN_ITEM, Attachment, SummaryKind
from ..values.text import Summary
from .stored import summary
from .written import written_summaries

_CARRIED = {
    Attachment.SUMMARY_YEAR: SummaryKind.YEAR,
    Attachment.SUMMARY_HALF: SummaryKind.HALF,
    Attachment.CONSUMPTION: SummaryKind.CONSUMPTION,
}
"""What a cover letter may carry → the paper it is."""


def collect_facts(office: Office, year: int, kind: SummaryKind, day: date) -> SummaryFacts:
    """Return everything a paper of this kind is written from, as recorded up to its last day (or ``day``,
    if that is earlier).
    """
    until = kind.last_day_known(year, day)
    units = units_of_year(office, year)
    return SummaryFacts(
        year=year,
        kind=kind,
        day=day,
        names=office_names(office),
        group=leading_group(office, until),
        units=tuple(units),
        following=tuple(units_of_year(office, year + 1)),
        statistics=_statistics(office, kind, day, units, year),
        inspection=inspection_year(office, year, until),
        publicity=publicity_year(office, year, until),
        plan=tuple(_plan_item(entry) for entry in plan_items(office, year)),
        ledger=tuple(
            entry
            for entry in ledger_entries(office, year, _TOLD)
            if entry.item.day and entry.item.day <= until
        ),
        attached=_attached(office, year) if kind is SummaryKind.COVER else (),
        assessment=assessed_year(office, year, day),
        next_tasks=_next_tasks(office, year) if kind is SummaryKind.YEAR else (),
    )


_TOLD = (
    LedgerKind.MEETING,
    LedgerKind.RULE,
    LedgerKind.BUDGET,
    LedgerKind.SPENDING,
    LedgerKind.PROJECT,
)


def grounds_of(office: Office, stored: Summary) -> frozenset[str]:
    """Return what the records bear out of what a paper may claim."""
    return grounds(collect_facts(office, stored.year, stored.kind, stored.day))


def signature(office: Office) -> str:
    """Return the name a paper is signed with."""
    return signing_office(office_names(office).town)


def carried_papers(office: Office, stored: Summary) -> list[Summary]:
    """Return the written papers a cover letter carries by its ticks, in their order."""
    found = [
        summary(office, stored.year, _CARRIED[one])
        for one in Attachment
        if one in _CARRIED and one in stored.attachments
    ]
    return [one for one in found if one is not None]


def default_attachments(office: Office, year: int, kind: SummaryKind) -> tuple[Attachment, ...]:
    """Return what is proposed to be attached to a new paper:
    to a letter the year's summary, or else the half-year's, if written.
    """
    if kind is not SummaryKind.COVER:
        return ()
    written = written_summaries(office, year)
    return next(((one,) for one, carried in _CARRIED.items() if carried in written), ())


def last_signer(office: Office) -> str:
    """Return who signs what goes up: as the settings say, else as the newest paper had it."""
    if chosen := chosen_signer(office):
        return chosen
    with office.reading() as session:
        query = select(SummaryRecord.signer).where(SummaryRecord.signer != "")
        return (
            session.scalars(query.order_by(SummaryRecord.day.desc(), SummaryRecord.id.desc())).first() or ""
        )


def office_names(office: Office) -> OfficeNames:
    """Return the names a paper uses."""
    settings = (TOWN, COUNTY, PARTY_SUPERIOR, SUPERIOR, SUPERIOR_SECTION, OFFICE_HOST)
    texts = read_settings(office, settings)
    return OfficeNames(*(texts[setting.key] for setting in settings))


def _attached(office: Office, year: int) -> tuple[str, ...]:
    stored = summary(office, year, SummaryKind.COVER)
    ticks = stored.attachments if stored else default_attachments(office, year, SummaryKind.COVER)
    written = written_summaries(office, year)
    return tuple(
        written[_CARRIED[one]][0]
        for one in Attachment
        if one in ticks and one in _CARRIED and _CARRIED[one] in written
    )


def _next_tasks(office: Office, year: int) -> tuple[tuple[str, str], ...]:
    """What the plan for the next year lists, by its source, where one was written."""
    stored = summary(office, year, SummaryKind.PLAN)
    found = stored.paragraphs if stored else ()
    return tuple((one.source, one.text) for one in found if one.source.startswith(PLAN_ITEM))


def _plan_item(entry: LedgerEntry) -> PlanItem:
    return PlanItem(entry.id, entry.item.title, entry.item.due, entry.item.done)


def _statistics(
    office: Office, kind: SummaryKind, day: date, units: Sequence[UnitInYear], year: int
) -> StatisticsFacts | None:
    board = state_board(office, year, day)
    last = _last_quarter(board, kind.quarters(year), day)
    if last is None:
        return None
    town, reports = town_with_reports(office, last)
    known = (*units, *units_of_year(office, year - 1))
    names = {unit.id: unit.short_name for unit in reversed(known)}
    return StatisticsFacts(
        town,
        board,
        quarters_sent(office, last, day),
        reports,
        {unit.id: names[unit.id] for unit in known},
        _factors(office, town),
    )


def _factors(office: Office, town: TownQuarter) -> dict[str, Decimal]:
    conversion = read_conversion(office)
    items = [carrier.item for carrier in town.carriers if carrier.item.is_carrier]
    factors = ((item.key, conversion.factor(item)) for item in items)
    return {key: factor for key, factor in factors if factor is not None}


def _last_quarter(board: Board, quarters: Sequence[Quarter], day: date) -> Quarter | None:
    """The last quarter with figures; one that has not ended counts only if every report is in already."""
    for one in reversed(quarters):
        if one.number not in board.cycle.ends:
            continue
        quarter = board.cycle.period(one.year, one.number)
        owed, received = board.owed(quarter.number), board.received(quarter.number)
        if board.has_reports(quarter.number) and (quarter.end <= day or received == owed):
            return quarter
    return None
