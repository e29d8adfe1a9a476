"""The documents that founded and changed the leading group; each gives its notice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ...base.typed import Kind
from ...office import clock
from ...paper.voided import kept_or_new
from ...widgets.desk import Desk
from ...widgets.fields.form import RecordField
from ...widgets.grid.columns import Column
from ...widgets.grid.model import GridModel
from ...widgets.grid.view import Grid
from ...widgets.outgoing import send_paper, show_paper
from ...widgets.page_head import PartHead, page_action
from ...widgets.parts import EmptyHint
from ...widgets.row_form import RowForm
from ..actions.group import add_document, change_document, remove_document
from ..papers.notice import notice_name, notice_paper, notice_to_issue
from ..queries.group import propose_number
from ..values.group import DocumentKind, GroupDocument
from ..values.places import document_place

_KINDS = tuple((kind, kind.value) for kind in DocumentKind if kind is not DocumentKind.FOUNDING)


_REST = (RecordField[GroupDocument]("reason", "缘由", help="印在通知开头；不填用通用的话"),)
"""What has no column in the table of documents."""


class DocumentsPane(QWidget):
    """A grid of documents.

    Attributes:
        actions_by_text: what can be done with them, by its words.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.model: GridModel[GroupDocument] = GridModel(
            _columns(), alerts=desk.alerts, change=partial(change_document, desk.office)
        )
        self.grid = Grid(self.model, "成立和调整文件", fitting=True, parent=self)
        self.rest = RowForm(self.grid, _REST, partial(change_document, desk.office), self)
        self.grid.remove_wanted.connect(self._remove)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.grid)
        self._stack.addWidget(
            EmptyHint(
                "填写领导小组名称、成立文号和日期后，这里显示成立文件；以后的调整文件也登记在这里。",
                parent=self,
            )
        )
        entries: tuple[tuple[str, Callable[[], object], str, str, str], ...] = (
            ("新增调整文件", self.add, "add", "", "登记调整、更名或撤销领导小组的文件"),
            ("预览通知", self.preview, "preview", "Ctrl+P", "按这份文件日期的成员生成通知，可定稿存档"),
            ("发出通知", self.send, "stamp", "", "通知按现在的样子发出并存档，这份文件不能再改"),
            ("删除文件", self._remove, "remove", "", "删除登记错的调整文件"),
        )
        page = self.parentWidget() or self
        self.actions_by_text = {
            text: page_action(text, call, sign, key, tip, page) for text, call, sign, key, tip in entries
        }
        actions = list(self.actions_by_text.values())
        self.grid.addActions(actions)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(PartHead("", (actions[0],), self))
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.rest)

    def show_documents(self, documents: Sequence[GroupDocument]) -> None:
        """Show these documents, oldest first."""
        self.model.set_rows(documents)
        self._stack.setCurrentIndex(0 if documents else 1)

    def show_document(self, document_id: int) -> None:
        """Select a document."""
        self.grid.select_row(lambda document: document.id == document_id)
        self.grid.setFocus()

    def add(self) -> None:
        """Enter an adjustment with the next number and today's date, ready to be changed."""
        with self._desk.alerts.guard():
            day = clock.today()
            number = propose_number(self._desk.office, day.year)
            self.show_document(add_document(self._desk.office, DocumentKind.ADJUSTMENT, number, day))

    def preview(self) -> None:
        """Show the notice of the chosen document."""
        if (document := self._chosen()) is not None:
            office, place = self._desk.office, document_place(document.id)
            show_paper(
                self,
                self._desk,
                f"生成{document.kind.value}通知",
                partial(kept_or_new, office, place, partial(notice_paper, office, document.id)),
                notice_name(office, document),
                partial(notice_to_issue, document),
            )

    def send(self) -> None:
        """Keep the notice of the chosen document as it goes out."""
        if (document := self._chosen()) is not None:
            make = partial(notice_paper, self._desk.office, document.id)
            name = f"{document.number}{document.kind.value}领导小组的通知"
            send_paper(self, self._desk, name, make, partial(notice_to_issue, document))

    def _chosen(self) -> GroupDocument | None:
        """The document at the caret, else the first; says so where there is none."""
        found: GroupDocument | None = self.grid.current_row() or next(iter(self.model.rows()), None)
        if found is None:
            self._desk.alerts.say("请先填写领导小组名称和成立日期")
        return found

    def _remove(self) -> None:
        document: GroupDocument | None = self.grid.current_row()
        if document is None or not document.id:
            self._desk.alerts.say("请先选中要删除的调整文件；成立文件在“领导小组和办公室”里改")
            return
        if self._desk.alerts.confirm(
            f"删除{document.kind.value}文件{document.number}？", "删除", parent=self
        ):
            with self._desk.alerts.guard():
                remove_document(self._desk.office, document.id)


def _columns() -> list[Column[GroupDocument]]:
    return [
        Column[GroupDocument](
            "kind",
            "种类",
            lambda one: one.kind,
            Kind.CHOICE,
            choices=_all_kinds,
            write=lambda one, typed: replace(one, kind=typed),
            editable=lambda one: one.id != 0,
            width=5,
            closed="最早的一份是成立文件，种类不能改",
        ),
        Column[GroupDocument](
            "number",
            "文号",
            lambda one: one.number,
            write=lambda one, typed: replace(one, number=typed),
            width=16,
        ),
        Column[GroupDocument](
            "day",
            "日期",
            lambda one: one.day,
            Kind.DATE,
            write=lambda one, typed: replace(one, day=typed),
            width=10,
        ),
    ]


def _all_kinds() -> tuple[tuple[object, str], ...]:
    """The kinds a later document may be; the founding one only shows its own."""
    return ((DocumentKind.FOUNDING, DocumentKind.FOUNDING.value), *_KINDS)
