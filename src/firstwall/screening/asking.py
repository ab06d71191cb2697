"""From what an officer typed to a lawful question: recognised, with purpose and reference, not too wide. Pure."""

from dataclasses import dataclass, replace
from datetime import date

from firstwall.kernel.actor import Actor
from firstwall.kernel.refusal import Fault, Refusal
from firstwall.kernel.sentences import N_
from firstwall.law.reading import Unreadable, read_date
from firstwall.law.tables import PURPOSES
from firstwall.matching.identifiers import recognise
from firstwall.matching.types import Identifier, Query
from firstwall.screening.formats.mrz import Zone, read_zone
from firstwall.screening.rules import is_too_wide
from firstwall.screening.types import Facts, Number

LONGEST_TEXT = 500
_SEARCHING = {"lane", "case"}  # supplying alerts or supervising is no purpose for looking somebody up


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and how a typed text was understood: by scheme, check digit and likely readings."""

    facts: Facts
    understood_as: str
    number_check: str = "none"
    repairs: tuple[str, ...] = ()


def understood(text: str, *, today: date, reading: str = "") -> Question:
    """Take one typed text for a travel document's zone, plate, container, IMO, VIN, document or business number, or name.

    Args:
        text: what was typed or scanned.
        today: for years of two digits.
        reading: which of the repairs offered for it is meant (EXC-17).

    Raises:
        Fault: empty, longer than any name or number, or with a zero byte.
    """
    if not text.strip():
        raise Fault("empty", N_("Nothing was typed."), place="text", cure=N_("Type a name or a number."), status=422)
    if len(text) > LONGEST_TEXT or "\x00" in text:
        raise Fault(
            "too_long",
            N_("The text is too long for one check."),
            place="text",
            cure=N_("Send a file for many."),
            status=422,
        )
    if (zone := read_zone(text, today=today)) is not None:
        return _as_read(_of_zone(zone), reading)
    seen = recognise(text)
    if seen.scheme == "name":
        return Question(Facts(name=" ".join(text.split())), "name")
    number = Number(seen.scheme, seen.normalised, seen.country)
    question = Question(Facts(kind=str(seen.kind), numbers=(number,)), seen.scheme, seen.check, seen.repairs)
    return _as_read(question, reading)


def _as_read(question: Question, reading: str) -> Question:
    """The question with its number as the officer now reads it; any other number would be a question of its own."""
    if not reading:
        return question
    if reading not in question.repairs:
        sentence, cure = N_("This is no reading of what was typed."), N_("Type the number itself.")
        raise Fault("unknown_reading", sentence, place="reading", cure=cure, status=422)
    (number,) = question.facts.numbers
    facts = replace(question.facts, numbers=(replace(number, value=reading),))
    return replace(question, facts=facts, number_check="ok", repairs=())


def _of_zone(zone: Zone) -> Question:
    """A scanned document: whose it is, and its number; a wrong check digit is told, and nothing is left out for it."""
    numbers = (Number(zone.scheme, zone.number, zone.issuer),) if zone.number else ()
    facts = Facts("person", zone.name, zone.birth_date, zone.nationality, numbers)
    return Question(facts, "mrz", "failed" if zone.failed else "ok", zone.repairs)


def asked(facts: Facts) -> Question:
    """Take a structured question; its date of birth may be written as officers write one.

    Raises:
        Fault: the date cannot be read in one way: searched without it, the answer would mislead.
    """
    if not facts.birth_date:
        return Question(facts, "facts")
    try:
        return Question(replace(facts, birth_date=read_date(facts.birth_date)), "facts")
    except Unreadable as unread:
        raise Fault("bad_date", unread.sentence, place="birth_date", cure=unread.cure, status=422) from None


def require_purpose(actor: Actor) -> None:
    """SEC-21: no purpose, no search; and only a purpose under which searching is lawful."""
    row = PURPOSES.get(actor.purpose)
    if row is None or row.kind not in _SEARCHING:
        raise Refusal(
            "SEC-21",
            N_("Nothing was searched: this session has no purpose for searching."),
            article="LED Art. 25",
            cure=N_("Open a mandate for control at the border or for an investigation."),
        )


def is_in_lane(actor: Actor) -> bool:
    """Whether a shift at a post fixed purpose and reference for every check."""
    row = PURPOSES.get(actor.purpose)
    return row is not None and row.kind == "lane"


def require_reference(actor: Actor, facts: Facts, reference: str) -> None:
    """SEC-21: outside a lane a search by name needs a reference of its own, any other search at least the mandate's."""
    if is_in_lane(actor) or reference or (actor.reference and not facts.name):
        return
    raise Refusal(
        "SEC-21",
        N_("Nothing was searched: a search outside a lane needs its own reference."),
        article="LED Art. 25",
        cure=N_("Give the number of the case, declaration, vehicle or journey."),
        field="reference",
    )


def refuse_too_wide(facts: Facts) -> None:
    """SEC-22: a person is not looked for by initials or wildcards."""
    if not (facts.name or facts.numbers):
        raise Fault("empty", N_("Nothing was asked."), place="name", cure=N_("Give a name or a number."), status=422)
    if not facts.numbers and facts.kind in {"person", "any"} and is_too_wide(facts.name):
        raise Refusal(
            "SEC-22",
            N_("A search by initials or wildcards alone is refused for persons."),
            cure=N_("Write at least one name in full."),
            field="name",
        )


def query_of(facts: Facts) -> Query:
    """The question as the matching room takes it."""
    numbers = tuple(Identifier(n.scheme, n.value, n.country) for n in facts.numbers)
    return Query(facts.kind, facts.name, facts.birth_date, facts.country, numbers)


def terms_of(facts: Facts) -> list[str]:
    """The words by which a supervisor may later find this question, while the day's key lives (SEC-33)."""
    return [word for word in (facts.name, *(number.value for number in facts.numbers)) if word]
