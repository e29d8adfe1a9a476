"""What leaves the tab: the clipboard, the preview, the PDF and the 数据来源表 in a folder, 定稿."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ...base.files import DELIVERED, TargetExists
from ...base.text import chinese_date
from ...widgets.desk import Desk
from ...widgets.outgoing import show_paper
from .. import sheets
from ..actions.versions import enter_plan, finalise
from ..papers.document import export_summary, paper_name, set_paper, summary_paper, version_paper
from ..queries.facts import signature
from ..rules.clipboard import as_html, as_plain_text
from ..values.kinds import SummaryKind
from ..values.text import Summary
from ..values.versions import SummaryVersion


def copy_summary(desk: Desk, stored: Summary) -> None:
    """Put the whole text on the clipboard, as HTML with headings and tables and as plain text."""
    signed = (signature(desk.office), chinese_date(stored.day))
    data = QMimeData()
    data.setHtml(as_html(stored.title, stored.paragraphs, signed))
    data.setText(as_plain_text(stored.title, stored.paragraphs, signed))
    QGuiApplication.clipboard().setMimeData(data)
    desk.alerts.say("已复制全文，可粘贴到WPS")


def preview_summary(owner: QObject, desk: Desk, stored: Summary) -> None:
    """Show the PDF in the one preview, from where it is printed; of a final text the kept one."""
    office, name = desk.office, paper_name(stored)
    make = partial(summary_paper, office, stored.year, stored.kind)
    show_paper(owner, desk, "排版工作总结", make, name)


def open_version(desk: Desk, stored: Summary, version: SummaryVersion) -> None:
    """Show the kept PDF of a version."""
    with desk.alerts.guard():
        name = f"{paper_name(stored).removesuffix('.pdf')}（第{version.number}版）.pdf"
        desk.preview(version_paper(desk.office, version), name)


def finalise_beside(
    owner: QObject,
    desk: Desk,
    stored: Summary,
    done: Callable[[str], None],
    failed: Callable[[Exception], None],
) -> None:
    """Set a text and keep it for good, beside the window;
    of a plan the items go into the ledger of their year.
    """
    office = desk.office

    def work(_progress: object) -> str:
        version = finalise(office, stored, set_paper(office, stored).data)
        entered = enter_plan(office, stored) if stored.kind is SummaryKind.PLAN else 0
        more = f"，{entered}项工作已列入{stored.year + 1}年工作台账" if entered else ""
        return f"已定稿：{version.title}第{version.number}版{more}"

    desk.tasks.run(owner, "定稿", work, done, failed)


def export_to(desk: Desk, stored: Summary, folder: Path, parent: QWidget) -> None:
    """Write the PDF into a folder; an existing name is asked about."""
    office = desk.office
    _export(
        desk,
        "导出工作总结",
        paper_name(stored),
        lambda overwrite: export_summary(office, stored.year, stored.kind, folder, overwrite),
        parent,
    )


def export_sources_to(desk: Desk, stored: Summary, folder: Path, parent: QWidget) -> None:
    """Write the 数据来源表 into a folder; an existing name is asked about."""
    office = desk.office
    name = sheets.sources_name(stored)
    _export(
        desk,
        "导出数据来源表",
        name,
        lambda overwrite: sheets.export_sources(office, stored, folder, overwrite),
        parent,
    )


def _export(
    desk: Desk,
    what: str,
    name: str,
    write: Callable[[bool], Path],
    parent: QWidget,
    *,
    overwrite: bool = False,
) -> None:
    def done(target: Path) -> None:
        desk.alerts.say(f"{target.name}{DELIVERED}")

    def failed(error: Exception) -> None:
        if not isinstance(error, TargetExists):
            desk.alerts.warn(str(error))
        elif desk.alerts.confirm(f"“{name}”已经存在，是否覆盖？", "覆盖", parent=parent):
            _export(desk, what, name, write, parent, overwrite=True)

    desk.tasks.run(parent, what, lambda _progress: write(overwrite), done, failed)
