"""What leaves a tab: a paper made in the worker and shown in the preview.

What a paper says, and how it is kept as issued, is decided by each tab's ``papers``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from .desk import Desk, FinishedPdf
from .tasks import Progress

if TYPE_CHECKING:
    from ..office.issued import Paper

Finished = TypeVar("Finished", bound=FinishedPdf)


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
