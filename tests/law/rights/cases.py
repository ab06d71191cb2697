"""What the tests of the rights of persons begin with: a person, an alert on that person, a request."""

import io
import zipfile
from datetime import timedelta
from uuid import UUID, uuid4

from tests.harness.coalition import Coalition, a_person_alert, for_strand, in_c
from tests.rooms.supervision.aging import as_superuser

from firstwall.cis import services as cis
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import utc_now
from firstwall.supervision.rights import queries, services
from firstwall.supervision.rights.types import Person

TODAY = utc_now().date()
JAAN = Person(names=("Jaan Näidis",), birth_date="17.05.1980", nationality="EE", documents=("KX1234567",))
STRANGER = Person(names=("Quintus Nemo",), birth_date="1961-02-03", nationality="PT")


def an_alert(team: Coalition, **changes: object) -> UUID:
    """Estonia's alert on Jaan in the criminal strand."""
    said = for_strand(a_person_alert(**changes), "C")
    return cis.enter_alert(in_c(team.estonia), key=str(uuid4()), **said).id


def amended(team: Coalition, alert: UUID, version: int, action: str, reason: str) -> None:
    """Estonia's alert says something else now."""
    said = {name: one for name, one in for_strand(a_person_alert(action=action), "C").items() if name != "category"}
    said["values"] = {**said["values"], "reason_for_entry": reason}
    cis.amend_alert(in_c(team.estonia), alert, version=version, reason_of_change="It is so now", **said)


def asked(actor: Actor, person: Person = JAAN, *asks: str) -> UUID:
    """Taken and gathered."""
    number = services.take_request(actor, person=person, asks=asks or ("access",), identity="document_seen")
    services.gather_holdings(actor, number)
    return number


def only(actor: Actor, number: UUID):
    (holding,) = queries.request_for(actor, number).holdings
    return holding


def time_is_over(clean, *numbers: UUID) -> None:
    """The suppliers' time has run: the days move, because no clock of the product is a stand-in."""
    for number in numbers:
        past = TODAY - timedelta(days=1)
        as_superuser(clean, "update supervision_rights_request set answer_from = %s where id = %s", TODAY, number)
        as_superuser(
            clean,
            "update supervision_rights_holding set position_due_on = %s where request_id = %s and asked_at is not null",
            past,
            number,
        )


def parts_of(pack) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(pack.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
