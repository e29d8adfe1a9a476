"""The parts of the Windows build that need no Windows: versions, what is kept, the order of files;
and the folder for a stick.
"""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from jingzhen_desktop import __version__
from jingzhen_desktop.base.changes import newest_changes

INSTALLER = Path(__file__).resolve().parents[2] / "installer"


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"trial_{Path(name).stem}", INSTALLER / name)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def build() -> ModuleType:
    return load("windows/build.py")


@pytest.fixture(scope="module")
def stick() -> ModuleType:
    return load("stick.py")


def test_version_and_changes_are_the_programs(build: ModuleType, tmp_path: Path) -> None:
    build.write_changes(tmp_path / "更新.txt")
    text = (tmp_path / "更新.txt").read_bytes().decode("utf-8-sig")
    assert build.__version__ == __version__
    assert f"井镇节能 {__version__} 更新内容\r\n" in text
    assert all(f"· {entry}\r\n" in text for entry in newest_changes().entries)


@pytest.mark.parametrize(
    ("version", "numbers"), [("0.1.0", "0.1.0.0"), ("1.2", "1.2.0.0"), ("2.0.13rc1", "2.0.13.0")]
)
def test_windows_gets_four_numbers(build: ModuleType, version: str, numbers: str) -> None:
    assert ".".join(build.version_numbers(version)) == numbers


def test_only_what_the_program_runs_with_goes_in(build: ModuleType) -> None:
    names = {line.partition("==")[0] for line in build.locked_packages()}
    assert {
        "PySide6_Essentials",
        "PySide6_Addons",
        "shiboken6",
        "SQLAlchemy",
        "reportlab",
        "openpyxl",
    } <= names
    assert not names & {"pytest", "mypy", "ruff", "hatchling", ""}


def test_every_component_is_listed_with_its_licence(
    build: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "LICENCES", tmp_path)
    for name in build.LICENCES_ADDED:
        (tmp_path / name).write_text(f"{name}\n", encoding="utf-8")
    kinds = {
        "reportlab": "License: BSD license (see license.txt)",
        "lxml": "License-Expression: BSD-3-Clause",
        "jingzhen-desktop": "License: MIT",
    }
    for name, licence in kinds.items():
        metadata = tmp_path / f"site/{name}-1.2.dist-info/METADATA"
        metadata.parent.mkdir(parents=True)
        metadata.write_text(f"Name: {name}\nVersion: 1.2\n{licence}\n", encoding="utf-8")
    build.add_licences(tmp_path / "site", tmp_path / "made")
    assert {path.stem for path in (tmp_path / "made").iterdir()} == {*build.LICENCES_ADDED, "第三方组件"}
    text = (tmp_path / "made/第三方组件.txt").read_bytes().decode("utf-8-sig")
    assert text.endswith("\r\n\r\nlxml 1.2：BSD-3-Clause\r\nreportlab 1.2：BSD license\r\n")


def test_a_licence_that_is_not_there_stops_the_build(
    build: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "LICENCES", tmp_path)
    with pytest.raises(build.BuildError, match="LGPL-3"):
        build.add_licences(tmp_path, tmp_path / "made")


def test_libraries_are_kept_if_something_kept_loads_them(
    build: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loads = {
        "QtPdf.pyd": ["qt6pdf.dll", "kernel32.dll"],
        "Qt6Pdf.dll": ["qt6core.dll"],
        "Qt6Core.dll": ["qt6pdf.dll"],
        "Qt6Quick.dll": [],
    }
    for name in loads:
        (tmp_path / name).touch()
    monkeypatch.setattr(build, "imported_names", lambda path: loads[path.name])
    libraries = {path.name.lower(): path for path in tmp_path.glob("*.dll")}
    assert {path.name for path in build.loaded_libraries([tmp_path / "QtPdf.pyd"], libraries)} == {
        "Qt6Pdf.dll",
        "Qt6Core.dll",
    }


def test_a_library_that_is_loaded_but_not_there_is_told(
    build: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "QtGui.pyd").touch()
    monkeypatch.setattr(build, "imported_names", lambda path: ["qt6gui.dll", "user32.dll"])
    with pytest.raises(build.BuildError, match=r"QtGui\.pyd 需要 qt6gui\.dll"):
        build.check_libraries(tmp_path)


def test_files_are_installed_folder_by_folder_in_a_fixed_order(build: ModuleType, tmp_path: Path) -> None:
    for name in ("b.txt", "sub/z.py", "sub/a.py", "a.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert list(build.install_lines(tmp_path)) == [
        'SetOutPath "$INSTDIR"',
        f'File "{tmp_path}/a.txt"',
        f'File "{tmp_path}/b.txt"',
        'SetOutPath "$INSTDIR\\sub"',
        f'File "{tmp_path}/sub/a.py"',
        f'File "{tmp_path}/sub/z.py"',
    ]


def test_archives_of_the_same_state_are_the_same(
    build: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    folder = tmp_path / "井镇节能"
    folder.mkdir()
    for name in ("二.txt", "一.txt"):
        (folder / name).write_text(name, encoding="utf-8")
    first = build.make_archive(folder, tmp_path / "1.zip").read_bytes()
    (folder / "一.txt").touch()
    assert build.make_archive(folder, tmp_path / "2.zip").read_bytes() == first


def test_the_stick_says_size_and_hash_of_every_file(stick: ModuleType, tmp_path: Path) -> None:
    made, target = tmp_path / "made", tmp_path / "U盘"
    made.mkdir()
    target.mkdir()
    names = (
        "jingzhen-desktop-1.0-setup.exe",
        "jingzhen-desktop-1.0-portable.zip",
        "jingzhen-desktop_1.0_amd64.deb",
        stick.GUIDE,
        stick.MANUAL,
    )
    for number, name in enumerate(names):
        (made / name).write_bytes(bytes(1000 + number))
    (target / "jingzhen-desktop-0.9-setup.exe").touch()
    (target / "自己的.jzdb").touch()
    stick.fill(target, made)
    assert {path.name for path in target.iterdir()} == {*names, stick.NOTES, stick.SUMS, "自己的.jzdb"}
    notes = (target / stick.NOTES).read_bytes().decode("utf-8-sig")
    assert notes.count("\n") == notes.count("\r\n")
    for number, name in enumerate(names):
        digest = hashlib.sha256(bytes(1000 + number)).hexdigest()
        assert f"{name}\r\n" in notes
        assert f"{1000 + number:,} 字节　SHA-256 {digest}" in notes
        assert f"{digest}  {name}\n" in (target / stick.SUMS).read_text("utf-8")
