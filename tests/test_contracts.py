"""The rules of the house that import-linter cannot say: doors between tabs, lazy imports, what a start loads.

The other rules, floors and rooms and who may use which library, are import contracts in ``pyproject.toml``.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "jingzhen_desktop"
NAME = "jingzhen_desktop"

TABS = sorted(face.parent.name for face in PACKAGE.glob("*/face.py") if face.parent.name != "office")
"""Folders that have a face; ``office.face`` is the shape all of them have."""

LONGEST_LINE = 110

HEAVY = (
    "openpyxl",
    "python_calamine",
    "reportlab",
    "fontTools",
    "docx",
    "lxml",
    "alembic",
    "PySide6.QtPdf",
    "PySide6.QtPdfWidgets",
    "PySide6.QtDBus",
)
"""Imported when first used: together they would double the time until the window stands."""

WINDOW_WITH_AN_OFFICE = f"""
from pathlib import Path
from PySide6.QtWidgets import QApplication
from {NAME}.desktop.window import MainWindow
from {NAME}.tabs import create_office
application = QApplication([])
path = Path(sys.argv[1])
create_office(path, {{}}).close()
window = MainWindow()
window.show_office(path)
window.show()
application.processEvents()
window.close_office()
"""

DOORS = {
    "values": {"face", "tab", "actions", "queries", "sheets", "papers", "figures", "rules", "values"},
    # pure, so that a sum or a match is written once
    "rules": {
        "actions",
        "queries",
        "sheets",
        "papers",
        "figures",
        "rules",
    },
    "queries": {"face", "tab", "actions", "queries", "sheets", "papers"},
    "actions": {"face", "tab", "actions"},
    "sheets": {"sheets"},
    "papers": {"papers"},
    "records": {"queries"},
}
"""Room of a lower tab → rooms of a tab above that may import it.
What is not named here is nobody else's business.
"""


@cache
def direct_imports() -> tuple[tuple[str, str], ...]:
    """Every import inside the package as (importer, imported), those inside functions too,
    those for types only not.
    """
    graph = grimp.build_graph(NAME, exclude_type_checking_imports=True, cache_dir=None)
    return tuple(
        (module, imported)
        for module in sorted(graph.modules)
        for imported in graph.find_modules_directly_imported_by(module)
    )


def circles(among: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """The groups of modules each of which leads back to itself through the others, as Tarjan finds them."""
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    path: list[str] = []
    found: list[list[str]] = []

    def visit(module: str) -> None:
        number[module] = lowest[module] = len(number)
        path.append(module)
        for imported in among.get(module, ()):
            if imported not in number:
                visit(imported)
                lowest[module] = min(lowest[module], lowest[imported])
            elif imported in path:
                lowest[module] = min(lowest[module], number[imported])
        if lowest[module] == number[module]:
            group = path[path.index(module) :]
            del path[path.index(module) :]
            if len(group) > 1:
                found.append(sorted(group))

    for module in among:
        if module not in number:
            visit(module)
    return found


def rooms(module: str) -> tuple[str, str]:
    """Split ``jingzhen_desktop.quarterly.papers.table`` into tab and room: (quarterly, papers)."""
    _, tab, room, *_ = [*module.split("."), "", ""]
    return tab, room


def sources() -> list[Path]:
    """Every Python file of the project."""
    return sorted(file for folder in ("src", "tests", "installer") for file in (ROOT / folder).rglob("*.py"))


def loaded_after(statements: str, *arguments: str) -> set[str]:
    """Run ``statements`` in a new interpreter and return the names of all modules it then holds."""
    code = f"import sys\n{statements}\nprint('\\n'.join(sys.modules))"
    result = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False, timeout=60
    )
    assert result.returncode == 0, result.stderr
    return set(result.stdout.split())


def test_the_tabs_are_found() -> None:
    assert {"organisation", "quarterly", "inspection", "publicity", "assessment", "annual"} <= set(TABS)


def test_tabs_use_one_another_only_by_their_doors() -> None:
    wrong = []
    for importer, imported in direct_imports():
        (tab, room), (other, door) = rooms(importer), rooms(imported)
        if tab in TABS and other in TABS and tab != other and room not in DOORS.get(door, set()):
            wrong.append(f"{importer} → {imported}")
    assert wrong == []


def test_no_files_import_one_another_in_a_circle() -> None:
    """Not by an import inside a function and not for types only either:
    what two files need from each other stands in a third.
    """
    graph = grimp.build_graph(NAME, cache_dir=None)
    among = {
        module: sorted(graph.find_modules_directly_imported_by(module)) for module in sorted(graph.modules)
    }
    assert circles(among) == []


def test_a_circle_would_be_found() -> None:
    assert circles({"a": ["b"], "b": ["c"], "c": ["b", "d"], "d": []}) == [["b", "c"]]


def test_only_its_face_makes_a_tabs_widget() -> None:
    edges = {(rooms(importer), rooms(imported)) for importer, imported in direct_imports()}
    widgets = {(tab, "tab") for tab in TABS}
    from_outside = {edge for edge in edges if edge[1] in widgets and edge[0] != edge[1]}
    assert from_outside == {((tab, "face"), (tab, "tab")) for tab in TABS}


@pytest.mark.parametrize("tab", TABS)
def test_a_face_imports_its_tab_only_when_asked(tab: str) -> None:
    module = ast.parse((PACKAGE / tab / "face.py").read_text(encoding="utf-8"))
    at_the_top = [
        node
        for node in module.body
        if isinstance(node, ast.ImportFrom) and node.module in {"tab", f"{NAME}.{tab}.tab"}
    ]
    assert at_the_top == []
    assert not any(
        alias.name == "tab"
        for node in module.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    )


def test_the_list_of_tabs_imports_faces_only() -> None:
    imported = {imported for importer, imported in direct_imports() if importer == f"{NAME}.tabs"}
    faces = {f"{NAME}.{tab}.face" for tab in TABS}
    assert faces <= imported
    assert all(rooms(name)[0] in {"office", "base"} for name in imported - faces)


def test_the_command_line_starts_without_qt_and_heavy_libraries() -> None:
    loaded = loaded_after(f"import {NAME}.cli, {NAME}.tabs")
    assert f"{NAME}.cli" in loaded
    assert {name.split(".")[0] for name in loaded} & {"PySide6", *HEAVY} == set()


def test_the_window_of_an_office_stands_without_heavy_libraries(office_path: Path) -> None:
    modules = ", ".join(f"{NAME}.{tab}.tab" for tab in TABS)
    loaded = loaded_after(f"import {modules}\n{WINDOW_WITH_AN_OFFICE}", str(office_path))
    assert {"PySide6.QtWidgets", f"{NAME}.annual.tab"} <= loaded
    assert loaded & set(HEAVY) == set()


def test_no_line_is_longer_than_agreed() -> None:
    """ruff counts a Chinese character as two columns; the agreement counts characters."""
    long = [
        f"{file.relative_to(ROOT)}:{number}"
        for file in sources()
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > LONGEST_LINE
    ]
    assert long == []


def test_a_package_is_no_second_door_to_its_modules() -> None:
    """What a module defines is imported from that module:
    a package's ``__init__`` holds its docstring at most.
    """
    full = [
        str(file.relative_to(ROOT))
        for file in PACKAGE.rglob("__init__.py")
        if file.parent != PACKAGE and len(ast.parse(file.read_text(encoding="utf-8")).body) > 1
    ]
    assert full == []


def test_a_column_that_writes_names_its_rows() -> None:
    """``Column[Activity](…, write=lambda …)``: only then does mypy surely look into the function."""
    unnamed = [
        f"{file.relative_to(ROOT)}:{call.lineno}"
        for file in PACKAGE.rglob("*.py")
        for call in calls_in(file)
        if any(given.arg == "write" and isinstance(given.value, ast.Lambda) for given in call.keywords)
        and not isinstance(call.func, ast.Subscript)
    ]
    assert unnamed == []


def test_a_verb_takes_values_not_the_names_of_fields() -> None:
    """A field named by a text is checked by nobody before it runs:
    a verb takes the value before and after.
    """
    untyped = [
        f"{file.relative_to(ROOT)}:{verb.lineno} {verb.name}"
        for file in PACKAGE.rglob("*.py")
        if "actions" in (file.stem, file.parent.name)
        for verb in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(verb, ast.FunctionDef) and not verb.name.startswith("_") and names_fields(verb)
    ]
    assert untyped == []


def names_fields(verb: ast.FunctionDef) -> bool:
    """Whether a function takes fields by their names, or something that may be anything."""
    given = [*verb.args.posonlyargs, *verb.args.args, *verb.args.kwonlyargs]
    types = [ast.unparse(one.annotation) for one in given if one.annotation is not None]
    return (
        verb.args.kwarg is not None
        or any(one.arg in {"field", "column", "key"} for one in given)
        or any({"object", "Any"} & set(re.findall(r"\w+", wanted)) for wanted in types)
    )


@pytest.mark.parametrize(
    "given", ["**fields: object", "field: str, text: str", "value: object", "values: Mapping[str, Any]"]
)
def test_a_verb_that_names_fields_would_be_found(given: str) -> None:
    (verb,) = ast.parse(f"def change(office: Office, {given}) -> None: ...").body
    assert isinstance(verb, ast.FunctionDef)
    assert names_fields(verb)


def test_what_comes_back_from_the_worker_goes_to_a_named_function() -> None:
    """A lambda hides whose it is, and whom a failure in it would meet; the work itself may be one."""
    hidden = [
        f"{file.relative_to(ROOT)}:{call.lineno}"
        for file in PACKAGE.rglob("*.py")
        for call in calls_in(file)
        if is_run_of_tasks(call) and any(isinstance(given, ast.Lambda) for given in call.args[3:])
    ]
    assert hidden == []


def test_a_hidden_callback_would_be_found() -> None:
    tree = ast.parse("self._desk.tasks.run(self, '读取', work, lambda found: self.show(found))")
    (call,) = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and is_run_of_tasks(node))
    assert isinstance(call.args[3], ast.Lambda)


def is_run_of_tasks(call: ast.Call) -> bool:
    """Whether it hands work to a task runner: ``….tasks.run(owner, label, work, done, failed)``."""
    func = call.func
    return isinstance(func, ast.Attribute) and func.attr == "run" and "tasks" in ast.unparse(func.value)


def calls_in(file: Path) -> list[ast.Call]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def test_only_the_listed_modules_read_in_plain_sql() -> None:
    """The list, with what each module is needed for, stands in ARCHITECTURE.md."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    section = text.split("### Plain SQL, the closed list")[1].split("\n### ")[0]
    listed = re.findall(r"^\| `(.+?)` \|", section, re.MULTILINE)
    doors = {"office/file.py", "office/plain.py"}
    importers = {importer for importer, imported in direct_imports() if imported == f"{NAME}.office.plain"}
    plain = {importer.removeprefix(f"{NAME}.").replace(".", "/") + ".py" for importer in importers}
    for file in PACKAGE.rglob("*.py"):
        if ".looking()" in file.read_text(encoding="utf-8"):
            plain.add(file.relative_to(PACKAGE).as_posix())
    assert len(listed) == len(set(listed))
    assert plain - doors == set(listed)


def test_no_module_offers_what_another_defines() -> None:
    """No list of names to be had from a module beside those it defines; mypy refuses the silent way."""
    offering = [
        str(file.relative_to(ROOT))
        for file in PACKAGE.rglob("*.py")
        if "__all__" in file.read_text(encoding="utf-8")
    ]
    assert offering == []


NAMES_TRIED = re.compile(
    r"\b(?:mkstemp|mkdtemp|NamedTemporaryFile|import tempfile)\b|\bTemporaryDirectory\([^)]*\bdir="
)


def test_a_temporary_name_is_asked_for_in_the_systems_own_folder_only() -> None:
    """Where a folder takes nothing, Python's tempfile tries thousands of names on Windows: minutes."""
    asking = [
        str(file.relative_to(ROOT))
        for file in PACKAGE.rglob("*.py")
        if NAMES_TRIED.search(file.read_text(encoding="utf-8"))
    ]
    assert asking == []


COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def nested_comprehensions(tree: ast.AST) -> list[int]:
    """The lines of comprehensions that hold another one, or run through two things at once."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, COMPREHENSIONS):
            inside = [one for one in ast.walk(node) if isinstance(one, COMPREHENSIONS)]
            if len(inside) > 1 or len(node.generators) > 1:
                found.append(node.lineno)
    return found


def test_no_comprehension_holds_another() -> None:
    nested = []
    for file in sorted(PACKAGE.rglob("*.py")):
        lines = nested_comprehensions(ast.parse(file.read_text(encoding="utf-8")))
        nested += [f"{file.relative_to(ROOT)}:{line}" for line in lines]
    assert nested == []


def test_a_nested_comprehension_would_be_found() -> None:
    assert nested_comprehensions(ast.parse("a = [b for b in c]\nd = [[e for e in f] for f in g]")) == [2]
    assert nested_comprehensions(ast.parse("a = {b for c in d for b in c}")) == [1]
