"""导入: what was recognised in the files, cell by cell, before anything of them is stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedWidget, QWidget

from ...base.errors import InputRejected, UserFacingError
from ...base.typed import Kind
from ...energy.periods import Quarter
from ...office.backup import Reason
from ...office.backup_routine import backup_open_office
from ...office.clock import today
from ...organisation.queries.units import units_of_year
from ...widgets.appearance import Look, look_colour, look_icon
from ...widgets.desk import Desk
from ...widgets.fields.form import FieldForm, FieldSpec
from ...widgets.grid.columns import Column
from ...widgets.grid.lists import dress_list
from ...widgets.grid.model import GridModel, Index, Role
from ...widgets.grid.view import Grid
from ...widgets.page_head import HeadActions, PartHead, lay_out_content, page_action, under_head
from ...widgets.parts import split
from ...widgets.side_panel import Sections, SidePanel, WithPanel
from ...widgets.tasks import Cancelled
from ...widgets.tool_row import Segments, Sentence, ToolRow
from ..actions.reports import store_forms
from ..queries.reports import closed_reports, stored_reports, typed_cells
from ..rules.merging import Choice
from ..values.findings import FormOutcome, Severity
from ..values.reports import EntryCell, Report
from .differences import Differences
from .import_lines import FileLine, decided, file_lines, findings_text, left_over, summary, ticked
from .leftovers import LeftOvers
from .mapping import MappingPage

if TYPE_CHECKING:
    from ..sheets.reading import FormReading

_RECEIVED = (
    FieldSpec("received_on", "收到日期", Kind.DATE, help="这一批报表交到镇上的日期，据此判断是否按时"),
)
"""Of the whole batch; a report that came in before keeps its first day."""
_OUTCOME_LOOKS = {
    FormOutcome.NEW: Look.GOOD,
    FormOutcome.CORRECTION: Look.WARNING,
    FormOutcome.UNCHANGED: Look.MUTED,
    FormOutcome.REJECTED: Look.BAD,
}
_SEVERITY_LOOKS = {Severity.ERROR: Look.BAD, Severity.DOUBT: Look.WARNING, Severity.QUERY: Look.WARNING}


class FileModel(GridModel[FileLine]):
    """The files, the first column with a tick for those that can be taken in."""

    has_ticks = True
    ticked = Signal(int, bool)
    """Id of the line and whether it is taken."""

    def flags(self, index: Index) -> Qt.ItemFlag:
        base = super().flags(index)
        tickable = index.isValid() and index.column() == 0 and self.row(index).can_be_taken
        return base | Qt.ItemFlag.ItemIsUserCheckable if tickable else base

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if (
            role == Role.CheckStateRole
            and index.isValid()
            and index.column() == 0
            and self.row(index).can_be_taken
        ):
            return Qt.CheckState.Checked if self.row(index).taken else Qt.CheckState.Unchecked
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        if role != Role.CheckStateRole or not index.isValid() or not self.row(index).can_be_taken:
            return super().setData(index, value, role)
        self.ticked.emit(self.row(index).id, Qt.CheckState(value) is Qt.CheckState.Checked)
        return True


class ImportView(QWidget):
    """The files above; below, for the chosen one, its values and what the clerk says of its layout; in the
    panel its findings and how it was understood.
    """

    stored = Signal()
    """The chosen files are stored."""
    cancelled = Signal()
    findings_titled = Signal(str)
    """What was found in the chosen file is called."""
    outdated = Signal()
    """Reports were changed since the files were compared with them; they should be read again."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        # what is to be done here is to take in what was read, or not
        self.head_actions = HeadActions(self)
        self._lines: list[FileLine] = []
        self._quarter: Quarter | None = None
        self._compared: dict[int, Report] = {}
        self._shown: int | None = None
        self.summary = Sentence(parent=self)
        self.files = FileModel(_file_columns(), parent=self)
        self.file_grid = Grid(self.files, "识别出的文件", select_rows=True, roomy=True)
        self.findings = QListWidget(self)
        dress_list(self.findings)
        self.differences = Differences(self)
        self.value_grid = self.differences.grid
        self.told = QListWidget(self)
        dress_list(self.told)
        self.mapping = MappingPage(desk, self)
        self.parts, self.choice = QStackedWidget(self), Segments(self)
        self.take = page_action("导入所选", self._take, "check", "", "保存打勾的文件", self)
        self.cancel = page_action("取消导入", self._cancel, "close", "", "放下这些文件，不保存任何内容", self)
        self.copy = page_action(
            "复制问题清单", self._copy, "copy", "Ctrl+Shift+C", "复制全部文件的问题，可发给填报单位", self
        )
        self.head_actions.offer(self.take, (self.copy, self.cancel))
        self.received = FieldForm(_RECEIVED, self)
        self.left = LeftOvers(desk, self)
        self.left_after = LeftOvers(desk, self)
        self._set_up()
        self._lay_out()

    @property
    def is_waiting(self) -> bool:
        """Whether recognised files wait for the clerk's decision."""
        return bool(self._lines)

    @property
    def quarter(self) -> Quarter | None:
        """Of which quarter the recognised files are."""
        return self._quarter

    def show_quarter(self, quarter: Quarter) -> None:
        """Another quarter: what was recognised belongs to the old one and is put away."""
        if self._quarter is not None and quarter != self._quarter:
            self._clear()
            self._desk.alerts.say("换了季度，未导入的文件已放下，没有保存任何内容")

    def show_forms(self, quarter: Quarter, readings: Sequence[FormReading]) -> None:
        """Show what was recognised; nothing is stored yet."""
        office = self._desk.office
        self._quarter = quarter
        self._compared = stored_reports(office, quarter)
        self._lines = file_lines(
            readings, self._compared, typed_cells(office, quarter), closed_reports(office, quarter)
        )
        self.files.set_rows(self._lines)
        self.received.set_values({"received_on": today()})
        self.summary.setText(
            f"{quarter.title}　{summary(self._lines)}请核对后点“导入所选”；在此之前不保存任何内容。更正须打勾“替换已存报表”。"
        )
        self._count()
        self.file_grid.select_row(lambda line: line.id == 0)
        self._show_file(self._lines[0] if self._lines else None)
        self.file_grid.setFocus()

    # ---- inside

    def _show_file(self, line: FileLine | None) -> None:
        form = line.form if line else None
        self._shown = line.id if line else None
        self.findings.clear()
        for finding in form.findings if form else ():
            item = QListWidgetItem(str(finding))
            look = _SEVERITY_LOOKS[finding.severity]
            item.setForeground(look_colour(look))
            if sign := look_icon(look):
                item.setIcon(sign)
            self.findings.addItem(item)
        self.findings_titled.emit(
            f"{'问题' if form.findings else '没有问题'}：{form.file_name}" if form else ""
        )
        self.beside.set_count(len(form.findings) if form else 0)
        self.differences.show_line(line)
        self.told.clear()
        self.told.addItems(line.reading.sheet.told if line and line.reading.sheet else ())
        if self.parts.currentWidget() is self.mapping:
            self._show_mapping()

    def show_part(self, number: int) -> None:
        """Bring the figures or the layout of the chosen file to the front."""
        self.choice.group.button(number).setChecked(True)
        self.parts.setCurrentIndex(number)

    def _show_mapping(self) -> None:
        line = next((line for line in self._lines if line.id == self._shown), None)
        self.mapping.show_sheet(line.reading.sheet if line else None, self._quarter)

    def _tick(self, number: int, taken: bool) -> None:
        self._lines = ticked(self._lines, number, taken)
        self.files.set_rows(self._lines)
        self._count()

    def _decide(self, cells: Sequence[EntryCell] | None, choice: Choice, everywhere: bool) -> None:
        """Note what becomes of some differences of the shown form;
        without cells of all of them, or of every form's.
        """
        changed = []
        for line in self._lines:
            wanted = everywhere or line.id == self._shown
            chosen = (
                cells if cells is not None else [(one.item.key, one.what) for one in line.form.differences]
            )
            changed.append(decided(line, chosen, choice) if wanted else line)
        self._lines = changed
        self.files.set_rows(self._lines)
        self.differences.show_line(next((line for line in self._lines if line.id == self._shown), None))
        self._count()

    def _count(self) -> None:
        count = sum(line.taken for line in self._lines)
        self.take.setText(f"导入所选（{count}份）" if count else "导入所选")
        if self._quarter is not None:
            self.left.show_rows(left_over(self._lines), self._quarter)

    def _take(self) -> None:
        """Back the office file up beside the window, then store the ticked files."""
        if not any(line.taken for line in self._lines):
            self._desk.alerts.say("没有打勾的文件，先勾选要导入的报表")
            return
        self.take.setEnabled(False)
        office = self._desk.office
        self._desk.tasks.run(
            self,
            "导入前备份",
            lambda _progress: backup_open_office(office, Reason.IMPORT),
            self._store,
            self._keep_waiting,
        )

    def _keep_waiting(self, error: Exception) -> None:
        """Without a backup nothing is taken in; the files stay recognised."""
        self.take.setEnabled(True)
        if isinstance(error, UserFacingError):
            self._desk.alerts.warn(f"没有导入：{error}")
        elif isinstance(error, Cancelled):
            self._desk.alerts.say("已取消，没有导入")

    def _store(self, _backup: object) -> None:
        """Store the ticked files in one step,
        unless the reports they were compared with have changed meanwhile.
        """
        quarter = self._quarter
        self.take.setEnabled(True)
        if quarter is None:
            return  # put away while the backup was made
        with self._desk.alerts.guard():
            registered = {unit.id for unit in units_of_year(self._desk.office, quarter.year)}
            gone = any(
                line.form.unit is not None and line.form.unit.id not in registered for line in self._lines
            )
            if gone or stored_reports(self._desk.office, quarter) != self._compared:
                self.outdated.emit()
                raise InputRejected("识别之后又有报表或单位改动，已重新比对文件；请再次核对后导入。")
            self.received.flush()
            day = self.received.values()["received_on"]
            taken = [line.to_store() for line in self._lines if line.taken]
            count = store_forms(self._desk.office, taken, day if isinstance(day, date) else None)
            names = [
                line.form.file_name
                for line in self._lines
                if not line.taken and line.form.outcome is FormOutcome.REJECTED
            ]
            rest = f"；未导入：{'、'.join(dict.fromkeys(names))}" if names else ""
            rows = left_over(self._lines)
            self._clear()
            self.left_after.show_rows(rows, quarter)
            self._desk.alerts.say(f"已导入{count}份报表{rest}")
            self.stored.emit()

    def _cancel(self) -> None:
        self._clear()
        self._desk.alerts.say("已取消导入，没有保存任何内容")
        self.cancelled.emit()

    def _copy(self) -> None:
        if not any(line.form.findings for line in self._lines):
            self._desk.alerts.say("没有问题可以复制")
            return
        QGuiApplication.clipboard().setText(findings_text(self._lines))
        self._desk.alerts.say("已复制问题清单")

    def _clear(self) -> None:
        self._lines, self._quarter, self._compared, self._shown = [], None, {}, None
        self.files.set_rows([])
        self.mapping.show_sheet(None, None)
        self.left_after.show_rows([], None)

    def _set_up(self) -> None:
        self.files.ticked.connect(self._tick)
        self.file_grid.chosen.connect(self._show_file)
        self.differences.decided.connect(self._decide)
        self.mapping.remembered.connect(self.outdated)
        self.parts.currentChanged.connect(
            lambda _index: self._show_mapping() if self.parts.currentWidget() is self.mapping else None
        )
        self.findings.setAccessibleName("问题")
        self.told.setAccessibleName("识别说明")
        for texts in (self.findings, self.told):
            texts.setWordWrap(True)
            texts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            texts.setResizeMode(QListWidget.ResizeMode.Adjust)

    def _lay_out(self) -> None:
        for number, (part, title) in enumerate(((self.differences, "数据"), (self.mapping, "对应关系"))):
            self.parts.addWidget(part)
            self.choice.add(number, title, "所选文件的内容")
        self.choice.group.idClicked.connect(self.show_part)
        self.show_part(0)
        head = PartHead("所选文件", (), self)
        head.add(self.choice)
        content = split(Qt.Orientation.Vertical, self.file_grid, under_head(head, self.parts), shares=(2, 5))
        self.sections = Sections(self)
        self.sections.addTab(self.findings, "问题")
        self.sections.addTab(self.told, "识别说明")
        panel = SidePanel(self.sections)
        self.findings_titled.connect(panel.set_title)
        self.beside = WithPanel(content, panel, "问题和识别说明", self)
        tools = ToolRow(self)
        tools.add(self.summary)
        tools.add_right(self.received, self.left, self.beside.button)
        self.setFocusProxy(self.file_grid)
        lay_out_content(self, self.beside, tools)


def _file_columns() -> list[Column[FileLine]]:
    return [
        Column("take", "是否导入", lambda line: line.tick, width=16),
        Column("file", "文件", lambda line: line.form.file_name, width=30),
        Column("unit", "单位", lambda line: line.form.unit.name if line.form.unit else "未识别", width=26),
        Column(
            "outcome",
            "结果",
            lambda line: line.form.outcome.value,
            width=12,
            look=lambda line: _OUTCOME_LOOKS[line.form.outcome],
        ),
        Column(
            "findings",
            "问题",
            lambda line: line.counts,
            width=22,
            look=lambda line: Look.BAD if line.closed else None,
        ),
        Column("sheet", "工作表", lambda line: line.sheet, width=16),
        Column("profile", "对应关系", lambda line: line.profile, width=16),
    ]
