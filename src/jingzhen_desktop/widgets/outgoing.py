"""What leaves a tab: a paper to the preview, files to a folder or a USB stick; and the line that says
where they are.

What is in the files, which go out together and what of them is kept as issued is decided by each tab's
``papers``, ``sheets`` and ``outgoing``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ..base.errors import UserFacingError
from ..base.files import OutFile, TargetExists, ToWrite, deliver_all
from ..base.sticks import delivered
from ..base.text import join_names
from .desk import Desk, FinishedPdf
from .notices import Notice
from .tasks import Cancelled, Progress

if TYPE_CHECKING:
    from ..office.issued import IssuedPaper, Paper

Finished = TypeVar("Finished", bound=FinishedPdf)
Out = TypeVar("Out", bound=ToWrite)

_NAMED = 2
"""Files that are named in the line that says what was written; of the others their number."""


def show_paper(
    owner: QObject,
    desk: Desk,
    label: str,
    make: Callable[[], Finished],
    name: str,
    to_issue: Callable[[Finished], Paper] | None = None,
) -> None:
    """Make a paper in the worker and show it; ``name`` is the file name 另存为 proposes.

    With ``to_issue`` the preview offers to keep it for good.
    """

    def work(_progress: Progress) -> Finished:
        return make()

    def show(pdf: Finished) -> None:
        desk.preview(pdf, name, to_issue(pdf) if to_issue else None)

    desk.tasks.run(owner, label, work, show)


def send_paper(
    owner: QWidget,
    desk: Desk,
    name: str,
    make: Callable[[], Finished],
    to_issue: Callable[[Finished], Paper],
    *,
    again: bool = False,
) -> None:
    """Ask, make a paper in the worker and keep it as it goes out (发出); undo ends there.

    Args:
        name: what the clerk calls it.
        again: whether more than one may go out from the same place, to different units.
    """
    from ..office.issued import issue, refuse_to_send_again

    question = f"发出{name}？\n按现在的样子存档，不能再改，以前的操作也不能再撤销。"
    if not desk.alerts.confirm(question, "发出", parent=owner):
        return

    def work(_progress: Progress) -> list[IssuedPaper]:
        paper = to_issue(make())
        if not again:
            refuse_to_send_again(desk.office, paper)
        return [issue(desk.office, paper)]

    desk.tasks.run(owner, f"存档{name}", work, partial(say_sent, desk))


def say_sent(desk: Desk, papers: Sequence[IssuedPaper]) -> None:
    """Say what went out and where it is kept."""
    numbers = join_names([paper.number or paper.title for paper in papers])
    desk.alerts.say(f"已发出并存档：{numbers}，可在“文件→已发文件”中再次打印；有误的在那里作废")


def write_files(
    owner: QObject,
    desk: Desk,
    label: str,
    files: Callable[[], Sequence[Out]],
    *,
    remembered: str = "export",
    nothing: str = "没有可以写出的文件",
    finish: Callable[[Sequence[Out]], str] | None = None,
) -> None:
    """Let the clerk choose a folder and write files into it, in the worker; where names are taken, ask first.

    Args:
        files: makes the list of what is to be written, in the worker.
        remembered: under which key the folder is remembered for the next time.
        nothing: what is said if the list is empty.
        finish: done when all is written, e.g. a quarter is locked; returns what is said of it instead of
            ``label``. A UserFacingError it raises is warned of, together with where the files are.
    """
    folder = desk.alerts.choose_folder(f"{label}：写到哪个文件夹", remembered)
    if folder is not None:
        _Writing(owner, desk, label, folder, files, nothing, finish).start()


def write_file(owner: QObject, desk: Desk, label: str, target: Path, make: Callable[[], bytes]) -> None:
    """Write one file where the clerk wants it; who asked for the name has asked about replacing."""
    file = OutFile(target.name, make)
    _Writing(owner, desk, label, target.parent, lambda: [file]).start(overwrite=True)


class _Writing(Generic[Out]):
    """Files on their way into a folder, from the first try to what is told of it."""

    def __init__(
        self,
        owner: QObject,
        desk: Desk,
        label: str,
        folder: Path,
        files: Callable[[], Sequence[Out]],
        nothing: str = "",
        finish: Callable[[Sequence[Out]], str] | None = None,
    ) -> None:
        self._owner, self._desk, self._label, self._folder = owner, desk, label, folder
        self._files, self._nothing, self._finish = files, nothing, finish
        self._written = 0

    def start(self, *, overwrite: bool = False) -> None:
        self._written = 0
        self._desk.delivery_over.emit()
        work = partial(self._write, overwrite)
        self._desk.tasks.run(self._owner, self._label, work, self._tell, partial(self._fail, overwrite))

    def _write(self, overwrite: bool, progress: Progress) -> Sequence[Out]:
        def report(written: int, total: int) -> None:
            self._written = written
            progress.report(written, total, "个文件")
            progress.check()

        files = self._files()
        deliver_all(files, self._folder, overwrite=overwrite, report=report)
        return files

    def _tell(self, files: Sequence[Out]) -> None:
        if not files:
            self._desk.alerts.say(self._nothing)
            return
        names = "、".join(one.name for one in files[:_NAMED])
        several = f"等{len(files)}个文件" if len(files) > _NAMED else ""
        try:
            what = self._finish(files) if self._finish else self._label
        except UserFacingError as error:
            self._desk.alerts.warn(f"{error}文件已经写出：{names}{several}，位置：{self._folder}")
            return
        written = f"{names}{several}{delivered(self._folder)}"
        self._desk.delivered.emit(f"{what}：{written}。位置：{self._folder}", self._folder)

    def _fail(self, overwrite: bool, error: Exception) -> None:
        if isinstance(error, TargetExists) and not overwrite:
            if self._desk.alerts.confirm(f"{error}\n要用新文件替换已有的同名文件吗？", "替换"):
                self.start(overwrite=True)
        elif isinstance(error, UserFacingError):
            self._desk.alerts.warn(error)
        elif isinstance(error, Cancelled):
            kept = f"已写好的{self._written}个文件保留在“{self._folder}”" if self._written else "没有写出文件"
            self._desk.alerts.say(f"已取消：{self._label}，{kept}")


class DeliveryNotice(Notice):
    """Says what was written where, with the way to the folder; stays until it is closed or replaced,
    or the clerk turns to another year or quarter.
    """

    def __init__(self, desk: Desk, host: QWidget | None = None) -> None:
        super().__init__(host, "写出的文件")
        self._desk = desk
        self._folder: Path | None = None
        self.open = self.add_button("打开文件夹", "打开刚写入的文件夹（Ctrl+Shift+O）", self._open)
        self.open.setShortcut("Ctrl+Shift+O")
        self.copy = self.add_button("复制", "复制这条消息，例如发给单位", self._copy)
        desk.delivered.connect(self._tell)
        desk.delivery_over.connect(self.hide)

    def _tell(self, text: str, folder: Path) -> None:
        self._folder = folder
        self.show_text(text, "folder")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.label.text())

    def _open(self) -> None:
        if self._folder is not None:
            self._desk.folder_open(self._folder)
