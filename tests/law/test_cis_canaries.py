"""SEC-39, SEC-61, CIS-29: what an alert says is in no dump, no log, no ledger detail and no job table."""

import os
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from tests.harness.coalition import a_coalition, a_person_alert, for_strand, in_c

from firstwall.cis import queries, services
from firstwall.kernel.refusal import FieldRefused
from firstwall.runtime import binaries
from firstwall.runtime.provision import DATABASE

CANARY = "Kanarbik Laululind"
NUMBER = "QZ7654321"
SAID = {
    "names": [CANARY],
    "documents": [{"type": "passport", "number": NUMBER, "country": "EE"}],
    "reason_for_entry": f"{CANARY} was seen with goods",
}


@pytest.fixture
def planted(clean):
    coalition = a_coalition()
    estonia = in_c(coalition.estonia)
    said = for_strand(a_person_alert(values=SAID), "C")
    ref = services.enter_alert(estonia, key="canary", **said)
    changed = {name: value for name, value in said.items() if name != "category"}
    services.amend_alert(estonia, ref.id, version=1, reason_of_change=CANARY, **changed)
    queries.alert_for(in_c(coalition.latvia), ref.id)
    with pytest.raises(FieldRefused):
        services.enter_alert(estonia, **{**said, "ground": CANARY})
    services.withdraw_alert(estonia, ref.id, reason=CANARY)
    return clean


def is_clean(text: bytes) -> bool:
    """Neither as text nor as the hexadecimal form in which PostgreSQL prints bytes."""
    traces = [
        form for canary in (CANARY, "Kanarbik", NUMBER) for form in (canary.encode(), canary.encode().hex().encode())
    ]
    return not any(trace in text for trace in traces)


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
