"""SEC-32: a supervisor finds who looked at what and why, without an administrator; each such read is recorded too."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from firstwall.authorities.acting import acting
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import NothingHere, Refusal
from firstwall.kernel.words import Strand
from firstwall.ledger import sequencer, services
from firstwall.ledger.models import Entry
from firstwall.runtime.provision import DATABASE
from firstwall.seals import day_keys
from firstwall.supervision import queries
from firstwall.supervision.types import LedgerFilters, PersonalState

BOTH = (Strand.CRIMINAL, Strand.ADMINISTRATIVE)
OURS, THEIRS, OFFICE = UUID(int=1), UUID(int=2), UUID(int=3)
ALERT = uuid4()
SUPERVISOR = Actor(uuid4(), "Supervisor", OFFICE, "EE-SUP", None, BOTH, BOTH[0], "supervisor", "supervision")


def officer(authority: UUID, strand: Strand = BOTH[0]) -> Actor:
    return Actor(
        uuid4(),
        "Officer",
        authority,
        "X",
        None,
        BOTH,
        strand,
        "border_officer",
        "border_check",
        "lane 3",
        place="Narva",
    )


@pytest.fixture(autouse=True)
def supervised(clean) -> None:
    with clean.superuser.connect(DATABASE) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(
            "INSERT INTO authorities_supervision (supervisor_id, supervised_id) VALUES (%s, %s)", [OFFICE, OURS]
        )
        connection.commit()


def search(actor: Actor, name: str, **parts) -> UUID:
    with acting(actor):
        return services.record(actor, act="screening.check", personal={"name": name}, terms=[name], **parts)


def test_the_very_search_is_found(clean: object) -> None:
    found = search(officer(OURS), "Ivan Ivanov", details={"shown": [str(ALERT)]})
    search(officer(OURS), "Ivan Petrov")
    sequencer.sign_now()
    for term in ("Ivanov Ivan", "ИВАНОВ", "ivanov"):
        assert [row.id for row in queries.searches_for(SUPERVISOR, term).rows if row.act == "screening.check"] == [
            found
        ]
    (row,) = (row for row in queries.who_saw(SUPERVISOR, ALERT).rows if row.act == "screening.check")
    assert (row.id, row.reference, row.place, row.purpose) == (found, "lane 3", "Narva", "border_check")
    view = queries.entry(SUPERVISOR, found)
    assert view.personal == {"name": "Ivan Ivanov"} and view.personal_state == PersonalState.OPEN
    assert view.proof_holds and view.row.seq is not None


def test_a_plate_is_found_however_written(clean: object) -> None:
    spaced, plain = search(officer(OURS), "AB-123 CD"), search(officer(OURS), "AB123CD")
    for term in ("ab 123 cd", "AB123CD"):
        assert {row.id for row in queries.searches_for(SUPERVISOR, term).rows} >= {spaced, plain}
    assert queries.searches_for(SUPERVISOR, " - ").rows == ()


def test_only_supervised_authorities_are_shown(clean: object) -> None:
    """GOV-06, GOV-07, SEC-09: each supervises its own; what is outside supervision is as absent as what never was."""
    ours, theirs = search(officer(OURS), "X Y"), search(officer(THEIRS), "X Y")
    listed = {row.id for row in queries.ledger_entries(SUPERVISOR).rows}
    assert ours in listed and theirs not in listed
    assert {row.id for row in queries.searches_for(SUPERVISOR, "X Y").rows} & {ours, theirs} == {ours}
    for hidden in (theirs, uuid4()):
        with pytest.raises(NothingHere):
            queries.entry(SUPERVISOR, hidden)


def test_only_the_strands_of_the_mandate_are_shown(clean: object) -> None:
    """CIS-01."""
    search(officer(OURS, BOTH[1]), "X")
    narrow = replace(SUPERVISOR, strands=(BOTH[0],))
    assert all(row.strand != "A" for row in queries.ledger_entries(narrow).rows)
    assert any(row.strand == "A" for row in queries.ledger_entries(SUPERVISOR).rows)


def test_each_read_is_recorded(clean: object) -> None:
    """SEC-32: the supervisor's own searches are in the ledger, and found like anybody's."""
    queries.searches_for(SUPERVISOR, "Ivan Ivanov")
    queries.ledger_entries(SUPERVISOR)
    page = queries.ledger_entries(SUPERVISOR, LedgerFilters(actor_id=SUPERVISOR.person_id))
    assert [row.object_type for row in page.rows] == ["ledger", "ledger", "ledger_search"]
    assert all(row.act == queries.READ for row in page.rows)


def test_filters_and_pages(clean: object) -> None:
    actor = officer(OURS)
    for number in range(60):
        search(actor, f"Name{number}", result="found" if number % 2 else "none")
    first = queries.ledger_entries(SUPERVISOR, LedgerFilters(act="screening.check"))
    second = queries.ledger_entries(SUPERVISOR, LedgerFilters(act="screening.check"), 2)
    assert (len(first.rows), first.has_more, len(second.rows), second.has_more) == (50, True, 10, False)
    assert not {row.id for row in first.rows} & {row.id for row in second.rows}
    assert len(queries.ledger_entries(SUPERVISOR, LedgerFilters(result="found", actor_id=actor.person_id)).rows) == 30
    late = LedgerFilters(act="screening.check", since=utc_now() + timedelta(hours=1))
    assert queries.ledger_entries(SUPERVISOR, late).rows == ()


def test_the_personal_part_goes_with_its_day(clean: object) -> None:
    """LOG-05, SEC-33."""
    found = search(officer(OURS), "Ivan Ivanov")
    day_keys.destroy_before(utc_now().date() + timedelta(days=1))
    view = queries.entry(SUPERVISOR, found)
    assert view.personal_state == PersonalState.ERASED and view.personal == {}
    assert found not in {row.id for row in queries.searches_for(SUPERVISOR, "Ivan Ivanov").rows}


def test_a_changed_entry_loses_its_proof(clean) -> None:
    found = search(officer(OURS), "X")
    sequencer.sign_now()
    with clean.superuser.connect(DATABASE) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("UPDATE ledger_entry SET reference = 'lane 4' WHERE id = %s", [found])
        connection.commit()
    assert not queries.entry(SUPERVISOR, found).proof_holds


def test_others_may_not_read_the_ledger(clean: object) -> None:
    with pytest.raises(Refusal):
        queries.ledger_entries(officer(OURS))


@pytest.mark.parametrize("actor", [officer(OURS), replace(SUPERVISOR, authority_id=uuid4())])
def test_the_login_alone_shows_nothing(clean: object, actor: Actor) -> None:
    """GOV-08, SEC-04: a supervisor reads by a mandate; fw_super alone, or in another context, reads nothing."""
    search(officer(OURS), "X")
    with acting(actor, using="super"):
        assert Entry.objects.using("super").count() == 0
    with transaction.atomic(using="super"):
        assert Entry.objects.using("super").count() == 0


def test_state_of_the_ledger(clean: object) -> None:
    search(officer(OURS), "X")
    sequencer.sign_now()
    state = queries.ledger_state(SUPERVISOR)
    assert state.placed == state.signed == 1 and state.signed_at and state.note.startswith("firstwall/")
