"""How forms come in: chosen files, a folder, what is dropped, what is on the clipboard.
Recognising runs in the worker.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from ...energy.periods import Quarter
from ...spreadsheet.reading import Workbook
from ...widgets.desk import Desk
from ...widgets.grid.clipboard import mime_to_block
from ...widgets.tasks import Progress
from ..sheets.clipboard import pasted_workbook
from .chosen_files import FILE_FILTER, workbooks

if TYPE_CHECKING:
    from ..sheets.reading import FormReading

Sources = Sequence[Path | Workbook]


class Intake:
    """Takes what the clerk points at and hands the recognised forms on; nothing is stored.

    ``quarter`` says which quarter is meant when the clerk asks; ``show`` gets that quarter and the forms, on
    the UI thread, as long as ``owner`` lives.
    """

    def __init__(
        self,
        owner: QObject,
        desk: Desk,
        quarter: Callable[[], Quarter],
        show: Callable[[Quarter, list[FormReading]], None],
    ) -> None:
        self._owner = owner
        self._desk = desk
        self._quarter = quarter
        self._show = show
        self._sources: list[Path | Workbook] = []

    def import_files(self) -> None:
        """Let the clerk choose filled forms and show what is in them."""
        self.take_in(
            self._desk.alerts.choose_files(
                f"选择{self._quarter().title}报表文件", "quarterly.import", FILE_FILTER
            )
        )

    def import_folder(self) -> None:
        """Let the clerk choose a folder of filled forms and show what is in them."""
        folder = self._desk.alerts.choose_folder(
            f"选择放{self._quarter().title}报表的文件夹", "quarterly.import"
        )
        if folder is not None:
            self.take_in([folder])

    def paste(self) -> None:
        """Show what is in the table on the clipboard."""
        with self._desk.alerts.guard():
            self.take_in([pasted_workbook(mime_to_block(QGuiApplication.clipboard().mimeData()))])

    def take_in_again(self) -> None:
        """Read the same files once more: reports or what is known of a layout have changed."""
        self.take_in(self._sources)

    def take_in(self, sources: Sources) -> None:
        """Recognise files, folders and pasted tables in the worker, then show them."""
        if not sources:
            return
        self._sources = list(sources)
        office, quarter, wanted = self._desk.office, self._quarter(), list(sources)

        def work(progress: Progress) -> list[FormReading]:
            def tell(done: int, total: int) -> None:
                progress.check()
                progress.report(done, total)

            # with the words of foreign forms: not needed to show the tab
            from ..sheets.reading import (
                read_sources,
            )

            return read_sources(office, _resolved(wanted), quarter, tell)

        self._desk.tasks.run(self._owner, f"识别{quarter.title}报表", work, partial(self._show, quarter))


def _resolved(sources: Sources) -> list[Path | Workbook]:
    """Return folders as the files in them."""
    paths = [source for source in sources if isinstance(source, Path)]
    pasted: list[Path | Workbook] = [source for source in sources if isinstance(source, Workbook)]
    return [*(workbooks(paths) if paths else []), *pasted]
