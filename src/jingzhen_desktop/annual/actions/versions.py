"""定稿 and 修订: a text with its figures' values is kept for good under a version number, with its paper;
or opened for the next version.
"""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...base.errors import InputRejected
from ...base.place import VERSION, Place
from ...office.clock import now
from ...office.file import Office, name_step
from ...office.issued import Paper, keep
from ...office.settings import OFFICE_SETTINGS, read_settings
from ...organisation.actions.ledger import add_ledger_items
from ...organisation.queries.ledger import plan_items as stored_plan_items
from ...organisation.values.ledger import LedgerItem, LedgerKind
from ..figures.registry import explain
from ..queries.compared import Compared, compare
from ..queries.stored import summary_value
from ..queries.versions import version_value
from ..records import SummaryRecord, VersionRecord
from ..rules.freezing import content_hash, content_text, frozen_paragraphs, shown_figures
from ..rules.merge import cleaned
from ..rules.planning import plan_items
from ..values.kinds import TAB, SummaryKind, SummaryState
from ..values.text import Summary
from ..values.versions import FrozenFigure, SummaryVersion, VersionContent

PAPER_KINDS = {
    SummaryKind.YEAR: "工作总结",
    SummaryKind.HALF: "工作总结",
    SummaryKind.CONSUMPTION: "能源消费状况报告",
    SummaryKind.PLAN: "工作计划",
    SummaryKind.COVER: "报告",
}
"""What 已发文件 calls each kind."""


def finalise(office: Office, stored: Summary, data: bytes) -> SummaryVersion:
    """Keep a text, its figures and its paper for good; the text cannot be changed any more, and undo ends
    here.

    Args:
        stored: the paper as it was set; if it has changed meanwhile nothing is kept.
        data: the PDF.

    Raises:
        InputRejected: it is gone, is final already, is empty, has changed since it was set, or its number was
            given to another paper.
    """
    content = _content(office, stored)
    text = content_text(content)
    with office.transaction(f"定稿{stored.title}", Place(TAB, "summary", stored.id), final=True) as session:
        record = session.get(SummaryRecord, stored.id)
        if record is None:
            raise InputRejected(f"《{stored.title}》在排版时被撤销了，没有定稿。")
        _refuse_unready(record, stored)
        number = _next_number(session, stored.id)
        name_step(session, label=f"定稿{stored.title}第{number}版")
        place = Place(TAB, VERSION, stored.id, number=number)
        paper = keep(
            session, Paper(PAPER_KINDS[stored.kind], stored.number, stored.day, stored.title, place, data)
        )
        version = VersionRecord(
            summary_id=stored.id,
            number=number,
            title=stored.title,
            day=stored.day,
            finalised_at=now(),
            reason=stored.revision_reason,
            content=text,
            content_hash=content_hash(text),
            paper_id=paper.id,
        )
        session.add(version)
        record.state = SummaryState.FINAL.value
        session.flush()
        return version_value(version)


def _refuse_unready(record: SummaryRecord, stored: Summary) -> None:
    """Refuse to keep what is kept already, is empty, or is not what was set."""
    if record.state == SummaryState.FINAL:
        raise InputRejected(f"《{record.title}》已经定稿；要改请先点“修订”。")
    if not stored.paragraphs:
        raise InputRejected(f"《{record.title}》还没有正文，不能定稿；请先写好正文，或点“重新生成”。")
    if summary_value(record) != stored:
        raise InputRejected("排版后正文又有改动，没有定稿；请再点一次“定稿”。")


def revise(office: Office, summary_id: int, reason: str) -> None:
    """Open a final text for its next version.
    Raises InputRejected without a reason, or if it is not final.
    """
    why = cleaned(reason)
    if not why:
        raise InputRejected("请填写修订原因，如“三季度用电数更正”。")
    with office.transaction("修订工作总结", Place(TAB, "summary", summary_id)) as session:
        record = session.get_one(SummaryRecord, summary_id)
        if record.state != SummaryState.FINAL:
            raise InputRejected("还没有定稿，可以直接修改。")
        name_step(session, label=f"修订{record.title}：{why}")
        record.state, record.revision_reason = SummaryState.DRAFT.value, why


def enter_plan(office: Office, stored: Summary) -> int:
    """Enter the items of a plan into the ledger of its year, those already there passed over;
    returns how many were entered.
    """
    year = stored.year + 1
    there = {entry.item.title for entry in stored_plan_items(office, year)}
    wanted = [(text.rstrip("。；; "), due) for text, due in plan_items(stored.paragraphs, year)]
    items = [
        LedgerItem(LedgerKind.PLAN, year, text, due=due, source=f"{TAB}/{stored.id}")
        for text, due in dict(wanted).items()
        if text not in there
    ]
    return len(add_ledger_items(office, items))


def _content(office: Office, stored: Summary) -> VersionContent:
    compared = compare(office, stored)
    settings = {
        setting.label: text
        for setting in OFFICE_SETTINGS
        if (text := read_settings(office, [setting])[setting.key])
    }
    units = {unit.id: unit.short_name for unit in compared.facts.units}
    return VersionContent(
        stored.title,
        stored.day,
        frozen_paragraphs(stored),
        _figures(stored, compared),
        units,
        settings,
    )


def _figures(stored: Summary, compared: Compared) -> tuple[FrozenFigure, ...]:
    explained = (explain(figure, compared.facts) for figure in shown_figures(stored))
    return tuple(
        FrozenFigure(
            one.key,
            one.title,
            one.shown,
            compared.now.get(one.key),
            one.unit,
            one.how,
            one.place,
            one.records,
        )
        for one in explained
    )


def _next_number(session: Session, summary_id: int) -> int:
    newest = session.scalar(
        select(func.max(VersionRecord.number)).where(VersionRecord.summary_id == summary_id)
    )
    return (newest or 0) + 1
