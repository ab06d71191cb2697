"""The supervisor's pages with invented values; `preview` puts them beside the others."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace as Facts
from uuid import uuid4

from firstwall.cis.ending import EndingAlert
from firstwall.kernel.words import Strand
from firstwall.ledger.witnessing import Confirmed, Watch
from firstwall.supervision.types import AuditAnswer, EndedView, RetentionRunView, RetentionView, Verdict, Yearly
from firstwall.web import words
from firstwall.web.fields import FormField
from firstwall.web.supervision.audit import audit_context
from firstwall.web.supervision.ending import context_of, restricted_context
from firstwall.web.supervision.witnesses import witnesses_context
from tests.rooms.web.preview_parts import ALERT, CUSTOMS, NOW, OWNER, PAGE, id_of

ENTRY = Facts(
    id=id_of("entry"),
    seq=41207,
    at=NOW,
    actor_id=id_of("p"),
    actor_name="M. Tamm",
    authority_name=CUSTOMS.name,
    act="screening.check",
    act_label="check one person, business, means or thing",
    object_type="check",
    object_id="",
    purpose_label="Control at the border",
    reference="",
    result="done",
    strand="C",
    channel="page",
    role="border_officer",
    leaf_hash="c4f109ae7b2051d8",
)
ENDING = EndingAlert(
    id_of("alert"),
    "LT-CUSTOMS-CD-2021-000318",
    Strand.CRIMINAL,
    "d",
    OWNER.id,
    "active",
    date(2021, 12, 2),
    date(2026, 12, 2),
    date(2026, 12, 2),
)
ENDED = EndedView(
    entry_id=id_of("entry"),
    at=NOW,
    act="supervision.erase_alert",
    authority_id=OWNER.id,
    strand="C",
    alert_id=str(id_of("alert")),
    reference="LT-CUSTOMS-CD-2021-000301",
    category="d",
    reason="erase",
    article="D24 14; 2024/868 3",
    last_day=date(2026, 11, 23),
)
RUN_DONE = RetentionRunView(7, "run", "done", NOW, NOW, "", {"erased:cis_alert": 12, "erased:screening_candidate": 3})
RUN_STOPPED = RetentionRunView(8, "run", "stopped", NOW, NOW, "clock_jumped", {})
RETENTION = RetentionView(
    (ENDING, replace(ENDING, state="restricted")),
    True,
    (ENDED, replace(ENDED, reason="restrict")),
    1,
    True,
    (RUN_DONE,),
)
STOPPED = RetentionView((), False, (), 1, False, (RUN_STOPPED, RUN_DONE))
WATCH = Watch(
    (Confirmed("inspectorate.example/w1", "k", 41_207, NOW), Confirmed("node.example/w2", "l", 0, None, uuid4())), None
)
YEAR = Yearly(
    2026, ((str(CUSTOMS.id), "screening.check", "found", 12_345), ("", "supervision.close_day", "done", 300)), 124, 120,
    ((Verdict.LAWFUL, 118), (Verdict.UNLAWFUL, 2)), 3, 12,
)  # fmt: skip
AUDIT = (
    AuditAnswer("lists", "Current lists", ("Authority", "Purposes"), (("EE-CUSTOMS", "border_control, supply"),) * 2),
    AuditAnswer("past", "Entries past their limit", ("Alert",), (), "Out of reach from that day on."),
    AuditAnswer("fide", "FIDE entries without an act for a year", ("Entry",), (), "These had a finding."),
)
SIGNAL = Facts(
    label="Many more queries than usual",
    help="More than 3 times the own median day.",
    actor_name="M. Tamm",
    authority_name=CUSTOMS.name,
    entries=[Facts(entry=Facts(id=id_of(f"e{n}"), reference="CASE-7", at=NOW), key=f"key-{n}") for n in range(2)],
    more=3,
)


def pages() -> dict[str, tuple[str, dict]]:
    """File name, template and context of each page."""
    items = [
        Facts(entry=ENTRY, is_run=False, is_judged=False, key="k"),
        Facts(entry=Facts(**vars(ENTRY) | {"id": id_of("run entry")}), is_run=True, is_judged=False, key="l"),
        Facts(entry=ENTRY, is_run=False, is_judged=True, verdict=words.VERDICTS["lawful"], ground="A lane check."),
    ]
    lacking = [Facts(entry_id=ENTRY.id, lacks=words.AUTOMATED_FAULTS["feed"])]
    group = {"authority_name": CUSTOMS.name, "strand": "C", "interactive": 4121, "runs": 3, "automated": 61_400}
    sample = {
        "day": NOW.date(),
        "draw": Facts(seed=b"s", checkpoint=41207, committed_in=ENTRY.id, revealed_in=ENTRY.id),
        "state_text": words.DRAW_STATES["drawn"],
        "tone": "good",
        "groups": [Facts(**group, items=items, faults=lacking)],
        "verdicts": list(words.VERDICTS.items()),
    }
    return {
        "retention": ("retention.html", context_of(RETENTION, {OWNER.id: OWNER.name}) | {"page": PAGE}),
        "retention-stopped": ("retention.html", context_of(STOPPED, {}) | {"page": Facts(first=1, last=0, total=None)}),
        "restricted": ("restricted.html", restricted_context(replace(ALERT, state="restricted"), OWNER.name)),
        "audit": ("audit.html", audit_context(AUDIT, YEAR, [2026, 2025], {str(CUSTOMS.id): CUSTOMS.name})),
        "ledger": (
            "ledger.html",
            {
                "entries": [ENTRY, ENTRY],
                "filters": [FormField("from", "From", "date")],
                "page": PAGE,
                "checkpoint": Facts(size=41207, at=NOW, root="c4f109ae7b2051d8aa"),
            },
        ),
        "ledger-person": ("ledger.html", {"entries": [ENTRY], "filters": [], "page": PAGE, "person_name": "M. Tamm"}),
        "sample": ("sample.html", sample | {"signals": [SIGNAL]}),
        "sample-open": (
            "sample.html",
            {"day": NOW.date(), "draw": Facts(checkpoint=0), "state_text": words.DRAW_STATES["open"], "groups": []},
        ),
        "witnesses": ("witnesses.html", witnesses_context(replace(WATCH, alone_since=NOW - timedelta(days=3)))),
        "witnesses-none": ("witnesses.html", witnesses_context(Watch((), None))),
        "ledger-entry": (
            "ledger_entry.html",
            {"entry": ENTRY, "proof_holds": True, "details": [("Candidates", "1")], "personal": [("Asked", "Маринов")]},
        ),
    }
