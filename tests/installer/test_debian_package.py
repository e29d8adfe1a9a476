"""The steps of the .deb that need no root:
what is kept of Qt, what the system must bring, floors, change log, control file.
"""

from __future__ import annotations

import configparser
import gzip
import importlib
import importlib.metadata
import py_compile
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import docx
import pytest

from jingzhen_desktop import __version__
from jingzhen_desktop.base.changes import newest_changes

ROOT = Path(__file__).resolve().parents[2]
CARRIED = ROOT / "tests/installers/carried.py"
OBJDUMP = """
0000000000000000      DF *UND*\t0000000000000000 (GLIBC_2.28) fcntl64
0000000000000000      DF *UND*\t0000000000000000 (GLIBC_2.2.5) pow
0000000000000000  w   D  *UND*\t0000000000000000  Base        __gmon_start__
0000000000000000      DF *UND*\t0000000000000000 (GLIBCXX_3.4.21) _ZSt
0000000000001000 g    DF .text\t0000000000000010 (GLIBC_2.99) own
"""
READELF = """
 0x0000000000000001 (NEEDED)             Shared library: [libz.so.1]
 0x0000000000000001 (NEEDED)             Shared library: [libQt6Core.so.6]
 0x000000000000001d (RUNPATH)            Library runpath: [$ORIGIN]
"""


@pytest.fixture
def debian(monkeypatch: pytest.MonkeyPatch) -> Iterator[SimpleNamespace]:
    """The modules of installer/debian, which is a package of scripts and not installed."""
    monkeypatch.syspath_prepend(str(ROOT / "installer"))
    names = ("elf", "folder", "interpreter", "package", "roots")
    yield SimpleNamespace(**{name: importlib.import_module(f"debian.{name}") for name in names})
    for name in [name for name in sys.modules if name.partition(".")[0] == "debian"]:
        del sys.modules[name]


@pytest.fixture
def tree(debian: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one compiled file, which asks what OBJDUMP and READELF say."""
    monkeypatch.setattr(debian.elf, "_ask", lambda tool, *_: OBJDUMP if tool == "objdump" else READELF)
    folder = tmp_path / "tree/opt/jingzhen-desktop"
    folder.mkdir(parents=True)
    (folder / "libQt6Core.so.6").write_bytes(b"\x7fELF")
    (folder / "text.py").write_text("pass\n")
    return tmp_path / "tree"


def test_only_what_is_asked_of_others_counts_for_the_floor(debian: SimpleNamespace, tree: Path) -> None:
    floor = debian.package.check(tree)
    assert floor == {"GLIBC": ((2, 28), "libQt6Core.so.6"), "GLIBCXX": ((3, 4, 21), "libQt6Core.so.6")}


def test_a_folder_that_asks_more_than_the_oldest_system_has_is_refused(
    debian: SimpleNamespace, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(debian.package, "OLDEST_GLIBC", (2, 27))
    with pytest.raises(debian.folder.FolderFault, match=r"GLIBC 2\.28"):
        debian.package.check(tree)


def test_the_control_file_asks_for_what_the_folder_does_not_bring(
    debian: SimpleNamespace, tree: Path
) -> None:
    text = debian.package.control_text(tree, debian.package.check(tree))
    fields = dict(line.split(": ", 1) for line in text.splitlines() if not line.startswith(" "))
    assert fields["Version"] == __version__
    assert fields["Depends"].startswith("libc6 (>= 2.28), zlib1g, fonts-noto-cjk | ")
    assert "Qt6" not in fields["Depends"]


def test_an_unknown_library_stops_the_build(
    debian: SimpleNamespace, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(debian.elf, "_ask", lambda *_: "(NEEDED)  Shared library: [libnew.so.9]")
    with pytest.raises(debian.folder.FolderFault, match=r"libnew\.so\.9"):
        debian.package.system_packages(tree)


@pytest.mark.skipif(sys.platform == "win32", reason="only on Linux")
def test_no_module_is_compiled_anew_at_each_start(
    debian: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python itself compiles what it loads before it compiles the rest, and judges that by the time."""
    folder = tmp_path / "jingzhen-desktop"
    for name in ("one", "two"):
        (folder / "lib").mkdir(parents=True, exist_ok=True)
        (folder / f"lib/{name}.py").write_text("pass\n")
    early = Path(py_compile.compile(str(folder / "lib/one.py"), doraise=True))
    assert bytecode_flags(early) == 0
    (folder / "bin").mkdir()
    (folder / "bin/python3.11").symlink_to(sys.executable)
    debian.folder.precompile(folder)
    made = sorted((folder / "lib/__pycache__").glob("*.pyc"))
    assert [(path.name.partition(".")[0], bytecode_flags(path)) for path in made] == [("one", 1), ("two", 1)]
    assert made[0] == early
    monkeypatch.setattr(debian.folder.bytecode, "UNCHECKED", 3)
    with pytest.raises(debian.folder.FolderFault, match="2 个模块"):
        debian.folder.precompile(folder)


def bytecode_flags(path: Path) -> int:
    """The second word of a compiled module: 0 judged by the time of its source, 1 never, 3 by its hash."""
    return int.from_bytes(path.read_bytes()[4:8], "little")


def test_the_qt_modules_kept_are_those_the_program_imports(debian: SimpleNamespace) -> None:
    kept = debian.folder.modules_used()
    assert {"QtCore", "QtGui", "QtWidgets", "QtPdf", "QtPrintSupport"} <= kept
    assert not kept & {"QtQml", "QtWebEngineCore", "QtTest"}


def test_the_files_round_the_program_are_whole(debian: SimpleNamespace, tree: Path) -> None:
    debian.package.add_files(tree, 0)
    debian.package.set_permissions(tree)
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read_string((tree / "usr/share/applications/jingzhen-desktop.desktop").read_text("utf-8"))
    assert entry["Desktop Entry"]["Name[zh_CN]"] == "井镇节能"
    kinds = ET.parse(tree / "usr/share/mime/packages/jingzhen-desktop.xml").getroot()
    (kind,) = [element.get("type") for element in kinds if element.tag.endswith("mime-type")]
    assert entry["Desktop Entry"]["MimeType"] == f"{kind};"
    program = tree / entry["Desktop Entry"]["Exec"].split()[0].lstrip("/")
    assert program.stat().st_mode & 0o777 == 0o755
    assert (tree / "usr/share/doc/jingzhen-desktop/copyright").stat().st_mode & 0o777 == 0o644
    assert (tree / f"usr/share/icons/hicolor/scalable/apps/{entry['Desktop Entry']['Icon']}.svg").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="only on Linux")
@pytest.mark.parametrize(
    ("given", "made"),
    [
        ({}, None),
        ({"QT_IM_MODULE": "ibus"}, None),
        ({"QT_IM_MODULE": "fcitx"}, "fcitx;ibus"),
        ({"QT_IM_MODULE": "fcitx5"}, "fcitx5;ibus"),
        ({"QT_IM_MODULES": "wayland;fcitx", "QT_IM_MODULE": "fcitx"}, "wayland;fcitx;ibus"),
        ({"QT_IM_MODULES": "wayland;fcitx;ibus"}, "wayland;fcitx;ibus"),
        ({"XMODIFIERS": "@im=fcitx"}, "fcitx;ibus"),
        ({"XMODIFIERS": "@im=fcitx", "QT_IM_MODULE": "ibus"}, None),
        ({"XMODIFIERS": "@im=ibus"}, None),
    ],
)
def test_the_launcher_names_ibus_to_qt_beside_fcitx(
    given: dict[str, str], made: str | None, debian: SimpleNamespace, tmp_path: Path
) -> None:
    text = (debian.package.FILES / "jingzhen-desktop.sh").read_text("utf-8")
    program = "/opt/jingzhen-desktop/bin/python3.11 -I -m jingzhen_desktop"
    assert program in text
    (tmp_path / "start.sh").write_text(text.replace(program, "env"), encoding="utf-8")
    said = subprocess.run(
        ["sh", str(tmp_path / "start.sh")],
        env={"PATH": "/usr/bin:/bin", **given},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found = dict(line.partition("=")[::2] for line in said.splitlines())
    assert found.get("QT_IM_MODULES") == made


def test_the_copyright_file_names_every_library_of_the_lock() -> None:
    text = (ROOT / "installer/debian/files/copyright").read_text("utf-8")
    named = set(re.findall(r"dist-packages/(\w+)(?:/\*|\.py)", text))
    lock = (
        (ROOT / "requirements.lock").read_text("utf-8").partition("# the program\n")[2].partition("\n\n")[0]
    )
    for library in (line.partition("==")[0] for line in lock.splitlines()):
        files = importlib.metadata.files(library) or []
        assert files, library
        modules = {
            file.parts[0].removesuffix(".py")
            for file in files
            if file.suffix == ".py" and file.parts[0] != ".."
        }
        assert modules <= named, library


def test_photos_and_word_files_need_nothing_that_is_left_out(debian: SimpleNamespace) -> None:
    site = Path(docx.__file__).parents[1]
    gone = {
        path.relative_to(site)
        for pattern in debian.folder.UNUSED
        if "**" not in pattern
        for path in site.glob(pattern)
    }
    modules = [".".join((*path.parts[:-1], path.name.partition(".")[0])) for path in gone]
    assert {"PIL._webp", "lxml.html"} <= set(modules)
    without = (
        f"import runpy, sys; sys.modules.update(dict.fromkeys({modules}));"
        f" runpy.run_path({str(CARRIED)!r}, run_name='__main__')"
    )
    result = subprocess.run([sys.executable, "-c", without], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")
    assert not [
        path for path in gone if site / path in Path(docx.__file__).with_name("templates").glob("*.*")
    ]


def test_the_packages_change_log_is_the_projects(debian: SimpleNamespace, tree: Path) -> None:
    debian.package.add_files(tree, 0)
    text = gzip.decompress((tree / "usr/share/doc/jingzhen-desktop/changelog.gz").read_bytes()).decode()
    assert text.startswith(f"jingzhen-desktop ({__version__}) ")
    assert text.count("\n  * ") == len(newest_changes().entries)
    assert text.endswith("Thu, 01 Jan 1970 00:00:00 +0000\n")
    assert max(map(len, text.splitlines()[:-1])) <= 60


def test_every_sum_of_the_package_is_of_a_file_in_it(debian: SimpleNamespace, tree: Path) -> None:
    sums = dict(reversed(line.split("  ", 1)) for line in "".join(debian.package.md5sums(tree)).splitlines())
    assert set(sums) == {"opt/jingzhen-desktop/libQt6Core.so.6", "opt/jingzhen-desktop/text.py"}


def test_the_mirror_is_what_this_machine_uses(
    debian: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sources.list.d").mkdir()
    (tmp_path / "sources.list").write_text(
        "# nothing\ndeb [trusted=yes] https://other.example/apt stable main\n"
    )
    (tmp_path / "sources.list.d/a.sources").write_text(
        "Types: deb\nURIs: http://mirror.example/debian\nSuites: bookworm\n"
    )
    monkeypatch.setattr(debian.roots, "Path", lambda *_: tmp_path)
    assert debian.roots.debian_mirror() == "http://mirror.example/debian"
