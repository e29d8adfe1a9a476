"""The working ledger (工作台账): meetings, decisions, tasks, rules, plan items, money, retrofit projects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ...base.columns import Added, Money, Quantity


class LedgerKind(StrEnum):
    """What an entry of the ledger is about."""

    MEETING = "meeting"
    DECISION = "decision"
    TASK = "task"
    RULE = "rule"
    PLAN = "plan"
    BUDGET = "budget"
    SPENDING = "spending"
    PROJECT = "project"

    @property
    def words(self) -> str:
        """The words on the screen: 会议."""
        return _KIND_WORDS[self]


_KIND_WORDS = {
    LedgerKind.MEETING: "会议",
    LedgerKind.DECISION: "决定事项",
    LedgerKind.TASK: "工作任务",
    LedgerKind.RULE: "规章制度",
    LedgerKind.PLAN: "年度计划",
    LedgerKind.BUDGET: "经费预算",
    LedgerKind.SPENDING: "经费支出",
    LedgerKind.PROJECT: "改造项目",
}


class LedgerState(StrEnum):
    """Where an entry stands on a day."""

    DONE = "已完成"
    OVERDUE = "已逾期"
    OPEN = "进行中"
    RECORD = "已记录"
    """Nothing is waited for: a meeting held, a rule issued, money spent."""


SAVING_UNITS = ("千瓦时", "立方米", "升", "吨", "千克标准煤")


@dataclass(frozen=True, slots=True)
class LedgerFile:
    """A file attached to an entry; ``size`` in bytes."""

    id: int
    name: str
    size: int
    hash: str


@dataclass(frozen=True, slots=True)
class LedgerItem:
    """What one entry says.

    Attributes:
        year: the year it belongs to, which need not be that of its dates.
        owner: who sees to it.
        parent_id: the meeting a decision or task comes from.
        amount: yuan: of a budget, a payment, an investment.
        saving: a year's saving in ``saving_unit``; ``saving_money`` the same in yuan.
        source: where it was taken from, e.g. ``summary/2011``; for the program, not shown.
    """

    kind: LedgerKind
    year: int
    title: str
    number: str = ""
    owner: str = ""
    unit_id: int | None = None
    parent_id: int | None = None
    day: date | None = None
    due: date | None = None
    done: date | None = None
    amount: Money | None = None
    saving: Quantity | None = None
    saving_unit: str = ""
    saving_money: Money | None = None
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A stored entry with its unit's name and its files."""

    id: int
    item: LedgerItem
    unit: Added[str] = ""
    parent: Added[str] = ""
    files: Added[tuple[LedgerFile, ...]] = ()

    @property
    def is_done(self) -> bool:
        return self.item.done is not None
