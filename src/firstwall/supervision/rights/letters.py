"""The letter to the person and the pack it goes in: pure. Nothing in a letter's form tells what is withheld (RTS-06).

Two letters exist. One says that nothing can be communicated: it is the same, byte for byte, whether nothing is held or nothing
may be disclosed. The other lists what is disclosed, and is the same whether something else is withheld or not. What was asked
may shape a letter, since the person knows it; what is held may not.
"""

import html
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from firstwall.kernel.ids import canonical_json
from firstwall.law.loading import load
from firstwall.supervision.rights.types import Pack, Person

OTHERWISE = "en"
_NEITHER = ("citation", "mark")
# The days of files in a pack say nothing of when it was put together.
_STAMP = (1980, 1, 1, 0, 0, 0)
_STYLE = (
    "body{font:12pt/1.45 serif;max-width:42em;margin:2em auto;padding:0 1em}dt{font-weight:bold}h1{font-size:1.3em}"
)


@dataclass(frozen=True, slots=True)
class Disclosed:
    """One entry that is communicated: whose it is, and what it says, each value with its label."""

    supplier: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """All that a letter is made of."""

    authority: str
    supervisors: tuple[str, ...]
    reference: str
    day: date
    person: Person
    asks: tuple[str, ...]
    disclosed: tuple[Disclosed, ...] = ()
    # the answer to a check by the supervisor: one text, whatever was found (RTS-09)
    is_of_check: bool = False
    # national law does not permit the same letter for no data and for refusal, and this is a refusal
    says_refused: bool = False


def languages() -> tuple[str, ...]:
    """The languages in which a letter can be written."""
    return tuple(code for code in load("letters") if code not in _NEITHER)


def language_of(person: Person) -> str:
    """The person's language where there is a letter in it."""
    return person.language if person.language in languages() else OTHERWISE


def pack_of(letter: Letter) -> Pack:
    """Write the letter and the same as JSON, in one archive whose bytes depend on nothing else."""
    page, plain = written(letter), canonical_json(_plain(letter))
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        for name, content in (("letter.html", page.encode()), ("answer.json", plain)):
            archive.writestr(zipfile.ZipInfo(name, _STAMP), content)
    return Pack(f"{letter.reference}.zip", held.getvalue(), page)


def written(letter: Letter) -> str:
    """The letter as a page that prints."""
    words = _words(letter)
    to = "<br>".join(map(html.escape, (", ".join(letter.person.names), *letter.person.address.splitlines())))
    facts = ((words["reference"], letter.reference), (words["date"], letter.day.isoformat()))
    lines = "".join(f"<dt>{html.escape(name)}</dt><dd>{html.escape(value)}</dd>" for name, value in facts)
    texts = "".join(f"<p>{html.escape(text)}</p>" for text in _paragraphs(letter, words))
    held = "".join(_section(one, words) for one in letter.disclosed)
    watch = html.escape(f"{words['supervisor']}: {', '.join(letter.supervisors) or '-'}")
    return (
        f'<!doctype html><html lang="{language_of(letter.person)}"><head><meta charset="utf-8">'
        f"<title>{html.escape(words['title'])}</title><style>{_STYLE}</style></head><body>"
        f"<p>{html.escape(letter.authority)}</p><p>{html.escape(words['to'])}: {to}</p><dl>{lines}</dl>"
        f"<h1>{html.escape(words['title'])}</h1>{texts}{held}"
        f"<p>{html.escape(words['remedy'])}</p><p>{watch}</p></body></html>\n"
    )


def _paragraphs(letter: Letter, words: Mapping[str, str]) -> list[str]:
    if letter.is_of_check:
        return [words["checked"]]
    found = "refused" if letter.says_refused else "some" if letter.disclosed else "nothing"
    texts = [words["opening"], words[found]]
    if {"rectification", "erasure"} & set(letter.asks):
        texts.append(words["change"])
    if "check" in letter.asks:
        texts.append(words["check"])
    return texts


def _section(one: Disclosed, words: Mapping[str, str]) -> str:
    rows: Sequence[tuple[str, str]] = ((words["held_by"], one.supplier), *one.values)
    return "<dl>" + "".join(f"<dt>{html.escape(n)}</dt><dd>{html.escape(v)}</dd>" for n, v in rows) + "</dl>"


def _plain(letter: Letter) -> dict[str, object]:
    return {
        "reference": letter.reference,
        "date": letter.day.isoformat(),
        "authority": letter.authority,
        "asked": sorted(letter.asks),
        "text": _paragraphs(letter, _words(letter)),
        "data": [{"supplier": one.supplier, "values": [list(pair) for pair in one.values]} for one in letter.disclosed],
    }


def _words(letter: Letter) -> Mapping[str, str]:
    words: Mapping[str, str] = load("letters")[language_of(letter.person)]
    return words
