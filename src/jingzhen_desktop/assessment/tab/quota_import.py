"""导入定额: what a workbook holds, row by row, before anything of it is stored."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ...base.numbers import show_number
from ...base.text import join_names
from ...base.typed import Kind
from ...widgets.appearance import Look
from ...widgets.desk import Desk
from ...widgets.grid.columns import Column
from ...widgets.grid.model import GridModel
from ...widgets.grid.view import Grid
from ...widgets.page_head import HeadActions, page_action
from ...widgets.side_panel import pad
from ..actions.quotas import add_quotas
from ..values.quota_file import ReadQuota, ReadQuotas
from ..values.quotas import QuotaStandard


class QuotaImport(QWidget):
    """The rows of a workbook with what taking them in would do; those that can be go in, in one step."""

    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._read: ReadQuotas | None = None
        self._standard: QuotaStandard | None = None
        self.summary = QLabel(self)
        self.summary.setWordWrap(True)
        pad(self.summary)
        self.model: GridModel[ReadQuota] = GridModel(_columns(), parent=self)
        self.grid = Grid(self.model, "识别出的定额", select_rows=True, parent=self)
        self.take = page_action("导入", self.store, "check", "", "保存没有问题的行", self)
        cancel = page_action("取消导入", self.drop, "close", "", "放下这份表，不保存任何内容", self)
        self.head_actions = HeadActions(self)
        self.head_actions.offer(self.take, (cancel,))
        self.setFocusProxy(self.grid)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.summary)
        layout.addWidget(self.grid, 1)

    @property
    def is_waiting(self) -> bool:
        """Whether a table waits for the clerk's decision."""
        return self._read is not None

    def show_rows(self, standard: QuotaStandard, read: ReadQuotas) -> None:
        """Show what was recognised; nothing is stored yet."""
        self._standard, self._read = standard, read
        self.model.set_rows(read.rows)
        fit = sum(row.can_be_taken for row in read.rows)
        self.take.setText(f"导入{fit}行")
        self.summary.setText(_summary(standard, read))
        self.grid.setFocus()

    def store(self) -> None:
        """Store the rows without a problem in one step."""
        if self._read is None or self._standard is None:
            return
        quotas = [row.quota for row in self._read.rows if row.can_be_taken]
        if not quotas:
            self._desk.alerts.say("没有可以导入的行，请在文件里改好后重新导入")
            return
        with self._desk.alerts.guard():
            add_quotas(self._desk.office, self._standard, quotas)
            self._leave(f"已导入{len(quotas)}行，可用“撤销”整批取消")

    def drop(self) -> None:
        """Put the table away."""
        self._leave("已取消导入，没有保存任何内容")

    def _leave(self, said: str) -> None:
        self._read = None
        self.model.set_rows([])
        self._desk.alerts.say(said)
        self.closed.emit()


def _summary(standard: QuotaStandard, read: ReadQuotas) -> str:
    fit = sum(row.can_be_taken for row in read.rows)
    wrong = sum(bool(row.problems) for row in read.rows)
    same = sum(row.is_known and not row.problems for row in read.rows)
    parts = [
        f"{fit}行可以导入",
        *([f"{wrong}行有问题"] if wrong else []),
        *([f"{same}行已经有了"] if same else []),
    ]
    unknown = f"没有采用的栏目：{join_names(list(read.unknown))}。" if read.unknown else ""
    return (
        f"“{read.file}”的“{read.sheet}”：{'，'.join(parts)}，导入到{standard.number}。{unknown}"
        "请对照原文核对，点“导入”以前不保存任何内容；扣除项按指标通常的口径，导入后可改。"
    )


def _columns() -> list[Column[ReadQuota]]:
    return [
        Column("row", "行号", lambda row: row.number, Kind.INTEGER, width=6),
        Column("class", "类别", lambda row: row.quota.unit_class, width=24),
        Column("indicator", "指标", lambda row: row.quota.indicator.words, width=26),
        Column("levels", "约束/基准/引导", _levels, width=18),
        Column("measure", "计量单位", lambda row: row.quota.measure.value, width=10),
        Column("outcome", "结果", _outcome, width=12, look=_look),
        Column("problems", "问题", lambda row: "；".join(row.problems), width=60),
    ]


def _levels(row: ReadQuota) -> str:
    return "/".join(show_number(one, blank="—") for one in row.quota.levels)


def _outcome(row: ReadQuota) -> str:
    if row.problems:
        return "有问题"
    return "已经有了" if row.is_known else "新增"


def _look(row: ReadQuota) -> Look:
    if row.problems:
        return Look.BAD
    return Look.MUTED if row.is_known else Look.GOOD
