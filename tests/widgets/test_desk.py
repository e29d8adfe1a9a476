"""The desk: steps arrive on the UI thread, the working year, the one preview."""

from __future__ import annotations

import io
import threading
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtGui import QDesktopServices

from jingzhen_desktop.base.place import Place
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.issued import Paper, issue, issued_papers, reprint
from jingzhen_desktop.office.settings import TOWN, write_settings
from jingzhen_desktop.widgets.alerts import Alerts
from jingzhen_desktop.widgets.desk import Desk

from ..looking import preview

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl


@dataclass
class Document:
    data: bytes
    title: str = "通报"
    substitutions: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@pytest.fixture
def alerts(desk: Desk) -> Alerts:
    return desk.alerts


def one_page() -> bytes:
    from reportlab.pdfgen import canvas

    out = io.BytesIO()
    page = canvas.Canvas(out)
    page.drawString(100, 700, "page")
    page.save()
    return out.getvalue()


def test_a_step_of_the_worker_arrives_on_the_ui_thread(desk: Desk) -> None:
    arrivals: list[tuple[str, threading.Thread]] = []
    desk.stepped.connect(lambda step: arrivals.append((step.label, threading.current_thread())))
    desk.tasks.run(
        desk,
        "写入",
        lambda _progress: write_settings(desk.office, {TOWN: "文井镇"}, "修改乡镇名称"),
        lambda _result: None,
    )
    assert desk.tasks.wait_idle()
    assert arrivals == [("修改乡镇名称", threading.main_thread())]


def test_after_closing_no_step_arrives(qapp: Any, office: Office) -> None:
    desk = Desk(office)
    arrivals: list[object] = []
    desk.stepped.connect(arrivals.append)
    write_settings(office, {TOWN: "甲镇"})
    assert len(arrivals) == 1
    desk.close()
    desk.close()
    write_settings(office, {TOWN: "乙镇"})
    assert len(arrivals) == 1


def test_the_year_is_told_once(desk: Desk, qtbot: Any) -> None:
    with qtbot.waitSignal(desk.year_changed) as told:
        desk.year = 2012
    assert told.args == [2012]
    with qtbot.assertNotEmitted(desk.year_changed):
        desk.year = 2012


def test_a_place_is_handed_to_the_window(desk: Desk, qtbot: Any) -> None:
    place = Place("quarterly", "report", 3)
    with qtbot.waitSignal(desk.place_wanted) as told:
        desk.go_to(place)
    assert told.args == [place]


def test_there_is_one_preview(desk: Desk) -> None:
    desk.preview(Document(one_page()), "通报.pdf")
    first = preview()
    desk.preview(Document(one_page(), "总结", ("仿宋以宋体代替",)), "总结.pdf")
    assert first is not None
    assert preview() is first
    assert "总结" in first.windowTitle()
    assert first.notes.toolTip() == "仿宋以宋体代替"
    desk.close()
    assert preview() is None


def test_a_paper_is_kept_from_the_preview_as_it_is_shown(desk: Desk) -> None:
    data = one_page()
    paper = Paper(
        "通报",
        "文节能通〔2011〕1号",
        date(2011, 9, 1),
        "夏季检查通报",
        Place("inspection", "circular", 1),
        data,
    )
    asked: list[str] = []

    def confirm(question: str, *_: object, **__: object) -> bool:
        asked.append(question)
        return len(asked) > 1

    desk.alerts.confirm = confirm  # type: ignore[method-assign]
    desk.preview(Document(data), "通报.pdf", paper)
    shown = preview()
    assert shown is not None
    action = shown.actions_by_name["定稿存档"]
    action.trigger()  # the clerk thinks better of it
    assert issued_papers(desk.office) == []
    action.trigger()
    (kept,) = issued_papers(desk.office)
    assert reprint(desk.office, kept.id) == data
    assert "不能更改" in asked[0]
    assert (action.isEnabled(), action.text()) == (False, "已定稿存档")
    desk.preview(Document(data), "记录表.pdf")
    assert not action.isVisible()
    desk.preview(Document(data), "通报.pdf", paper)  # shown again: it is kept already
    assert (action.isVisible(), action.isEnabled()) == (True, False)


def test_a_number_that_is_taken_is_said_in_the_preview(desk: Desk) -> None:
    earlier = Paper(
        "通报", "文〔2011〕1号", date(2011, 9, 1), "较早的通报", Place("inspection", "circular", 1), b"%PDF"
    )
    issue(desk.office, earlier)
    desk.alerts.confirm = lambda *_, **__: True  # type: ignore[method-assign]
    desk.preview(Document(one_page()), "通报.pdf", replace(earlier, place=Place("inspection", "circular", 2)))
    shown = preview()
    assert shown is not None
    shown.actions_by_name["定稿存档"].trigger()
    assert "已用于“较早的通报”" in shown.notices.text
    assert len(issued_papers(desk.office)) == 1


def test_a_broken_document_is_told(desk: Desk, warned: list[str]) -> None:
    desk.preview(Document(b"nothing"), "通报.pdf")
    assert "不是完整的PDF" in warned[0]


def test_the_folder_of_a_file_is_opened_or_a_sentence_told(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, warned: list[str]
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    desk.folder_open(tmp_path / "季度表.xlsx")
    assert [Path(url.toLocalFile()) for url in opened] == [tmp_path]
    desk.folder_open(tmp_path / "gone" / "季度表.xlsx")
    assert len(opened) == 1
    assert "不能打开文件夹" in warned[0]
