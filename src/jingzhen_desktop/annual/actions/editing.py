"""Verbs of the clerk's own writing: the text, its order, title, day and what it is sent with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ...base.differences import differing
from ...base.errors import InputRejected
from ...base.place import Place
from ...office.file import Office, name_step
from ...office.issued import parse_number
from ...office.titles import titles_of
from ..queries.stored import summary_by_id, summary_value
from ..records import SummaryRecord
from ..rules.markup import plain
from ..rules.merge import added, cleaned, edited, in_order
from ..rules.questions import rewritten, struck
from ..values.kinds import TAB, Attachment, Origin, ParagraphKind
from ..values.sources import Answer, Question
from ..values.text import ParagraphText, Summary
from .storing import editable, editable_of, index_of, placed_of, store

LONGEST_TITLE = 100
_SHOWN = 12
"""Of a long sentence so many characters stand in the name of the step."""
_SENT_WITH = ("number", "addressee", "signer")
"""The fields of a summary that say what it is sent with."""


def store_paragraphs(office: Office, summary_id: int, texts: Sequence[ParagraphText]) -> bool:
    """Store the whole text as an editor holds it; rows that did not change stay untouched.
    False if nothing changed.
    """
    wanted = [
        ParagraphText(one.text if one.kind is ParagraphKind.TABLE else cleaned(one.text), one.kind)
        for one in texts
    ]
    wanted = [one for one in wanted if one.text]
    if wanted == [ParagraphText(one.text, one.kind) for one in summary_by_id(office, summary_id).paragraphs]:
        return False
    with office.transaction("修改工作总结", _place(summary_id)) as session:
        record = editable(session, summary_id)
        name_step(session, label=f"修改{record.title}")
        store(session, record, edited(summary_value(record).paragraphs, wanted))
    return True


def add_paragraph(office: Office, summary_id: int, text: str, after: int | None = None) -> None:
    """Add a paragraph of plain text after another one (None: at the beginning); numbers are put in order."""
    if not cleaned(text):
        raise InputRejected("段落内容不能为空；不要这一段时，请删除。")
    with office.transaction("新增工作总结段落", _place(summary_id)) as session:
        record = editable(session, summary_id)
        name_step(session, label=f"新增{record.title}段落")
        placed = placed_of(record)
        placed.insert(0 if after is None else index_of(placed, after) + 1, added(text))
        store(session, record, in_order(placed))


def remove_paragraph(office: Office, paragraph_id: int) -> None:
    """Take a paragraph out; numbers are put in order."""
    with office.transaction("删除工作总结段落") as session:
        record = editable_of(session, paragraph_id)
        name_step(session, label=f"删除{record.title}段落", place=_place(record.id))
        placed = placed_of(record)
        del placed[index_of(placed, paragraph_id)]
        store(session, record, in_order(placed))


def move_paragraph(office: Office, paragraph_id: int, steps: int) -> None:
    """Move a paragraph up (negative) or down; numbers are put in order."""
    with office.transaction("移动工作总结段落", Place(TAB, "paragraph", paragraph_id)) as session:
        record = editable_of(session, paragraph_id)
        name_step(session, label=f"移动{record.title}段落")
        placed = placed_of(record)
        index = index_of(placed, paragraph_id)
        moved = placed.pop(index)
        placed.insert(max(0, min(len(placed), index + steps)), moved)
        store(session, record, in_order(placed), moved=paragraph_id)


def put_numbers_in_order(office: Office, summary_id: int) -> None:
    """Renumber headings and items (一、 （一） 1.)."""
    with office.transaction("重排工作总结序号", _place(summary_id)) as session:
        record = editable(session, summary_id)
        name_step(session, label=f"重排{record.title}序号")
        store(session, record, in_order(placed_of(record)))


def answer_question(office: Office, summary_id: int, question: Question, answer: Answer) -> None:
    """Keep, rewrite or strike a sentence that the records speak against; what is kept is not asked again.

    Raises:
        InputRejected: the text is no longer as it was asked about, or nothing is known to write instead.
    """
    with office.transaction(f"{answer.value}有疑问的句子", _place(summary_id)) as session:
        record = editable(session, summary_id)
        name_step(session, label=f"{answer.value}{record.title}中的“{question.words[:_SHOWN]}”")
        if answer is Answer.KEEP:
            record.kept = tuple(dict.fromkeys((*record.kept, question.key)))
            return
        placed = placed_of(record)
        if question.paragraph >= len(placed) or question.words not in plain(placed[question.paragraph].text):
            raise InputRejected("正文已经改过，请重新核对后再处理这一句。")
        if answer is Answer.REWRITE and not question.instead:
            raise InputRejected("这一句没有可以替换的写法，请自己改写，或者保留、删去。")
        old = placed[question.paragraph]
        change = rewritten if answer is Answer.REWRITE else struck
        text = change(old.text, question)
        if plain(text).strip():
            placed[question.paragraph] = replace(old, text=text, origin=Origin.EDITED)
        else:
            del placed[question.paragraph]
        store(session, record, in_order(placed))


def change_title(office: Office, summary_id: int, title: str) -> None:
    """Change the title. Raises InputRejected if it is empty or too long."""
    wanted = cleaned(title)
    if not 0 < len(wanted) <= LONGEST_TITLE:
        raise InputRejected(f"标题不能为空，也不能超过{LONGEST_TITLE}字，请重新填写。")
    with office.transaction("修改工作总结标题", _place(summary_id)) as session:
        record = editable(session, summary_id)
        name_step(session, label=f"修改{record.title}标题")
        if record.title != wanted:
            record.title, record.title_edited = wanted, True


def change_day(office: Office, summary_id: int, day: date) -> None:
    """Change the day it is signed."""
    with office.transaction("修改工作总结日期", _place(summary_id)) as session:
        record = editable(session, summary_id)
        name_step(session, label=f"修改{record.title}落款日期")
        record.day = day


def change_sending(office: Office, old: Summary, new: Summary) -> None:
    """Change 文号, 主送机关 or 签发人, what a paper is sent with; the rest of it stays as it is stored.
    Raises InputRejected for a number not written as one.
    """
    changes = {name: cleaned(text) for name, text in differing(old, new).items() if name in _SENT_WITH}
    if "number" in changes:
        parse_number(changes["number"])
    with office.transaction("修改报告", _place(old.id)) as session:
        record = editable(session, old.id)
        name_step(session, label=f"修改{record.title}的{titles_of(SummaryRecord, changes)}")
        for name, text in changes.items():
            setattr(record, name, text)


def choose_attachments(office: Office, summary_id: int, chosen: Sequence[Attachment]) -> None:
    """Choose what is attached; it stands in the order of the paper, whatever order it was ticked in."""
    with office.transaction("选择附件", _place(summary_id)) as session:
        record = editable(session, summary_id)
        name_step(session, label=f"选择{record.title}的附件")
        record.attachments = tuple(one.value for one in Attachment if one in chosen)


def _place(summary_id: int) -> Place:
    return Place(TAB, "summary", summary_id)
