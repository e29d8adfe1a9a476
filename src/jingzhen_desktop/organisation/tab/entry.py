"""What belongs to the chosen ledger entry besides its row: unit, number, saving, note, attached files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ...base.errors import InputRejected, environment_sentence
from ...base.files import deliver, safe_name
from ...base.sticks import delivered
from ...base.typed import Kind
from ...widgets.desk import Desk
from ...widgets.fields.form import FieldForm, RecordField
from ...widgets.fields.larger import ChoiceField
from ...widgets.grid.lists import dress_list
from ...widgets.page import store_record
from ...widgets.page_head import PartHead, page_action
from ...widgets.side_panel import Sections, pad
from ..actions.ledger import attach_file, change_ledger_entry, detach_file
from ..queries.ledger import file_content
from ..queries.units import units_of_year
from ..rules.ledger import LARGEST_FILE, payback_years
from ..values.ledger import SAVING_UNITS, LedgerEntry, LedgerFile, LedgerItem, LedgerKind

_FILE = Qt.ItemDataRole.UserRole
_YEARS_AWAY = 5
"""How many years back or on an entry can be moved at once."""
_UNITS = (("", "未填写"), *((unit, unit) for unit in SAVING_UNITS))
ENTRY_FIELDS = (
    RecordField[LedgerItem]("number", "文号", help="制度、会议纪要的文号"),
    RecordField[LedgerItem]("unit_id", "单位", Kind.CHOICE),
    RecordField[LedgerItem]("saving", "年节约量", Kind.NUMBER),
    RecordField[LedgerItem](
        "saving_unit",
        "节约量单位",
        Kind.CHOICE,
        choices=_UNITS,
    ),
    RecordField[LedgerItem](
        "saving_money",
        "年节约费用",
        Kind.NUMBER,
        unit="元",
        places=2,
    ),
    RecordField[LedgerItem](
        "year",
        "所属年度",
        Kind.CHOICE,
        help="改到别的年度后，在那一年的台账里查看",
    ),
    RecordField[LedgerItem](
        "note",
        "说明",
        Kind.NOTE,
        help="会议内容、完成情况、资金来源等",
    ),
)
_OF_PROJECTS = ("saving", "saving_unit", "saving_money")
"""What only a retrofit saves; shown of other entries where somebody has filled it in."""


class EntryPane(Sections):
    """A form and the list of files; what is half typed is stored for the entry it was typed for."""

    titled = Signal(str)
    """What the entry shown is called."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._entry: LedgerEntry | None = None
        self.payback = QLabel(self)
        self.form = FieldForm(ENTRY_FIELDS, self, stacked=True)
        store_record(self.form, ENTRY_FIELDS, lambda: self._entry.item if self._entry else None, self._change)
        self.files = QListWidget(self)
        dress_list(self.files)
        self.files.setAccessibleName("附件")
        self.files.itemActivated.connect(lambda _item: self.save_file())
        self._lay_out()

    def show_entry(self, entry: LedgerEntry | None) -> None:
        """Show an entry; what was being typed belongs to the one shown until now."""
        before = self._entry
        if before is not None and (entry is None or entry.id != before.id):
            self.form.flush()
            if problems := self.form.problems():
                self._desk.alerts.warn(f"“{before.item.title}”有一处没有保存：{problems[0]}")
        self._entry = entry
        self.setEnabled(entry is not None)
        self.titled.emit(entry.item.title if entry else "事项详情")
        self.files.clear()
        self.setTabText(1, f"附件 {len(entry.files)}" if entry and entry.files else "附件")
        years = payback_years(entry.item) if entry else None
        self.payback.setText(f"投资回收期约{years}年" if years is not None else "")
        self.payback.setVisible(years is not None)
        if entry is None:
            return
        units = self.form.field("unit_id")
        assert isinstance(units, ChoiceField)
        known = {unit.id: unit.name for unit in units_of_year(self._desk.office, entry.item.year)}
        if entry.item.unit_id is not None:
            known.setdefault(entry.item.unit_id, entry.unit)  # a unit of another year
        units.set_choices(((None, "不针对单位"), *known.items()))
        year_field = self.form.field("year")
        assert isinstance(year_field, ChoiceField)
        near = range(entry.item.year - _YEARS_AWAY, entry.item.year + _YEARS_AWAY + 1)
        year_field.set_choices(tuple((year, f"{year}年") for year in near))
        values = {spec.key: getattr(entry.item, spec.key) for spec in ENTRY_FIELDS}
        self.form.show_record(entry.id, values)
        for key in _OF_PROJECTS:
            self.form.show_field(key, entry.item.kind is LedgerKind.PROJECT or bool(values[key]))
        for file in entry.files:
            self._show_file(file)

    def discard(self) -> None:
        """Drop what is half typed: its entry is about to go."""
        self.form.discard()
        self._entry = None

    def attach(self) -> None:
        """Let the clerk choose files and keep them with the entry."""
        entry = self._entry
        if entry is None:
            return
        for path in self._desk.alerts.choose_files("添加附件", "ledger", "所有文件 (*)"):
            with self._desk.alerts.guard():
                attach_file(self._desk.office, entry.id, path.name, _bytes(path))

    def save_file(self) -> None:
        """Write the chosen file to where the clerk wants it."""
        file = self._chosen()
        if file is None:
            return
        target = self._desk.alerts.choose_save("附件另存为", safe_name(file.name), "所有文件 (*)")
        if target is not None:
            with self._desk.alerts.guard():
                deliver(file_content(self._desk.office, file.id), target, overwrite=True)
                self._desk.alerts.say(f"{target.name}{delivered(target)}")

    def _detach(self) -> None:
        file = self._chosen()
        if file is not None:
            with self._desk.alerts.guard():
                detach_file(self._desk.office, file.id)
                self._desk.alerts.say(f"已移除“{file.name}”，可用“撤销”恢复")

    def _chosen(self) -> LedgerFile | None:
        row = 0 if self.files.count() == 1 else self.files.currentRow()
        item = self.files.item(row) if 0 <= row < self.files.count() else None
        if item is None:
            self._desk.alerts.say("请先选中一个附件")
            return None
        file: LedgerFile = item.data(_FILE)
        return file

    def _show_file(self, file: LedgerFile) -> None:
        item = QListWidgetItem(f"{file.name}（{_size(file.size)}）")
        item.setData(_FILE, file)
        item.setToolTip(file.name)
        self.files.addItem(item)

    def _change(self, _old: LedgerItem, new: LedgerItem) -> None:
        if (entry := self._entry) is not None:
            change_ledger_entry(self._desk.office, entry, replace(entry, item=new))

    def _lay_out(self) -> None:
        about, files = QWidget(self), QWidget(self)
        lines = QVBoxLayout(about)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.payback)
        lines.addWidget(self.form, 1)
        pad(about)
        tip = f"每个不超过{LARGEST_FILE // 1024 // 1024}MB，存在数据文件里"
        actions = (
            page_action("添加附件…", self.attach, "folder", "", tip, self),
            page_action("另存…", self.save_file, "save", "", "把选中的附件存到别处", self),
            page_action("移除", self._detach, "remove", "", "从这一项移除选中的附件", self),
        )
        below = QVBoxLayout(files)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(PartHead("", actions, files))
        below.addWidget(self.files, 1)
        self.addTab(about, "内容")
        self.addTab(files, "附件")


def _size(size: int) -> str:
    return f"{size / 1024 / 1024:.1f}MB" if size >= 1024 * 1024 else f"{max(1, round(size / 1024))}KB"


def _bytes(path: Path) -> bytes:
    """Read a file no further than is needed to see that it is too large."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1) if path.stat().st_size <= LARGEST_FILE else _refuse(path)
    except OSError as error:
        raise environment_sentence(error, "读取文件") from error


def _refuse(path: Path) -> bytes:
    megabytes = path.stat().st_size / 1024 / 1024
    raise InputRejected(
        f"“{path.name}”有{megabytes:.1f}MB，附件不能超过{LARGEST_FILE // 1024 // 1024}MB；请压缩后再附，或在“说明”里写明存放位置。"
    )
