"""SEC-12, SEC-20: what one administrator tries alone."""

import pytest
from django.db import connection
from tests.harness.coalition import a_coalition
from tests.law.at_work import an_administrator

from firstwall.authorities import queries, staff
from firstwall.authorities.acting import acting
from firstwall.authorities.signing_in import fallbacks, links
from firstwall.authorities.signing_in.models import Proposal
from firstwall.kernel.refusal import Fault


@pytest.fixture
def estonia(clean):
    return a_coalition().estonia


@pytest.fixture
def keeper(estonia):
    return an_administrator(estonia, "ee.admin")


def test_an_account_entered_under_the_name_of_the_sealed_one_gets_no_role(estonia, keeper) -> None:
    """SEC-12, SEC-20: an administrator enters the login first and holds its one-time link."""
    number, secret = staff.enter_person(keeper, login="break-glass.lv-customs", name="Nobody")
    with pytest.raises(Fault, match="in use"):
        fallbacks.seal_account("LV-CUSTOMS")
    assert links.opened(secret).person.id == number
    assert not queries.person(number).roles


def test_an_agreement_dated_ahead_serves_no_second_time(estonia, keeper) -> None:
    """SEC-12: by SQL as fw_app; PostgreSQL itself says when it was agreed to."""
    second = an_administrator(estonia, "ee.second")
    third = an_administrator(estonia, "ee.third")
    assert staff.reissue_link(keeper, third.person_id) == ""
    with acting(second), connection.cursor() as cursor:
        cursor.execute(
            "update authorities_proposal set state = 'agreed', decided_by = %s, decided_at = now() + interval '9 years'"
            " where person_id = %s",
            [second.person_id, third.person_id],
        )
        assert cursor.rowcount == 1
    with pytest.raises(Exception, match="row-level security"), acting(second):
        links.make(third.person_id, made_by=second.person_id)
    with acting(second):
        assert not Proposal.objects.filter(state="proposed").exists()


def test_nobody_is_confirmed_for_years(estonia, keeper) -> None:
    """CIS-24, SEC-14: by SQL as fw_app; a quarter passes, many do not."""
    colleague = an_administrator(estonia, "ee.second")
    say = "update authorities_person set confirmed_by = %s, confirmed_until = current_date + %s::interval where id = %s"
    with acting(keeper), connection.cursor() as cursor:
        cursor.execute(say, [keeper.person_id, "3 months", colleague.person_id])
        assert cursor.rowcount == 1
    with pytest.raises(Exception, match="lasts a quarter"), acting(keeper), connection.cursor() as cursor:
        cursor.execute(say, [keeper.person_id, "70 years", colleague.person_id])
