"""What leaves the tab: the clipboard, the preview, the PDF in a folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ...base.text import chinese_date
from ...spreadsheet.delivery import DELIVERED, TargetExists
from ...widgets.desk import Desk
from ..papers import export_summary, paper_name, summary_paper
from ..queries import signature
from ..rules.clipboard import as_html, as_plain_text
from ..values import Summary


def copy_summary(desk: Desk, stored: Summary) -> None:
    """Put the whole text on the clipboard, as HTML with headings and tables and as plain text."""
    signed = (signature(desk.office), chinese_date(stored.day))
    data = QMimeData()
    data.setHtml(as_html(stored.title, stored.paragraphs, signed))
    data.setText(as_plain_text(stored.title, stored.paragraphs, signed))
    QGuiApplication.clipboard().setMimeData(data)
    desk.alerts.say("已复制全文，可粘贴到WPS")


def preview_summary(desk: Desk, stored: Summary) -> None:
    """Show the PDF in the one preview, from where it is printed."""
    office, name = desk.office, paper_name(stored)
    desk.tasks.run("排版工作总结", lambda _progress: summary_paper(office, stored.year, stored.kind), lambda pdf: desk.preview(pdf, name))


def export_to(desk: Desk, stored: Summary, folder: Path, parent: QWidget, *, overwrite: bool = False) -> None:
    """Write the PDF into a folder; an existing name is asked about."""
    office = desk.office

    def done(target: Path) -> None:
        desk.alerts.say(f"{target.name}{DELIVERED}")

    def failed(error: Exception) -> None:
        if not isinstance(error, TargetExists):
            desk.alerts.warn(str(error))
        elif desk.alerts.confirm(f"“{paper_name(stored)}”已经存在，是否覆盖？", "覆盖", parent=parent):
            export_to(desk, stored, folder, parent, overwrite=True)

    desk.tasks.run("导出工作总结", lambda _progress: export_summary(office, stored.year, stored.kind, folder, overwrite), done, failed)
