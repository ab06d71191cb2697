"""Renders every template with invented values, for the eye and for the tests. No page of the product uses it.

Usage: python -m tests.rooms.web.preview FOLDER  (then serve FOLDER beside the static files)
"""

import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace as Facts

from firstwall.authorities.types import (
    MandateFacts,
)
from firstwall.cis.types import ToReview
from firstwall.kernel.refusal import FieldProblem
from firstwall.kernel.words import Category, Strand
from firstwall.law import tables
from firstwall.matching.thresholds import MATCHER_VERSION
from firstwall.runtime.checks.finding import Finding, State
from firstwall.screening.types import (
    CandidateView,
    ComparedRow,
    IndexState,
    Number,
    ReasonView,
    RunView,
    SightingBlocks,
    SightingView,
)
from firstwall.screening.types import Facts as Asked
from firstwall.seals.inventory import KEY_KINDS
from firstwall.web import glossary, words
from firstwall.web.cis.keeping import keep_context
from firstwall.web.fields import FieldGroup, FormField, by_field, field_of, options_of
from firstwall.web.screening.balance import balance_of
from tests.rooms.web import preview_access, preview_registers, preview_rights, preview_supervision
from tests.rooms.web.preview_parts import ALERT, CUSTOMS, NAMES, NOW, OFFICE, OWNER, PAGE, PERSON, VALUES, id_of
from tests.rooms.web.preview_supervision import ENDING, ENTRY

MANDATE = MandateFacts(
    id_of("m"),
    PERSON,
    ("C", "A"),
    "border_officer",
    "border_control",
    "",
    "Lane 4",
    "Day",
    NOW,
    NOW + timedelta(hours=3),
    True,
)
ASKED = Asked("person", "Stoian G. Marinov", "1997-03-14", "BG", (Number("document", "641880215"),))
ASKED_BOX = Asked("container", numbers=(Number("container", "CSQU3054384"),))
READINGS = [
    {"value": "CSQU3054383", "old": "4", "new": "3"},
    {"value": "DSQU3054384", "old": "C", "new": "D"},
    {"value": "CSQV3054384", "old": "", "new": ""},
]
HIT = CandidateView(
    id=id_of("hit"),
    strand=Strand.CRIMINAL,
    run_id=None,
    line=118,
    alert_id=ALERT.id,
    alert_reference=ALERT.reference,
    alert_version=2,
    alert_title=ALERT.title,
    owner_code=OWNER.code,
    owner_name=OWNER.name,
    category="d",
    category_label="Persons",
    action="discreet",
    action_label="Discreet surveillance",
    instruction="Act discreetly: nobody checked may learn of the alert.",
    is_discreet=True,
    handling=("H1",),
    score=1.8,
    probability=0.858149,
    grade="likely",
    facts=ASKED,
    state="open",
    revision=1,
    reason="",
    created_at=NOW - timedelta(hours=9),
    due_at=NOW + timedelta(hours=3),
    decided_at=None,
    remembered=False,
    alert_changed=False,
    sighting_id=None,
    place="Narva, lane 4",
    rows=(
        ComparedRow("names", "Names", ("Stoian G. Marinov",), tuple(NAMES), "near"),
        ComparedRow("birth_dates", "Date of birth", ("1997-03-14",), ("1979-03-14",), "other"),
        ComparedRow("documents", "Identity papers", ("641880215",), (), "not_known"),
    ),
    reasons=(
        ReasonView("verdict", "Probably the same: compare the details.", 1.8),
        ReasonView("for", "Family name equal after transliteration", 8.8),
        ReasonView("against", "Birth year differs, by two swapped digits", -2.1),
        ReasonView("silent", "The alert names no identity paper", 0),
        ReasonView("start", "Every pair begins here: of all pairs few are the same.", -4.9),
    ),
)
RUN = RunView(
    id=id_of("run"),
    strand=Strand.CRIMINAL,
    state="working",
    format="csv",
    purpose="border_control",
    reference="MANIFEST-2231",
    place="Narva",
    total_bytes=1000,
    done_bytes=640,
    lines=6412,
    parties=6400,
    candidates=3,
    errors=2,
    cancel_requested=False,
    threshold=0.7,
    accepted_at=NOW,
    started_at=NOW,
    finished_at=None,
    failure="",
    adapter="csv 0.1.0",
    media_type="text/csv",
    raw_bytes=1_048_576,
    sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
)
SIGHTING = SightingView(
    id=id_of("sighting"),
    alert_id=ALERT.id,
    alert_version=2,
    category="d",
    category_label="Persons",
    strand=Strand.CRIMINAL,
    owner_code=OWNER.code,
    owner_name=OWNER.name,
    reporter_code=CUSTOMS.code,
    reporter_name=CUSTOMS.name,
    office_name="Narva border post",
    action_asked="discreet",
    action_taken="sighting",
    blocks=SightingBlocks(True, "Narva, lane 4", "2026-11-23T14:26:00+00:00", route="To Riga", means="Lorry 412 XYB"),
    reported_at=NOW,
    acknowledged_at=None,
    outcome="",
    outcome_at=None,
    is_mine=True,
)
PROBLEMS = [
    FieldProblem(
        "birth_dates", "CIS-08", "2009/917/JHA Art. 4(2)(b)", "32 November does not exist.", "Write the day again."
    ),
    FieldProblem("ground", "CIS-17", "2009/917/JHA Art. 5(2)", "Say on which grounds.", ""),
]
NEED_MISSING = FieldProblem(
    "need", "CIS-62", "D24 14", "An alert is kept longer for a need of this one case.", "Say why."
)
ORDERS = {
    code: {"action": code, "heading": row.label, "sentence": row.orders, "citation": "2009/917/JHA Art. 5(1)"}
    for code, row in tables.ACTIONS.items()
}
NOTHING = {
    "action": "none",
    "heading": "No alert answers",
    "sentence": "No alert that this mandate may read looks like this. Go on as usual.",
    "citation": "",
}


def frame() -> dict:
    """What `firstwall.web.frame` gives to every page."""
    tasks = [
        Facts(url="/check", icon="check", label="Check", count=0, is_current=True),
        Facts(url="/hits", icon="eye", label="Hits to review", count=12, is_current=False),
        Facts(url="/files", icon="file", label="Traffic files", count=1, is_current=False),
    ]
    return {
        "demo": True,
        "node": "node-1",
        "now": NOW,
        "zone": "Europe/Tallinn",
        "look": {},
        "mandate": MANDATE,
        "person": PERSON,
        "purpose_label": "Control at the border",
        "can_check": True,
        "key": "k",
        "task_groups": [Facts(title="At the border", tasks=tasks)],
        "handling_labels": {code: row.label for code, row in tables.HANDLING.items()},
        "evaluation_labels": {code: row.label for part in tables.EVALUATION.values() for code, row in part.items()},
        "warning_labels": {code: row.label for code, row in tables.WARNING_CODES.items()},
    }


INDEXES = [
    IndexState(
        strand=strand,
        entries=1_000_412,
        saved_at=NOW if is_shared else None,
        saved_bytes=157_286_400 if is_shared else 0,
        changed_since=17,
        followed_at=NOW,
        is_shared=is_shared,
        matcher=MATCHER_VERSION,
    )
    for strand, is_shared in ((Strand.CRIMINAL, True), (Strand.ADMINISTRATIVE, False))
]


HEALTH = {
    "looked_at": NOW,
    "is_old": True,
    "findings": [
        ("Worker", Finding("worker", State.OK, "The process worker runs.")),
        ("Database", Finding("database", State.OK, "The database answers.")),
        (
            "Backup of the last minutes",
            Finding(
                "backup log", State.BAD, "A new base is owed.", "Say: ALTER SYSTEM SET max_slot_wal_keep_size = '8GB';"
            ),
        ),
        ("Certificate of the pages", Finding("certificate", State.WARN, "It ends in 3 days.", "Renew it.")),
        (
            "PostgreSQL",
            Finding("minor", State.WARN, "PostgreSQL 18.4 has known flaws.", "Install the newest minor version."),
        ),
        ("Disk", Finding("disk", State.BAD, "90 MB of the disk of /srv/firstwall are free (1 %).", "Make room.")),
    ],
    "can_drop": True,
    "reserve_mb": 256,
}


def pages() -> dict[str, tuple[str, dict]]:
    """File name, template and context of every page."""
    person = replace(
        HIT, id=id_of("other"), state="same", decided_at=NOW, reason="document_seen", sighting_id=SIGHTING.id
    )
    views = [Facts(url="?", label="Open", is_current=True), Facts(url="?", label="Decided", is_current=False)]
    answer = {"strand": "C", "kind": "1 alert", "candidates": [HIT], "too_many": True, **ORDERS["discreet"]}
    empty = {"strand": "A", "kind": "answered", "candidates": [], "too_many": False, **NOTHING}
    result = Facts(understood_as="person", facts=ASKED, number_check="none", repairs=())
    misread = Facts(understood_as="container", facts=ASKED_BOX, number_check="failed", repairs=("CSQU3054383",))
    more = [FormField("birth_date", "Date of birth", "date"), FormField("country", "Country", "country")]
    said: dict[str, list[str]] = {"names": NAMES, "birth_dates": ["32.11.1979"], "warning_codes": ["armed"]}
    problems = by_field(PROBLEMS)
    short = [field_of(row, said, problems, Strand.CRIMINAL) for row in tables.short_form(Category.PERSONS)]
    rest = [
        field_of(row, said, problems, Strand.CRIMINAL) for row in tables.fields_of(Category.PERSONS) if not row.short
    ]
    action = FormField(
        "action",
        "Suggested action",
        "choice",
        options=options_of(tables.actions_for(Category.PERSONS, Strand.CRIMINAL, True), ["check"]),
        required=True,
        is_group=True,
        cards=True,
    )
    ground = FormField(
        "ground",
        "Ground",
        "choice",
        options=options_of(tables.grounds_for(Strand.CRIMINAL), []),
        problem=problems["ground"],
        required=True,
        is_group=True,
    )
    facts = [
        Facts(label="Names", kind="names", values=VALUES["names"], citation="D 4(2)(a); R 25(2)(a)"),
        Facts(label="Date of birth", kind="dates", values=["1979-03-14"], citation=""),
        Facts(label="Nationalities", kind="countries", values=["BG", "EL"], citation=""),
    ]
    audience = Facts(sentence="Every designated authority whose list names this category.", citation="D 7(2)")
    alert = {
        "alert": ALERT,
        "tab": "overview",
        "category_label": "Persons",
        "owner": OWNER,
        "audience": audience,
        "can_amend": True,
        "can_keep": True,
        "can_withdraw": True,
        "shows_reports": True,
        "order": ORDERS["check"],
        "warning_codes": ["armed"],
        "warning_source": "judgment of 2024",
        "warning_citation": "2009/917/JHA Art. 4(2)(h)",
        "office_name": "",
        "sections": [Facts(title="Who", law="Closed list of eleven items", rows=facts)],
        "sightings": [SIGHTING],
        "versions": [
            Facts(
                version=1,
                act="entered",
                at=NOW,
                by_person=None,
                reason="",
                differences=[Facts(label="Names", before="", after="Маринов")],
            )
        ],
        "people": {},
        "readers": [CUSTOMS, OWNER],
        "reader_grounds": {"customs": "Designated by its state for direct access."},
    }
    blocks = [
        Facts(
            number=row.number,
            label=row.label,
            is_open=False,
            fields=[FormField(row.code, row.label, "prose", row.help)],
        )
        for row in tables.SIGHTING_BLOCKS
    ]
    boxes = [
        Facts(
            number=row.number,
            label=row.label,
            texts=["Narva, lane 4"] if row.number < 4 else [],
            is_half=row.number in {3, 4},
        )
        for row in tables.SIGHTING_BLOCKS
    ]
    waiting = {
        "hits": [HIT, person],
        "sightings": [SIGHTING],
        "runs": [RUN],
        "ledger_entries": [ENTRY],
        "reviews": [
            ToReview(ALERT.id, ENDING.reference, Strand.CRIMINAL, date(2026, 11, 2), date(2031, 12, 2), False),
            ToReview(ALERT.id, ENDING.reference, Strand.ADMINISTRATIVE, date(2026, 12, 2), date(2026, 12, 2), True),
        ],
        "review_count": 2,
        "owed": {"corrections": 2, "receipts": 1},
        "shows": Facts(hits=True, sightings=True, runs=True, ledger=True, check=False),
    }
    outside: dict[str, object] = {"mandate": None, "person": None, "task_groups": [], "can_check": False}
    labels = {
        "category_labels": {"d": "Persons"},
        "action_labels": {"check": "Specific check"},
        "owner_names": {OWNER.id: OWNER.name},
    }
    people = [
        Facts(login=role, name=name, main_role=role, office=OFFICE, authority=CUSTOMS)
        for role, name in [
            ("border_officer", "M. Tamm"),
            ("coordinator", "J. Kask"),
            ("investigator", "L. Saar"),
            ("supervisor", "K. Oja"),
        ]
    ]
    form = {
        "category": "d",
        "category_label": "Persons",
        "leading": [],
        "short": short,
        "marks": [action, ground],
        "more_groups": [FieldGroup("All other permitted fields", tuple(rest), True)],
        "review_on": date(2027, 11, 23),
        "last_day": date(2031, 11, 23),
        "personal_labels": [f.label for f in short],
        "personal_citation": "D 4(2)",
        "looked": True,
        "lookalikes": [ALERT],
        "is_new": True,
    }
    fault = {
        "title": "The file was not taken",
        "sentence": "The file is not UTF-8 text.",
        "place": "line 3",
        "cure": "Save it as UTF-8.",
    }
    return {
        **preview_rights.pages(),
        **preview_access.pages(),
        **preview_supervision.pages(),
        "signin": ("signin.html", outside | {"demo_groups": [Facts(title="Estonia", people=people)], "next": ""}),
        "enrol-code": ("enrol_code.html", outside),
        "enrol": ("enrol.html", outside | {"values": {}, "secret": "x"}),
        "mandate": ("mandate.html", {"fields": [replace(action, label="Role and purpose")], "next": ""}),
        "display": ("display.html", {}),
        "indexes": ("indexes.html", {"indexes": INDEXES}),
        "health": ("health.html", HEALTH),
        "keys": (
            "keys.html",
            {
                "rows": [{"kind": KEY_KINDS[0], "since": NOW, "command": "firstwall keys rotate kek"}],
                "others": [("tree", "SHA-256")],
            },
        ),
        "home": (
            "home.html",
            waiting
            | {
                "guide": [
                    Facts(text="Check a plate", url="/check", is_done=True, hint="412 XYB"),
                    Facts(text="Compare the hit", url="", is_done=False, hint=""),
                ]
            },
        ),
        "check": (
            "check.html",
            {
                "text": "Stoian G. Marinov",
                "result": result,
                "answers": [answer, empty],
                "more": more,
                "can_decide": True,
            },
        ),
        "check-none": (
            "check.html",
            {"text": "CSQU3054384", "result": misread, "readings": READINGS, "answers": [empty], "more": more},
        ),
        "alerts": (
            "alerts.html",
            labels
            | {
                "alerts": [ALERT, replace(ALERT, title="", is_own=False)],
                "can_enter": True,
                "filters": [
                    FormField("category", "Category", "choice", options=options_of(tables.CATEGORIES.values(), ["d"]))
                ],
                "next_url": "?after=1",
            },
        ),
        "alerts-none": ("alerts.html", labels | {"alerts": [], "filters": []}),
        "alert": ("alert.html", alert),
        "alert-attached": ("alert.html", alert | preview_registers.ATTACHED),
        "attach": ("act.html", preview_registers.ATTACH),
        "alert-history": ("alert.html", alert | {"tab": "history"}),
        "alert-access": ("alert.html", alert | {"tab": "access", "day_field": FormField("day", "On the day")}),
        "alert-reports": ("alert.html", alert | {"tab": "reports"}),
        "alert-category": (
            "alert_category.html",
            {
                "categories": [
                    Facts(code=row.code, label=row.label, url="/", why_not="") for row in tables.CATEGORIES.values()
                ]
            },
        ),
        "alert-form": ("alert_form.html", form),
        "alert-form-errors": ("alert_form.html", form | {"problems": PROBLEMS}),
        "alert-withdraw": (
            "alert_withdraw.html",
            {"alert": ALERT, "reader_count": 41, "reasons": list(words.WITHDRAWAL_REASONS.items())},
        ),
        "alert-keep": ("alert_keep.html", keep_context(ALERT, {}, ())),
        "alert-keep-errors": ("alert_keep.html", keep_context(ALERT, {"decision": "prolong"}, (NEED_MISSING,))),
        "files": (
            "files.html",
            {
                "runs": [RUN, replace(RUN, state="done")],
                "can_screen": True,
                "fields": [FormField("reference", "Reference")],
            },
        ),
        "file": (
            "file.html",
            {
                "run": RUN,
                "hits": [HIT],
                "page": PAGE,
                "can_stop": True,
                "line_errors": [
                    Facts(
                        unit="segment",
                        line=7,
                        column=2,
                        field="",
                        sentence="The line is not UTF-8 text.",
                        cure="Save the file as UTF-8.",
                    )
                ],
                "left_out": [
                    Facts(unit="segment", line=9, column=None, field="SGP", sentence="It occurs twice.", cure="")
                ],
            },
        ),
        "hits": ("hits.html", {"hits": [HIT, person], "views": views, "page": PAGE, "first_open": HIT}),
        "hits-none": ("hits.html", {"hits": [], "views": views}),
        "hit-review": (
            "hit_review.html",
            {
                "hit": HIT,
                "balance": balance_of(HIT),
                "moves": ["same", "different", "unsure"],
                "order": ORDERS["discreet"],
                "next_id": id_of("other"),
                "can_report": True,
                "undo_id": id_of("x"),
                "reasons": list(words.DECISION_REASONS.items()),
            },
        ),
        "sighting-form": (
            "sighting_form.html",
            {"hit": HIT, "blocks": blocks, "order": ORDERS["discreet"], "citation": "D 6(1); R 28(1)"},
        ),
        "sightings": ("sightings.html", {"sightings": [SIGHTING], "views": views, "page": PAGE}),
        "sighting": (
            "sighting.html",
            {
                "sighting": SIGHTING,
                "boxes": boxes,
                "action_asked_label": "Discreet surveillance",
                "can_acknowledge": True,
                "can_record_outcome": True,
                "outcomes": list(words.OUTCOMES.items()),
                "action_taken_label": "",
                "can_open_alert": True,
            },
        ),
        "refusal": (
            "refusal.html",
            {
                "refusal": Facts(
                    sentence="This desk reads and searches on the screen only.",
                    rule="CIS-32b",
                    article="2009/917/JHA Art. 11(5)",
                    cure="Sign in to the pages and search there.",
                )
            },
        ),
        "registers": ("registers.html", preview_registers.registers(CUSTOMS.id, OWNER.id)),
        "supervised": ("supervised.html", preview_registers.supervised(CUSTOMS.id, OWNER.id)),
        "act": ("act.html", preview_registers.act()),
        "rights-check": ("act.html", preview_rights.CHECK),
        "rights-question": ("act.html", preview_rights.QUESTION_PAGE),
        "alert-contested": (
            "alert.html",
            alert
            | {
                "alert": replace(ALERT, is_contested=True, is_blocked=True),
                "can_correct": True,
                "can_ask": True,
                "can_copy": True,
                "can_decide": True,
                "conditions": [
                    Facts(id=id_of("t"), kind="other_use", conditions="For this case only", valid_until=NOW.date())
                ],
            },
        ),
        "nothing": ("nothing.html", {}),
        "fault": ("errors/fault.html", fault),
        "broken": ("errors/broken.html", fault),
        "words": ("words.html", {"glossary": glossary.GLOSSARY, "keys": glossary.KEYS}),
        "accessibility": ("accessibility.html", {}),
    }


def main(folder: Path) -> None:
    """Write every page into the folder."""
    from django.template.loader import render_to_string

    folder.mkdir(parents=True, exist_ok=True)
    for name, (template, context) in pages().items():
        (folder / f"{name}.html").write_text(render_to_string(template, frame() | context))


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "firstwall.runtime.settings")
    django.setup()
    main(Path(sys.argv[1]))
