"""The guards of ``conftest.py`` really guard: each is shown a test that must fail, and one that must not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

TRIALS = """\
from __future__ import annotations

import contextlib
import logging
import os
import socket
from pathlib import Path

import pytest


def test_unexpected_warning_in_the_log():
    logging.getLogger("trial").warning("beware")


def test_expected_warning_in_the_log(caplog):
    with caplog.at_level(logging.WARNING):
        logging.getLogger("trial").warning("beware")


def test_network_even_if_the_refusal_is_swallowed():
    with contextlib.suppress(OSError), socket.socket() as client:
        client.connect(("192.0.2.1", 80))


def test_own_machine():
    with socket.socket() as server, socket.socket() as client:
        server.bind(("127.0.0.1", 0))
        server.listen()
        client.connect(server.getsockname())


def test_skip():
    pytest.skip("no soffice")


def test_skip_for_another_system():
    pytest.skip("only on Windows")


def test_home_is_not_the_users():
    assert str(Path.home()) != os.environ["USERS_HOME"]
    assert not list(Path(os.environ["XDG_CONFIG_HOME"]).iterdir())


def shown(qtbot, model):
    from jingzhen_desktop.widgets.grid.view import Grid

    qtbot.addWidget(Grid(model, "表"))
    model.set_rows(["甲", "乙"])
    model.sort(0)
    model.set_filter("甲")


def columns():
    from jingzhen_desktop.widgets.grid.columns import Column

    return [Column("text", "文字", lambda row: row)]


def test_table_that_keeps_qts_rules(qtbot):
    from jingzhen_desktop.widgets.grid.model import GridModel

    shown(qtbot, GridModel(columns()))


def test_table_with_a_cell_beside_it(qtbot):
    from PySide6.QtCore import Qt
    from jingzhen_desktop.widgets.grid.model import GridModel

    class Hasty(GridModel):
        def flags(self, index):
            return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    shown(qtbot, Hasty(columns()))


def test_table_that_loses_a_row_in_silence(qtbot):
    from jingzhen_desktop.widgets.grid.model import GridModel

    class Forgetful(GridModel):
        def sort_by(self, sorting):
            self.layoutAboutToBeChanged.emit()
            self._rows.shown = self._rows.shown[:-1]
            self.layoutChanged.emit()

    shown(qtbot, Forgetful(columns()))
"""


def outcomes(folder: Path, **environment: str) -> dict[str, str]:
    """Run the trials under the project's ``conftest.py`` and return name → PASSED, FAILED,
    SKIPPED or ERROR.
    """
    (folder / "test_trials.py").write_text(TRIALS, encoding="utf-8")
    (folder / "pytest.ini").write_text(
        "[pytest]\nqt_api = pyside6\nqt_log_level_fail = WARNING\n", encoding="utf-8"
    )
    (folder / "conftest.py").write_bytes((ROOT / "tests/conftest.py").read_bytes())
    command = [sys.executable, "-m", "pytest", "-v", "test_trials.py"]
    usual = {
        name: value for name, value in os.environ.items() if name != "CI" and not name.startswith("PYTEST")
    }
    merged = {**usual, "USERS_HOME": str(Path.home()), **environment}
    result = subprocess.run(
        command, cwd=folder, env=merged, capture_output=True, encoding="utf-8", check=False, timeout=60
    )
    found: dict[str, str] = {}
    for line in result.stdout.splitlines():
        if line.startswith("test_trials.py::"):  # an error at teardown stands after the PASSED of the call
            name, outcome = line.removeprefix("test_trials.py::").split()[:2]
            found[name] = outcome
    assert found, result.stdout + result.stderr
    return found


def test_what_a_test_must_not_do_fails_it(tmp_path: Path) -> None:
    assert outcomes(tmp_path) == {
        "test_unexpected_warning_in_the_log": "ERROR",
        "test_expected_warning_in_the_log": "PASSED",
        "test_network_even_if_the_refusal_is_swallowed": "ERROR",
        "test_own_machine": "PASSED",
        "test_skip": "SKIPPED",
        "test_skip_for_another_system": "SKIPPED",
        "test_home_is_not_the_users": "PASSED",
        "test_table_that_keeps_qts_rules": "PASSED",
        "test_table_with_a_cell_beside_it": "FAILED",
        "test_table_that_loses_a_row_in_silence": "FAILED",
    }


def test_in_ci_a_skipped_test_is_not_green(tmp_path: Path) -> None:
    found = outcomes(tmp_path, CI="true")
    assert found["test_skip"] == "FAILED"
    assert found["test_skip_for_another_system"] == "SKIPPED"
