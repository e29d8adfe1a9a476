"""导入定额: what a workbook holds, row by row, before anything of it is stored; a cell that could not be read is
put right in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

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
from ..sheets.quotas import quotas_of
from ..values.quota_file import ReadQuota, ReadQuotas
from ..values.quotas import Quota, QuotaStandard

if TYPE_CHECKING:
    from ...spreadsheet.reading import Workbook


class QuotaImport(QWidget):
    """The rows of a workbook with what taking them in would do; those that can be go in, in one step."""

    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._read: ReadQuotas | None = None
        self._standard: QuotaStandard | None = None
        self._workbook: Workbook | None = None
        self._known: Sequence[Quota] = ()
        self._typed: dict[tuple[int, str], str] = {}
        self.summary = QLabel(self)
        self.summary.setWordWrap(True)
        pad(self.summary)
        self.model: GridModel[ReadQuota] = GridModel(
            _columns(), alerts=desk.alerts, change=self._mend, parent=self
        )
        self.grid = Grid(self.model, "识别出的定额", frozen=2, parent=self)
        self.take = page_action("导入", self.store, "check", "", "保存没有问题的行", self)
        go_on = page_action("下一处问题", self.go_on, "right", "F4", "到下一处要改的格", self)
        cancel = page_action("取消导入", self.drop, "close", "", "放下这份表，不保存任何内容", self)
        self.head_actions = HeadActions(self)
        self.head_actions.offer(self.take, (go_on, cancel))
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

    def show_rows(
        self, standard: QuotaStandard, known: Sequence[Quota], workbook: Workbook, read: ReadQuotas
    ) -> None:
        """Show what was recognised; nothing is stored yet."""
        self._standard, self._workbook, self._known, self._typed = standard, workbook, known, {}
        self._show(read)
        self.grid.setFocus()

    def _show(self, read: ReadQuotas) -> None:
        assert self._standard is not None
        self._read = read
        self.model.set_rows(read.rows)
        fit = sum(row.can_be_taken for row in read.rows)
        self.take.setText(f"导入{fit}行")
        self.summary.setText(_summary(self._standard, read))

    def _mend(self, old: ReadQuota, new: ReadQuota) -> None:
        """Read the table again with what was typed over a cell; rows below may stand on it."""
        if self._workbook is None or self._standard is None:
            return
        changed = {key: text for key, text in new.texts.items() if text != old.texts.get(key, "")}
        self._typed |= {(old.number, key): text for key, text in changed.items()}
        self._show(quotas_of(self._workbook, self._standard, self._known, self._typed))

    def go_on(self) -> None:
        """Go to the next cell that keeps a row from being taken in."""
        at = self.grid.currentIndex()
        places = [place for place in self._wrong_cells() if place > (at.row(), at.column())]
        places = places or self._wrong_cells()
        if not places:
            self._desk.alerts.say("没有要改的了，可以导入")
            return
        self.grid.setFocus()
        self.grid.setCurrentIndex(self.model.index(*places[0]))

    def _wrong_cells(self) -> list[tuple[int, int]]:
        columns = [one.key for one in self.model.columns]
        found = []
        for place, row in enumerate(self.model.rows()):
            shown = [columns.index(key) for key in row.wrong if key in columns]
            usual = [columns.index("limit")] if row.problems else []
            found += [(place, column) for column in sorted(shown or usual)]
        return found

    def store(self) -> None:
        """Store the rows without a problem in one step."""
        if self._read is None or self._standard is None:
            return
        quotas = [row.quota for row in self._read.rows if row.can_be_taken]
        if not quotas:
            self._desk.alerts.say("没有可以导入的行，请先改正有问题的格（F4）")
            return
        with self._desk.alerts.guard():
            add_quotas(self._desk.office, self._standard, quotas)
            self._leave(f"已导入{len(quotas)}行，可用“撤销”整批取消")

    def drop(self) -> None:
        """Put the table away."""
        self._leave("已取消导入，没有保存任何内容")

    def _leave(self, said: str) -> None:
        self._read = self._workbook = None
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
        "请对照原文核对，有问题的格当场改；点“导入”以前不保存任何内容；扣除项按指标通常的口径，导入后可改。"
    )


def _columns() -> list[Column[ReadQuota]]:
    return [
        Column("row", "行号", lambda row: row.number, Kind.INTEGER, width=6, closed="行号是文件里的，不能改"),
        Column(
            "outcome", "结果", _outcome, width=10, look=_look, closed="结果由程序核对得出，改好有问题的格就变"
        ),
        _cell("unit_class", "类别", 20, lambda row: row.quota.unit_class),
        _cell("indicator", "指标", 22, lambda row: row.quota.indicator.words),
        _cell("limit", "约束值", 9, lambda row: show_number(row.quota.limit, blank="—")),
        _cell("base", "基准值", 9, lambda row: show_number(row.quota.base, blank="—")),
        _cell("guide", "引导值", 9, lambda row: show_number(row.quota.guide, blank="—")),
        _cell("measure", "计量单位", 12, lambda row: row.quota.measure.value),
        Column("problems", "问题", lambda row: "；".join(row.problems), width=60, closed="问题由程序指出"),
    ]


def _cell(key: str, title: str, width: int, understood: Callable[[ReadQuota], str]) -> Column[ReadQuota]:
    """A column of the sheet: what stands there where it could not be read, else how it was understood."""

    def read(row: ReadQuota) -> str:
        return row.texts.get(key, "") if key in row.wrong else understood(row)

    def write(row: ReadQuota, typed: object) -> ReadQuota:
        return replace(row, texts={**row.texts, key: str(typed or "")})

    def look(row: ReadQuota) -> Look | None:
        return Look.BAD if key in row.wrong else None

    tip = "有错误的直接在这里改，文件不改动"
    return Column[ReadQuota](key, title, read, write=write, width=width, look=look, tip=tip)


def _outcome(row: ReadQuota) -> str:
    if row.problems:
        return "有问题"
    return "已经有了" if row.is_known else "新增"


def _look(row: ReadQuota) -> Look:
    if row.problems:
        return Look.BAD
    return Look.MUTED if row.is_known else Look.GOOD
