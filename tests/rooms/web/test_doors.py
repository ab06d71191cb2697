"""Who gets in: every address as a stranger, the session's cookie and its end, hidden and absent alike, refusals on a page."""

import time
from uuid import uuid4

import pytest
from django.conf import settings
from django.core import signing
from django.test import Client as DjangoClient
from django.urls import get_resolver, reverse

from firstwall.authorities import queries
from firstwall.authorities import services as authorities
from firstwall.authorities.signing_in import sessions
from firstwall.cis import services as cis
from firstwall.runtime.postgres import Cluster
from firstwall.web import session
from firstwall.web.urls import urlpatterns
from tests.harness.coalition import a_coalition, a_person, a_person_alert, in_a, in_c


class Client(DjangoClient):
    """A browser at the address where the site answers."""

    def __init__(self, **options: object) -> None:
        super().__init__(SERVER_NAME="localhost", **options)


OPEN = {
    "sign-in", "sign-in-demo", "sign-in-passkey", "passkey-options", "sign-out", "enrol", "enrol-options", 
    "enrol-provider", "enrol-codes", "other-ways", "provider", "provider-answer", "mandate",
    "display", "words", "accessibility",
}  # fmt: skip
FILLED = {"secret": "x", "category": "d", "part": "history"}


def address(name: str) -> str:
    """The address of a page, with some number where it wants one."""
    (pattern,) = [one for one in urlpatterns if one.name == name]
    return reverse(name, kwargs={key: FILLED.get(key, uuid4()) for key in pattern.pattern.converters})


def as_person(client: Client, person_id: object, mandate_id: object = "", *, age: int = 0, idle: int = 0) -> Client:
    """The client with a session begun `age` and last used `idle` seconds ago."""
    now = int(time.time())
    person = queries.person(person_id)
    held = sessions.begin(person, method="demo")
    value = signing.dumps([str(held.id), str(mandate_id), now - age, now - idle], salt=session._SALT)
    client.cookies["fw_session"] = value
    return client


@pytest.mark.parametrize("name", [one.name for one in urlpatterns])
def test_a_stranger_gets_no_page_with_content(name: str, clean: Cluster) -> None:
    for method in ("get", "post"):
        answer = getattr(Client(), method)(address(name))
        if name not in OPEN:
            assert answer.status_code == 302
            assert answer["Location"].startswith(reverse("sign-in"))


def test_every_guarded_view_says_so() -> None:
    assert {one.name for one in urlpatterns if not getattr(one.callback, "needs_mandate", False)} == OPEN


def test_what_is_dangerous_asks_for_a_proof_of_the_last_five_minutes() -> None:
    """SEC-17: accounts and grants, passkeys, tokens, exports, the owner's withdrawal."""
    asking = {one.name for one in urlpatterns if getattr(one.callback, "is_fresh_only", False)}
    assert asking == {
        "account-new", "account-roles", "account-leaving", "account-link", "proposal-decide", "service-new", "service-end",
        "passkey-add", "passkey-end", "list", "ledger-export", "accesses-export", "large-export-decide", "alert-withdraw",
    }  # fmt: skip


def test_no_address_takes_a_text_that_could_be_a_name() -> None:
    texts = {
        (one.name, key)
        for one in get_resolver("firstwall.web.urls").url_patterns
        for key, converter in one.pattern.converters.items()
        if type(converter).__name__ == "StringConverter"
    }
    assert texts == {
        ("enrol", "secret"),
        ("enrol-provider", "secret"),
        ("enrol-codes", "secret"),
        ("enrol-options", "secret"),
        ("alert-enter", "category"),
        ("fide-defer", "strand"),
        ("fide-enter", "of"),
        ("fide-enter", "strand"),
        ("alert-part", "part"),
        ("supervised-line", "kind"),
    }


def test_a_demo_button_opens_a_mandate_and_a_cookie_that_scripts_cannot_read(clean: Cluster) -> None:
    team = a_coalition()
    authorities.add_person("demo.person", "Demo Person", authority_id=team.estonia.authority_id, is_demo=True)
    person = queries.person_by_login("demo.person")
    authorities.grant_role(person.id, "coordinator", ("C", "A"))
    client = Client()
    answer = client.post(reverse("sign-in-demo"), {"login": "demo.person"})
    assert answer.status_code == 302
    cookie = answer.cookies["fw_session"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    assert b"What waits for you" in client.get("/").content
    assert client.post(reverse("sign-out")).status_code == 302
    assert client.get("/").status_code == 302


def test_a_cookie_kept_from_before_the_sign_out_opens_nothing(clean: Cluster) -> None:
    """SEC-18: signing out ends the session, also for whoever copied its cookie."""
    actor = a_coalition().estonia
    client = as_person(Client(), actor.person_id, actor.mandate_id)
    kept = client.cookies["fw_session"].value
    client.post(reverse("sign-out"))
    thief = Client()
    thief.cookies["fw_session"] = kept
    for name in ("home", "mandate", "alerts"):
        assert thief.get(reverse(name))["Location"].startswith(reverse("sign-in"))
    said = {"purpose": "coordinator/supply", "strands": ["C"], "reference": "x"}
    assert thief.post(reverse("mandate"), said)["Location"].startswith(reverse("sign-in"))


def test_somebody_who_is_no_demo_person_cannot_use_a_button(clean: Cluster) -> None:
    a_coalition()
    assert Client().post(reverse("sign-in-demo"), {"login": "ee.coordinator"}).status_code == 404


@pytest.mark.parametrize(("age", "idle"), [(session.ABSOLUTE + 1, 0), (0, session.IDLE_IN_DEMO + 1)])
def test_a_session_ends(age: int, idle: int, clean: Cluster) -> None:
    actor = a_coalition().estonia
    client = as_person(Client(), actor.person_id, actor.mandate_id, age=age, idle=idle)
    assert client.get("/").status_code == 302


def test_the_session_ends_sooner_outside_the_demonstration(clean: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    actor = a_coalition().estonia
    monkeypatch.setattr(settings, "FIRSTWALL_DEMO", False)
    assert as_person(Client(), actor.person_id, actor.mandate_id, idle=session.IDLE + 1).get("/").status_code == 302
    assert as_person(Client(), actor.person_id, actor.mandate_id, idle=session.IDLE - 60).get("/").status_code == 200


def test_a_forged_cookie_is_nobody(clean: Cluster) -> None:
    client = Client()
    client.cookies["fw_session"] = "forged:value"
    assert client.get("/").status_code == 302


def test_a_mandate_of_another_person_is_not_taken(clean: Cluster) -> None:
    team = a_coalition()
    client = as_person(Client(), team.estonia.person_id, team.latvia.mandate_id)
    assert client.get("/")["Location"].startswith(reverse("mandate"))


def test_a_form_of_another_site_is_refused(clean: Cluster) -> None:
    actor = a_coalition().estonia
    client = as_person(Client(enforce_csrf_checks=True), actor.person_id, actor.mandate_id)
    answer = client.post(reverse("check"), {"text": "482 FWX"})
    assert answer.status_code == 403
    assert b"Nothing was done" in answer.content


def test_hidden_absent_and_unknown_are_one_page(clean: Cluster) -> None:
    """CIS-01, SEC-09: the same words, status and size for another strand's alert, for none, and for no such address."""
    team = a_coalition()
    ref = cis.enter_alert(in_a(team.estonia), **{**a_person_alert(), **administrative()})
    reader = a_person(team.latvia.authority_id, "lv.reader", role="coordinator", strands="C")
    client = as_person(Client(), reader.person_id, reader.mandate_id)
    pages = [client.get(path) for path in (f"/alerts/{ref.id}", f"/alerts/{uuid4()}", "/no/such/address")]
    assert [page.status_code for page in pages] == [404, 404, 404]
    assert len({_without_tokens(page.content) for page in pages}) == 1


def test_a_refusal_names_rule_and_cure_and_is_in_the_ledger(clean: Cluster) -> None:
    team = a_coalition()
    officer = a_person(team.estonia.authority_id, "ee.desk", role="administrator", purpose="administration")
    client = as_person(Client(), officer.person_id, officer.mandate_id)
    answer = client.get(reverse("alert-new"))
    assert answer.status_code == 403
    assert b"SEC-01" in answer.content and b"Change the mandate" in answer.content


def test_an_alert_is_entered_read_amended_and_withdrawn(clean: Cluster) -> None:
    actor = a_coalition().estonia
    client = as_person(Client(), actor.person_id, actor.mandate_id)
    said = in_form(a_person_alert())
    wrong = client.post("/alerts/new/d", {**said, "birth_dates": "32.11.1980", "looked": "1"})
    assert wrong.status_code == 422
    assert b"Error:" in wrong.content and b"#f-birth_dates" in wrong.content and "Jaan Näidis".encode() in wrong.content
    entered = client.post("/alerts/new/d", {**said, "looked": "1", "key": "k-1"})
    assert entered.status_code == 302
    again = client.post("/alerts/new/d", {**said, "looked": "1", "key": "k-1"})
    assert again["Location"] == entered["Location"], "REL-02: the same form sent twice is one alert"
    page = entered["Location"].partition("?")[0]
    for part in ("", "/history", "/access", "/reports", "/amend", "/withdraw"):
        assert client.get(page + part).status_code == 200, part
    changed = client.post(page + "/amend", {**said, "birth_dates": "1981-05-17", "version": "1"})
    assert changed.status_code == 302
    late = client.post(page + "/amend", {**said, "birth_dates": "1982-05-17", "version": "1"})
    assert late.status_code == 409
    assert client.post(page + "/withdraw", {"reason": "made up"}).status_code == 422
    assert client.post(page + "/withdraw", {"reason": "entered_in_error"}).status_code == 302


def test_what_looks_the_same_is_pointed_out_before_entry(clean: Cluster) -> None:
    team = a_coalition()
    cis.enter_alert(in_c(team.latvia), **a_person_alert(), **criminal())
    client = as_person(Client(), team.estonia.person_id, team.estonia.mandate_id)
    said = in_form(a_person_alert())
    first = client.post("/alerts/new/d", said)
    assert first.status_code == 200 and b"Nothing was entered yet" in first.content
    assert client.post("/alerts/new/d", {**said, "looked": "1"}).status_code == 302


@pytest.mark.parametrize("text", ["", "x" * 10_000, "\x00", "* *"])
def test_a_bad_question_is_answered_in_one_sentence(text: str, clean: Cluster) -> None:
    actor = a_coalition().estonia
    searcher = a_person(actor.authority_id, "ee.searcher", role="coordinator", purpose="investigation")
    client = as_person(Client(), searcher.person_id, searcher.mandate_id)
    answer = client.post(reverse("check"), {"text": text, "reference": "OP-1"})
    assert answer.status_code == 422
    assert b"Nothing was checked." in answer.content and b"Traceback" not in answer.content


def in_form(said: dict) -> dict[str, object]:
    """An alert as the form sends it."""
    values = {
        key: "\n".join(value) if isinstance(value, list) else value
        for key, value in said["values"].items()
        if key != "documents"
    }
    for n, document in enumerate(said["values"].get("documents", [])):
        values |= {f"documents.{n}.{part}": text for part, text in document.items()}
    rest = {key: value for key, value in {**said, **criminal()}.items() if key not in {"values", "category"} and value}
    return {**values, **rest, "strand": "C"}


def criminal() -> dict:
    """What the criminal strand asks beside."""
    return {"field_of_law": "goods_controls"}


def administrative() -> dict:
    """What the administrative strand asks beside."""
    return {"union_relevance": "union_interests"}


def _without_tokens(page: bytes) -> bytes:
    """The page without what differs on every page: the CSRF tokens and the minute."""
    lines = [line for line in page.split(b"\n") if b"csrfmiddlewaretoken" not in line and b"<time" not in line]
    return b"\n".join(lines)
