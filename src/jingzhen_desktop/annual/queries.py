"""Reads of the summaries, and of everything the other tabs know that a summary says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..energy.periods import Quarter
from ..inspection.queries import inspection_year
from ..office import Office
from ..office.settings import COUNTY, OFFICE_HOST, PARTY_SUPERIOR, SUPERIOR, SUPERIOR_SECTION, TOWN, read_settings
from ..organisation.queries import leading_group, units_of_year
from ..publicity.queries import publicity_year
from ..quarterly.queries import due_date, reporting_calendar, reports_to_date, town_quarter
from ..quarterly.values import ReportStatus, UnitCalendar
from .records import ParagraphRecord, SummaryRecord
from .values import (
    ChangedFigure,
    LateReport,
    Level,
    OfficeNames,
    Origin,
    ParagraphKind,
    ProblemCandidate,
    StatisticsFacts,
    Summary,
    SummaryFacts,
    SummaryKind,
    SummaryParagraph,
)


def summary(office: Office, year: int, kind: SummaryKind) -> Summary | None:
    """Return the stored summary of a year and kind, or None."""
    with office.reading() as session:
        return read_summary(session, year, kind)


def written_summaries(office: Office, year: int) -> dict[SummaryKind, tuple[str, date]]:
    """Return title and date of the summaries that were written for a year, by kind in the order of the year."""
    query = select(SummaryRecord.kind, SummaryRecord.title, SummaryRecord.day).where(SummaryRecord.year == year)
    with office.reading() as session:
        found = {SummaryKind(kind): (title, day) for kind, title, day in session.execute(query).tuples()}
    return {kind: found[kind] for kind in SummaryKind if kind in found}


def located(office: Office, kind: str, id_: int | None) -> tuple[int, SummaryKind] | None:
    """Return year and kind of the summary a place leads to, by the kind and id in it; None if it is not there."""
    for one in SummaryKind:
        year = kind.removesuffix(one.value)
        if year != kind and year.isdecimal():
            return int(year), one
    query = select(SummaryRecord.year, SummaryRecord.kind)
    if kind == "paragraph":
        query = query.join(SummaryRecord.paragraphs).where(ParagraphRecord.id == id_)
    else:
        query = query.where(SummaryRecord.id == id_)
    with office.reading() as session:
        row = session.execute(query).first()
    return (row.year, SummaryKind(row.kind)) if row else None


def collect_facts(office: Office, year: int, kind: SummaryKind, day: date) -> SummaryFacts:
    """Return everything a summary of this kind is written from, as recorded up to its last day (or ``day``, if that is earlier)."""
    until = min(kind.last_day(year), day) if day.year == year else kind.last_day(year)
    return SummaryFacts(
        year=year,
        kind=kind,
        day=day,
        names=_names(office),
        group=leading_group(office),
        units=tuple(units_of_year(office, year)),
        statistics=_statistics(office, year, kind, day),
        inspection=inspection_year(office, year, until),
        publicity=publicity_year(office, year, until),
    )


def candidates(office: Office, year: int, kind: SummaryKind, day: date) -> tuple[ProblemCandidate, ...]:
    """Return the problems the summary may name."""
    from .rules.narrative import narrative_of_year
    from .rules.problems import problem_candidates

    return problem_candidates(collect_facts(office, year, kind, day), narrative_of_year(year))


def stale_figures(office: Office, stored: Summary) -> tuple[ChangedFigure, ...]:
    """Return the figures in a stored text that the records no longer say."""
    from .rules.draft import figures_now
    from .rules.figures import changed_figures, paragraph_figures
    from .rules.narrative import narrative_of_year

    facts = collect_facts(office, stored.year, stored.kind, stored.day)
    shown = [figure for paragraph in stored.paragraphs for figure in paragraph_figures(paragraph)]
    return changed_figures(shown, figures_now(facts, narrative_of_year(stored.year)))


def signature(office: Office) -> str:
    """Return the name a summary is signed with."""
    from .rules.narrative import signing_office

    return signing_office(_names(office).town)


def read_summary(session: Session, year: int, kind: SummaryKind) -> Summary | None:
    """The same inside a transaction."""
    record = session.scalar(select(SummaryRecord).where(SummaryRecord.year == year, SummaryRecord.kind == kind.value))
    return None if record is None else summary_value(record)


def summary_value(record: SummaryRecord) -> Summary:
    """Turn a summary's rows into its value."""
    return Summary(
        id=record.id,
        year=record.year,
        kind=SummaryKind(record.kind),
        title=record.title,
        day=record.day,
        generated_at=record.generated_at,
        problems=record.problems,
        paragraphs=tuple(_paragraph(one) for one in record.paragraphs),
        title_edited=record.title_edited,
    )


def _paragraph(record: ParagraphRecord) -> SummaryParagraph:
    return SummaryParagraph(record.id, Level(record.level), record.text, ParagraphKind(record.kind), Origin(record.origin), record.source)


def _names(office: Office) -> OfficeNames:
    settings = (TOWN, COUNTY, PARTY_SUPERIOR, SUPERIOR, SUPERIOR_SECTION, OFFICE_HOST)
    texts = read_settings(office, settings)
    return OfficeNames(*(texts[setting.key] for setting in settings))


def _statistics(office: Office, year: int, kind: SummaryKind, day: date) -> StatisticsFacts | None:
    calendar = reporting_calendar(office, year)
    last = _last_quarter(calendar, kind.quarters(year), day)
    if last is None:
        return None
    owed = [(unit, quarter) for unit in calendar for quarter in last.to_date() if quarter.number in unit.statuses]
    statuses = [(unit, quarter, unit.statuses[quarter.number]) for unit, quarter in owed]
    return StatisticsFacts(
        town=town_quarter(office, last),
        expected=len(statuses),
        received=sum(status is not ReportStatus.MISSING for _, _, status in statuses),
        missing=_named((unit, quarter) for unit, quarter, status in statuses if status is ReportStatus.MISSING),
        blank=_named((unit, quarter) for unit, quarter, status in statuses if status is ReportStatus.INCOMPLETE),
        late=_late(office, calendar, last),
    )


def _last_quarter(calendar: Sequence[UnitCalendar], quarters: Sequence[Quarter], day: date) -> Quarter | None:
    """The last quarter with figures; one that has not ended counts only if every report is in already."""
    for quarter in reversed(quarters):
        statuses = [unit.statuses[quarter.number] for unit in calendar if quarter.number in unit.statuses]
        received = [status for status in statuses if status is not ReportStatus.MISSING]
        if received and (quarter.end <= day or len(received) == len(statuses)):
            return quarter
    return None


def _late(office: Office, calendar: Sequence[UnitCalendar], last: Quarter) -> tuple[LateReport, ...]:
    """Reports whose own date (报出日期) is after the due date; a report without a date is not held to be late."""
    reports = reports_to_date(office, last)
    late = []
    for quarter in last.to_date():
        due = due_date(office, quarter)
        handed_in = {unit_id: report.signatures.reported_on for unit_id, report in reports[quarter].items()}
        late += [(unit, quarter) for unit in calendar if (day := handed_in.get(unit.unit.id)) and day > due]
    return _named(late)


def _named(reports: Iterable[tuple[UnitCalendar, Quarter]]) -> tuple[LateReport, ...]:
    return tuple(LateReport(unit.unit.short_name, quarter) for unit, quarter in reports)
