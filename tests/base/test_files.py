"""The safe writing of files, to a folder or stick: whole and compared, or a sentence and nothing changed."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingzhen_desktop.base.errors import EnvironmentFault, InputRejected
from jingzhen_desktop.base.files import OutFile, TargetExists, deliver, deliver_all, safe_name


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_bytes_arrive_in_a_folder_made_for_them(tmp_path: Path) -> None:
    target = tmp_path / "U盘" / "2011年" / "三季度.xlsx"
    assert deliver(b"abc", target) == target
    assert target.read_bytes() == b"abc"
    assert names(target.parent) == ["三季度.xlsx"]


def test_everything_is_synced_before_the_name_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (steps.append("fsync"), fsync(handle))[1])
    monkeypatch.setattr(os, "replace", lambda *paths: (steps.append("replace"), replace(*paths))[1])
    deliver(b"abc", tmp_path / "表.xlsx")
    assert steps == ["fsync", "replace", "fsync"]


def test_a_taken_name_is_kept_unless_overwriting_is_wished(tmp_path: Path) -> None:
    target = tmp_path / "表.xlsx"
    target.write_bytes(b"old")
    with pytest.raises(TargetExists, match="已经存在，没有覆盖"):
        deliver(b"new", target)
    assert target.read_bytes() == b"old"
    deliver(b"new", target, overwrite=True)
    assert target.read_bytes() == b"new"
    assert names(tmp_path) == ["表.xlsx"]


def test_a_name_taken_meanwhile_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "表.xlsx"
    fsync = os.fsync
    monkeypatch.setattr(os, "fsync", lambda handle: (target.write_bytes(b"other"), fsync(handle))[1])
    with pytest.raises(TargetExists):
        deliver(b"new", target)
    assert target.read_bytes() == b"other"
    assert names(tmp_path) == ["表.xlsx"]


def test_several_files_are_made_one_after_the_other_and_counted(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    files = [OutFile(name, name.encode) for name in ("甲", "乙")]
    assert deliver_all(files, tmp_path, report=lambda *state: told.append(state)) == [
        tmp_path / "甲",
        tmp_path / "乙",
    ]
    assert (tmp_path / "乙").read_bytes() == "乙".encode()
    assert told == [(0, 2), (0, 2), (1, 2), (1, 2)]


def test_one_taken_name_stops_all_before_anything_is_made(tmp_path: Path) -> None:
    (tmp_path / "乙").write_bytes(b"old")
    made: list[str] = []
    files = [OutFile(name, lambda: bytes(made.append("x") or b"")) for name in ("甲", "乙")]
    with pytest.raises(TargetExists, match="中已有“乙”，没有覆盖"):
        deliver_all(files, tmp_path)
    assert made == []
    assert names(tmp_path) == ["乙"]


def test_a_folder_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "表.xlsx").mkdir()
    with pytest.raises(InputRejected, match="是文件夹"):
        deliver(b"new", tmp_path / "表.xlsx", overwrite=True)


def test_leftovers_of_ours_are_removed_and_nothing_else(tmp_path: Path) -> None:
    for name in (".~井镇节能-表.xlsx.tmp", ".~井镇节能-别的.pdf.tmp", ".~lock.表.xlsx#", "别人.tmp"):
        (tmp_path / name).write_bytes(b"x")
    deliver(b"new", tmp_path / "表.xlsx")
    assert names(tmp_path) == [".~lock.表.xlsx#", "别人.tmp", "表.xlsx"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "磁盘空间不足"),
        (errno.EROFS, "只读"),
        (errno.EIO, "读写出错"),
        (errno.EACCES, "没有权限"),
        (errno.ENODEV, "系统提示"),
    ],
)
def test_a_fault_on_the_way_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, code: int, words: str
) -> None:
    target = tmp_path / "表.xlsx"
    target.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(EnvironmentFault, match=words) as caught:
        deliver(b"new", target, overwrite=True)
    assert "表.xlsx" in str(caught.value)
    assert ".tmp" not in str(caught.value)
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["表.xlsx"]


def test_what_reads_back_differently_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "表.xlsx"
    target.write_bytes(b"old")

    def spoil(handle: int) -> None:
        os.pwrite(handle, b"?", 1)

    monkeypatch.setattr(os, "fsync", spoil)
    with pytest.raises(EnvironmentFault, match="核对不一致"):
        deliver(b"new", target, overwrite=True)
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["表.xlsx"]


def test_an_interruption_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        deliver(b"new", tmp_path / "表.xlsx")
    assert names(tmp_path) == []


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "U盘").write_bytes(b"x")
    for target in (tmp_path / "U盘" / "表.xlsx", tmp_path / "U盘" / "季度" / "表.xlsx"):
        with pytest.raises(EnvironmentFault, match="写入文件失败"):
            deliver(b"new", target)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_really_full_device(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = os.open
    monkeypatch.setattr(
        os,
        "open",
        lambda path, flags, mode=0o777: (
            opened("/dev/full", os.O_WRONLY) if flags & os.O_EXCL else opened(path, flags, mode)
        ),
    )
    with pytest.raises(EnvironmentFault, match="磁盘空间不足"):
        deliver(b"new", tmp_path / "表.xlsx")
    assert names(tmp_path) == []


def test_a_long_name_and_a_long_temporary_name(tmp_path: Path) -> None:
    target = tmp_path / ("县" * 80 + ".xlsx")
    deliver(b"new", target)
    assert names(tmp_path) == [target.name]
    with pytest.raises(EnvironmentFault, match="文件名太长"):
        deliver(b"new", tmp_path / ("县" * 90 + ".xlsx"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("中心学校", "中心学校"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ('C:\\a|b?*<>"', "C__a_b_____"),
        ("con", "_con"),
        ("COM1.xlsx", "_COM1.xlsx"),
        ("console", "console"),
        (" . 校. ", "校"),
        ("a\nb\u202e\u200b", "a_b"),
        ("...", "未命名"),
        ("", "未命名"),
        ("校" * 100, "校" * 60),
    ],
)
def test_safe_names(text: str, name: str) -> None:
    assert safe_name(text) == name


@given(st.text())
def test_a_safe_name_is_a_name_in_this_folder(text: str) -> None:
    name = safe_name(text)
    assert Path(name).name == name
    assert 0 < len(name.encode()) <= 180
    assert safe_name(name) == name
    assert not set(name) & set('<>:"/\\|?*\0\n')
    assert name[0] not in ". " and name[-1] not in ". "  # noqa: PT018
