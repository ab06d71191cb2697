"""SEC-52, SEC-13, REL-19: what no honest program sends, at every operation with a body; the whole API fuzzed as two users."""

import json
from functools import partial
from uuid import uuid4

import pytest
import schemathesis
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from playwright.sync_api import Browser

from firstwall.screening.reader_json import read_json_lines
from firstwall.screening.types import Party
from tests.access.asking import PARAMETER, SCHEMA, address_of, cookie_of, least, plain
from tests.access.doors import declared
from tests.access.endpoints import Endpoint, of_pages, of_the_api
from tests.access.model import hidden_from
from tests.access.payloads import PAYLOADS, text_fields, watched
from tests.access.scoreboard import report
from tests.access.world import NAMES, Seat, World
from tests.harness.coalition import a_person_alert, for_strand
from tests.harness.summary import FULL_SIZE

DOORS = declared()
LONG = 200 if FULL_SIZE else 2  # examples of each operation and user
TOGETHER = 1 if FULL_SIZE else 8  # payloads in one stored text
SURROGATE = '{"reference": "\\ud800", "values": {"names": ["\\udfff"]}}'
NOT_STRICT = {
    "a name twice": '{"a": 1, "a": 2}',
    "no number": '{"a": NaN}',
    "infinite": '{"a": -Infinity}',
    "beyond a float": '{"a": 1e999}',
    "too many digits": '{"a": ' + "9" * 5000 + "}",
    "too deep": "[" * 40 + "]" * 40,
    "a zero byte": '{"a": "\\u0000"}',
    "half a character": SURROGATE,
    "no JSON": "{",
    "not UTF-8": b'{"a": "\xff"}',
}
READING = [one for one in of_the_api() if "requestBody" in SCHEMA["paths"][one.path][one.method.lower()]]
WITH_JSON = [
    one
    for one in READING
    if "application/json" in SCHEMA["paths"][one.path][one.method.lower()]["requestBody"]["content"]
]


def seat_of(world: World, name: str) -> Seat:
    return next(one for one in world.seats if one.name == name)


def headers_of(seat: Seat) -> dict[str, str]:
    return {
        "Authorization": f"Bearer {seat.token}",
        "Firstwall-Mandate": str(seat.mandate_id),
        "Idempotency-Key": str(uuid4()),
    }


def send(endpoint: Endpoint, seat: Seat, address: str, body: str | bytes):  # type: ignore[no-untyped-def]
    client = Client(SERVER_NAME="localhost", raise_request_exception=False)
    kind = "application/json"
    return client.generic(endpoint.method, address, body, content_type=kind, headers=headers_of(seat))


def test_every_operation_with_a_body_reads_strictly(world: World):
    """SEC-52: at each operation that reads JSON; reduced, two of the ten by turns, so that all ten are sent."""
    seat, wrong, tried = seat_of(world, "lv.coordinator.c"), [], 0
    bodies = list(NOT_STRICT.items())
    for turn, endpoint in enumerate(WITH_JSON):
        chosen = bodies if FULL_SIZE else [bodies[(2 * turn + n) % len(bodies)] for n in range(2)]
        for name, body in chosen:
            answer = send(endpoint, seat, address_of(endpoint, None), body)
            tried += 1
            if answer.status_code != 400 or answer.json()["rule"] != "unreadable":
                wrong.append(f"{endpoint.name}: {name}: {answer.status_code} {answer.content[:80]!r}")
    report("strict decoding", tried=tried, wrong=len(wrong), operations=len(WITH_JSON))
    assert len(WITH_JSON) > 20 and not wrong, "\n".join(wrong)


def test_no_field_of_the_model_can_be_written_through(world: World):
    """SEC-13: owner, state, role, dates and numbers sent along with an alert are refused by name, at each act on an alert."""
    seat = seat_of(world, "ee.coordinator.c")
    own = next(one for one in world.things if one.kind == "alert" and one.note == "H1")
    extra = {
        "owner": "x",
        "owner_id": str(uuid4()),
        "state": "withdrawn",
        "last_day": "2099-01-01",
        "is_blocked": False,
    }
    for endpoint in [one for one in WITH_JSON if one.path.startswith("/alerts")]:
        schema = SCHEMA["paths"][endpoint.path][endpoint.method.lower()]["requestBody"]["content"]["application/json"][
            "schema"
        ]
        for name, value in extra.items():
            answer = send(endpoint, seat, address_of(endpoint, own), json.dumps({**least(schema), name: value}))
            assert answer.status_code == 422, (endpoint.name, name, answer.content)
            assert name in str(answer.json()["problems"]), (endpoint.name, name)


@pytest.mark.parametrize("line", [name for name in NOT_STRICT if name != "not UTF-8"])
def test_a_line_of_traffic_is_read_strictly(line: str, world: World):
    """SEC-52 at the file door: the line is named and left out, the next one is read."""
    good = b'{"type": "person", "name": "Jaan Tamm"}\n'
    read = list(read_json_lines([NOT_STRICT[line].encode() + b"\n" + good]))  # type: ignore[union-attr]
    assert [type(one) for one in read if isinstance(one, Party)] == [Party]
    assert not isinstance(read[0], Party) and read[0].line == 1


def test_a_mapping_that_names_a_column_twice_is_refused(world: World):
    """SEC-52: the form field of a file of traffic holds JSON, too."""
    seat = seat_of(world, "lv.border_officer.c")
    said = {
        "file": SimpleUploadedFile("x.csv", b"a\nb\n"),
        "mapping": '{"a": "name", "a": "birth_date"}',
        "format": "csv",
    }
    answer = Client(SERVER_NAME="localhost").post("/api/v1/screening/runs", said, headers=headers_of(seat))
    assert (answer.status_code, answer.json()["rule"]) == (422, "bad_mapping")


FUZZED = [
    one for one in of_the_api() if one.name != "DELETE /mandates/current"
]  # it would end the session of the fuzzing


def test_the_whole_api_fuzzed_as_two_users(world: World):
    """REL-19: no 500, a sentence with each refusal, and neither user ever reads a name that only the other may see."""
    schema = schemathesis.openapi.from_dict(json.loads(json.dumps(SCHEMA)))
    wrong: list[str] = []
    tried = 0
    bounded = settings(
        max_examples=LONG,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    for endpoint in FUZZED:
        strategy = schema[endpoint.path][endpoint.method].as_strategy()
        for seat in (seat_of(world, "ee.coordinator.c"), seat_of(world, "lv.coordinator.c")):
            fuzz = partial(judged, endpoint=endpoint, seat=seat, world=world, wrong=wrong)

            @bounded
            @given(strategy)
            def each(case: schemathesis.Case) -> None:
                nonlocal tried
                tried += 1
                fuzz(case, turn=tried)  # noqa: B023 - called within this turn of the loop

            each()
    report("schemathesis", tried=tried, wrong=len(wrong), operations=len(FUZZED))
    assert not wrong, f"{len(wrong)}:\n" + "\n".join(wrong[:40])


def judged(
    case: schemathesis.Case, *, endpoint: Endpoint, seat: Seat, world: World, wrong: list[str], turn: int
) -> None:
    """What is wrong with the answer to one generated call."""
    answer = sent(case, endpoint, seat, world, turn)
    body = plain(answer)[1].decode(errors="replace")
    where = f"{seat.name} {endpoint.name}: {answer.status_code} {body[:200]}"
    if answer.status_code >= 500:
        wrong.append(f"crash: {where}")
    elif answer.status_code >= 400 and '"sentence"' not in body:
        wrong.append(f"no sentence: {where}")
    wrong.extend(f"leak of {name}: {where}" for name in hidden_from(seat, NAMES) if name in body)


def sent(case: schemathesis.Case, endpoint: Endpoint, seat: Seat, world: World, turn: int):  # type: ignore[no-untyped-def]
    """One generated call; every second one with the number of a thing that exists."""
    thing = None
    if PARAMETER.search(endpoint.path) and turn % 2:
        held = world.of(DOORS[("api", endpoint.name)].object)
        thing = held[turn // 2 % len(held)]
    client = Client(SERVER_NAME="localhost", raise_request_exception=False)
    query = {name: str(value) for name, value in (case.query or {}).items()}
    body = case.body
    address = address_of(endpoint, thing)
    if isinstance(body, dict | list | str | int | float | bool) and endpoint in WITH_JSON:
        text = json.dumps(body)
        return client.generic(endpoint.method, address, text, content_type="application/json", headers=headers_of(seat))
    if endpoint in READING and isinstance(body, dict):
        content = body.get("file", b"")
        raw = content if isinstance(content, bytes) else str(content).encode(errors="replace")
        said = {name: str(value) for name, value in body.items() if name != "file"}
        return client.post(address, {**said, "file": SimpleUploadedFile("x.csv", raw)}, headers=headers_of(seat))
    return client.generic(endpoint.method, address, query_params=query, headers=headers_of(seat))


FORM_PAGES = (
    ("check", "lv.investigator.c"),
    ("alert-enter", "ee.coordinator.c"),
    ("alert-amend", "ee.coordinator.c"),
    ("alert-correct", "lv.coordinator.c"),
    ("alert-decide", "lv.coordinator.c"),
    ("alert-transfer", "lv.coordinator.c"),
    ("sighting-new", "lv.border_officer.c"),
    ("rights-new", "lv.rights_officer.c"),
    ("list-new", "lv.administrator.c"),
    ("ledger", "dps.supervisor"),
    ("mandate", "fi.coordinator.c"),
)


def visiting(seat: Seat) -> Client:
    """The pages as this person's browser asks for them."""
    client = Client(SERVER_NAME="localhost", raise_request_exception=False)
    client.cookies["fw_session"] = cookie_of(seat)
    return client


@pytest.mark.browser
def test_no_payload_runs_in_any_text_field(world: World, chromium: Browser):
    """SEC-57: typed into every text field and shown again; reduced, all forty at once in each field, full, each alone."""
    wrong, shown, fields_tried = [], 0, 0
    bundles = PAYLOADS if FULL_SIZE else (" ".join(PAYLOADS),)
    by_name = {one.name: one for one in of_pages()}
    for name, login in FORM_PAGES:
        seat, endpoint = seat_of(world, login), by_name[name]
        client = visiting(seat)
        kind = DOORS[("page", name)].object
        own = "LV" if name == "sighting-new" else "EE"
        thing = next((one for one in world.things if one.kind == kind and one.owner == own), None)
        address = address_of(endpoint, thing)
        fields = text_fields(client.get(address).content.decode())
        assert fields, f"{name} has no text field: the look is at the wrong page"
        with watched(chromium, client) as page:
            for text in bundles:
                answer = client.post(address, dict.fromkeys(fields, text) | {"looked": "1"}, follow=True)
                assert answer.status_code < 500, (name, answer.status_code)
                wrong += [f"{name}: {seen}" for seen in page.load(answer)]
                shown += 1
        fields_tried += len(fields)
    report("payloads", payloads=len(PAYLOADS), fields=fields_tried, pages=shown, ran=len(wrong))
    assert not wrong, "\n".join(wrong[:40])


@pytest.mark.browser
def test_no_payload_runs_from_what_is_stored(world: World, chromium: Browser):
    """SEC-57 by API: an alert whose texts are payloads, on the pages that show it."""
    seat = seat_of(world, "ee.coordinator.c")
    client, endpoint = visiting(seat), next(one for one in WITH_JSON if one.name == "POST /alerts")
    taken = set()
    with watched(chromium, client) as page:
        for start in range(0, len(PAYLOADS), TOGETHER):
            together = PAYLOADS[start : start + TOGETHER]
            values = {
                "names": [f"Mardi Kask {start}"],
                "birth_dates": ["1980-01-01"],
                "reason_for_entry": " ".join(together),
            }
            said = for_strand(a_person_alert(values=a_person_alert()["values"] | values), "C")
            answer = send(endpoint, seat, "/api/v1/alerts", json.dumps(said))
            if answer.status_code != 201:
                assert answer.status_code in {422, 409}, answer.content
                continue
            taken.update(together)
            for part in ("", "/amend"):
                shown = client.get(f"/alerts/{answer.json()['id']}{part}")
                assert shown.status_code == 200 and b"alert(1)" in shown.content
                assert page.load(shown) == []
    assert len(taken) > 20, "the law refused nearly all of them: this test shows nothing"


@pytest.mark.browser
def test_the_watched_browser_would_tell(chromium: Browser):
    """The control: the same payload unescaped is seen, as a dialog without the policy, as a report with it."""
    with watched(chromium, Client(SERVER_NAME="localhost")) as page:
        assert any("dialog" in seen for seen in page.load(HttpResponse(PAYLOADS[0])))
        bound = HttpResponse(PAYLOADS[10], headers={"Content-Security-Policy": "default-src 'self'"})
        assert any("Content Security Policy" in seen for seen in page.load(bound))
