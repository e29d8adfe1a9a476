"""Verbs of the summaries: each call is one transaction and one named step; only rows that change are written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from ..base.errors import InputRejected
from ..base.place import Place
from ..office import Office, name_step
from ..office.schema import now
from ..office.settings import TOWN, read_setting
from .queries import collect_facts, summary_value
from .records import ParagraphRecord, SummaryRecord
from .rules.draft import draft
from .rules.merge import Placed, added, as_stored, cleaned, edited, in_order, positions, regenerated
from .rules.narrative import narrative_of_year, title_of
from .rules.problems import default_problems, problem_candidates
from .values import TAB, ParagraphKind, ParagraphText, Summary, SummaryKind

LONGEST_TITLE = 100


def generate(
    office: Office,
    year: int,
    kind: SummaryKind,
    day: date,
    problems: Sequence[str] | None = None,
    *,
    replace_edited: bool = False,
) -> Summary:
    """Write the summary of a year from its records, new or again; returns it as stored.

    Args:
        problems: keys of the candidates to name in 五; None takes those proposed.
        replace_edited: also replace paragraphs and a title edited by hand; else they stay in their places.

    Raises:
        InputRejected: the office has no town name yet.
    """
    town = read_setting(office, TOWN)
    if not town:
        raise InputRejected("尚未填写乡镇名称，不能生成工作总结；请先在设置中填写“乡镇名称”。")
    facts, narrative = collect_facts(office, year, kind, day), narrative_of_year(year)
    chosen = tuple(default_problems(problem_candidates(facts, narrative)) if problems is None else problems)
    drafts = draft(facts, narrative, chosen)
    with office.transaction(f"生成{title_of(town, year, kind)}", Place(TAB, f"{year}{kind.value}")) as session:
        record = _summary_record(session, year, kind, day)
        if replace_edited or not record.title_edited:
            record.title, record.title_edited = title_of(town, year, kind), False
        record.day, record.problems, record.generated_at = day, chosen, now()
        _store(session, record, regenerated(summary_value(record).paragraphs, drafts, replace_edited=replace_edited))
        return summary_value(record)


def store_paragraphs(office: Office, summary_id: int, texts: Sequence[ParagraphText]) -> bool:
    """Store the whole text as an editor holds it; rows that did not change stay untouched. False if nothing changed."""
    wanted = [ParagraphText(one.text if one.kind is ParagraphKind.TABLE else cleaned(one.text), one.kind) for one in texts]
    wanted = [one for one in wanted if one.text]
    if wanted == [ParagraphText(one.text, one.kind) for one in _stored(office, summary_id).paragraphs]:
        return False
    with office.transaction("修改工作总结", Place(TAB, "summary", summary_id)) as session:
        record = session.get_one(SummaryRecord, summary_id)
        name_step(session, label=f"修改{record.title}")
        _store(session, record, edited(summary_value(record).paragraphs, wanted))
    return True


def add_paragraph(office: Office, summary_id: int, text: str, after: int | None = None) -> None:
    """Add a paragraph of plain text after another one (None: at the beginning); numbers are put in order."""
    if not cleaned(text):
        raise InputRejected("段落内容不能为空；不要这一段时，请删除。")
    with office.transaction("新增工作总结段落", Place(TAB, "summary", summary_id)) as session:
        record = session.get_one(SummaryRecord, summary_id)
        name_step(session, label=f"新增{record.title}段落")
        placed = _placed(record)
        placed.insert(0 if after is None else _index(placed, after) + 1, added(text))
        _store(session, record, in_order(placed))


def remove_paragraph(office: Office, paragraph_id: int) -> None:
    """Take a paragraph out; numbers are put in order."""
    with office.transaction("删除工作总结段落") as session:
        record = _summary_of(session, paragraph_id)
        name_step(session, label=f"删除{record.title}段落", place=Place(TAB, "summary", record.id))
        placed = _placed(record)
        del placed[_index(placed, paragraph_id)]
        _store(session, record, in_order(placed))


def move_paragraph(office: Office, paragraph_id: int, steps: int) -> None:
    """Move a paragraph up (negative) or down; numbers are put in order."""
    with office.transaction("移动工作总结段落", Place(TAB, "paragraph", paragraph_id)) as session:
        record = _summary_of(session, paragraph_id)
        name_step(session, label=f"移动{record.title}段落")
        placed = _placed(record)
        index = _index(placed, paragraph_id)
        moved = placed.pop(index)
        placed.insert(max(0, min(len(placed), index + steps)), moved)
        _store(session, record, in_order(placed), moved=paragraph_id)


def put_numbers_in_order(office: Office, summary_id: int) -> None:
    """Renumber headings and items (一、 （一） 1.)."""
    with office.transaction("重排工作总结序号", Place(TAB, "summary", summary_id)) as session:
        record = session.get_one(SummaryRecord, summary_id)
        name_step(session, label=f"重排{record.title}序号")
        _store(session, record, in_order(_placed(record)))


def change_title(office: Office, summary_id: int, title: str) -> None:
    """Change the title. Raises InputRejected if it is empty or too long."""
    wanted = cleaned(title)
    if not 0 < len(wanted) <= LONGEST_TITLE:
        raise InputRejected(f"标题不能为空，也不能超过{LONGEST_TITLE}字，请重新填写。")
    with office.transaction("修改工作总结标题", Place(TAB, "summary", summary_id)) as session:
        record = session.get_one(SummaryRecord, summary_id)
        name_step(session, label=f"修改{record.title}标题")
        if record.title != wanted:
            record.title, record.title_edited = wanted, True


def change_day(office: Office, summary_id: int, day: date) -> None:
    """Change the day it is signed."""
    with office.transaction("修改工作总结日期", Place(TAB, "summary", summary_id)) as session:
        record = session.get_one(SummaryRecord, summary_id)
        name_step(session, label=f"修改{record.title}落款日期")
        record.day = day


def _stored(office: Office, summary_id: int) -> Summary:
    with office.reading() as session:
        return summary_value(session.get_one(SummaryRecord, summary_id))


def _summary_record(session: Session, year: int, kind: SummaryKind, day: date) -> SummaryRecord:
    record = session.query(SummaryRecord).filter_by(year=year, kind=kind.value).one_or_none()
    if record is None:
        record = SummaryRecord(year=year, kind=kind.value, title="", title_edited=False, day=day, generated_at=now(), problems=())
        session.add(record)
        session.flush()
    return record


def _store(session: Session, record: SummaryRecord, placed: Sequence[Placed], moved: int | None = None) -> None:
    """Bring the rows of a summary to what is placed: change, add and delete only what differs; ``moved`` takes a new position."""
    rows = {row.id: row for row in record.paragraphs}
    places = positions([rows[one.id].position if one.id not in {None, moved} else None for one in placed])
    kept = []
    for one, place in zip(placed, places, strict=True):
        row = rows[one.id] if one.id is not None else ParagraphRecord(summary_id=record.id)
        row.position, row.level, row.kind = place, one.level.value, one.kind.value
        row.text, row.origin, row.source = one.text, one.origin.value, one.source
        kept.append(row)
    record.paragraphs[:] = kept
    session.flush()


def _placed(record: SummaryRecord) -> list[Placed]:
    return [as_stored(one) for one in summary_value(record).paragraphs]


def _summary_of(session: Session, paragraph_id: int) -> SummaryRecord:
    return session.get_one(SummaryRecord, session.get_one(ParagraphRecord, paragraph_id).summary_id)


def _index(placed: Sequence[Placed], paragraph_id: int) -> int:
    return next(index for index, one in enumerate(placed) if one.id == paragraph_id)
