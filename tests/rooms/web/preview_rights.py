"""The pages of who answers persons, with invented values; `preview` puts them beside the others."""

from dataclasses import replace
from datetime import timedelta

from firstwall.kernel.refusal import FieldProblem
from firstwall.kernel.words import Strand
from firstwall.law.rights import PROCEDURES
from firstwall.supervision.rights.types import (
    AskedOfUs,
    CheckView,
    HoldingView,
    Ordered,
    Outcome,
    Position,
    QuestionView,
    RemedyView,
    RequestRow,
    RequestView,
    State,
    Watched,
    Why,
)
from firstwall.supervision.rights.types import Person as Asking
from firstwall.web.cis.forms import Form
from firstwall.web.supervision.remedies import check_page, question_page
from firstwall.web.supervision.rights import lists_context, request_context, take_fields
from tests.rooms.web.preview_parts import CUSTOMS, NOW, OWNER, id_of

DAY = NOW.date()
TAKEN = RequestRow(
    id_of("request"), "EE-CUSTOMS-RTS-0A1B2C3D", CUSTOMS.id, Strand.CRIMINAL, ("access", "rectification"), State.GATHERED,
    DAY, DAY + timedelta(days=30), DAY + timedelta(days=14), "", "", None, None, True,
)  # fmt: skip
FOUND = HoldingView(
    id_of("holding"), id_of("alert"), OWNER.id, False, "discreet", 4.2, False, 2, 1, "yes", NOW, DAY + timedelta(days=14),
    Position.NONE, "", "", None, None, (Why.MEASURE, Why.WAITING), None,
)  # fmt: skip
OWN_FOUND = replace(
    FOUND, id=id_of("holding2"), owner_id=CUSTOMS.id, is_own=True, is_past=True, asked_at=None, why_not=()
)
REQUEST = RequestView(
    TAKEN,
    "document_seen",
    "LED 13-18",
    Asking(("Jaan Näidis",), "1980-05-17", "EE", ("KX1234567",), "Näidise 1\nTallinn", "en", "I was born on 18 May"),
    "",
    None,
    (FOUND, OWN_FOUND),
)
READY = replace(
    REQUEST,
    proposal=Outcome.PARTLY,
    holdings=(
        replace(FOUND, position=Position.OBJECTS, position_reason="A case is open", why_not=(Why.OBJECTION,)),
        OWN_FOUND,
    ),
)
ORDERED = Ordered("compensation", "court", "Riga Regional Court", "LV", DAY, "A-12/2026", "EUR 500 are to be paid")
REMEDY = RemedyView(id_of("remedy"), ORDERED, None, None, None, NOW, None, "open")
DECIDED = replace(
    REQUEST,
    remedies=(REMEDY,),
    row=replace(TAKEN, state=State.DECIDED, outcome="withheld", is_overdue=False),
    reason="Surveillance runs in case 7",
    holdings=(replace(FOUND, position=Position.SILENT, is_disclosed=False),),
)
QUESTION = AskedOfUs(
    id_of("question"), id_of("alert"), CUSTOMS.id, Strand.CRIMINAL, ("rectification",), "I was born on 18 May", NOW, DAY,
    Position.NONE, True,
)  # fmt: skip
LISTS = lists_context(
    requests=[TAKEN, replace(TAKEN, state=State.ANSWERED, is_overdue=False)],
    asked=[QUESTION, replace(QUESTION, position=Position.AGREES, is_late=False)],
    watched=[Watched(DECIDED.row, "Surveillance runs in case 7", ((OWNER.id, Position.OBJECTS, "A case is open"),))],
    names={CUSTOMS.id: CUSTOMS.name, OWNER.id: OWNER.name},
)
ASKED_BY_ANOTHER = QuestionView(
    id_of("check-question"), id_of("check"), TAKEN.reference, Strand.CRIMINAL, CUSTOMS.id, OWNER.id, OWNER.id, id_of("alert"),
    NOW, DAY + timedelta(days=30), "open", "", "", False,
)  # fmt: skip
LED = CheckView(
    id_of("check"), TAKEN.id, TAKEN.reference, Strand.CRIMINAL, CUSTOMS.id, NOW, DAY + timedelta(days=31), "open", "", "", None,
    (replace(ASKED_BY_ANOTHER, state="replied", finding="in_order", words="The ground stands in file 7"), ASKED_BY_ANOTHER),
)  # fmt: skip
LISTS |= {"questions": [ASKED_BY_ANOTHER], "led": [LED], "procedure": PROCEDURES[0]}
LISTS["watched"] = [*LISTS["watched"], replace(LISTS["watched"][0], can_check=True)]
_NAMES = {CUSTOMS.id: "Inspectorate of Estonia", OWNER.id: "Inspectorate of Lithuania"}
CHECK = {"page": check_page(LED, _NAMES, Form({}, ())), "problems": (), "key": "k"}
QUESTION_PAGE = {"page": question_page(ASKED_BY_ANOTHER, _NAMES, Form({}, ())), "problems": (), "key": "k"}
NAMES_MISSING = FieldProblem("names", "RTS-02", "", "The name is missing.", "Write it as the paper has it.")
REASON_MISSING = FieldProblem("reason", "RTS-02", "", "The reason of this one case is missing.", "Write why.")


def pages() -> dict[str, tuple[str, dict]]:
    """File name, template and context of each page."""
    return {
        "rights": (
            "rights.html",
            LISTS | {"shows": dict.fromkeys(("requests", "asked", "watched"), True), "can_take": True},
        ),
        "rights-new": ("rights_new.html", {"fields": take_fields({}, (), tuple(Strand)), "key": "k"}),
        "rights-new-errors": (
            "rights_new.html",
            {"fields": take_fields({}, (NAMES_MISSING,), tuple(Strand)), "problems": (NAMES_MISSING,), "key": "k"},
        ),
        "rights-request": ("rights_request.html", request_context(REQUEST, {OWNER.id: OWNER.name}, {}, ())),
        "rights-ready": ("rights_request.html", request_context(READY, {OWNER.id: OWNER.name}, {}, (REASON_MISSING,))),
        "rights-decided": ("rights_request.html", request_context(DECIDED, {OWNER.id: OWNER.name}, {}, ())),
    }
