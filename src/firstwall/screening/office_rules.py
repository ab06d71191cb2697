"""How long an office has for its hits, and who heads it: set by the coordinating unit, 12 hours where nothing is set (CIS-38)."""

from datetime import timedelta
from uuid import UUID

from django.db.models import F, Q

from firstwall.authorities import queries as authorities
from firstwall.authorities.acting import lawful
from firstwall.kernel.actor import Actor, authority_of, person_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import FieldProblem, FieldRefused
from firstwall.kernel.sentences import N_
from firstwall.law.hits import HIT_CLOCK
from firstwall.ledger import once
from firstwall.ledger import services as ledger
from firstwall.screening.models import ScreeningOfficeRule
from firstwall.screening.types import OfficeRule

SET, READ = "screening.set_office_rule", "screening.read_hits"
RULE = "CIS-38"
SHORTEST, LONGEST = 5, 7 * 24 * 60  # minutes


def clock_of(actor: Actor) -> timedelta:
    """The time that the actor's office has for a hit found now. Needs the context."""
    of_office = Q(office_id=actor.office_id) if actor.office_id else Q(pk__in=())
    rules = ScreeningOfficeRule.objects.filter(of_office | Q(office_id=None), authority_id=authority_of(actor))
    rule = rules.order_by(F("office_id").asc(nulls_last=True)).first()
    return timedelta(minutes=rule.clock_minutes) if rule else HIT_CLOCK


def office_rules(actor: Actor) -> list[OfficeRule]:
    """Every rule of the own authority, its offices by name; the one without an office is for all others."""
    with lawful(actor, READ, object_type="office"):
        names = authorities.colleagues(actor)
        found = []
        for row in ScreeningOfficeRule.objects.filter(authority_id=authority_of(actor)):
            office = authorities.office(row.office_id)
            head = names.get(row.head_id, "") if row.head_id else ""
            found.append(
                OfficeRule(
                    row.office_id, office.name if office else "", row.clock_minutes, row.head_id, head, row.set_at
                )
            )
        return sorted(found, key=lambda rule: rule.office_name)


def set_office_rule(
    actor: Actor, *, office_id: UUID | None, clock_minutes: int, head: str = "", key: str = ""
) -> OfficeRule:
    """Say how long an office has for a hit, and who is told what it left unanswered; hits found before keep their clock.

    Args:
        actor: of the coordinating unit.
        office_id: an office of the own authority; None for all that have no rule of their own.
        clock_minutes: from 5 minutes to a week.
        head: login of the office's head, or empty.
        key: idempotency key.

    Raises:
        FieldRefused: no office of the own authority, a time out of bounds, a head nobody knows.
    """
    with lawful(actor, SET, object_type="office", object_id=office_id or ""):
        body = once.body_hash({"office": str(office_id), "minutes": clock_minutes, "head": head})
        is_repeated = once.answered_before(actor, key, body) is not None
        office = _office(actor, office_id)
        head_id = _head(actor, head)
        if not SHORTEST <= clock_minutes <= LONGEST:
            raise _wrong(
                "clock", N_("A hit's clock runs from five minutes to a week."), N_("Give minutes, such as 720.")
            )
        mine = ScreeningOfficeRule.objects.filter(authority_id=authority_of(actor), office_id=office_id)
        row = mine.select_for_update().first() or ScreeningOfficeRule(
            authority_id=authority_of(actor), office_id=office_id
        )
        before = None if row._state.adding else row.clock_minutes
        row.clock_minutes, row.head_id = clock_minutes, head_id
        row.set_by, row.set_at = person_of(actor), utc_now()
        if not is_repeated:
            if before is None:
                row.save(force_insert=True)
            else:
                row.save(update_fields=["clock_minutes", "head_id", "set_by", "set_at"])
            details = {"minutes": clock_minutes, "before": before, "head": str(head_id or "")}
            ledger.record(actor, act=SET, object_type="office", object_id=office_id or "", details=details)
            once.remember(actor, key, body, {"office": str(office_id)})
        names = authorities.colleagues(actor)
        return OfficeRule(
            office_id, office, clock_minutes, head_id, names.get(head_id, "") if head_id else "", row.set_at
        )


def _office(actor: Actor, office_id: UUID | None) -> str:
    if office_id is None:
        return ""
    office = authorities.office(office_id)
    if office is None or office.authority_id != actor.authority_id:
        raise _wrong("office", N_("Your authority has no such office."), N_("Choose one of the list."))
    return office.name


def _head(actor: Actor, login: str) -> UUID | None:
    if not login:
        return None
    found = authorities.colleague_by_login(actor, login)
    if found is None:
        raise _wrong("head", N_("Nobody of your authority signs in by this name."), N_("Write the login as it is."))
    return found


def _wrong(field: str, sentence: str, cure: str) -> FieldRefused:
    return FieldRefused([FieldProblem(field, RULE, "", sentence, cure)])
