"""How forms come in: chosen files, a folder, what is dropped, what is on the clipboard.
Recognising runs in the worker.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
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
from ..sheets.clipboard import PASTED, pasted_workbook
from .chosen_files import FILE_FILTER, workbooks
from .import_against import Against, read_against

if TYPE_CHECKING:
    from ..sheets.reading import FormReading

Sources = Sequence[Path | Workbook]


@dataclass(frozen=True, slots=True)
class Recognised:
    """The forms of some sources, and what is stored of their quarters."""

    readings: list[FormReading]
    against: Mapping[Quarter, Against]


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
        show: Callable[[Quarter, Recognised], None],
    ) -> None:
        self._owner = owner
        self._desk = desk
        self._quarter = quarter
        self._show = show
        self._waiting: list[Path | Workbook] = []

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
            pasted = pasted_workbook(mime_to_block(QGuiApplication.clipboard().mimeData()))
            self.take_in([self._named(pasted)])

    def take_in_again(self) -> None:
        """Read all that waits once more: reports or what is known of a layout have changed."""
        self.take_in(list(self._waiting))

    def forget(self) -> None:
        """Nothing waits any more."""
        self._waiting = []

    def take_in(self, sources: Sources) -> None:
        """Recognise files, folders and pasted tables in the worker, then show them beside what waits."""
        if not sources:
            return
        self._waiting += [source for source in sources if source not in self._waiting]
        self._read(list(sources), self._quarter())

    def resume(self, sources: Sources, quarter: Quarter) -> None:
        """Read what waited when the program was closed."""
        self._waiting += [source for source in sources if source not in self._waiting]
        self._read([*sources], quarter)

    def pasted(self) -> list[Workbook]:
        """Return the tables that were pasted and wait."""
        return [source for source in self._waiting if isinstance(source, Workbook)]

    def _named(self, pasted: Workbook) -> Workbook:
        """Give what was pasted a name of its own beside what was pasted before; the same again is that."""
        before = self.pasted()
        same = (one.name for one in before if one.sha256 == pasted.sha256)
        later = f"{PASTED}{len(before) + 1}" if before else PASTED
        return replace(pasted, name=next(same, later))

    def _read(self, wanted: list[Path | Workbook], quarter: Quarter) -> None:
        office = self._desk.office

        def work(progress: Progress) -> Recognised:
            def tell(done: int, total: int) -> None:
                progress.check()
                progress.report(done, total)

            # with the words of foreign forms: not needed to show the tab
            from ..sheets.reading import (
                read_sources,
            )

            readings = read_sources(office, _resolved(wanted), quarter, tell, own_quarter=True)
            quarters = {quarter, *(one.alone.quarter for one in readings if one.alone.quarter)}
            return Recognised(readings, {one: read_against(office, one) for one in sorted(quarters)})

        self._desk.tasks.run(self._owner, f"识别{quarter.title}报表", work, partial(self._show, quarter))


def _resolved(sources: Sources) -> list[Path | Workbook]:
    """Return folders as the files in them."""
    paths = [source for source in sources if isinstance(source, Path)]
    pasted: list[Path | Workbook] = [source for source in sources if isinstance(source, Workbook)]
    return [*(workbooks(paths) if paths else []), *pasted]
