"""对应关系: what the clerk says of a foreign sheet, on the sheet itself;
remembered for every file of the same layout.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...energy.periods import Quarter
from ...energy.statistics import StatisticalSystem
from ...organisation.queries.units import units_of_year
from ...organisation.values.units import UnitInYear
from ...widgets.desk import Desk
from ...widgets.grid.lists import dress_list
from ...widgets.parts import ButtonRow, EmptyHint, SectionTitle, action_button, split
from ...widgets.quiet import QuietComboBox
from ..actions.profiles import forget_layout, remember_layout
from ..queries.profiles import import_profiles
from ..queries.versions import system_in
from .sheet_view import SheetView

if TYPE_CHECKING:
    from ..sheets.mapping import Mapping_
    from ..sheets.reading import SheetReading
    from ..values.profiles import Profile

_AS_WRITTEN = "按表上写的"
_NOTHING = "这份文件是本软件的表样，或没有能读出的内容，不需要指定对应关系。"
_NUMBER = "请选中写有文字的单元格（指标名称、表头或单位名称）再指定；空白或数字格只能指定整栏的含义。"


class MappingPage(QWidget):
    """The chosen file's sheet, what was recognised on it, and what the clerk can say of a cell."""

    remembered = Signal()
    """A layout is kept or forgotten; the files should be read again."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._reading: SheetReading | None = None
        self._quarter: Quarter | None = None
        self._system: StatisticalSystem | None = None
        self._units: list[UnitInYear] = []
        self._mapping: Mapping_ = {}
        self._profile: Profile | None = None
        self.title = SectionTitle("", self)
        self.sheet = SheetView("表格内容", self)
        self.unread = QListWidget(self)
        dress_list(self.unread)
        self.said = QListWidget(self)
        dress_list(self.said)
        self.chosen = QLabel(self)
        self.meaning, self.measure = QuietComboBox(self), QuietComboBox(self)
        self.name = QLineEdit(self)
        self.assign = action_button(
            "指定", self._assign, "check", tip="把选中的单元格指定为所选的含义", parent=self
        )
        self.withdraw = action_button("删去所选的指定", self._withdraw, "remove", parent=self)
        self.remember = action_button(
            "记住并重新识别", self._remember, "save", tip="以后遇到同样的表自动照此识别", parent=self
        )
        self.forget = action_button("忘掉这种表", self._forget, "remove", parent=self)
        self.hint = EmptyHint(_NOTHING, parent=self)
        self._set_up()
        self._lay_out()
        self.show_sheet(None, None)

    def show_sheet(self, reading: SheetReading | None, quarter: Quarter | None) -> None:
        """Show the sheet of the chosen file; nothing for our own forms."""
        self._reading, self._quarter = reading, quarter
        known = reading is not None and reading.sheet is not None and quarter is not None
        self.hint.setVisible(not known)
        self._body.setVisible(known)
        if reading is None or reading.sheet is None or quarter is None:
            return
        from ..sheets import mapping
        from ..sheets.reading import unit_names
        from ..sheets.recognition import text_of

        office = self._desk.office
        self._system, self._units = system_in(office, quarter.year), units_of_year(office, quarter.year)
        self._names = unit_names(self._units)
        self._profile = mapping.known_profile(reading.sheet, self._names, import_profiles(office))
        self._mapping = mapping.known_mapping(self._profile)
        self.title.setText(
            f"{reading.file_name}　{reading.sheet_name}"
            f"{f'　已用对应关系：{self._profile.name}' if self._profile else ''}"
        )
        self.sheet.show_texts([list(map(text_of, row)) for row in reading.sheet.rows])
        self.name.setText(
            self._profile.name if self._profile else mapping.suggested_name(reading.sheet, reading.file_name)
        )
        self.forget.setVisible(self._profile is not None)
        self._fill(self.meaning, [("", "（请选择）"), *mapping.meanings(self._system, self._units)])
        self._read_again()
        self._go_to(self.unread.item(0))

    # ---- inside

    def _read_again(self) -> None:
        """Read the sheet with what has been said so far, and mark it."""
        from ..sheets import mapping
        from ..sheets.profiles import hints_of
        from ..sheets.reading import read_again

        if self._reading is None or self._quarter is None or self._system is None:
            return
        found = read_again(self._desk.office, self._reading, self._quarter, hints_of(self._mapping))
        self.sheet.sheet_model.mark(
            found.taken, {(one.row, one.column): "没有认出，请指定" for one in found.unread}
        )
        self.unread.clear()
        for one in found.unread:
            item = QListWidgetItem(str(one))
            item.setData(Qt.ItemDataRole.UserRole, (one.row, one.column))
            self.unread.addItem(item)
        if not found.unread:
            self.unread.addItem(
                found.refusal
                or (
                    f"识别出{len(found.taken)}个数，没有认不出的内容"
                    if found.taken
                    else "还没有认出任何指标，请在表中选中指标名称逐个指定"
                )
            )
        self.said.clear()
        for said in mapping.all_said(self._mapping, self._system, self._units):
            item = QListWidgetItem(said.text)
            item.setData(Qt.ItemDataRole.UserRole, said)
            self.said.addItem(item)
        self.withdraw.setEnabled(self.said.count() > 0)
        self.remember.setEnabled(self.said.count() > 0)

    def _assign(self) -> None:
        from ..sheets import mapping

        place, meaning = self.sheet.place(), str(self.meaning.currentData() or "")
        if self._reading is None or self._reading.sheet is None or place is None or not meaning:
            return
        text = self.sheet.sheet_model.text(*place)
        is_word = bool(text) and not text.replace(",", "").replace(".", "", 1).isdigit()
        if not is_word and not mapping.is_kind(meaning):
            self._desk.alerts.warn(_NUMBER)
            return
        measure = str(self.measure.currentData() or "")
        self._mapping = mapping.say(self._mapping, self._reading.sheet, *place, meaning, measure)
        self._read_again()
        self.sheet.setFocus()

    def _withdraw(self) -> None:
        from ..sheets import mapping

        if self.said.count():
            item = self.said.item(
                self.said.currentRow() if self.said.currentRow() >= 0 else self.said.count() - 1
            )
            self._mapping = mapping.unsay(self._mapping, item.data(Qt.ItemDataRole.UserRole))
            self._read_again()

    def _remember(self) -> None:
        from ..sheets import mapping

        if self._reading is None or self._reading.sheet is None:
            return
        with self._desk.alerts.guard():
            profile = mapping.profile_for(self._reading.sheet, self._names, self.name.text(), self._mapping)
            if self._profile is not None and self._profile.fingerprint != profile.fingerprint:
                profile = mapping.under(profile, self._profile)
            remember_layout(self._desk.office, profile)
            self._desk.alerts.say(f"已记住“{profile.name.strip()}”的对应关系，以后自动照此识别")
            self.remembered.emit()

    def _forget(self) -> None:
        if self._profile is None:
            return
        with self._desk.alerts.guard():
            forget_layout(self._desk.office, self._profile.fingerprint)
            self._desk.alerts.say(f"已忘掉“{self._profile.name}”的对应关系")
            self.remembered.emit()

    def _note_cell(self) -> None:
        place = self.sheet.place()
        if place is None:
            self.chosen.setText("请在表中选中一格")
            return
        from ...spreadsheet.limits import address

        text = self.sheet.sheet_model.text(*place)
        self.chosen.setText(f"选中 {address(*place)}：{text[:40] or '（空白）'}")

    def _note_meaning(self) -> None:
        from ..sheets import mapping

        measures = (
            mapping.measures_for(str(self.meaning.currentData() or ""), self._system) if self._system else []
        )
        self._fill(self.measure, [("", _AS_WRITTEN), *((measure, measure) for measure in measures)])
        self.measure.setEnabled(bool(measures))

    def _go_to(self, item: QListWidgetItem | None) -> None:
        place = item.data(Qt.ItemDataRole.UserRole) if item else None
        if place:
            self.sheet.go_to(*place)

    @staticmethod
    def _fill(box: QComboBox, entries: list[tuple[str, str]]) -> None:
        box.clear()
        for value, text in entries:
            box.addItem(text, value)

    def _set_up(self) -> None:
        for widget, name in (
            (self.unread, "没有认出的内容"),
            (self.said, "已指定的对应关系"),
            (self.meaning, "这是"),
            (self.measure, "计量单位"),
            (self.name, "这种表的名称"),
        ):
            widget.setAccessibleName(name)
        self.meaning.setMaxVisibleItems(20)
        self.meaning.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.meaning.setMinimumContentsLength(18)
        self.chosen.setWordWrap(True)
        self.unread.currentItemChanged.connect(lambda item, _before: self._go_to(item))
        self.unread.itemClicked.connect(self._go_to)
        self.meaning.currentIndexChanged.connect(lambda _index: self._note_meaning())
        self.sheet.selectionModel().currentChanged.connect(lambda _now, _before: self._note_cell())
        self.sheet.sheet_model.modelReset.connect(self._note_cell)

    def _lay_out(self) -> None:
        self._body = QWidget(self)
        side = QWidget(self._body)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(QLabel("没有认出的（点一下到那一格）", side))
        column.addWidget(self.unread, 2)
        column.addWidget(self.chosen)
        fields = QFormLayout()
        fields.addRow("这是", self.meaning)
        fields.addRow("计量单位", self.measure)
        column.addLayout(fields)
        column.addWidget(ButtonRow(self.assign, self.withdraw, parent=side))
        column.addWidget(QLabel("已指定的", side))
        column.addWidget(self.said, 2)
        name = QFormLayout()
        name.addRow("名称", self.name)
        column.addLayout(name)
        column.addWidget(ButtonRow(self.remember, self.forget, parent=side))
        left = QWidget(self._body)
        rows = QVBoxLayout(left)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.title)
        rows.addWidget(self.sheet, 1)
        inner = QVBoxLayout(self._body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(split(Qt.Orientation.Horizontal, left, side, shares=(3, 2)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._body, 1)
        layout.addWidget(self.hint, 1)
