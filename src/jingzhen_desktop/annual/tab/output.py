"""What leaves the tab: the clipboard, the preview, the PDF and the 数据来源表 in a folder, 定稿."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ...base.text import chinese_date
from ...paper.document import Pdf
from ...spreadsheet.delivery import DELIVERED, TargetExists
from ...widgets.desk import Desk
from ..papers import export_summary, paper_name, set_paper, summary_paper, version_paper
from ..queries import signature
from ..rules.clipboard import as_html, as_plain_text
from ..sheets import export_sources, sources_name
from ..values import Summary, SummaryVersion


def copy_summary(desk: Desk, stored: Summary) -> None:
    """Put the whole text on the clipboard, as HTML with headings and tables and as plain text."""
    signed = (signature(desk.office), chinese_date(stored.day))
    data = QMimeData()
    data.setHtml(as_html(stored.title, stored.paragraphs, signed))
    data.setText(as_plain_text(stored.title, stored.paragraphs, signed))
    QGuiApplication.clipboard().setMimeData(data)
    desk.alerts.say("已复制全文，可粘贴到WPS")


def preview_summary(desk: Desk, stored: Summary) -> None:
    """Show the PDF in the one preview, from where it is printed; of a final text the kept one."""
    office, name = desk.office, paper_name(stored)
    desk.tasks.run("排版工作总结", lambda _progress: summary_paper(office, stored.year, stored.kind), lambda pdf: desk.preview(pdf, name))


def open_version(desk: Desk, stored: Summary, version: SummaryVersion) -> None:
    """Show the kept PDF of a version."""
    with desk.alerts.guard():
        name = f"{paper_name(stored).removesuffix('.pdf')}（第{version.number}版）.pdf"
        desk.preview(version_paper(desk.office, version), name)


def set_for_good(desk: Desk, stored: Summary, keep: Callable[[Pdf], None]) -> None:
    """Set a text for 定稿 beside the window, then let ``keep`` store it."""
    office = desk.office
    desk.tasks.run("排版定稿", lambda _progress: set_paper(office, stored), keep)


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
    _export(desk, "导出数据来源表", sources_name(stored), lambda overwrite: export_sources(office, stored, folder, overwrite), parent)


def _export(desk: Desk, what: str, name: str, write: Callable[[bool], Path], parent: QWidget, *, overwrite: bool = False) -> None:
    def done(target: Path) -> None:
        desk.alerts.say(f"{target.name}{DELIVERED}")

    def failed(error: Exception) -> None:
        if not isinstance(error, TargetExists):
            desk.alerts.warn(str(error))
        elif desk.alerts.confirm(f"“{name}”已经存在，是否覆盖？", "覆盖", parent=parent):
            _export(desk, what, name, write, parent, overwrite=True)

    desk.tasks.run(what, lambda _progress: write(overwrite), done, failed)
