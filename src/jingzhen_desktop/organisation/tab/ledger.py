"""The working ledger: views by kind, entries in a grid,
the rest of the chosen entry with its files beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QStackedWidget, QWidget

from ...base.numbers import show_number
from ...base.typed import Kind
from ...office import clock
from ...widgets.appearance import Look
from ...widgets.desk import Desk
from ...widgets.fields.larger import ChoiceField, TickField
from ...widgets.grid.columns import Column
from ...widgets.grid.filter_box import FilterBox
from ...widgets.grid.model import GridModel
from ...widgets.grid.new_row import NEW, NewRow
from ...widgets.grid.view import Grid
from ...widgets.outgoing import show_paper, write_files
from ...widgets.page import Page
from ...widgets.page_head import HeadActions, lay_out_content, page_action
from ...widgets.parts import EmptyHint
from ...widgets.side_panel import SidePanel, WithPanel
from ...widgets.tool_row import Sentence, ToolRow
from ..actions.ledger import add_ledger_item, change_ledger_entries, finish_entries, remove_ledger_entry
from ..papers.rosters import ledger_paper, ledger_paper_name
from ..queries.ledger import ledger_entries, ledger_entry
from ..rules.ledger import lacks_day, payback_years, state_of, total_amount
from ..sheets.ledger import ledger_file
from ..values.ledger import LedgerEntry, LedgerItem, LedgerKind, LedgerState
from .entry import EntryPane

_VIEW_KEY = "organisation/ledger_view"
_LOOKS = {LedgerState.DONE: Look.GOOD, LedgerState.OVERDUE: Look.BAD, LedgerState.RECORD: Look.MUTED}


@dataclass(frozen=True, slots=True)
class View:
    """A saved view of the ledger:
    which kinds it shows, what a new entry there is, which columns it has besides the usual.
    """

    title: str
    kinds: tuple[LedgerKind, ...]
    columns: tuple[str, ...]


_USUAL = ("kind", "day", "title", "owner", "due", "done", "state", "amount", "files")
VIEWS = (
    View("全部", (), _USUAL),
    View(
        "会议和决定",
        (LedgerKind.MEETING, LedgerKind.DECISION),
        ("kind", "day", "title", "parent", "owner", "due", "done", "state", "files"),
    ),
    View("工作任务", (LedgerKind.TASK,), ("title", "owner", "day", "due", "done", "state", "files")),
    View("规章制度", (LedgerKind.RULE,), ("title", "number", "day", "owner", "state", "files")),
    View("年度计划", (LedgerKind.PLAN,), ("title", "owner", "due", "done", "state", "note", "files")),
    View(
        "经费",
        (LedgerKind.BUDGET, LedgerKind.SPENDING),
        ("kind", "day", "title", "amount", "owner", "number", "files"),
    ),
    View(
        "改造项目",
        (LedgerKind.PROJECT,),
        ("title", "unit", "day", "done", "state", "amount", "saving", "saving_money", "payback", "files"),
    ),
)


class LedgerPage(Page):
    """The ledger of the working year."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._wanted: int | None = None
        self.views = ChoiceField(
            "台账视图", tuple((number, view.title) for number, view in enumerate(VIEWS)), self
        )
        self.head_actions = HeadActions(self)
        self.model: GridModel[LedgerEntry] = GridModel((), alerts=desk.alerts, change_many=self._store)
        self.grid = Grid(self.model, "工作台账", parent=self)
        self.entry = EntryPane(desk, self)
        self._begun = NewRow(self.grid, self._add_begun, partial(self._note_change, None))
        desk.year_changed.connect(self._begun.drop)
        self.grid.chosen.connect(self._show_chosen)
        self.grid.remove_wanted.connect(self._remove)
        self.only_open = TickField("只看未完成", self, tip="不显示已完成和无需办理的事项")
        self.only_open.committed.connect(lambda _ticked: self.refresh())
        self.sums = Sentence(parent=self)
        self._empty = EmptyHint("", "新增", self.add, self)
        self._stack = QStackedWidget(self)
        self._set_up_views()
        self.setFocusProxy(self.grid)
        self._lay_out()

    @property
    def view(self) -> View:
        """The view that is shown."""
        number = self.views.value()
        return VIEWS[number if isinstance(number, int) else 0]

    def refresh(self) -> None:
        """Show the entries of the view as they are stored."""
        view = self.view
        entries = ledger_entries(self._desk.office, self._desk.year, view.kinds)
        shown = [entry for entry in entries if _waits(entry)] if self.only_open.value() else entries
        if [column.key for column in self.model.columns] != list(view.columns):
            by_key = {column.key: column for column in _columns()}
            self.model.set_columns([by_key[key] for key in view.columns])
        self.model.set_rows(self._begun.with_begun(shown))
        self.sums.setText(_sums(entries))
        what = f"“{view.title}”" if view.kinds else "工作台账"
        self._empty.set_text(
            f"{self._desk.year}年{what}还没有记录。会议和决定、任务、制度、经费、改造项目都记在这里。"
            if not entries
            else "没有未完成的事项。"
        )
        self._stack.setCurrentIndex(0 if self.model.all_rows() else 1)
        self._show_chosen()

    def show_entry(self, entry_id: int | None) -> None:
        """Select an entry in its year, in a view that has it."""
        entry = ledger_entry(self._desk.office, entry_id) if entry_id is not None else None
        if entry is None:
            self.catch_up()
            self.grid.setFocus()
            return
        self._desk.year = entry.item.year
        if self.view.kinds and entry.item.kind not in self.view.kinds:
            self.show_view(0)
        if self.only_open.value() and not _waits(entry):
            self.only_open.set_value(False)
        self.refresh()
        self.grid.select_row(lambda row: row.id == entry.id)
        self.grid.setFocus()

    def add(self) -> None:
        """Add an entry of the view's kind and let the clerk type what it is."""
        kind = self.view.kinds[0] if self.view.kinds else LedgerKind.TASK
        if kind is LedgerKind.BUDGET and any(entry.item.kind is kind for entry in self.model.all_rows()):
            kind = LedgerKind.SPENDING  # a year has one budget and many payments
        self._begin(LedgerItem(kind, self._desk.year, "", day=_likely_day(kind, self._desk.year)))

    def _add_decision(self) -> None:
        """Add what a meeting decided, to be followed up."""
        entry = self._stored_row()
        if entry is None or entry.item.kind is not LedgerKind.MEETING:
            self._desk.alerts.say("请先选中一次会议，再登记它的决定事项")
            return
        self._begin(
            LedgerItem(LedgerKind.DECISION, entry.item.year, "", parent_id=entry.id, day=entry.item.day)
        )

    def _begin(self, item: LedgerItem) -> None:
        if self.view.kinds and item.kind not in self.view.kinds:
            self.show_view(0)
        self.only_open.set_value(False)
        self._begun.begin(LedgerEntry(NEW, item), "title")

    def _add_begun(self, entry: LedgerEntry) -> int:
        return add_ledger_item(self._desk.office, entry.item)

    def _store(self, changes: Sequence[tuple[LedgerEntry, LedgerEntry]]) -> None:
        if not self._begun.take(changes):
            change_ledger_entries(self._desk.office, changes)

    def _stored_row(self) -> LedgerEntry | None:
        """The chosen entry; None for one that is only begun."""
        entry: LedgerEntry | None = self.grid.current_row()
        return entry if entry is not None and entry.id != NEW else None

    def _show_chosen(self, _entry: object = None) -> None:
        self.entry.show_entry(self._stored_row())

    def _finish(self) -> None:
        """The selected entries are done today; those that were, are not."""
        entries = [entry for entry in self.grid.selected_rows() if entry.id != NEW]
        if not entries:
            self._desk.alerts.say("请先选中要办结的事项")
            return
        with self._desk.alerts.guard():
            done = all(entry.is_done for entry in entries)
            finish_entries(self._desk.office, entries, None if done else clock.today())

    def _remove(self) -> None:
        if self._begun.give_up():
            return
        entry = self._stored_row()
        if entry is None:
            self._desk.alerts.say("请先选中要删除的事项")
            return
        self.entry.discard()
        with self._desk.alerts.guard():
            remove_ledger_entry(self._desk.office, entry.id)
            self._desk.alerts.say(f"已删除“{entry.item.title}”，可用“撤销”恢复")

    def _export(self) -> None:
        office, year = self._desk.office, self._desk.year
        day = clock.today()
        write_files(self, self._desk, f"导出{year}年工作台账", lambda: [ledger_file(office, year, day)])

    def _preview(self) -> None:
        office, year, kinds = self._desk.office, self._desk.year, self.view.kinds
        name = ledger_paper_name(office, year, kinds)
        make = partial(ledger_paper, office, year, clock.today(), kinds)
        show_paper(self, self._desk, "生成工作台账", make, name)

    def show_view(self, number: int) -> None:
        """Show another view, and remember it for the next time."""
        self.views.set_value(number)
        self._change_view()

    def _change_view(self) -> None:
        QSettings().setValue(_VIEW_KEY, self.views.value())
        if not self._stale:
            self.refresh()

    def _set_up_views(self) -> None:
        remembered = str(QSettings().value(_VIEW_KEY, 0))
        self.views.set_value(
            int(remembered) if remembered.isdecimal() and int(remembered) < len(VIEWS) else 0
        )
        self.views.committed.connect(lambda _number: self._change_view())

    def _lay_out(self) -> None:
        entries: tuple[tuple[str, Callable[[], object], str, str, str], ...] = (
            ("新增", self.add, "add", "Ctrl+Shift+N", "在当前视图里新增一项"),
            ("新增决定事项", self._add_decision, "add", "", "登记选中会议的决定事项，便于跟踪"),
            ("办结", self._finish, "check", "Ctrl+Shift+D", "选中的事项今天完成；再点一次取消"),
            ("删除", self._remove, "remove", "", "删除选中的事项，可撤销"),
            ("导出台账…", self._export, "export", "Ctrl+E", "把本年台账写成Excel"),
            ("预览台账", self._preview, "preview", "Ctrl+P", "预览并打印当前视图"),
        )
        actions = {
            text: page_action(text, call, sign, key, tip, self) for text, call, sign, key, tip in entries
        }
        self.head_actions.offer(
            actions["新增"],
            (actions["办结"], actions["预览台账"]),
            [actions["新增决定事项"], actions["导出台账…"], None, actions["删除"]],
        )
        self.grid.addActions([actions[text] for text in ("新增", "新增决定事项", "办结", "删除")])
        self.beside = WithPanel(self.grid, SidePanel(self.entry), "事项详情", self)
        self.entry.titled.connect(self.beside.panel.set_title)
        self._stack.addWidget(self.beside)
        self._stack.addWidget(self._empty)
        tools = ToolRow(self)
        tools.add(self.views, self.only_open, self.sums)
        tools.add_right(FilterBox(self.grid), self.beside.button)
        lay_out_content(self, self._stack, tools)


def _waits(entry: LedgerEntry) -> bool:
    return state_of(entry.item, clock.today()) in (LedgerState.OPEN, LedgerState.OVERDUE)


def _likely_day(kind: LedgerKind, year: int) -> date | None:
    """Today for what happens on a day, nothing for what is only planned or belongs to another year."""
    return None if kind is LedgerKind.PLAN or clock.today().year != year else clock.today()


def _sums(entries: Sequence[LedgerEntry]) -> str:
    """How many wait, and how the money stands."""
    waiting = sum(_waits(entry) for entry in entries)
    overdue = sum(state_of(entry.item, clock.today()) is LedgerState.OVERDUE for entry in entries)
    texts = (
        [
            f"共{len(entries)}项"
            + (f"，未完成{waiting}项" if waiting else "")
            + (f"（逾期{overdue}项）" if overdue else "")
        ]
        if entries
        else []
    )
    budget, spent = total_amount(entries, LedgerKind.BUDGET), total_amount(entries, LedgerKind.SPENDING)
    if budget is not None:
        texts.append(f"预算{show_number(budget, 2)}元")
    if spent is not None:
        texts.append(f"支出{show_number(spent, 2)}元")
    if budget is not None and spent is not None:
        texts.append(f"{'结余' if spent <= budget else '超支'}{show_number(abs(budget - spent), 2)}元")
    return "　".join(texts)


def _columns() -> list[Column[LedgerEntry]]:
    return [
        Column[LedgerEntry](
            "kind",
            "类别",
            lambda entry: entry.item.kind,
            Kind.CHOICE,
            choices=_KINDS,
            write=lambda entry, typed: replace(entry, item=replace(entry.item, kind=typed)),
            width=10,
        ),
        Column[LedgerEntry](
            "day",
            "日期",
            lambda entry: entry.item.day,
            Kind.DATE,
            write=lambda entry, typed: replace(entry, item=replace(entry.item, day=typed)),
            width=10,
        ),
        Column[LedgerEntry](
            "title",
            "事项",
            lambda entry: entry.item.title,
            write=lambda entry, typed: replace(entry, item=replace(entry.item, title=typed)),
            width=24,
        ),
        Column("parent", "来自会议", lambda entry: entry.parent, width=16),
        Column[LedgerEntry](
            "number",
            "文号",
            lambda entry: entry.item.number,
            write=lambda entry, typed: replace(entry, item=replace(entry.item, number=typed)),
            width=20,
        ),
        Column("unit", "单位", lambda entry: entry.unit, width=16),
        Column[LedgerEntry](
            "owner",
            "责任人",
            lambda entry: entry.item.owner,
            write=lambda entry, typed: replace(entry, item=replace(entry.item, owner=typed)),
            width=9,
        ),
        Column[LedgerEntry](
            "due",
            "期限",
            lambda entry: entry.item.due,
            Kind.DATE,
            write=lambda entry, typed: replace(entry, item=replace(entry.item, due=typed)),
            width=10,
        ),
        Column[LedgerEntry](
            "done",
            "完成日期",
            lambda entry: entry.item.done,
            Kind.DATE,
            write=lambda entry, typed: replace(entry, item=replace(entry.item, done=typed)),
            width=10,
        ),
        Column(
            "state",
            "状态",
            _state,
            width=9,
            look=_look,
            closed="由期限和完成日期得出，不能填写",
        ),
        Column[LedgerEntry](
            "amount",
            "金额\n（元）",
            lambda entry: entry.item.amount,
            Kind.NUMBER,
            places=2,
            write=lambda entry, typed: replace(entry, item=replace(entry.item, amount=typed)),
            width=10,
        ),
        Column("saving", "年节约量", _saving, width=13),
        Column[LedgerEntry](
            "saving_money",
            "年节约费用\n（元）",
            lambda entry: entry.item.saving_money,
            Kind.NUMBER,
            places=2,
            write=lambda entry, typed: replace(entry, item=replace(entry.item, saving_money=typed)),
            width=12,
        ),
        Column(
            "payback",
            "回收期\n（年）",
            lambda entry: payback_years(entry.item),
            Kind.NUMBER,
            places=1,
            width=8,
        ),
        Column[LedgerEntry](
            "note",
            "说明",
            lambda entry: entry.item.note,
            write=lambda entry, typed: replace(entry, item=replace(entry.item, note=typed)),
            width=24,
        ),
        Column(
            "files",
            "附件\n（个）",
            lambda entry: len(entry.files) or None,
            Kind.INTEGER,
            width=6,
            closed="附件在侧栏的“附件”里添加和移除",
        ),
    ]


_KINDS = tuple((kind, kind.words) for kind in LedgerKind)


def _state(entry: LedgerEntry) -> str:
    return "日期未填" if lacks_day(entry.item) else state_of(entry.item, clock.today()).value


def _look(entry: LedgerEntry) -> Look | None:
    return Look.WARNING if lacks_day(entry.item) else _LOOKS.get(state_of(entry.item, clock.today()))


def _saving(entry: LedgerEntry) -> str:
    return (
        f"{show_number(entry.item.saving)}{entry.item.saving_unit}" if entry.item.saving is not None else ""
    )
