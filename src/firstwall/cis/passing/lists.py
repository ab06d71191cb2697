"""Which services may copy, and who is an analyst there: listed by the national authority itself (CIS-55a)."""

from uuid import UUID

from django.db.models import Q

from firstwall.authorities.acting import acting, lawful
from firstwall.authorities.queries import colleague_by_login, colleagues, readers_of_strand
from firstwall.cis.passing.entitled import must_be_partner
from firstwall.cis.passing.models import CopyAnalyst, CopyService
from firstwall.cis.passing.types import ServiceView
from firstwall.cis.seeing import chosen, text_given
from firstwall.kernel.actor import Actor, authority_of, person_of, strand_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import FieldProblem, FieldRefused, NothingHere, Refusal
from firstwall.kernel.sentences import N_
from firstwall.law.sharing import COPY_KINDS
from firstwall.ledger import once
from firstwall.ledger import services as ledger
from firstwall.outbox import services as outbox

RULE, ARTICLE = "CIS-55a", "Decision 2009/917/JHA Art. 21(3)-(4); Regulation (EC) 515/97 Art. 35(3)"
LIST = "cis.list_copy_service"
_LONGEST_NAME = 120


def list_service(actor: Actor, *, kind: str, name: str, system: str, key: str = "") -> UUID:
    """List a service whose analysts may copy; the other authorities are told, as each state sends its list to the others.

    Raises:
        NotPermitted: the role does not carry it, or the authority is no partner in the strand.
        FieldRefused: no such kind of system, or a name is missing.
    """
    with lawful(actor, LIST, object_type="copy_service"):
        must_be_partner(actor)
        kind = chosen(
            kind, COPY_KINDS, "kind", "CIS-54", "Decision 2009/917/JHA Art. 21(2); Regulation (EC) 515/97 Art. 35(3)"
        )
        name, system = (
            text_given(
                text,
                field,
                RULE,
                ARTICLE,
                N_("The list names the service and its system."),
                N_("Name it."),
                longest=_LONGEST_NAME,
            )
            for field, text in (("name", name), ("system", system))
        )
        body = once.body_hash({"service": [kind, name, system], "strand": actor.strand})
        if (earlier := once.answered_before(actor, key, body)) is not None:
            return UUID(earlier["service"])
        row = CopyService(
            authority_id=authority_of(actor),
            strand=str(strand_of(actor)),
            kind=kind,
            name=name,
            system=system,
            listed_on=utc_now().date(),
        )
        row.save(force_insert=True)
        ledger.record(actor, act=LIST, object_type="copy_service", object_id=row.id, details={"kind": kind})
        _tell_others(actor, row.id)
        once.remember(actor, key, body, {"service": str(row.id)})
        return row.id


def end_service(actor: Actor, service_id: UUID) -> None:
    """Take a service off the list: from today on its analysts register no copy.

    Raises:
        NothingHere: absent, ended, or another authority's.
    """
    with lawful(actor, LIST, object_type="copy_service", object_id=service_id):
        mine = CopyService.objects.filter(id=service_id, authority_id=authority_of(actor), ended_on=None)
        if not mine.update(ended_on=utc_now().date()):
            raise NothingHere
        details = {"ended": True}
        ledger.record(actor, act=LIST, object_type="copy_service", object_id=service_id, details=details)
        _tell_others(actor, service_id)


def list_analyst(actor: Actor, service_id: UUID, *, person_id: UUID) -> None:
    """Authorise a colleague as an analyst of a listed service; nobody lists oneself. Twice is the same as once.

    Raises:
        NothingHere: no such service of one's own authority.
        FieldRefused: the person is not of this authority.
        Refusal: it is oneself.
    """
    with lawful(actor, LIST, object_type="copy_service", object_id=service_id):
        service = CopyService.objects.filter(id=service_id, authority_id=authority_of(actor), ended_on=None).first()
        if service is None:
            raise NothingHere
        if person_id == actor.person_id:
            raise Refusal(
                RULE,
                N_("Nobody lists oneself as an analyst."),
                article=ARTICLE,
                cure=N_("Ask a colleague of the coordinating unit."),
                field="person",
            )
        if person_id not in colleagues(actor):
            raise FieldRefused([_no_colleague()])
        if CopyAnalyst.objects.filter(service_id=service_id, person_id=person_id, ended_on=None).exists():
            return
        CopyAnalyst(
            service_id=service_id,
            authority_id=authority_of(actor),
            strand=service.strand,
            person_id=person_id,
            listed_by=person_of(actor),
            listed_on=utc_now().date(),
        ).save(force_insert=True)
        details = {"analyst": str(person_id)}
        ledger.record(actor, act=LIST, object_type="copy_service", object_id=service_id, details=details)


def end_analyst(actor: Actor, service_id: UUID, *, person_id: UUID, key: str = "") -> None:
    """Take an analyst off the list.

    Raises:
        NothingHere: not listed there.
    """
    with lawful(actor, LIST, object_type="copy_service", object_id=service_id):
        body = once.body_hash({"end": str(service_id), "analyst": str(person_id)})
        if once.answered_before(actor, key, body) is not None:
            return
        listed = CopyAnalyst.objects.filter(service_id=service_id, person_id=person_id, ended_on=None)
        if not listed.update(ended_on=utc_now().date()):
            raise NothingHere
        details = {"analyst": str(person_id), "ended": True}
        ledger.record(actor, act=LIST, object_type="copy_service", object_id=service_id, details=details)
        once.remember(actor, key, body, {"analyst": str(person_id)})


def services_listed(actor: Actor, *, own_only: bool = False, ended_too: bool = False) -> list[ServiceView]:
    """Return the lists of all states in the strand; who the analysts are, for one's own authority only."""
    with lawful(actor, "cis.read_copies", object_type="copy_service"):
        rows = CopyService.objects.filter(Q() if ended_too else Q(ended_on=None)).order_by("authority_id", "name")
        if own_only:
            rows = rows.filter(authority_id=authority_of(actor))
        listed: dict[UUID, list[UUID]] = {}
        for service_id, person_id in CopyAnalyst.objects.filter(ended_on=None).values_list("service_id", "person_id"):
            listed.setdefault(service_id, []).append(person_id)
        return [
            ServiceView(
                row.id,
                row.authority_id,
                row.kind,
                row.name,
                row.system,
                row.listed_on,
                row.ended_on,
                tuple(listed.get(row.id, ())),
            )
            for row in rows
        ]


def colleague(actor: Actor, login: str) -> UUID:
    """Return the person behind a login of one's own authority.

    Raises:
        FieldRefused: nobody of this authority has it.
    """
    with acting(actor):
        found = colleague_by_login(actor, login)
    if found is None:
        raise FieldRefused([_no_colleague()])
    return found


def must_be_listed(actor: Actor, service_id: UUID) -> CopyService:
    """Return the service, if this person is its analyst today.

    Raises:
        NotPermitted: the authority is no partner in the strand (CIS-55a).
        Refusal: the service is not listed, or the person is not its analyst (CIS-55a).
    """
    must_be_partner(actor)
    service = CopyService.objects.filter(id=service_id, authority_id=authority_of(actor), ended_on=None).first()
    on_list = CopyAnalyst.objects.filter(service_id=service_id, person_id=person_of(actor), ended_on=None)
    if service is None or not on_list.exists():
        raise Refusal(
            RULE,
            N_("Only an analyst on your authority's list, in a service on it, may copy what others supplied."),
            article=ARTICLE,
            cure=N_("Ask your coordinating unit to list you, or use the alert on the screen."),
            field="service",
            status=403,
        )
    return service


def _tell_others(actor: Actor, service_id: UUID) -> None:
    for reader in readers_of_strand(str(strand_of(actor))):
        if reader.id != actor.authority_id:
            outbox.put(
                actor,
                kind="copy_list_changed",
                recipient_authority=reader.id,
                object_type="copy_service",
                object_id=service_id,
            )


def _no_colleague() -> FieldProblem:
    return FieldProblem("person", RULE, ARTICLE, N_("This person is not of your authority."), N_("Choose a colleague."))
