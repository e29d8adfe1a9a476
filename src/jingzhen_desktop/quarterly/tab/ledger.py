"""台账: a unit's vouchers and meter readings month by month;
a quarter is the sum of its months and can be made its report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from ...base.files import safe_name
from ...base.typed import Kind
from ...energy.periods import Quarter
from ...energy.statistics import Item
from ...organisation.queries.units import reporting_units
from ...widgets.appearance import Look
from ...widgets.desk import Desk
from ...widgets.grid.columns import Column
from ...widgets.grid.model import GridModel
from ...widgets.grid.view import Grid
from ...widgets.outgoing import show_paper
from ...widgets.page_head import HeadActions, lay_out_content, page_action
from ...widgets.quiet import QuietComboBox
from ...widgets.tool_row import Sentence
from ..actions.ledger import remove_ledger_entries, report_from_ledger, store_ledger_entries
from ..papers.shared import book_paper
from ..queries.books import ledger_of
from ..queries.ledger import ledger_year, units_with_ledger
from ..values.ledger import LedgerEntry, LedgerYear
from .ledger_lines import LedgerLine, filled_in, ledger_lines, month_before, sum_lines
from .unit_picker import UnitPicker

if TYPE_CHECKING:
    from ...paper.document import Pdf

_FIRST_TYPED = 1
Put: TypeAlias = Callable[[LedgerEntry, Any], LedgerEntry]
"""An entry with another value in one of its fields."""


class LedgerView(QWidget):
    """One unit and carrier at a time: twelve months to type or paste, the quarters and the year below.

    Attributes:
        tools: what stands in the tab's row of tools while this is in front.
    """

    report_wanted = Signal(int, int)
    """Unit id and number of the quarter."""
    unit_changed = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._quarter = Quarter(desk.year, 1)
        self._ledger: LedgerYear | None = None
        self._more = 0
        self.units, self.carriers = UnitPicker("台账单位", self._leave, self), QuietComboBox(self)
        self.state = Sentence(parent=self)
        self.tools = (self.units.previous, self.units, self.units.next, self.carriers, self.state)
        self.model: GridModel[LedgerLine] = GridModel(
            _columns(None), alerts=desk.alerts, change_many=self._change, parent=self
        )
        self.grid = Grid(self.model, "台账")
        self.grid.setSortingEnabled(False)
        self.grid.remove_wanted.connect(self.remove_chosen)
        self.head_actions = HeadActions(self)
        self._offer_actions()
        self._set_up()
        self.setFocusProxy(self.grid)
        lay_out_content(self, self.grid)

    @property
    def unit_id(self) -> int | None:
        """The unit shown."""
        data = self.units.currentData()
        return int(data) if data is not None else None

    @property
    def item(self) -> str:
        """Key of the carrier shown."""
        return str(self.carriers.currentData() or "")

    def show_quarter(self, quarter: Quarter, unit_id: int | None = None) -> None:
        """Read the unit's ledger of the quarter's year anew."""
        self._quarter = quarter
        self._offer_units(unit_id or self.unit_id)
        if self.unit_id is None:
            return
        self._ledger = ledger_year(self._desk.office, self.unit_id, quarter.year)
        self._offer_carriers(self.item)
        self._show()

    def add_line(self) -> None:
        """Offer one more line in the month of the cursor: a second meter or voucher."""
        line = self.grid.current_row()
        self._more = line.entry.month if isinstance(line, LedgerLine) else 1
        self._show()
        month = self._more
        self.grid.select_row(lambda one: one.is_empty and one.entry.month == month)
        self.grid.setFocus()

    def remove_chosen(self) -> None:
        """Remove the vouchers of the chosen lines."""
        ids = [line.entry.id for line in self.grid.selected_rows() if line.entry.id]
        if ids and self.unit_id is not None:
            with self._desk.alerts.guard():
                remove_ledger_entries(self._desk.office, self.unit_id, self._quarter.year, ids)
                self._desk.alerts.say(f"已删除{len(ids)}笔，可以撤销")

    def make_report(self) -> None:
        """Put the sums of the quarter's months into its report, and say so; the step can be undone."""
        if self.unit_id is not None:
            with self._desk.alerts.guard():
                count = report_from_ledger(self._desk.office, self.unit_id, self._quarter)
                self._desk.alerts.say(f"已由台账把{count}个数写入{self._quarter.title}报表，可以撤销")

    def preview(self) -> None:
        """Show the printed ledger of the unit's year."""
        unit, office, year = self.unit_id, self._desk.office, self._quarter.year
        if unit is not None:
            name = f"{safe_name(f'{self.units.currentText()}{year}年统计台账')}.pdf"

            def make() -> Pdf:
                return book_paper(office, ledger_of(office, unit, year))

            show_paper(self, self._desk, f"生成{year}年统计台账", make, name)

    # ---- showing

    def _offer_units(self, wanted: int | None) -> None:
        units = reporting_units(self._desk.office, self._quarter.year)
        kept = units_with_ledger(self._desk.office, self._quarter.year)
        with QSignalBlocker(self.units):
            self.units.clear()
            for unit in units:
                self.units.addItem(f"{unit.name}{'（已记台账）' if unit.id in kept else ''}", unit.id)
            self.units.setCurrentIndex(max(0, self.units.findData(wanted)) if units else -1)

    def _offer_carriers(self, wanted: str) -> None:
        assert self._ledger is not None
        counts = Counter(entry.item for entry in self._ledger.entries)
        with QSignalBlocker(self.carriers):
            self.carriers.clear()
            for item in self._ledger.system.items:
                self.carriers.addItem(
                    f"{item.name}（{counts[item.key]}笔）" if item.key in counts else item.name, item.key
                )
            self.carriers.setCurrentIndex(max(0, self.carriers.findData(wanted)))

    def _show(self) -> None:
        if self._ledger is None:
            return
        item = self._ledger.system.item(self.item)
        columns = _columns(item)
        if [column.title for column in columns] != [column.title for column in self.model.columns]:
            self.model.set_columns(columns)
        self.model.scope = (self.unit_id, item.key, self._ledger.year)
        self.model.set_rows(
            ledger_lines(self._ledger, item.key, self._more), sum_lines(self._ledger, item.key)
        )
        self.state.setText(_state(self._ledger, item, self._quarter))

    # ---- storing

    def _change(self, lines: Sequence[tuple[LedgerLine, LedgerLine]]) -> None:
        """Store what was typed or pasted, in one step: a line that was empty becomes a voucher."""
        if self._ledger is None or self.unit_id is None:
            return
        changed: list[LedgerEntry] = []
        for old, new in lines:
            changed.append(filled_in(old.entry, new.entry, lambda entry: self._before(entry, changed)))
        entries = [entry for entry in changed if entry.id or _has_content(entry)]
        self._more = 0
        store_ledger_entries(self._desk.office, self.unit_id, self._quarter.year, entries)

    def _before(self, entry: LedgerEntry, changed: Sequence[LedgerEntry]) -> LedgerEntry | None:
        """The voucher of the month before, also where it is pasted in the same block."""
        assert self._ledger is not None
        pasted = [
            one
            for one in changed
            if one.month < entry.month and entry.account_number in ("", one.account_number)
        ]
        return pasted[-1] if pasted else month_before(self._ledger, entry)

    # ---- making

    def _leave(self) -> None:
        """Store what is typed but not finished before another unit is shown."""
        if self.grid.state() == Grid.State.EditingState:
            self.units.setFocus()
            self.grid.setFocus()

    def _unit_chosen(self) -> None:
        if self.unit_id is not None:
            self._more = 0
            self.unit_changed.emit(self.unit_id)
            self.show_quarter(self._quarter)

    def _carrier_chosen(self) -> None:
        self._more = 0
        self._show()

    def _open_report(self) -> None:
        if self.unit_id is not None:
            self.report_wanted.emit(self.unit_id, self._quarter.number)

    def _set_up(self) -> None:
        self.carriers.setAccessibleName("台账品种")
        self.carriers.setToolTip("台账品种")
        self.carriers.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.units.currentIndexChanged.connect(lambda _index: self._unit_chosen())
        self.carriers.currentIndexChanged.connect(lambda _index: self._carrier_chosen())

    def _offer_actions(self) -> None:
        entries: tuple[tuple[str, Callable[[], object], str, str], ...] = (
            ("由台账生成本季数", self.make_report, "refresh", "三个月都登记齐全的品种，把合计写入本期报表"),
            ("本月再加一笔", self.add_line, "add", "光标所在月份有第二块表或第二张票据时用"),
            ("预览打印台账", self.preview, "print", "预览并打印这个单位全年的统计台账"),
            ("看本季报表", self._open_report, "document", "打开这个单位的本期报表"),
            ("删除所选", self.remove_chosen, "remove", "删除选中行登记的内容"),
        )
        actions = [page_action(text, call, icon, "", tip, self) for text, call, icon, tip in entries]
        self.grid.addActions(actions)
        self.head_actions.offer(actions[0], actions[1:3], actions[3:])


def _state(ledger: LedgerYear, item: Item, quarter: Quarter) -> str:
    found = next((one for one in ledger.items if one.item.key == item.key), None)
    if found is None:
        return "还没有登记。逐月填读数和单价，或直接填数量和金额；可以从表格成块粘贴。"
    kept = found.quarters[quarter.number]
    words = f"{quarter.name}已登记{kept.quantity.counted}/{kept.quantity.expected}个月"
    return f"{words}，与本期报表不一致，见下方小计。" if found.differs(quarter.number) else f"{words}。"


def _has_content(entry: LedgerEntry) -> bool:
    figures = (entry.meter_from, entry.meter_to, entry.unit_price, entry.quantity, entry.cost)
    return any(figure is not None for figure in figures) or bool(
        entry.voucher_number or entry.note or entry.account_number
    )


def _columns(item: Item | None) -> list[Column[LedgerLine]]:
    unit = f"\n（{item.unit}）" if item else ""

    def number(key: str, title: str, width: int, put: Put, places: int | None = None) -> Column[LedgerLine]:
        def read(line: LedgerLine) -> Decimal | None:
            value: Decimal | None = getattr(line.entry, key)
            return value

        return Column[LedgerLine](
            key,
            title,
            read,
            Kind.NUMBER,
            places=places,
            write=lambda line, typed: replace(line, entry=put(line.entry, typed)),
            width=width,
        )

    def text(key: str, title: str, put: Put) -> Column[LedgerLine]:
        return Column[LedgerLine](
            key,
            title,
            lambda line: str(getattr(line.entry, key)),
            write=lambda line, typed: replace(line, entry=put(line.entry, typed or "")),
            width=8,
        )

    return [
        Column(
            "month",
            "月份",
            lambda line: line.title,
            width=8,
            closed="每月一行，不能填写；一月有几张票据的，点“本月再加一笔”",
        ),
        text("account_number", "户号或表号", lambda entry, typed: replace(entry, account_number=typed)),
        number("meter_from", "上期读数", 9, lambda entry, typed: replace(entry, meter_from=typed)),
        number("meter_to", "本期读数", 9, lambda entry, typed: replace(entry, meter_to=typed)),
        number("multiplier", "倍率", 5, lambda entry, typed: replace(entry, multiplier=typed)),
        number("quantity", f"数量{unit}", 10, lambda entry, typed: replace(entry, quantity=typed)),
        number("unit_price", "单价\n（元）", 8, lambda entry, typed: replace(entry, unit_price=typed)),
        number("cost", "金额\n（元）", 10, lambda entry, typed: replace(entry, cost=typed), places=2),
        text("voucher_number", "票据号", lambda entry, typed: replace(entry, voucher_number=typed)),
        Column[LedgerLine](
            "note",
            "备注",
            lambda line: line.remark,
            write=lambda line, typed: replace(line, entry=replace(line.entry, note=typed or "")),
            width=44,
            look=lambda line: Look.WARNING if line.differs else None,
        ),
    ]
