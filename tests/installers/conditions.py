"""Tries the installed .deb under the conditions an office really has, in a Debian made by debootstrap with
the network off; as root, not in the quick tests.

    .venv/bin/python tests/installers/conditions.py FILE.deb [CASE ...] [--work FOLDER]

In each case the program must work, or say in one Chinese sentence what to do: no trace, no damaged or
half-written office file, no second copy made in silence. Prints a table; the pictures of the windows lie in
FOLDER. Exit code 1 if anything failed. What only Windows knows is tried by ``windows.py``.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "installer"))

from debian import roots
from xwd import read_xwd

WORK = Path.home() / ".cache/jingzhen-desktop-build"
SUITE = "bookworm"
NAME = "jingzhen-desktop"
TOOLS = ("faketime", "openbox", "util-linux", "x11-utils", "xvfb", "procps")
CLERK, OTHER = "clerk", "helper"
SENTENCE = re.compile(r"[\u4e00-\u9fff].*。")
COMMON = """
umask 022
export LC_ALL=C.UTF-8
form=/trial/2011年一季度更正.xlsx
as() { user=$1; shift; runuser -u $user -- env "HOME=${home:-/home/$user}" DISPLAY=:7 "$@"; }
said() { echo "== $1"; shift; "$@" 2>&1; echo "-- $?"; }
screen() {
    Xvfb :7 -screen 0 $1x24 -nolisten tcp -fbdir /trial > /dev/null 2>&1 & pids=$!
    for second in $(seq 20); do DISPLAY=:7 xdpyinfo > /dev/null 2>&1 && break; sleep 1; done
    DISPLAY=:7 openbox > /dev/null 2>&1 & pids="$pids $!"
}
shown() {
    for second in $(seq 60); do sleep 1; DISPLAY=:7 xwininfo -root -tree | grep -q "$1" && break; done
    sleep 3
}
picture() { DISPLAY=:7 xprop -root > /dev/null; cp /trial/Xvfb_screen0 /trial/$1.xwd; }
started() { as $1 jingzhen-desktop ${2:+"$2"} > /trial/window.txt 2>&1 & }
ended() { pkill -u $1 -f jingzhen_desktop; sleep 1; echo "== 窗口"; cat /trial/window.txt; echo "-- 0"; }
fresh() { mkdir -p "$1"; cp /trial/untouched.jzdb "$1/文井镇.jzdb"; chown -R ${2:-clerk}: "$1"; }
"""
CORRECT = """
from datetime import date
from pathlib import Path
import openpyxl
import jingzhen_desktop.tabs
from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.quarterly.actions.states import move_report
from jingzhen_desktop.quarterly.actions.submissions import unlock_quarter
from jingzhen_desktop.quarterly.values.reports import Move
quarter = Quarter.parse('2011Q1')
with Office.open(Path('/trial/untouched.jzdb')) as office:
    unlock_quarter(office, quarter, date(2011, 4, 20), '更正')
    for unit in units_of_year(office, 2011):
        move_report(office, unit.id, quarter, Move.REOPEN, '更正')
form = sorted(Path('/trial/office/单位报表/2011年一季度').glob('*.xlsx'))[0]
book = openpyxl.load_workbook(form)
rows = [row for row in book.active.iter_rows() if any(str(cell.value).startswith('电') for cell in row)]
next(cell for row in rows for cell in row if type(cell.value) is int and cell.value > 160).value += 10
book.save('/trial/2011年一季度更正.xlsx')
"""
"""A filled form with one figure changed, for a quarter that is open again: taken in, it must be written."""


@dataclass(frozen=True)
class Case:
    """One condition."""

    title: str
    script: str
    codes: tuple[int, ...]
    """Exit codes of what is tried, in order."""
    says: tuple[str, ...] = ()
    """What the sentences must hold."""
    office: str = ""
    """The office file that must be sound afterwards, and, if ``kept``, the very same."""
    kept: bool = True
    picture: str = ""


CASES = {
    "stick": Case(
        "数据文件在只读的U盘上",
        """
        mkdir -p /mnt/stick; mount -t tmpfs tmpfs /mnt/stick; fresh /mnt/stick; mount -o remount,ro /mnt/stick
        office=/mnt/stick/文井镇.jzdb
        said 检查 as clerk jingzhen-desktop check --office $office
        said 导入 as clerk jingzhen-desktop import "$form" --quarter 2011Q1 --replace --office $office
        said 导出到U盘 as clerk jingzhen-desktop export annual 2011 /mnt/stick --office $office
        said 导出 as clerk jingzhen-desktop export annual 2011 /home/clerk/out --office $office
        screen 1366x768; started clerk $office; shown 文井镇; picture stick; ended clerk
        sha256sum $office | cut -c1-64; sha256sum /trial/untouched.jzdb | cut -c1-64; ls -A /mnt/stick
        """,
        (4, 4, 4, 0, 0), ("只读",), picture="stick",
    ),
    "rights": Case(
        "对数据文件夹没有写入权限",
        """
        fresh /srv/rights root; chmod 755 /srv/rights; chmod 644 /srv/rights/*
        office=/srv/rights/文井镇.jzdb
        said 检查 as clerk jingzhen-desktop check --office $office
        said 导入 as clerk jingzhen-desktop import "$form" --quarter 2011Q1 --replace --office $office
        said 导出 as clerk jingzhen-desktop export annual 2011 /srv/rights --office $office
        screen 1366x768; started clerk $office; shown 文井镇; picture rights; ended clerk
        sha256sum $office | cut -c1-64; sha256sum /trial/untouched.jzdb | cut -c1-64; ls -A /srv/rights
        """,
        (4, 4, 4, 0), ("权限",), picture="rights",
    ),
    "second-user": Case(
        "同一台电脑的第二个用户打开同一个文件",
        """
        fresh /srv/both; chmod 777 /srv/both; chmod 666 /srv/both/*
        office=/srv/both/文井镇.jzdb
        screen 1366x768; started clerk $office; shown 文井镇
        said 导入 as helper jingzhen-desktop import "$form" --quarter 2011Q1 --replace --office $office
        as helper jingzhen-desktop $office > /trial/second.txt 2>&1 & second=$!
        sleep 12; picture second-user; pkill -u helper -f jingzhen_desktop; sleep 1
        echo "== 第二个窗口"; cat /trial/second.txt; echo "-- 0"
        ended clerk
        said 检查 as helper jingzhen-desktop check --office $office
        ls -A /srv/both
        """,
        (4, 0, 0, 0), ("已在本机打开",), picture="second-user",
    ),
    "clock": Case(
        "电脑时钟错十年",
        """
        fresh /home/clerk/clock; office=/home/clerk/clock/文井镇.jzdb
        for year in 2001 2036; do
            said $year as clerk faketime "$year-03-01 08:00:00" jingzhen-desktop import "$form" \
                --quarter 2011Q1 --replace --office $office
            said $year as clerk faketime "$year-03-01 09:00:00" jingzhen-desktop export annual 2011 \
                /home/clerk/clock/$year --office $office
        done
        said 检查 as clerk jingzhen-desktop check --office $office
        ls -A /home/clerk/clock/文井镇备份
        """,
        (0, 0, 0, 0, 0), picture="",
    ),
    "full": Case(
        "第一次启动时磁盘已满",
        """
        mkdir -p /mnt/full; mount -t tmpfs -o size=1m tmpfs /mnt/full; chown clerk: /mnt/full
        head -c 1048576 /dev/zero > /mnt/full/fill 2> /dev/null
        home=/mnt/full
        said 检查 as clerk jingzhen-desktop check
        said 示例 as clerk jingzhen-desktop demo /mnt/full/示例 --no-window
        screen 1366x768; started clerk; shown jingzhen-desktop; picture full; ended clerk
        ls -AR /mnt/full
        """,
        (4, 4, 0), ("空间",), picture="full",
    ),
    "small-screen": Case(
        "屏幕1280×720",
        """
        fresh /home/clerk/small; screen 1280x720
        started clerk /home/clerk/small/文井镇.jzdb; shown 文井镇; picture small-screen
        DISPLAY=:7 xwininfo -root -tree | grep '"jingzhen-desktop")'; ended clerk
        """,
        (0,), picture="small-screen",
    ),
    "new-pc": Case(
        "换一台新电脑：把备份复制过去打开",
        """
        fresh /home/clerk/old; office=/home/clerk/old/文井镇.jzdb
        said 导入 as clerk jingzhen-desktop import "$form" --quarter 2011Q1 --replace --office $office
        cp "$(ls -t /home/clerk/old/文井镇备份/*.jzdb | head -n 1)" /home/helper/; chown helper: /home/helper/*
        office=$(ls /home/helper/*.jzdb)
        said 检查 as helper jingzhen-desktop check --office "$office"
        said 导入 as helper jingzhen-desktop import "$form" --quarter 2011Q1 --replace --office "$office"
        screen 1366x768; started helper "$office"; shown 文井镇; picture new-pc; ended helper
        """,
        (0, 0, 0, 0), picture="new-pc",
    ),
    "name": Case(
        "用户名、文件夹、文件名有汉字和空格",
        """
        mkdir -p "/home/刘 学英"; chown clerk: "/home/刘 学英"; home="/home/刘 学英"
        fresh "/home/刘 学英/我的 文档"; office="/home/刘 学英/我的 文档/文井镇.jzdb"
        said 检查 as clerk jingzhen-desktop check --office "$office"
        said 导入 as clerk jingzhen-desktop import "$form" --quarter 2011Q1 --replace --office "$office"
        said 导出 as clerk jingzhen-desktop export quarterly 2011Q1 "/home/刘 学英/导出 一" --office "$office"
        screen 1366x768; started clerk "$office"; shown 文井镇; picture name; ended clerk
        """,
        (0, 0, 0, 0), picture="name",
    ),
}  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    """Go through the cases; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="tests/installers/conditions.py", description="在各种条件下试用安装包"
    )
    parser.add_argument("package", type=Path, metavar="FILE.deb")
    parser.add_argument("cases", nargs="*", default=CASES, metavar="CASE")
    parser.add_argument("--work", type=Path, default=WORK, metavar="FOLDER")
    options = parser.parse_args(arguments)
    root = prepare(options.package.absolute(), options.work.absolute())
    rows, failed = [], False
    for name in options.cases:
        case = CASES[name]
        script = COMMON + case.script + "\nkill $pids 2> /dev/null; wait $pids"
        said = roots.inside(root, ["sh", "-c", script], network=False).stdout.decode(errors="replace")
        (options.work / "conditions").mkdir(exist_ok=True)
        (options.work / "conditions" / f"{name}.txt").write_text(said, encoding="utf-8")
        if case.picture:
            raw = (root / f"trial/{case.picture}.xwd").read_bytes()
            read_xwd(raw).save(options.work / "conditions" / f"{name}.png")
        wrong = faults(case, said)
        failed |= bool(wrong)
        rows.append(f"{case.title} | {'；'.join(sentences(said)) or '照常'} | {'；'.join(wrong) or '可以'}")
        print(rows[-1], flush=True)
    print("\n条件 | 程序说的 | 结果\n--- | --- | ---\n" + "\n".join(rows))
    return int(failed)


def prepare(package: Path, work: Path) -> Path:
    """A Debian with the program, two users and an office file of the example."""
    root = roots.make_root(work / f"input-{SUITE}", SUITE)
    (root / "trial").mkdir(exist_ok=True)
    shutil.copy(package, root / "trial/new.deb")
    if not (root / "root/conditions-ready").exists():
        roots.must(root, "apt-get", "-q", "update")
        apt = ("apt-get", "-qy", "-o", "Dpkg::Use-Pty=0", "install", "--no-install-recommends")
        roots.must(root, *apt, "./trial/new.deb", *TOOLS)
        for user in (CLERK, OTHER):
            roots.inside(root, ["useradd", "--create-home", user])
        (root / "root/conditions-ready").touch()
    roots.must(root, "dpkg", "--install", "/trial/new.deb")
    for user in (CLERK, OTHER):
        shutil.rmtree(root / "home" / user, ignore_errors=True)
        (root / "home" / user).mkdir()
        roots.must(root, "chown", f"{user}:", f"/home/{user}")
    for place in ("srv/rights", "srv/both", "home/刘 学英"):
        shutil.rmtree(root / place, ignore_errors=True)
    if not (root / "trial/untouched.jzdb").exists():
        roots.must(root, NAME, "demo", "/trial/office", "--no-window", network=False)
        shutil.copy(next((root / "trial/office").glob("*.jzdb")), root / "trial/untouched.jzdb")
    if not (root / "trial/2011年一季度更正.xlsx").exists():
        roots.must(root, f"/opt/{NAME}/bin/python3.11", "-I", "-c", CORRECT, network=False)
    roots.must(root, "chmod", "-R", "a+rwX", "/trial")
    return root


def faults(case: Case, said: str) -> list[str]:
    """Say what is not as it must be."""
    codes = tuple(int(code) for code in re.findall(r"^-- (\d+)$", said, re.MULTILINE))
    wrong = [] if codes == case.codes else [f"退出码 {codes}，应为 {case.codes}"]
    wrong += [f"没有说“{text}”" for text in case.says if text not in said]
    wrong += [bad for bad in ("Traceback", "Error:", "qt.") if bad in said]
    sums = set(re.findall(r"^[0-9a-f]{64}$", said, re.MULTILINE))
    if len(sums) > 1:
        wrong.append("数据文件变了")
    size = re.search(r"  (\d+)x(\d+)\+-?\d+\+-?\d+ ", said)
    if case.picture == "small-screen" and not (size and int(size[1]) <= 1280 and int(size[2]) <= 720):
        wrong.append(f"窗口比屏幕大：{size and size[0]}")
    return wrong


def sentences(said: str) -> list[str]:
    """The sentences the program refused something with, each once."""
    parts = re.findall(r"^== (.*)\n((?:(?!-- ).*\n)*)-- [34]$", said, re.MULTILINE)
    found = [line.strip() for _, text in parts for line in text.splitlines() if SENTENCE.search(line)]
    return list(dict.fromkeys(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
