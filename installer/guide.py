"""Typesets 安装说明: one page for whoever installs the program, to lie on the stick beside the installers.

    .venv/bin/python installer/guide.py FILE.pdf

What it says was done: under Wine and in Debian (``docs/installers.md``). What Windows says about a program
that nobody signed is Microsoft's own wording.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from jingzhen_desktop import __version__
from jingzhen_desktop.paper.document import SheetDocument, Table, TableColumn
from jingzhen_desktop.paper.typeset import typeset

TITLE = "井镇节能安装说明"
SETUP, PORTABLE = "jingzhen-desktop-*-setup.exe", "jingzhen-desktop-*-portable.zip"
PACKAGE = "jingzhen-desktop_*_amd64.deb"
ROWS = (
    (
        "Windows 10（1809 以上）、11，64 位",
        f"双击 {SETUP}，选“只为我安装”不需要管理员密码，选“为所有人安装”需要。",
    ),
    (
        "不能安装的 Windows",
        f"把 {PORTABLE} 整个解压到硬盘或U盘的文件夹里，运行其中的“井镇节能.exe”；不要在压缩包里直接打开。",
    ),
    (
        "统信 UOS 20、银河麒麟 V10、Debian，处理器是兆芯、海光、英特尔、AMD",
        f"双击 {PACKAGE}，或在终端执行 sudo dpkg -i 文件名；提示缺少软件包时再执行 sudo apt -f install（要联网）。",
    ),
    ("鲲鹏、飞腾、龙芯的电脑", "不能安装这个安装包，请换用上面的电脑。"),
    (
        "Windows 提示“Windows 已保护你的电脑”",
        (
            "程序没有数字签名，所以会提示“未知发布者”。先核对文件没有被改动（见下），再点“更多信息”、“仍要运行”。"
            "单位装有杀毒软件拦截时，由管理员加入信任。"
        ),
    ),
    (
        "核对文件",
        "Windows：certutil -hashfile 文件名 SHA256，与“说明.txt”里的一行比较；统信、麒麟：sha256sum -c SHA256SUMS。",
    ),
    (
        "许多台电脑一起装",
        (
            "静默安装 setup.exe /S /AllUsers，或 /S /CurrentUser；/NoDesktop 不要桌面图标，/NoAssociation 不关联 .jzdb。"
            "返回 0 是装好了，3 是程序正开着，关闭后再装。"
        ),
    ),
    (
        "升级、卸载",
        (
            "先关闭程序，直接装新版本，不用卸载旧版本。Windows 在“设置—应用”里卸载，统信、麒麟执行 sudo apt remove jingzhen-desktop。"
            "数据文件、备份和导出的报表都不会被删除。"
        ),
    ),
    (
        "数据放在哪里",
        (
            "一个乡镇一个数据文件（扩展名 .jzdb），位置由使用的人新建时选定，备份在它旁边名称带“备份”的文件夹里。"
            "不要放在 OneDrive、坚果云等同步文件夹里：同步软件可能在改动中途复制，两台电脑也会互相覆盖。"
        ),
    ),
    (
        "换一台新电脑",
        (
            "在旧电脑上“文件—备份到U盘”，关闭程序；新电脑装好程序，把备份的 .jzdb 复制到硬盘上，双击打开。"
            "旧电脑上的那份不要再用。"
        ),
    ),
    (
        "装好以后",
        (
            "运行 jingzhen-desktop check（Windows 在程序文件夹里），打印一页检查单：版本、公文字体、打印机、输入法、剩余空间。"
            "有问题时把它发给帮忙的人。"
        ),
    ),
)


class GuideFault(Exception):
    """The page has become two."""


def main(arguments: Sequence[str]) -> int:
    """Write the page to the one file named; returns the exit code."""
    if len(arguments) != 1:
        print("用法：.venv/bin/python installer/guide.py 安装说明.pdf", file=sys.stderr)
        return 2
    target = Path(arguments[0])
    write(target)
    print(f"已写入：{target}")
    return 0


def write(target: Path) -> None:
    """Typeset the page into ``target``; raises GuideFault if its text has outgrown it."""
    pdf = typeset(guide())
    if pdf.pages != 1:
        raise GuideFault(f"{TITLE}有{pdf.pages}页，应为一页")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(pdf.data)


def guide() -> SheetDocument:
    """Return the page as a document."""
    table = Table((TableColumn("情况", 10), TableColumn("怎么做", 40)), ROWS)
    version = f"版本 {__version__}"
    return SheetDocument(
        TITLE, table, head_right=(version,), landscape=False, subject=version, author="井镇节能"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
