"""The pages of who answers persons, with invented values; `preview` puts them beside the others."""

from dataclasses import replace
from datetime import timedelta

from firstwall.kernel.refusal import FieldProblem
from firstwall.kernel.words import Strand
from firstwall.supervision.rights.types import (
    AskedOfUs,
    HoldingView,
    Outcome,
    Position,
    RequestRow,
    RequestView,
    State,
    Watched,
    Why,
)
from firstwall.supervision.rights.types import Person as Asking
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
DECIDED = replace(
    REQUEST,
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
