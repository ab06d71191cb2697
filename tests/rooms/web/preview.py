"""Renders every template with invented values, for the eye and for the tests. No page of the product uses it.

Usage: python -m tests.rooms.web.preview FOLDER  (then serve FOLDER beside the static files)
"""

import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace as Facts
from uuid import UUID, uuid5

from firstwall.authorities.types import (
    AuthorityFacts,
    DuePerson,
    ListChange,
    ListedRow,
    ListView,
    MandateFacts,
    OfficeFacts,
    PersonFacts,
)
from firstwall.cis.ending import EndingAlert
from firstwall.cis.types import AlertView, Content, Marks, MatchView, ToReview
from firstwall.kernel.refusal import FieldProblem
from firstwall.kernel.words import Category, Strand
from firstwall.law import tables
from firstwall.screening.types import (
    CandidateView,
    ComparedRow,
    Number,
    ReasonView,
    RunView,
    SightingBlocks,
    SightingView,
)
from firstwall.screening.types import Facts as Asked
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
from firstwall.supervision.types import AuditAnswer, EndedView, RetentionRunView, RetentionView, Verdict, Yearly
from firstwall.web import words
from firstwall.web.authorities.lists import drawn_rows, version_context
from firstwall.web.cis.keeping import keep_context
from firstwall.web.cis.matches import match_context
from firstwall.web.fields import FieldGroup, FormField, by_field, field_of, options_of
from firstwall.web.screening.balance import balance_of
from firstwall.web.supervision.audit import audit_context
from firstwall.web.supervision.ending import context_of, restricted_context
from firstwall.web.supervision.rights import lists_context, request_context, take_fields
from tests.rooms.web import preview_registers

NOW = datetime(2026, 11, 23, 14, 32, tzinfo=UTC)
_SPACE = UUID("6f1d6d1e-0000-4000-8000-000000000000")


def _id(name: str) -> UUID:
    return uuid5(_SPACE, name)


CUSTOMS = AuthorityFacts(_id("ee"), "EE-CUSTOMS", "Customs administration of Estonia", "customs", "EE")
OWNER = AuthorityFacts(_id("lt"), "LT-CUSTOMS", "Customs administration of Lithuania", "customs", "LT")
OFFICE = OfficeFacts(_id("narva"), CUSTOMS.id, "EE-NARVA", "Narva border post", "border_post", "EENAR")
PERSON = PersonFacts(_id("p"), "officer.narva", "M. Tamm", CUSTOMS, OFFICE, frozenset({("border_officer", "C")}), True)
MANDATE = MandateFacts(
    _id("m"),
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
NAMES = ["Стоян Георгиев Маринов", "Στογιάν Μαρίνοφ", "ستويان مارينوف"]
VALUES: dict[str, object] = {
    "names": NAMES,
    "birth_dates": ["1979-03-14"],
    "nationalities": ["BG"],
}
ALERT = AlertView(
    id=_id("alert"),
    reference="LT-D-2026-000318",
    strand=Strand.CRIMINAL,
    category=Category.PERSONS,
    owner_id=OWNER.id,
    office_id=None,
    is_own=True,
    state="active",
    version=2,
    title="Стоян Георгиев Маринов",
    marks=Marks("check", ("H1", "H2"), "B", "2"),
    content=Content(VALUES, "is_committing"),
    entered_on=date(2026, 3, 2),
    review_on=date(2027, 3, 2),
    last_day=date(2031, 3, 2),
    changed_at=NOW,
    is_narrowed=False,
)
ASKED = Asked("person", "Stoian G. Marinov", "1997-03-14", "BG", (Number("document", "641880215"),))
HIT = CandidateView(
    id=_id("hit"),
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
    id=_id("run"),
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
)
SIGHTING = SightingView(
    id=_id("sighting"),
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
ENTRY = Facts(
    id=_id("entry"),
    seq=41207,
    at=NOW,
    actor_id=_id("p"),
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
    _id("alert"),
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
    entry_id=_id("entry"),
    at=NOW,
    act="supervision.erase_alert",
    authority_id=OWNER.id,
    strand="C",
    alert_id=str(_id("alert")),
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
NEED_MISSING = FieldProblem(
    "need", "CIS-62", "D24 14", "An alert is kept longer for a need of this one case.", "Say why."
)
DAY = NOW.date()
ASKED = RequestRow(
    _id("request"), "EE-CUSTOMS-RTS-0A1B2C3D", CUSTOMS.id, Strand.CRIMINAL, ("access", "rectification"), State.GATHERED,
    DAY, DAY + timedelta(days=30), DAY + timedelta(days=14), "", "", None, None, True,
)  # fmt: skip
FOUND = HoldingView(
    _id("holding"), _id("alert"), OWNER.id, False, "discreet", 4.2, False, 2, 1, "yes", NOW, DAY + timedelta(days=14),
    Position.NONE, "", "", None, None, (Why.MEASURE, Why.WAITING), None,
)  # fmt: skip
OWN_FOUND = replace(
    FOUND, id=_id("holding2"), owner_id=CUSTOMS.id, is_own=True, is_past=True, asked_at=None, why_not=()
)
REQUEST = RequestView(
    ASKED,
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
    row=replace(ASKED, state=State.DECIDED, outcome="withheld", is_overdue=False),
    reason="Surveillance runs in case 7",
    holdings=(replace(FOUND, position=Position.SILENT, is_disclosed=False),),
)
QUESTION = AskedOfUs(
    _id("question"), _id("alert"), CUSTOMS.id, Strand.CRIMINAL, ("rectification",), "I was born on 18 May", NOW, DAY,
    Position.NONE, True,
)  # fmt: skip
LISTS = lists_context(
    requests=[ASKED, replace(ASKED, state=State.ANSWERED, is_overdue=False)],
    asked=[QUESTION, replace(QUESTION, position=Position.AGREES, is_late=False)],
    watched=[Watched(DECIDED.row, "Surveillance runs in case 7", ((OWNER.id, Position.OBJECTS, "A case is open"),))],
    names={CUSTOMS.id: CUSTOMS.name, OWNER.id: OWNER.name},
)
YEAR = Yearly(
    2026, ((str(CUSTOMS.id), "screening.check", "found", 12_345), ("", "supervision.close_day", "done", 300)), 124, 120,
    ((Verdict.LAWFUL, 118), (Verdict.UNLAWFUL, 2)), 3, 12,
)  # fmt: skip
AUDIT = (
    AuditAnswer("lists", "Current lists", ("Authority", "Purposes"), (("EE-CUSTOMS", "border_control, supply"),) * 2),
    AuditAnswer("past", "Entries past their limit", ("Alert",), (), "Out of reach from that day on."),
    AuditAnswer("fide", "FIDE entries without an act for a year", (), None, "Nothing is known."),
)
SIGNAL = Facts(
    label="Many more queries than usual",
    help="More than 3 times the own median day.",
    actor_name="M. Tamm",
    authority_name=CUSTOMS.name,
    entries=[Facts(entry=Facts(id=_id(f"e{n}"), reference="CASE-7", at=NOW), key=f"key-{n}") for n in range(2)],
    more=3,
)
NAMES_MISSING = FieldProblem("names", "RTS-02", "", "The name is missing.", "Write it as the paper has it.")
REASON_MISSING = FieldProblem("reason", "RTS-02", "", "The reason of this one case is missing.", "Write why.")
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


EUROJUST = AuthorityFacts(_id("ej"), "EUROJUST", "Eurojust", "eurojust", "")
AUTHORITY_NAMES = {one.id: one.name for one in (CUSTOMS, OWNER, EUROJUST)}
MATCH = MatchView(
    id=_id("match"),
    alert_id=_id("alert"),
    alert_reference="EE-C-D-2026-0007",
    alert_version=1,
    owner_id=CUSTOMS.id,
    agency_id=EUROJUST.id,
    found_at=NOW,
    purpose="investigation",
    reference="EJ-2026-11",
    state="open",
    reason="",
    conditions="",
    passing_on="",
    decided_at=None,
    is_mine_to_answer=True,
)
ANSWERED = replace(
    MATCH,
    state="conditions",
    reason="The case is before our court",
    conditions="No step before 1 May",
    decided_at=NOW,
    is_mine_to_answer=False,
)
PEOPLE = [
    DuePerson(_id(name), name, name, CUSTOMS.id, ("coordinator",), until, until <= NOW.date(), True, None)
    for name, until in (("ee.first", NOW.date()), ("ee.second", NOW.date() + timedelta(days=9)))
]
LISTED = ListedRow(CUSTOMS.id, ("b", "d"), ("supply", "investigation"), ("read", "enter", "use"))
CHANGE = ListChange(CUSTOMS.id, "wider", (replace(LISTED, categories=("b",)),), (LISTED,))
VERSION = ListView(
    id=_id("list"),
    strand="A",
    state_code="EE",
    number=2,
    rows=(LISTED,),
    reason="A new desk",
    in_force_from=NOW.date(),
    state="proposed",
    proposed_by=_id("p"),
    proposed_for=CUSTOMS.id,
    proposed_at=NOW,
    finding="",
    checked_for=None,
    checked_at=None,
    confirmed_at=None,
)


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
    Facts(
        strand=strand,
        entries=1_000_412,
        saved_at=NOW if is_shared else None,
        changed_since=17,
        followed_at=NOW,
        is_shared=is_shared,
        matcher="1/2026-11/1",
    )
    for strand, is_shared in (("C", True), ("A", False))
]


def pages() -> dict[str, tuple[str, dict]]:
    """File name, template and context of every page."""
    person = replace(
        HIT, id=_id("other"), state="same", decided_at=NOW, reason="document_seen", sighting_id=SIGHTING.id
    )
    page = Facts(first=1, last=2, total=2, previous_url="", next_url="?after=2")
    views = [Facts(url="?", label="Open", is_current=True), Facts(url="?", label="Decided", is_current=False)]
    answer = {"strand": "C", "kind": "1 alert", "candidates": [HIT], "too_many": True, **ORDERS["discreet"]}
    empty = {"strand": "A", "kind": "answered", "candidates": [], "too_many": False, **NOTHING}
    result = Facts(understood_as="person", facts=ASKED, number_check="none", repairs=())
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
    items = [
        Facts(entry=ENTRY, is_run=False, is_judged=False, key="k"),
        Facts(entry=Facts(**vars(ENTRY) | {"id": _id("run entry")}), is_run=True, is_judged=False, key="l"),
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
    fault = {
        "title": "The file was not taken",
        "sentence": "The file is not UTF-8 text.",
        "place": "line 3",
        "cure": "Save it as UTF-8.",
    }
    return {
        "signin": ("signin.html", outside | {"demo_groups": [Facts(title="Estonia", people=people)], "next": ""}),
        "enrol": ("enrol.html", outside | {"values": {}}),
        "mandate": ("mandate.html", {"fields": [replace(action, label="Role and purpose")], "next": ""}),
        "display": ("display.html", {}),
        "indexes": ("indexes.html", {"indexes": INDEXES}),
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
        "check-none": ("check.html", {"text": "412 XYB", "result": result, "answers": [empty], "more": more}),
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
        "retention": ("retention.html", context_of(RETENTION, {OWNER.id: OWNER.name}) | {"page": page}),
        "retention-stopped": ("retention.html", context_of(STOPPED, {}) | {"page": Facts(first=1, last=0, total=None)}),
        "restricted": ("restricted.html", restricted_context(replace(ALERT, state="restricted"), OWNER.name)),
        "audit": ("audit.html", audit_context(AUDIT, YEAR, [2026, 2025], {str(CUSTOMS.id): CUSTOMS.name})),
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
                "page": page,
                "can_stop": True,
                "line_errors": [
                    Facts(line=7, column=2, sentence="The line is not UTF-8 text.", cure="Save the file as UTF-8.")
                ],
            },
        ),
        "hits": ("hits.html", {"hits": [HIT, person], "views": views, "page": page, "first_open": HIT}),
        "hits-none": ("hits.html", {"hits": [], "views": views}),
        "hit-review": (
            "hit_review.html",
            {
                "hit": HIT,
                "balance": balance_of(HIT),
                "moves": ["same", "different", "unsure"],
                "order": ORDERS["discreet"],
                "next_id": _id("other"),
                "can_report": True,
                "undo_id": _id("x"),
                "reasons": list(words.DECISION_REASONS.items()),
            },
        ),
        "sighting-form": (
            "sighting_form.html",
            {"hit": HIT, "blocks": blocks, "order": ORDERS["discreet"], "citation": "D 6(1); R 28(1)"},
        ),
        "sightings": ("sightings.html", {"sightings": [SIGHTING], "views": views, "page": page}),
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
        "ledger": (
            "ledger.html",
            {
                "entries": [ENTRY, ENTRY],
                "filters": [FormField("from", "From", "date")],
                "page": page,
                "checkpoint": Facts(size=41207, at=NOW, root="c4f109ae7b2051d8aa"),
            },
        ),
        "ledger-person": ("ledger.html", {"entries": [ENTRY], "filters": [], "page": page, "person_name": "M. Tamm"}),
        "sample": ("sample.html", sample | {"signals": [SIGNAL]}),
        "sample-open": (
            "sample.html",
            {"day": NOW.date(), "draw": Facts(checkpoint=0), "state_text": words.DRAW_STATES["open"], "groups": []},
        ),
        "ledger-entry": (
            "ledger_entry.html",
            {"entry": ENTRY, "proof_holds": True, "details": [("Candidates", "1")], "personal": [("Asked", "Маринов")]},
        ),
        "matches": ("matches.html", {"matches": [MATCH, ANSWERED], "authority_names": AUTHORITY_NAMES}),
        "match": (
            "match.html",
            match_context(MATCH, {}, ()) | {"authority_names": AUTHORITY_NAMES, "can_answer": True},
        ),
        "match-desk": (
            "match.html",
            match_context(ANSWERED, {}, ()) | {"authority_names": AUTHORITY_NAMES, "can_use": True},
        ),
        "people": ("people.html", {"people": PEOPLE, "months": 3, "own_id": PEOPLE[1].id, "can_confirm": True}),
        "lists": (
            "lists.html",
            {
                "listed": Facts(day=NOW.date(), days=(NOW.date(),)),
                "rows": drawn_rows([LISTED], {CUSTOMS.id: CUSTOMS}),
                "changes": [],
                "against": NOW.date(),
                "versions": [VERSION],
                "strand": "A",
                "strands": ["C", "A"],
                "authority_names": {CUSTOMS.id: CUSTOMS.name},
                "can_propose": True,
                "fields": [],
            },
        ),
        "list-version": (
            "list_version.html",
            version_context(VERSION, (CHANGE,), {CUSTOMS.id: CUSTOMS}, (), {}) | {"can_check": True},
        ),
        "list-new": (
            "list_new.html",
            {
                "groups": [{"authority": CUSTOMS, "number": 0, "fields": []}],
                "fields": [],
                "problems": (),
                "strand": "C",
            },
        ),
        "accesses": ("accesses.html", {"fields": [FormField("since", "From")]}),
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
        "act": ("act.html", preview_registers.act()),
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
                    Facts(id=_id("t"), kind="other_use", conditions="For this case only", valid_until=NOW.date())
                ],
            },
        ),
        "nothing": ("nothing.html", {}),
        "fault": ("errors/fault.html", fault),
        "broken": ("errors/broken.html", fault),
        "words": ("words.html", {"glossary": words.GLOSSARY, "keys": words.KEYS}),
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
