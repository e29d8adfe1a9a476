"""Fills a folder for a stick by one command: both installers, the folder to unpack, the manual, a page for
whoever installs, and a table of sizes and hashes.

    .venv/bin/python installer/stick.py FOLDER

As root, with what ``installer/windows/build.py`` and ``installer/debian/build.py`` need. Earlier versions in
FOLDER are replaced, other files stay. Exit codes: 0 done, 2 usage, else that of the step that failed.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
NOTES, SUMS = "说明.txt", "SHA256SUMS"
MANUAL, GUIDE = "井镇节能使用手册.pdf", "安装说明.pdf"

DONE, USAGE = 0, 2

STEPS = {
    "Windows": ("windows/build.py", "."),
    "统信 UOS、麒麟、Debian": ("debian/build.py", "."),
    "手册": ("manual.py", MANUAL),
    "安装说明": ("guide.py", GUIDE),
}
"""Heading → the script and what it is told to make, in the folder."""

KINDS = {
    "jingzhen-desktop-*-setup.exe": "Windows 10（1809 以上）、Windows 11：安装程序，双击运行",
    "jingzhen-desktop-*-portable.zip": "同上，不能安装时用：解压整个文件夹，运行其中的“井镇节能.exe”",
    "jingzhen-desktop_*_amd64.deb": "统信 UOS、银河麒麟、Debian（x86-64）：安装包，双击或 sudo apt install ./文件名",
    GUIDE: "给装机的人看的一页：哪个文件装在哪种电脑上、Windows 提示什么、数据放在哪里、怎样换电脑",
    MANUAL: "使用手册，可以打印",
}
"""What lies on the stick → what it is for, in the order of the table."""


def main(arguments: Sequence[str]) -> int:
    """Make everything and put it into the folder named; returns the exit code."""
    if len(arguments) != 1:
        print("用法：.venv/bin/python installer/stick.py 文件夹", file=sys.stderr)
        return USAGE
    target = Path(arguments[0]).absolute()
    with tempfile.TemporaryDirectory(prefix="jingzhen-stick-") as work:
        for heading, (script, output) in STEPS.items():
            print(f"== {heading}", flush=True)
            code = subprocess.run(
                [sys.executable, str(HERE / script), str(Path(work, output))], check=False
            ).returncode
            if code != DONE:
                print(f"没有完成：{heading}", file=sys.stderr)
                return code
        files = fill(target, Path(work))
    print("\n".join(table(files)))
    return DONE


def fill(target: Path, work: Path) -> list[Path]:
    """Put what was made into ``target`` in place of earlier versions, and the two texts beside it;
    returns the files but for these.
    """
    target.mkdir(parents=True, exist_ok=True)
    for pattern in KINDS:
        for old in target.glob(pattern):
            old.unlink()
    files = [Path(shutil.copy(made, target)) for pattern in KINDS for made in sorted(work.glob(pattern))]
    notes = ["井镇节能", "", *table(files), "", *HELP]
    # so that the oldest Notepad shows it right
    (target / NOTES).write_bytes(("\ufeff" + "\r\n".join(notes) + "\r\n").encode())
    (target / SUMS).write_text("".join(f"{digest(file)}  {file.name}\n" for file in files), encoding="utf-8")
    return files


HELP = (
    "复制到别的电脑后可以核对文件是否完整：",
    "　　Windows：在命令提示符中执行 certutil -hashfile 文件名 SHA256，与上面的 SHA-256 比较。",
    f"　　统信 UOS、麒麟、Debian：在这个文件夹中执行 sha256sum -c {SUMS}",
    "安装、升级和卸载都不会动数据文件（.jzdb）和已导出的报表。",
)


def table(files: Iterable[Path]) -> list[str]:
    """Return lines that say of every file what it is for, its size and its hash."""
    lines = []
    for file in files:
        purpose = next(text for pattern, text in KINDS.items() if file.match(pattern))
        lines += [file.name, f"　　{purpose}", f"　　{file.stat().st_size:,} 字节　SHA-256 {digest(file)}"]
    return lines


def digest(file: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
