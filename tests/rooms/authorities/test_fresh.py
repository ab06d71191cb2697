"""SEC-17: keys, grants, exports and the owner's erasure, when a program calls and not a person at a page."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from tests.harness.coalition import a_coalition, a_lorry_alert, for_strand, in_c

from firstwall.authorities import queries, services
from firstwall.authorities.permissions import FRESH, PERMITTED, may
from firstwall.authorities.service_accounts import ROLES, acts
from firstwall.authorities.signing_in import sessions
from firstwall.cis import services as alerts
from firstwall.kernel.refusal import NotPermitted


@pytest.fixture
def supplier(clean, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(settings, "FIRSTWALL_DEMO", False)
    return a_coalition().estonia


def calls(actor):
    """The same person under the same mandate, through the API with the own token."""
    person = queries.person(actor.person_id)
    return services.caller(services.mint_token(person.login), actor.mandate_id)


def test_a_stolen_token_alone_withdraws_nothing(supplier, content) -> None:
    """SEC-17: with the token and an open mandate, and without the person's touch; the refusal is in the ledger."""
    alert = alerts.enter_alert(in_c(supplier), **for_strand(a_lorry_alert(), "C"), key="1")
    with pytest.raises(NotPermitted, match="not older than five minutes"):
        alerts.withdraw_alert(in_c(calls(supplier)), alert.id, reason="x", key="2")
    refused = "select details->>'rule' from ledger_entry where act = 'cis.withdraw_alert' and result = 'refused'"
    assert content._connection.execute(refused).fetchall() == [("SEC-17",)]


def test_for_five_minutes_after_the_touch_the_program_is_let_through(supplier, content) -> None:
    """SEC-17: of a living session, and of this person's own."""
    held = sessions.begin(queries.person(supplier.person_id), method="passkey")
    may(calls(supplier), "cis.withdraw_alert")
    content._connection.execute("update authorities_session set fresh_at = fresh_at - %s", [timedelta(minutes=5)])
    with pytest.raises(NotPermitted):
        may(calls(supplier), "cis.withdraw_alert")
    sessions.refresh(held, queries.person(supplier.person_id), method="passkey")
    may(calls(supplier), "cis.withdraw_alert")
    sessions.end(held, queries.person(supplier.person_id))
    with pytest.raises(NotPermitted):
        may(calls(supplier), "cis.withdraw_alert")


def test_each_dangerous_act_asks_and_no_other(supplier) -> None:
    """SEC-17: over every act of every role."""
    for role in PERMITTED:
        actor = replace(supplier, role=role, must_prove=True)
        for act in PERMITTED[role]:
            if act in FRESH:
                with pytest.raises(NotPermitted, match="SEC-17"):
                    may(actor, act)
            else:
                may(actor, act)


def test_a_service_has_nobody_who_could_prove_it(supplier) -> None:
    """SEC-17, SEC-19: so no such act is in a token's scope."""
    assert not FRESH & {act for act, _words in acts()}
    assert FRESH & set().union(*(PERMITTED[role] for role in ROLES))
