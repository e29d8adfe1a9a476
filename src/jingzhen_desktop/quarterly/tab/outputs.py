"""The menu 输出: everything the tab prints or exports, each under the name it goes by in the office."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from ...base.files import safe_name
from ...energy.periods import Quarter
from ...office import clock
from ...office.file import Office
from ...organisation.queries.units import reporting_units
from ...widgets.appearance import set_icon
from ...widgets.desk import Desk
from .outgoing import Outgoing

if TYPE_CHECKING:
    from ...paper.document import Pdf
    from ..values.printed import PrintedBook

_GRACE = 5


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
        of_unit: it is about the unit last shown.
    """

    title: str
    name: Callable[[Asked], str]
    paper: Callable[[Asked], Pdf] | None = None
    book: Callable[[Asked], PrintedBook] | None = None
    of_unit: bool = False
    table: str = ""

    def file_name(self, asked: Asked) -> str:
        """Return the name of its file, without the ending."""
        from ..queries.books import quarter_file_name

        if self.table:
            return quarter_file_name(asked.office, asked.quarter, self.table)
        return safe_name(self.name(asked))


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
    Output("综合表（本季，按单位性质）", _of_quarter("综合表"), book=_national, table="综合表"),
    Output("综合表（自年初累计）", _of_quarter("累计综合表"), book=_national_to_date, table="累计综合表"),
    Output("单位×品种表", _of_quarter("各单位汇总表"), book=_matrix, table="各单位汇总表"),
    Output("单位报表", _of_unit("{quarter}报表"), book=_unit, of_unit=True),
    Output("统计台账", _of_unit("{year}年统计台账"), book=_ledger, of_unit=True),
    Output("报送情况", lambda asked: f"{asked.quarter.year}年报送情况", book=_board),
    Output("催报通知", _of_quarter("催报通知"), _reminders),
    Output("公示", _of_quarter("能源资源情况公示"), _publicity_page, _publicity, table="情况公示"),
    Output("分析", _of_quarter("能源资源分析"), _analysis, table="分析"),
    Output("报送统计表的报告", _of_quarter("报送统计表的报告"), _letter),
    Output("年报", lambda asked: f"{asked.quarter.year}年年报", book=_year),
)


class OutputMenu(QPushButton):
    """The button with the menu; ``asked`` says of which quarter and unit."""

    def __init__(
        self, desk: Desk, outgoing: Outgoing, asked: Callable[[], Asked], parent: QWidget | None = None
    ) -> None:
        super().__init__("输出(&O)", parent)
        self._desk, self._outgoing, self._asked = desk, outgoing, asked
        set_icon(self, "export")
        self.setAutoDefault(False)
        self.setToolTip(
            "打印预览和导出Excel：汇总表、综合表、单位报表、台账、催报通知、公示、分析、报告、年报；套表"
        )
        self.setMenu(self._made_menu())

    def show_output(self, output: Output) -> None:
        """Show an output in the preview."""
        asked = self._checked(output)
        if asked is not None:
            name = f"{output.file_name(asked)}.pdf"
            self._outgoing.show(output.name(asked), name, lambda: _paper(output, asked))

    def export_output(self, output: Output) -> None:
        """Write an output as xlsx where the clerk chooses."""
        asked, book = self._checked(output), output.book
        if asked is not None and book is not None:
            self._outgoing.export_book(
                output.name(asked), f"{output.file_name(asked)}.xlsx", lambda: book(asked)
            )

    def _checked(self, output: Output) -> Asked | None:
        asked = self._asked()
        if output.of_unit and asked.unit_id is None:
            self._desk.alerts.warn(f"请先在“单位报表”中选一个单位，再输出{output.title}。")
            return None
        return asked

    def _made_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addSection("打印预览")
        self._add(menu, "汇总表", lambda: self._outgoing.preview(self._asked().quarter))
        for output in OUTPUTS:
            self._add(menu, output.title, partial(self.show_output, output))
        menu.addSection("导出Excel")
        self._add(menu, "汇总表（xlsx和PDF）…", lambda: self._outgoing.export(self._asked().quarter))
        for output in OUTPUTS:
            if output.book is not None:
                self._add(menu, f"{output.title}…", partial(self.export_output, output))
        menu.addSection("上级发来的表")
        self._add(menu, "套表：原样填写上级的xlsx…", self._fill_workbook)
        return menu

    def _fill_workbook(self) -> None:
        from .filling import open_workbook_filling

        asked = self._asked()
        open_workbook_filling(self._desk, asked.office, asked.quarter)

    def _add(self, menu: QMenu, text: str, call: Callable[[], object]) -> None:
        action = QAction(text, menu)
        action.triggered.connect(lambda _checked=False: call())
        menu.addAction(action)


def _paper(output: Output, asked: Asked) -> Pdf:
    from ..papers.shared import book_paper

    if output.paper is not None:
        return output.paper(asked)
    assert output.book is not None
    return book_paper(asked.office, output.book(asked))
