"""The office file's own tables: settings, issued papers, and the journal of every change.
Belongs to no tab.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import DDL, ForeignKey, Index, Table, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column

from ..base.place import Place
from .schema import Record
from .steps import StepKind
from .titles import ColumnTitle, describe, internal
from .whereabouts import locate


class SettingRecord(Record):
    """One setting of this office; absent means the declared default."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class IssuedPaperRecord(Record):
    """A numbered or sent paper as it was issued; without a number, series, year and sequence are NULL.
    Never changed.
    """

    __tablename__ = "issued_paper"
    __table_args__ = (UniqueConstraint("series", "year", "sequence"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    number: Mapped[str]
    series: Mapped[str | None]
    year: Mapped[int | None]
    sequence: Mapped[int | None]
    day: Mapped[date] = mapped_column(index=True)
    title: Mapped[str]
    place: Mapped[str]
    issued_at: Mapped[datetime]
    size: Mapped[int]
    content_hash: Mapped[str]


class IssuedContentRecord(Record):
    """The bytes of an issued paper, apart from its line so that lists and searches do not read them."""

    __tablename__ = "issued_content"

    paper_id: Mapped[int] = mapped_column(
        ForeignKey("issued_paper.id", ondelete="RESTRICT"), primary_key=True
    )
    data: Mapped[bytes]


class IssuedVoidRecord(Record):
    """That an issued paper no longer holds (作废): since when, and why. Its number is never used again."""

    __tablename__ = "issued_void"

    paper_id: Mapped[int] = mapped_column(
        ForeignKey("issued_paper.id", ondelete="RESTRICT"), primary_key=True
    )
    day: Mapped[date]
    reason: Mapped[str]


class PhotoRecord(Record):
    """A photo, made small, under the hash of its bytes;
    never changed, so that undo and redo of what shows it always find it.
    """

    __tablename__ = "photo"

    hash: Mapped[str] = mapped_column(primary_key=True)
    data: Mapped[bytes]
    width: Mapped[int]
    height: Mapped[int]
    kept_at: Mapped[datetime]


def _keep_for_ever(table: Table, what: str, kept: str) -> None:
    """Have the database itself refuse a change to a kept row, whichever program tries."""
    statement = (
        f"CREATE TRIGGER {table.name}_{what.lower()} BEFORE {what} ON {table.name} "
        f"BEGIN SELECT RAISE(ABORT, '{kept} are never changed'); END"
    )
    event.listen(table, "after_create", DDL(statement))  # type: ignore[no-untyped-call]


for _record, _kept in (
    (IssuedPaperRecord, "issued papers"),
    (IssuedContentRecord, "issued papers"),
    (PhotoRecord, "photos"),
):
    for _what in ("UPDATE", "DELETE"):
        _keep_for_ever(_record.metadata.tables[_record.__tablename__], _what, _kept)


class JournalStep(Record):
    """One transaction: what the clerk did, when, and at which place;
    ``reverses`` is the step an undo or redo takes back.
    """

    __tablename__ = "journal_step"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    label: Mapped[str]
    place: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default=StepKind.EDIT.value, server_default=StepKind.EDIT.value)
    reverses: Mapped[int | None] = mapped_column(ForeignKey("journal_step.id"))


class JournalChange(Record):
    """One row of one table before and after a step, as JSON objects;
    None before an insert or after a delete.
    """

    __tablename__ = "journal_change"
    __table_args__ = (Index("ix_journal_change_step", "step_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("journal_step.id"))
    table_name: Mapped[str]
    before: Mapped[str | None]
    after: Mapped[str | None]


UNJOURNALED = frozenset(
    {JournalStep.__tablename__, JournalChange.__tablename__, PhotoRecord.__tablename__, "kept_file"}
)
"""Tables whose changes are not journaled: the journal itself, and photos and attached files, which are only
ever added and prove themselves by their hash.
"""


describe(SettingRecord, "设置", "{key}", key="设置项", value="内容")
describe(
    IssuedPaperRecord,
    "已发文件",
    "{number} {title}",
    kind="种类",
    number="文号",
    series=internal("文号代字"),
    year=internal("文号年份"),
    sequence=internal("文号序号"),
    day="日期",
    title="标题",
    place=internal("位置"),
    issued_at="存档时间",
    size=ColumnTitle("大小", "字节"),
    content_hash=internal("内容校验值"),
)
describe(IssuedVoidRecord, "作废的已发文件", "{paper_id}", paper_id="已发文件", day="作废日期", reason="原因")
describe(IssuedContentRecord, "已发文件内容", "{paper_id}", paper_id="已发文件", data="内容")
describe(
    PhotoRecord,
    "照片",
    "{hash}",
    hash=internal("内容校验值"),
    data="内容",
    width="宽",
    height="高",
    kept_at="存入时间",
)
describe(
    JournalStep,
    "步骤",
    "{label}",
    at="时间",
    label="做了什么",
    place="位置",
    kind="种类",
    reverses="撤销或重做的步骤",
)
describe(
    JournalChange, "改动", "{table_name}", step_id="步骤", table_name="表", before="改动前", after="改动后"
)

locate(IssuedPaperRecord, lambda row: Place.parse(row["place"]))
