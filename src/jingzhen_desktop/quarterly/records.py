"""Tables of the quarterly statistics:
reports, lines, explanations, what was sent up, the ledger, what was learnt of foreign files.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from ..base.columns import Money, Quantity
from ..energy.periods import Cycle, Quarter
from ..energy.statistics import statistical_systems
from ..office.schema import Record
from ..office.titles import ColumnTitle, Settings, describe, internal
from ..office.whereabouts import locate
from .settings import CYCLES
from .values.confirmations import ConfirmationKind
from .values.findings import CHECK_TITLES
from .values.reports import Amount, ReportState, report_place


class ReportRecord(Record):
    """One unit's report of one quarter; a unit that has one cannot be removed. No row is 未报."""

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("unit_id", "year", "quarter"),
        Index("ix_report_quarter", "year", "quarter"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="RESTRICT"))
    year: Mapped[int]
    quarter: Mapped[int]
    version: Mapped[str]
    unit_head: Mapped[str] = mapped_column(default="")
    statistics_head: Mapped[str] = mapped_column(default="")
    filled_by: Mapped[str] = mapped_column(default="")
    reported_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
    source: Mapped[str]
    source_name: Mapped[str] = mapped_column(default="")
    source_hash: Mapped[str] = mapped_column(default="")
    stored_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(
        default=ReportState.ENTERING.value, server_default=ReportState.ENTERING.value
    )
    state_reason: Mapped[str] = mapped_column(default="", server_default="")
    state_on: Mapped[date | None]
    received_on: Mapped[date | None]


class ReportLineRecord(Record):
    """One row of a report; a blank is NULL, “none used” is 0.
    Clustered by report, so that a year reads in one sweep.
    """

    __tablename__ = "report_line"
    __table_args__ = {"sqlite_with_rowid": False}

    report_id: Mapped[int] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"), primary_key=True)
    item: Mapped[str] = mapped_column(primary_key=True)
    quantity: Mapped[Quantity | None]
    cost: Mapped[Money | None]
    quantity_typed: Mapped[bool] = mapped_column(default=False, server_default=text("0"))
    cost_typed: Mapped[bool] = mapped_column(default=False, server_default=text("0"))


class ExplanationRecord(Record):
    """What a unit says to one finding (说明); it holds for the finding's words as they were then."""

    __tablename__ = "report_explanation"
    __table_args__ = (UniqueConstraint("report_id", "check_key", "item", "what"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"))
    check_key: Mapped[str]
    item: Mapped[str] = mapped_column(default="")
    what: Mapped[str] = mapped_column(default="")
    finding: Mapped[str]
    text: Mapped[str]
    written_on: Mapped[date]


class ConfirmationRecord(Record):
    """What was confirmed beside a report's figures: a doubt about its reading, zeros put in, a correction."""

    __tablename__ = "report_confirmation"
    __table_args__ = (Index("ix_report_confirmation_report", "report_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"))
    kind: Mapped[str]
    place: Mapped[str] = mapped_column(default="")
    text: Mapped[str]
    confirmed_by: Mapped[str] = mapped_column(default="")
    confirmed_on: Mapped[date]
    source_name: Mapped[str] = mapped_column(default="")


class SubmissionRecord(Record):
    """The town's quarter as it was sent up and locked (汇总上报);
    taken back (解锁) it stays, with day and reason.
    """

    __tablename__ = "submission"
    __table_args__ = (
        Index("ix_submission_open", "year", "quarter", unique=True, sqlite_where=text("unlocked_on IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    quarter: Mapped[int]
    submitted_on: Mapped[date]
    addressee: Mapped[str]
    signed_by: Mapped[str] = mapped_column(default="")
    file_name: Mapped[str] = mapped_column(default="")
    file_hash: Mapped[str] = mapped_column(default="")
    missing: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    unlocked_on: Mapped[date | None]
    unlock_reason: Mapped[str] = mapped_column(default="")


class EnergyLedgerRecord(Record):
    """One line of a unit's ledger (能源资源台账): one voucher or meter of one carrier in one month."""

    __tablename__ = "energy_ledger"
    __table_args__ = (Index("ix_energy_ledger_unit", "unit_id", "year", "month"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="RESTRICT"))
    year: Mapped[int]
    month: Mapped[int]
    item: Mapped[str]
    account_number: Mapped[str] = mapped_column(default="")
    meter_from: Mapped[Quantity | None]
    meter_to: Mapped[Quantity | None]
    multiplier: Mapped[Quantity | None]
    unit_price: Mapped[Quantity | None]
    quantity: Mapped[Quantity | None]
    cost: Mapped[Money | None]
    voucher_number: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class ImportProfileRecord(Record):
    """How the clerk mapped a form of this shape; ``fingerprint`` says which shape."""

    __tablename__ = "import_profile"

    id: Mapped[int] = mapped_column(primary_key=True)
    fingerprint: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    mapping: Mapped[str]
    stored_at: Mapped[datetime]


class WorkbookTemplateRecord(Record):
    """How the cells of a superior's workbook (套表) are filled; ``fingerprint`` says which workbook."""

    __tablename__ = "workbook_template"

    id: Mapped[int] = mapped_column(primary_key=True)
    fingerprint: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    mapping: Mapped[str]
    stored_at: Mapped[datetime]


def _period_name(session: Session, settings: Settings, row: Mapping[str, Any]) -> str:
    """Name the period of a report or a sending up, as its year is reported: 三季度, 上半年, 全年."""
    year, number, said = row["year"], row["quarter"], settings(CYCLES.key)
    if CYCLES.of_year(said, year) is Cycle.QUARTER:
        return Quarter(year, number).name
    stored = session.scalars(select(ReportRecord.quarter).where(ReportRecord.year == year).distinct()).all()
    return CYCLES.in_force(said, year, stored).ending(Quarter(year, number)).name


_QUARTERS = {"1": "一季度", "2": "二季度", "3": "三季度", "4": "四季度"}
_ITEMS: dict[str, str] = {}
for _system in reversed(statistical_systems()):  # where versions differ, the oldest names the row
    _ITEMS |= {item.key: item.name for item in _system.items}

describe(
    ReportRecord,
    "季度报表",
    "{unit_id} {year}{quarter}",
    unit_id="单位",
    year=ColumnTitle("年度", "年"),
    quarter=ColumnTitle("季度", choices=_QUARTERS, of_row=_period_name),
    version="统计制度版本",
    unit_head="单位负责人",
    statistics_head="统计负责人",
    filled_by="填表人",
    reported_on="报出日期",
    note="说明",
    source="来源",
    source_name="来源文件",
    source_hash=internal("来源文件校验值"),
    stored_at=internal("保存时间"),
    state=ColumnTitle("状态", choices={state.value: state.words for state in ReportState}),
    state_reason="退回或撤回原因",
    state_on="状态日期",
    received_on="收到日期",
)
describe(
    ReportLineRecord,
    "报表数据",
    "{report_id} {item}",
    report_id="季度报表",
    item=ColumnTitle("能源资源品种", choices=_ITEMS),
    quantity="消费量",
    cost=ColumnTitle("消费金额", "元"),
    quantity_typed=internal("消费量由手工录入"),
    cost_typed=internal("金额由手工录入"),
)
describe(
    ExplanationRecord,
    "审核说明",
    "{report_id} {check_key} {item}",
    report_id="季度报表",
    check_key=ColumnTitle("审核关系", choices=CHECK_TITLES),
    item=ColumnTitle("能源资源品种", choices=_ITEMS | {"": ""}),
    what=ColumnTitle("数量或费用", choices={**{one.value: one.words for one in Amount}, "": ""}),
    finding="所说明的问题",
    text="说明",
    written_on="说明日期",
)
describe(
    ConfirmationRecord,
    "报表确认记录",
    "{report_id} {kind}",
    report_id="季度报表",
    kind=ColumnTitle("确认事项", choices={kind.value: kind.words for kind in ConfirmationKind}),
    place="位置",
    text="内容",
    confirmed_by="据谁确认",
    confirmed_on="确认日期",
    source_name="来源文件",
)
describe(
    SubmissionRecord,
    "汇总上报",
    "{year}{quarter} {submitted_on}",
    year=ColumnTitle("年度", "年"),
    quarter=ColumnTitle("季度", choices=_QUARTERS, of_row=_period_name),
    submitted_on="上报日期",
    addressee="报送单位",
    signed_by="签发人",
    file_name="上报文件",
    file_hash=internal("上报文件校验值"),
    missing="未报或未审核的单位",
    note="备注",
    unlocked_on="解锁日期",
    unlock_reason="解锁原因",
)
describe(
    EnergyLedgerRecord,
    "能源资源台账",
    "{unit_id} {year}{month} {item}",
    unit_id="单位",
    year=ColumnTitle("年度", "年"),
    month=ColumnTitle("月份", "月"),
    item=ColumnTitle("能源资源品种", choices=_ITEMS),
    account_number="户号或表号",
    meter_from="上期读数",
    meter_to="本期读数",
    multiplier="倍率",
    quantity="消费量",
    unit_price=ColumnTitle("单价", "元"),
    cost=ColumnTitle("金额", "元"),
    voucher_number="票据号",
    note="备注",
)
describe(
    ImportProfileRecord,
    "导入对应关系",
    "{name}",
    fingerprint=internal("表样特征"),
    name="名称",
    mapping=internal("对应关系"),
    stored_at=internal("保存时间"),
)
describe(
    WorkbookTemplateRecord,
    "套表对应关系",
    "{name}",
    fingerprint=internal("表样特征"),
    name="名称",
    mapping=internal("对应关系"),
    stored_at=internal("保存时间"),
)

locate(ReportRecord, lambda row: report_place(Quarter(row["year"], row["quarter"]), row["unit_id"]))
locate(SubmissionRecord, lambda row: report_place(Quarter(row["year"], row["quarter"])))
locate(
    EnergyLedgerRecord,
    lambda row: report_place(Quarter(row["year"], (row["month"] + 2) // 3), row["unit_id"]),
)
