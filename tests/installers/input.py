"""Has Chinese typed into the installed program through real input methods, in Debians made by debootstrap
under Xvfb, with the network off; as root, not in the quick tests.

    .venv/bin/python tests/installers/input.py FILE.deb [CASE ...] [--work FOLDER]

Each case is a Debian with one input method in one condition (``CASES``). The keys are those of a keyboard
(xdotool); what they were to become is read from the program (``typed.py``). Prints a table; pictures with the
candidates lie in FOLDER. Exit code 1 if anything failed.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "installer"))

from debian import roots

WORK = Path.home() / ".cache/jingzhen-desktop-build"
NAME = "jingzhen-desktop"
USER = "clerk"
TOOLS = ("dbus", "openbox", "util-linux", "xdotool", "xvfb", "procps")
TYPED = Path(__file__).with_name("typed.py")
OFFICE = "trial/office"
WANTED = {"line": "学校", "click elsewhere": "中心", "cell": "学校", "number": "18", "summary": "学校"}
"""Place → what must stand there; instead of 中心 the letters count too, where the input method shows these."""
LETTERS = {"zhongxin", "zhong xin", "zhong'xin"}
FCITX = "export QT_IM_MODULE=fcitx XMODIFIERS=@im=fcitx"
SESSION = """
mkdir -p $HOME; cd $HOME
{environment}
openbox > /dev/null 2>&1 &
{first}
sleep 4
sed 's|-I -m jingzhen_desktop|-I /trial/typed.py|' /usr/bin/jingzhen-desktop > /tmp/start.sh
sh /tmp/start.sh {office} /trial {keys} > /trial/said.txt 2> /trial/errors.txt &
program=$!
{second}
wait $program
jingzhen-desktop check | grep 输入法 > /trial/check.txt
"""
SCREEN = """
Xvfb :7 -screen 0 1366x768x24 -nolisten tcp > /dev/null 2>&1 &
server=$!
sleep 3
export HOME=/home/{user} LC_ALL=C.UTF-8 DISPLAY=:7
timeout 240 runuser -u {user} -- dbus-run-session -- sh /trial/session.sh > /trial/session.txt 2>&1
kill $server
"""
FCITX4_PROFILE = """\
[Profile]
IMName=pinyin
EnabledIMList=fcitx-keyboard-us:True,pinyin:True
"""
FCITX5_PROFILE = """\
[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin

[Groups/0/Items/0]
Name=keyboard-us
Layout=

[Groups/0/Items/1]
Name=pinyin
Layout=

[GroupOrder]
0=Default
"""


@dataclass(frozen=True)
class Case:
    """One Debian with one input method."""

    suite: str
    packages: tuple[str, ...]
    environment: str
    way: str
    """What brings Chinese in, in the words of the check page."""
    first: str = ""
    """Started before the program."""
    second: str = ""
    """Started a moment after it."""
    keys: str = "ctrl+space"
    absent: tuple[str, ...] = ()
    """Packages this PC must not have."""
    page: str = ""
    """What the check page says afterwards, if not ``way``."""
    profile: tuple[str, str] = ("", "")
    """A file of the user's settings, and what stands in it."""


FOUR = (("fcitx-bin", "fcitx-module-dbus", "fcitx-pinyin", "fcitx-ui-classic"), FCITX)
FIVE = (("fcitx5", "fcitx5-chinese-addons-bin", "fcitx5-pinyin", "fcitx5-module-xorg"), FCITX)
FIVE_PROFILE = (".config/fcitx5/profile", FCITX5_PROFILE)
CASES = {
    "fcitx4": Case(
        "bullseye", *FOUR, "fcitx 4（直接）", "fcitx -D > /trial/im.txt 2>&1 &",
        profile=(".config/fcitx/profile", FCITX4_PROFILE),
    ),
    "fcitx5": Case(
        "bookworm", *FIVE, "fcitx5（直接）", "fcitx5 > /trial/im.txt 2>&1 &", absent=("ibus",),
        profile=FIVE_PROFILE,
    ),
    "fcitx5-beside-ibus": Case(
        "bookworm", (*FIVE[0], "ibus"), FCITX, "fcitx5（经 ibus）", "fcitx5 > /trial/im.txt 2>&1 &",
        profile=FIVE_PROFILE,
    ),
    "fcitx5-without-ibus": Case(
        "bookworm", *FIVE, "fcitx5（直接）", "fcitx5 --disable ibusfrontend > /trial/im.txt 2>&1 &",
        profile=FIVE_PROFILE,
    ),
    "fcitx5-late": Case(
        "bookworm", (*FIVE[0], "ibus"), FCITX, "fcitx5（直接）", page="fcitx5（经 ibus）",
        second="sleep 2; fcitx5 > /trial/im.txt 2>&1 &", profile=FIVE_PROFILE,
    ),
    "ibus": Case(
        "trixie", ("ibus", "ibus-libpinyin", "dconf-gsettings-backend"), "export QT_IM_MODULE=ibus",
        "ibus", "ibus-daemon -r > /trial/im.txt 2>&1 & sleep 4; ibus engine libpinyin", keys="-",
    ),
    "none": Case("trixie", (), "true", "没有", keys="-"),
}  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    """Go through the cases; returns the exit code."""
    parser = argparse.ArgumentParser(prog="tests/installers/input.py", description="用真实的输入法试输中文")
    parser.add_argument("package", type=Path, metavar="FILE.deb")
    parser.add_argument("cases", nargs="*", default=CASES, metavar="CASE")
    parser.add_argument("--work", type=Path, default=WORK, metavar="FOLDER")
    options = parser.parse_args(arguments)
    rows, failed = [], False
    for name in options.cases:
        case = CASES[name]
        try:
            said = trial(name, case, options.package.absolute(), options.work.absolute())
        except roots.RootFault as fault:
            said = {"失败": str(fault)}
        wrong = faults(case, said)
        failed |= bool(wrong)
        places = [said.get(place, "—") for place in ("way", "page", *WANTED)]
        rows.append([name, case.suite, *places, "；".join(wrong) or "可以"])
        print(" | ".join(rows[-1]), flush=True)
    heads = ["case", "Debian", "way", "check", *WANTED, "result"]
    print("\n" + "\n".join(" | ".join(row) for row in (heads, ["---"] * len(heads), *rows)))
    return int(failed)


def trial(name: str, case: Case, package: Path, work: Path) -> dict[str, str]:
    """Install, type, and return what arrived by place."""
    root = prepare(case, package, work)
    folder = root / "trial"
    session = SESSION.format(
        environment=case.environment,
        first=case.first,
        second=case.second,
        keys=case.keys,
        office=f"/{office(root).relative_to(root)}",
    )
    (folder / "session.sh").write_text(session, encoding="utf-8")
    roots.must(root, "sh", "-c", SCREEN.format(user=USER), network=False)
    pictures = work / "input" / name
    pictures.mkdir(parents=True, exist_ok=True)
    for file in folder.glob("*"):
        if file.suffix in {".png", ".txt"}:
            shutil.copy(file, pictures)
    said = dict(line.partition("|")[::2] for line in (folder / "said.txt").read_text("utf-8").splitlines())
    page = (folder / "check.txt").read_text("utf-8") if (folder / "check.txt").exists() else ""
    said["page"] = page.strip().removeprefix("输入法：")
    said["errors"] = (folder / "errors.txt").read_text("utf-8")
    return said


def prepare(case: Case, package: Path, work: Path) -> Path:
    """A Debian with the program, its example office and the input method, and no other input method."""
    root = roots.make_root(work / f"input-{case.suite}", case.suite)
    if not (root / "root/input-ready").exists():
        roots.must(root, "apt-get", "-q", "update")
        wanted = [f"./trial/{package.name}", *TOOLS]
        (root / "trial").mkdir(exist_ok=True)
        shutil.copy(package, root / "trial")
        apt = ("apt-get", "-qy", "-o", "Dpkg::Use-Pty=0", "install", "--no-install-recommends")
        roots.must(root, *apt, *wanted)
        roots.must(root, "useradd", "--create-home", USER)
        (root / "root/input-ready").touch()
    if case.absent:
        roots.must(root, "dpkg", "--purge", "--force-depends", *case.absent)
    roots.install(root, *case.packages)
    shutil.copy(package, root / "trial" / "new.deb")
    roots.must(root, "dpkg", "--install", "/trial/new.deb")
    fresh = root / "trial"
    for file in (*fresh.glob("*.png"), *fresh.glob("*.txt")):
        file.unlink()
    home = root / "home" / USER
    shutil.rmtree(home)
    home.mkdir()
    path, text = case.profile
    if path:
        (home / path).parent.mkdir(parents=True)
        (home / path).write_text(text, encoding="utf-8")
    if not list((root / OFFICE).glob("*.jzdb")):
        roots.must(root, NAME, "demo", f"/{OFFICE}", "--no-window", network=False)
        shutil.copy(office(root), root / "trial/untouched.jzdb")
    shutil.copy(root / "trial/untouched.jzdb", office(root))
    shutil.copy(TYPED, root / "trial")
    roots.must(root, "chown", "-R", f"{USER}:", f"/home/{USER}", "/trial")
    return root


def office(root: Path) -> Path:
    """The example's office file."""
    return next((root / OFFICE).glob("*.jzdb"))


def faults(case: Case, said: dict[str, str]) -> list[str]:
    """Say what is not as it must be."""
    if "失败" in said:
        return [said["失败"]]
    wrong = [f"{said[kind]}" for kind in ("Qt", "errors") if said.get(kind)]
    for kind, way in (("way", case.way), ("page", case.page or case.way)):
        if said.get(kind) != way:
            wrong.append(f"{kind} 是“{said.get(kind)}”，应是“{way}”")
    wanted = {"number": "18"} if case.way == "没有" else WANTED
    for place, text in wanted.items():
        found = said.get(place, "")
        if found != text and not (place == "click elsewhere" and found in LETTERS):
            wrong.append(f"{place} 是“{found}”")
    return wrong


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
