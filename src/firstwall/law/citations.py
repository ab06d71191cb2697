"""Citations in short form (`D 4(2)(h); R 25(2)(h)`) and as an article a reader can look up."""

from dataclasses import dataclass
from functools import cache

from firstwall.kernel.words import Strand
from firstwall.law.loading import load

OWN_RULES = ("CIS-", "EXC-", "SEC-", "REL-", "CLK-", "RTS-")


@dataclass(frozen=True, slots=True)
class Instrument:
    """A legal instrument under its short name; `strand` is empty when it belongs to both or to neither."""

    code: str
    title: str
    strand: Strand | None


@cache
def instruments() -> dict[str, Instrument]:
    """Return the instruments by short name."""
    rows = load("instruments")["instrument"]
    return {
        row["code"]: Instrument(row["code"], row["title"], Strand(row["strand"]) if row["strand"] else None)
        for row in rows
    }


def parts_of(citation: str) -> list[tuple[Instrument | None, str]]:
    """Split a citation into (instrument, article); a rule of our own has no instrument."""
    parts: list[tuple[Instrument | None, str]] = []
    for part in (piece.strip() for piece in citation.split(";")):
        if part.startswith(OWN_RULES):
            parts.append((None, part))
            continue
        code, _, article = part.partition(" ")
        parts.append((instruments()[code], article))
    return parts


@cache
def articles_in_full(citation: str, strand: Strand | None = None) -> str:
    """Spell a citation out; with a strand, keep only what is law in that strand (if anything is)."""
    parts = parts_of(citation)
    if strand is not None:
        own = [(instrument, text) for instrument, text in parts if instrument is None or instrument.strand is strand]
        parts = own or parts
    return "; ".join(_spelled(instrument, article) for instrument, article in parts)


def _spelled(instrument: Instrument | None, article: str) -> str:
    if instrument is None:
        return article
    if not article:
        return instrument.title
    return f"{instrument.title}, {article if article.startswith('recital') else f'Art. {article}'}"
