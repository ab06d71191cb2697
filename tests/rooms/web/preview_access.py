"""The pages of matches, lists and people, with invented values; `preview` puts them beside the others."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace as Facts

from firstwall.authorities.large_exports import LargeExport
from firstwall.authorities.service_accounts import ServiceView
from firstwall.authorities.signing_in.passkeys import PasskeyView
from firstwall.authorities.staff import AccountView, ProposalView
from firstwall.authorities.types import (
    AuthorityFacts,
    DuePerson,
    ListChange,
    ListedRow,
    ListView,
)
from firstwall.cis.types import MatchView
from firstwall.web.authorities.lists import drawn_rows, version_context
from firstwall.web.cis.matches import match_context
from firstwall.web.fields import FormField
from tests.rooms.web.preview_parts import CUSTOMS, NOW, OWNER, id_of

EUROJUST = AuthorityFacts(id_of("ej"), "EUROJUST", "Eurojust", "eurojust", "")
AUTHORITY_NAMES = {one.id: one.name for one in (CUSTOMS, OWNER, EUROJUST)}
MATCH = MatchView(
    id=id_of("match"),
    alert_id=id_of("alert"),
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
    DuePerson(id_of(name), name, name, CUSTOMS.id, ("coordinator",), until, until <= NOW.date(), True, None)
    for name, until in (("ee.first", NOW.date()), ("ee.second", NOW.date() + timedelta(days=9)))
]
LISTED = ListedRow(CUSTOMS.id, ("b", "d"), ("supply", "investigation"), ("read", "enter", "use"))
CHANGE = ListChange(CUSTOMS.id, "wider", (replace(LISTED, categories=("b",)),), (LISTED,))
VERSION = ListView(
    id=id_of("list"),
    strand="A",
    state_code="EE",
    number=2,
    rows=(LISTED,),
    reason="A new desk",
    in_force_from=NOW.date(),
    state="proposed",
    proposed_by=id_of("p"),
    proposed_for=CUSTOMS.id,
    proposed_at=NOW,
    finding="",
    checked_for=None,
    checked_at=None,
    confirmed_at=None,
)


PROPOSAL = ProposalView(
    id_of("proposal"), id_of("ee.first"), "Mari Maasikas", "grant", "administrator", ("C", "A"), None,
    id_of("p"), "Jaan Tamm", NOW, False,
)  # fmt: skip
LARGE_EXPORT = LargeExport(
    id_of("export"), "supervision.export_ledger", "2026-01-01/- CA", 4200, "Odile Marchetti", NOW, is_mine=False
)
ACCOUNT = AccountView(
    id=id_of("ee.first"), login="ee.first", name="Mari Maasikas", kind="person", office="Narva border post",
    roles=(("coordinator", "C"), ("coordinator", "A")), is_active=True, leaves_on=None, confirmed_until=NOW.date(),
    passkeys=1, identities=1, sessions=2, needs_two=False, is_self=False, proposals=(PROPOSAL,),
)  # fmt: skip
SERVICE = ServiceView(
    id_of("token"), "ee.gate", "Gate at Narva", ("border_officer",), ("screening.check",), ("border_control",),
    ("10.1.0.0/16",), NOW, False,
)  # fmt: skip
CODES = Facts(password="ABCD-EFGH-JKLM", secret="JBSW" * 8, address="otpauth://totp/x" + "y" * 60, ends_at=NOW)
TYPED = [FormField("name", "Name", required=True)]


def account_pages() -> dict[str, tuple[str, dict]]:
    """Signing in and the keeping of accounts."""
    passkeys = [PasskeyView(id_of(name), name, NOW, used) for name, used in (("Desk", NOW), ("Drawer", None))]
    return {
        "accounts": ("accounts.html", {"accounts": [ACCOUNT], "proposals": [PROPOSAL]}),
        "account": ("account.html", {"account": ACCOUNT, "role_fields": TYPED, "day_fields": TYPED, "problems": ()}),
        "account-new": ("account_new.html", {"fields": TYPED, "problems": ()}),
        "link-once": (
            "shown_once.html",
            {"title": "One-time link", "secret": "https://x/" + "a" * 60, "account": ACCOUNT},
        ),
        "token-once": ("shown_once.html", {"title": "Token of the service", "secret": "fws_x"}),
        "offices": (
            "offices.html",
            {"offices": [Facts(code="N", name="Narva", kind="desk", locode="EENAR")], "fields": TYPED},
        ),
        "services": ("services.html", {"services": [SERVICE]}),
        "service-new": ("service_new.html", {"fields": TYPED, "problems": ()}),
        "ways-in": ("ways_in.html", {"passkeys": passkeys, "held": Facts(began_at=NOW)}),
        "other-ways": ("other_ways.html", {"problems": (), "codes": True}),
        "codes": ("codes.html", {"codes": CODES}),
        "again": ("again.html", {"kept": [("role", "coordinator")], "to": "/x", "problems": ()}),
    }


def pages() -> dict[str, tuple[str, dict]]:
    """File name, template and context of each page."""
    return {
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
        **account_pages(),
        "large-exports": ("large_exports.html", {"exports": [LARGE_EXPORT]}),
        "accesses": ("accesses.html", {"fields": [FormField("since", "From")]}),
    }
