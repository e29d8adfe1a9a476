"""The test bed of the faults: office files to harm, children to kill, and what must hold afterwards."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import sqlite3
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import delete

from jingzhen_desktop.base.errors import UserFacingError
from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.example.reports import write_filled_forms
from jingzhen_desktop.office import lock
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.recovery import examine
from jingzhen_desktop.quarterly.records import ReportRecord

FIRST_VERSION = Path(__file__).resolve().parents[1] / "data" / "office-v1.jzdb"
QUARTER = Quarter(2011, 3)
MESSAGES_END = b"\n"


@dataclass
class Row:
    """One line of the table: how often a fault was tried, what came out, and what must not have happened."""

    fault: str
    tried: int = 0
    outcomes: dict[str, int] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    def note(self, outcome: str) -> None:
        self.outcomes[outcome] = self.outcomes.get(outcome, 0) + 1

    @contextlib.contextmanager
    def trial(self) -> Iterator[None]:
        """Count a try; an exception inside is a failure and stands in the table."""
        self.tried += 1
        try:
            yield
        except Exception as error:  # noqa: BLE001 - a failed trial is counted, the others go on
            at = traceback.extract_tb(error.__traceback__)[-1]
            self.failures.append(f"{type(error).__name__}: {error}（{Path(at.filename).name}:{at.lineno}）")


class Bed:
    """Files prepared once; each trial gets copies."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.dice = folder, random.Random(seed)
        self.example = folder / "example.jzdb"
        self.without_quarter = folder / "without.jzdb"
        self.first_version_rows = rows_of(FIRST_VERSION)
        shutil.copy(FIRST_VERSION, self.example)
        Office.open(self.example).close()
        shutil.rmtree(folder / "example备份")
        self._count = 0
        shutil.copy(self.example, self.without_quarter)
        with Office.open(self.without_quarter) as office:
            self.forms = write_filled_forms(office, QUARTER, folder / "forms")
            with office.transaction("清空") as session:
                session.execute(
                    delete(ReportRecord).where(
                        ReportRecord.year == QUARTER.year, ReportRecord.quarter == QUARTER.number
                    )
                )

    def fresh(self, source: Path | None = None) -> Path:
        """A copy in a folder of its own."""
        self._count += 1
        folder = self.folder / f"trial{self._count}"
        folder.mkdir()
        return Path(shutil.copy(source or self.example, folder / "镇.jzdb"))

    def done_with(self, path: Path) -> None:
        shutil.rmtree(path.parent, ignore_errors=True)


def rows_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, as stored."""
    with contextlib.closing(sqlite3.connect(path)) as raw:
        names = [
            name
            for (name,) in raw.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            )
        ]
        return {name: sorted(raw.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr) for name in names}


def must(condition: object, what: object) -> None:
    """Fail a trial."""
    if not condition:
        raise AssertionError(what)


def must_be_sound(path: Path) -> None:
    """integrity_check, foreign_key_check, every value readable, every row as the journal says."""
    with Office.open(path) as office:
        must(office.problems() == [], office.problems())
    problems = examine(path)
    must(problems == [], problems)


def must_say(said: str, action: Callable[[], object]) -> str:
    """The action must fail with a Chinese sentence that holds one of the words."""
    try:
        action()
    except UserFacingError as error:
        must(any(word in str(error) for word in said.split("|")), f"{error} should say {said}")
        return str(error)
    raise AssertionError(f"nothing was said of {said}")


def kill_child(work: Callable[[Callable[[str], None]], None], after: float | None) -> list[str]:
    """Run ``work`` in a process of its own, kill it after so many seconds (None:
    let it end), return what it acknowledged.
    """
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            os.close(read)
            lock._held.clear()  # a fork remembers the locks of its parent
            work(lambda text: os.write(write, text.encode() + MESSAGES_END) and None)
            code = 0
        except BaseException as error:  # noqa: BLE001 - the parent tells
            os.write(write, f"!{type(error).__name__}: {error}\n".encode())
        finally:
            os._exit(code)
    os.close(write)
    if after is not None:
        time.sleep(after)
        os.kill(pid, signal.SIGKILL)
    with os.fdopen(read, "rb") as pipe:
        said = pipe.read().decode().splitlines()
    _, status = os.waitpid(pid, 0)
    if wrong := [line for line in said if line.startswith("!")]:
        raise AssertionError(wrong[0])
    must(os.WIFSIGNALED(status) or os.waitstatus_to_exitcode(status) == 0, f"child ended with {status}")
    return said


def duration_of(work: Callable[[Callable[[str], None]], None]) -> float:
    """How long ``work`` takes when nothing disturbs it."""
    began = time.monotonic()
    kill_child(work, None)
    return time.monotonic() - began
