"""The town of forty units, made once for all tests of this folder and copied for each."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from .town import make_town


@pytest.fixture(scope="session")
def made_town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("town") / "青石镇.jzdb"
    make_town(path).close()
    return path


@pytest.fixture
def town_file(made_town: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made_town, tmp_path))
