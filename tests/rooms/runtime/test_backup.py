"""SEC-42, REL-16: sealed, signed, continuous; back on an empty host, with what was erased still erased."""

import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from tests.harness.coalition import Coalition, a_coalition, a_lorry_alert, a_person_alert, for_strand, in_c
from tests.harness.quick_folder import quick_folder
from tests.law.at_work import an_administrator, at_work
from tests.rooms.supervision.aging import TODAY, as_superuser, set_days

from firstwall.authorities import queries, services, staff
from firstwall.authorities.signing_in import passkeys, sessions
from firstwall.cis import services as cis
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import utc_now
from firstwall.kernel.ids import record_id
from firstwall.ledger import reading, sequencer
from firstwall.runtime.backup import keys_apart, lists, records, rolls
from firstwall.runtime.backup.base import take_base
from firstwall.runtime.backup.checking import check
from firstwall.runtime.backup.drill import drill
from firstwall.runtime.backup.follow import follow
from firstwall.runtime.backup.mark import must_be_whole
from firstwall.runtime.backup.plan import Plan
from firstwall.runtime.backup.restore import Outcome, gate_for, restore
from firstwall.runtime.backup.store import Store, remove, write
from firstwall.runtime.checks.backups import judge_backups
from firstwall.runtime.checks.finding import State
from firstwall.runtime.commands.restore import closing_lines
from firstwall.runtime.postgres import Cluster
from firstwall.seals import day_keys, outward, signing
from firstwall.supervision import ending

WORDS = "five words that open everything"
KEY = outward.OpenedBy.generate()
ENDS = {
    "authorities_session": "ended_at",
    "authorities_mandate": "closed_at",
    "authorities_enrolment": "used_at",
    "authorities_token": "ended_at",
}


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    (tmp_path / "store").mkdir()
    return Plan(Store(tmp_path / "store"), KEY.public, timedelta(days=28), 1.0)


@pytest.fixture
def empty_home() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="firstwall-test-", dir=quick_folder()))
    home = folder / "home"
    yield home
    if home.exists():
        Cluster(home).remove()
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def following(plan: Plan, home: Path) -> Iterator[None]:
    stop = threading.Event()
    thread = threading.Thread(target=follow, args=(plan, home, stop))
    thread.start()
    yield
    stop.set()
    thread.join(30)
    assert not thread.is_alive()


def wait_for(condition: object, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline, "did not happen in time"
        time.sleep(0.1)


def enters(actor: object, said: dict, key: str) -> UUID:
    return cis.enter_alert(in_c(actor), key=key, **for_strand(said, "C")).id  # type: ignore[arg-type]


@dataclass
class People:
    """Who had ways in before the moment, and lost some after it."""

    clean: Cluster
    three: Coalition

    def __post_init__(self) -> None:
        estonia = self.three.estonia
        self.keeper = an_administrator(estonia, "ee.admin")
        self.leaver = at_work(estonia.authority_id, "ee.leaver", "coordinator", "CA", "supply")
        self.mover = at_work(estonia.authority_id, "ee.mover", "coordinator", "CA", "supply")
        self.stays = at_work(estonia.authority_id, "ee.stays", "coordinator", "CA", "supply")
        staff.change_role(self.keeper, self.mover.person_id, role="investigator", strands=("C", "A"), gives=True)
        staff.change_role(self.keeper, self.stays.person_id, role="investigator", strands=("C",), gives=False)
        staff.change_role(self.keeper, self.stays.person_id, role="investigator", strands=("C",), gives=True)
        staff.reissue_link(self.keeper, self.stays.person_id)
        self.passkeys = [self.enrols(one) for one in (self.leaver, self.mover, self.mover, self.stays)]
        services.mint_token("ee.stays")
        sessions.begin(queries.person_by_login("ee.stays"), method="passkey")

    def enrols(self, actor: Actor) -> UUID:
        number = record_id()
        as_superuser(
            self.clean,
            "insert into authorities_passkey (id, person_id, credential_id, credential, sign_count, label, added_at)"
            " values (%s, %s, %s, '', 0, 'a key', now())", number, actor.person_id, number.bytes,
        )  # fmt: skip
        return number

    def lose_what_they_had(self) -> None:
        staff.record_leaving(self.keeper, self.leaver.person_id, on=TODAY)
        staff.change_role(self.keeper, self.mover.person_id, role="investigator", strands=("C",), gives=False)
        passkeys.end(self.mover, self.passkeys[1])

    def have_no_way_in_but_those_left(self, back: Cluster, outcome: Outcome) -> None:
        """SEC-42, SEC-18: what ended stays ended; what opens without a passkey has ended for everybody."""
        for table, end in ENDS.items():
            assert as_superuser(back, f"select count(*) from {table} where {end} is null") == [(0,)], table
        left = as_superuser(back, "select id from authorities_passkey where ended_at is null")
        assert {row[0] for row in left} == {self.passkeys[2], self.passkeys[3]}
        held = "select role, strand from authorities_role_grant where person_id = %s and role = 'investigator'"
        assert as_superuser(back, held, self.mover.person_id) == [("investigator", "A")]
        assert as_superuser(back, held, self.stays.person_id) == [("investigator", "C")]  # taken and given back before
        gone = as_superuser(back, "select is_active from authorities_person where id = %s", self.leaver.person_id)
        assert gone == [(False,)]
        assert outcome.ended["sessions"] == outcome.ended["tokens"] == outcome.ended["one-time links"] == 1
        assert outcome.ended["passkeys ended again"] == outcome.ended["passkeys of persons ended again"] == 1
        assert "token of ee.stays" in outcome.access
        assert "ee.mover authorities.change_roles investigator C" in outcome.access


def another_hand_is_seen_and_what_it_took_is_laid_again(home: Path, plan: Plan) -> None:
    """SEC-42: the node finds that its folder was changed, and writes again what is gone from it."""
    lists.write_all(plan, home)
    before = (plan.store.root / rolls.FILE).read_bytes()
    lists.write_all(plan, home)
    names = [path.name for path in plan.store.erased()]
    assert names and records.last_backup(home).set_back_at is None
    remove(plan.store.erased()[0])
    write(plan.store.root / rolls.FILE, [before])
    lists.write_all(plan, home)
    assert [path.name for path in plan.store.erased()] == names
    (told, *_) = judge_backups(home, plan.store.root, utc_now())
    assert told.state is State.BAD and "was found changed" in str(told.sentence)
    assert check(plan.store, [KEY], signing.load_verifiers(signing.BACKUP)).ended()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as another user here")
def test_while_it_is_restored_only_the_user_who_restores_comes_in(database: Cluster) -> None:
    """SEC-05, SEC-42: somebody of the group that reaches the socket is asked for by the kernel, and stays outside."""
    superuser = database.superuser
    names = ("pg_hba.conf", "pg_ident.conf")
    kept = [(database.data / name).read_text() for name in names]
    command = [database.programs.path("psql"), "-h", superuser.host, "-p", superuser.port, "-U", superuser.user, "-w"]
    command += ["-d", "postgres", "-c", "select 1"]
    with superuser.connect() as server:
        try:
            for name, lines in zip(names, gate_for(superuser.user), strict=True):
                (database.data / name).write_text(lines)
            server.execute("select pg_reload_conf()")
            wait_for(lambda: subprocess.run(command, cwd="/", capture_output=True, check=False).returncode == 0)
            another = subprocess.run(
                command, cwd="/", capture_output=True, text=True, check=False, user="nobody", group=0, extra_groups=[]
            )
        finally:
            for name, lines in zip(names, kept, strict=True):
                (database.data / name).write_text(lines)
            server.execute("select pg_reload_conf()")
    assert another.returncode == 2 and "Peer authentication failed" in another.stderr, another.stderr


def test_what_came_after_the_base_is_back_and_what_was_erased_after_the_moment_is_not(
    clean: Cluster, plan: Plan, empty_home: Path, tmp_path: Path
) -> None:
    """SEC-42: the list of what was erased is newer than the moment that is restored; LOG-05, SEC-29: the proofs hold."""
    three = a_coalition()
    people = People(clean, three)
    day_keys.key_of_day(TODAY)
    erased, withdrawn = enters(three.estonia, a_person_alert(), "1"), enters(three.estonia, a_lorry_alert(), "2")
    with following(plan, clean.home):
        wait_for(lambda: records.last_backup(clean.home) and records.last_backup(clean.home).log_at)
        assert records.OWED in records.last_backup(clean.home).fault
        take_base(plan, clean.home, print)
        after = enters(three.latvia, a_person_alert(), "3")
        sequencer.sign_now()
        moment = utc_now()
        set_days(clean, erased, last_day=TODAY)
        ending.run_retention(utc_now())
        cis.withdraw_alert(in_c(three.estonia), withdrawn, reason="found", key="4")
        people.lose_what_they_had()
        enters(three.latvia, a_lorry_alert(), "5")
        sequencer.sign_now()
    assert records.last_backup(clean.home).fault == ""
    kept = reading.latest_checkpoint("backup").note
    keys_apart.save(clean.home / "keys", tmp_path / "keys.sealed", WORDS)
    names = list(keys_apart.read(tmp_path / "keys.sealed", WORDS))
    assert "kek.key" in names and "ledger/signing.key" in names
    assert not any(name.startswith("days") for name in names)

    checked = check(plan.store, [KEY], signing.load_verifiers(signing.BACKUP), moment)
    outcome = restore(empty_home, checked, keys_apart.read(tmp_path / "keys.sealed", WORDS), print, kept)

    assert outcome.lost > 0 and outcome.placed > 0 and outcome.kept == outcome.listed == outcome.known
    assert any("what was erased up to it is erased here" in line for line in closing_lines(outcome, empty_home))
    assert outcome.ended["alerts due again"] == 1 and outcome.ended["alerts withdrawn again"] == 1
    back = Cluster(empty_home)
    back.start()
    states = dict(as_superuser(back, "select id, state from cis_alert"))
    assert states == {erased: "erased", withdrawn: "withdrawn", after: "active"}
    versions = as_superuser(back, "select count(*) from cis_alert_version where alert_id = %s", erased)
    assert versions == [(0,)]
    assert as_superuser(back, "select count(*) from ledger_entry where act = 'supervision.restore'") == [(1,)]
    people.have_no_way_in_but_those_left(back, outcome)
    back.stop()
    must_be_whole(empty_home)

    played = drill(check(plan.store, [KEY], signing.load_verifiers(signing.BACKUP)), empty_home.parent, print)
    assert records.last_drill(plan.store.root) == played and played.ok
    assert played.counts["cis_alert"] == 4 and played.counts["ledger_lost"] == 0

    another_hand_is_seen_and_what_it_took_is_laid_again(clean.home, plan)

    assert TODAY.isoformat() in plan.store.days()
    day_keys.destroy_before(TODAY + timedelta(days=1))
    lists.write_days(plan, signing.load_signer(signing.BACKUP))
    assert TODAY.isoformat() not in plan.store.days(), "SEC-33: the copy of a day's key dies with it"
