"""What leaves the page: the PDF, the preview, the table of sources; and what is said when it does not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from jingzhen_desktop.annual import sheets
from jingzhen_desktop.annual.papers import document
from jingzhen_desktop.annual.tab.page import AnnualTab
from jingzhen_desktop.widgets.desk import Desk

from ..finished import pdf_text
from ..hands import press
from ..told import Told, cancelling, listen, raising

if TYPE_CHECKING:
    from types import ModuleType

    from pytestqt.qtbot import QtBot


def test_the_sources_go_to_the_chosen_folder(
    written: AnnualTab, desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.alerts, "choose_folder", lambda *_: tmp_path)
    press(written, "数据来源表…")
    assert desk.tasks.wait_idle()
    assert (tmp_path / "柳河镇2011年节能减排工作总结数据来源表.xlsx").stat().st_size > 5000


def test_the_pdf_goes_to_the_chosen_folder(
    written: AnnualTab, desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(desk.alerts, "choose_folder", lambda *_: tmp_path)
    monkeypatch.setattr(desk.alerts, "confirm", lambda question, *_, **__: asked.append(question) or True)
    press(written, "导出PDF…")
    assert desk.tasks.wait_idle()
    target = tmp_path / "柳河镇2011年节能减排工作总结.pdf"
    first = target.stat().st_ino
    assert "柳河镇" in pdf_text(target)
    press(written, "导出PDF…")
    assert desk.tasks.wait_idle()
    qtbot.waitUntil(lambda: not desk.tasks.busy and target.stat().st_ino != first)
    assert len(asked) == 1
    assert "没有覆盖" in asked[0]


def test_the_preview_shows_the_same_paper(
    written: AnnualTab, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown_papers: list[tuple[str, str]] = []
    monkeypatch.setattr(desk, "preview", lambda pdf, name, *_more: shown_papers.append((pdf.title, name)))
    press(written, "预览打印")
    assert desk.tasks.wait_idle()
    assert shown_papers == [("柳河镇2011年节能减排工作总结", "柳河镇2011年节能减排工作总结.pdf")]


@pytest.mark.parametrize(
    ("button", "module", "maker"),
    [("导出PDF…", document, "summary_paper"), ("数据来源表…", sheets, "BookWriter")],
)
def test_a_bug_while_exporting_is_no_warning(
    written: AnnualTab,
    desk: Desk,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    button: str,
    module: ModuleType,
    maker: str,
) -> None:
    told = listen(desk, monkeypatch)
    monkeypatch.setattr(desk.alerts, "choose_folder", lambda *_: tmp_path)
    monkeypatch.setattr(module, maker, raising(KeyError("limit")))
    press(written, button)
    assert desk.tasks.wait_idle()
    assert told == Told(bugs=[KeyError])


@pytest.mark.parametrize(
    ("button", "module", "maker", "label"),
    [
        ("导出PDF…", document, "summary_paper", "导出工作总结"),
        ("数据来源表…", sheets, "BookWriter", "导出数据来源表"),
    ],
)
def test_cancelling_an_export_is_no_warning(
    written: AnnualTab,
    desk: Desk,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    button: str,
    module: ModuleType,
    maker: str,
    label: str,
) -> None:
    told = listen(desk, monkeypatch)
    folder = tmp_path / "U盘"
    monkeypatch.setattr(desk.alerts, "choose_folder", lambda *_: folder)
    monkeypatch.setattr(module, maker, cancelling(desk, getattr(module, maker)))
    press(written, button)
    assert desk.tasks.wait_idle()
    assert told == Told(said=[f"已取消：{label}，没有写出文件"])
    assert not folder.exists()


def test_replacing_an_export_is_asked_as_everywhere(
    written: AnnualTab, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[tuple[str, str]] = []
    old = tmp_path / "柳河镇2011年节能减排工作总结.pdf"
    old.write_bytes(b"old")
    monkeypatch.setattr(desk.alerts, "choose_folder", lambda *_: tmp_path)
    monkeypatch.setattr(
        desk.alerts, "confirm", lambda question, yes, *_, **__: not asked.append((question, yes))
    )
    press(written, "导出PDF…")
    assert desk.tasks.wait_idle()
    question = f"“{tmp_path}”中已有“{old.name}”，没有覆盖；请换一个文件夹，或选择覆盖。\n要用新文件替换已有的同名文件吗？"
    assert asked == [(question, "替换")]
    assert old.read_bytes().startswith(b"%PDF")
