"""Tries the Windows installer as an office would use it, under Wine in a Debian 13 made by debootstrap,
network off.

As root; not in the quick tests.

    .venv/bin/python tests/installers/windows.py FOLDER [--work FOLDER]

FOLDER is what ``installer/windows/build.py`` filled; the version before is built from its commit
(``earlier.py``).
Wine is no Windows: it shows that everything is there and starts, what is installed and removed, and that the
documents are those made on Linux. Prints a table; the pictures of the window lie in the folder of ``--work``.
Exit code 1 if anything failed.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "installer"))

import bytecode
import earlier
from debian import roots

WORK = Path.home() / ".cache/jingzhen-desktop-build"
SUITE = "trixie"
PACKAGES = (
    "wine",
    "wine64",
    "wine32:i386",
    "libfreetype6:i386",
    "libgl1",
    "xvfb",
    "openbox",
    "x11-utils",
    "imagemagick",
    "locales",
)
EARLIER = earlier.NUMBER
FONTS = (
    "NotoSansCJK-Regular.ttc",
    "NotoSansCJK-Bold.ttc",
    "NotoSerifCJK-Regular.ttc",
    "NotoSerifCJK-Bold.ttc",
    "uming.ttc",
    "ukai.ttc",
)

DRIVE = "trial/prefix/drive_c"
OWN = f"{DRIVE}/users/root/AppData/Local/Programs/JingzhenDesktop"
ALL = f"{DRIVE}/Program Files/JingzhenDesktop"
LEFT_OVER = "jingzhen-runtime/site-packages/jingzhen_desktop/earlier.py"
OWN_MENU = f"{DRIVE}/users/root/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/井镇节能.lnk"
ALL_MENU = f"{DRIVE}/ProgramData/Microsoft/Windows/Start Menu/Programs/井镇节能.lnk"
OWN_DESKTOP, ALL_DESKTOP = (
    f"{DRIVE}/users/root/Desktop/井镇节能.lnk",
    f"{DRIVE}/users/Public/Desktop/井镇节能.lnk",
)
STICK = "trial/stick/U盘 资料/井镇节能"
CARRIED = Path(__file__).with_name("carried.py")
WINDOW, CONSOLE, UNINSTALLER = "井镇节能.exe", "jingzhen-desktop.exe", "卸载井镇节能.exe"
DOCUMENTS, NEW_DOCUMENTS = f"{DRIVE}/井镇节能 示例", f"{DRIVE}/新版本 示例"
"""What the earlier version made, its office file among it, and what the one under trial makes."""
KEY = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\JingzhenDesktop"
CLASSES = r"Software\Classes"
MADE_AT = re.compile(rb"\d{4}-\d\d-\d\d \d\d:\d\d(?=&#23450;&#31295;)")
"""The minute of 定稿 in the table of sources: the two offices are made one after the other."""
LOWERED = re.compile("₂".encode() + b"|&#8322;")
CHINESE_USER = "刘学英"
ENVIRONMENT = (
    "LC_ALL=zh_CN.UTF-8",
    "DISPLAY=:97",
    "WINEPREFIX=/trial/prefix",
    "WINEDEBUG=-all",
    "WINEDLLOVERRIDES=mscoree,mshtml=",
)


class TrialFault(Exception):
    """What was expected did not happen."""


def main(arguments: Sequence[str]) -> int:
    """Go through all steps and print their table; what fails is named and the later steps are left out."""
    parser = argparse.ArgumentParser(
        prog="tests/installers/windows.py", description="在 Wine 下试装 Windows 安装程序"
    )
    parser.add_argument("made", type=Path, metavar="FOLDER")
    parser.add_argument("--work", type=Path, default=WORK, metavar="FOLDER")
    earlier.add_option(parser)
    options = parser.parse_args(arguments)
    trial = Trial(options.made.absolute(), options.work.absolute(), options.earlier)
    steps: dict[str, Callable[[], str]] = {
        "两个版本": trial.gather, "Wine": trial.prepare, "只为我安装": trial.install_earlier,
        "check": trial.check, "窗口": trial.show_window, "原位升级": trial.upgrade, "demo": trial.demo,
        "为所有人安装": trial.install_for_all,
        "两次启动": trial.start_twice, "卸载": trial.remove, "免安装": trial.portable,
        "只读U盘": trial.read_only, "带空格和汉字的路径": trial.install_elsewhere,
        "用户名是汉字": trial.chinese_user, "照片": trial.use_photos,
    }  # fmt: skip
    rows, failed = [], False
    trial.make_debian()
    with trial.screen():
        for name, step in steps.items():
            start = time.monotonic()
            try:
                result = step()
            except (TrialFault, roots.RootFault) as fault:
                result, failed = f"失败：{fault}", True
            rows.append(f"{name} | {result} | {time.monotonic() - start:.0f} 秒")
            print(rows[-1], flush=True)
            if failed:
                break
        trial.wine("wineserver", "--kill")
    print("\n步骤 | 结果 | 用时\n--- | --- | ---\n" + "\n".join(rows))
    return int(failed)


class Trial:
    """One run: the two versions, the Debian with Wine, and the steps."""

    def __init__(self, made: Path, work: Path, before: str) -> None:
        self.made = made
        self.work = work
        self.before = before
        self.root = work / "trial-windows"

    # ---- before

    def gather(self) -> str:
        """Find the new version and build the earlier one."""
        version = self.new_setup().name.split("-")[2]
        self.earlier = earlier.package(self.before, "installer/windows/build.py", "*-setup.exe", self.work)
        size = self.new_setup().stat().st_size / 1e6
        return f"{EARLIER}（{self.before[:7]}），{version}：{size:.1f} MB"

    def new_setup(self) -> Path:
        """The installer under trial."""
        found = sorted(self.made.glob("jingzhen-desktop-*-setup.exe"))
        expect(len(found) == 1, f"{self.made} 里没有唯一的安装程序")
        return found[0]

    def version(self) -> str:
        """The version under trial, as its file is named."""
        return self.new_setup().name.removeprefix("jingzhen-desktop-").removesuffix("-setup.exe")

    def prepare(self) -> str:
        """Make a fresh C: with Chinese fonts, registered as Windows does, and, as in China,
        a Chinese font for the windows.
        """
        for name in ("prefix", "stick"):
            shutil.rmtree(self.root / "trial" / name, ignore_errors=True)
        shutil.copyfile(self.new_setup(), self.root / "trial/new.exe")
        shutil.copyfile(self.earlier, self.root / "trial/earlier.exe")
        self.must("wineboot", "--init")
        self.must("wineserver", "--wait")
        files = {path.name: path for path in Path("/usr/share/fonts").rglob("*.ttc")}
        expect(not (lacking := [name for name in FONTS if name not in files]), f"这台机器缺少字体：{lacking}")
        # for the titles the window manager draws
        shutil.copyfile(files[FONTS[0]], self.root / "usr/local/share/fonts" / FONTS[0])
        for name in FONTS:
            shutil.copyfile(files[name], self.root / DRIVE / "windows/Fonts" / name)
            fonts = r"HKLM\Software\Microsoft\Windows NT\CurrentVersion\Fonts"
            self.must(
                "wine", "reg", "add", fonts, "/v", f"{name} (TrueType)", "/t", "REG_SZ", "/d", name, "/f"
            )
        for key in ("MessageFont", "MenuFont", "CaptionFont", "StatusFont", "IconFont"):
            place = r"HKCU\Control Panel\Desktop\WindowMetrics"
            self.must("wine", "reg", "add", place, "/v", key, "/t", "REG_BINARY", "/d", log_font(), "/f")
        return self.must("wine", "--version").strip()

    def make_debian(self) -> None:
        """Make the Debian with Wine, or leave the one that is there."""
        roots.make_root(self.root, SUITE)
        (self.root / "trial").mkdir(exist_ok=True)
        if not (self.root / "trial/ready").exists():
            roots.must(self.root, "dpkg", "--add-architecture", "i386")
            roots.install(self.root, *PACKAGES)
            roots.must(self.root, "localedef", "-i", "zh_CN", "-f", "UTF-8", "zh_CN.UTF-8")
            (self.root / "trial/ready").touch()

    @contextmanager
    def screen(self) -> Iterator[None]:
        """A screen with a window manager, which makes a window as large as the screen,
        as long as the trial lasts.
        """
        programs = [["Xvfb", ":97", "-screen", "0", "1366x768x24", "-nolisten", "tcp"], ["openbox"]]
        running = []
        try:
            for program in programs:
                running.append(
                    subprocess.Popen(
                        [*self.enter(), *program], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL
                    )
                )
                until(lambda: self.wine("xdpyinfo").returncode == 0, "没有屏幕")
            yield
        finally:
            for process in reversed(running):
                process.terminate()
                process.wait()

    # ---- steps

    def install_earlier(self) -> str:
        """Silently, for this user only, without a shortcut on the desktop:
        nothing outside the user's own places.
        """
        before = {path.name for path in (self.root / DRIVE / "Program Files").iterdir()}
        self.must("wine", "/trial/earlier.exe", "/S", "/NoDesktop")
        self.expect_there(OWN, OWN_MENU, f"{OWN}/{WINDOW}", f"{OWN}/{CONSOLE}", f"{OWN}/{UNINSTALLER}")
        self.expect_gone(OWN_DESKTOP, ALL_DESKTOP, ALL_MENU)
        expect(
            {path.name for path in (self.root / DRIVE / "Program Files").iterdir()} == before,
            "写到了 Program Files",
        )
        expect(self.registered("HKLM", KEY) == "", "写到了所有人的注册表")
        expect(EARLIER in self.registered("HKCU", KEY), "没有登记卸载")
        expect(
            WINDOW in self.registered("HKCU", rf"{CLASSES}\JingzhenDesktop.Office\shell\open\command"),
            "没有关联 .jzdb",
        )
        expect(EARLIER in self.program(OWN, "--version"), "版本不对")
        return f"{EARLIER}，开始菜单、卸载、.jzdb 已登记"

    def check(self) -> str:
        """The check page of the installed program names the fonts found in the Windows folder."""
        self.program(OWN, "demo", windows(DOCUMENTS), "--no-window")
        page = self.program(OWN, "check", "--office", windows(self.office()))
        print("\n".join(f"      {line}" for line in page.splitlines()))
        expect("完好" in page and "Noto Serif CJK" in page and "AR PL UKai" in page, "检查单不完整")
        return "数据文件完好，字体按用途找到"

    def demo(self) -> str:
        """The documents made on Windows and those the same program makes on Linux hold the same."""
        self.program(OWN, "demo", windows(NEW_DOCUMENTS), "--no-window")
        here = self.work / "windows-compare"
        shutil.rmtree(here, ignore_errors=True)
        shutil.copytree(
            self.root / OWN / "jingzhen-runtime/site-packages/jingzhen_desktop",
            here / "code/jingzhen_desktop",
        )
        command = [sys.executable, "-m", "jingzhen_desktop", "demo", str(here / "made"), "--no-window"]
        subprocess.run(
            command,
            env={**os.environ, "PYTHONPATH": str(here / "code")},
            check=True,
            stdout=subprocess.DEVNULL,
        )
        one, other = (
            sorted(path.relative_to(folder) for path in folder.rglob("*.*"))
            for folder in (here / "made", self.root / NEW_DOCUMENTS)
        )
        expect(one == other and len(one) > 20, f"文件不同：{set(one) ^ set(other)}")
        papers = [path for path in one if path.suffix == ".pdf"]
        books = [path for path in one if path.suffix in {".xlsx", ".docx"}]
        texts = sum(path.suffix == ".docx" for path in books)
        expect(texts > 0, "没有 Word 文件")
        for path in papers:
            expect(
                paper_text(here / "made" / path) == paper_text(self.root / NEW_DOCUMENTS / path),
                f"文字不同：{path}",
            )
        for path in books:
            expect(
                book_content(here / "made" / path) == book_content(self.root / NEW_DOCUMENTS / path),
                f"内容不同：{path}",
            )
        return (
            f"{len(papers)} 个 PDF 文字、{len(books) - texts} 个 xlsx 和 {texts} 个 docx 内容与 Linux 上一致"
        )

    def show_window(self) -> str:
        """The window with the example office;
        while it runs an upgrade is refused, and it closes when asked to.
        """
        with self.running(f"/{OWN}/{WINDOW}", windows(self.office())) as process:
            self.picture("window-windows.png")
            expect(self.wine("wine", "/trial/new.exe", "/S").returncode == 3, "运行中没有拒绝升级")
            self.close(process)
        expect(EARLIER in self.program(OWN, "--version"), "被拒绝的升级改动了程序")
        return "打开、关闭；运行中拒绝升级"

    def upgrade(self) -> str:
        """The new version over the old:
        the same folder, nothing of the old stays, office files are untouched.
        """
        (self.root / OWN / LEFT_OVER).write_text("gone = True\n", encoding="utf-8")
        shutil.copyfile(self.root / self.office(), self.root / OWN / "放错地方.jzdb")
        before = digest(self.root / self.office())
        self.must("wine", "/trial/new.exe", "/S")
        self.expect_there(OWN_MENU, OWN_DESKTOP, f"{OWN}/放错地方.jzdb")
        self.expect_gone(f"{OWN}/{LEFT_OVER}")
        expect(self.version() in self.program(OWN, "--version"), "没有升级")
        expect(self.version() in self.registered("HKCU", KEY), "登记的还是旧版本")
        expect(digest(self.root / self.office()) == before, "数据文件变了")
        expect(
            "完好" in self.program(OWN, "check", "--office", windows(self.office())), "升级后数据文件有问题"
        )
        stale = bytecode.judged_anew(self.root / OWN)
        expect(not stale, f"{len(stale)} 个模块的编译结果会过期")
        return f"{EARLIER} → {self.version()}，旧文件已清，数据文件未动"

    def install_for_all(self) -> str:
        """For all users: the user's own version gives way, and a double click on an office file opens it."""
        self.must("wine", "/trial/new.exe", "/S", "/AllUsers")
        self.expect_there(f"{ALL}/{WINDOW}", ALL_MENU, ALL_DESKTOP, f"{OWN}/放错地方.jzdb")
        self.expect_gone(
            OWN_MENU, OWN_DESKTOP, f"{OWN}/{WINDOW}", f"{OWN}/jingzhen-runtime", f"{OWN}/{UNINSTALLER}"
        )
        expect(
            self.registered("HKCU", KEY) == "" and self.version() in self.registered("HKLM", KEY), "登记不对"
        )
        with self.running("start", "/wait", "/unix", f"/{self.office()}") as process:
            self.picture("window-windows-double-click.png")
            self.close(process)
        return "自己的那份已让位，双击 .jzdb 打开"

    def start_twice(self) -> str:
        """A second start calls the first window;
        after the program was killed the next start opens the file again.
        """
        command = f"/{ALL}/{WINDOW}", windows(self.office())
        with self.running(*command) as process:
            second = self.wine("timeout", "60", "wine", *command)
            expect(second.returncode == 0 and process.poll() is None, f"第二次启动返回 {second.returncode}")
            self.must("wine", "taskkill", "/f", "/im", WINDOW)
            process.wait(60)
        until(lambda: not self.is_shown(), "强行结束后窗口还在")
        with self.running(*command) as process:
            self.close(process)
        return "第二次启动叫出已开的窗口；强行结束后能再打开"

    def remove(self) -> str:
        """The program goes, with what it entered; everybody's files stay."""
        before = digest(self.root / self.office())
        self.must("wine", f"/{ALL}/{UNINSTALLER}", "/S")
        until(lambda: not (self.root / ALL).exists(), "程序没有删掉")
        self.must("wineserver", "--wait")
        self.expect_gone(ALL, ALL_MENU, ALL_DESKTOP, OWN_MENU)
        expect(self.registered("HKLM", KEY) == "", "卸载登记还在")
        expect(
            "jzdb"
            not in self.registered("HKLM", rf"{CLASSES}\.jzdb")
            + self.registered("HKCU", rf"{CLASSES}\.jzdb"),
            ".jzdb 还关联着",
        )
        self.expect_there(f"{OWN}/放错地方.jzdb", self.office())
        expect(digest(self.root / self.office()) == before, "数据文件变了")
        return "程序、菜单、登记已删，数据文件都在"

    def portable(self) -> str:
        """The folder for a stick runs where it was unpacked and leaves nothing in it."""
        stick = (self.root / STICK).parent
        with zipfile.ZipFile(next(self.made.glob("*-portable.zip"))) as archive:
            archive.extractall(stick)
        before = sorted(path for path in (self.root / STICK).rglob("*"))
        expect("完好" in self.program(STICK, "check", "--office", windows(self.office())), "不能运行")
        expect(sorted(path for path in (self.root / STICK).rglob("*")) == before, "在文件夹里留下了东西")
        expect(self.registered("HKCU", KEY) == "", "写了注册表")
        return "从带空格和汉字的文件夹运行，不留东西"

    def read_only(self) -> str:
        """From a locked stick, with the office file on it: it reads, and refuses to write by a sentence."""
        office = self.root / STICK.rpartition("/")[0] / "文井镇.jzdb"
        shutil.copyfile(self.root / self.office(), office)
        place = windows(str(office.relative_to(self.root)))
        before = digest(office)
        locked = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && shift && "$@"'
        program = ["wine", f"/{STICK}/{CONSOLE}"]
        said = []
        for arguments, code in (
            (["check", "--office", place], 4),
            (["export", "annual", "2011", place.rpartition("\\")[0], "--office", place], 4),
        ):
            command = ["sh", "-c", locked, "sh", f"/{STICK.rpartition('/')[0]}", *program, *arguments]
            result = self.wine(*command)
            said.append(result.stdout.decode(errors="replace"))
            expect(result.returncode == code, f"{arguments[0]} 返回 {result.returncode}：{said[-1][-500:]}")
            expect("Traceback" not in said[-1], said[-1][-500:])
        expect(digest(office) == before, "数据文件变了")
        office.unlink()
        return f"能读；写入时说：{said[-1].strip().splitlines()[-1]}"

    def install_elsewhere(self) -> str:
        """Into a folder the clerk chose, with blanks and Chinese in its path."""
        folder = f"{DRIVE}/办公 软件/井镇 节能"
        # /D= must stand without quotes, and Wine would put some: a batch file in the system's code page
        line = rf"Z:\trial\new.exe /S /CurrentUser /D={windows(folder)}"
        (self.root / "trial/elsewhere.bat").write_text(f"{line}\r\n", encoding="gb18030")
        self.must("wine", "cmd", "/c", r"Z:\trial\elsewhere.bat")
        self.expect_there(f"{folder}/{WINDOW}", OWN_MENU)
        expect("完好" in self.program(folder, "check", "--office", windows(self.office())), "不能运行")
        self.must("wine", f"/{folder}/{UNINSTALLER}", "/S")
        until(lambda: not (self.root / folder / CONSOLE).exists(), "程序没有删掉")
        self.must("wineserver", "--wait")
        return "安装、运行、卸载"

    def chinese_user(self) -> str:
        """A user whose name, and with it the path of all his folders, is Chinese."""
        accounts = self.root / "etc/passwd"
        line = f"{CHINESE_USER}:x:1500:1500::/home/{CHINESE_USER}:/bin/sh\n"
        if line not in accounts.read_text("utf-8"):
            accounts.write_text(accounts.read_text("utf-8") + line, encoding="utf-8")
        home = self.root / "home" / CHINESE_USER
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir()
        os.chown(home, 1500, 1500)
        who = f"WINEPREFIX=/home/{CHINESE_USER}/prefix", f"HOME=/home/{CHINESE_USER}"
        own = ["setpriv", "--reuid=1500", "--regid=1500", "--clear-groups", "env", *who]
        self.must(*own, "wineboot", "--init")
        self.must(*own, "wine", "/trial/new.exe", "/S", "/CurrentUser", "/NoDesktop")
        drive = home / "prefix/drive_c"
        places = list(drive.glob(f"users/*/AppData/Local/Programs/JingzhenDesktop/{CONSOLE}"))
        expect(len(places) == 1 and CHINESE_USER in str(places[0].relative_to(drive)), f"装在 {places}")
        for name in FONTS:
            shutil.copyfile(self.root / DRIVE / "windows/Fonts" / name, drive / "windows/Fonts" / name)
        folder = f"C:\\users\\{CHINESE_USER}\\我的 示例"
        program = f"/{places[0].relative_to(self.root)}"
        said = self.must(*own, "wine", program, "demo", folder, "--no-window")
        expect("Traceback" not in said, said[-500:])
        office = next((drive / f"users/{CHINESE_USER}/我的 示例").glob("*.jzdb")).name
        expect(
            "完好" in self.must(*own, "wine", program, "check", "--office", f"{folder}\\{office}"), "有问题"
        )
        self.wine(*own, "wineserver", "--kill")  # 1 where it has ended already
        return f"装在 users\\{CHINESE_USER}，示例、检查照常"

    def use_photos(self) -> str:
        """Photos of every kind are read and stand in a Word file:
        the folder's program is given another main module.
        """
        package = self.root / STICK / "jingzhen-runtime/site-packages/jingzhen_desktop"
        (package / "__pycache__/__main__.cpython-311.pyc").unlink()
        shutil.copyfile(CARRIED, package / "__main__.py")
        return self.program(STICK).strip().splitlines()[-1]

    # ---- how

    def enter(self) -> list[str]:
        """The beginning of a command line inside, without network."""
        return [
            "unshare",
            "--mount",
            "--net",
            "sh",
            "-c",
            roots.ENTER,
            "sh",
            str(self.root),
            "env",
            *ENVIRONMENT,
        ]

    def wine(self, *command: str) -> subprocess.CompletedProcess[bytes]:
        """Run a program inside and return what it said and its exit code."""
        return roots.inside(self.root, ["env", *ENVIRONMENT, *command], network=False)

    def must(self, *command: str) -> str:
        """Run a program inside; it must succeed."""
        result = self.wine(*command)
        said = result.stdout.decode(errors="replace")
        expect(result.returncode == 0, f"{' '.join(command)} 返回 {result.returncode}：{said[-1000:]}")
        return said

    def program(self, folder: str, *arguments: str) -> str:
        """Run the program for the command line that lies in ``folder``."""
        return self.must("wine", f"/{folder}/{CONSOLE}", *arguments)

    @contextmanager
    def running(self, *command: str) -> Iterator[subprocess.Popen[bytes]]:
        """Start the window and wait until it is there; what is still running afterwards is ended."""
        process = subprocess.Popen([*self.enter(), "wine", *command], stdin=subprocess.DEVNULL)
        try:
            until(self.is_shown, "没有出现窗口")
            time.sleep(3)  # until everything is painted
            yield process
        finally:
            if process.poll() is None:
                self.wine("wineserver", "--kill")
                process.wait()

    def is_shown(self) -> bool:
        """Whether the window with the example office is on the screen."""
        return "文井镇".encode() in self.wine("xwininfo", "-root", "-tree").stdout

    def close(self, process: subprocess.Popen[bytes]) -> None:
        """Close the window as a click on its cross does."""
        self.must("wine", "taskkill", "/im", WINDOW)
        expect(process.wait(60) == 0, f"窗口退出码 {process.returncode}")

    def picture(self, name: str) -> None:
        """Keep a picture of the screen; it must show more than an empty window."""
        self.must("import", "-window", "root", "/trial/screen.png")
        shutil.copyfile(self.root / "trial/screen.png", self.work / name)
        colours = int(self.must("identify", "-format", "%k", "/trial/screen.png"))
        expect(colours > 50, f"窗口的图只有 {colours} 种颜色")

    def registered(self, hive: str, key: str) -> str:
        """All values of a key of the registry, as 64-bit programs see it; empty if there is no such key."""
        result = self.wine("wine", "reg", "query", rf"{hive}\{key}", "/s", "/reg:64")
        # the code page of a Chinese Windows
        return result.stdout.decode("gb18030", "replace") if result.returncode == 0 else ""

    def office(self) -> str:
        """The example's office file, as a path in the Debian."""
        return str(next((self.root / DOCUMENTS).glob("*.jzdb")).relative_to(self.root))

    def expect_there(self, *paths: str) -> None:
        expect(
            not (lacking := [path for path in paths if not (self.root / path).exists()]), f"缺少 {lacking}"
        )

    def expect_gone(self, *paths: str) -> None:
        expect(not (left := [path for path in paths if (self.root / path).exists()]), f"还在 {left}")


def windows(path: str) -> str:
    """Write a path in the Debian as Windows programs know it."""
    tail = path.removeprefix(f"{DRIVE}/")
    return ("C:\\" if tail != path else "Z:\\") + tail.replace("/", "\\")


def log_font() -> str:
    """The window font of the trial in the form of the registry: a LOGFONTW of 12 pixels."""
    numbers = b"".join(value.to_bytes(4, "little", signed=True) for value in (-12, 0, 0, 0, 400))
    return (
        numbers + bytes((0, 0, 0, 134, 0, 0, 0, 0)) + "Noto Sans CJK SC".encode("utf-16-le").ljust(64, b"\0")
    ).hex()


def paper_text(path: Path) -> str:
    """The text of a PDF without spaces: other fonts may break lines elsewhere, and one without a lowered 2
    has kgCO2 for kgCO₂.
    """
    text = subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True, text=True).stdout
    return "".join(text.split()).replace("₂", "2")


def book_content(path: Path) -> dict[str, bytes]:
    """The parts of a workbook or a Word file but for its times and, as in ``paper_text``, the lowered 2."""
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist() if name != "docProps/core.xml"}
    return {name: LOWERED.sub(b"2", MADE_AT.sub(b"", part)) for name, part in parts.items()}


def digest(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()


def until(true: Callable[[], bool], otherwise: str, seconds: float = 90) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not true():
        expect(time.monotonic() < end, otherwise)
        time.sleep(1)


def expect(true: bool, otherwise: str) -> None:
    """Stop the trial with a sentence unless something is as it should be."""
    if not true:
        raise TrialFault(otherwise)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
