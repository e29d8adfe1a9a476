"""安装说明: one page that names every file of the stick, and says what the installers really take."""

from __future__ import annotations

import importlib.util
import re
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest
from pypdf import PdfReader

from jingzhen_desktop import __version__

INSTALLER = Path(__file__).resolve().parents[2] / "installer"


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"trial_{name}", INSTALLER / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def guide() -> ModuleType:
    return load("guide")


def letters(text: str) -> str:
    """What is left when layout is taken away."""
    return re.sub(r"[^\w]", "", text)


def test_all_of_it_stands_on_one_page(guide: ModuleType, tmp_path: Path) -> None:
    target = tmp_path / "新" / "安装说明.pdf"
    assert guide.main([str(target)]) == 0
    (page,) = PdfReader(BytesIO(target.read_bytes())).pages
    printed = letters(page.extract_text())
    assert letters(f"版本{__version__}") in printed
    for row in guide.ROWS:
        for text in row:
            assert letters(text) in printed, text


def test_a_second_page_is_refused(guide: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guide, "ROWS", guide.ROWS * 20)
    with pytest.raises(guide.GuideFault, match="应为一页"):
        guide.write(tmp_path / "安装说明.pdf")


def test_every_installer_of_the_stick_is_named(guide: ModuleType) -> None:
    said = "".join(text for row in guide.ROWS for text in row)
    for pattern in load("stick").KINDS:
        assert pattern in said or pattern.endswith(".pdf")


def test_the_switches_are_those_of_the_installer(guide: ModuleType) -> None:
    said = "".join(text for row in guide.ROWS for text in row)
    known = (INSTALLER / "windows/setup.nsi").read_text("utf-8")
    switches = set(re.findall(r"/(?:AllUsers|CurrentUser|No\w+)", said))
    assert switches == {"/AllUsers", "/CurrentUser", "/NoDesktop", "/NoAssociation"}
    assert all(f'"{switch}"' in known for switch in switches)
