"""导入报表: the forms that were recognised, before anything of them is stored: the files at the left, the
chosen one at the right in the form's own rows, where it is put right.

Several quarters and folders wait side by side until they are taken in or put away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QStackedWidget, QWidget

from ...base.errors import InputRejected, UserFacingError
from ...base.typed import Kind
from ...energy.periods import Quarter
from ...office.backup import Reason
from ...office.backup_routine import backup_open_office
from ...office.clock import today
from ...organisation.queries.units import reporting_units, units_of_year
from ...widgets.desk import Desk, open_file
from ...widgets.fields.form import FieldForm, FieldSpec
from ...widgets.grid.view import Grid
from ...widgets.page_head import HeadActions, PartHead, lay_out_content, page_action, under_head
from ...widgets.parts import split
from ...widgets.quiet import QuietComboBox
from ...widgets.side_panel import SidePanel, WithPanel
from ...widgets.tasks import Cancelled
from ...widgets.tool_row import Segments, Sentence, ToolRow
from ..actions.reports import store_forms
from ..queries.reports import stored_reports
from ..rules.merging import Choice
from ..values.findings import Finding, FormOutcome
from ..values.mends import NO_MENDS, Mends
from ..values.reports import Amount, EntryCell
from .differences import Differences
from .import_against import Against
from .import_files import FILE, OUTCOME, PROFILE, QUARTER, SHEET, FileModel, file_columns
from .import_lines import (
    FileLine,
    decided,
    file_line,
    findings_text,
    left_over,
    summary,
    ticked,
)
from .import_panel import ImportPanel
from .leftovers import LeftOvers
from .mapping import MappingPage
from .pending import FormKey, Pending, Said

if TYPE_CHECKING:
    from ...spreadsheet.reading import Workbook
    from ..sheets.reading import FormReading
    from .intake import Recognised

_RECEIVED = (
    FieldSpec("received_on", "收到日期", Kind.DATE, help="这一批报表交到镇上的日期，据此判断是否按时"),
)
"""Of the whole batch; a report that came in before keeps its first day."""
_NO_UNIT = "（选择是哪个单位的报表）"


class ImportView(QWidget):
    """The files at the left; at the right, for the chosen one, its figures and what the clerk says of its
    layout; in the panel its findings and how it was understood.
    """

    stored = Signal(bool)
    """The chosen forms are stored; whether others still wait."""
    cancelled = Signal()
    findings_titled = Signal(str)
    """What was found in the chosen file is called."""
    outdated = Signal()
    """Reports were changed since the files were compared with them; they should be read again."""
    changed = Signal()
    """Other forms wait, or something else was said of them."""
    emptied = Signal()
    """Nothing waits any more."""

    def __init__(self, desk: Desk, left_after: LeftOvers, parent: QWidget | None = None) -> None:
        """``left_after`` stands with the tab and holds what was left out, once the rest is stored."""
        super().__init__(parent)
        self._desk = desk
        # what is to be done here is to take in what was read, or not
        self.head_actions = HeadActions(self)
        self._lines: list[FileLine] = []
        self._quarter: Quarter | None = None
        self._against: dict[Quarter, Against] = {}
        self._shown: int | None = None
        self._kept: dict[FormKey, Said] = {}
        self._received_kept: dict[str, object] = {}
        self.summary = Sentence(parent=self)
        self.files = FileModel(file_columns(), parent=self)
        self.file_grid = Grid(self.files, "识别出的文件", select_rows=True, roomy=True)
        self.panel = ImportPanel(self)
        self.findings, self.told = self.panel.findings, self.panel.told
        self.differences = Differences(self)
        self.value_grid = self.differences.grid
        self.mapping = MappingPage(desk, self)
        self.parts, self.choice = QStackedWidget(self), Segments(self)
        self.unit = QuietComboBox(self)
        self._make_actions()
        self.received = FieldForm(_RECEIVED, self)
        self.received.setMaximumHeight(self.received.sizeHint().height())  # in the middle of the row of tools
        self.left = LeftOvers(desk, self)
        self.left_after = left_after
        self._set_up()
        self._lay_out()

    @property
    def is_waiting(self) -> bool:
        """Whether recognised files wait for the clerk's decision."""
        return bool(self._lines)

    @property
    def quarter(self) -> Quarter | None:
        """For which quarter the last files were looked at."""
        return self._quarter

    def show_forms(self, quarter: Quarter, found: Recognised) -> None:
        """Show what was recognised beside what waits already; nothing is stored yet. Files that were read
        before take their own places, with what the clerk said of them.
        """
        from ..sheets.reading import judged_again

        if not self._lines:  # what joins others is of their batch
            self.received.set_values({"received_on": today()} | self._received_kept)
        fresh = {_source(one) for one in found.readings}
        kept = [line for line in self._lines if _source(line.reading) not in fresh]
        readings = [*(line.reading for line in kept), *found.readings]
        mends = _mends_again(self._lines, readings) | self._mends_kept(readings)
        self._against |= found.against
        self._quarter = quarter
        readings = judged_again(self._desk.office, readings, mends)
        self._lines = [
            replace(line, id=at)
            if line.reading.form is reading.form
            else file_line(at, reading, self._against)
            for at, (line, reading) in enumerate(zip(kept, readings, strict=False))
        ]
        self._lines += [file_line(at, readings[at], self._against) for at in range(len(kept), len(readings))]
        self._lines = [self._as_kept(line) for line in self._lines]
        self.differences.model.forget_refused()
        self._show_lines()
        first = next((line for line in self._lines[len(kept) :] if line.is_open), None)
        chosen = first or (self._lines[len(kept)] if len(self._lines) > len(kept) else None)
        self.file_grid.select_row(lambda line: chosen is not None and line.id == chosen.id)
        self._show_file(chosen)
        self.file_grid.setFocus()

    def take_up(self, pending: Pending) -> None:
        """Have the forms that are read next be as the clerk left them when the program was closed."""
        self._kept = dict(pending.said)
        self._received_kept = {"received_on": pending.received_on}

    def pending(self, quarter: Quarter, pasted: Sequence[Workbook]) -> Pending:
        """Return what waits and what the clerk said of it, so that he can go on later.

        Args:
            quarter: where nothing waits.
            pasted: what was pasted; of it only what still waits is kept.
        """
        sources = dict.fromkeys(_source(line.reading) for line in self._lines)
        return Pending(
            self._quarter or quarter,
            tuple(source for source in sources if isinstance(source, Path)),
            {_kept_key(line.reading): Said(line.mends, line.taken, line.choices) for line in self._lines},
            tuple(one for one in pasted if one.name in sources),
            self._received_on(),
        )

    def _received_on(self) -> date | None:
        day = self.received.values()["received_on"]
        return day if isinstance(day, date) else None

    def _mends_kept(self, readings: Sequence[FormReading]) -> dict[int, Mends]:
        found = {}
        for at, reading in enumerate(readings):
            said = self._kept.get(_kept_key(reading))
            if said is not None and said.mends not in (NO_MENDS, reading.alone.mends):
                found[at] = said.mends
        return found

    def _as_kept(self, line: FileLine) -> FileLine:
        said = self._kept.pop(_kept_key(line.reading), None)
        if said is None:
            return line
        choices = {cell: choice for cell, choice in said.choices.items() if cell in line.choices}
        taken = said.taken if line.can_be_taken else line.taken
        return replace(line, taken=taken, choices={**line.choices, **choices})

    def offer_of_tab(self, more: Sequence[QAction]) -> None:
        """Offer, beside what is done here, how more files come in."""
        others = (self.tick_shown, self.copy, *((None, *more) if more else ()), None, self.cancel)
        self.head_actions.offer(self.take, (self.go_on,), others)

    # ---- inside

    def _show_lines(self) -> None:
        self.files.set_rows(self._lines)
        several = len({line.quarter for line in self._lines}) > 1
        self.file_grid.setColumnHidden(QUARTER, not several)
        self.summary.setText(f"{summary(self._lines)}在此之前不保存任何内容；更正须打勾“替换已存报表”。")
        self._count()

    def _line(self) -> FileLine | None:
        return next((line for line in self._lines if line.id == self._shown), None)

    def _show_file(self, line: FileLine | None) -> None:
        form = line.form if line else None
        self._shown = line.id if line else None
        self.panel.show_line(line)
        count = len(line.findings) if line else 0
        self.findings_titled.emit(f"{'问题' if count else '没有问题'}：{form.file_name}" if form else "")
        self.beside.set_count(count)
        self.differences.show_line(line)
        self._head.title.setText(_title(line))
        self._head.title.setToolTip(_title(line))
        self._offer_units(line)
        self.open.setEnabled(bool(line and line.reading.alone.path))
        self.put_aside.setText("仍要导入这份" if line and line.mends.aside else "不导入这份")
        self.put_aside.setEnabled(line is not None)
        if self.parts.currentWidget() is self.mapping:
            self._show_mapping()

    def show_part(self, number: int) -> None:
        """Bring the figures or the layout of the chosen file to the front."""
        self.choice.group.button(number).setChecked(True)
        self.parts.setCurrentIndex(number)

    def _show_mapping(self) -> None:
        line = self._line()
        self.mapping.show_sheet(line.reading.sheet if line else None, line.quarter if line else None)

    def _tick(self, number: int, taken: bool) -> None:
        self._lines = ticked(self._lines, number, taken)
        self.files.set_rows(self._lines)
        self._count()

    def _tick_shown(self) -> None:
        """Take the form in front, or not, without leaving its figures."""
        line = self._line()
        if line is None or not line.can_be_taken:
            self._desk.alerts.say("这份现在不能导入，先处理右边列出的问题")
        else:
            self._tick(line.id, not line.taken)

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
        self.differences.show_line(self._line())
        self._count()

    # ---- putting right

    def _mend(self, change: Mends) -> None:
        """Judge the shown form again with what the clerk says of it; a form that is right then is taken."""
        from ..sheets.reading import judged_again

        number = self._shown
        if number is None:
            return
        readings = judged_again(self._desk.office, [line.reading for line in self._lines], {number: change})
        self._lines = [
            line if line.reading.form is reading.form and line.id != number else self._renewed(line, reading)
            for line, reading in zip(self._lines, readings, strict=True)
        ]
        self._show_lines()
        self._show_file(self._line())

    def _renewed(self, line: FileLine, reading: FormReading) -> FileLine:
        """Return a line that was judged again; what was chosen for it stays as far as it can."""
        new = file_line(line.id, reading, self._against)
        choices = {cell: choice for cell, choice in line.choices.items() if cell in new.choices}
        kept = line.taken and new.can_be_taken and (not new.form.doubts or bool(line.form.doubts))
        return replace(new, taken=new.taken or kept, choices={**new.choices, **choices})

    def _type_over(self, typed: Mapping[EntryCell, Decimal | None]) -> None:
        line = self._line()
        if line is not None:
            self._mend(replace(line.mends, figures={**line.mends.figures, **typed}))

    def _leave_out(self, finding: Finding) -> None:
        line = self._line()
        if line is not None:
            self._mend(replace(line.mends, left_out=line.mends.left_out | {finding}))

    def _note_said(self, words: str) -> None:
        line = self._line()
        if line is not None and words.strip() != line.mends.said_by:
            self._mend(replace(line.mends, said_by=words.strip()))

    def _name_unit(self) -> None:
        line, unit = self._line(), self.unit.currentData()
        if line is not None and isinstance(unit, int):
            self._mend(replace(line.mends, unit_id=unit))

    def _put_aside(self) -> None:
        line = self._line()
        if line is not None:
            self._mend(replace(line.mends, aside=not line.mends.aside))

    def _offer_units(self, line: FileLine | None) -> None:
        """Offer the units, those without a report first, where the form does not say whose it is."""
        asked = bool(
            line and line.can_be_mended and (line.form.unit is None or line.mends.unit_id is not None)
        )
        self.unit.setVisible(asked)
        if line is None or not asked:
            return
        units = reporting_units(self._desk.office, line.quarter.year)
        there = {*line.against.stored, *(one.form.unit.id for one in self._lines if one.form.unit)}
        self.unit.clear()
        self.unit.addItem(_NO_UNIT, None)
        for unit in sorted(units, key=lambda one: one.id in there):
            self.unit.addItem(unit.name, unit.id)
        self.unit.setCurrentIndex(max(0, self.unit.findData(line.mends.unit_id)))

    def _go_on(self) -> None:
        """Go to the next cell that wants an answer, in this form or in the next that has one."""
        self.show_part(0)
        if self._shown is not None and self.differences.go_to_fault():
            return
        after = [line for line in self._lines if self._shown is not None and line.id > self._shown]
        before = [line for line in self._lines if self._shown is None or line.id <= self._shown]
        line = next((one for one in (*after, *before) if one.is_open), None)
        if line is None:
            self._desk.alerts.say("没有要处理的问题了，可以导入")
            self.file_grid.setFocus()
            return
        self.file_grid.select_row(lambda one: one.id == line.id)
        self._show_file(line)
        self.file_grid.setFocus()
        if not self.differences.go_to_fault() and not self.unit.isHidden():
            self.unit.setFocus()

    def _open_file(self) -> None:
        line = self._line()
        if line is not None and line.reading.alone.path is not None:
            open_file(self._desk.alerts, line.reading.alone.path)

    # ---- taking in

    def _count(self) -> None:
        self.changed.emit()
        count = sum(line.taken for line in self._lines)
        self.take.setText(f"导入{count}份" if count else "导入")
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
        """Store the ticked forms in one step,
        unless the reports they were compared with have changed meanwhile.
        """
        self.take.setEnabled(True)
        if not self._lines:
            return  # put away while the backup was made
        with self._desk.alerts.guard():
            self._check_fresh()
            self.received.flush()
            taken = [line.to_store() for line in self._lines if line.taken]
            count = store_forms(self._desk.office, taken, self._received_on())
            self._after(count)

    def _check_fresh(self) -> None:
        """Raise InputRejected if what the forms were held against has changed, and have them read again; or
        if a reason is lacking.
        """
        office, gone = self._desk.office, False
        for year in {line.quarter.year for line in self._lines}:
            registered = {unit.id for unit in units_of_year(office, year)}
            units = {
                line.form.unit.id for line in self._lines if line.form.unit and line.quarter.year == year
            }
            gone |= not units <= registered
        quarters = {line.quarter for line in self._lines}
        if gone or any(stored_reports(office, one) != self._against[one].stored for one in quarters):
            self.outdated.emit()
            raise InputRejected("识别之后又有报表或单位改动，已重新比对文件；请再次核对后导入。")
        for line in self._lines:
            if line.taken and line.mends.leaves_out and not line.mends.said_by:
                self.file_grid.select_row(lambda one, wanted=line.id: one.id == wanted)  # type: ignore[misc]
                self._show_file(line)
                self.beside.open_panel()
                self.panel.ask_who()
                raise InputRejected(f"“{line.form.file_name}”有不采纳的数，请在右边写明据谁确认或原因。")

    def _after(self, count: int) -> None:
        """Tell what was stored; what still wants an answer stays."""
        lines = self._lines
        names = [line.form.file_name for line in lines if line.form.outcome is FormOutcome.REJECTED]
        rest = f"；未导入：{'、'.join(dict.fromkeys(names))}" if names else ""
        rows, quarter = left_over(lines), self._quarter
        waiting = [line.reading for line in lines if line.is_open and not line.taken]
        day = self._received_on()
        self._clear()
        if waiting and quarter is not None:
            self._received_kept = {"received_on": day}
            self._keep_open(waiting, quarter)
        self.left_after.show_rows(rows, quarter)
        self._desk.alerts.say(f"已导入{count}份报表{rest}")
        self.stored.emit(bool(waiting))

    def _keep_open(self, readings: Sequence[FormReading], quarter: Quarter) -> None:
        from .import_against import read_against
        from .intake import Recognised

        quarters = {one.alone.quarter for one in readings if one.alone.quarter}
        office = self._desk.office
        self.show_forms(
            quarter, Recognised(list(readings), {one: read_against(office, one) for one in quarters})
        )

    def _cancel(self) -> None:
        self._clear()
        self.emptied.emit()
        self._desk.alerts.say("已取消导入，没有保存任何内容")
        self.cancelled.emit()

    def _copy(self) -> None:
        if not any(line.findings for line in self._lines):
            self._desk.alerts.say("没有问题可以复制")
            return
        QGuiApplication.clipboard().setText(findings_text(self._lines))
        self._desk.alerts.say("已复制问题清单")

    def _clear(self) -> None:
        self._lines, self._quarter, self._against, self._shown = [], None, {}, None
        self._received_kept = {}
        self.files.set_rows([])
        self.differences.model.forget_refused()
        self.mapping.show_sheet(None, None)
        self.left_after.show_rows([], None)
        self.changed.emit()

    # ---- making

    def _make_actions(self) -> None:
        self.take = page_action("导入", self._take, "check", "", "保存打勾的报表", self)
        self.cancel = page_action("取消导入", self._cancel, "close", "", "放下这些文件，不保存任何内容", self)
        self.copy = page_action(
            "复制问题清单", self._copy, "copy", "Ctrl+Shift+C", "复制全部文件的问题，可发给填报单位", self
        )
        self.go_on = page_action(
            "下一处问题", self._go_on, "right", "F4", "到下一处要改或要确认的格，跨文件", self
        )
        self.tick_shown = page_action(
            "勾选这份", self._tick_shown, "check", "F9", "核对无误后勾选，或不勾选", self
        )
        self.open = page_action(
            "用WPS打开", self._open_file, "document", "Ctrl+Shift+O", "用本机的表格软件打开这份文件", self
        )
        self.put_aside = page_action(
            "不导入这份", self._put_aside, "close", "", "放下这份；同一单位的另一份就不再算重复", self
        )
        self.offer_of_tab(())

    def _set_up(self) -> None:
        self.files.ticked.connect(self._tick)
        self.file_grid.chosen.connect(self._show_file)
        self.differences.decided.connect(self._decide)
        self.differences.mended.connect(self._type_over)
        self.panel.cell_wanted.connect(self._go_to)
        self.panel.left_out.connect(self._leave_out)
        self.panel.said.connect(self._note_said)
        self.received.committed.connect(lambda _key, _day: self.changed.emit())
        self.mapping.remembered.connect(self.outdated)
        self.parts.currentChanged.connect(
            lambda _index: self._show_mapping() if self.parts.currentWidget() is self.mapping else None
        )
        self.unit.setAccessibleName("是哪个单位的报表")
        self.unit.activated.connect(lambda _index: self._name_unit())
        for column in (FILE, OUTCOME, SHEET, PROFILE, QUARTER):
            self.file_grid.setColumnHidden(column, True)

    def _go_to(self, key: str, what: object) -> None:
        self.show_part(0)
        self.differences.go_to(key, what if isinstance(what, Amount) else None)

    def _lay_out(self) -> None:
        for number, (part, title) in enumerate(((self.differences, "数据"), (self.mapping, "对应关系"))):
            self.parts.addWidget(part)
            self.choice.add(number, title, "所选文件的内容")
        self.choice.group.idClicked.connect(self.show_part)
        self.show_part(0)
        self._head = PartHead("所选文件", (self.open, self.put_aside), self)
        self._head.add(self.unit, self.choice)
        content = split(
            Qt.Orientation.Horizontal, self.file_grid, under_head(self._head, self.parts), shares=(6, 8)
        )
        panel = SidePanel(self.panel)
        self.findings_titled.connect(panel.set_title)
        self.beside = WithPanel(content, panel, "问题和识别说明", self)
        tools = ToolRow(self)
        tools.add(self.summary)
        tools.add_right(self.received, self.left, self.beside.button)
        self.setFocusProxy(self.file_grid)
        lay_out_content(self, self.beside, tools)


def _source(reading: FormReading) -> object:
    """What a form was read from: its file, or the name of what was pasted."""
    return reading.alone.path or reading.form.file_name


def _mends_again(lines: Sequence[FileLine], readings: Sequence[FormReading]) -> dict[int, Mends]:
    """Return by position what the clerk had said of forms that were read once more."""
    said = {_known(line.reading): line.mends for line in lines if line.mends != NO_MENDS}
    found = {}
    for at, reading in enumerate(readings):
        mends = said.get(_known(reading))
        if mends is not None and reading.alone.mends != mends:
            found[at] = mends
    return found


def _known(reading: FormReading) -> tuple[object, str, str]:
    """By what a form is known when its file is read again."""
    sheet = reading.sheet.sheet_name if reading.sheet else ""
    unit = reading.alone.claim.unit if reading.alone.mends.unit_id is None else None
    return (_source(reading), sheet, unit.name if unit else "")


def _kept_key(reading: FormReading) -> FormKey:
    """By what a form is known when the program is opened again."""
    _file, sheet, unit = _known(reading)
    return (str(reading.alone.path or reading.form.file_name), sheet, unit)


def _title(line: FileLine | None) -> str:
    if line is None:
        return "所选文件"
    sheet = f"　{line.sheet}" if line.sheet else ""
    return f"{line.form.unit.name if line.form.unit else '未识别单位'}　{line.form.file_name}{sheet}"
