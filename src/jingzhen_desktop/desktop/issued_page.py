"""已发文件: every issued paper, found by words, shown and printed again exactly as it was issued."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QInputDialog, QLineEdit, QStackedWidget, QWidget

from ..base.typed import Kind
from ..office import clock
from ..office.issued import IssuedPaper, issued_paper, issued_papers, void_paper
from ..paper.voided import kept_copy
from ..tabs import FACES
from ..widgets.desk import Desk
from ..widgets.grid.columns import Column
from ..widgets.grid.model import GridModel
from ..widgets.grid.view import Grid
from ..widgets.page import Page
from ..widgets.page_head import HeadActions, lay_out_page, page_action
from ..widgets.parts import EmptyHint
from ..widgets.side_panel import SidePanel, WithPanel, scrolling
from ..widgets.tool_row import Sentence, ToolRow
from .issued_panel import IssuedPanel


@dataclass(frozen=True, slots=True)
class _KeptPdf:
    """A kept paper for the preview; its fonts are in it, so nothing is substituted."""

    data: bytes
    title: str
    substitutions: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def show_kept(desk: Desk, paper_id: int, name: str) -> None:
    """Show the kept bytes of an issued paper in the preview, a void one with that mark laid over it.
    ``name`` is what 另存为 proposes.
    """
    with desk.alerts.guard():
        paper = issued_paper(desk.office, paper_id)
        what = "已作废" if paper.void_on else "存档原件"
        desk.preview(_KeptPdf(kept_copy(desk.office, paper), f"{name}（{what}）"), f"{name}.pdf")


class IssuedPage(Page):
    """The list of issued papers with a search field."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.search, self.count = QLineEdit(self), Sentence(parent=self)
        self.search.setPlaceholderText("文号、标题、类别或日期，几个词用空格隔开")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("查找已发文件")
        self.search.textChanged.connect(lambda _text: self.refresh())
        self.model: GridModel[IssuedPaper] = GridModel(_columns())
        self.grid = Grid(self.model, "已发文件", select_rows=True, roomy=True, parent=self)
        self.grid.doubleClicked.connect(lambda _index: self.print_again())
        self._hint = EmptyHint("", parent=self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self._hint)
        self.head_actions = HeadActions(self)
        again = page_action(
            "再次打印…", self.print_again, "print", "Ctrl+P", "打开存档的原件，可打印或另存", self
        )
        go = page_action("前往来源", self._go_to_place, "next", "", "打开这份文件所依据的记录", self)
        void = page_action(
            "作废…", self.make_void, "close", "", "写明日期和原因；文件留存，文号不再使用", self
        )
        self.head_actions.offer(again, (go, void))
        self.grid.addActions([again, go, void])
        self.setFocusProxy(self.grid)
        self.panel = IssuedPanel(desk)
        self.grid.chosen.connect(self.panel.show_paper)
        beside = WithPanel(self._stack, SidePanel(scrolling(self.panel)), "预览", self)
        tools = ToolRow(self)
        self.fit_letters()
        tools.add(self.search, self.count)
        tools.add_right(beside.button)
        lay_out_page(self, "已发文件", self.head_actions, beside, tools)

    def fit_letters(self) -> None:
        """Have room for the hint of the search at the present 字号."""
        self.search.setMinimumWidth(self.search.fontMetrics().averageCharWidth() * 40)

    def refresh(self) -> None:
        """Show the papers in which all the words occur."""
        words = self.search.text()
        papers = issued_papers(self._desk.office, words)
        self.model.set_rows(papers)
        self.count.setText(f"共{len(papers)}份" if papers else "")
        self._hint.set_text(
            "没有找到符合的文件，请换个词试试。"
            if words.strip()
            else "还没有已发文件。下达整改通知书、发出通报、汇总上报、定稿后都保存在这里；其他文书在预览里点“定稿存档”。"
        )
        self._stack.setCurrentWidget(self.grid if papers else self._hint)
        if papers and self.grid.current_row() is None:
            self.grid.setCurrentIndex(self.model.index(0, 0))
        self.panel.show_paper(self.grid.current_row())

    def print_again(self) -> None:
        """Show the kept bytes of the chosen paper in the preview."""
        paper = self._chosen()
        if paper is not None:
            show_kept(self._desk, paper.id, f"{paper.number}{paper.title}")

    def make_void(self) -> None:
        """Say that the chosen paper no longer holds, after asking why."""
        paper = self._chosen()
        if paper is None:
            return
        name = paper.number or paper.title
        reason, given = QInputDialog.getText(
            self, "作废", f"{name}作废的原因（文件留存，文号不再使用，更正后另发）："
        )
        if given:
            with self._desk.alerts.guard():
                void_paper(self._desk.office, paper.id, clock.today(), reason)
                self.refresh()

    def _go_to_place(self) -> None:
        paper = self._chosen()
        if paper is not None and paper.place is not None:
            self._desk.go_to(paper.place)
        elif paper is not None:
            self._desk.alerts.say("这份文件没有对应的记录")

    def _chosen(self) -> IssuedPaper | None:
        paper = self.grid.current_row()
        if paper is None:
            self._desk.alerts.say("请先选中一份文件")
        return paper


def _columns() -> list[Column[IssuedPaper]]:
    titles = {face.key: face.title for face in FACES}
    return [
        Column("day", "日期", lambda paper: paper.day, Kind.DATE, width=12),
        Column("number", "文号", lambda paper: paper.number, width=22),
        Column("kind", "类别", lambda paper: paper.kind, width=12),
        Column("title", "标题", lambda paper: paper.title, width=50),
        Column(
            "place", "来源", lambda paper: titles.get(paper.place.tab, "") if paper.place else "", width=12
        ),
        Column("void_on", "作废", _void_words, width=10),
    ]


def _void_words(paper: IssuedPaper) -> str:
    return f"{paper.void_on:%Y-%m-%d}：{paper.void_reason}" if paper.void_on else ""
