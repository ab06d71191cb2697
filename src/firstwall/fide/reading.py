"""From what was typed to an entry or a question that the law allows: every problem at once, each with its rule and cure. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from firstwall.fide.rules import ASKING, ENTERING, FileClock, first_day_gone
from firstwall.fide.types import FileGiven, Offence
from firstwall.kernel.refusal import FieldProblem, FieldRefused
from firstwall.kernel.sentences import N_, Label, say
from firstwall.kernel.words import Strand
from firstwall.law.countries import read_country
from firstwall.law.fide import KINDS, STATUSES, SUBJECTS, IdentityRow, identity_of, qualifies
from firstwall.law.reading import Unreadable, read_date, read_text

LONGEST_VALUE, MOST_VALUES, LONGEST_TEXT, LONGEST_REFERENCE = 200, 20, 500, 120
SEXES = ("M", "F", "X")


def read_identity(kind: str, said: Mapping[str, Any]) -> tuple[dict[str, str | tuple[str, ...]], list[FieldProblem]]:
    """Return the closed list's values in normal form, and every problem (FIDE-10, FIDE-11)."""
    if kind not in KINDS:
        wrong = FieldProblem(
            "kind", "FIDE-12", ENTERING, N_("An entry is of a person or of a business."), N_("Choose one.")
        )
        return {}, [wrong]
    rows = {row.code: row for row in identity_of(kind)}
    problems = [_outside(code) for code in said if code not in rows]
    found: dict[str, str | tuple[str, ...]] = {}
    for code, row in rows.items():
        values = []
        for one in _several(said.get(code, ())):
            try:
                values.append(_READ.get(code, _text)(one))
            except Unreadable as wrong:
                problems.append(FieldProblem(code, _rule(kind), row.citation, wrong.sentence, wrong.cure))
        values = [one for one in values if one]
        if len(values) > (MOST_VALUES if row.several else 1):
            problems.append(_too_many(row))
        elif values:
            found[code] = tuple(values) if row.several else values[0]
    return found, problems


def read_file(given: FileGiven, *, strand: Strand, state: str, offences: Iterable[Offence], today: date) -> FileGiven:
    """Return the file in normal form.

    Args:
        given: as it was typed.
        strand: decides between the list of offences and the relevance at Union level.
        state: the supplying state, whose law may shorten the periods.
        offences: the state's list in force.
        today: the day in UTC.

    Raises:
        FieldRefused: every problem, each with its rule.
    """
    identity, problems = read_identity(given.kind, given.identity)
    if not problems and not any(row.asks and row.code in identity for row in identity_of(given.kind)):
        problems.append(
            _problem(
                "name",
                "FIDE-08",
                N_("An entry names its person or business."),
                N_("Give a name, a date of birth or a registered number."),
            )
        )
    texts: dict[str, Any] = {}
    needed = {**_NEEDED, **({} if strand is Strand.CRIMINAL else _NEEDED_A)}
    for name, sentence in needed.items():
        try:
            texts[name] = read_text(getattr(given, name), max_length=LONGEST_TEXT)
        except Unreadable as wrong:
            problems.append(FieldProblem(name, "FIDE-08", ENTERING, wrong.sentence, wrong.cure))
            continue
        if not texts[name]:
            problems.append(_problem(name, "FIDE-07" if name in _NEEDED_A else "FIDE-08", sentence, N_("Give it.")))
    if given.status not in STATUSES:
        problems.append(
            _problem("status", "FIDE-09", N_("The status is suspected, established or sanctioned."), N_("Choose one."))
        )
    if given.subject not in SUBJECTS:
        problems.append(
            _problem(
                "subject",
                "FIDE-08",
                N_("The field that the file covers is not on the list."),
                N_("Choose one from the list."),
            )
        )
    problems += _ground_problems(given, strand, offences)
    problems += _day_problems(given, state, today)
    if problems:
        raise FieldRefused(problems)
    return replace(given, **{"union_relevance": "", "identity": identity, **texts})


def read_reference(said: str) -> str:
    """Return the number of the own file in which is asked.

    Raises:
        FieldRefused: no text that a ledger could hold.
    """
    try:
        return read_text(said, max_length=LONGEST_REFERENCE)
    except Unreadable as wrong:
        problem = FieldProblem("file_reference", "FIDE-04", ASKING, wrong.sentence, wrong.cure)
        raise FieldRefused([problem]) from None


def read_offences(given: Iterable[Offence]) -> tuple[Offence, ...]:
    """Return a state's list, or refuse what does not reach the threshold (FIDE-05).

    Raises:
        FieldRefused: an empty list, a code twice, an offence below the threshold.
    """
    problems: list[FieldProblem] = []
    seen: dict[str, Offence] = {}
    for number, one in enumerate(given, start=1):
        place = f"offences.{number}"
        try:
            code, label = _text(one.code), _text(one.label)
        except Unreadable as wrong:
            problems.append(_problem(place, "FIDE-05", wrong.sentence, wrong.cure))
            continue
        if not code or not label or len(code) > 40 or len(label) > LONGEST_VALUE or code in seen:
            problems.append(
                _problem(
                    place,
                    "FIDE-05",
                    N_("Each offence has a short code of its own and a name."),
                    N_("Correct the line."),
                )
            )
        elif not qualifies(custody_months=one.custody_months, fine_eur=one.fine_eur):
            sentence = N_("Neither twelve months of detention nor a fine of 15,000 euro: the offence does not qualify.")
            problems.append(_problem(place, "FIDE-05", sentence, N_("Take it off the list.")))
        else:
            seen[code] = replace(one, code=code, label=label)
    if not seen and not problems:
        problems.append(_problem("offences", "FIDE-05", N_("The list is empty."), N_("Name at least one offence.")))
    if problems:
        raise FieldRefused(problems)
    return tuple(seen.values())


def _ground_problems(given: FileGiven, strand: Strand, offences: Iterable[Offence]) -> list[FieldProblem]:
    if strand is Strand.ADMINISTRATIVE:
        if given.offence_code:
            return [
                _problem(
                    "offence_code",
                    "FIDE-07",
                    N_("This strand knows no list of offences."),
                    N_("Leave it out and say why it matters to the Union."),
                )
            ]
        return []
    if given.offence_code not in {one.code for one in offences}:
        return [
            _problem(
                "offence_code",
                "FIDE-06",
                N_("The offence is not on your state's list in force."),
                N_("Choose one from the list, or have the list amended first."),
            )
        ]
    return []


def _day_problems(given: FileGiven, state: str, today: date) -> list[FieldProblem]:
    if given.filed_on > today or given.last_act_on > today:
        place = "filed_on" if given.filed_on > today else "last_act_on"
        return [_problem(place, "FIDE-16", N_("This day has not come yet."), N_("Give the day as the file has it."))]
    if given.last_act_on < given.filed_on:
        return [
            _problem(
                "last_act_on",
                "FIDE-18",
                N_("The last act is before the day in the file."),
                N_("Correct one of the two."),
            )
        ]
    if given.status in STATUSES:
        gone = first_day_gone(FileClock(given.status, state, given.filed_on, given.last_act_on))
        if gone <= today:
            sentence = say(N_("By the law's periods this entry would have ended on %(day)s."), day=gone.isoformat())
            return [_problem("filed_on", "FIDE-16", sentence, N_("It is not entered any more."))]
    return []


def _problem(field: str, rule: str, sentence: str, cure: str) -> FieldProblem:
    return FieldProblem(field, rule, ENTERING, sentence, cure)


def _outside(code: str) -> FieldProblem:
    sentence = say(N_("“%(field)s” is not on the closed list of what identifies."), field=code[:40])
    return _problem(
        code[:40], "FIDE-10", sentence, N_("Leave it out: address, papers and the file's content stay in the file.")
    )


def _too_many(row: IdentityRow) -> FieldProblem:
    sentence = say(N_("“%(field)s” holds too many values."), field=Label(row.label))
    return FieldProblem(row.code, _rule(row.kind), row.citation, sentence, N_("Leave out what is least certain."))


def _rule(kind: str) -> str:
    return "FIDE-10" if kind == "person" else "FIDE-11"


def _several(said: object) -> tuple[object, ...]:
    return tuple(said) if isinstance(said, list | tuple) else (said,)


def _text(said: object) -> str:
    return read_text(said, max_length=LONGEST_VALUE)


def _day(said: object) -> str:
    text = _text(said)
    return read_date(text) if text else ""


def _country(said: object) -> str:
    text = _text(said)
    return read_country(text) if text else ""


def _sex(said: object) -> str:
    text = _text(said).upper()
    if text and text not in SEXES:
        raise Unreadable(N_("Sex is M, F or X."), N_("Choose one, or leave it out."))
    return text


_READ: Mapping[str, Callable[[object], str]] = {"birth_date": _day, "nationality": _country, "sex": _sex}
_NEEDED = {
    "file_number": N_("The number of the file is missing."),
    "contact": N_("The contact details of the authority that handles the file are missing."),
}
_NEEDED_A = {"union_relevance": N_("Say why the breach is of particular relevance at Union level.")}
