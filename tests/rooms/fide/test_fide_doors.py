"""FIDE through the three doors: pages, API, command line; each from the list of offences to the answer and to clearance."""

import json
import re
import uuid
from datetime import timedelta
from pathlib import Path

from django.test import Client
from django.urls import reverse
from tests.law.fide.conftest import Files, files  # noqa: F401 - the fixture
from tests.rooms.supervision.test_rights_api import Caller
from tests.rooms.web.test_retention_pages import client_of
from typer.testing import CliRunner

from firstwall.authorities import services as authorities
from firstwall.cli.fide import app
from firstwall.fide import queries
from firstwall.kernel.clock import utc_now

TODAY = utc_now().date()
TYPED = {
    "name": "Näidis",
    "forenames": "Jaan",
    "birth_date": "17.05.1980",
    "aliases": "Jan N.\nBoss",
    "status": "suspected",
    "subject": "tobacco",
    "offence_code": "391",
    "file_number": "EE-17/2026",
    "contact": "Unit Tallinn",
    "filed_on": (TODAY - timedelta(days=30)).isoformat(),
    "last_act_on": (TODAY - timedelta(days=3)).isoformat(),
    "key": "k-1",
}


def test_pages_from_the_list_of_offences_to_clearance(files: Files) -> None:  # noqa: F811
    """FIDE-05 to FIDE-19 on the pages; what was typed stays when something is wrong."""
    head, mine, others = client_of(files.estonia_head), client_of(files.estonia), client_of(files.latvia)
    bad = head.post(reverse("fide-offences"), {"offences": "391; Smuggling; 11; 0", "key": "o-1"})
    assert bad.status_code == 422 and b"does not qualify" in bad.content
    good = {"offences": "391; Smuggling; 60; 0\n400; Fraud; ; 15000", "key": "o-2"}
    assert head.post(reverse("fide-offences"), good).status_code == 302
    assert b"Who investigates whom" in mine.get("/").content
    enter = reverse("fide-enter", args=["C", "person"])
    wrong = mine.post(enter, {**TYPED, "filed_on": "yesterday", "key": "k-0"})
    assert wrong.status_code == 422 and b"#f-filed_on" in wrong.content and b"EE-17/2026" in wrong.content
    for _twice in range(2):
        assert mine.post(enter, TYPED).status_code == 302
    (row,) = queries.own_entries(files.estonia)
    page = reverse("fide-entry", args=[row.id])
    assert "Näidis" in mine.get(reverse("fide-own")).content.decode()
    assert others.get(page).status_code == 404 and "Näidis" not in others.get(reverse("fide-own")).content.decode()
    refused = others.post(reverse("fide"), {"kind": "person", "nationality": "EE", "file_reference": "LV-1"})
    assert refused.status_code == 422 and b"Nothing was asked" in refused.content
    answer = others.post(
        reverse("fide"), {"kind": "person", "name": "Naidis", "file_reference": "LV-1"}
    ).content.decode()
    assert "EE-17/2026" in answer and "Unit Tallinn" in answer
    assert "Boss" not in answer and "Suspected" not in answer, "FIDE-14: what was not asked is not shown"
    established = {**TYPED, "status": "established", "version": "1", "act": "enter", "key": "k-2"}
    assert mine.post(page, established).status_code == 302
    assert mine.post(page, {**TYPED, "version": "2", "act": "enter", "key": "k-3"}).status_code == 422
    assert mine.post(page, {"act": "clear", "key": "k-4"}).status_code == 422, "not by a slip"
    assert mine.post(page, {"act": "clear", "clear_number": "EE-17/2026", "key": "k-4"}).status_code == 302
    assert mine.get(page).status_code == 404
    assert b"No file that you may know of" in others.post(
        reverse("fide"), {"kind": "person", "name": "Naidis", "file_reference": "LV-1"}
    ).content  # fmt: skip


def test_a_deferral_on_the_pages(files: Files) -> None:  # noqa: F811
    """FIDE-15."""
    mine = client_of(files.estonia)
    defer = reverse("fide-defer", args=["C"])
    assert mine.post(defer, {"file_number": "EE-9", "ground": "", "reason": "", "key": "d-0"}).status_code == 422
    said = {"file_number": "EE-9", "ground": "investigation", "reason": "A search is planned", "key": "d-1"}
    assert mine.post(defer, said).status_code == 302
    page = mine.get(reverse("fide-own")).content.decode()
    assert "EE-9" in page and "EE-9" not in client_of(files.latvia).get(reverse("fide-own")).content.decode()
    (end,) = re.findall(r'action="(/fide/deferrals/[^"]+/end)"', page)
    assert mine.post(end).status_code == 302 and "EE-9" not in mine.get(reverse("fide-own")).content.decode()


def test_the_api_asks_enters_changes_and_clears(files: Files) -> None:  # noqa: F811
    """FIDE-04, FIDE-13, FIDE-14, FIDE-17, FIDE-19; the general search knows nothing of it."""
    mine, others = Caller(files.estonia, "estonia.investigator"), Caller(files.latvia, "latvia.investigator")
    identity = {"name": "Näidis", "forenames": "Jaan", "aliases": ["Boss"]}
    given = {
        name: TYPED[name]
        for name in ("status", "subject", "offence_code", "file_number", "contact", "filed_on", "last_act_on")
    }
    made = mine("post", "/api/v1/fide/entries", {"kind": "person", "identity": identity, **given})
    assert made.status_code == 201, made.content
    entry = made.json()["id"]
    asked = {"kind": "person", "identity": {"name": "Naidis"}, "file_reference": "LV-1"}
    answer = others("post", "/api/v1/fide/questions", asked).json()
    assert [(hit["file_number"], hit["matched"]) for hit in answer["hits"]] == [("EE-17/2026", {"name": ["Näidis"]})]
    assert others("post", "/api/v1/fide/questions", {**asked, "file_reference": " "}).status_code == 422
    assert others("get", f"/api/v1/fide/entries/{entry}").status_code == 404
    change = {"kind": "person", "identity": identity, **given, "status": "established", "version": 1}
    assert mine("post", f"/api/v1/fide/entries/{entry}/change", change).json()["version"] == 2
    search = others("post", "/api/v1/screening/checks", {"text": "Jaan Näidis", "reference": "LV-1"})
    assert search.status_code == 200 and "EE-17" not in search.content.decode()
    assert mine("post", f"/api/v1/fide/entries/{entry}/clear", {}).status_code == 204
    assert others("post", "/api/v1/fide/questions", asked).json()["hits"] == []
    deferred = {"file_number": "EE-9", "ground": "investigation", "reason": "A search is planned"}
    number = mine("post", "/api/v1/fide/deferrals", deferred).json()["id"]
    assert [one["id"] for one in mine("get", "/api/v1/fide/deferrals").json()] == [number]
    assert mine("post", f"/api/v1/fide/deferrals/{number}/end", {}).status_code == 204
    assert others("get", "/api/v1/fide/offence-lists").json()[0]["state_code"] == "EE"
    assert Client(SERVER_NAME="localhost").get("/api/v1/fide/entries").status_code == 401


def test_the_command_line_asks_enters_and_clears(files: Files, tmp_path: Path) -> None:  # noqa: F811
    """FIDE-04, FIDE-08, FIDE-14, FIDE-19."""
    said = tmp_path / "file.json"
    given = {name: TYPED[name] for name in TYPED if name not in ("name", "forenames", "birth_date", "aliases", "key")}
    said.write_text(
        json.dumps({"kind": "person", "identity": {"name": "Näidis", "forenames": "Jaan"}, **given}), "utf-8"
    )

    def run(login: str, *words: str) -> str:
        token = authorities.mint_token(f"{login}.investigator")
        done = CliRunner().invoke(app, list(words), env={"FIRSTWALL_TOKEN": token, "FIRSTWALL_MANDATE": ""})
        return done.output

    entry = uuid.UUID(run("estonia", "enter", str(said), "--strand", "C").strip())
    asked = ("ask", "person", "--field", "name=Naidis", "--field", "forenames=Jaan", "--file", "LV-1", "--strand", "C")
    assert "EE-17/2026" in run("latvia", *asked)
    assert "Näidis Jaan" in run("estonia", "list", "--strand", "C") or "Jaan Näidis" in run(
        "estonia", "list", "--strand", "C"
    )
    assert "Erased" in run("estonia", "clear", str(entry))
    assert "No file" in run("latvia", *asked)
