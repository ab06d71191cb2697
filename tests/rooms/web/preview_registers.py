"""The pages of the registers with invented values; `preview` puts them beside the others."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace as Facts
from uuid import UUID

from firstwall.cis.attaching_rules import ARTICLE, PEOPLE
from firstwall.cis.types import RegisterLine
from firstwall.kernel.refusal import FieldProblem
from firstwall.kernel.words import Strand
from firstwall.law.sharing import CORRECTION_KINDS
from firstwall.supervision.types import RegisterPage
from firstwall.web.cis.forms import ActPage, Button, Fact, Form
from firstwall.web.fields import Option
from firstwall.web.supervision.registers import registers_context
from tests.rooms.web.preview_parts import ALERT as VIEW
from tests.rooms.web.preview_parts import NOW, id_of

TODAY = NOW.date()
C = Strand.CRIMINAL
ALERT = "LT-CUSTOMS-CD-2026-000318"


def registers(own: UUID, other: UUID) -> dict:
    """The first page of the registers, with a line in each."""
    whose = {"alert_reference": ALERT, "owner_id": other, "authority_id": own}
    receipt = {"act": "erase", "held_as": "copy", "because": "clearance", "due_on": date(2026, 11, 20), "is_own": True}
    dispute = {"first_owner_id": other, "later_owner_id": own, "state": "referred", "opened_at": NOW}
    copy = {"system": "RISKA", "case_reference": "EE-INV-7", "state": "blocked", "review_on": TODAY}
    decision = {"body_name": "Riga Regional Court", "decided_on": TODAY, "state": "open", "outcome": ""}
    unit = {"name": "Risk unit", "system": "RISKA", "kind": "risk_management", "authority_id": own}
    return {
        "receipts": [(C, Facts(id=id_of("r"), **whose, **receipt))],
        "corrections": [(C, Facts(id=id_of("c"), **whose, state="open", due_on=date(2026, 11, 20)))],
        "decisions": [(C, Facts(id=id_of("d"), **whose, **decision))],
        "disputes": [(C, Facts(id=id_of("s"), **dispute))],
        "transfers": [(C, Facts(id=id_of("t"), **whose, recipient="Norwegian Customs, Oslo", state="asked", made=0))],
        "copies": [(C, Facts(id=id_of("k"), **whose, **copy))],
        "services": [(C, Facts(id=id_of("u"), **unit))],
        "shows_copies": True,
        "can_list": True,
        "can_register": True,
        "can_claim": True,
        "claims": [(C, Facts(id=id_of("m"), **whose, claimed_at=NOW, state="agreed"))],
        "authority_names": {own: "Customs administration of Estonia", other: "Customs administration of Lithuania"},
        "today": TODAY,
        "key": "k",
    }


def supervised(own: UUID, other: UUID) -> dict:
    """The supervisor's registers, with a contest to judge and a dispute that bears no reference."""
    whose = (C, ALERT, other, own)
    lines = (
        RegisterLine("contest", id_of("x"), *whose, "", "open", TODAY, None),
        RegisterLine("correction", id_of("c"), *whose, "factually_wrong", "open", TODAY, date(2026, 12, 1)),
        RegisterLine("dispute", id_of("s"), C, "", other, own, "", "referred", TODAY, date(2027, 5, 24)),
    )
    names = {own: "Customs administration of Estonia", other: "Customs administration of Lithuania"}
    return registers_context(RegisterPage(lines, 1, has_more=True), {"state": "open"}, names)


def act() -> dict:
    """A form with something wrong, and something to say beside it."""
    problem = FieldProblem(
        "evidence", "CIS-58", "D 13(3)", "A proposal gives its evidence.", "Say from where you know it."
    )
    form = Form({"kind": "factually_wrong", "what": "Born in 1981"}, [problem])
    page = ActPage(
        title="Propose a correction",
        about="Its supplier decides within five working days.",
        citation="D 13(3); R 32(3)",
        strand="C",
        facts=[
            Fact("Alert", ALERT, "link", "/"),
            Fact("Title", "Маринов Пётр"),
            Fact("Strand", "C", "strand"),
            Fact("Last day", TODAY, "day"),
            Fact("State", "open", "word", "correction_state"),
        ],
        fields=[
            form.choice("kind", "What is wrong", CORRECTION_KINDS.values()),
            form.text("what", "In words", "What it says, and what would be right.", long=True),
            form.text("evidence", "Evidence", "From where you know it.", long=True),
        ],
        buttons=[Button("propose", "Send it to the supplier", "primary"), Button("reject", "Reject it", "danger")],
        back="/",
        back_label=ALERT,
        notes=["You are on no list of analysts."],
    )
    return {"page": page, "problems": (problem,), "key": "k"}


PAPER = {"id": str(id_of("paper")), "name": "Route of the lorry, 3 May.pdf", "kind": "pdf", "size": 25_608}
ATTACHED = {
    "alert": replace(
        VIEW, content=replace(VIEW.content, attachments=(PAPER | {"sha256": "9f" * 32, "people": "within"},))
    ),
    "can_attach": True,
    "can_open": True,
    "attachment_labels": PEOPLE,
}
_ATTACH = Form(
    {"people": "within"}, [FieldProblem("file", "CIS-15", ARTICLE, "This PDF holds a picture.", "Send text.")]
)
ATTACH = {
    "page": ActPage(
        "Attach a file", "What is attached is part of the alert.", ARTICLE, "C", (Fact("Alert", VIEW.reference),),
        [
            _ATTACH.file("file", "File", "A PDF without pictures, at most 5 MiB, or plain text (.txt), at most 1 MiB."),
            _ATTACH.choice("people", "Persons in it", [Option(code, label) for code, label in PEOPLE.items()]),
            _ATTACH.choices("stays_within", "Statement of the supplier", [Option("yes", "I have read it.")]),
        ],
        [Button("attach", "Attach", "primary")], "/", VIEW.reference, home="alerts",
    ),
    "key": "k",
}  # fmt: skip
