"""What leaves the tab: blank forms, tables, papers.
Which of them go out together is decided in ``quarterly.outgoing``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ...base.files import OutFile
from ...energy.periods import Quarter
from ...widgets.desk import Desk
from ...widgets.outgoing import show_paper, write_file, write_files
from ..sheets.form import blank_forms

if TYPE_CHECKING:
    from ...paper.document import Pdf
    from ..values.printed import PrintedBook


class Outgoing:
    """Writes and shows the tables and papers of a quarter, as long as ``owner`` lives."""

    def __init__(self, owner: QObject, desk: Desk) -> None:
        self._owner, self._desk = owner, desk

    def write_forms(self, quarter: Quarter) -> None:
        """Let the clerk choose a folder and write the blank forms of all units into it."""
        files = partial(blank_forms, self._desk.office, quarter)
        label = f"发放{quarter.title}空白表"
        write_files(self._owner, self._desk, label, files, remembered="quarterly.forms")

    def export(self, quarter: Quarter) -> None:
        """Let the clerk choose a folder and write the town's table as xlsx and PDF into it."""
        from ..outgoing import table_files

        files = partial(table_files, self._desk.office, quarter)
        label = f"导出{quarter.title}汇总表"
        write_files(self._owner, self._desk, label, files, remembered="quarterly.export")

    def preview(self, quarter: Quarter) -> None:
        """Show the quarter's PDF in the preview, from where it is printed."""
        from ..outgoing import town_paper
        from ..queries.books import quarter_file_name

        office = self._desk.office
        name = f"{quarter_file_name(office, quarter, '汇总表')}.pdf"
        self.show(f"{quarter.title}汇总表", name, partial(town_paper, office, quarter))

    def show(self, label: str, name: str, make: Callable[[], Pdf]) -> None:
        """Make a paper in the worker and show it in the preview."""
        show_paper(self._owner, self._desk, f"生成{label}", make, name)

    def write(self, label: str, files: Callable[[], list[OutFile]]) -> None:
        """Let the clerk choose a folder and write files into it."""
        write_files(self._owner, self._desk, f"写出{label}", files, remembered="quarterly.export")

    def export_book(self, label: str, name: str, make: Callable[[], PrintedBook]) -> None:
        """Let the clerk choose where, and write finished tables as xlsx."""
        target = self._desk.alerts.choose_save(f"导出{label}", name, "Excel 文件 (*.xlsx)")
        if target is None:
            return
        office = self._desk.office

        def workbook() -> bytes:
            from ..queries.books import is_example
            from ..sheets.book import book_bytes

            return book_bytes(make(), example=is_example(office))

        write_file(self._owner, self._desk, f"导出{label}", target, workbook)
