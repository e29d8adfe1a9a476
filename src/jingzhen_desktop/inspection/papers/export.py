"""Every document of a year into a folder, and what the files are called."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path

from ...base.files import OutFile, deliver_all, safe_name
from ...base.place import Place
from ...office.file import Office
from ...office.issued import in_force, issued_from
from ...office.settings import TOWN, read_setting
from ...paper.document import Pdf, pdf_file
from ...paper.voided import kept_copy
from ..queries.urgent import circulars_of_year, rounds_of_year
from ..rules.rounds import day_of
from ..values.found import Circular, Rectification, Round, Visit
from ..values.words import TAB
from .circular import circular_paper
from .notice import notice_paper, recheck_paper, slip_paper
from .record import record_paper


def export_papers(office: Office, year: int, folder: Path, overwrite: bool = False) -> list[Path]:
    """Write every document of a year's inspections into a folder; returns the files.

    Raises TargetExists before anything is written, EnvironmentFault.
    """
    return deliver_all(papers_of_year(office, year), folder, overwrite=overwrite)


def papers_of_year(office: Office, year: int, *, issued: bool = True) -> list[OutFile]:
    """Return every document of a year's inspections, each to be made when its turn comes;
    with ``issued`` those that went out among them, as they were kept.
    """
    details = rounds_of_year(office, year)
    papers = [
        pdf_file(record_name(detail.round), partial(record_paper, office, detail.round.id))
        for detail in details
        if detail.visits
    ]
    notices = list(chain.from_iterable(detail.rectifications for detail in details))
    for notice in notices:
        place = Place(TAB, "rectification", notice.id)
        make = partial(notice_paper, office, notice.id)
        papers += _kept(office, place, notice_name(notice), make, issued=issued)
        if notice.reply_on or notice.rechecked_on:
            papers.append(pdf_file(slip_name(notice), partial(slip_paper, office, notice.id)))
        if notice.rechecked_on:
            place = Place(TAB, "recheck", notice.id)
            make = partial(recheck_paper, office, notice.id)
            papers += _kept(office, place, recheck_name(notice), make, issued=issued)
    for circular in circulars_of_year(office, year):
        place = Place(TAB, "circular", circular.id)
        name = circular_name(circular)
        papers += _kept(office, place, name, partial(circular_paper, office, circular.id), issued=issued)
    return papers


def _kept(office: Office, place: Place, name: str, make: Callable[[], Pdf], *, issued: bool) -> list[OutFile]:
    """A paper as it was issued, where one holds; one that is void with that mark, as long as nothing took its
    place; else as the records are now. What was issued only if it is wanted.
    """
    found = issued_from(office, place)
    newest = in_force(office, place) or (found[-1] if found else None)
    if newest is None or (newest.void_on and not name.startswith(safe_name(newest.number))):
        return [pdf_file(name, make)]
    return [OutFile(name, partial(kept_copy, office, newest))] if issued else []


def record_name(round_: Round, blank: bool = False) -> str:
    """Return the file name of a 检查记录表."""
    return safe_name(f"{_day(round_.day, round_)}{round_.title}记录表{'（空白）' if blank else ''}") + ".pdf"


def _day(day: date | None, round_: Round) -> str:
    """What a file's name begins with, so that a folder shows the year in its order."""
    return f"{day:%Y-%m-%d}" if day else f"{round_.year}年"


def notice_name(notice: Rectification) -> str:
    """Return the file name of a 整改通知书."""
    return safe_name(f"{notice.number}{notice.unit_name}整改通知书") + ".pdf"


def slip_name(notice: Rectification) -> str:
    """Return the file name of a 整改情况登记表."""
    return safe_name(f"{notice.number}{notice.unit_name}整改情况登记表") + ".pdf"


def circular_name(circular: Circular) -> str:
    """Return the file name of a 通报."""
    return safe_name(f"{circular.number}{circular.title}") + ".pdf"


def recheck_name(notice: Rectification) -> str:
    """Return the file name of a 复查意见."""
    return safe_name(f"{notice.number}{notice.unit_name}复查意见") + ".pdf"


def visit_name(round_: Round, visit: Visit) -> str:
    """Return the file name of one unit's 检查记录表."""
    return (
        safe_name(f"{_day(day_of(visit, round_), round_)}{round_.title}{visit.unit_name}检查记录表") + ".pdf"
    )


def forms_name(round_: Round) -> str:
    """Return the file name of a round's blank forms."""
    return safe_name(f"{_day(round_.day, round_)}{round_.title}各单位记录表（空白）") + ".pdf"


def plan_name(round_: Round) -> str:
    """Return the file name of a 检查方案."""
    return safe_name(f"{_day(round_.day, round_)}{round_.title}方案") + ".pdf"


def report_name(office: Office, year: int) -> str:
    """Return the file name of a year's 检查情况汇总, as it is headed."""
    return safe_name(f"{read_setting(office, TOWN)}{year}年公共机构节能检查情况汇总") + ".pdf"
