"""What leaves the tab: blank forms, tables, papers, the files of a sending up;
and the line that says where they went.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from ...base.errors import UserFacingError
from ...base.files import DELIVERED, TargetExists, deliver
from ...energy.periods import Quarter
from ...office.file import Office
from ...widgets.appearance import set_icon
from ...widgets.desk import Desk
from ...widgets.outgoing import show_paper
from ...widgets.parts import action_button
from ...widgets.tasks import Cancelled, Progress
from ..sheets.form import write_blank_forms
from ..sheets.table import export_table

if TYPE_CHECKING:
    from ...paper.document import Pdf
    from ..papers.letter import Letter
    from ..values.printed import PrintedBook

Write = Callable[[bool], list[Path]]
"""Writes files; the argument says whether existing ones may be replaced."""


class DeliveryBar(QFrame):
    """Says what was written where, with the way to the folder; stays until closed or replaced."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._folder: Path | None = None
        self.label = QLabel(self)
        self.label.setWordWrap(True)
        self.open = action_button(
            "打开文件夹", self._open, "folder", "Ctrl+Shift+O", "打开刚写入的文件夹", self
        )
        close = QToolButton(self)
        set_icon(close, "close")
        close.setAutoRaise(True)
        close.setAccessibleName("关闭提示")
        close.setToolTip("关闭提示")
        close.clicked.connect(self.hide)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 2, 2, 2)
        layout.addWidget(self.label, 1)
        layout.addWidget(self.open)
        layout.addWidget(close)
        self.hide()

    def tell(self, text: str, folder: Path) -> None:
        """Show what was written and offer its folder."""
        self._folder = folder
        self.label.setText(text)
        self.show()

    def _open(self) -> None:
        if self._folder is not None:
            self._desk.folder_open(self._folder)


@dataclass(frozen=True, slots=True)
class Made:
    """A finished file on its way out."""

    name: str
    title: str
    data: bytes
    is_letter: bool = False


def quarter_files(office: Office, quarter: Quarter, letter: Letter) -> list[Made]:
    """Make what goes to the superior with a quarter: both tables as xlsx and PDF, and the letter;
    the town's table first.
    """
    from ..papers.letter import letter_name, letter_paper
    from ..papers.shared import book_paper
    from ..papers.table import paper_name, quarter_paper
    from ..queries.books import is_example, national_of
    from ..sheets.book import book_bytes
    from ..sheets.table import table_name, town_table

    national = national_of(office, quarter)
    table, written = quarter_paper(office, quarter), letter_paper(office, quarter, letter)
    stem = paper_name(office, quarter).removesuffix(".pdf").replace("汇总表", "综合表")
    return [
        Made(table_name(office, quarter), table.title, town_table(office, quarter)),
        Made(paper_name(office, quarter), table.title, table.data),
        Made(f"{stem}.xlsx", national.tables[0].title, book_bytes(national, example=is_example(office))),
        Made(f"{stem}.pdf", national.tables[0].title, book_paper(office, national).data),
        Made(letter_name(office, quarter), written.title, written.data, is_letter=True),
    ]


def write_made(made: Sequence[Made], folder: Path, *, overwrite: bool) -> list[Path]:
    """Write finished files into a folder, verified; raises TargetExists before anything is written."""
    taken = [one.name for one in made if (folder / one.name).exists()]
    if taken and not overwrite:
        raise TargetExists(
            f"“{folder}”中已有“{taken[0]}”{f'等{len(taken)}个文件' if len(taken) > 1 else ''}，没有覆盖。"
        )
    return [deliver(one.data, folder / one.name, overwrite=overwrite) for one in made]


class Outgoing:
    """Writes and shows the papers of a quarter, in the worker; an existing file asks first."""

    def __init__(self, desk: Desk, bar: DeliveryBar) -> None:
        self._desk = desk
        self._bar = bar

    def tell(self, text: str, folder: Path) -> None:
        """Say what was written and offer its folder."""
        self._bar.tell(text, folder)

    def write_forms(self, quarter: Quarter) -> None:
        """Let the clerk choose a folder and write the blank forms of all units into it."""
        folder = self._desk.alerts.choose_folder(f"把{quarter.title}空白表写到哪个文件夹", "quarterly.forms")
        if folder is not None:
            office = self._desk.office
            self._write(
                f"发放{quarter.title}空白表",
                folder,
                lambda overwrite: write_blank_forms(office, quarter, folder, overwrite),
            )

    def export(self, quarter: Quarter) -> None:
        """Let the clerk choose a folder and write the town's table as xlsx and PDF into it."""
        from ..papers.table import export_paper, paper_name

        folder = self._desk.alerts.choose_folder(
            f"把{quarter.title}汇总表导出到哪个文件夹", "quarterly.export"
        )
        if folder is None:
            return
        office = self._desk.office

        def write(overwrite: bool) -> list[Path]:
            if not overwrite and (folder / paper_name(office, quarter)).exists():
                raise TargetExists(f"“{folder}”中已有“{paper_name(office, quarter)}”，没有覆盖。")
            return [
                export_table(office, quarter, folder, overwrite),
                export_paper(office, quarter, folder, overwrite),
            ]

        self._write(f"导出{quarter.title}汇总表", folder, write)

    def preview(self, quarter: Quarter) -> None:
        """Show the quarter's PDF in the preview, from where it is printed."""
        from ..papers.table import paper_name, quarter_paper

        office = self._desk.office
        self.show(
            f"{quarter.title}汇总表", paper_name(office, quarter), lambda: quarter_paper(office, quarter)
        )

    def show(self, label: str, name: str, make: Callable[[], Pdf]) -> None:
        """Make a paper in the worker and show it in the preview."""
        show_paper(self._bar, self._desk, f"生成{label}", make, name)

    def export_book(self, label: str, name: str, make: Callable[[], PrintedBook]) -> None:
        """Let the clerk choose where, and write finished tables as xlsx."""
        target = self._desk.alerts.choose_save(f"导出{label}", name, "Excel 文件 (*.xlsx)")
        if target is None:
            return
        office = self._desk.office

        def write(_overwrite: bool) -> list[Path]:
            from ..queries.books import is_example
            from ..sheets.book import book_bytes

            # the dialog has asked
            return [deliver(book_bytes(make(), example=is_example(office)), target, overwrite=True)]

        self._write(f"导出{label}", target.parent, write)

    def _write(self, label: str, folder: Path, write: Write, *, overwrite: bool = False) -> None:
        def work(_progress: Progress) -> list[Path]:
            return write(overwrite)

        def done(paths: list[Path]) -> None:
            names = "、".join(path.name for path in paths[:2]) + (
                f"等{len(paths)}个文件" if len(paths) > 2 else ""
            )
            self._bar.tell(f"{label}：{names}{DELIVERED}。位置：{folder}", folder)
            self._desk.alerts.say(f"{label}：{len(paths)}个文件{DELIVERED}")

        def failed(error: Exception) -> None:
            if isinstance(error, TargetExists):
                if not overwrite and self._desk.alerts.confirm(
                    f"{error}\n要用新文件替换已有的同名文件吗？", "替换"
                ):
                    self._write(label, folder, write, overwrite=True)
            elif isinstance(error, UserFacingError):
                self._desk.alerts.warn(error)
            elif isinstance(error, Cancelled):
                self._desk.alerts.say(f"已取消：{label}")

        self._desk.tasks.run(self._bar, label, work, done, failed)
