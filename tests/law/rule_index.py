"""Writes docs/law/rules.md, rule by rule the tests that hold it: `python -m tests.law.rule_index`.

A rule is named in the docstring of its test; one that no test names stands in `untested.toml`, with the reason.
"""

import ast
import re
import sys
import tomllib
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).parent
TESTS = HERE.parent
READ = ("architecture", "law", "rooms", "journeys")
WRITTEN = Path("docs/law/rules.md")
RULE = re.compile(r"\b(CIS|CSEC|EXC|FIDE|SEC|REL|CLK|LOG|RTS|AUD|GOV|X)-(\d+)([a-f]?)\b")
RANGE = re.compile(r"\b(CIS|CSEC|FIDE|SEC|REL|RTS|LOG|GOV|AUD|CLK)-(\d+)[a-f]? to \1-(\d+)")
HEAD = """# From rule to test

Written by `python -m tests.law.rule_index` from the docstrings of the tests; do not edit by hand.
The articles behind each rule stand in [tables.md](tables.md) and in the first words of each test's name.

| rule | tests |
| --- | --- |
"""


def render() -> str:
    """Return the document."""
    held = held_by_tests()
    lines = [f"| {_named(rule)} | {'<br>'.join(held[rule])} |" for rule in sorted(held)]
    lines += ["", "## Without a test of their own", "", "| rule | | why |", "| --- | --- | --- |"]
    lines += [f"| {numbers} | {state} | {why} |" for numbers, state, why in untested()]
    return HEAD + "\n".join(lines) + "\n"


def held_by_tests() -> dict[tuple[str, int, str], list[str]]:
    """The tests that name each rule."""
    held: dict[tuple[str, int, str], list[str]] = defaultdict(list)
    for path in sorted(path for folder in READ for path in (TESTS / folder).rglob("test_*.py")):
        for name, docstring in _tests_of(path):
            for rule in rules_in(docstring):
                held[rule].append(f"{path.stem}: {name}")
    return held


def untested() -> list[tuple[str, str, str]]:
    """Numbers, state and reason of the rules that no test names."""
    rows = tomllib.loads((HERE / "untested.toml").read_text(encoding="utf-8"))["rule"]
    return [(", ".join(row["numbers"].split()), row["state"], row["why"]) for row in rows]


def _named(rule: tuple[str, int, str]) -> str:
    return f"{rule[0]}-{rule[1]:02}{rule[2]}" if rule[0] != "X" else f"X-{rule[1]}"


def _tests_of(path: Path) -> list[tuple[str, str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        (node.name.removeprefix("test_"), ast.get_docstring(node) or "")
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]


def rules_in(docstring: str) -> set[tuple[str, int, str]]:
    found = {(series, int(number), letter) for series, number, letter in RULE.findall(docstring)}
    for series, first, last in RANGE.findall(docstring):
        found |= {(series, number, "") for number in range(int(first), int(last))}
    return found


if __name__ == "__main__":
    WRITTEN.write_text(render(), encoding="utf-8")
    sys.stdout.write(f"{WRITTEN} written\n")
