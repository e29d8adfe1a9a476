"""The set-up script: what it finds missing, what it says, when it leaves things alone,
and whether the lock is whole.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements.lock"


@pytest.fixture
def bootstrap() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bootstrap", ROOT / "installer" / "bootstrap.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def calls(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Every program the script would run; none is run, all succeed."""
    made: list[list[str]] = []

    def call(command: list[str], environment: dict[str, str] | None = None, **streams: int) -> int:
        made.append(list(command))
        return 0

    monkeypatch.setattr(bootstrap, "call", call)
    return made


@pytest.fixture
def project(bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder whose virtual environment seems to start."""
    for name in ("requirements.lock", "pyproject.toml"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    python = tmp_path / ".venv" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    python.parent.mkdir(parents=True)
    python.touch()
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    return tmp_path


def locked() -> dict[str, Requirement]:
    lines = (
        line for line in LOCK.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
    )
    return {canonicalize_name(requirement.name): requirement for requirement in map(Requirement, lines)}


def needed(name: str, extras: frozenset[str], seen: set[tuple[str, frozenset[str]]]) -> set[str]:
    """Return the names of all packages that ``name`` needs on this machine, and what those need."""
    if (name, extras) in seen:
        return set()
    seen.add((name, extras))
    found = {name}
    for line in importlib.metadata.requires(name) or []:
        requirement = Requirement(line)
        if requirement.marker is None or any(
            requirement.marker.evaluate({"extra": extra}) for extra in extras or {""}
        ):
            found |= needed(canonicalize_name(requirement.name), frozenset(requirement.extras), seen)
    return found


def test_the_lock_holds_every_package_in_one_exact_version() -> None:
    packages = needed("jingzhen-desktop", frozenset({"", "test"}), set()) - {"jingzhen-desktop"}
    assert {"pyside6-addons", "sqlalchemy", "grimp"} <= packages
    assert packages - locked().keys() == set()
    assert all(re.fullmatch(r"==[^,*]+", str(requirement.specifier)) for requirement in locked().values())


def test_the_lock_agrees_with_the_limits_of_pyproject() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for line in project["dependencies"] + project["optional-dependencies"]["test"]:
        requirement = Requirement(line)
        version = next(iter(locked()[canonicalize_name(requirement.name)].specifier)).version
        assert requirement.specifier.contains(version), line


def test_the_lock_names_no_place_to_download_from() -> None:
    assert "://" not in LOCK.read_text(encoding="utf-8")


def test_all_is_here_where_the_tests_run(bootstrap: ModuleType) -> None:
    assert bootstrap.missing_packages(for_tests=True) == []


def test_a_bare_machine_lacks_everything_by_name(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "LINUX", True)
    monkeypatch.setattr(
        bootstrap,
        "QT_LIBRARIES",
        {"libnosuchthing.so.7": "libnosuchthing7", "libnosuchother.so.1": "libnosuchthing7"},
    )
    monkeypatch.setattr(bootstrap, "FONT_FOLDERS", ("/nonexistent",))
    monkeypatch.setattr(bootstrap, "TEST_PROGRAMS", {"no-such-program": "no-such-package"})
    monkeypatch.setattr(bootstrap.importlib.util, "find_spec", lambda name: None)
    fonts = ["fonts-arphic-uming", "fonts-arphic-ukai", "fonts-wqy-zenhei", "fonts-noto-cjk"]
    assert bootstrap.missing_packages() == ["python3-venv", "libnosuchthing7", *fonts]
    assert bootstrap.missing_packages(for_tests=True) == [
        "python3-venv",
        "libnosuchthing7",
        *fonts,
        "no-such-package",
    ]


def test_other_fonts_do_for_the_program_but_not_for_the_tests(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("simsun.ttc", "simkai.ttf", "simhei.ttf", "msyh.ttc"):
        (tmp_path / name).touch()
    monkeypatch.setattr(bootstrap, "LINUX", True)
    monkeypatch.setattr(bootstrap, "QT_LIBRARIES", {})
    monkeypatch.setattr(bootstrap, "TEST_PROGRAMS", {})
    monkeypatch.setattr(bootstrap, "FONT_FOLDERS", (str(tmp_path),))
    assert bootstrap.missing_packages() == []
    assert bootstrap.missing_packages(for_tests=True) == list(bootstrap.FONT_PACKAGES)


def test_who_is_not_root_is_told_the_one_line_to_type(
    bootstrap: ModuleType,
    calls: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(bootstrap, "is_root", lambda: False)
    assert bootstrap.install_system_packages(["libegl1", "fonts-noto-cjk"]) == ["libegl1", "fonts-noto-cjk"]
    assert (
        "sudo apt-get install --yes --no-install-recommends libegl1 fonts-noto-cjk\n"
        in capsys.readouterr().out
    )
    assert calls == []


def test_root_installs_and_looks_again(
    bootstrap: ModuleType, calls: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "is_root", lambda: True)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(bootstrap, "missing_packages", lambda **_: ["fonts-noto-cjk"])
    assert bootstrap.install_system_packages(["libegl1", "fonts-noto-cjk"]) == ["fonts-noto-cjk"]
    assert [command[-1] for command in calls] == ["update", "fonts-noto-cjk"]


def test_tests_do_not_begin_while_something_is_missing(
    bootstrap: ModuleType, calls: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "missing_packages", lambda **_: ["fonts-noto-cjk"])
    monkeypatch.setattr(bootstrap, "is_root", lambda: False)
    assert bootstrap.main(["test"]) == bootstrap.ENVIRONMENT
    assert calls == []


def test_an_environment_is_left_alone_until_the_lock_changes(
    bootstrap: ModuleType, calls: list[list[str]], project: Path
) -> None:
    def installs() -> list[str]:
        return [command[-1] for command in calls if "install" in command]

    bootstrap.prepare_environment(extra="test")
    bootstrap.prepare_environment(extra="test")
    bootstrap.prepare_environment(extra="")  # what serves the tests serves the program
    assert installs() == [".[test]"]
    with (project / "requirements.lock").open("a", encoding="utf-8") as lock:
        lock.write("# renewed\n")
    bootstrap.prepare_environment(extra="")
    bootstrap.prepare_environment(extra="test")
    assert installs() == [".[test]", ".", ".[test]"]


def test_a_failed_installation_is_not_taken_for_done(
    bootstrap: ModuleType, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "call", lambda command, *_, **__: int("install" in command))
    assert bootstrap.main(["run", str(project)]) == bootstrap.ENVIRONMENT
    assert not (project / ".venv" / "bootstrap-stamp").exists()


@pytest.mark.parametrize(("display", "expected"), [("", ["--no-window"]), (":0", [])])
def test_run_opens_the_window_only_where_it_can_be_seen(
    bootstrap: ModuleType,
    calls: list[list[str]],
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    display: str,
    expected: list[str],
) -> None:
    monkeypatch.setattr(bootstrap, "LINUX", True)
    monkeypatch.setattr(bootstrap, "missing_packages", lambda **_: [])
    monkeypatch.setattr(bootstrap, "qt_fault", lambda *_: None)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", display)
    assert bootstrap.main(["run", str(project / "示例")]) == 0
    assert calls[-1][1:] == ["-m", "jingzhen_desktop", "demo", str(project / "示例"), *expected]


def test_one_failed_check_fails_the_whole_and_pytest_speaks_last(
    bootstrap: ModuleType, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def call(command: list[str], *_: Any, **__: Any) -> int:
        if "pytest" in command:
            sys.stdout.write("1 passed\n")
        return int("mypy" in command)

    monkeypatch.setattr(bootstrap, "call", call)
    monkeypatch.setattr(bootstrap, "missing_packages", lambda **_: [])
    monkeypatch.setattr(bootstrap, "qt_fault", lambda *_: None)
    assert bootstrap.main(["test"]) == bootstrap.CHECKS_FAILED
    output = capsys.readouterr().out
    assert "未通过：类型" in output
    assert output.splitlines()[-1] == "1 passed"


def test_qt_faults_are_seen_before_the_tests(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    result = SimpleNamespace(
        returncode=1, stderr=b"Traceback\nImportError: libEGL.so.1: cannot open shared object file\n"
    )
    monkeypatch.setattr(bootstrap.subprocess, "run", lambda *_, **__: result)
    assert (
        bootstrap.qt_fault(Path("python"), {}) == "ImportError: libEGL.so.1: cannot open shared object file"
    )


@pytest.mark.parametrize("arguments", [[], ["jump"], ["run", "a", "b"]])
def test_wrong_usage_is_explained_in_chinese(arguments: list[str]) -> None:
    script = ROOT / "installer" / "bootstrap.py"
    result = subprocess.run(
        [sys.executable, str(script), *arguments], capture_output=True, encoding="utf-8", check=False
    )
    assert result.returncode == 2
    assert "用法" in result.stdout
