"""Every document of a year into a folder, and what the files are called."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from ...base.files import TargetExists, deliver, safe_name
from ...office.file import Office
from ...paper.document import Pdf
from ..queries.urgent import circulars_of_year, rounds_of_year
from ..values.found import Circular, Rectification, Round, Visit
from .circular import circular_paper
from .notice import notice_paper, recheck_paper
from .record import record_paper


def export_papers(
    office: Office,
    year: int,
    folder: Path,
    overwrite: bool = False,
    progress: Callable[[int, int], object] | None = None,
) -> list[Path]:
    """Write every document of a year's inspections into a folder; returns the files.

    ``progress`` hears how many of how many are written. Raises TargetExists before anything is written,
    EnvironmentFault.
    """
    papers = _papers_of_year(office, year)
    taken = [name for name, _ in papers if (folder / name).exists()]
    if taken and not overwrite:
        raise TargetExists(
            f"“{folder}”中已有“{taken[0]}”{f'等{len(taken)}个文件' if len(taken) > 1 else ''}，没有覆盖。"
        )
    written = []
    for done, (name, make) in enumerate(papers):
        if progress:
            progress(done, len(papers))
        written.append(deliver(make().data, folder / name, overwrite=overwrite))
    return written


def _papers_of_year(office: Office, year: int) -> list[tuple[str, Callable[[], Pdf]]]:
    """File name and maker of every document of a year."""
    details = rounds_of_year(office, year)
    papers: list[tuple[str, Callable[[], Pdf]]] = [
        (record_name(detail.round), partial(record_paper, office, detail.round.id))
        for detail in details
        if detail.visits
    ]
    notices = [notice for detail in details for notice in detail.rectifications]
    papers += [(notice_name(notice), partial(notice_paper, office, notice.id)) for notice in notices]
    papers += [
        (recheck_name(notice), partial(recheck_paper, office, notice.id))
        for notice in notices
        if notice.rechecked_on
    ]
    circulars = circulars_of_year(office, year)
    return papers + [
        (circular_name(circular), partial(circular_paper, office, circular.id)) for circular in circulars
    ]


def record_name(round_: Round, blank: bool = False) -> str:
    """Return the file name of a 检查记录表."""
    day = f"{round_.day:%m%d}" if round_.day else "待定"
    return safe_name(f"{round_.year}年{day}{round_.title}记录表{'（空白）' if blank else ''}") + ".pdf"


def notice_name(notice: Rectification) -> str:
    """Return the file name of a 整改通知书."""
    return safe_name(f"{notice.number}{notice.unit_name}整改通知书") + ".pdf"


def circular_name(circular: Circular) -> str:
    """Return the file name of a 通报."""
    return safe_name(f"{circular.number}{circular.title}") + ".pdf"


def recheck_name(notice: Rectification) -> str:
    """Return the file name of a 复查意见."""
    return safe_name(f"{notice.number}{notice.unit_name}复查意见") + ".pdf"


def visit_name(round_: Round, visit: Visit) -> str:
    """Return the file name of one unit's 检查记录表."""
    return safe_name(f"{round_.year}年{round_.title}{visit.unit_name}检查记录表") + ".pdf"


def forms_name(round_: Round) -> str:
    """Return the file name of a round's blank forms."""
    return safe_name(f"{round_.year}年{round_.title}各单位记录表（空白）") + ".pdf"


def plan_name(round_: Round) -> str:
    """Return the file name of a 检查方案."""
    return safe_name(f"{round_.year}年{round_.title}方案") + ".pdf"


def report_name(year: int) -> str:
    """Return the file name of a year's 检查情况汇总."""
    return f"{year}年检查情况汇总.pdf"
