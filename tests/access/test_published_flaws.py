"""Published flaws of neighbouring products, tried here under their numbers; the list says which test bears which number."""

import ast
import json
import tomllib
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.test import Client

from firstwall.runtime.postgres import Cluster
from firstwall.runtime.provision import DATABASE
from tests.access.asking import address_of, ask, cookie_of
from tests.access.endpoints import of_pages, of_the_api
from tests.access.test_hostile_input import headers_of, seat_of
from tests.access.world import World

ROOT = Path(__file__).resolve().parents[2]
ITEMS = tomllib.loads(Path(__file__).with_name("asvs.toml").read_text(encoding="utf-8"))["item"]
FLAWS = tomllib.loads(Path(__file__).with_name("published_flaws.toml").read_text(encoding="utf-8"))["flaw"]


@pytest.mark.parametrize("flaw", FLAWS, ids=lambda one: one["number"])
def test_each_number_has_a_test_that_exists_or_a_reason(flaw: dict):
    if "reason" in flaw:
        assert "test" not in flaw and len(flaw["reason"]) > 20
        return
    assert exists(flaw["test"]), f"{flaw['number']}: {flaw['test']} is not there"


@pytest.mark.parametrize("item", ITEMS, ids=lambda one: one["number"])
def test_each_item_of_asvs_links_a_test_that_exists(item: dict):
    """SEC-62."""
    assert exists(item["test"]), f"{item['number']}: {item['test']} is not there"


def exists(test: str) -> bool:
    """Whether file::function is there."""
    file, _, name = test.partition("::")
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return name in {one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)}


def rows_of(cluster: Cluster, table: str) -> list[str]:
    """The whole table, as the superuser reads it."""
    with cluster.superuser.connect(DATABASE) as superuser:
        return sorted(row for (row,) in superuser.execute(f"select t::text from {table} t"))


def test_cve_2019_12794_cve_2026_44380_no_door_on_accounts_was_forgotten(world: World, database: Cluster):
    """SEC-12, SEC-01: every page with a person's number, as the administrator of another authority: nobody is there,
    and no account, role or passkey is another afterwards."""
    stranger = seat_of(world, "lv.administrator.c")
    person = next(one for one in world.things if one.kind == "person")
    doors = [one for one in of_pages() if "<uuid:person_id>" in one.path]
    before = [
        rows_of(database, table) for table in ("authorities_person", "authorities_role_grant", "authorities_enrolment")
    ]
    assert len(doors) >= 5
    for endpoint in doors:
        for method in ("GET", "POST"):
            answer = ask(endpoint, method, stranger, person)
            assert answer.status_code in {404, 405}, (endpoint.name, method, answer.status_code)
    after = [
        rows_of(database, table) for table in ("authorities_person", "authorities_role_grant", "authorities_enrolment")
    ]
    assert after == before


def test_cve_2026_56424_cve_2026_21886_a_number_in_the_body_never_replaces_the_checked_one(
    world: World, database: Cluster
):
    """SEC-02: an own number in the address and another's in the body, and the reverse: refused, the other's row unchanged."""
    seat = seat_of(world, "ee.coordinator.c")
    own = next(one for one in world.things if one.kind == "alert" and one.note == "H1")
    theirs = next(one for one in world.things if one.kind == "alert" and one.owner == "LV" and one.strand == "C")
    before = [row for row in rows_of(database, "cis_alert") if theirs.id in row]
    client = Client(SERVER_NAME="localhost")
    for endpoint in [one for one in of_the_api() if one.path.startswith("/alerts/{alert}") and one.method != "GET"]:
        for address_thing, other in ((own, theirs), (theirs, own)):
            body = {"id": other.id, "alert": other.id, "version": 1, "reason": "entered_in_error", "need": "x"}
            answer = client.generic(
                endpoint.method, address_of(endpoint, address_thing), json.dumps(body),
                content_type="application/json", headers=headers_of(seat),
            )  # fmt: skip
            assert answer.status_code in {403, 404, 422}, (endpoint.name, answer.status_code, answer.content)
    page = next(one for one in of_pages() if one.name == "alert-withdraw")
    client.cookies["fw_session"] = cookie_of(seat)
    said = {"alert_id": own.id, "id": own.id, "reason": "entered_in_error", "key": str(uuid4())}
    kind = "application/x-www-form-urlencoded"
    assert client.post(address_of(page, theirs), urlencode(said), content_type=kind).status_code == 403
    assert [row for row in rows_of(database, "cis_alert") if theirs.id in row] == before
