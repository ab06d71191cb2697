"""What contradicts what, and what a decision asks of the supplier: pure decisions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from firstwall.cis.types import Content, Marks
from firstwall.kernel.refusal import Refusal
from firstwall.kernel.sentences import N_, say
from firstwall.law.tables import FIELDS

CORRECTING = "Decision 2009/917/JHA Art. 13(3); Regulation (EC) 515/97 Art. 32(3)"
CONFLICT = "Decision 2009/917/JHA Art. 13(4); Regulation (EC) 515/97 Art. 32(4)"
FINAL = "Decision 2009/917/JHA Art. 13(5); Regulation (EC) 515/97 Art. 32(5)"
CLEARED = "Regulation (EC) 515/97 Art. 45(4)"
ACTION = "action"
# kinds of field with one answer: two different ones contradict each other. Lists hold alternatives, prose holds nuances.
_SINGLE = {"country", "choice", "number", "money", "date", "moment"}
_CHANGES = {"amend", "supplement", "rectify"}


@dataclass(frozen=True, slots=True)
class Order:
    """One decision on an alert, as far as it asks for something."""

    order: str
    contradicts_another: bool = False


def contradictions(first: tuple[Content, Marks], later: tuple[Content, Marks]) -> tuple[str, ...]:
    """Return the codes in which a later entry contradicts an earlier one on the same subject, in content or action (CIS-59)."""
    before, after = first[0].values, later[0].values
    found = [code for code in FIELDS if code in before and code in after and _contradict(code, before, after)]
    return (*found, ACTION) if first[1].action != later[1].action else tuple(found)


def _contradict(code: str, before: Mapping[str, object], after: Mapping[str, object]) -> bool:
    kind, old, new = FIELDS[code].kind, before[code], after[code]
    if kind in _SINGLE:
        return old != new
    # dates of birth are alternatives of one person: without a common one they are of two
    return kind == "dates" and not set(_entries(old)) & set(_entries(new))


def _entries(value: object) -> Iterable[str]:
    return (value,) if isinstance(value, str) else tuple(value)  # type: ignore[arg-type]


def file_key(reference: str) -> str:
    """A file reference as it is compared: letters and digits alone, since each state writes the rest its own way."""
    return "".join(char for char in reference.casefold() if char.isalnum())


def names_another(named: str, files: Mapping[UUID, str], by: UUID) -> bool:
    """Tell whether the file that a decision says it contradicts is that of another decision on the alert (CIS-60)."""
    return bool(named) and any(file == named for number, file in files.items() if number != by)


def do_conflict(orders: Iterable[Order]) -> bool:
    """Tell whether final decisions on one alert conflict: then the supplier erases, whatever each of them orders (CIS-60)."""
    orders = list(orders)
    kinds = {"change" if one.order in _CHANGES else one.order for one in orders}
    return len(kinds) > 1 or any(one.contradicts_another for one in orders)


def must_erase(orders: Iterable[Order]) -> bool:
    """Tell whether nothing but erasing executes what is ordered."""
    orders = list(orders)
    return do_conflict(orders) or any(one.order == "erase" for one in orders)


def must_be_amended(*, version: int, version_before: int, rule: str, article: str) -> None:
    """Refuse to call done what the supplier has not done itself.

    Raises:
        Refusal: no version was added since.
    """
    if version <= version_before:
        raise Refusal(
            rule,
            N_("The alert still says what it said then."),
            article=article,
            cure=N_("Amend or withdraw it first; only its supplier can."),
            status=409,
        )


def must_have_escalated(escalates_on: date | None, day: date) -> None:
    """CIS-61: after six months before the Council-level body a party may go to the Court, and not earlier.

    Raises:
        Refusal: it was not referred, or the time is not over.
    """
    if escalates_on is not None and day >= escalates_on:
        return
    raise Refusal(
        "CIS-61",
        say(N_("The Court can be seized from %(day)s on."), day=escalates_on.isoformat())
        if escalates_on
        else N_("A dispute is first referred to the Council-level body."),
        article="Convention of 26 July 1995 Art. 27",
        cure=N_("Refer it first, and wait for the six months."),
        status=409,
    )
