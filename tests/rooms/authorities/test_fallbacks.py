"""SEC-15, SEC-20: what remains without a passkey ends by itself, counts its failures, and is seen by others."""

import time
from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from tests.harness.coalition import a_coalition
from tests.law.at_work import an_administrator
from tests.rooms.supervision.aging import as_superuser

from firstwall.authorities import ending, queries, staff
from firstwall.authorities.acting import acting, system_actor
from firstwall.authorities.signing_in import challenges, codes, fallbacks, links, passkeys, providers, refused, sessions
from firstwall.kernel.clock import utc_now
from firstwall.kernel.keeping import kept_from
from firstwall.kernel.refusal import Fault, NotPermitted
from firstwall.supervision.runs import SYSTEM
from firstwall.web.frame import _alarms


@pytest.fixture
def estonia(clean, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(settings, "FIRSTWALL_CODES_ALLOWED", True)
    return a_coalition().estonia


def code_at(made: fallbacks.Codes, *, steps: int = 0) -> str:
    secret = made.secret + "=" * (-len(made.secret) % 8)
    return codes.code_of(codes.base64.b32decode(secret), codes.step_at(time.time()) + steps)


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_the_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    """RFC 6238, appendix B, the last six digits."""
    assert codes.code_of(b"12345678901234567890", codes.step_at(seconds)) == code


def test_a_link_gives_seven_days_of_password_and_code_and_a_code_counts_once(estonia) -> None:
    """SEC-15: time-limited, logged."""
    link = links.by_operator("ee.coordinator")
    made = fallbacks.begin_codes(link)
    with pytest.raises(Fault):
        links.opened(link)
    code = code_at(made)
    held, person = fallbacks.sign_in_by_code("ee.coordinator", made.password, code)
    assert (person.login, held.method) == ("ee.coordinator", "code")
    with pytest.raises(NotPermitted):
        fallbacks.sign_in_by_code("ee.coordinator", made.password, code)


def test_each_of_the_three_must_be_right(estonia) -> None:
    """SEC-15: and the answer is the same whichever was wrong."""
    made = fallbacks.begin_codes(links.by_operator("ee.coordinator"))
    good = {"login": "ee.coordinator", "password": made.password, "code": code_at(made)}
    for wrong in good:
        with pytest.raises(NotPermitted, match="does not open anything"):
            fallbacks.sign_in_by_code(**{**good, wrong: "x"})


def test_a_stranger_who_tries_often_ends_nobodys_way_in(estonia) -> None:
    """SEC-15: neither the password's row nor the person's own sign-in is touched, from another address or the same."""
    made = fallbacks.begin_codes(links.by_operator("ee.coordinator"))
    for _time in range(refused.MOST_OF_SOURCE + 5):
        with pytest.raises(NotPermitted) as said:
            fallbacks.sign_in_by_code("ee.coordinator", "guessed", "000000", address="192.0.2.1")
        refused.record_refused(said.value.rule, "192.0.2.1")
    assert said.value.status == 429
    held, _person = fallbacks.sign_in_by_code("ee.coordinator", made.password, code_at(made), address="198.51.100.7")
    assert held.method == "code"
    sealed = fallbacks.seal_account("EE-CUSTOMS")
    assert fallbacks.open_sealed(sealed)[0].method == "break_glass"


def test_who_has_the_password_and_not_the_code_waits_longer_each_time(estonia, content) -> None:
    """SEC-15: six digits are not tried out, and the person comes in after the wait."""
    made = fallbacks.begin_codes(links.by_operator("ee.coordinator"))
    waits = []
    for _time in range(9):
        with pytest.raises(NotPermitted, match="does not open anything"):
            fallbacks.sign_in_by_code("ee.coordinator", made.password, "wrong")
        (row,) = content._connection.execute("select waits_until - now() from authorities_fallback").fetchall()
        waits.append(round(row[0].total_seconds() / 30))
        if waits[-1]:
            with pytest.raises(NotPermitted, match="not looked at yet"):
                fallbacks.sign_in_by_code("ee.coordinator", made.password, code_at(made))
        content._connection.execute("update authorities_fallback set waits_until = now()")
    assert waits == [0, 0, 0, 0, 1, 2, 4, 8, 16]
    assert fallbacks._growing(100) == fallbacks.LONGEST_WAIT
    assert fallbacks.sign_in_by_code("ee.coordinator", made.password, code_at(made))[0].method == "code"


def test_the_same_is_asked_of_the_database_whether_a_login_exists_or_not(estonia) -> None:
    """SEC-09: same statements, same answer; so the same time and size."""
    fallbacks.begin_codes(links.by_operator("ee.coordinator"))
    asked = []
    for login in ("ee.coordinator", "lv.coordinator", "nobody"):
        with CaptureQueriesContext(connection) as seen, pytest.raises(NotPermitted) as said:
            fallbacks.sign_in_by_code(login, "x", "000000")
        asked.append(([one["sql"].partition("'")[0] for one in seen.captured_queries], str(said.value)))
    assert asked[0] == asked[1] == asked[2]


def test_after_seven_days_it_opens_nothing(estonia, content) -> None:
    """SEC-15."""
    made = fallbacks.begin_codes(links.by_operator("ee.coordinator"))
    content._connection.execute("update authorities_fallback set ends_at = now()")
    with pytest.raises(NotPermitted):
        fallbacks.sign_in_by_code("ee.coordinator", made.password, code_at(made))


def test_a_site_that_does_not_allow_codes_has_none(estonia, monkeypatch: pytest.MonkeyPatch) -> None:
    """SEC-15: not unless the site says so."""
    made = fallbacks.begin_codes(links.by_operator("ee.coordinator"))
    monkeypatch.setattr(settings, "FIRSTWALL_CODES_ALLOWED", False)
    with pytest.raises(NotPermitted):
        fallbacks.sign_in_by_code("ee.coordinator", made.password, code_at(made))
    with pytest.raises(NotPermitted, match="password and code"):
        fallbacks.begin_codes(links.by_operator("lv.coordinator"))


def test_neither_secret_lies_in_the_clear(estonia, content) -> None:
    """SEC-39."""
    made = fallbacks.begin_codes(links.by_operator("ee.coordinator"))
    (row,) = content._connection.execute("select f::text, secret from authorities_fallback f").fetchall()
    assert made.password not in row[0] and codes.base64.b32decode(made.secret) not in bytes(row[1])


def test_the_sealed_code_opens_four_hours_once_and_everybody_who_keeps_people_is_told(estonia, content) -> None:
    """SEC-20."""
    code = fallbacks.seal_account("EE-CUSTOMS")
    held, person = fallbacks.open_sealed(code)
    assert {role for role, _strand in person.roles} == {"administrator"}
    ends = content._connection.execute("select ends_at - began_at from authorities_session where id = %s", [held.id])
    assert ends.fetchone()[0] == sessions.BREAK_GLASS
    with pytest.raises(NotPermitted):
        fallbacks.open_sealed(code)
    for role, told in (("administrator", True), ("supervisor", True), ("coordinator", False)):
        assert bool(_alarms(replace(estonia, role=role))) is told
    recorded = content._connection.execute(
        "select count(*) from ledger_entry where act = 'authorities.sign_in' and details->>'method' = 'break_glass'"
    )
    assert recorded.fetchone()[0] == 1


def test_the_sealed_session_is_over_after_four_hours(estonia, content) -> None:
    """SEC-20."""
    held, _person = fallbacks.open_sealed(fallbacks.seal_account("EE-CUSTOMS"))
    content._connection.execute("update authorities_session set ends_at = now()")
    assert sessions.recognise(held.id, None) is None


def test_a_new_code_ends_the_one_before(estonia) -> None:
    """SEC-20."""
    first = fallbacks.seal_account("EE-CUSTOMS")
    fallbacks.seal_account("EE-CUSTOMS")
    with pytest.raises(NotPermitted):
        fallbacks.open_sealed(first)


def test_what_was_ended_stays_ended(estonia, content) -> None:
    """SEC-18: not even the doorkeeper's own login brings a session back."""
    held = sessions.begin(queries.person(estonia.person_id), method="passkey")
    sessions.end(held, queries.person(estonia.person_id))
    with pytest.raises(Exception, match="stays ended"), acting(system_actor("sign-in")), connection.cursor() as cursor:
        cursor.execute("update authorities_session set ended_at = null where id = %s", [held.id])


LAST_OVER, FIRST_KEPT = kept_from(utc_now()) - timedelta(microseconds=1), kept_from(utc_now())
SOON = (utc_now() - timedelta(minutes=1), utc_now() + timedelta(hours=1))
DAYS = {
    "authorities_person": ("leaves_on", (kept_from(utc_now()) - timedelta(days=1)).date(), kept_from(utc_now()).date()),
    "authorities_session": ("ends_at", LAST_OVER, FIRST_KEPT),
    "authorities_passkey": ("ended_at", LAST_OVER, FIRST_KEPT),
    "authorities_identity": ("ended_at", LAST_OVER, FIRST_KEPT),
    "authorities_proposal": ("proposed_at", LAST_OVER, FIRST_KEPT),
    "authorities_fallback": ("ends_at", *SOON),
    "authorities_used_challenge": ("expires_at", *SOON),
}


def test_what_signing_in_leaves_behind_ends_on_its_day_and_not_before(estonia, clean) -> None:
    """SEC-34, SEC-35: by the engine, and the database lets no job end a row early."""
    person = queries.person(estonia.person_id)
    sessions.begin(person, method="passkey")
    fallbacks.seal_account("EE-CUSTOMS")
    with acting(system_actor("sign-in")):
        challenges.use(b"x")
        providers.Identity.objects.create(person_id=person.id, issuer="i", subject="s", bound_at=utc_now())
        passkeys.Passkey.objects.create(person_id=person.id, credential_id=b"c", credential=b"c", added_at=utc_now())
    keeper = an_administrator(estonia, "ee.admin")
    staff.change_role(keeper, person.id, role="supervisor", strands=("C",), gives=True)
    for table, (column, over, kept) in DAYS.items():
        as_superuser(clean, f"update {table} set {column} = %s", kept)
        with acting(SYSTEM, using="jobs"), connections["jobs"].cursor() as cursor:
            cursor.execute(f"delete from {table}")
            assert cursor.rowcount == 0, table
        which = " where login = 'ee.coordinator'" if table == "authorities_person" else ""
        as_superuser(clean, f"update {table} set {column} = %s{which}", over)
    with acting(SYSTEM, using="jobs"):
        done = ending.end_over(utc_now(), 100)
    assert {table: done[table] for table in DAYS} == dict.fromkeys(DAYS, 1)
    left = as_superuser(clean, "select count(*) from authorities_role_grant where person_id = %s", person.id)
    assert left == [(0,)], "what was granted goes with the account"
