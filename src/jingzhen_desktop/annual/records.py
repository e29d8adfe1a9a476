"""Tables of the summaries."""

from __future__ import annotations

import json
import re
from datetime import date, datetime

from sqlalchemy import DDL, ForeignKey, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..base.place import VERSION, Place
from ..office.schema import Record
from ..office.titles import ColumnTitle, describe, internal
from ..office.whereabouts import locate
from .values.kinds import TAB


class SummaryRecord(Record):
    """A summary: one per year and kind."""

    __tablename__ = "summary"
    __table_args__ = (UniqueConstraint("year", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    kind: Mapped[str]
    title: Mapped[str]
    title_edited: Mapped[bool] = mapped_column(default=False)
    day: Mapped[date]
    generated_at: Mapped[datetime]
    problems: Mapped[tuple[str, ...]] = mapped_column(default=())
    state: Mapped[str] = mapped_column(default="draft", server_default="draft")
    number: Mapped[str] = mapped_column(default="", server_default="")
    addressee: Mapped[str] = mapped_column(default="", server_default="")
    signer: Mapped[str] = mapped_column(default="", server_default="")
    attachments: Mapped[tuple[str, ...]] = mapped_column(default=(), server_default="")
    revision_reason: Mapped[str] = mapped_column(default="", server_default="")
    kept: Mapped[tuple[str, ...]] = mapped_column(default=(), server_default="")
    paragraphs: Mapped[list[ParagraphRecord]] = relationship(
        order_by="ParagraphRecord.position", cascade="all, delete-orphan", passive_deletes=True
    )


class ParagraphRecord(Record):
    """One paragraph; ``text`` is marked text, or for a table its JSON.
    Positions have gaps, so that inserting changes one row.
    """

    __tablename__ = "summary_paragraph"

    id: Mapped[int] = mapped_column(primary_key=True)
    summary_id: Mapped[int] = mapped_column(ForeignKey("summary.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    level: Mapped[int]
    kind: Mapped[str]
    text: Mapped[str]
    origin: Mapped[str]
    source: Mapped[str] = mapped_column(default="")


class VersionRecord(Record):
    """A finalised text (定稿): what it said, with the values of its figures then, and the paper that was kept.
    Never changed.
    """

    __tablename__ = "summary_version"
    __table_args__ = (UniqueConstraint("summary_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    summary_id: Mapped[int] = mapped_column(ForeignKey("summary.id", ondelete="RESTRICT"))
    number: Mapped[int]
    title: Mapped[str]
    day: Mapped[date]
    finalised_at: Mapped[datetime]
    reason: Mapped[str]
    content: Mapped[str]
    content_hash: Mapped[str]
    paper_id: Mapped[int] = mapped_column(ForeignKey("issued_paper.id", ondelete="RESTRICT"))


for _what in ("UPDATE", "DELETE"):
    _statement = (
        f"CREATE TRIGGER summary_version_{_what.lower()} BEFORE {_what} ON summary_version "
        "BEGIN SELECT RAISE(ABORT, 'finalised summaries are never changed'); END"
    )
    event.listen(VersionRecord.__table__, "after_create", DDL(_statement))  # type: ignore[no-untyped-call]


_MARK = re.compile(r"⟦(?:[^⟦|⟧\\]|\\.)+\|((?:[^⟦|⟧\\]|\\.)+)⟧")
"""A marked figure, as ``rules.markup`` writes it: key and what is shown."""


def _as_read(text: str) -> str:
    """Return a paragraph as it is read: without marks, of a table its words line by line."""
    if not text.startswith("{"):
        return _without_marks(text)
    table = json.loads(text)
    lines = [(table["caption"],), table["titles"], *table["rows"], (table["note"],)]
    return _without_marks("\n".join("　".join(line) for line in lines if any(line)))


def _without_marks(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", _MARK.sub(r"\1", text))


describe(
    SummaryRecord,
    "工作总结",
    "{year}{kind}工作总结",
    year=ColumnTitle("年度", "年"),
    kind="种类",
    title="标题",
    title_edited=internal("标题改过"),
    day="落款日期",
    generated_at=internal("生成时间"),
    problems=internal("所选问题"),
    state=ColumnTitle("状态", choices={"draft": "起草中", "final": "已定稿"}),
    number="文号",
    addressee="主送机关",
    signer="签发人",
    attachments=internal("所附附件"),
    revision_reason="修订原因",
    kept=internal("保留的句子"),
)
describe(
    VersionRecord,
    "定稿",
    "{title}第{number}版",
    summary_id="工作总结",
    number=ColumnTitle("版次"),
    title="标题",
    day="落款日期",
    finalised_at="定稿时间",
    reason="修订原因",
    content=internal("定稿内容"),
    content_hash="校验码",
    paper_id=internal("存档文件"),
)
describe(
    ParagraphRecord,
    "工作总结段落",
    "{summary_id}",
    summary_id="工作总结",
    position=internal("位置"),
    level=ColumnTitle("层次", choices={"0": "正文", "1": "一级标题", "2": "二级标题", "3": "三级标题"}),
    kind=internal("种类"),
    text=ColumnTitle("内容", read=_as_read),
    origin=internal("来历"),
    source=internal("内容出处"),
)

locate(SummaryRecord, lambda row: Place(TAB, "summary", row["id"]))
locate(ParagraphRecord, lambda row: Place(TAB, "paragraph", row["id"]))
locate(VersionRecord, lambda row: Place(TAB, VERSION, row["id"]))
