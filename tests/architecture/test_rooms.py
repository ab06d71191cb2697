"""The house as ARCHITECTURE.md draws it, held by checks: imports never go up, no room is called after a drawer."""

import ast
from pathlib import Path

import grimp
import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "firstwall"
DRAWERS = {"common", "core", "utils", "helpers", "misc", "shared"}


def modules() -> list[Path]:
    return [p for p in sorted(PACKAGE.rglob("*.py")) if "migrations" not in p.parts]


def test_import_contracts_hold():
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == EXIT_STATUS_SUCCESS


def chain_to_fide(graph: grimp.ImportGraph) -> tuple[str, ...] | None:
    """FIDE-03: the shortest way by which screening could reach the case-file index, or none."""
    if "firstwall.fide" not in graph.modules:
        return None
    sources = {m for m in graph.modules if m == "firstwall.screening" or m.startswith("firstwall.screening.")}
    targets = {m for m in graph.modules if m == "firstwall.fide" or m.startswith("firstwall.fide.")}
    for source in sorted(sources):
        for target in sorted(targets):
            if chain := graph.find_shortest_chain(source, target):
                return chain
    return None


def test_screening_never_reaches_fide_even_through_a_third_room():
    """Purpose limitation as a build failure (CIS-55d, FIDE-03)."""
    assert chain_to_fide(grimp.build_graph("firstwall", cache_dir=None)) is None


def test_the_fide_check_would_notice_a_way_through_a_third_room():
    graph = grimp.ImportGraph()
    for module in ("firstwall.screening", "firstwall.screening.services", "firstwall.cis", "firstwall.fide"):
        graph.add_module(module)
    graph.add_import(importer="firstwall.screening.services", imported="firstwall.cis")
    graph.add_import(importer="firstwall.cis", imported="firstwall.fide")
    assert chain_to_fide(graph) == ("firstwall.screening.services", "firstwall.cis", "firstwall.fide")


def test_no_package_is_a_drawer():
    named = {p.stem for p in modules()} | {p.parent.name for p in modules()}
    assert not named & DRAWERS


def test_every_room_says_what_it_is():
    for init in PACKAGE.glob("*/__init__.py"):
        if init.parent.name in {"migrations", "locale"}:
            continue
        doc = ast.get_docstring(ast.parse(init.read_text(encoding="utf-8")))
        assert doc and len(doc) > 80, f"{init.parent.name} does not open with what happens there"


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_import_hides_in_a_function(path: Path):
    """An import inside a function hides a wrong wall, unless a reason stands beside the line."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    lines = path.read_text(encoding="utf-8").splitlines()
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    reason = "#" in lines[node.lineno - 1] or "#" in lines[node.lineno - 2]
                    assert reason, f"{path.name}:{node.lineno} imports inside {function.name} without a reason"
