"""Run by the package's own Python where the package is tried: starts the program with an office file, as
often as told, and says of each start the seconds to its window and those of the processor.

    python3.11 -I started.py OFFICE TIMES
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

NAME = "jingzhen-desktop"
WINDOW = re.compile(rf'"{NAME}"\)  \d{{3,}}x\d{{3,}}'.encode())
"""A window of the program in the list of xwininfo, but for the tiny ones nobody sees."""
PATIENCE = 90


def main(office: str, times: str) -> None:
    """Start the program again and again; a start without a window ends the trial."""
    for _ in range(int(times)):
        print(*start(office), flush=True)


def start(office: str) -> tuple[float, float]:
    """Seconds to the window, and of the processor: the latter other work on the machine does not lengthen."""
    begin = time.monotonic()
    program = subprocess.Popen([NAME, office], stdout=sys.stderr)
    try:
        while not WINDOW.search(listed()):
            if program.poll() is not None or time.monotonic() > begin + PATIENCE:
                sys.exit(f"no window, {program.returncode}")
            time.sleep(0.02)
        return time.monotonic() - begin, worked(program.pid)
    finally:
        program.terminate()
        program.wait()


def listed() -> bytes:
    """All windows of the screen."""
    return subprocess.run(["xwininfo", "-root", "-tree"], capture_output=True, check=True).stdout


def worked(process: int) -> float:
    """Seconds the processor has worked for a process."""
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main(*sys.argv[1:])
