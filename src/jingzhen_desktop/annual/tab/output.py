"""What leaves the tab: the clipboard, the preview, the PDF and the 数据来源表 in a folder, 定稿."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication

from ...base.text import chinese_date
from ...widgets.desk import Desk
from ...widgets.outgoing import show_paper, write_files
from ..actions.versions import enter_plan, finalise
from ..papers.document import paper_name, set_paper, summary_file, summary_paper, version_paper
from ..queries.facts import signature
from ..rules.clipboard import as_html, as_plain_text
from ..sheets import sources_file
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


def export_to(owner: QObject, desk: Desk, stored: Summary) -> None:
    """Let the clerk choose a folder and write the PDF into it."""
    office = desk.office
    write_files(owner, desk, "导出工作总结", lambda: [summary_file(office, stored)], remembered="annual")


def export_sources_to(owner: QObject, desk: Desk, stored: Summary) -> None:
    """Let the clerk choose a folder and write the 数据来源表 into it."""
    office = desk.office
    write_files(owner, desk, "导出数据来源表", lambda: [sources_file(office, stored)], remembered="annual")
