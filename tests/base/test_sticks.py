"""What is said of files that were written: of a stick also that it wants to be ejected."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from jingzhen_desktop.base import sticks
from jingzhen_desktop.base.sticks import delivered, is_on_stick

if TYPE_CHECKING:
    from pathlib import Path


def test_a_folder_of_this_pc_is_no_stick(tmp_path: Path) -> None:
    assert not is_on_stick(tmp_path)
    assert delivered(tmp_path) == "已写入并核对"


@pytest.mark.skipif(sys.platform == "win32", reason="only on Linux")
@pytest.mark.parametrize(("told", "removable"), [("1\n", True), ("0\n", False), (None, False)])
def test_the_kernel_is_asked_of_the_disk(tmp_path: Path, told: str | None, removable: bool) -> None:
    number = tmp_path.stat().st_dev
    partition = tmp_path / "disk" / "disk1"
    partition.mkdir(parents=True)
    if told is not None:
        (partition.parent / "removable").write_text(told, "ascii")
    (tmp_path / f"{os.major(number)}:{os.minor(number)}").symlink_to(partition)
    assert sticks._is_removable(tmp_path, tmp_path) is removable


@pytest.mark.skipif(sys.platform == "win32", reason="only on Linux")
def test_where_desktops_show_sticks_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sticks, "_MOUNTS", (str(tmp_path),))
    assert is_on_stick(tmp_path / "张伟" / "U盘")
    assert delivered(tmp_path / "U盘") == "已写入并核对，拔出前请先“弹出”U盘"
