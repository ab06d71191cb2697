"""A disk that is full, for real: a small file system in memory, filled to the last byte (REL-11).

Mounting wants root; where it is not permitted these are skipped with that reason.
"""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from tests.harness.coalition import a_coalition, a_person
from tests.harness.content import Content
from tests.rooms.cis.test_cis_api import Caller, said
from tests.rooms.web.test_doors import as_person

from firstwall.authorities import services as authorities
from firstwall.runtime import reserve
from firstwall.runtime.postgres import Cluster
from firstwall.runtime.provision import DATABASE

SIZE = 8 * 1024 * 1024


@pytest.fixture
def small() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="firstwall-test-full-") as folder:
        Path(folder).chmod(0o711)
        place = Path(folder) / "small"
        place.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "firstwall-test", str(place)]
        if os.geteuid() or subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("mounting a small file system is not permitted here")
        try:
            yield place
        finally:
            subprocess.run(["umount", "-l", str(place)], check=True)


def fill(place: Path) -> Path:
    """Until the file system takes no further byte."""
    file = place / "filler"
    with file.open("wb", buffering=0) as writing:
        try:
            while True:
                writing.write(b"\0" * 65536)
        except OSError:
            return file


def test_writes_are_refused_while_checks_go_on_and_it_heals_by_itself(clean: Cluster, small: Path) -> None:
    """One sentence with the free figure; nothing half stored; the same request is taken once there is room."""
    team = a_coalition()
    estonia = Caller(team.estonia)
    other = a_person(team.latvia.authority_id, "lv.investigator", role="investigator", purpose="investigation")
    at_work = {
        "Authorization": f"Bearer {authorities.mint_token('lv.investigator')}",
        "Firstwall-Mandate": str(other.mandate_id),
        "Idempotency-Key": "c",
    }
    check = {"type": "person", "name": "Somebody Else", "dob": "1950-01-01", "reference": "CASE-7"}
    with override_settings(FIRSTWALL_DATA_FOLDER=small, FIRSTWALL_ROOM_KEPT=SIZE // 2):
        assert reserve.lay_down(small, size=5 * SIZE // 8, least_free=0)
        fill(small)
        refused = estonia("post", "", said("C"), key="same")
        assert refused.status_code == 507
        assert "0 MB are free" in refused.json()["sentence"] and refused.json()["safe_to_retry"] is True
        assert estonia("get", "?strand=C").status_code == 200
        checked = Client(SERVER_NAME="localhost").post(
            "/api/v1/screening/checks", check, content_type="application/json", headers=at_work
        )
        assert checked.status_code in (200, 201), checked.content
        assert reserve.drop(small)
        assert estonia("post", "", said("C"), key="same").status_code == 201


def test_a_database_without_room_says_the_same(clean: Cluster, small: Path, content: Content) -> None:
    """The server itself finds no room: its error is the same answer, and nothing of the act is there afterwards."""
    content.empty(by_truncating=True)  # no page is left over from another test
    estonia = Caller(a_coalition().estonia)
    clean._give(small)
    with clean.superuser.connect() as server:
        server.execute(f"create tablespace small location '{small}'")
    with clean.superuser.connect(DATABASE) as owner:
        tables = [
            row[0]
            for row in owner.execute("select relname from pg_class where relname like 'cis\\_alert%' and relkind = 'r'")
        ]
        try:
            for table in tables:
                owner.execute(f"alter table {table} set tablespace small")
            filler = fill(small)
            refused = estonia("post", "", said("C"), key="same")
            assert refused.status_code == 507, refused.content
            assert "Nothing was stored" in refused.json()["sentence"]
            assert estonia("get", "?strand=C").json()["alerts"] == []
            filler.unlink()
            assert estonia("post", "", said("C"), key="same").status_code == 201
        finally:
            (small / "filler").unlink(missing_ok=True)
            for table in tables:
                owner.execute(f"alter table {table} set tablespace pg_default")
            owner.execute("drop tablespace small")


def test_the_page_says_it_in_one_sentence(clean: Cluster, small: Path) -> None:
    actor = a_coalition().estonia
    browser = as_person(Client(SERVER_NAME="localhost"), actor.person_id, actor.mandate_id)
    with override_settings(FIRSTWALL_DATA_FOLDER=small, FIRSTWALL_ROOM_KEPT=SIZE * 2):
        page = browser.get(reverse("alert-enter", kwargs={"category": "d"}))
        assert page.status_code == 507
        assert b"The disk of this node is full: 8 MB are free." in page.content
        assert browser.get(reverse("alerts")).status_code == 200
