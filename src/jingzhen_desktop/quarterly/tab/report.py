"""单位报表: one unit's form of one quarter, typed and corrected cell by cell, each saved at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QToolButton, QVBoxLayout, QWidget

from ...base.numbers import show_number
from ...energy.periods import Quarter
from ...energy.statistics import system_of_year
from ...organisation.queries import reporting_units
from ...organisation.values import UnitInYear
from ...widgets.appearance import look_colour, look_icon
from ...widgets.desk import Desk
from ...widgets.fields import FieldForm, FieldSpec
from ...widgets.grid import Column, Grid, GridModel, Kind, Look
from ...widgets.parts import ButtonRow, SectionTitle, action_button, split
from ..actions import change_entries, change_entry, change_signatures, remove_report
from ..queries import read_conversion, stored_report, stored_reports
from ..rules import expected_in, report_findings, unit_status
from ..values import Finding, Report, ReportStatus, Severity, Signatures, UnitQuarter
from .cells import BLANK, FigureColumn, figure_column, percent_column
from .report_lines import ReportLine, report_lines, sum_line, unit_quarter

_SIGNATURES = (
    FieldSpec("unit_head", "单位负责人"),
    FieldSpec("statistics_head", "统计负责人"),
    FieldSpec("filled_by", "填表人"),
    FieldSpec("reported_on", "报出日期", Kind.DATE),
    FieldSpec("note", "备注", help="如：为什么有一项不能填报"),
)

_QUANTITY_COLUMN = 3


class ReportView(QWidget):
    """The form at the left; findings and signatures at the right."""

    unit_changed = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._quarter = Quarter(desk.year, 1)
        self._system = system_of_year(desk.year)
        self._conversion = read_conversion(desk.office)
        self._units: list[UnitInYear] = []
        self._unit: UnitQuarter | None = None
        self._before: Report | None = None
        self._shown: Sequence[Finding] | None = None
        self.units = QComboBox(self)
        self.state = QLabel(self)
        self.model: GridModel[ReportLine] = GridModel(
            _columns(), self._write, desk.alerts, write_many=self._write_block, by_value=True, parent=self
        )
        self.grid = Grid(self.model, "单位报表")
        self.findings = QListWidget(self)
        self.findings_title = SectionTitle("审核问题", self)
        self.signatures = FieldForm(_SIGNATURES, self)
        self.remove = action_button("删除报表", self._remove, "remove", None, "删除本单位本季度已存的报表", self)
        self.previous = self._step_button("◀", -1, "Ctrl+PgUp", "上一个单位")
        self.next = self._step_button("▶", 1, "Ctrl+PgDown", "下一个单位")
        self._set_up()
        self._lay_out()

    @property
    def unit_id(self) -> int | None:
        """The unit shown."""
        data = self.units.currentData()
        return int(data) if data is not None else None

    def show_quarter(self, quarter: Quarter, unit_id: int | None = None) -> None:
        """Read anew; another quarter keeps the unit."""
        if (quarter, unit_id or self.unit_id) != (self._quarter, self._unit.unit.id if self._unit else None):
            self._leave()
        office = self._desk.office
        self._quarter, self._system = quarter, system_of_year(quarter.year)
        self._conversion = read_conversion(office)
        self._units = [unit for unit in reporting_units(office, quarter.year) if expected_in(unit, quarter)]
        self._offer_units(unit_id or self.unit_id)
        self._before = None if self.unit_id is None else stored_report(office, self.unit_id, quarter.last_year)
        self.show_unit()

    def show_unit(self) -> None:
        """Read only the unit's own report anew, after one of its cells was stored."""
        unit = next((unit for unit in self._units if unit.id == self.unit_id), None)
        self.setEnabled(unit is not None)
        if unit is None:
            self._unit = None
            return
        report = stored_report(self._desk.office, unit.id, self._quarter)
        self._unit = unit_quarter(unit, report, self._system, self._conversion)
        self._show(self._unit, self._before)

    def start_typing(self) -> None:
        """Put the cursor on the first quantity."""
        if self._unit is not None:
            self.grid.setFocus()
            self.grid.setCurrentIndex(self.model.index(0, _QUANTITY_COLUMN))

    def copy_findings(self) -> None:
        """Put the findings on the clipboard, for the phone call or message to the unit."""
        texts = [self.findings.item(row).text() for row in range(self.findings.count())]
        title = f"{self.units.currentText()} {self._quarter.title}"
        QGuiApplication.clipboard().setText("\n".join([title, *texts]))
        self._desk.alerts.say(f"已复制{len(texts)}条审核问题")

    # ---- showing

    def _offer_units(self, wanted: int | None) -> None:
        reports = stored_reports(self._desk.office, self._quarter)
        with QSignalBlocker(self.units):
            self.units.clear()
            for unit in self._units:
                self.units.addItem(_choice(unit, unit_status(reports.get(unit.id), self._system)), unit.id)
            self.units.setCurrentIndex(max(0, self.units.findData(wanted)) if self._units else -1)

    def _show(self, unit: UnitQuarter, before: Report | None) -> None:
        report = unit.report
        choice = _choice(unit.unit, unit.status)
        if choice != self.units.currentText():  # the list measures all its units anew for every text it is given
            self.units.setItemText(self.units.currentIndex(), choice)
        self.model.set_rows(report_lines(self._system, unit, before), [sum_line(unit)])
        self.state.setText(_state(unit))
        self.remove.setEnabled(report is not None)
        self._show_findings(report_findings(report.entries, self._system) if report else [])
        signatures = report.signatures if report else Signatures()
        values = {spec.key: getattr(signatures, spec.key) for spec in _SIGNATURES[:-1]}
        self.signatures.set_values(values | {"note": report.note if report else ""})

    def _show_findings(self, findings: Sequence[Finding]) -> None:
        if findings == self._shown:
            return
        self._shown = findings
        self.findings.clear()
        for finding in findings:
            item = QListWidgetItem(f"{finding.severity.value}：{finding.text}")
            look = Look.BAD if finding.severity is Severity.ERROR else Look.WARNING
            item.setForeground(look_colour(look))
            if sign := look_icon(look):
                item.setIcon(sign)
            self.findings.addItem(item)
        self.findings_title.setText(f"审核问题（{len(findings)}条）" if findings else "审核问题：没有")

    # ---- storing

    def _write(self, line: ReportLine, key: str, value: object) -> None:
        """Store one cell: quantity or cost, blank or a number."""
        assert value is None or isinstance(value, Decimal)
        if self._unit is not None:
            figures: dict[str, Decimal | None] = {key: value}
            change_entry(self._desk.office, self._unit.unit.id, self._quarter, line.item.key, **figures)

    def _write_block(self, cells: Sequence[tuple[ReportLine, str, object]]) -> None:
        """Store what was pasted or cleared, in one step."""
        changes: dict[str, dict[str, Decimal | None]] = {}
        for line, key, value in cells:
            assert value is None or isinstance(value, Decimal)
            changes.setdefault(line.item.key, {})[key] = value
        if self._unit is not None:
            change_entries(self._desk.office, self._unit.unit.id, self._quarter, changes)

    def _sign(self, key: str, value: object) -> None:
        if self._unit is None:
            return
        report = self._unit.report
        signatures, note = (report.signatures, report.note) if report else (Signatures(), "")
        if key == "note":
            note = str(value or "")
        else:
            signatures = replace(signatures, **{key: value})  # type: ignore[arg-type]
        with self._desk.alerts.guard():
            change_signatures(self._desk.office, self._unit.unit.id, self._quarter, signatures, note)

    def _remove(self) -> None:
        if self._unit is None or self._unit.report is None:
            return
        question = f"删除{self._unit.unit.name}{self._quarter.title}已存的报表？删除后需要重新导入或录入。"
        if self._desk.alerts.confirm(question, "删除报表"):
            with self._desk.alerts.guard():
                remove_report(self._desk.office, self._unit.unit.id, self._quarter)

    def _leave(self) -> None:
        """Store what is typed but not finished before the form shows another report."""
        if self.grid.state() == Grid.State.EditingState:
            self.units.setFocus()
            self.grid.setFocus()
        if self._unit is not None:
            self.signatures.flush()

    def _step_unit(self, step: int) -> None:
        position = self.units.currentIndex() + step
        self._leave()
        if 0 <= position < self.units.count():
            self.units.setCurrentIndex(position)

    def _unit_chosen(self) -> None:
        if self.unit_id is not None:
            self.unit_changed.emit(self.unit_id)
            self.show_quarter(self._quarter)

    # ---- making

    def _set_up(self) -> None:
        self.units.setAccessibleName("单位")
        self.units.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.units.currentIndexChanged.connect(lambda _index: self._unit_chosen())
        self.grid.setSortingEnabled(False)
        self.findings.setAccessibleName("审核问题")
        self.findings.setWordWrap(True)
        self.signatures.committed.connect(self._sign)
        self.state.setWordWrap(True)

    def _lay_out(self) -> None:
        label = QLabel("单位(&U)", self)
        label.setBuddy(self.units)
        head = QHBoxLayout()
        head.addWidget(label)
        head.addWidget(self.units)
        head.addWidget(self.previous)
        head.addWidget(self.next)
        head.addWidget(self.state, 1)
        side = QWidget(self)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.findings_title)
        column.addWidget(self.findings, 1)
        column.addWidget(SectionTitle("签字和备注", side))
        column.addWidget(self.signatures)
        column.addWidget(ButtonRow(action_button("复制审核问题", self.copy_findings, "copy", None, None, side), self.remove))
        layout = QVBoxLayout(self)
        layout.addLayout(head)
        layout.addWidget(split(Qt.Orientation.Horizontal, self.grid, side, shares=(3, 1)), 1)

    def _step_button(self, text: str, step: int, key: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setShortcut(key)
        button.setToolTip(f"{tip}（{key}）")
        button.setAccessibleName(tip)
        button.clicked.connect(lambda: self._step_unit(step))
        return button


def _columns() -> list[Column[ReportLine]]:
    tip = "括号内的代码为推定，不作正式代码"
    return [
        Column("title", "指标名称", lambda line: line.title, width=18),
        Column("codes", "代码\n（数量 / 费用）", lambda line: line.codes if line.item.code else "", width=15, tip=tip),
        Column("unit", "计量单位", lambda line: line.item.unit, width=10),
        _typed_column("quantity", "数量"),
        _typed_column("cost", "费用\n（元）"),
        figure_column("coal", "折标煤\n（kgce）", lambda line: line.coal, lambda _: 2, width=13),
        figure_column("last_year", "上年同期\n数量", lambda line: line.last_year, lambda _: None, width=12),
        percent_column("change", "数量同比", lambda line: line.change),
    ]


def _typed_column(what: str, title: str) -> Column[ReportLine]:
    """Make the column of a typed figure; a blank of a report that is there says so, because blank is not 0."""

    def read(line: ReportLine) -> Decimal | None:
        value: Decimal | None = getattr(line.entry, what)
        return value

    def is_blank(line: ReportLine) -> bool:
        return line.exists and bool(line.item.code) and read(line) is None

    def show(line: ReportLine) -> str:
        return show_number(read(line), 2 if what == "cost" else None, blank=BLANK if is_blank(line) else "")

    def look(line: ReportLine) -> Look | None:
        return Look.WARNING if is_blank(line) else None

    return FigureColumn(what, title, read, Kind.NUMBER, editable=True, width=13, look=look, show=show)


def _choice(unit: UnitInYear, status: ReportStatus) -> str:
    return f"{unit.name}（{status.value}）"


def _state(unit: UnitQuarter) -> str:
    report = unit.report
    if report is None:
        return "未报：可以导入报表文件，也可以在下面逐格录入，录入即保存；没有消耗填0，空着表示未填。"
    origin = f"{report.source.value}{f'“{report.source_name}”' if report.source_name else ''}"
    stored = f"，{report.stored_at:%Y-%m-%d %H:%M}保存" if report.stored_at else ""
    return f"{unit.status.value}：{origin}{stored}"

