"""The layers of the house: imports point down only, few modules know the engines, and none has grown out of hand."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest
from imprenta.languages import MESSAGES

PACKAGE = Path(__file__).resolve().parents[1] / "hooks" / "imprenta"

LAYERS = {
    # 0: what things are
    "model": 0,
    "diagnostics": 0,
    # 1: reading files
    "source": 1,
    "bounds": 1,
    "prose": 1,
    "metadata": 1,
    "records": 1,
    "readings": 1,
    "collection": 1,
    "imagefiles": 1,
    "keeping": 1,
    # 2: deciding, from the model alone. The fences' reading is what checks/fences judges by, and their HTML needs the
    # model and the languages only.
    "checks": 2,
    "fences": 2,
    "atlas": 2,
    "typography": 2,
    "languages": 2,
    "urls": 2,
    "translation": 2,
    "waivers": 2,
    # 3: making
    "pages": 3,
    "navigation": 3,
    "sitemap": 3,
    "fragments": 3,
    "figures": 3,
    "publishing": 3,
    "press": 3,
    "bindery": 3,
    "report": 3,
    "editions": 3,
    "compliance": 3,
    "catalogue": 3,
    "overview": 3,
    "glossary": 3,
    "offline": 3,
    "calendar_file": 3,
    "covers": 3,
    "motifs": 3,
    "pictures": 3,
    "webfonts": 3,
    "roomtext": 3,
    "furnishing": 3,
    "outline": 3,
    "pagekeeping": 3,
    "board": 3,
    "board_view": 3,
    "views": 3,
    "book": 3,
    "citation": 3,
    "machines": 3,
    "search": 3,
    "desk": 3,
    # 4: the edges, towards MkDocs, the terminal and the environment
    "handlers": 4,
    "engine": 4,
    "rendering": 4,
    "settings": 4,
    "schemas": 4,
    "cli": 4,
    "standing": 4,
    "conformance": 4,
    "changes": 4,
    "preview": 4,
}
"""Layer of each module, or of each package with all its modules."""

DATA = {"settings"}
"""Edges that others may see: a frozen record of what a person decided, which knows nothing itself."""

KNOW = {
    "mkdocs": {"handlers", "engine", "rendering"},
    "mkdocs_with_pdf": {"book.assemble"},
    "material": set(),
}
"""Who alone may import an engine that may go away."""

MAX_LINES = 400
MAX_FUNCTION = 50


def modules() -> dict[str, Path]:
    """Return every module of the package by its dotted name (without `imprenta.`)."""
    found = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        parts = file.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        if name:
            found[name] = file
    return found


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def layer(module: str) -> int:
    """Return a module's layer: its own, or its package's."""
    return LAYERS[module] if module in LAYERS else LAYERS[module.split(".")[0]]


def imports(file: Path) -> set[str]:
    """Return the dotted names that a module imports anywhere, those for type checkers alone left out."""
    skipped = {
        id(inner)
        for node in ast.walk(tree(file))
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    names: set[str] = set()
    for node in ast.walk(tree(file)):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import"
            names |= {f"{node.module}.{alias.name}" for alias in node.names} | {str(node.module)}
    return names


MODULES = modules()


def own_imports(name: str) -> set[str]:
    """Return the modules of the package that one of them imports."""
    found = set()
    for imported in imports(MODULES[name]):
        inner = imported.removeprefix("imprenta.")
        if inner != imported and inner in MODULES:
            found.add(inner)
    return found


def test_the_table_and_the_package_agree() -> None:
    tops = {name.split(".")[0] for name in MODULES}
    assert sorted(tops - set(LAYERS)) == [], "a new module needs a layer"
    assert sorted({name for name in LAYERS if "." not in name} - tops) == [], "the table names modules that are gone"


@pytest.mark.parametrize("name", MODULES)
def test_imports_point_down(name: str) -> None:
    if name.split(".")[0] not in LAYERS:
        pytest.skip("told by test_the_table_and_the_package_agree")
    up = {other for other in own_imports(name) if layer(other) > layer(name) and other not in DATA}
    assert sorted(up) == [], f"{name} is of layer {layer(name)}"


def test_no_module_imports_itself_in_a_circle() -> None:
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " -> ".join((*path[path.index(name) :], name))
        if name not in done:
            for other in sorted(own_imports(name)):
                # A package's own `__init__` re-exports its modules; that is no circle of reasons.
                if other != name and not name.startswith(f"{other}."):
                    visit(other, (*path, name))
            done.add(name)

    for name in MODULES:
        visit(name, ())


@pytest.mark.parametrize("engine", KNOW)
def test_few_know_the_engines(engine: str) -> None:
    knowing = {
        name
        for name, file in MODULES.items()
        if any(imported == engine or imported.startswith(f"{engine}.") for imported in imports(file))
    }
    assert knowing <= KNOW[engine]


def test_the_hook_file_only_imports_handlers() -> None:
    body = ast.parse((PACKAGE.parent / "main.py").read_text(encoding="utf-8")).body
    assert [type(node) for node in body] == [ast.Expr, ast.ImportFrom]
    assert isinstance(body[1], ast.ImportFrom) and body[1].module == "imprenta.handlers"


@pytest.mark.parametrize("name", MODULES)
def test_modules_and_functions_are_short(name: str) -> None:
    lines = len(MODULES[name].read_text(encoding="utf-8").splitlines())
    assert lines <= MAX_LINES, name
    long = {
        node.name: (node.end_lineno or 0) - node.lineno + 1
        for node in ast.walk(tree(MODULES[name]))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {function: size for function, size in long.items() if size > MAX_FUNCTION} == {}


@pytest.mark.parametrize("name", MODULES)
def test_no_language_is_named_in_the_code(name: str) -> None:
    """A third language is a matter of configuration and texts."""
    languages = {folder.name for folder in MESSAGES.iterdir() if folder.is_dir()}
    named = [
        node.lineno
        for node in ast.walk(tree(MODULES[name]))
        if isinstance(node, ast.Constant) and node.value in languages
    ]
    assert named == []


@pytest.mark.parametrize("name", MODULES)
def test_modules_say_what_they_are(name: str) -> None:
    assert ast.get_docstring(tree(MODULES[name])), name
