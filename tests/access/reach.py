"""Which acts and which loaders a door can reach, read from the source alone: what the declared table is held against.

Every name of ours that a function mentions counts as reached, called or handed on; an act is a text that stands as an
argument of `lawful`, `may` or `require`. `is_permitted` only shows or hides a button and counts for nothing.
"""

import ast
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path

DECIDERS = {"lawful", "may", "require"}
# how acts are framed, and how a call finds its mandate: the same for every door
NOT_FOLLOWED = {
    "firstwall.api.identity",
    "firstwall.authorities.acting",
    "firstwall.authorities.permissions",
    "firstwall.cli.identity",
    "firstwall.web.guard",
}


@dataclass
class Module:
    """One file: what its names mean, and the bodies of its functions and classes."""

    names: dict[str, str] = field(default_factory=dict)
    bodies: dict[str, ast.AST] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)


@cache
def read(name: str) -> Module:
    """Read one module of ours."""
    spec = find_spec(name)
    module = Module()
    if spec is None or spec.origin is None:
        return module
    for node in ast.parse(Path(spec.origin).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("firstwall"):
            module.names |= {one.asname or one.name: f"{node.module}.{one.name}" for one in node.names}
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            module.bodies[node.name] = node
        elif isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.AST):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                _keep(module, target, node.value)
    return module


def _keep(module: Module, target: ast.AST, value: ast.AST) -> None:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for one, held in zip(target.elts, value.elts, strict=False):
            _keep(module, one, held)
    elif isinstance(target, ast.Name) and isinstance(value, ast.Constant) and isinstance(value.value, str):
        module.texts[target.id] = value.value
    elif isinstance(target, ast.Name):
        module.bodies[target.id] = value


@cache
def is_module(name: str) -> bool:
    """Whether a dotted name is a module of ours."""
    try:
        return find_spec(name) is not None
    except (ModuleNotFoundError, AttributeError):
        return False


def meaning(name: str) -> tuple[str, str]:
    """The module and the name in it behind a dotted name, through re-exports."""
    module, _, rest = name.rpartition(".")
    seen = read(module) if is_module(module) else Module()
    if rest in seen.names and seen.names[rest] != name:
        return meaning(seen.names[rest])
    return module, rest


def text_of(node: ast.AST, module: str) -> str:
    """The text that an argument stands for, when it is one."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    dotted = resolve(node, module)
    if not dotted:
        return ""
    where, what = meaning(dotted)
    other = read(where).bodies.get(what)
    if isinstance(other, ast.Name | ast.Attribute):  # the same act under another name
        return text_of(other, where)
    return read(where).texts.get(what, "")


def resolve(node: ast.AST, module: str) -> str:
    """The dotted name behind `name` or `name.attribute`, when it is ours."""
    if isinstance(node, ast.Name):
        held = read(module)
        return held.names.get(node.id) or (
            f"{module}.{node.id}" if node.id in held.bodies or node.id in held.texts else ""
        )
    if isinstance(node, ast.Attribute):
        start = resolve(node.value, module)
        return f"{start}.{node.attr}" if start and is_module(start) else ""
    return ""


@dataclass(frozen=True)
class Reach:
    """All that can be reached from one door."""

    acts: frozenset[str]
    functions: frozenset[str]


@cache
def reach(module: str, name: str) -> Reach:
    """Follow every mention from here."""
    acts: set[str] = set()
    seen: set[tuple[str, str]] = set()
    waiting = [(module, name)]
    while waiting:
        here = waiting.pop()
        if here in seen or here[0] in NOT_FOLLOWED:
            continue
        seen.add(here)
        body = read(here[0]).bodies.get(here[1])
        for node in ast.walk(body) if body is not None else ():
            if isinstance(node, ast.Call) and _called(node) in DECIDERS:
                acts |= {text for one in node.args[1:2] if "." in (text := text_of(one, here[0]))}
            if dotted := resolve(node, here[0]):
                waiting.append(meaning(dotted))
    return Reach(frozenset(acts), frozenset(f"{a}:{b}" for a, b in seen))


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""
