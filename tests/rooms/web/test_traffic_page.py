"""A message of traffic on its page and over the API: candidates, and what was wrong with its segment and cure (REL-19)."""

import hashlib
import io
import re
from pathlib import Path
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from firstwall import __version__
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


def test_what_came_and_what_read_it_is_on_page_and_api(clean: object) -> None:
    """EXC-05, EXC-10: passengers are screened when the answer comes; hash, size and reader are shown."""
    lane = a_world().lane
    browser = as_person(Client(SERVER_NAME="localhost"), lane.person_id, lane.mandate_id)
    data = Path("examples/formats/paxlst.edi").read_bytes()
    upload = io.BytesIO(data)
    upload.name = "flight"
    assert browser.post(reverse("files"), {"file": upload, "key": str(uuid4())}).status_code == 302
    run = queries.runs_of(lane)[0]
    page = browser.get(reverse("file", args=[run.id])).content.decode()
    assert run.state == "done" and hashlib.sha256(data).hexdigest() in page and "application/EDIFACT" in page
    headers = {
        "Authorization": f"Bearer {authorities.mint_token('lv.lane')}",
        "Firstwall-Mandate": str(lane.mandate_id),
    }
    said = browser.get(f"/api/v1/screening/runs/{run.id}", headers=headers).json()
    assert (said["adapter"], said["raw_bytes"]) == (f"edifact {__version__}", len(data))


def test_a_number_with_a_wrong_check_digit_offers_its_readings_in_the_lane(clean: object) -> None:
    """EXC-17: an amber note, at most three readings, each a button that checks it."""
    lane = a_world().lane
    browser = as_person(Client(SERVER_NAME="localhost"), lane.person_id, lane.mandate_id)
    page = browser.post(reverse("check"), {"text": "CSQU3054384", "key": str(uuid4())}).content.decode()
    readings = re.findall(r'<button name="reading" value="(\w+)"', page)
    assert 1 <= len(readings) <= 3 and 'data-tone="warn"' in page
    again = browser.post(reverse("check"), {"text": "CSQU3054384", "reading": readings[0], "key": str(uuid4())})
    assert readings[0] in again.content.decode() and "The check digit is wrong" not in again.content.decode()
    other = browser.post(reverse("check"), {"text": "CSQU3054384", "reading": "MSCU1234566", "key": str(uuid4())})
    assert other.status_code == 422 and "no reading of what was typed" in other.content.decode()
