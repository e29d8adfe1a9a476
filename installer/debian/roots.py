"""Debian of another age in a folder: made by debootstrap, entered without leaving anything mounted behind.

Where packages come from, and how, is taken from the machine this runs on. Needs root.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
ENVIRONMENT = {
    "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
    "HOME": "/root",
    "LC_ALL": "C.UTF-8",
    "DEBIAN_FRONTEND": "noninteractive",
}
ENTER = """\
mount -t proc proc "$1/proc" && mount -t tmpfs tmpfs "$1/dev/shm" 2>/dev/null
for device in null zero full random urandom tty; do
    touch "$1/dev/$device" && mount --bind "/dev/$device" "$1/dev/$device"
done
root=$1; shift; exec chroot "$root" "$@"
"""
"""Run in a mount namespace of its own: what it mounts is gone when the program ends."""


class RootFault(Exception):
    """Something the making of a folder or a program in it failed at; the text says what."""


def make_root(folder: Path, suite: str) -> Path:
    """Make a bare Debian in ``folder``, or leave the one that is there; returns the folder."""
    if os.geteuid() != 0:
        raise RootFault("需要管理员（root）：debootstrap 和 chroot 都要用。")
    if (folder / "etc/apt/sources.list").is_file():
        return folder
    if shutil.which("debootstrap") is None:
        raise RootFault("缺少 debootstrap，请先执行：apt-get install debootstrap")
    half = folder.with_name(f"{folder.name}.half")
    shutil.rmtree(half, ignore_errors=True)
    half.parent.mkdir(parents=True, exist_ok=True)
    command = [
        "debootstrap",
        "--variant=minbase",
        suite,
        str(half),
        *([mirror] if (mirror := debian_mirror()) else []),
    ]
    result = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if result.returncode != 0:
        raise RootFault(
            f"不能建立 {suite}：" + "\n".join(result.stdout.decode(errors="replace").splitlines()[-3:])
        )
    copy_apt_settings(half)
    half.rename(folder)
    return folder


def debian_mirror() -> str | None:
    """Return the address this machine takes Debian's main archive from; None leaves it to debootstrap."""
    sources = Path("/etc/apt")
    texts = [
        file.read_text("utf-8")
        for pattern in ("sources.list", "sources.list.d/*")
        for file in sorted(sources.glob(pattern))
    ]
    addresses = re.findall(r"^(?:deb(?: \[[^]]*\])?|URIs:)\s+(\S+)", "\n".join(texts), re.MULTILINE)
    return next((address for address in addresses if address.rstrip("/").endswith("/debian")), None)


def copy_apt_settings(root: Path) -> None:
    """Let apt in ``root`` go by the same proxy, checks and certificates as here."""
    dump = subprocess.run(["apt-config", "dump"], capture_output=True, text=True, check=True).stdout
    elsewhere = ("Acquire::IndexTargets", "Acquire::Changelogs")
    kept = [
        line for line in dump.splitlines() if line.startswith("Acquire::") and not line.startswith(elsewhere)
    ]
    (root / "etc/apt/apt.conf.d/99workplace").write_text("\n".join(kept) + "\n", encoding="utf-8")
    if CERTIFICATES.is_file():
        target = root / CERTIFICATES.relative_to("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(CERTIFICATES, target)


def inside(root: Path, command: Sequence[str], *, network: bool = True) -> subprocess.CompletedProcess[bytes]:
    """Run a program inside ``root`` and return what it said and its exit code;
    without network it has not even a loopback.
    """
    apart = [
        "unshare",
        "--mount",
        *([] if network else ["--net"]),
        "sh",
        "-c",
        ENTER,
        "sh",
        str(root),
        *command,
    ]
    return subprocess.run(
        apart,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )


def must(root: Path, *command: str, network: bool = True) -> str:
    """Run a program inside ``root`` and return what it said;
    raises RootFault with its last lines if it failed.
    """
    result = inside(root, command, network=network)
    said = result.stdout.decode(errors="replace")
    if result.returncode != 0:
        raise RootFault(f"{root.name}：{' '.join(command)[:200]}\n" + "\n".join(said.splitlines()[-15:]))
    return said


def install(root: Path, *packages: str) -> None:
    """Install packages of the archive in ``root``, without those merely recommended."""
    if packages:
        must(root, "apt-get", "-q", "update")
        must(root, "apt-get", "-qy", "-o", "Dpkg::Use-Pty=0", "install", "--no-install-recommends", *packages)


def lines(text: str) -> Iterator[str]:
    """The lines that hold something."""
    return (line for line in text.splitlines() if line.strip())
