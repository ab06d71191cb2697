"""Puts a table into the reference page, between the marks that bear its name. Pure but for `write`."""

from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "matching-figures.md"
HEAD = """# Matching figures

Every table is written by `python -m benchmarks.matching --write`; what they mean is told in `benchmarks/matching/README.md`.
"""


def with_table(page: str, name: str, text: str) -> str:
    """The page with this table in its place, or at the end when it is new."""
    start, end = f"<!-- begin {name} -->", f"<!-- end {name} -->"
    block = f"{start}\n{text.strip()}\n{end}"
    before, found, rest = page.partition(start)
    if not found:
        return f"{page.rstrip()}\n\n{block}\n"
    _, closed, after = rest.partition(end)
    if not closed:
        raise ValueError(f"{PAGE.name}: {start} has no {end}")
    return before + block + after


def write(name: str, text: str) -> None:
    """Renew one table of the page."""
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else HEAD
    PAGE.write_text(with_table(page, name, text), encoding="utf-8")
