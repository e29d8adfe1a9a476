"""Wraps the filled folder as a .deb: control file, desktop entry, icon, file type, copyright, change log."""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import subprocess
import textwrap
import time
from collections.abc import Iterable, Iterator
from email.utils import formatdate
from pathlib import Path

from debian import elf
from debian.folder import ROOT, FolderFault
from debian.interpreter import PREFIX
from jingzhen_desktop import __version__
from jingzhen_desktop.base.changes import newest_changes

NAME = "jingzhen-desktop"
MAINTAINER = "Jingzhen Desktop authors <jingzhen-desktop@lists.invalid>"
FILES = Path(__file__).with_name("files")
OLDEST_GLIBC = (2, 28)
OLDEST_LIBSTDCXX = (3, 4, 25)
"""What UOS 20 and Kylin V10 have; a build that asks for more is refused."""

CHANGE_WIDTH = 37
"""Characters of a line of the change log: most are Chinese, two columns wide, and Debian allows 80."""

SYSTEM = {
    "ld-linux-x86-64.so.2": "",
    "libc.so.6": "",  # with its version, from what was measured
    "libdl.so.2": "",
    "libm.so.6": "",
    "libpthread.so.0": "",
    "libresolv.so.2": "",
    "librt.so.1": "",
    "libutil.so.1": "",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libcups.so.2": "libcups2t64 | libcups2",
    "libdbus-1.so.3": "libdbus-1-3",
    "libexpat.so.1": "libexpat1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1 | libgcc1",
    "libglib-2.0.so.0": "libglib2.0-0t64 | libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0t64 | libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
"""Libraries left to the system → Debian package, the newer name first.
One that is not here stops the build.
"""

FONTS = (
    "fonts-noto-cjk | fonts-wqy-zenhei | fonts-wqy-microhei | fonts-droid-fallback"
    " | fonts-arphic-uming | fonts-adobe-source-han-sans-cn"
    " | ttf-wqy-zenhei | ttf-mscorefonts-installer | fonts-deepin-noto-cjk"
)
RECOMMENDED = (
    "fonts-noto-cjk-extra | fonts-arphic-uming, fonts-arphic-ukai | fonts-lxgw-wenkai,"
    " fcitx5 | ibus | fcitx, cups-client"
)
DESCRIPTION = """\
Description: energy saving records and papers of a township (井镇节能)
 乡镇公共机构节能减排管理：季度统计、监督检查、宣传培训、年度总结。
 单机使用，不联网，数据放在一个文件里；公文按 GB/T 9704 排版。
 .
 Quarterly statistics, inspections, publicity and the annual summary of a
 township's public institutions in one office file, without a network.
 .
 The package brings its own Python and Qt, so that it runs on UOS 20,
 Kylin V10 and Debian alike.
"""


def wrap(tree: Path, out: Path) -> Path:
    """Add to ``tree``, which holds the filled folder, what a package needs,
    and write the .deb into ``out``.
    """
    floor = check(tree)
    moment = source_date()
    add_files(tree, moment)
    control = tree / "DEBIAN"
    control.mkdir(mode=0o755)
    (control / "control").write_text(control_text(tree, floor), encoding="utf-8")
    (control / "md5sums").write_text("".join(md5sums(tree)), encoding="utf-8")
    set_permissions(tree)
    target = out / f"{NAME}_{__version__}_amd64.deb"
    out.mkdir(parents=True, exist_ok=True)
    # xz: the dpkg of UOS 20 cannot read zstd
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(tree), str(target)]
    subprocess.run(
        command, check=True, env={**os.environ, "SOURCE_DATE_EPOCH": str(moment)}, stdout=subprocess.DEVNULL
    )
    return target


def check(tree: Path) -> dict[str, tuple[tuple[int, ...], str]]:
    """Measure what the folder asks of the system and return it;
    more than UOS 20 and Kylin V10 have is refused.
    """
    floor = elf.floor(elf.compiled(tree))
    for family, allowed in (("GLIBC", OLDEST_GLIBC), ("GLIBCXX", OLDEST_LIBSTDCXX)):
        asked, file = floor[family]
        if asked > allowed:
            raise FolderFault(f"{file} 需要 {family} {show(asked)}，高于允许的 {show(allowed)}。")
    return floor


def show(numbers: Iterable[int]) -> str:
    """(2, 28) → 2.28"""
    return ".".join(str(number) for number in numbers)


def control_text(tree: Path, floor: dict[str, tuple[tuple[int, ...], str]]) -> str:
    """Return the control file."""
    size = sum(
        max(1, path.stat().st_size // 1024)
        for path in tree.rglob("*")
        if path.is_file() and not path.is_symlink()
    )
    fields = {
        "Package": NAME,
        "Version": __version__,
        "Architecture": "amd64",
        "Maintainer": MAINTAINER,
        "Installed-Size": str(size),
        "Depends": ", ".join([f"libc6 (>= {show(floor['GLIBC'][0])})", *system_packages(tree), FONTS]),
        "Recommends": RECOMMENDED,
        "Section": "misc",
        "Priority": "optional",
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items()) + DESCRIPTION


def system_packages(tree: Path) -> list[str]:
    """Return the packages of all libraries the folder loads and does not bring."""
    files = elf.compiled(tree)
    wanted = set[str]().union(*(elf.needed(path) for path in files)) - {path.name for path in files}
    if unknown := wanted - set(SYSTEM):
        raise FolderFault(f"installer/debian/package.py 的 SYSTEM 里没有：{'、'.join(sorted(unknown))}")
    return sorted({SYSTEM[name] for name in wanted} - {""})


def add_files(tree: Path, moment: int) -> None:
    """Put what belongs elsewhere than under /opt into the tree."""
    places = {
        "jingzhen-desktop.desktop": f"usr/share/applications/{NAME}.desktop",
        "jingzhen-desktop.xml": f"usr/share/mime/packages/{NAME}.xml",
        "jingzhen-desktop.sh": f"usr/bin/{NAME}",
        "copyright": f"usr/share/doc/{NAME}/copyright",
        "lintian-overrides": f"usr/share/lintian/overrides/{NAME}",
    }
    for name, place in places.items():
        put(tree / place, (FILES / name).read_bytes())
    put(
        tree / f"usr/share/icons/hicolor/scalable/apps/{NAME}.svg",
        (ROOT / "resources/icons/jingzhen.svg").read_bytes(),
    )
    put(tree / f"usr/share/man/man1/{NAME}.1.gz", packed((FILES / "jingzhen-desktop.1").read_bytes()))
    put(tree / f"usr/share/doc/{NAME}/changelog.gz", packed("".join(debian_changes(moment)).encode()))
    shutil.copyfile(ROOT / "LICENSE", tree / PREFIX.relative_to("/") / "LICENSE")


def put(path: Path, data: bytes) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def packed(data: bytes) -> bytes:
    """Compress without a time or name, so that the same text gives the same bytes."""
    return gzip.compress(data, compresslevel=9, mtime=0)


def debian_changes(moment: int) -> Iterator[str]:
    """Yield the newest entry of CHANGELOG.md as Debian writes it."""
    yield f"{NAME} ({__version__}) unstable; urgency=medium\n\n"
    for entry in newest_changes().entries:
        yield "  * " + "\n    ".join(textwrap.wrap(entry, CHANGE_WIDTH)) + "\n"
    yield f"\n -- {MAINTAINER}  {formatdate(moment).replace('-0000', '+0000')}\n"


def source_date() -> int:
    """Return the time of the last commit, so that the same sources give the same package."""
    if "SOURCE_DATE_EPOCH" in os.environ:
        return int(os.environ["SOURCE_DATE_EPOCH"])
    result = subprocess.run(
        ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"], capture_output=True, text=True, check=False
    )
    return int(result.stdout) if result.returncode == 0 else int(time.time())


def md5sums(tree: Path) -> Iterator[str]:
    """Yield the lines by which ``dpkg --verify`` finds damaged files."""
    for path in sorted(tree.rglob("*")):
        if path.is_file() and not path.is_symlink() and "DEBIAN" not in path.parts:
            digest = hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()
            yield f"{digest}  {path.relative_to(tree)}\n"


def set_permissions(tree: Path) -> None:
    """Folders and programs 755, files 644: whatever the umask of the builder is."""
    programs = {tree / "usr/bin" / NAME, tree / PREFIX.relative_to("/") / "bin/python3.11"}
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path in programs else 0o644)
