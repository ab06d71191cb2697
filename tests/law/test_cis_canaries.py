"""SEC-39, SEC-61, CIS-29, scenario 15: what an alert or a request says is in no dump, WAL, log, job table or saved index.

Each look at raw bytes has a control: a word that must be found, so that a test which looks in the wrong place fails.
"""

import os
import subprocess
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import DataError, connections
from tests.harness.coalition import a_coalition, a_person, a_person_alert, for_strand, in_c

from firstwall.authorities.acting import acting
from firstwall.cis import queries, services
from firstwall.cis.index_changes import index_changes
from firstwall.kernel.refusal import FieldRefused
from firstwall.kernel.words import Strand
from firstwall.matching import Index
from firstwall.matching.saved import saved
from firstwall.runtime import binaries
from firstwall.runtime.postgres import Cluster
from firstwall.runtime.provision import DATABASE
from firstwall.screening import services as screening
from firstwall.screening.index import saved_form
from firstwall.supervision.rights import services as rights
from firstwall.supervision.rights.types import Person

CANARY = "Kanarbik Laululind"
NUMBER = "QZ7654321"
SAID = {
    "names": [CANARY],
    "documents": [{"type": "passport", "number": NUMBER, "country": "EE"}],
    "reason_for_entry": f"{CANARY} was seen with goods",
}


SUPPLIER = b"Customs of Estonia"  # public, and written to the same files: the control of each look at raw bytes


@pytest.fixture
def planted(clean):
    """Entered, amended, read, searched for, screened, asked about, refused, withdrawn: every way in which a value moves."""
    coalition = a_coalition()
    estonia = in_c(coalition.estonia)
    said = for_strand(a_person_alert(values=SAID), "C")
    ref = services.enter_alert(estonia, key="canary", **said)
    changed = {name: value for name, value in said.items() if name != "category"}
    services.amend_alert(estonia, ref.id, version=1, reason_of_change=CANARY, **changed)
    queries.alert_for(in_c(coalition.latvia), ref.id)
    authority = coalition.latvia.authority_id
    lane = in_c(a_person(authority, "lv.desk", role="investigator", strands="C", purpose="investigation"))
    assert screening.check(lane, text=CANARY, reference="CASE-1").strands[0].candidates
    line = f"name,passport\n{CANARY},{NUMBER}\n".encode()
    screening.accept_file(lane, chunks=[line], filename=f"{CANARY}.csv", by_job=True)
    officer = in_c(a_person(authority, "lv.rights", role="rights_officer", strands="C", purpose="rights"))
    person = Person(names=(CANARY,), documents=(NUMBER,), says=f"{CANARY} was never there")
    number = rights.take_request(officer, person=person, asks=["erasure"], identity="document_seen")
    rights.gather_holdings(officer, number)
    with pytest.raises(FieldRefused):
        services.enter_alert(estonia, **{**said, "ground": CANARY})
    services.enter_alert(estonia, key="standing", **said)
    services.withdraw_alert(estonia, ref.id, reason=CANARY)
    return clean


def is_clean(content: bytes) -> bool:
    """Neither as text, in whatever case, nor as the hexadecimal form in which PostgreSQL prints bytes."""
    lower = content.lower()
    words = [word.encode() for word in (CANARY.lower(), "kanarbik", "laululind", NUMBER.lower())]
    return not any(trace in lower for word in words for trace in (word, word.hex().encode()))


def files_of(cluster: Cluster) -> dict[str, bytes]:
    """Every file of the data folder after all is written out: tables, WAL, the server's own logs."""
    with cluster.superuser.connect(DATABASE) as superuser:
        superuser.autocommit = True
        superuser.execute("select pg_switch_wal()")
        superuser.execute("checkpoint")
    paths = [path for path in cluster.data.rglob("*") if path.is_file()]
    return {str(path.relative_to(cluster.data)): path.read_bytes() for path in paths}


def test_the_look_finds_what_lies_open():
    """The control of `is_clean` itself."""
    assert not is_clean(f"... {CANARY.upper()} ...".encode())
    assert not is_clean(CANARY.lower().encode().hex().encode())


def test_no_value_in_any_table(planted):
    """Every text, number and json of every table, as a superuser reads them."""
    with planted.superuser.connect(DATABASE) as superuser:
        names = [row[0] for row in superuser.execute("select tablename from pg_tables where schemaname = 'public'")]
        for name in names:
            for (row,) in superuser.execute(f"select t::text from {name} t"):
                assert is_clean(row.encode()), name


def test_no_value_in_a_dump(planted):
    """A dump alone shows nothing, not even unpacked."""
    pg_dump = binaries.locate().path("pg_dump")
    superuser = planted.superuser
    command = [pg_dump, "-h", str(superuser.host), "-p", str(superuser.port), "-U", superuser.user, DATABASE]
    found = subprocess.run(
        command, capture_output=True, env={**os.environ, "PGPASSWORD": superuser.password}, check=False
    )
    assert found.returncode == 0, found.stderr
    assert b"cis_alert" in found.stdout
    assert is_clean(found.stdout)


def test_no_value_in_the_servers_log(planted):
    """SEC-61: neither in PostgreSQL's log nor in any other file of the home that is text."""
    logs = [path for path in Path(settings.FIRSTWALL_DATA_FOLDER).rglob("*.log") if path.is_file()]
    assert logs
    for path in logs:
        assert is_clean(path.read_bytes()), path


def test_no_value_in_the_write_ahead_log_nor_in_any_file_of_the_database(planted):
    """CIS-29: who copies the disk or the WAL archive copies sealed values."""
    files = files_of(planted)
    for folder in ("pg_wal/", "base/"):
        assert any(SUPPLIER in content for name, content in files.items() if name.startswith(folder)), folder
    assert [name for name, content in files.items() if not is_clean(content)] == []


def test_no_value_in_the_job_tables_nor_in_the_spool(planted):
    """A job names its run by number; the traffic itself and the file's name lie sealed."""
    with planted.superuser.connect(DATABASE) as superuser:
        tables = ("jobs", "events", "periodic_defers", "workers")
        rows = {name: superuser.execute(f"select t::text from procrastinate_{name} t").fetchall() for name in tables}
    assert rows["jobs"], "a job was written"
    assert all(is_clean(row.encode()) for held in rows.values() for (row,) in held)
    spooled = [path for path in Path(settings.FIRSTWALL_SPOOL).iterdir() if path.is_file()]
    assert spooled
    for path in spooled:
        assert is_clean(path.read_bytes()) and is_clean(path.name.encode())


def test_no_value_in_the_log_when_a_statement_fails(planted):
    """SEC-61: PostgreSQL repeats a value in the error it gives to the program; it does not write it down."""
    logs = list(Path(settings.FIRSTWALL_DATA_FOLDER).rglob("*.log"))
    with (
        pytest.raises(DataError) as told,
        acting(in_c(a_person_of(planted))),
        connections["default"].cursor() as cursor,
    ):
        cursor.execute("select %s::integer", [CANARY])
    assert CANARY in str(told.value), "the program was told"
    with pytest.raises(psycopg.Error), planted.superuser.connect(DATABASE) as superuser:
        superuser.execute(f"select '{CANARY}'::integer")
    assert logs and all(is_clean(path.read_bytes()) for path in logs)


def test_no_value_in_the_saved_index(planted):
    """SEC-39: the list holds the letters of each word, packed; what lies on the disk is that list, sealed."""
    stored = Index.build(index_changes(Strand.CRIMINAL).entities).stored()
    open_form = b"".join(bytes(piece) for piece in saved(stored, {"strand": "C"}))
    ids = stored.segment.listed.ids.text.tobytes()
    traces = [ids[:36], *(row.tobytes() for row in stored.segment.listed.tokens.rows if row.any())]
    assert len(traces) >= 3 and all(trace in open_form for trace in traces), "the control: unsealed, each is found"
    saved_form.build(Strand.CRIMINAL)
    files = [path for path in saved_form.folder().iterdir() if path.is_file()]
    assert saved_form.path_of(Strand.CRIMINAL) in files
    for path in files:
        content = path.read_bytes()
        assert is_clean(content) and not any(trace in content for trace in traces), path


@pytest.mark.parametrize("role", ["fw_app", "fw_screen", "fw_super", "fw_jobs", "fw_backup", "fw_log", "fw_owner"])
def test_scenario_15_an_administrator_of_the_host_reads_nothing(planted, role):
    """CIS-29: with any role of the database, and as the superuser above: every column of every table that it may select."""
    with planted.superuser.connect(DATABASE) as superuser:
        names = [row[0] for row in superuser.execute("select tablename from pg_tables where schemaname = 'public'")]
        superuser.execute(f"set role {role}")
        for name in names:
            may = superuser.execute("select has_table_privilege(%s, %s, 'select')", [role, name]).fetchone()[0]
            for (row,) in superuser.execute(f"select t::text from {name} t") if may else ():
                assert is_clean(row.encode()), name


def a_person_of(clean):
    """Somebody with a mandate, when the coalition stands already."""
    with clean.superuser.connect(DATABASE) as superuser:
        (authority,) = superuser.execute("select id from authorities_authority where code = 'EE-CUSTOMS'").fetchone()
    return a_person(authority, "ee.second", role="coordinator")
