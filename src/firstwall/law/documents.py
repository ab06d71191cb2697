"""Identity papers (item 5 of set P): type, number, country, date and place of issue, and nothing else."""

from collections.abc import Mapping

from firstwall.kernel.sentences import N_, say
from firstwall.law.countries import read_country
from firstwall.law.reading import Unreadable, read_date, read_text, shown
from firstwall.law.rows import ChoiceRow

_CITED = ("D 4(2)(e); R 25(2)(e)", "S/T")
DOCUMENT_TYPES: tuple[ChoiceRow, ...] = (
    ChoiceRow("passport", N_("Passport"), *_CITED),
    ChoiceRow("identity_card", N_("Identity card"), *_CITED),
    ChoiceRow("driving_licence", N_("Driving licence"), *_CITED),
    ChoiceRow("other", N_("Other identity paper"), "D 4(2)(e); R 25(2)(e)", "choice"),
)
DOCUMENT_PARTS: tuple[str, ...] = ("type", "number", "country", "issued_on", "issued_at")
_TYPES = {row.code for row in DOCUMENT_TYPES}
LONGEST_NUMBER = 60


def read_document(raw: object) -> dict[str, str]:
    """Return one paper from a mapping or from a line `type; number; country; date; place` (the number is needed)."""
    parts = {str(key): value for key, value in raw.items()} if isinstance(raw, Mapping) else _from_line(raw)
    unknown = sorted(set(parts) - set(DOCUMENT_PARTS))
    if unknown:
        raise Unreadable(
            say(N_("An identity paper has no “%(part)s”."), part=shown(unknown[0])),
            N_("Give type, number, country, date and place of issue only."),
        )
    filled = {key: parts[key] for key in DOCUMENT_PARTS if parts.get(key) not in (None, "")}
    if "number" not in filled:
        raise Unreadable(N_("An identity paper needs its number."), N_("Give the number as printed."))
    return {"type": "other", **{key: _part(key, value) for key, value in filled.items()}}


def _part(key: str, value: object) -> str:
    if key == "country":
        return read_country(read_text(value, max_length=40))
    if key == "issued_on":
        return read_date(value)
    text = read_text(value, max_length=500 if key == "issued_at" else LONGEST_NUMBER)
    if key != "type":
        return text
    kind = text.lower().replace(" ", "_")
    if kind not in _TYPES:
        raise Unreadable(
            say(N_("“%(value)s” is not a kind of identity paper."), value=text),
            N_("Choose passport, identity_card, driving_licence or other."),
        )
    return kind


def _from_line(raw: object) -> dict[str, object]:
    """Read a line; a first part that is no type is taken as the number."""
    pieces = [piece.strip() for piece in read_text(raw, max_length=700).split(";")]
    if pieces and pieces[0].lower().replace(" ", "_") not in _TYPES:
        pieces.insert(0, "")
    if len(pieces) > len(DOCUMENT_PARTS):
        raise Unreadable(
            N_("This line has more parts than an identity paper."),
            N_("Write type; number; country; date of issue; place of issue."),
        )
    return dict(zip(DOCUMENT_PARTS, pieces, strict=False))


def line_of(document: Mapping[str, str]) -> str:
    """Write a paper as the line that `read_document` reads: the form's way of showing it."""
    return "; ".join(document.get(part, "") for part in DOCUMENT_PARTS).rstrip("; ")
