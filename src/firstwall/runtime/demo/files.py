"""A few investigation files of invented people and firms in FIDE, so that an investigator's question finds somebody to ask."""

from dataclasses import dataclass
from datetime import timedelta

from firstwall.fide import queries, services
from firstwall.fide.types import FileGiven, Offence
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import utc_now
from firstwall.kernel.words import Strand
from firstwall.runtime.demo.sessions import on_duty

OFFENCES = (
    Offence("SMUG-1", "Smuggling on a large scale", custody_months=60),
    Offence("FRAUD-2", "Evasion of customs duties", custody_months=24, fine_eur=50_000),
)


@dataclass(frozen=True, slots=True)
class Example:
    """One file: the state, what it is of, its status and field."""

    state: str
    kind: str
    identity: dict[str, str | tuple[str, ...]]
    status: str
    subject: str
    number: int


EXAMPLES = (
    Example(
        "ee",
        "person",
        {
            "name": "Kuldsaar",
            "forenames": "Raivo",
            "birth_date": "1979-11-02",
            "nationality": "EE",
            "aliases": ("Kulla",),
        },
        "suspected",
        "tobacco",
        1,
    ),
    Example(
        "ee",
        "business",
        {"business_name": "Põhjatuul Logistics OÜ", "vat_number": "EE100999999", "address": "Sadama 5, Muuga"},
        "established",
        "undervaluation",
        2,
    ),
    Example(
        "lv",
        "person",
        {"name": "Dzelzkalns", "forenames": "Edgars", "birth_date": "1968-03-14"},
        "sanctioned",
        "alcohol_energy",
        1,
    ),
    Example(
        "ro",
        "person",
        {"name": "Vârtosu", "forenames": "Anca", "former_names": ("Lupescu",)},
        "suspected",
        "counterfeits",
        1,
    ),
    Example(
        "gr",
        "business",
        {"business_name": "Thalassa Bunkering SA", "excise_number": "GR000123456789"},
        "suspected",
        "tobacco",
        1,
    ),
)


def enter_files() -> None:
    """Give each state's list of offences and enter the examples. Every act has a key: a second call adds nothing."""
    for state in sorted({one.state for one in EXAMPLES}):
        with on_duty(f"{state}.coordinator", purpose="investigation") as coordinator:
            actor = coordinator.in_strand(Strand.CRIMINAL)
            if queries.offence_list(actor) is None:
                services.give_offences(actor, OFFENCES, key=f"demo:offences:{state}")
            for one in EXAMPLES:
                if one.state == state:
                    _enter(actor, one)


def _enter(actor: Actor, one: Example) -> None:
    number = f"{one.state.upper()}-INV-{one.number:03}"
    if any(row.file_number == number for row in queries.own_entries(actor)):
        return
    today = utc_now().date()
    given = FileGiven(
        kind=one.kind,
        identity=one.identity,
        status=one.status,
        subject=one.subject,
        file_number=number,
        contact=f"Investigation unit, {one.state.upper()}-UNIT",
        filed_on=today - timedelta(days=200),
        last_act_on=today - timedelta(days=20),
        offence_code=OFFENCES[0].code,
    )
    services.enter_file(actor, given, key=f"demo:{number}")
