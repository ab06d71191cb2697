"""Whatever is sent to a page or to the API is answered in a sentence, never by a crash (REL-19, SEC-52)."""

import json
import uuid

import pytest
from django.test import Client

from firstwall.authorities import services as authorities
from firstwall.web.fields import document_rows, documents_said
from tests.harness.coalition import a_coalition, a_person
from tests.rooms.web.test_doors import as_person


@pytest.fixture
def estonia(clean):
    return a_coalition().estonia


@pytest.fixture
def browser(estonia):
    return as_person(Client(SERVER_NAME="localhost"), estonia.person_id, estonia.mandate_id)


def call(actor, method: str, path: str, body: str = "", mandate: object = None):
    """One call of the API with a body as raw as an attacker writes it."""
    headers = {
        "Authorization": f"Bearer {authorities.mint_token(actor.authority_code[:2].lower() + '.coordinator')}",
        "Firstwall-Mandate": str(mandate or actor.mandate_id),
        "Idempotency-Key": str(uuid.uuid4()),
    }
    client = Client(SERVER_NAME="localhost")
    return client.generic(method, f"/api/v1{path}", body, content_type="application/json", headers=headers)


MANDATE = {"role": "coordinator", "strands": ["C"], "purpose": "supply", "reference": "x"}


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"strands": ["X"]}, 422),
        ({"role": "system|supply"}, 403),
        ({"role": "system"}, 403),
        ({"purpose": "a|b"}, 403),
        ({"reference": "x" * 81}, 422),
        ({"post": "x" * 10_000}, 422),
        ({"reference": "a\0b"}, 400),
        ({"reference": "\ud800"}, 400),
    ],
)
def test_a_mandate_is_made_of_closed_lists_and_short_texts(estonia, change, status):
    answer = call(estonia, "POST", "/mandates", json.dumps(MANDATE | change))
    assert answer.status_code == status, answer.content
    assert answer.json()["sentence"]


def test_a_strand_named_often_is_one_strand(estonia):
    answer = call(estonia, "POST", "/mandates", json.dumps(MANDATE | {"strands": ["C", "C"]}))
    assert answer.json()["strands"] == ["C"]
    with_page = authorities.open_mandate(
        estonia.person_id, role="coordinator", strands=("C",) * 9, purpose="supply", reference="x"
    )
    assert with_page.strands == ("C",)


@pytest.mark.parametrize("body", ["{", '{"a": 1, "a": 2}', '{"a": NaN}', "[" * 40 + "]" * 40, '{"a": "\\u0000"}'])
def test_a_body_that_is_not_strict_json_is_unreadable(estonia, body):
    answer = call(estonia, "POST", "/alerts", body)
    assert (answer.status_code, answer.json()["rule"]) == (400, "unreadable")
    assert answer.json()["sentence"] and answer.json()["cure"]


def test_a_stranger_is_told_what_is_missing(clean):
    answer = Client(SERVER_NAME="localhost").get("/api/v1/alerts")
    assert (answer.status_code, answer.json()["rule"]) == (401, "no_token")


@pytest.mark.parametrize("path", ["/alerts?strand=C&category=%00", "/ledger?reference=%00", "/ledger?page=" + "9" * 30])
def test_an_address_of_the_api_that_no_column_can_hold(estonia, path):
    answer = call(estonia, "GET", path)
    assert answer.status_code in {400, 422} and answer.json()["sentence"]


@pytest.mark.parametrize("path", ["/alerts?category=%00", "/alerts?state=%00"])
def test_an_address_of_a_page_that_no_column_can_hold(browser, path):
    answer = browser.get(path)
    assert answer.status_code == 422 and "cannot be kept" in answer.content.decode()


@pytest.mark.parametrize(
    "typed", [{"purpose": "a|b/c"}, {"purpose": "\0/\0"}, {"strands": ["X"]}, {"reference": "\0"}, {"shift": "\0"}]
)
def test_a_mandate_form_that_nobody_typed(browser, typed):
    said = {"purpose": "coordinator/supply", "strands": ["C"], "reference": "x"} | typed
    assert browser.post("/mandate", said).status_code == 422


@pytest.mark.parametrize("query", ["since=2026-02-30", "until=9999-12-31", "since=0001-01-01", "page=9999999"])
def test_a_day_that_is_none_filters_nothing(estonia, query):
    supervisor = a_person(estonia.authority_id, "a.supervisor", role="supervisor", purpose="supervision")
    page = as_person(Client(SERVER_NAME="localhost"), supervisor.person_id, supervisor.mandate_id)
    assert page.get(f"/ledger?{query}").status_code == 200


@pytest.mark.parametrize("row", ["x", "²", "-1", "", "999999999"])
def test_a_made_up_row_of_documents_is_no_row_and_costs_nothing(row):
    said = {f"documents.{row}.number": ["1"], "documents.2.number": ["2"]}
    assert documents_said("documents", said) == [{"number": "2"}]
    assert len(document_rows("documents", said)) == 4


def test_desks_that_search_only_on_the_screen_read_no_file_by_program(estonia):
    """CIS-32b, SEC-01: every read goes through the permissions, those of files and counts too."""
    administrator = a_person(estonia.authority_id, "ee.keeper", role="administrator", purpose="administration")
    token = authorities.mint_token("ee.keeper")
    for path in ("runs", "waiting", "hits"):
        headers = {"Authorization": f"Bearer {token}", "Firstwall-Mandate": str(administrator.mandate_id)}
        answer = Client(SERVER_NAME="localhost").get(f"/api/v1/screening/{path}", headers=headers)
        assert (answer.status_code, answer.json()["rule"]) == (403, "SEC-01")
