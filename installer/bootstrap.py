"""Sets the program up on a fresh machine and runs it, or its tests. Standard library only, Python 3.11 or
newer.

    python3 installer/bootstrap.py run [FOLDER]      the example office with all its documents and,
                                                     with a display, the window
    python3 installer/bootstrap.py test [ARGUMENTS]  every check and the tests; ARGUMENTS go to pytest

Both may be repeated: what is there already is left as it is. Exit codes: 0 done, 1 a check or test failed, 2
usage, 4 something is missing on this machine.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = "requirements.lock"
EXAMPLE_FOLDER = "井镇节能示例"
OLDEST_PYTHON = (3, 11)
WINDOWS = sys.platform == "win32"
LINUX = sys.platform.startswith("linux")

USAGE_TEXT = """\
用法：python3 installer/bootstrap.py run [文件夹]　　安装并打开示例
　　　python3 installer/bootstrap.py test　　　　　　安装并运行全部检查和测试"""

DONE, CHECKS_FAILED, USAGE, ENVIRONMENT = 0, 1, 2, 4

QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libatomic.so.1": "libatomic1",
    "libcups.so.2": "libcups2",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libzstd.so.1": "libzstd1",
}
"""What PySide6 expects of the system: library → Debian package.
Asked by loading, so that a package may have another name.
"""

FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
FONT_PACKAGES = {
    "fonts-arphic-uming": ("uming.ttc", "simsun.tt*", "NotoSerif*CJK*", "SourceHanSerif*"),  # 宋体
    "fonts-arphic-ukai": ("ukai.ttc", "simkai.ttf", "*[Kk]ai*.ttf", "*[Kk]ai*.otf"),  # 楷体
    "fonts-wqy-zenhei": ("wqy-zenhei.ttc", "simhei.ttf", "SourceHanSans*"),  # 黑体
    "fonts-noto-cjk": ("NotoSansCJK*", "msyh.tt*", "SourceHanSans*"),  # the window
}
"""Debian package → any of these files does as well; the tests want the package's own, which stands first."""

TEST_PROGRAMS = {"soffice": "libreoffice-calc-nogui", "strace": "strace", "dbus-daemon": "dbus-daemon"}
"""Programs the tests call: LibreOffice recalculates the exported workbooks,
strace shows what reaches the disk before 已保存, on a bus of dbus-daemon a stand-in plays the input method.
"""

TEST_PARTS = {"libreoffice*/program/libswlo.so": "libreoffice-writer-nogui"}
"""Parts of programs the tests need: LibreOffice's Writer opens the Word files.
Looked for below /usr/lib and /opt.
"""

QT_TRIAL = (
    "from PySide6 import QtNetwork, QtPdf, QtPdfWidgets, QtPrintSupport, QtSvg, QtWidgets;"
    " QtWidgets.QApplication([])"
)


class MissingPartError(Exception):
    """Something this machine lacks; the text says what and what to do."""


def main(arguments: Sequence[str]) -> int:
    """Carry out one of the two commands and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace", line_buffering=True)
    if sys.version_info < OLDEST_PYTHON:
        print(f"需要 Python 3.11 或更新版本，当前为 {sys.version.split()[0]}。", file=sys.stderr)
        return ENVIRONMENT
    command, *rest = arguments or ("",)
    if command not in {"run", "test"} or (command == "run" and len(rest) > 1):
        print(USAGE_TEXT)
        return USAGE
    try:
        if command == "run":
            return run(Path(rest[0]) if rest else Path.home() / EXAMPLE_FOLDER)
        return test(rest)
    except MissingPartError as error:
        print(f"\n不能继续：{error}", file=sys.stderr)
        return ENVIRONMENT


def run(folder: Path) -> int:
    """Set up, make the example office with its documents in ``folder`` and, with a display,
    open its window.
    """
    missing = install_system_packages(missing_packages())
    if missing:
        print(f"仍然缺少：{'、'.join(missing)}。先继续；窗口打不开或文件缺字时请先补装。")
    python = prepare_environment(extra="")
    folder = folder.expanduser().absolute()
    window = has_display() and qt_fault(python, {}) is None
    print(f"示例的数据文件和全部报表、文件放在：{folder}")
    command = [str(python), "-m", "jingzhen_desktop", "demo", str(folder)]
    code = call(command if window else [*command, "--no-window"])
    if code == DONE:
        print(f"完成。请打开文件夹查看：{folder}" + ("" if window else "（没有显示器，未打开窗口）"))
    return code


def test(arguments: Sequence[str]) -> int:
    """Set up, run every check and then the tests, whose summary is the last line printed."""
    if missing := install_system_packages(missing_packages(for_tests=True)):
        raise MissingPartError(f"测试需要的系统软件没有装上：{'、'.join(missing)}")
    python = prepare_environment(extra="test")
    offscreen = {"QT_QPA_PLATFORM": "offscreen"}
    if fault := qt_fault(python, offscreen):
        raise MissingPartError(f"Qt 不能启动：{fault}")
    tools = python.parent
    checks = {
        "代码风格": [str(tools / "ruff"), "check", "."],
        "排版": [str(tools / "ruff"), "format", "--check", "."],
        "类型": [str(python), "-m", "mypy"],
        "房间之间的引用": [str(tools / "lint-imports"), "--no-logo"],
    }
    failed = [name for name, command in checks.items() if not passes(name, command)]
    if failed:
        print(f"\n未通过：{'、'.join(failed)}。下面仍运行测试，但整体结果是失败。")
    print("\n== 测试", flush=True)
    code = call([str(python), "-m", "pytest", "-n", "auto", "--dist", "worksteal", *arguments], offscreen)
    return code or (CHECKS_FAILED if failed else DONE)


def passes(name: str, command: Sequence[str]) -> bool:
    """Run one check under its heading; True if it found nothing."""
    print(f"\n== {name}", flush=True)
    return call(command) == 0


# --- the system's packages ----------------------------------------------------------------------------------


def missing_packages(*, for_tests: bool = False) -> list[str]:
    """Return the Debian packages this machine lacks;
    always empty on Windows, where wheels bring everything.
    """
    if not LINUX:
        return []
    importlib.invalidate_caches()
    found = [] if importlib.util.find_spec("ensurepip") else ["python3-venv"]
    found += [package for library, package in QT_LIBRARIES.items() if not can_load(library)]
    files = font_files()
    for package, names in FONT_PACKAGES.items():
        wanted = names[:1] if for_tests else names
        if not any(file.match(name) for file in files for name in wanted):
            found.append(package)
    if for_tests:
        found += [package for program, package in TEST_PROGRAMS.items() if shutil.which(program) is None]
        places = (Path("/usr/lib"), Path("/usr/lib64"), Path("/opt"))
        found += [
            package
            for part, package in TEST_PARTS.items()
            if not any(any(place.glob(part)) for place in places)
        ]
    return list(dict.fromkeys(found))


def can_load(library: str) -> bool:
    """True if the system has this shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def font_files() -> list[Path]:
    """Return all files in the system's and the user's font folders."""
    folders = (Path(name).expanduser() for name in FONT_FOLDERS)
    return [file for folder in folders if folder.is_dir() for file in folder.rglob("*") if file.is_file()]


def install_system_packages(packages: Sequence[str]) -> list[str]:
    """Install Debian packages when this is root's to do, else say the one line to type;
    returns what is still missing.
    """
    if not packages:
        return []
    if not is_root() or shutil.which("apt-get") is None:
        print(f"缺少系统软件，请先执行这一行，再重新运行本命令：\n    {line_to_type(packages)}")
        return list(packages)
    print(f"正在安装系统软件：{' '.join(packages)}", flush=True)
    apt = [
        "apt-get",
        "-q",
        "-q",
        "-o",
        "DPkg::Lock::Timeout=300",
        "-o",
        "Acquire::Retries=3",
        "-o",
        "Dpkg::Use-Pty=0",
    ]
    environment = {"DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        call([*apt, *step], environment, stdout=subprocess.DEVNULL)  # what goes wrong stands in stderr
    still = set(missing_packages(for_tests=True))
    return [package for package in packages if package in still]


def line_to_type(packages: Iterable[str]) -> str:
    """Return the command an administrator types."""
    return "sudo apt-get install --yes --no-install-recommends " + " ".join(packages)


def is_root() -> bool:
    """True for the administrator of a Linux machine."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


# --- the virtual environment --------------------------------------------------------------------------------


def prepare_environment(extra: str) -> Path:
    """Make or renew ``.venv`` beside the project with the lock's versions; returns its Python.

    It is left alone while the lock, ``pyproject.toml``, the folder and this Python are those it was made
    from.
    """
    folder = ROOT / ".venv"
    python = folder / ("Scripts/python.exe" if WINDOWS else "bin/python")
    stamp = folder / "bootstrap-stamp"
    state = fingerprint()
    if (
        starts(python)
        and stamp.is_file()
        and stamp.read_text(encoding="utf-8") in {f"{state} {extra}", f"{state} test"}
    ):
        return python
    if not starts(python):
        print("正在建立虚拟环境 .venv", flush=True)
        if call([sys.executable, "-m", "venv", "--clear", str(folder)]) != 0:
            raise MissingPartError(
                f"不能建立虚拟环境。在 Debian 和 UOS 上先执行：{line_to_type(['python3-venv'])}"
            )
    print("正在安装程序和所需的软件包（首次约需下载 250 MB）", flush=True)
    target = f".[{extra}]" if extra else "."
    # The constraint goes by the environment, so that the tool that builds the package is the lock's too.
    environment = {
        "PIP_CONSTRAINT": LOCK,
        "PIP_USER": "0",
        "PIP_NO_INPUT": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }
    if (
        call(
            [str(python), "-m", "pip", "install", "-qq", "--retries", "5", "--editable", target], environment
        )
        != 0
    ):
        raise MissingPartError("软件包没有装上：请检查网络和 pip 的设置，然后重新运行本命令。")
    stamp.write_text(f"{state} {extra}", encoding="utf-8")
    return python


def fingerprint() -> str:
    """Return a hash of everything the virtual environment is made from."""
    parts = [
        (ROOT / LOCK).read_bytes(),
        (ROOT / "pyproject.toml").read_bytes(),
        str(ROOT).encode(),
        sys.version.encode(),
    ]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def starts(python: Path) -> bool:
    """True if this Python is there and has pip."""
    return python.is_file() and call([str(python), "-c", "import pip"], stderr=subprocess.DEVNULL) == 0


def qt_fault(python: Path, environment: dict[str, str]) -> str | None:
    """Try to start Qt; returns the last line of what went wrong, None if it starts."""
    merged = {**os.environ, **environment}
    result = subprocess.run(
        [str(python), "-c", QT_TRIAL], env=merged, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    if result.returncode == 0:
        return None
    return (
        result.stderr.decode(errors="replace").strip().splitlines() or [f"exit code {result.returncode}"]
    )[-1]


def has_display() -> bool:
    """True if a window can be seen here."""
    return not LINUX or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def call(
    command: Sequence[str],
    environment: dict[str, str] | None = None,
    *,
    stdout: int | None = None,
    stderr: int | None = None,
) -> int:
    """Run a program in the project's folder, without input;
    returns its exit code, 127 if there is no such program.
    """
    merged = {**os.environ, **(environment or {})}
    merged.pop("PYTHONHOME", None)
    try:
        result = subprocess.run(
            command, cwd=ROOT, env=merged, stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr, check=False
        )
    except OSError as error:
        print(f"不能运行 {command[0]}：{error}", file=sys.stderr)
        return 127
    return result.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
