"""The MAC-bound context that row-level security reads: the four cases of SEC-08, and what a pool must never mix (SEC-07)."""

import random
import threading

import pytest
from django.db import connection, transaction
from tests.rooms.authorities.coalition import Coalition

from firstwall.authorities import services
from firstwall.authorities.acting import acting, system_actor
from firstwall.kernel.actor import Actor
from firstwall.kernel.words import Strand


def classes() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("select fw_classes()")
        return cursor.fetchone()[0]


def raw_context() -> str:
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('fw.ctx', true)")
        return cursor.fetchone()[0] or ""


def set_raw(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select set_config('fw.ctx', %s, true)", [value])


def test_a_valid_context_has_the_classes_of_its_designation(coalition: Coalition):
    """SEC-08, CIS-25: the database computes what may be read from the list in force today."""
    with acting(coalition.officer("EE")):
        assert len(classes()) == 8
    with acting(coalition.officer("EE").in_strand(Strand.ADMINISTRATIVE)):
        assert len(classes()) == 2  # Estonia's invented customs are designated for a and b there


def test_no_context_has_no_classes_and_no_person(coalition: Coalition):
    """SEC-04: missing context gives nothing."""
    with transaction.atomic():
        assert classes() == []


def test_a_context_made_up_without_the_key_gives_nothing(coalition: Coalition):
    """SEC-08: plain forged value."""
    latvia = coalition.officer("LV").authority_id
    with acting(coalition.officer("EE")):
        forged = raw_context().split("|")
        forged[2] = str(latvia)
        set_raw("|".join(forged))
        assert classes() == []


def test_a_context_replayed_in_the_next_transaction_gives_nothing(coalition: Coalition):
    """SEC-08: pid and transaction start are part of the MAC."""
    with acting(coalition.officer("EE")):
        old = raw_context()
    with transaction.atomic():
        set_raw(old)
        assert classes() == []


def test_the_key_table_is_closed_to_the_app(coalition: Coalition):
    """SEC-08: the policies' function reads the key, the app does not."""
    with pytest.raises(Exception, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select * from authorities_context_key")


def test_the_context_is_gone_after_an_exception(coalition: Coalition):
    """SEC-07: transaction-local, whatever happens inside."""
    with pytest.raises(ZeroDivisionError), acting(coalition.officer("EE")):
        1 / 0  # noqa: B018
    assert raw_context() == ""


def test_another_actor_cannot_slip_into_a_running_act(coalition: Coalition):
    estonian, latvian = coalition.officer("EE"), coalition.officer("LV")
    with acting(estonian), pytest.raises(RuntimeError), acting(latvian):
        pass


def test_two_hundred_mixed_requests_on_a_small_pool_never_mix(coalition: Coalition):
    """SEC-07: organisations, exceptions and threads share a pool; each sees its own authority only."""
    wrong: list[str] = []
    actors = [coalition.officer("EE"), coalition.officer("LV")]

    def work(seed: int) -> None:
        draw = random.Random(seed)
        for _ in range(25):
            actor = draw.choice(actors)
            try:
                with acting(actor), connection.cursor() as cursor:
                    cursor.execute("select fw_authority()")
                    if cursor.fetchone()[0] != actor.authority_id:
                        wrong.append("mixed")
                    if draw.random() < 0.3:
                        raise KeyError
            except KeyError:
                pass
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("select fw_authority()")
                if cursor.fetchone()[0] is not None:
                    wrong.append("left over")
        connection.close()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_people_are_read_within_their_own_authority_only(coalition: Coalition):
    """SEC-04: raw SQL as the app role, under Latvia's context, finds no Estonian colleague."""
    with acting(coalition.officer("LV")), connection.cursor() as cursor:
        cursor.execute("select count(*) from authorities_person where login like 'ee.%'")
        assert cursor.fetchone()[0] == 0


def test_an_officer_cannot_write_the_list_of_designations(coalition: Coalition):
    """CIS-25: the list is the only source of permission, so no session writes it."""
    actor: Actor = coalition.officer("LV")
    with pytest.raises(Exception, match="row-level security"), acting(actor), connection.cursor() as cursor:
        cursor.execute(
            "insert into authorities_designation (id, authority_id, strand, categories, purposes, rights, screen_only,"
            " valid_from, list_version) values (gen_random_uuid(), %s, 'C', '{d}', '{investigation}', '{read}', false,"
            " '2020-01-01', '')",
            [actor.authority_id],
        )


def test_a_token_is_found_by_its_secret_and_by_nobody_elses_context(coalition: Coalition):
    """SEC-19: only a hash is kept, and only the doorkeeper reads it."""
    secret = services.mint_token("ee.officer")
    assert services.person_of_token(secret).login == "ee.officer"
    assert services.person_of_token(secret + "x") is None
    with acting(coalition.officer("LV")), connection.cursor() as cursor:
        cursor.execute("select count(*) from authorities_token")
        assert cursor.fetchone()[0] == 0
    with acting(system_actor("sign-in")), connection.cursor() as cursor:
        cursor.execute("select count(*) from authorities_token where hash = %s", [secret])
        assert cursor.fetchone()[0] == 0
