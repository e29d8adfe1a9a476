"""套表: a window on a superior's workbook in which each cell shows the figure it will get;
corrected here, then written beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ...base.errors import InputRejected, UserFacingError
from ...base.files import deliver, safe_name
from ...base.numbers import show_number
from ...base.sticks import delivered
from ...energy.periods import Quarter
from ...office.file import Office
from ...spreadsheet.limits import address
from ...widgets.desk import Desk
from ...widgets.parts import ButtonRow, SectionTitle, action_button, split
from ...widgets.quiet import QuietComboBox
from ..actions.profiles import remember_workbook
from ..queries.profiles import workbook_templates
from ..values.reports import Amount
from .sheet_view import SheetView

if TYPE_CHECKING:
    from ..sheets.workbook_filling import CellTarget, FillingFigures, OpenWorkbook

    Targets = dict[str, dict[tuple[int, int], CellTarget]]

FILTER = "Excel 文件 (*.xlsx);;所有文件 (*)"
_NOTHING = ""
_WINDOWS: set[FillingWindow] = set()
"""The open windows; Qt alone would not keep them."""


def open_workbook_filling(desk: Desk, office: Office, quarter: Quarter) -> None:
    """Let the clerk choose a superior's workbook and show what its cells will get; nothing is written yet."""
    paths = desk.alerts.choose_files(
        f"选择上级发来的表（填{quarter.title}的数）", "quarterly.filling", FILTER
    )
    if not paths:
        return
    path = paths[0]

    def work(_progress: object) -> tuple[OpenWorkbook, FillingFigures, Targets, bool]:
        from ..sheets.workbook_filling import open_workbook, propose, read_figures, remembered

        book, figures = open_workbook(path), read_figures(office, quarter)
        known = remembered(book, workbook_templates(office))
        return book, figures, propose(book, figures) if known is None else known, known is not None

    def show(opened: tuple[OpenWorkbook, FillingFigures, Targets, bool]) -> None:
        window = FillingWindow(desk, path, *opened)
        _WINDOWS.add(window)
        window.show()
        window.raise_()
        window.activateWindow()

    desk.tasks.run(desk, f"打开{path.name}", work, show)


@dataclass(frozen=True, slots=True)
class _Order:
    """What is to be filled in where, and the name under which the places are remembered."""

    source: Path
    target: Path
    name: str
    book: OpenWorkbook
    figures: FillingFigures
    cells: Targets


@dataclass(frozen=True, slots=True)
class _Filled:
    """The written file, in how many cells something stands, and why the places were not remembered."""

    path: Path
    cells: int
    not_remembered: UserFacingError | None


def _fill_and_remember(office: Office, order: _Order, _progress: object) -> _Filled:
    """Write the filled workbook and remember its places; both in the worker, so that no window is needed."""
    from ..sheets.workbook_filling import filled_workbook, profile_of

    if order.target.resolve() == order.source.resolve():
        raise InputRejected("请另取一个文件名：上级发来的原表不覆盖。")
    data, count, _blank = filled_workbook(order.book, order.figures, order.cells)
    path = deliver(data, order.target, overwrite=True)  # the dialog has asked
    try:
        remember_workbook(office, profile_of(order.book, order.name, order.cells))
    except UserFacingError as error:
        return _Filled(path, count, error)
    return _Filled(path, count, None)


def _tell_filled(desk: Desk, window: FillingWindow, filled: _Filled) -> None:
    """Say what was written, also to a clerk who has closed the window meanwhile."""
    if filled.not_remembered is not None:
        desk.alerts.warn(filled.not_remembered)
    desk.alerts.say(f"{filled.path.name}{delivered(filled.path)}")
    if window in _WINDOWS:
        window.show_filled(filled)


class FillingWindow(QDialog):
    """One workbook: its sheets on the left, on the right what the chosen cell gets."""

    def __init__(
        self,
        desk: Desk,
        path: Path,
        book: OpenWorkbook,
        figures: FillingFigures,
        targets: Targets,
        known: bool,
    ) -> None:
        super().__init__(QApplication.activeWindow())
        self._desk, self._path, self._book, self._figures = desk, path, book, figures
        self._targets = {sheet: dict(places) for sheet, places in targets.items()}
        self.summary = QLabel(self)
        self.sheets = QuietComboBox(self)
        self.sheet = SheetView("套表内容", self)
        self.chosen, self.value = SectionTitle("", self), QLabel(self)
        self.key, self.period, self.group, self.measure = (QuietComboBox(self) for _ in range(4))
        self.name = QLineEdit(path.stem, self)
        self.assign = action_button(
            "填这一格", self._assign, "check", tip="让选中的单元格填所选的数", parent=self
        )
        self.clear = action_button("不填这一格", self._clear, "remove", "Del", "选中的单元格保持原样", self)
        self.propose = action_button(
            "重新自动对应", self._propose, "refresh", tip="放弃改动，按代码和名称重新对应", parent=self
        )
        self.write = action_button(
            "填写并另存为…", self._write, "export", "Ctrl+S", "写成新文件；原来的文件不动", self
        )
        self.close_button = action_button("关闭", self.close, "close", parent=self)
        self._set_up(known)
        self._lay_out()
        self._show_sheet()

    def show_filled(self, filled: _Filled) -> None:
        """Say what was written where, and whether its places are known the next time."""
        remembered = "填写位置已记住，下次打开同样的表自动照填。" if filled.not_remembered is None else ""
        self.summary.setText(
            f"{filled.path.name}{delivered(filled.path)}：填写{filled.cells}格。"
            f"{remembered}位置：{filled.path.parent}"
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        _WINDOWS.discard(self)
        super().closeEvent(event)
        self.deleteLater()

    # ---- inside

    @property
    def _sheet_name(self) -> str:
        return str(self.sheets.currentData())

    def _cells(self) -> dict[tuple[int, int], CellTarget]:
        return self._targets.setdefault(self._sheet_name, {})

    def _show_sheet(self) -> None:
        sheet = next(one for one in self._book.sheets if one.name == self._sheet_name)
        texts = self._book.texts(sheet)
        width = max(map(len, texts), default=0)
        self.sheet.show_texts([row + [""] * (width - len(row)) for row in texts])
        self._mark()
        first = min(self._cells(), default=(0, 0))
        self.sheet.go_to(*first)
        self._note_cell()

    def _mark(self) -> None:
        """Show in every cell what it will get."""
        from ..sheets.workbook_filling import describe

        taken: dict[tuple[int, int], str] = {}
        asked: dict[tuple[int, int], str] = {}
        shown: dict[tuple[int, int], str] = {}
        for place, target in self._cells().items():
            value = self._figures.value(target)
            (asked if value is None else taken)[place] = describe(target, self._figures) + (
                "（没有数据，留空）" if value is None else ""
            )
            shown[place] = "—" if value is None else show_number(value)
        self.sheet.sheet_model.lay_over(shown)
        self.sheet.sheet_model.mark(taken, asked)
        self.sheet.fit_columns()
        self._sum_up()

    def _sum_up(self) -> None:
        targets = list(chain.from_iterable(places.values() for places in self._targets.values()))
        blank = sum(self._figures.value(target) is None for target in targets)
        lacking = max((self._figures.missing(target) for target in targets), default=0)
        text = f"{self._figures.quarter.title}　{self._path.name}：将填写{len(targets) - blank}格"
        text += f"，{blank}格没有数据、保持原样" if blank else ""
        text += f"；所用报表中有{lacking}份未报，合计不完整" if lacking else ""
        self.summary.setText(f"{text}。绿色格显示将填的数，公式格不填。")
        self.write.setEnabled(len(targets) > blank)

    def _note_cell(self) -> None:
        place = self.sheet.place()
        if place is None:
            return
        self.chosen.setText(f"选中 {address(*place)}")
        target = self._cells().get(place)
        formula = place in self._book.formulas.get(self._sheet_name, frozenset())
        for widget in (self.key, self.period, self.group, self.measure, self.assign):
            widget.setEnabled(not formula)
        self.clear.setEnabled(target is not None)
        if target is not None:
            self._choose(self.key, f"{target.key}|{target.what}")
            self._choose(self.period, target.period)
            self._choose(self.group, target.group)
            self._choose(self.measure, target.measure)
        else:
            self._choose(self.key, _NOTHING)
        self._note_value(formula=formula)

    def _note_value(self, *, formula: bool = False) -> None:
        target = self._chosen_target()
        if formula:
            self.value.setText("这一格是公式，不填。")
        elif target is None:
            self.value.setText("这一格不填。")
        else:
            self.value.setText(f"将填：{self._figure(target)}")

    def _figure(self, target: CellTarget) -> str:
        from ..sheets.workbook_filling import measure_of

        value, missing = self._figures.value(target), self._figures.missing(target)
        figure = "没有数据" if value is None else f"{show_number(value)}{measure_of(target, self._figures)}"
        return figure + (f"（缺{missing}份报表）" if missing else "")

    def _note_key(self) -> None:
        from ..sheets.mapping import measures_for

        kept = self.measure.currentData()
        measures = measures_for(str(self.key.currentData() or ""), self._figures.system)
        _fill(self.measure, {"": "表样的计量单位"} | {measure: measure for measure in measures[1:]})
        self._choose(self.measure, str(kept or ""))
        self._note_value()

    def _chosen_target(self) -> CellTarget | None:
        from ..sheets.workbook_filling import CellTarget

        key, _, what = str(self.key.currentData() or "").partition("|")
        if not key:
            return None
        return CellTarget(
            key,
            Amount(what),
            str(self.period.currentData()),
            str(self.group.currentData()),
            str(self.measure.currentData() or ""),
        )

    def _assign(self) -> None:
        place, target = self.sheet.place(), self._chosen_target()
        if place is None or target is None:
            return
        self._cells()[place] = (
            replace(target, period="now")
            if target.key.startswith("fact:") and target.period == "to_date"
            else target
        )
        self._mark()
        self._note_cell()
        self.sheet.setFocus()

    def _clear(self) -> None:
        place = self.sheet.place()
        if place is not None and self._cells().pop(place, None) is not None:
            self._mark()
            self._note_cell()

    def _propose(self) -> None:
        from ..sheets.workbook_filling import propose

        self._targets = propose(self._book, self._figures)
        self._mark()
        self._note_cell()

    def _write(self) -> None:
        title = f"{safe_name(self._path.stem)}（{self._figures.quarter.title}）.xlsx"
        target = self._desk.alerts.choose_save("填好的套表写到哪里", self._path.parent / title, FILTER)
        if target is None:
            return
        name = self.name.text() or self._path.stem
        cells = {sheet: dict(places) for sheet, places in self._targets.items() if places}
        order = _Order(self._path, target, name, self._book, self._figures, cells)
        self._desk.tasks.run(
            self._desk,  # not this window, which may be closed meanwhile: what was written is still told
            f"填写{self._path.name}",
            partial(_fill_and_remember, self._desk.office, order),
            partial(_tell_filled, self._desk, self),
        )

    @staticmethod
    def _choose(box: QComboBox, value: str) -> None:
        index = box.findData(value)
        box.setCurrentIndex(max(0, index))

    def _set_up(self, known: bool) -> None:
        from ..sheets.workbook_filling import FACTS, GROUPS, PERIODS

        self.setWindowTitle(f"套表：{self._path.name}{'（已记住的填写位置）' if known else ''}")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        for sheet in self._book.sheets:
            self.sheets.addItem(f"{sheet.name}{'（隐藏）' if sheet.hidden else ''}", sheet.name)
        with_cells = next(
            (at for at, sheet in enumerate(self._book.sheets) if self._targets.get(sheet.name)), 0
        )
        self.sheets.setCurrentIndex(with_cells)
        titles: dict[str, str] = {}
        for item in self._figures.system.items:
            titles |= {f"{item.key}|{what}": words for what, words in _titles(item.key, self._figures)}
        _fill(
            self.key,
            {_NOTHING: "（不填）"}
            | titles
            | {f"{key}|{Amount.QUANTITY}": text for key, text in FACTS.items()},
        )
        _fill(self.period, PERIODS)
        units = self._figures.units[self._figures.quarter.year]
        _fill(self.group, GROUPS | {f"unit:{unit.id}": unit.name for unit in units})
        for widget, name in (
            (self.sheets, "工作表"),
            (self.key, "指标"),
            (self.period, "时期"),
            (self.group, "范围"),
            (self.measure, "计量单位"),
            (self.name, "套表名称"),
        ):
            widget.setAccessibleName(name)
        for box in (self.key, self.period, self.group, self.measure):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(16)
            box.setMaxVisibleItems(22)
        self.summary.setWordWrap(True)
        self.value.setWordWrap(True)
        self._note_key()
        self._desk.destroyed.connect(self.close)
        self.sheets.currentIndexChanged.connect(lambda _index: self._show_sheet())
        self.sheet.selectionModel().currentChanged.connect(lambda _now, _before: self._note_cell())
        self.key.currentIndexChanged.connect(lambda _index: self._note_key())
        for box in (self.period, self.group, self.measure):
            box.currentIndexChanged.connect(lambda _index: self._note_value())

    def _lay_out(self) -> None:
        side = QWidget(self)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        fields = QFormLayout()
        for label, widget in (
            ("指标", self.key),
            ("时期", self.period),
            ("范围", self.group),
            ("计量单位", self.measure),
        ):
            fields.addRow(label, widget)
        name = QFormLayout()
        name.addRow("套表名称", self.name)
        column.addWidget(self.chosen)
        column.addLayout(fields)
        column.addWidget(self.value)
        column.addWidget(ButtonRow(self.assign, self.clear, self.propose, parent=side))
        column.addStretch(1)
        column.addLayout(name)
        column.addWidget(ButtonRow(self.write, self.close_button, parent=side))
        top = QHBoxLayout()
        top.addWidget(QLabel("工作表", self))
        top.addWidget(self.sheets)
        top.addWidget(self.summary, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(split(Qt.Orientation.Horizontal, self.sheet, side, shares=(3, 1)), 1)
        self.resize(1180, 640)


def _titles(key: str, figures: FillingFigures) -> list[tuple[Amount, str]]:
    from ..sheets.words import title_of

    return [(what, title_of((key, what), figures.system)) for what in Amount]


def _fill(box: QComboBox, entries: Mapping[str, str]) -> None:
    box.blockSignals(True)
    box.clear()
    for value, text in entries.items():
        box.addItem(text, value)
    box.blockSignals(False)
