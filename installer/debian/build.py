"""Makes the package for UOS, Kylin and Debian (amd64), as root on a Debian machine with debootstrap.

    .venv/bin/python installer/debian/build.py OUT [--work FOLDER]

OUT receives jingzhen-desktop_<version>_amd64.deb. The first run builds the interpreter in an old Debian (some
minutes); it is kept in FOLDER, ~/.cache/jingzhen-desktop-build unless said otherwise. Exit codes: 0 done, 2
usage, 4 something is missing or went wrong.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from debian import folder, interpreter, package, roots

DONE, FAILED = 0, 4
TOOLS = {
    "debootstrap": "debootstrap",
    "dpkg-deb": "dpkg",
    "objdump": "binutils",
    "readelf": "binutils",
    "unshare": "util-linux",
}
WORK = Path.home() / ".cache/jingzhen-desktop-build"


def main(arguments: Sequence[str]) -> int:
    """Make the package; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="installer/debian/build.py", description="制作 UOS、麒麟、Debian 的安装包"
    )
    parser.add_argument("out", type=Path, metavar="OUT", help="放安装包的文件夹")
    parser.add_argument(
        "--work", type=Path, default=WORK, metavar="FOLDER", help="放解释器和中间文件的文件夹"
    )
    options = parser.parse_args(arguments)
    if missing := sorted({package for tool, package in TOOLS.items() if shutil.which(tool) is None}):
        print(f"缺少工具，请先执行：apt-get install {' '.join(missing)}", file=sys.stderr)
        return FAILED
    try:
        report(build(options.out.absolute(), options.work.absolute()), options.work.absolute() / "tree")
    except (roots.RootFault, folder.FolderFault) as fault:
        print(f"没有做成：{fault}", file=sys.stderr)
        return FAILED
    return DONE


def build(out: Path, work: Path) -> Path:
    """Make the package in ``out`` and return its path."""
    print("解释器、程序和所需的软件包（首次要编译几分钟）", flush=True)
    tree = work / "tree"
    shutil.rmtree(tree, ignore_errors=True)
    folder.fill(tree / interpreter.PREFIX.relative_to("/"), work)
    print("打包", flush=True)
    return package.wrap(tree, out)


def report(made: Path, tree: Path) -> None:
    """Print the size of the package and what it asks of the system, as measured over every compiled file."""
    installed = sum(
        path.stat().st_size for path in tree.rglob("*") if path.is_file() and not path.is_symlink()
    )
    print(f"已写入：{made}，{made.stat().st_size / 1e6:.1f} MB，安装后 {installed / 1e6:.0f} MB")
    for family, (numbers, file) in sorted(package.check(tree).items()):
        print(f"    {family} {package.show(numbers)}（{file}）")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
