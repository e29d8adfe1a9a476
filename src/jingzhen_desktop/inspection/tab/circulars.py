"""The circulars of the working year: a list, and the chosen one in a form with the units it names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidgetItem, QStackedWidget, QWidget

from ...base.errors import InputRejected
from ...base.place import Place
from ...base.text import join_names
from ...base.typed import Kind
from ...office import clock
from ...office.settings import TOWN, read_setting
from ...organisation.queries.units import units_of_year
from ...paper.document import Pdf
from ...paper.voided import kept_or_new
from ...widgets.desk import Desk
from ...widgets.fields.form import FieldForm, RecordField
from ...widgets.grid.columns import Column
from ...widgets.grid.model import GridModel
from ...widgets.grid.view import Grid
from ...widgets.outgoing import say_sent, show_paper
from ...widgets.page import store_record
from ...widgets.page_head import HeadActions, PartHead, lay_out_content, page_action, under_head
from ...widgets.parts import EmptyHint, split
from ...widgets.side_panel import Sections, SidePanel, WithPanel, pad
from ...widgets.tool_row import Sentence, ToolRow
from ..actions.circulars import add_circular, change_circular, remove_circular
from ..outgoing import circular_to_send, send_circular
from ..papers.circular import circular_paper
from ..papers.export import circular_name
from ..papers.issuing import circular_to_issue
from ..queries.following import circular_detail, proposed_circular_number
from ..queries.rounds import proposals_of_year, rectifications_of_year
from ..queries.urgent import circulars_of_year
from ..rules.circulars import circular_of
from ..rules.handling import progress
from ..rules.plan import scopes
from ..values.found import Circular, Proposal
from ..values.words import TAB
from .page import InspectionPage
from .ticks import fill_ticks, tick_list, ticked_ids

_FIELDS = (
    RecordField[Circular]("title", "标题"),
    RecordField[Circular]("number", "文号"),
    RecordField[Circular]("day", "通报日期", Kind.DATE),
    RecordField[Circular](
        "scope",
        "通报范围",
        help="如全镇、全县、全市",
    ),
    RecordField[Circular](
        "relayed_by",
        "上级转发",
        help="范围超出本级时，填在该范围转发的上级机关和文号",
    ),
    RecordField[Circular]("deadline", "整改期限", Kind.DATE),
    RecordField[Circular](
        "reason",
        "通报事由",
        Kind.NOTE,
        help="为什么通报，写在文中“现对……予以通报”之前",
    ),
)


_PREVIEW, _SEND, _PROPOSE, _REMOVE = "预览通报", "发出通报…", "对所列单位起草通报", "删除通报"


class CircularsPage(InspectionPage):
    """Circulars in a table, the chosen one in the panel; every change is stored at once."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._circular: Circular | None = None
        self.model: GridModel[Circular] = GridModel(_columns(), alerts=desk.alerts)
        self.grid = Grid(self.model, "通报", parent=self)
        self.grid.remove_wanted.connect(self._remove)
        self.grid.chosen.connect(self._show)
        self.form = FieldForm(_FIELDS, self, stacked=True)
        store_record(self.form, _FIELDS, lambda: self._circular, partial(change_circular, desk.office))
        self.units, self.notices = tick_list("被通报单位", self), tick_list("涉及的整改通知", self)
        self.units.itemChanged.connect(self._store_units)
        self.notices.itemChanged.connect(self._store_notices)
        self.proposals: GridModel[Proposal] = GridModel(
            _proposal_columns(), alerts=desk.alerts, identity=lambda proposal: proposal.unit_id
        )
        self.proposal_grid = Grid(self.proposals, "建议通报的单位", select_rows=True, parent=self)
        self.head_actions = HeadActions(self)
        self._empty, self._stack = EmptyHint("", parent=self), QStackedWidget(self)
        self._lay_out()

    def refresh(self) -> None:
        """Show the circulars of the working year as they are stored."""
        circulars = circulars_of_year(self._desk.office, self._desk.year)
        self.model.set_rows(circulars)
        self.proposals.set_rows(proposals_of_year(self._desk.office, self._desk.year, clock.today()))
        waiting = bool(self.proposals.rowCount())
        self._offer(waiting=waiting)
        self._empty.set_text(
            f"{self._desk.year}年没有通报。打开一次检查，点“起草通报”；逾期不改、反复出现的单位会在这里列出。"
        )
        self._stack.setCurrentIndex(0 if circulars or waiting else 1)
        self._show(self.grid.current_row())

    def flush(self) -> None:
        """Store what is typed about the circular."""
        self.form.flush()

    def show_place(self, place: Place) -> None:
        """Select a circular, in its own year."""
        circular = (
            circular_detail(self._desk.office, place.id)
            if place.kind == "circular" and place.id is not None
            else None
        )
        if circular is not None:
            self._desk.year = circular.day.year
            self.freshen()
            self.grid.select_row(lambda row: row.id == circular.id)
        (self.proposal_grid if place.kind == "proposal" else self.grid).setFocus()

    def preview(self) -> None:
        """Show the circular as it prints."""
        self.form.flush()
        if self._circular is None:
            self._desk.alerts.say("请先选中一份通报")
        else:
            office, circular = self._desk.office, self._circular
            place = Place(TAB, "circular", circular.id)
            show_paper(
                self,
                self._desk,
                f"生成{circular.number}",
                partial(kept_or_new, office, place, partial(circular_paper, office, circular.id)),
                circular_name(circular),
                partial(circular_to_issue, circular),
            )

    def send(self) -> None:
        """Make the paper of the chosen circular, ask, and keep it as it goes out."""
        self.form.flush()
        if (circular := self._circular) is None:
            self._desk.alerts.say("请先选中一份通报")
            return
        make = partial(circular_to_send, self._desk.office, circular.id)
        self._desk.tasks.run(self, f"生成{circular.number}", lambda _progress: make(), self._ask_and_send)

    def _ask_and_send(self, made: tuple[Circular, Pdf]) -> None:
        circular, pdf = made
        doubts = "".join(f"\n{doubt}" for doubt in pdf.doubts)
        question = (
            f"发出{circular.number}“{circular.title}”？\n发出的通报和随文下达的整改通知书原样存档，不能再改，"
            f"以前的操作也不能再撤销；有误只能作废后另发。{doubts}"
        )
        if self._desk.alerts.confirm(question, "发出通报"):
            with self._desk.alerts.guard():
                say_sent(self._desk, send_circular(self._desk.office, circular, pdf))

    def draft_proposed(self) -> None:
        """Draft a circular about the units that were slow to mend, and go to it."""
        if not self.proposals.rowCount():
            self._desk.alerts.say("没有建议通报的单位")
            return
        office, day = self._desk.office, clock.today()
        with self._desk.alerts.guard():
            number = proposed_circular_number(office, day.year)
            draft = circular_of(self.proposals.rows(), scopes(read_setting(office, TOWN))[0], day, number)
            made = add_circular(office, draft)
            self.show_place(Place(TAB, "circular", made))

    def _remove(self) -> None:
        if (circular := self._circular) is None:
            self._desk.alerts.say("请先选中一份通报")
        else:
            with self._desk.alerts.guard():
                remove_circular(self._desk.office, circular.id)
                self._desk.alerts.say(f"已删除通报{circular.number}，可以撤销（Ctrl+Z）")

    def _store_units(self, _item: QListWidgetItem) -> None:
        if (circular := self._circular) is not None:
            self._store(circular, replace(circular, unit_ids=ticked_ids(self.units)))

    def _store_notices(self, _item: QListWidgetItem) -> None:
        if (circular := self._circular) is not None:
            self._store(circular, replace(circular, rectification_ids=ticked_ids(self.notices)))

    def _store(self, old: Circular, new: Circular) -> None:
        try:
            change_circular(self._desk.office, old, new)
        except InputRejected as error:
            self._desk.alerts.warn(error)
            self.refresh()  # a refused tick gives way to the stored one

    def _show(self, circular: Circular | None) -> None:
        if self._circular is not None and (circular is None or circular.id != self._circular.id):
            self.form.flush()
        self._circular = circular
        for part in (self.form, self.units, self.notices):
            part.setEnabled(circular is not None)
        if circular is None:
            return
        self.form.show_record(circular.id, {spec.key: getattr(circular, spec.key) for spec in _FIELDS})
        year = circular.day.year
        fill_ticks(
            self.units,
            [(unit.id, unit.short_name) for unit in units_of_year(self._desk.office, year)],
            circular.unit_ids,
        )
        office = self._desk.office
        ordered = [*rectifications_of_year(office, year - 1), *rectifications_of_year(office, year)]
        notices = [
            notice
            for notice in ordered
            if notice.unit_id in circular.unit_ids or notice.id in circular.rectification_ids
        ]
        words = [
            (notice.id, f"{notice.number} {notice.unit_name} {progress(notice, clock.today())}")
            for notice in notices
        ]
        fill_ticks(self.notices, words, circular.rectification_ids)

    def _offer(self, *, waiting: bool) -> None:
        """Print the chosen circular; or first draft one, where there is none yet but reason for it."""
        preview, send, propose, remove = (
            self.actions_by_text[text] for text in (_PREVIEW, _SEND, _PROPOSE, _REMOVE)
        )
        first, second = (propose, preview) if waiting and not self.model.rowCount() else (preview, propose)
        self.head_actions.offer(first, (send, second), (remove,))

    def _lay_out(self) -> None:
        entries: tuple[tuple[str, Callable[[], object], str, str, str], ...] = (
            (_PREVIEW, self.preview, "preview", "Ctrl+P", "预览并打印选中的通报"),
            (_SEND, self.send, "stamp", "", "原样存档选中的通报和随文下达的整改通知书，从此不能再改"),
            (
                _PROPOSE,
                self.draft_proposed,
                "megaphone",
                "",
                "对逾期不改、复查不合格、反复出现的单位起草通报",
            ),
            (_REMOVE, self._remove, "remove", "", "删除选中的通报，可撤销"),
        )
        self.actions_by_text = {
            text: page_action(text, call, sign, key, tip, self) for text, call, sign, key, tip in entries
        }
        self.grid.addActions([self.actions_by_text[text] for text in (_PREVIEW, _SEND, _REMOVE)])
        pad(self.form)
        panel = Sections(self)
        panel.addTab(self.form, "内容")
        panel.addTab(self.units, "被通报单位")
        panel.addTab(self.notices, "涉及的整改通知")
        proposed = under_head(PartHead("建议通报（改正力度不大）", (), self), self.proposal_grid)
        content = split(Qt.Orientation.Vertical, self.grid, proposed, shares=(1, 1))
        self.beside = WithPanel(content, SidePanel(panel), "通报内容", self)
        scopes_known = join_names(list(scopes(read_setting(self._desk.office, TOWN))))
        tools = ToolRow(self)
        tools.add(Sentence(f"通报范围可填：{scopes_known}等。", self))
        tools.add_right(self.beside.button)
        self._stack.addWidget(self.beside)
        self._stack.addWidget(self._empty)
        self.setFocusProxy(self.grid)
        lay_out_content(self, self._stack, tools)


def _columns() -> list[Column[Circular]]:
    return [
        Column("day", "日期", lambda circular: circular.day, Kind.DATE, width=11),
        Column("number", "文号", lambda circular: circular.number, width=15),
        Column("scope", "范围", lambda circular: circular.scope, width=6),
        Column("units", "被通报单位", lambda circular: join_names(list(circular.units)), width=14),
    ]


def _proposal_columns() -> list[Column[Proposal]]:
    return [
        Column("unit", "单位", lambda proposal: proposal.unit_name, width=10),
        Column("reasons", "原因", lambda proposal: "；".join(proposal.reasons), width=34),
    ]
