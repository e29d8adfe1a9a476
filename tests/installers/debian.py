"""Tries the .deb as an office would use it, in Debians made by debootstrap, with the network off; as root,
not in the quick tests.

    .venv/bin/python tests/installers/debian.py FILE.deb [SUITE ...] [--work FOLDER]

For every suite: what the package depends on is installed first, then everything happens without network, the
daily work as an ordinary user: the version before (``earlier.py``) makes its office file and is upgraded to
this one, all of whose files are dated years back; starts (``started.py``), ``check``, ``demo``, photos and
Word (``carried.py``), the window under Xvfb with the old office file (its picture lies in FOLDER),
``dpkg --verify``, removal.
lintian looks at the package in the newest suite. Prints a table; exit code 1 if anything failed.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "installer"))

import bytecode
import earlier
from debian import roots
from xwd import read_xwd

SUITES = ("bullseye", "bookworm", "trixie")
"""From the oldest that the archive still has: glibc 2.31, 2.36, 2.41."""
WORK = Path.home() / ".cache/jingzhen-desktop-build"
NAME = "jingzhen-desktop"
PAST = 1262304000
"""The first day of 2010: no file of the package that is tried is younger."""
TOOLS = ("desktop-file-utils", "procps", "shared-mime-info", "util-linux", "x11-utils", "xvfb")
PACKAGES = f"opt/{NAME}/lib/python3.11/dist-packages"
LICENCE = re.compile("licen[cs]e|copying", re.IGNORECASE)
OF_QT = {"pyside6", "pyside6_addons", "pyside6_essentials", "shiboken6"}
CARRIED, STARTED = (Path(__file__).with_name(name) for name in ("carried.py", "started.py"))
KEPT = Path(__file__).resolve().parents[1] / "data"
"""Office files of all formats; the newest is opened as it is."""
USER = "clerk"
OFFICE_FOLDER = f"/home/{USER}/井镇节能 示例"
PAINTED = 15_000
"""Bytes of a packed picture of the screen that shows more than an empty window, which takes a third."""
SCREEN = """
Xvfb :7 -screen 0 1366x768x24 -nolisten tcp -noreset -fbdir /trial > /trial/xvfb.log 2>&1 &
server=$!
for second in $(seq 60); do DISPLAY=:7 xdpyinfo > /dev/null 2>&1 && break; sleep 1; done
"""
"""``-noreset``: without it the screen is away for a moment whenever the last program has left it."""
STARTS = f"""{SCREEN}
runuser -u {USER} -- env HOME=/home/{USER} LC_ALL=C.UTF-8 DISPLAY=:7 \\
    /opt/{NAME}/bin/python3.11 -I /trial/{STARTED.name} /home/{USER}/start.jzdb 2
code=$?
kill $server; wait $server
exit $code
"""
WINDOW = f"""{SCREEN}
runuser -u {USER} -- env HOME=/home/{USER} LC_ALL=C.UTF-8 DISPLAY=:7 {NAME} "$1" > /trial/window.log 2>&1 &
for second in $(seq 60); do
    sleep 1
    if DISPLAY=:7 xwininfo -root -tree | grep -q '"{NAME}")  [0-9]\\{{3,\\}}x'; then break; fi
done
for second in $(seq 60); do
    sleep 1
    if [ "$(gzip -6 -c /trial/Xvfb_screen0 | wc -c)" -gt {PAINTED} ]; then break; fi
done
sleep 2
DISPLAY=:7 xwininfo -root -tree
DISPLAY=:7 xprop -root > /dev/null && cp /trial/Xvfb_screen0 /trial/window.xwd
pid=$(ps -o pid= -u {USER} | head -n 1)
kill $pid; sleep 1
kill $server; wait $server
cat /trial/window.log
"""


class TrialFault(Exception):
    """What was expected did not happen."""


def main(arguments: Sequence[str]) -> int:
    """Try the package in every suite; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="tests/installers/debian.py", description="试装 UOS、麒麟、Debian 安装包"
    )
    parser.add_argument("package", type=Path, metavar="FILE.deb")
    parser.add_argument("suites", nargs="*", default=SUITES, metavar="SUITE")
    parser.add_argument("--work", type=Path, default=WORK, metavar="FOLDER")
    earlier.add_option(parser)
    options = parser.parse_args(arguments)
    package, work = options.package.absolute(), options.work.absolute()
    table = [trial(package, suite, work, options.earlier) for suite in options.suites]
    table.append(lint(package, options.suites[-1], work))
    print("\n" + "\n".join(" | ".join(row) for row in table))
    return int(any("失败" in cell for row in table for cell in row))


def trial(package: Path, suite: str, work: Path, before: str) -> list[str]:
    """Go through all steps in one suite; returns its row of the table.
    What fails is printed and the later steps are left out.
    """
    print(f"== {suite}", flush=True)
    steps: dict[str, Callable[[Path, Path], str]] = {
        "旧版本": install_earlier, "升级": upgrade, "启动": start, "许可": show_licences, "检查": run_check,
        "示例": run_demo, "照片": use_photos, "窗口": show_window, "校验": verify, "卸载": remove,
    }  # fmt: skip
    row = [suite]
    try:
        root = prepare(package, suite, work, before)
        row.append(f"从 {before[:7]}")
        row.append(roots.must(root, "getconf", "GNU_LIBC_VERSION").strip())
        for name, step in steps.items():
            row.append(f"{name}：失败")
            row[-1] = f"{name}：{step(root, package)}"
            print(f"   {row[-1]}", flush=True)
    except (TrialFault, roots.RootFault) as fault:
        print(f"   失败：{fault}", flush=True)
    if (picture := work / f"trial-{suite}/trial/window.png").is_file():
        shutil.copyfile(picture, work / f"window-{suite}.png")
    return row


def prepare(package: Path, suite: str, work: Path, before: str) -> Path:
    """Make the Debian with everything the package depends on, a user,
    and both versions of the package in /trial.
    """
    root = roots.make_root(work / f"trial-{suite}", suite)
    roots.inside(root, ["dpkg", "--purge", NAME])
    wanted = field(package, "Depends")
    roots.must(root, "apt-get", "-q", "update")
    roots.must(
        root,
        "apt-get",
        "-qy",
        "-o",
        "Dpkg::Use-Pty=0",
        "satisfy",
        "--no-install-recommends",
        f"{wanted}, {', '.join(TOOLS)}",
    )
    roots.inside(root, ["userdel", "--remove", USER])
    roots.must(root, "useradd", "--create-home", USER)
    shutil.rmtree(root / "trial", ignore_errors=True)
    (root / "trial").mkdir()
    of_the_past(package, root / "trial/new.deb", work / "rewrapped")
    old = earlier.package(before, "installer/debian/build.py", "*.deb", work, "--work", str(work))
    shutil.copyfile(old, root / "trial/old.deb")
    return root


def of_the_past(package: Path, target: Path, tree: Path) -> None:
    """Wrap the package again with no file younger than PAST, as one built long before it is installed."""
    shutil.rmtree(tree, ignore_errors=True)
    subprocess.run(["dpkg-deb", "--raw-extract", str(package), str(tree)], check=True)
    command = ["dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "--build", str(tree), str(target)]
    clamped = {**os.environ, "SOURCE_DATE_EPOCH": str(PAST)}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=clamped)
    shutil.rmtree(tree)


def install_earlier(root: Path, _package: Path) -> str:
    """Install the earlier version, dpkg alone, as from a stick; it makes the office file of its time."""
    offline(root, "dpkg", "--install", "/trial/old.deb")
    expect(earlier.NUMBER in offline(root, "dpkg-query", "--show", NAME), "装的不是旧版本")
    as_user(root, NAME, "demo", OFFICE_FOLDER, "--no-window")
    return f"{earlier.NUMBER}，它的示例数据文件"


def upgrade(root: Path, package: Path) -> str:
    """The new version over the old: nothing of the old stays, the office file is untouched and still good."""
    before = hashlib.sha256(office(root).read_bytes()).digest()
    old = files_of(root)
    offline(root, "dpkg", "--install", "/trial/new.deb")
    expect(field(package, "Version") in offline(root, "dpkg-query", "--show", NAME), "没有升级")
    dropped = old - files_of(root)
    expect(dropped, "旧版本的文件新版本都有，看不出清理")
    left = [path for path in dropped if (root / path.lstrip("/")).exists()]
    expect(not left, f"旧版本的文件还在：{left[:5]}")
    expect(hashlib.sha256(office(root).read_bytes()).digest() == before, "数据文件变了")
    expect("x-jingzhen:*.jzdb" in (root / "usr/share/mime/globs2").read_text("utf-8"), "文件类型没有登记")
    opened_with = (root / "usr/share/applications/mimeinfo.cache").read_text("utf-8")
    expect(f"application/x-jingzhen={NAME}.desktop" in opened_with, "没有关联 .jzdb")
    offline(root, "desktop-file-validate", f"/usr/share/applications/{NAME}.desktop")
    return f"{earlier.NUMBER} → {field(package, 'Version')}，清掉旧文件 {len(dropped)} 个"


def files_of(root: Path) -> set[str]:
    """All paths dpkg knows of the package."""
    return set(offline(root, "dpkg", "--listfiles", NAME).split("\n"))


def start(root: Path, _package: Path) -> str:
    """The first start to the window and the second; no module is compiled anew, whatever the day."""
    shutil.copyfile(STARTED, root / "trial" / STARTED.name)
    newest = max(KEPT.glob("office-v*.jzdb"), key=lambda path: int(path.stem.rpartition("v")[2]))
    shutil.copyfile(newest, root / f"home/{USER}/start.jzdb")
    offline(root, "chown", f"{USER}:", f"/home/{USER}/start.jzdb")
    pairs = re.findall(r"^([\d.]+) ([\d.]+)$", offline(root, "sh", "-c", STARTS), re.MULTILINE)
    expect(len(pairs) == 2, f"没有量到两次启动：{pairs}")
    times = [f"{float(wall):.2f} 秒（处理器 {float(worked):.2f} 秒）" for wall, worked in pairs]
    stale = bytecode.judged_anew(root / "opt" / NAME)
    expect(not stale, f"{len(stale)} 个模块的编译结果会过期，例如 {stale[:1]}")
    python = f"/opt/{NAME}/bin/python3.11"
    told = as_user(root, python, "-I", "-v", "-c", "import jingzhen_desktop.desktop.application")
    anew = [line for line in told.splitlines() if line.startswith("# code object from /")]
    expect(not anew, f"{len(anew)} 个模块重新编译了，例如 {anew[:1]}")
    return f"第一次 {times[0]}，第二次 {times[1]}，重新编译 0"


def show_licences(root: Path, _package: Path) -> str:
    """Every library has its licence beside it, or, as Qt's wheels have none, in Debian's own collection."""
    folders = list((root / PACKAGES).glob("*.dist-info"))
    texts = {
        folder: [path for path in folder.rglob("*") if path.is_file() and LICENCE.search(path.name)]
        for folder in folders
    }
    bare = {folder.name.partition("-")[0] for folder in folders if not texts[folder]}
    expect(bare <= OF_QT, f"没有许可文本：{bare - OF_QT}")
    expect((root / "usr/share/common-licenses/LGPL-3").is_file(), "没有 LGPL-3")
    return f"{len(folders)} 个软件包"


def run_check(root: Path, _package: Path) -> str:
    """The check page must come without an office file and without a display."""
    page = as_user(root, NAME, "check")
    print("\n".join(f"      {line}" for line in page.splitlines()))
    expect("Python 3.11" in page and "打印机" in page and "可以写入" in page, "检查单不完整")
    expect("没有检查" not in page and "未安装" not in page, "检查单里有没有做到的项")
    return "可以"


def run_demo(root: Path, _package: Path) -> str:
    """The example office with its documents."""
    made = f"/home/{USER}/新示例"
    as_user(root, NAME, "demo", made, "--no-window")
    files = [path.suffix for path in (root / made.lstrip("/")).rglob("*") if path.is_file()]
    fewest = {".jzdb": 1, ".pdf": 3, ".xlsx": 1, ".docx": 1}
    expect(all(files.count(suffix) >= number for suffix, number in fewest.items()), f"示例文件不全：{files}")
    mine = f"{made}/{office(root).name}"
    expect("完好" in as_user(root, NAME, "check", "--office", mine), "示例数据文件有问题")
    return f"{len(files)} 个文件"


def use_photos(root: Path, _package: Path) -> str:
    """Photos of every kind are read and stand in a Word file."""
    shutil.copyfile(CARRIED, root / "trial" / CARRIED.name)
    return (
        as_user(root, f"/opt/{NAME}/bin/python3.11", "-I", f"/trial/{CARRIED.name}").strip().splitlines()[-1]
    )


def show_window(root: Path, _package: Path) -> str:
    """The window with the example office, without network; its picture must hold more than a few colours."""
    (root / "trial").chmod(0o777)
    said = offline(root, "sh", "-c", WINDOW, "sh", f"{OFFICE_FOLDER}/{office(root).name}")
    expect("井镇节能" in said, f"没有窗口：{said}")
    expect("Traceback" not in said and "qt." not in said, f"窗口有错误输出：{said}")
    picture = read_xwd((root / "trial/window.xwd").read_bytes())
    picture.save(root / "trial/window.png")
    colours = len(picture.getcolors(1 << 24) or ())
    expect(colours > 50, f"窗口的图只有 {colours} 种颜色")
    mine = f"{OFFICE_FOLDER}/{office(root).name}"
    expect("完好" in as_user(root, NAME, "check", "--office", mine), "旧版本的数据文件打开后有问题")
    return "打开旧版本的数据文件，完好"


def verify(root: Path, _package: Path) -> str:
    """Root runs the program too; neither it nor the user has changed or added anything where the program
    lies.
    """
    offline(root, NAME, "check")
    expect(not offline(root, "dpkg", "--verify", NAME).strip(), "有文件被改动")
    known = set(offline(root, "dpkg", "--listfiles", NAME).split("\n"))
    found = {f"/{path.relative_to(root)}" for path in (root / "opt" / NAME).rglob("*")}
    expect(not found - known, f"多出文件：{sorted(found - known)[:5]}")
    return "无改动"


def remove(root: Path, _package: Path) -> str:
    """The program goes, the office's files stay."""
    kept = {path: path.stat().st_size for path in (root / OFFICE_FOLDER.lstrip("/")).rglob("*")}
    offline(root, "dpkg", "--remove", NAME)
    for gone in (f"opt/{NAME}", f"usr/bin/{NAME}", f"usr/share/applications/{NAME}.desktop"):
        expect(not (root / gone).exists(), f"{gone} 还在")
    expect("jzdb" not in (root / "usr/share/mime/globs2").read_text("utf-8"), "文件类型还登记着")
    expect(
        kept == {path: path.stat().st_size for path in (root / OFFICE_FOLDER.lstrip("/")).rglob("*")},
        "数据文件少了",
    )
    return "程序已删，数据文件还在"


def lint(package: Path, suite: str, work: Path) -> list[str]:
    """Let lintian look at the package; errors fail, warnings are printed."""
    try:
        root = roots.make_root(work / f"trial-{suite}", suite)
        roots.install(root, "lintian")
        shutil.copyfile(package, root / "trial" / package.name)
        command = [
            "lintian",
            "--allow-root",
            "--fail-on",
            "error",
            "--show-overrides",
            f"/trial/{package.name}",
        ]
        result = roots.inside(root, command, network=False)
    except roots.RootFault as fault:
        print(fault)
        return ["lintian", "失败"]
    said = result.stdout.decode(errors="replace").splitlines()
    kinds = {kind: sum(line.startswith(f"{kind}: ") for line in said) for kind in "EWO"}
    print("\n".join(["== lintian", *(line for line in said if line.startswith(("E: ", "W: ")))]))
    return [
        "lintian",
        f"错误 {kinds['E']}，警告 {kinds['W']}，已说明 {kinds['O']}"
        + ("" if result.returncode == 0 else "：失败"),
    ]


def office(root: Path) -> Path:
    """The example's office file, seen from outside."""
    return next((root / OFFICE_FOLDER.lstrip("/")).glob("*.jzdb"))


def offline(root: Path, *command: str) -> str:
    """Run a program inside as root without network; it must succeed."""
    return roots.must(root, *command, network=False)


def as_user(root: Path, *command: str) -> str:
    """Run a program inside as an ordinary user without network or display; it must succeed."""
    return offline(root, "runuser", "-u", USER, "--", "env", f"HOME=/home/{USER}", "LC_ALL=C", *command)


def field(package: Path, name: str) -> str:
    """Read one field of the control file."""
    return subprocess.run(
        ["dpkg-deb", "--field", str(package), name], capture_output=True, text=True, check=True
    ).stdout.strip()


def expect(true: bool, otherwise: str) -> None:
    """Stop this suite's trial with a sentence unless something is as it should be."""
    if not true:
        raise TrialFault(otherwise)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
