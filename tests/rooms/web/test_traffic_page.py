"""A message of traffic on its page and over the API: candidates, and what was wrong with its segment and cure (REL-19)."""

import io
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from firstwall.authorities import services as authorities
from firstwall.screening import queries, services
from tests.rooms.screening.world import a_world, enters
from tests.rooms.web.test_doors import as_person


def test_a_manifest_is_sent_on_the_page_and_read_on_page_and_api(clean: object) -> None:
    world = a_world()
    enters(world.estonia)
    lane = world.lane
    browser = as_person(Client(SERVER_NAME="localhost"), lane.person_id, lane.mandate_id)
    with open("examples/formats/cuscar.edi", "rb") as sample:
        data = sample.read().replace(b"UNT+31", b"UNT+32")
    upload = io.BytesIO(data)
    upload.name = "manifest.bin"
    answer = browser.post(reverse("files"), {"file": upload, "key": str(uuid4())})
    assert answer.status_code == 302, answer.content
    runs = queries.runs_of(lane)
    done = {str(run.strand): services.work_run(lane, run.id) for run in runs}["C"]
    assert (done.format, done.state, done.candidates) == ("edifact", "done", 1)
    page = browser.get(reverse("file", args=[done.id])).content.decode()
    assert "segment 32" in page and "UNT" in page and "Ask the sender whether something is missing." in page
    assert "than the 31 that were counted" in page and "SGP" in page
    headers = {
        "Authorization": f"Bearer {authorities.mint_token('lv.lane')}",
        "Firstwall-Mandate": str(lane.mandate_id),
    }
    said = browser.get(f"/api/v1/screening/runs/{done.id}/problems", headers=headers)
    (count,) = [one for one in said.json() if one["code"] == "wrong_count"]
    assert (count["unit"], count["line"], count["field"], count["kept"]) == ("segment", 32, "UNT", True)
    assert "31" in count["sentence"] and count["cure"]
