"""One office file is opened by one program; a crash leaves no lock that keeps the clerk out."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from jingzhen_desktop.office import lock
from jingzhen_desktop.office.lock import OfficeInUse, acquire, hold

HOLD = """
import sys
from pathlib import Path
from jingzhen_desktop.office.lock import acquire
held = acquire(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.readline()
held.release()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "测试镇.jzdb"


@pytest.fixture
def other(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another program that holds the lock."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def lock_file(path: Path) -> Path:
    return path.with_name(f".~{path.name}.lock")


def write_lock(path: Path, **changed: object) -> None:
    holder = {"host": "财务室", "user": "王会计", "pid": 4, "started": "7", "since": "2026-11-22 08:00"}
    lock_file(path).write_text(json.dumps(holder | changed), "utf-8")


def test_a_lock_says_who_and_since_when_and_goes_with_its_holder(path: Path) -> None:
    held = acquire(path)
    stored = json.loads(lock_file(path).read_text("utf-8"))
    assert set(stored) == {"host", "user", "pid", "started", "since"}
    held.release()
    held.release()
    assert not lock_file(path).exists()


def test_one_process_may_hold_it_more_than_once(path: Path) -> None:
    with hold(path):
        with hold(path):
            assert lock_file(path).exists()
        assert lock_file(path).exists()
    assert not lock_file(path).exists()


def test_a_second_program_is_refused(path: Path, other: subprocess.Popen[str]) -> None:
    with pytest.raises(OfficeInUse, match="已在本机打开") as refused:
        acquire(path)
    assert refused.value.holder.pid == other.pid
    assert refused.value.holder.is_here
    with pytest.raises(OfficeInUse):
        acquire(path, take_over=True)  # a living program of this PC is not pushed aside


def test_a_lock_left_by_a_crash_is_replaced(path: Path, other: subprocess.Popen[str]) -> None:
    other.kill()
    other.wait()
    assert lock_file(path).exists()
    with hold(path):
        assert json.loads(lock_file(path).read_text("utf-8"))["pid"] != other.pid


def test_a_later_process_of_the_same_number_is_not_the_holder(
    path: Path, other: subprocess.Popen[str]
) -> None:
    stored = json.loads(lock_file(path).read_text("utf-8"))
    write_lock(path, host=stored["host"], pid=stored["pid"], started="1")
    with hold(path):
        assert json.loads(lock_file(path).read_text("utf-8"))["pid"] != other.pid


def test_another_pc_keeps_its_lock_until_the_clerk_takes_over(path: Path) -> None:
    write_lock(path)
    with pytest.raises(OfficeInUse, match="“财务室”上的王会计使用（2026-11-22 08:00起）") as refused:
        acquire(path)
    assert not refused.value.holder.is_here
    acquire(path, take_over=True).release()
    assert not lock_file(path).exists()


@pytest.mark.parametrize("content", ["", "{", '{"host": 1}', "[]"])
def test_a_lock_nobody_can_read_keeps_nobody_out(path: Path, content: str) -> None:
    lock_file(path).write_text(content, "utf-8")
    with hold(path):
        assert "pid" in json.loads(lock_file(path).read_text("utf-8"))


def test_where_nothing_can_be_written_the_file_can_be_read(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_file: Path) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(lock, "_write", refuse)
    held = acquire(path)
    assert "不能写入：该位置只读（U盘可能处于写保护状态）。只能查看" in held.note
    assert "Read-only" not in held.note
    held.release()
    assert not lock_file(path).exists()


def test_the_same_file_by_another_way_is_the_same_lock(path: Path, other: subprocess.Popen[str]) -> None:
    with pytest.raises(OfficeInUse):
        acquire(path.parent / "." / ".." / path.parent.name / path.name)
