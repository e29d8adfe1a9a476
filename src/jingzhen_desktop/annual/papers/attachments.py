"""What is attached to a paper by tick:
carried papers, the quarter's table, inspections, 整改台账, 宣传培训一览, photos.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from ...base.text import chinese_date
from ...inspection.queries.rounds import visit_photos
from ...inspection.rules.handling import was_rechecked
from ...inspection.values.found import Round, Visit
from ...inspection.values.year import InspectionYear, NoticeOfYear, RoundOfYear
from ...office.file import Office
from ...office.photos import photo_bytes
from ...organisation.rules.place_words import place_words
from ...paper.document import Align, Attachment, Picture, SheetDocument, Table, TableColumn
from ...publicity.papers import photo_pictures, year_sheet, year_title
from ...quarterly.papers.printed import sheet_document
from ...quarterly.queries.choices import town_signatures
from ...quarterly.rules.printing.town import town_table
from ..queries.facts import carried_papers, collect_facts, office_names, signature
from ..values.facts import SummaryFacts
from ..values.kinds import Attachment as Tick
from ..values.text import Summary
from .blocks import text_blocks

_ROUND_COLUMNS = (
    TableColumn("序号", 0.7, Align.CENTRE),
    TableColumn("检查", 2.4),
    TableColumn("日期", 1.9, Align.CENTRE),
    TableColumn("检查单位（个）", 1.1, Align.RIGHT),
    TableColumn("核查温度（处）", 1.1, Align.RIGHT),
    TableColumn("符合规定（处）", 1.1, Align.RIGHT),
    TableColumn("发现问题（个）", 1.1, Align.RIGHT),
    TableColumn("当场纠正（个）", 1.1, Align.RIGHT),
    TableColumn("整改通知（份）", 1.1, Align.RIGHT),
)
_NOTICE_COLUMNS = (
    TableColumn("序号", 0.7, Align.CENTRE),
    TableColumn("通知书编号", 2.8),
    TableColumn("单位", 1.8),
    TableColumn("问题和整改要求", 3.1),
    TableColumn("下达日期", 1.6, Align.CENTRE),
    TableColumn("整改期限", 1.6, Align.CENTRE),
    TableColumn("复查日期", 1.6, Align.CENTRE),
    TableColumn("状态", 1.6, Align.CENTRE),
)


def attachments_of(office: Office, stored: Summary) -> tuple[Attachment, ...]:
    """Return what a paper's ticks attach, in the order of the standard list;
    a tick with nothing behind it attaches nothing.
    """
    if not stored.attachments:
        return ()
    facts = collect_facts(office, stored.year, stored.kind, stored.day)
    carried = tuple(
        Attachment(one.title, text_blocks(one.paragraphs)) for one in carried_papers(office, stored)
    )
    makers: dict[Tick, Callable[[Office, SummaryFacts], Attachment | None]] = {
        Tick.QUARTERLY: _quarterly,
        Tick.INSPECTIONS: _inspections,
        Tick.RECTIFICATIONS: _rectifications,
        Tick.PUBLICITY: _publicity,
        Tick.PHOTOS: _photos,
    }
    made = [make(office, facts) for tick, make in makers.items() if tick in stored.attachments]
    return (*carried, *(one for one in made if one is not None))


def _quarterly(office: Office, facts: SummaryFacts) -> Attachment | None:
    if facts.statistics is None:
        return None
    signed = replace(town_signatures(office), reported_on=facts.day)
    table = town_table(facts.statistics.town, signature(office), signed)
    sheet = sheet_document(office, table)
    return Attachment(sheet.title, sheet=sheet)


def _inspections(office: Office, facts: SummaryFacts) -> Attachment | None:
    year = facts.inspection
    if year is None or not year.rounds:
        return None
    counts = [_counts(one) for one in year.rounds]
    rows = [
        (str(number), one.title, chinese_date(one.day), *map(str, numbers))
        for number, (one, numbers) in enumerate(zip(year.rounds, counts, strict=True), 1)
    ]
    total = ("", "合计", "", *(str(sum(column)) for column in zip(*counts, strict=True)))
    table = Table(_ROUND_COLUMNS, (*rows, total), emphasised=frozenset({len(rows)}), keep_last=1)
    return _sheet(
        office,
        f"{_town(office)}{facts.year}年公共机构节能检查情况汇总表",
        table,
        _unvisited(year),
        year.until,
    )


def _counts(one: RoundOfYear) -> tuple[int, ...]:
    """Units, readings, readings passed, violations, corrected on the spot, notices of one round."""
    return (
        one.units_visited,
        one.readings,
        one.readings_passed,
        one.violations,
        one.corrected_on_spot,
        one.notices,
    )


def _unvisited(year: InspectionYear) -> str:
    covered = f"注：覆盖{year.units_visited}/{year.units_total}个单位"
    special = f"；另有举报核查{year.special_rounds}次，不在表内" if year.special_rounds else ""
    return f"{covered}{special}{'，' + '、'.join(year.not_visited) + '未检查' if year.not_visited else ''}。"


def _rectifications(office: Office, facts: SummaryFacts) -> Attachment | None:
    year = facts.inspection
    if year is None or not year.ordered:
        return None
    by_deadline = sorted(year.ordered, key=lambda one: (one.notice.deadline, one.notice.id))
    texts = {one.violation.id: one.violation.text for one in year.found}
    rows = tuple(_notice_row(number, one, texts, year) for number, one in enumerate(by_deadline, 1))
    title = f"{_town(office)}{facts.year}年公共机构节能整改台账"
    return _sheet(office, title, Table(_NOTICE_COLUMNS, rows), "", year.until)


def _sheet(office: Office, title: str, table: Table, note: str, until: date) -> Attachment:
    """A page of its own across the paper, as wide tables want it."""
    sheet = SheetDocument(
        title=title,
        table=table,
        head_left=(f"填报单位：{signature(office)}",),
        head_right=(f"截至{chinese_date(until)}",),
        notes=(note,) if note else (),
    )
    return Attachment(title, sheet=sheet)


def _notice_row(
    number: int, ordered: NoticeOfYear, found: Mapping[int, str], year: InspectionYear
) -> tuple[str, ...]:
    """One line of the ledger; ``found`` are the texts of the violations by id."""
    notice = ordered.notice
    rechecked = notice.rechecked_on if was_rechecked(notice, year.until) else None
    days = [
        chinese_date(day).removeprefix(f"{year.year}年") if day else ""
        for day in (notice.ordered_on, notice.deadline, rechecked)
    ]
    texts = [found[one] for one in notice.violation_ids if one in found]
    what = "；".join(text for text in (*texts, notice.requirement) if text)
    return (str(number), notice.number, notice.unit_name, what, *days, ordered.state.value)


def _publicity(office: Office, facts: SummaryFacts) -> Attachment | None:
    if facts.publicity is None or not facts.publicity.activities:
        return None
    sheet = year_sheet(office, facts.year, facts.until)
    return Attachment(year_title(office, facts.year), sheet=sheet)


def _photos(office: Office, facts: SummaryFacts) -> Attachment | None:
    """The photos of the activities, then those of the visits, up to the day."""
    activities = photo_pictures(office, facts.publicity) if facts.publicity else ()
    pictures = (*activities, *_visit_pictures(office, facts))
    title = f"{_town(office)}{facts.year}年公共机构节能工作照片"
    return Attachment(title, pictures) if pictures else None


def _visit_pictures(office: Office, facts: SummaryFacts) -> list[Picture]:
    held = facts.inspection.held if facts.inspection else ()
    pictures = []
    for detail in held:
        for visit in detail.visits:
            for photo in visit_photos(office, visit.id):
                caption = _visit_caption(detail.round, visit, photo.caption)
                pictures.append(Picture(photo_bytes(office, photo.hash), caption))
    return pictures


def _visit_caption(round_: Round, visit: Visit, caption: str) -> str:
    assert round_.day is not None
    return f"{chinese_date(round_.day)}{round_.title}：{visit.unit_name}{'，' + caption if caption else ''}"


def _town(office: Office) -> str:
    return place_words(office_names(office).town)["town"]
