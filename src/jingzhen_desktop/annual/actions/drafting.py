"""Verbs that write from the records: a whole paper, new or again, and one paragraph again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from ...base.errors import InputRejected
from ...base.place import Place
from ...office.clock import now
from ...office.file import Office, name_step
from ...office.settings import SUPERIOR, TOWN, read_setting
from ...organisation.queries.numbering import proposed_number
from ..figures.registry import wording_of
from ..queries.compared import compare
from ..queries.facts import collect_facts, default_attachments, last_signer
from ..queries.stored import summary_by_id, summary_value
from ..records import SummaryRecord
from ..rules.cover import cover_title
from ..rules.draft import draft
from ..rules.merge import Placed, in_order, regenerated
from ..rules.narrative import narrative_of_year, title_of, wording
from ..rules.problems import default_problems, problem_candidates
from ..values.facts import SummaryFacts
from ..values.kinds import TAB, Origin, SummaryKind
from ..values.text import ParagraphDraft, Summary
from .storing import editable_of, index_of, placed_of, refuse_final, store, summary_record


def generate(
    office: Office,
    year: int,
    kind: SummaryKind,
    day: date,
    problems: Sequence[str] | None = None,
    *,
    replace_edited: bool = False,
) -> Summary:
    """Write a paper of a year from its records, new or again; returns it as stored.

    Args:
        problems: keys of the candidates to name; None takes those proposed.
        replace_edited: also replace paragraphs and a title edited by hand; else they stay in their places.

    Raises:
        InputRejected: the office has no town name yet, or the paper is final.
    """
    town = read_setting(office, TOWN)
    if not town:
        raise InputRejected("尚未填写乡镇名称，不能生成工作总结；请先在设置中填写“乡镇名称”。")
    facts = collect_facts(office, year, kind, day)
    said = wording_of(facts)
    chosen = tuple(default_problems(problem_candidates(facts, said)) if problems is None else problems)
    drafts = draft(facts, said, chosen)
    title = _title(town, facts)
    with office.transaction(f"生成{title}", kind.place(year)) as session:
        record = summary_record(session, year, kind) or _new_record(office, session, year, kind, day)
        refuse_final(record)
        if replace_edited or not record.title_edited:
            record.title, record.title_edited = title, False
        record.day, record.problems, record.generated_at = day, chosen, now()
        store(
            session,
            record,
            regenerated(summary_value(record).paragraphs, drafts, replace_edited=replace_edited),
        )
        return summary_value(record)


def drafted_paragraph(office: Office, stored: Summary, source: str) -> ParagraphDraft | None:
    """Return how a generated paragraph would be written from the records now;
    None if nothing is to be said any more.
    """
    return compare(office, stored).drafts.get(source)


def take_draft(office: Office, paragraph_id: int) -> None:
    """Write one generated paragraph anew from the records, in place of what stands there; the others stay.

    Raises:
        InputRejected: the paper is final, the paragraph is the clerk's own, or the records have nothing to
            say there any more.
    """
    with office.reading() as session:
        summary_id = editable_of(session, paragraph_id).id
    stored = summary_by_id(office, summary_id)
    source = next(one.source for one in stored.paragraphs if one.id == paragraph_id)
    new = drafted_paragraph(office, stored, source) if source else None
    if new is None:
        raise InputRejected(
            "这一段是自己加写的，或者记录里已没有可写的内容，不能由记录重新生成；不要它时请删除。"
        )
    with office.transaction("重新生成工作总结段落", Place(TAB, "paragraph", paragraph_id)) as session:
        record = editable_of(session, paragraph_id)
        name_step(session, label=f"重新生成{record.title}的一段")
        placed = placed_of(record)
        index = index_of(placed, paragraph_id)
        placed[index] = _drafted(new, placed[index])
        store(session, record, in_order(placed))


def _drafted(new: ParagraphDraft, old: Placed) -> Placed:
    return replace(old, level=new.level, text=new.text, kind=new.kind, origin=Origin.GENERATED)


def _title(town: str, facts: SummaryFacts) -> str:
    if facts.kind is SummaryKind.COVER:
        return cover_title(facts.attached, wording(facts, narrative_of_year(facts.year)))
    return title_of(town, facts.year, facts.kind)


def _new_record(office: Office, session: Session, year: int, kind: SummaryKind, day: date) -> SummaryRecord:
    upward = kind in (SummaryKind.COVER, SummaryKind.CONSUMPTION)
    record = SummaryRecord(
        year=year,
        kind=kind.value,
        title="",
        title_edited=False,
        day=day,
        generated_at=now(),
        problems=(),
        number=proposed_number(office, day) if kind is SummaryKind.COVER else "",
        addressee=read_setting(office, SUPERIOR) if upward else "",
        signer=last_signer(office) if kind is SummaryKind.COVER else "",
        attachments=tuple(one.value for one in default_attachments(office, year, kind)),
    )
    session.add(record)
    session.flush()
    return record
