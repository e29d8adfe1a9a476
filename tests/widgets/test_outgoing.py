"""One way out for papers and files: the folder, the question before replacing, cancelling, what is told."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from jingzhen_desktop.base.errors import InputRejected
from jingzhen_desktop.base.files import OutFile
from jingzhen_desktop.widgets.outgoing import DeliveryNotice, write_file, write_files

from ..told import Told, cancelling, listen, raising

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pytestqt.qtbot import QtBot

    from jingzhen_desktop.widgets.desk import Desk

DELIVERED = "已写入并核对"


@pytest.fixture
def told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Told:
    return listen(desk, monkeypatch)


@pytest.fixture
def bar(desk: Desk, qtbot: QtBot) -> DeliveryNotice:
    bar = DeliveryNotice(desk)
    qtbot.addWidget(bar)
    return bar


@pytest.fixture
def folder(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder the clerk chooses; what the dialog is asked stands in ``asked``."""
    folder = tmp_path / "U盘"
    monkeypatch.setattr(desk.alerts, "choose_folder", lambda *_: folder)
    return folder


def file(name: str, content: bytes = b"new") -> OutFile:
    return OutFile(name, lambda: content)


def write(desk: Desk, *files: OutFile, finish: Callable[[Sequence[OutFile]], str] | None = None) -> None:
    write_files(desk, desk, "导出台账", lambda: files, nothing="没有台账", finish=finish)
    assert desk.tasks.wait_idle()


def test_one_dialog_asks_for_the_folder(desk: Desk, told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str]] = []
    monkeypatch.setattr(desk.alerts, "choose_folder", lambda *texts: asked.append(texts))
    write(desk, file("甲.xlsx"))
    assert asked == [("导出台账：写到哪个文件夹", "export")]
    assert told == Told()


def test_what_was_written_is_told_with_the_way_there(
    desk: Desk, bar: DeliveryNotice, told: Told, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(desk, "folder_open", opened.append)
    write(desk, file("甲.xlsx", b"1"), file("乙.pdf", b"2"), file("丙.pdf", b"3"))
    assert [(folder / name).read_bytes() for name in ("甲.xlsx", "乙.pdf", "丙.pdf")] == [b"1", b"2", b"3"]
    assert told == Told(delivered=[bar.label.text()])
    assert bar.isVisible()
    assert bar.label.text() == f"导出台账：甲.xlsx、乙.pdf等3个文件{DELIVERED}。位置：{folder}"
    bar.open.click()
    assert opened == [folder]
    desk.year = 2012
    assert bar.isHidden()


def test_an_empty_list_says_so(desk: Desk, bar: DeliveryNotice, told: Told, folder: Path) -> None:
    write(desk)
    assert told == Told(said=["没有台账"])
    assert bar.isHidden()


@pytest.mark.parametrize("yes", [True, False])
def test_taken_names_are_asked_about_before_anything_is_written(
    desk: Desk, told: Told, folder: Path, monkeypatch: pytest.MonkeyPatch, yes: bool
) -> None:
    folder.mkdir()
    for name in ("甲.xlsx", "丙.pdf"):
        (folder / name).write_bytes(b"old")
    asked: list[tuple[str, ...]] = []

    def confirm(*texts: str) -> bool:
        asked.append(texts)
        assert not (folder / "乙.pdf").exists()
        return yes

    monkeypatch.setattr(desk.alerts, "confirm", confirm)
    write(desk, file("甲.xlsx"), file("乙.pdf"), file("丙.pdf"))
    assert desk.tasks.wait_idle()
    question = f"“{folder}”中已有“甲.xlsx”等2个文件，没有覆盖；请换一个文件夹，或选择覆盖。"
    assert asked == [(f"{question}\n要用新文件替换已有的同名文件吗？", "替换")]
    assert (folder / "甲.xlsx").read_bytes() == (b"new" if yes else b"old")
    text = f"导出台账：甲.xlsx、乙.pdf等3个文件{DELIVERED}。位置：{folder}"
    assert told == Told(delivered=[text] if yes else [])


def test_a_refusal_is_a_warning_and_a_bug_is_the_crash_dialogs(
    desk: Desk, bar: DeliveryNotice, told: Told, folder: Path
) -> None:
    write(desk, file("乙.xlsx"))
    told.delivered.clear()
    assert bar.isVisible()
    write(desk, OutFile("甲.xlsx", raising(InputRejected("没有数据。"))))
    assert bar.isHidden()  # what it says is about the files before
    write(desk, OutFile("甲.xlsx", raising(KeyError("limit"))))
    assert told == Told(warned=["没有数据。"], bugs=[KeyError])
    assert bar.isHidden()


def test_cancelling_says_what_stays(desk: Desk, bar: DeliveryNotice, told: Told, folder: Path) -> None:
    make = cancelling(desk, lambda: b"new")
    write(desk, file("甲.xlsx"), OutFile("乙.pdf", make), file("丙.pdf"))
    assert told == Told(said=[f"已取消：导出台账，已写好的1个文件保留在“{folder}”"])
    assert [path.name for path in folder.iterdir()] == ["甲.xlsx"]
    assert bar.isHidden()


def test_what_is_to_be_done_after_it_has_the_last_word(
    desk: Desk, bar: DeliveryNotice, told: Told, folder: Path
) -> None:
    write(desk, file("甲.xlsx"), finish=lambda files: f"已锁定{len(files)}份")
    assert bar.label.text() == f"已锁定1份：甲.xlsx{DELIVERED}。位置：{folder}"
    bar.hide()
    write_files(
        desk, desk, "上报", lambda: [file("丁.xlsx")], finish=raising(InputRejected("文号已经用过。"))
    )
    assert desk.tasks.wait_idle()
    assert told.warned == [f"文号已经用过。文件已经写出：丁.xlsx，位置：{folder}"]
    assert bar.isHidden()


def test_a_name_asked_for_is_replaced_without_another_question(
    desk: Desk, bar: DeliveryNotice, told: Told, tmp_path: Path
) -> None:
    target = tmp_path / "表.xlsx"
    target.write_bytes(b"old")
    write_file(desk, desk, "导出年报", target, partial(bytes, b"new"))
    assert desk.tasks.wait_idle()
    assert target.read_bytes() == b"new"
    assert told == Told(delivered=[f"导出年报：表.xlsx{DELIVERED}。位置：{tmp_path}"])
    assert bar.label.text() == told.delivered[0]
