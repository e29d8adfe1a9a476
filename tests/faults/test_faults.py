"""The quick form of the fault run, and a trace that shows the disk before 已保存."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="only on Linux: the run forks, kills and mounts"
)


@pytest.mark.timeout(300)  # half a minute alone; the other tests want the processor too
def test_the_quick_form_of_every_fault_holds() -> None:
    command = [sys.executable, str(HERE / "run.py"), "--quick", "--seed", "1"]
    run = subprocess.run(command, check=False, capture_output=True, encoding="utf-8", timeout=280)
    assert run.returncode == 0, run.stdout + run.stderr[-3000:]
    rows = [line for line in run.stdout.splitlines() if line.startswith("| ") and "故障" not in line]
    assert len(rows) >= 20
    assert all(row.endswith("| 0 |") for row in rows)


WINDOW = """
import os, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from jingzhen_desktop.desktop.window import MainWindow
from jingzhen_desktop.office.settings import TOWN, write_settings
from jingzhen_desktop.widgets.appearance import set_up_application
application = QApplication([])
set_up_application(application)
window = MainWindow()
window.show_office(Path(sys.argv[1]))
for number in range(int(sys.argv[2])):
    window.top_bar.saved.clear()
    write_settings(window.workplace.desk.office, {TOWN: f"{number}"})
    application.processEvents()
    os.write(1, f"{window.top_bar.saved.text()} {number}\\n".encode())
window.close_office()
"""
EDITS = 5
_SAVED = "".join(f"\\{byte:o}" for byte in "已保存".encode())
"""As strace writes it."""
_CALL = re.compile(
    r"^\d+ +(?P<call>\w+)\((?:AT_FDCWD, )?(?:\d+<(?P<file>[^>]*)>|\"(?P<name>[^\"]*)\")(?P<rest>.*)"
)


def traced(folder: Path, *command: str) -> list[tuple[str, str, str]]:
    """Run a program and return its writing, syncing and removing calls as (call, file, rest of the line)."""
    out = folder / "trace"
    strace = [
        "strace",
        "-f",
        "-y",
        "-s",
        "64",
        "-e",
        "trace=write,pwrite64,fsync,fdatasync,unlink",
        "-o",
        str(out),
    ]
    subprocess.run([*strace, *command], check=True, capture_output=True, timeout=100)
    matches = (_CALL.match(line) for line in out.read_text("utf-8", "replace").splitlines())
    return [
        (match["call"], _unescaped(match["file"] or match["name"]), match["rest"])
        for match in matches
        if match
    ]


def _unescaped(text: str) -> str:
    """Read strace's octal escapes of Chinese names."""
    return re.sub(rb"\\(\d{1,3})", lambda match: bytes([int(match[1], 8)]), text.encode()).decode(
        "utf-8", "replace"
    )


def can_trace() -> bool:
    return (
        shutil.which("strace") is not None
        and subprocess.run(["strace", "-o", "/dev/null", "true"], check=False).returncode == 0
    )


@pytest.mark.skipif(not can_trace(), reason="only on systems that let a program be traced")
def test_a_step_is_on_the_disk_before_the_window_says_saved(tmp_path: Path) -> None:
    """Before each 已保存: journal synced, file synced after its last write, journal removed, folder synced."""
    import jingzhen_desktop.tabs  # noqa: F401 - knows all records
    from jingzhen_desktop.office.file import Office

    path = tmp_path / "office.jzdb"
    Office.create(path).close()
    calls = traced(tmp_path, sys.executable, "-c", WINDOW, str(path), str(EDITS))
    said = [position for position, (call, _, rest) in enumerate(calls) if call == "write" and _SAVED in rest]
    assert len(said) == EDITS
    for begin, end in zip([0, *said], said, strict=False):
        step = [
            (call, file)
            for call, file, _ in calls[begin + 1 : end]
            if Path(file) in (path, path.parent, Path(f"{path}-journal"))
        ]
        synced = [
            position
            for position, (call, file) in enumerate(step)
            if call in ("fsync", "fdatasync") and file == str(path)
        ]
        written = [
            position for position, (call, file) in enumerate(step) if call == "pwrite64" and file == str(path)
        ]
        removed = [
            position
            for position, (call, file) in enumerate(step)
            if call == "unlink" and file == f"{path}-journal"
        ]
        folder = [
            position
            for position, (call, file) in enumerate(step)
            if call in ("fsync", "fdatasync") and file == str(path.parent)
        ]
        journal = [
            position
            for position, (call, file) in enumerate(step)
            if call in ("fsync", "fdatasync") and file == f"{path}-journal"
        ]
        assert journal, step
        assert journal[0] < written[-1] < synced[-1] < removed[-1] < folder[-1], step
