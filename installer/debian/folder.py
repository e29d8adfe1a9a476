"""Fills the folder that goes under /opt: the interpreter, the program, the libraries of the lock;
without what is not used.
"""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import bytecode

from debian import elf, interpreter

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "jingzhen_desktop"
LOCK = ROOT / "requirements.lock"
PACKAGES = "lib/python3.11/dist-packages"
"""Where a Python built from Debian's sources looks."""
PLATFORMS = (*(f"manylinux_2_{minor}_x86_64" for minor in (28, 27, 24, 17)), "manylinux2014_x86_64", "any")

QT_PLUGINS = (
    "iconengines/libqsvgicon.so",
    "imageformats/libqjpeg.so",
    "imageformats/libqsvg.so",
    "platforminputcontexts/libcomposeplatforminputcontextplugin.so",
    "platforminputcontexts/libibusplatforminputcontextplugin.so",
    "platforms/libqoffscreen.so",
    "platforms/libqwayland-generic.so",
    "platforms/libqxcb.so",
    "printsupport/libcupsprintersupport.so",
    "wayland-decoration-client/libbradient.so",
    "wayland-shell-integration/libxdg-shell.so",
)
QT_TEXTS = ("qt_zh_CN.qm", "qtbase_zh_CN.qm")
UNUSED_OF_PYTHON = (
    "bin/[!p]*", "bin/python3", "bin/python3-config", "bin/python3.11-config", "bin/pydoc*", "include",
    "share", "lib/pkgconfig", "lib/*.a", "lib/python3.11/cgi*.py", "lib/python3.11/config-*",
    "lib/python3.11/distutils", "lib/python3.11/ensurepip", "lib/python3.11/idlelib",
    "lib/python3.11/lib-dynload/xx*", "lib/python3.11/lib2to3", "lib/python3.11/pydoc_data",
    "lib/python3.11/site-packages", "lib/python3.11/test", "lib/python3.11/tkinter",
    "lib/python3.11/turtle*", "lib/python3.11/venv", "**/__pycache__",
)  # fmt: skip
"""Parts of an installed CPython that only developers and web servers use."""
UNUSED = (
    "bin", "include", "share", "**/__pycache__", "**/tests",
    "**/*.pyi", "**/*.pyx", "**/*.pxd", "**/*.pxi", "**/*.c", "**/*.h", "**/py.typed",
    "PIL/_avif*", "PIL/_webp*", "PIL/_imagingtk*",
    "docx/templates/default-docx-template",
    "lxml/html", "lxml/includes", "lxml/isoschematron", "lxml/objectify*", "lxml/sax*",
    "reportlab/fonts", "reportlab/graphics/samples", "reportlab/graphics/test*.py",
)  # fmt: skip
"""Of the wheels: commands, sources, types and tests, and what no form,
photo or paper uses of picture formats, fonts and XML dialects.
"""


class FolderFault(Exception):
    """The folder cannot be filled, or what is in it asks more of the system than allowed;
    the text says what.
    """


def fill(folder: Path, work: Path) -> None:
    """Make ``folder``; what may be used again next time is kept in ``work``."""
    python = interpreter.interpreter(work)
    shutil.copytree(python, folder, symlinks=True)
    for pattern in UNUSED_OF_PYTHON:
        remove(folder.glob(pattern))
    staging = work / "packages"
    shutil.rmtree(staging, ignore_errors=True)
    install(staging, work / "wheels")
    for pattern in UNUSED:
        remove(staging.glob(pattern))
    trim_qt(staging / "PySide6")
    trim_pillow(staging)
    for library in interpreter.brought(work):
        shutil.copy(library.resolve(), staging / "PySide6/Qt/lib" / library.name)
    shutil.copytree(staging, folder / PACKAGES, symlinks=True)
    precompile(folder)


def install(target: Path, wheels: Path) -> None:
    """Install the program and the lock's libraries for Python 3.11 on a system with glibc 2.28."""
    shutil.rmtree(wheels, ignore_errors=True)
    pip("wheel", "--no-deps", "--wheel-dir", str(wheels), str(ROOT))
    (program,) = wheels.glob("jingzhen_desktop-*.whl")
    platforms = [f"--platform={platform}" for platform in PLATFORMS]
    pip(
        "install",
        "--target",
        str(target),
        "--only-binary=:all:",
        "--python-version=3.11",
        "--implementation=cp",
        *platforms,
        str(program),
    )


def pip(*arguments: str) -> None:
    """Call pip with the versions of the lock."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "--quiet",
        "--disable-pip-version-check",
        *arguments,
        "--constraint",
        str(LOCK),
    ]
    if subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode != 0:
        raise FolderFault(
            f"pip {arguments[0]} 没有做成，原因在上面。请用 .venv/bin/python 运行，并检查网络和 pip 的设置。"
        )


def trim_qt(qt: Path) -> None:
    """Leave the modules the program imports, the plugins named above, and the libraries these load."""
    kept = {qt / f"{module}.abi3.so" for module in modules_used()} | {
        qt / "Qt/plugins" / plugin for plugin in QT_PLUGINS
    }
    kept |= elf.closure([*kept, *qt.glob("libpyside6.abi3.so*")], qt / "Qt/lib")
    kept |= {qt / "Qt/translations" / name for name in QT_TEXTS}
    if missing := [path.name for path in kept if not path.is_file()]:
        raise FolderFault(f"PySide6 里没有：{'、'.join(missing)}")
    for path in sorted(qt.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path not in kept and path.suffix != ".py":
            path.unlink()
    remove(qt / name for name in ("QtAsyncio", "scripts"))


def modules_used() -> set[str]:
    """Return the PySide6 modules that the program names anywhere, those imported when first used included."""
    found = set()
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6."):
                found.add(str(node.module).split(".")[1])
            elif isinstance(node, ast.ImportFrom) and node.module == "PySide6":
                found |= {alias.name for alias in node.names}
    return found


def trim_pillow(packages: Path) -> None:
    """Remove the libraries of picture formats that went with their readers."""
    folder = packages / "pillow.libs"
    used = elf.closure((packages / "PIL").glob("*.so"), folder)
    remove(path for path in folder.iterdir() if path not in used)


def precompile(folder: Path) -> None:
    """Write the bytecode: the clerk cannot write there,
    and root must leave nothing behind that dpkg does not know.
    """
    python = folder / "bin/python3.11"
    # -B: with -I no variable keeps Python from writing what it loads itself, judged by time;
    # -f: what lies there already is not taken for good because its time is
    command = [
        str(python),
        "-I",
        "-B",
        "-m",
        "compileall",
        "-q",
        "-f",
        "--invalidation-mode",
        "unchecked-hash",
    ]
    places = ["-s", str(folder), "-p", str(interpreter.PREFIX), str(folder / "lib")]
    subprocess.run([*command, *places], check=True)
    if stale := bytecode.judged_anew(folder) + bytecode.not_compiled(folder / "lib"):
        raise FolderFault(f"{len(stale)} 个模块每次启动都要重新编译，例如 {stale[0].relative_to(folder)}。")


def remove(paths: Iterable[Path]) -> None:
    """Remove files and folders."""
    for path in list(paths):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
