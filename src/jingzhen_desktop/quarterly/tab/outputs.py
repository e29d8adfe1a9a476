"""打印和导出: the page that lists everything the tab prints or exports, each under the name it goes by in the
office.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSignalBlocker
from PySide6.QtWidgets import QWidget

from ...base.files import OutFile, safe_name
from ...energy.periods import Quarter
from ...office import clock
from ...office.file import Office
from ...organisation.queries.units import reporting_units
from ...widgets.appearance import Look
from ...widgets.desk import Desk
from ...widgets.grid.columns import Column
from ...widgets.grid.model import GridModel
from ...widgets.grid.view import Grid, pressed_by_mouse
from ...widgets.page_head import HeadActions, lay_out_content, page_action
from ...widgets.tool_row import Sentence
from .outgoing import Outgoing
from .unit_picker import UnitPicker

if TYPE_CHECKING:
    from ...paper.document import Pdf
    from ..values.printed import PrintedBook

_GRACE = 5
_PDF, _XLSX = "pdf", "xlsx"
"""Keys of the columns in which a click makes something."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the outputs are of: the quarter in front and the unit last shown."""

    office: Office
    quarter: Quarter
    unit_id: int | None

    @property
    def unit_name(self) -> str:
        units = reporting_units(self.office, self.quarter.year)
        return next((unit.name for unit in units if unit.id == self.unit_id), "")


@dataclass(frozen=True, slots=True)
class Output:
    """One thing that leaves the office.

    Attributes:
        name: what is made, and how its file is called; the menu's words are ``title``.
        table: how its file is called behind town and quarter, where it is a table of the quarter.
        paper: makes the PDF, where it is not the first table of the book.
        book: makes the finished tables, where there are any.
        of_year: the same as ``table``, where it is a table of the year.
        about: what is in it, for the list.
    """

    title: str
    name: Callable[[Asked], str]
    paper: Callable[[Asked], Pdf] | None = None
    book: Callable[[Asked], PrintedBook] | None = None
    table: str = ""
    of_year: str = ""
    about: str = ""

    def file_name(self, asked: Asked) -> str:
        """Return the name of its file, without the ending."""
        from ..queries.books import quarter_file_name, year_file_name

        if self.of_year:
            return year_file_name(asked.office, asked.quarter.year, self.of_year)
        if self.table:
            return quarter_file_name(asked.office, asked.quarter, self.table)
        return safe_name(self.name(asked))


def _town(asked: Asked) -> PrintedBook:
    from ..queries.books import town_of

    return town_of(asked.office, asked.quarter)


def _national(asked: Asked) -> PrintedBook:
    from ..queries.books import national_of

    return national_of(asked.office, asked.quarter)


def _national_to_date(asked: Asked) -> PrintedBook:
    from ..queries.books import national_of

    return national_of(asked.office, asked.quarter, to_date=True)


def _matrix(asked: Asked) -> PrintedBook:
    from ..queries.books import matrix_of

    return matrix_of(asked.office, asked.quarter)


def _unit(asked: Asked) -> PrintedBook:
    from ..queries.books import unit_of

    return unit_of(asked.office, asked.unit_id or 0, asked.quarter)


def _ledger(asked: Asked) -> PrintedBook:
    from ..queries.books import ledger_of

    return ledger_of(asked.office, asked.unit_id or 0, asked.quarter.year)


def _board(asked: Asked) -> PrintedBook:
    from ..queries.books import board_of_year

    return board_of_year(asked.office, asked.quarter.year)


def _year(asked: Asked) -> PrintedBook:
    from ..queries.books import year_of

    return year_of(asked.office, asked.quarter.year)


def _publicity(asked: Asked) -> PrintedBook:
    from ..papers.publicity import publicity_book

    return publicity_book(asked.office, asked.quarter, clock.today())


def _publicity_page(asked: Asked) -> Pdf:
    from ..papers.publicity import publicity_paper

    return publicity_paper(asked.office, asked.quarter, clock.today())


def _reminders(asked: Asked) -> Pdf:
    from datetime import timedelta

    from ..papers.reminder import reminder_paper
    from ..queries.deadlines import due_date

    today = clock.today()
    until = max(today, due_date(asked.office, asked.quarter)) + timedelta(days=_GRACE)
    return reminder_paper(asked.office, asked.quarter, until, today)


def _analysis(asked: Asked) -> Pdf:
    from ..papers.analysis import analysis_paper

    return analysis_paper(asked.office, asked.quarter, clock.today())


def _letter(asked: Asked) -> Pdf:
    from ..papers.letter import Letter, letter_paper

    return letter_paper(asked.office, asked.quarter, Letter(clock.today()))


def _of_quarter(words: str) -> Callable[[Asked], str]:
    return lambda asked: f"{asked.quarter.title}{words}"


def _of_unit(words: str) -> Callable[[Asked], str]:
    return lambda asked: (
        f"{asked.unit_name}{words.format(quarter=asked.quarter.title, year=asked.quarter.year)}"
    )


OUTPUTS: tuple[Output, ...] = (
    Output(
        "汇总表",
        _of_quarter("汇总表"),
        book=_town,
        table="汇总表",
        about="全镇合计、同比和主要指标；Excel另有各单位明细",
    ),
    Output(
        "综合表（本期，按单位性质）",
        _of_quarter("综合表"),
        book=_national,
        table="综合表",
        about="全国统一的样子：指标×国家机关、事业单位、团体组织",
    ),
    Output(
        "综合表（自年初累计）",
        _of_quarter("累计综合表"),
        book=_national_to_date,
        table="累计综合表",
        about="同上，自年初累计",
    ),
    Output(
        "单位×品种表",
        _of_quarter("各单位汇总表"),
        book=_matrix,
        table="各单位汇总表",
        about="每个单位一行，各品种数量、费用、折标煤",
    ),
    Output("单位报表", _of_unit("{quarter}报表"), book=_unit, about="一个单位的报表，可请单位签字盖章"),
    Output("统计台账", _of_unit("{year}年统计台账"), book=_ledger, about="一个单位全年逐月的读数和票据"),
    Output(
        "报送情况",
        lambda asked: f"{asked.quarter.year}年报送情况",
        book=_board,
        of_year="报送情况",
        about="各单位各期状态、收到日期和按时率",
    ),
    Output("催报通知", _of_quarter("催报通知"), _reminders, about="给没有报来的单位，每个单位一份"),
    Output(
        "公示",
        _of_quarter("能源资源情况公示"),
        _publicity_page,
        _publicity,
        table="情况公示",
        about="一页，可以张贴",
    ),
    Output("分析", _of_quarter("能源资源分析"), _analysis, table="分析", about="文字和图"),
    Output("报送统计表的报告", _of_quarter("报送统计表的报告"), _letter, about="给上级主管部门的行文"),
    Output(
        "年报",
        lambda asked: f"{asked.quarter.year}年年报",
        book=_year,
        of_year="年报",
        about="全年各期和合计，与上年比较",
    ),
)


class OutputsPage(QWidget):
    """The list of what can be printed and exported: a click on 预览打印 or on the table does it for one; the
    primary button writes all kinds of the selected ones into a folder.

    Attributes:
        tools: what stands in the tab's row of tools while this is in front.
        head_actions: what is offered in the head of the tab then.
    """

    def __init__(self, desk: Desk, outgoing: Outgoing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._outgoing = desk, outgoing
        self._quarter = Quarter(desk.year, 1)
        self.units = UnitPicker("单位报表和台账的单位", lambda: None, self)
        self.words = Sentence("选中几项，一次写到文件夹或U盘", self)
        self.model: GridModel[OutputLine] = GridModel(
            _columns(), identity=lambda line: line.output.title, parent=self
        )
        self.grid = Grid(self.model, "可以打印和导出的材料", select_rows=True, roomy=True)
        self.write = page_action(
            "写出所选…", self.write_chosen, "export", "", "把选中的材料（PDF和Excel）写到文件夹或U盘", self
        )
        self.show_chosen = page_action(
            "预览打印", self.preview_chosen, "print", "", "预览光标所在的一项，从那里打印", self
        )
        self.fill = page_action(
            "填上级发来的表…",
            self.fill_workbook,
            "document",
            "",
            "套表：原样填写上级的xlsx，格式和公式不变",
            self,
        )
        self.head_actions = HeadActions(self)
        self.head_actions.offer(self.write, (self.show_chosen, self.fill))
        self.tools = (self.units.previous, self.units, self.units.next, self.words)
        self.units.currentIndexChanged.connect(self._show_lines)
        self.grid.clicked.connect(self._click)
        self.grid.activated.connect(self._activate)
        self.setFocusProxy(self.grid)
        lay_out_content(self, self.grid)

    def show_quarter(self, quarter: Quarter, unit_id: int | None) -> None:
        """List what there is of a quarter, and of a unit in it."""
        self._quarter = quarter
        with QSignalBlocker(self.units):
            self.units.clear()
            for unit in reporting_units(self._desk.office, quarter.year):
                self.units.addItem(unit.name, unit.id)
            self.units.setCurrentIndex(max(0, self.units.findData(unit_id)))
        self._show_lines()

    @property
    def asked(self) -> Asked:
        """Of what the outputs are."""
        return Asked(self._desk.office, self._quarter, self.units.currentData())

    def show_output(self, output: Output) -> None:
        """Show an output in the preview."""
        asked = self.asked
        name = f"{output.file_name(asked)}.pdf"
        self._outgoing.show(output.name(asked), name, lambda: _paper(output, asked))

    def export_output(self, output: Output) -> None:
        """Write an output as xlsx where the clerk chooses."""
        asked, book = self.asked, output.book
        if book is None:
            self._desk.alerts.say(f"{output.title}没有Excel表，可以预览打印或另存为PDF")
            return
        name = f"{output.file_name(asked)}.xlsx"
        self._outgoing.export_book(output.name(asked), name, lambda: book(asked))

    def preview_chosen(self) -> None:
        """Show the output on which the cursor lies in the preview."""
        line = self.grid.current_row()
        if line is not None:
            self.show_output(line.output)

    def write_chosen(self) -> None:
        """Write the selected outputs into a folder, each as PDF and, where it is a table, as xlsx."""
        chosen = [line.output for line in self.grid.selected_rows()]
        if not chosen:
            self._desk.alerts.say("先选中要写出的材料，可按住Ctrl选几项")
            return
        asked = self.asked
        label = chosen[0].name(asked) if len(chosen) == 1 else f"{self._quarter.title}{len(chosen)}项材料"
        self._outgoing.write(label, partial(_files, chosen, asked))

    def fill_workbook(self) -> None:
        """Fill a workbook of the superior with the quarter's figures."""
        from .filling import open_workbook_filling

        open_workbook_filling(self._desk, self._desk.office, self._quarter)

    def _show_lines(self, _index: int = 0) -> None:
        asked = self.asked
        self.model.set_rows([OutputLine(output, output.name(asked)) for output in OUTPUTS])

    def _click(self, index: QModelIndex) -> None:
        key, line = self.model.columns[index.column()].key, self.model.row(index)
        if key == _PDF:
            self.show_output(line.output)
        elif key == _XLSX and line.output.book is not None:
            self.export_output(line.output)

    def _activate(self, index: QModelIndex) -> None:
        """By key what a click does; by a double click beside the two it shows the paper."""
        if not index.isValid():
            return
        key, by_mouse = self.model.columns[index.column()].key, pressed_by_mouse()
        if key == _XLSX and not by_mouse:
            self.export_output(self.model.row(index).output)
        elif not (by_mouse and key in (_PDF, _XLSX)):
            self.show_output(self.model.row(index).output)


@dataclass(frozen=True, slots=True)
class OutputLine:
    """An output in the list, by the name its papers go by now."""

    output: Output
    name: str


def _columns() -> list[Column[OutputLine]]:
    return [
        Column("name", "材料", lambda line: line.name, width=24),
        Column("about", "内容", lambda line: line.output.about, width=34, quiet=True),
        Column(_PDF, "打印", lambda _line: "预览打印", width=9, link=lambda _line: True),
        Column(
            _XLSX,
            "Excel",
            lambda line: "导出Excel…" if line.output.book else "—",
            width=11,
            link=lambda line: line.output.book is not None,
            look=lambda line: None if line.output.book else Look.MUTED,
        ),
    ]


def _files(chosen: Sequence[Output], asked: Asked) -> list[OutFile]:
    """The files of outputs, each made when its turn comes."""
    from ...paper.document import pdf_file

    found = []
    for output in chosen:
        name = output.file_name(asked)
        if output.book is not None:
            found.append(OutFile(f"{name}.xlsx", partial(_workbook, output.book, asked)))
        found.append(pdf_file(f"{name}.pdf", partial(_paper, output, asked)))
    return found


def _workbook(book: Callable[[Asked], PrintedBook], asked: Asked) -> bytes:
    from ..queries.books import is_example
    from ..sheets.book import book_bytes

    return book_bytes(book(asked), example=is_example(asked.office))


def _paper(output: Output, asked: Asked) -> Pdf:
    from ..papers.shared import book_paper

    if output.paper is not None:
        return output.paper(asked)
    assert output.book is not None
    return book_paper(asked.office, output.book(asked))
