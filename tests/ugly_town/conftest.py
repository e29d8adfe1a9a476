"""The ugly towns, each made once a run with every paper, workbook and Word file of its year."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pytest

from jingzhen_desktop.filing.year import year_files
from jingzhen_desktop.office.file import Office

from ..finished import pdf_pages
from . import towns


@dataclass
class Year:
    """A town's file with what came out of its year: the bytes of each file by its name."""

    path: Path
    files: dict[str, bytes] = field(default_factory=dict)

    def named(self, *parts: str) -> list[str]:
        """The names in which all of some words occur."""
        return [name for name in self.files if all(part in name for part in parts)]

    def pages(self, *parts: str) -> list[str]:
        """The pages of the one PDF in whose name the words occur."""
        (name,) = self.named(*parts, ".pdf")
        return pdf_pages(self.files[name])

    def text(self, *parts: str) -> str:
        return "".join(self.pages(*parts))

    @cached_property
    def texts(self) -> dict[str, str]:
        """What every PDF says, by its name."""
        return {name: "".join(pdf_pages(data)) for name, data in self.files.items() if name.endswith(".pdf")}


def _made(folder: Path, make: Callable[[Path], Office]) -> Year:
    path = folder / "丑镇.jzdb"
    with make(path) as office:
        files = list(year_files(office, towns.YEAR, towns.SIGNED))
        return Year(path, {one.file.name: one.file.make() for one in files})


@pytest.fixture(scope="session")
def twelve(tmp_path_factory: pytest.TempPathFactory) -> Year:
    return _made(tmp_path_factory.mktemp("十二"), towns.make_twelve)


@pytest.fixture(scope="session")
def forty(tmp_path_factory: pytest.TempPathFactory) -> Year:
    return _made(tmp_path_factory.mktemp("四十"), towns.make_forty)


@pytest.fixture(scope="session")
def street(tmp_path_factory: pytest.TempPathFactory) -> Year:
    return _made(tmp_path_factory.mktemp("街道"), towns.make_street)
