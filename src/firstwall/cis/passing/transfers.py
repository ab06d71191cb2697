"""Acts of other use and onward transfer: ask, decide with conditions, revoke, make the document (CIS-50 to CIS-52)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from firstwall.authorities.acting import lawful
from firstwall.cis.models import Alert
from firstwall.cis.owning import as_supplier
from firstwall.cis.passing.documents import transfer_document
from firstwall.cis.passing.entitled import must_be_entitled
from firstwall.cis.passing.models import Transfer, TransferMade
from firstwall.cis.passing.pushing import one_holder_at_a_time
from firstwall.cis.passing.rules import OTHER_USE, PASSING_ON, must_be_authorised
from firstwall.cis.passing.types import Document
from firstwall.cis.seeing import alert_of_others, chosen, current_content, text_given, texts_given
from firstwall.kernel.actor import Actor, authority_of, person_of, strand_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.ids import record_id
from firstwall.kernel.refusal import Fault, FieldProblem, FieldRefused
from firstwall.kernel.sentences import N_, say
from firstwall.law.countries import ISO_CODES
from firstwall.law.sharing import TRANSFER_GROUNDS, TRANSFER_KINDS, after, is_foreign, needs_ground
from firstwall.ledger import once
from firstwall.ledger import services as ledger
from firstwall.outbox import services as outbox
from firstwall.seals.services import open_json, seal_json

ASK, DECIDE, REVOKE, MAKE = "cis.ask_transfer", "cis.decide_transfer", "cis.revoke_transfer", "cis.make_transfer"
_LED = "Directive (EU) 2016/680, Art. 35 to 39"
_LONGEST_MEASURES = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """What an authority asks the supplier for."""

    kind: str
    purpose: str
    recipient: str
    legal_basis: str
    fields: Sequence[str]
    country: str = ""
    ground: str = ""


def ask_transfer(actor: Actor, alert_id: UUID, *, asked: Asked, key: str = "") -> UUID:
    """Ask the supplier to authorise another use, or passing on to a named recipient (CIS-50, CIS-51).

    Raises:
        NothingHere: hidden, absent or over.
        NotPermitted: role, or the designation gives no right to use beyond the screen (CIS-25).
        FieldRefused: purpose, recipient, legal basis, fields, or (criminal strand, outside the Union) the ground is missing.
    """
    with lawful(actor, ASK, object_type="alert", object_id=alert_id):
        asked = _read(asked, actor)
        body = once.body_hash({"ask": str(alert_id), "asked": _plain(asked)})
        if (earlier := once.answered_before(actor, key, body)) is not None:
            return UUID(earlier["transfer"])
        alert = alert_of_others(actor, alert_id, rule=_rule(asked.kind), article=_article(asked.kind))
        must_be_entitled(actor, alert.category)
        _fields_exist(alert, asked)
        row = Transfer(
            id=record_id(),
            strand=alert.strand,
            alert_id=alert.id,
            alert_reference=alert.reference,
            alert_category=alert.category,
            owner_id=alert.owner_id,
            authority_id=authority_of(actor),
            kind=asked.kind,
            country=asked.country,
            ground=asked.ground,
            asked_by=person_of(actor),
            asked_at=utc_now(),
        )
        row.asked = _seal(row, _plain(asked))
        row.save(force_insert=True)
        details: dict[str, object] = {
            "alert": str(alert.id),
            "kind": asked.kind,
            "country": asked.country,
            "ground": asked.ground,
        }
        details |= {"fields": sorted(asked.fields)}
        ledger.record(actor, act=ASK, object_type="transfer", object_id=row.id, details=details)
        _owe(actor, "transfer_asked", row.owner_id, row)
        once.remember(actor, key, body, {"transfer": str(row.id)})
        return row.id


def authorise_transfer(
    actor: Actor,
    transfer_id: UUID,
    *,
    conditions: str,
    valid_until: date,
    fields: Sequence[str] | None = None,
    key: str = "",
) -> UUID:
    """Authorise what was asked, under conditions, until a day; return the authorisation's id.

    Raises:
        NothingHere, NotPermitted: not the supplier's to decide.
        FieldRefused: no conditions, a day that is past or too far, fields that were not asked for.
        Fault: 409, decided already.
    """
    with lawful(actor, DECIDE, object_type="transfer", object_id=transfer_id):
        row = _as_supplier(actor, transfer_id)
        conditions = _conditions(row, conditions)
        asked_for = asked_of(row)["fields"]
        allowed = sorted(asked_for if fields is None else set(fields))
        if not allowed or set(allowed) - set(asked_for):
            raise FieldRefused(
                [
                    _problem(
                        row.kind, "fields", N_("Only fields that were asked for can be authorised."), N_("Choose some.")
                    )
                ]
            )
        today = utc_now().date()
        furthest = after(today, "authorisation_longest")
        if not today < valid_until <= furthest:
            sentence = say(
                N_("An authorisation ends after today and not later than %(day)s."), day=furthest.isoformat()
            )
            raise FieldRefused([_problem(row.kind, "valid_until", sentence, N_("Choose a day between."))])
        body = once.body_hash(
            {
                "authorise": str(transfer_id),
                "conditions": conditions,
                "until": valid_until.isoformat(),
                "fields": allowed,
            }
        )
        if (earlier := once.answered_before(actor, key, body)) is not None:
            return UUID(earlier["authorisation"])
        row.authorisation_id, row.valid_until = record_id(), valid_until
        _store(actor, row, "authorised", {"conditions": conditions, "reasons": "", "fields": allowed})
        once.remember(actor, key, body, {"authorisation": str(row.authorisation_id)})
        return row.authorisation_id


def refuse_transfer(actor: Actor, transfer_id: UUID, *, reasons: str, key: str = "") -> None:
    """Refuse what was asked, with reasons.

    Raises:
        NothingHere, NotPermitted: not the supplier's to decide.
        FieldRefused: no reasons.
        Fault: 409, decided already.
    """
    with lawful(actor, DECIDE, object_type="transfer", object_id=transfer_id):
        row = _as_supplier(actor, transfer_id)
        article = _article(row.kind)
        reasons = text_given(
            reasons, "reasons", _rule(row.kind), article, N_("A refusal has reasons."), N_("Give them.")
        )
        body = once.body_hash({"refuse": str(transfer_id), "reasons": reasons})
        if once.answered_before(actor, key, body) is not None:
            return
        _store(actor, row, "refused", {"conditions": "", "reasons": reasons, "fields": []})
        once.remember(actor, key, body, {"transfer": str(row.id)})


def revoke_transfer(actor: Actor, transfer_id: UUID, *, key: str = "") -> None:
    """Take an authorisation back: from now on no document is made under it.

    Raises:
        NothingHere, NotPermitted: not the supplier's to decide.
        Fault: 409, it is not in force.
    """
    with lawful(actor, REVOKE, object_type="transfer", object_id=transfer_id):
        row = _as_supplier(actor, transfer_id)
        body = once.body_hash({"revoke": str(transfer_id)})
        if once.answered_before(actor, key, body) is not None:
            return
        if row.state != "authorised":
            raise Fault("not-authorised", N_("This authorisation is not in force."), status=409)
        row.state = "revoked"
        row.save(update_fields=["state"])
        details = {"alert": str(row.alert_id), "authorisation": str(row.authorisation_id)}
        ledger.record(actor, act=REVOKE, object_type="transfer", object_id=row.id, details=details)
        _owe(actor, "transfer_revoked", row.authority_id, row)
        once.remember(actor, key, body, {"transfer": str(row.id)})


def make_transfer(actor: Actor, authorisation_id: UUID, *, security_measures: str = "") -> Document:
    """Make the document under an authorisation; without one there is none. The supplier is told of each (CIS-51, CIS-52).

    Raises:
        Refusal: no such authorisation of one's own authority, or it is not in force any more.
        NotPermitted: the designation gives no right to use any more (CIS-25).
        FieldRefused: data leave the own territory and no security measures are named.
        NothingHere: the alert is over or no longer to be seen.
    """
    with lawful(actor, MAKE, object_type="transfer", object_id=authorisation_id):
        row = Transfer.objects.filter(authorisation_id=authorisation_id, authority_id=authority_of(actor)).first()
        if row is None:
            must_be_authorised("", None, utc_now().date(), is_other_use=False)
            raise AssertionError("unreachable")
        must_be_authorised(row.state, row.valid_until, utc_now().date(), is_other_use=row.kind == "other_use")
        one_holder_at_a_time(row.alert_id)
        alert = alert_of_others(actor, row.alert_id, rule=_rule(row.kind), article=_article(row.kind))
        must_be_entitled(actor, alert.category)
        measures = _measures(row, security_measures)
        made_id = record_id()
        document = transfer_document(
            row, alert, asked=asked_of(row), decided=decided_of(row), made=str(made_id), security=measures
        )
        TransferMade(
            id=made_id,
            transfer_id=row.id,
            strand=row.strand,
            owner_id=row.owner_id,
            authority_id=row.authority_id,
            alert_id=alert.id,
            alert_version=alert.version,
            made_by=person_of(actor),
            made_at=utc_now(),
            digest=document.digest,
            security_measures=measures,
        ).save(force_insert=True)
        details: dict[str, object] = {
            "alert": str(alert.id),
            "version": alert.version,
            "kind": row.kind,
            "country": row.country,
        }
        details |= {"authorisation": str(authorisation_id), "sha256": document.digest, "security_measures": measures}
        ledger.record(actor, act=MAKE, object_type="transfer", object_id=row.id, details=details)
        _owe(actor, "transfer_made", row.owner_id, row)
        return document


def asked_of(row: Transfer) -> dict:
    """Open what was asked; empty once it went with the alert."""
    nothing = {"purpose": "", "recipient": "", "legal_basis": "", "fields": []}
    return open_json(row.asked, **_bound(row)) if row.asked else nothing


def decided_of(row: Transfer) -> dict:
    """Open what was decided; empty before, and once it went with the alert."""
    nothing = {"conditions": "", "reasons": "", "fields": []}
    return open_json(row.decided, **_bound(row)) if row.decided else nothing


def _store(actor: Actor, row: Transfer, state: str, decided: dict) -> None:
    if row.state != "asked":
        raise Fault("decided", N_("This request was decided already."), status=409)
    row.state, row.decided_by, row.decided_at, row.decided = state, actor.person_id, utc_now(), _seal(row, decided)
    row.save(update_fields=["state", "decided_by", "decided_at", "decided", "authorisation_id", "valid_until"])
    details: dict[str, object] = {"alert": str(row.alert_id), "decision": state, "kind": row.kind}
    details |= {
        "authorisation": str(row.authorisation_id or ""),
        "valid_until": row.valid_until,
        "fields": decided["fields"],
    }
    ledger.record(actor, act=DECIDE, object_type="transfer", object_id=row.id, details=details)
    outbox.mark_read(actor, object_id=row.id, kind="transfer_asked")
    _owe(actor, f"transfer_{state}", row.authority_id, row)


def _as_supplier(actor: Actor, transfer_id: UUID) -> Transfer:
    return as_supplier(
        actor, Transfer, transfer_id, sentence=N_("Only the supplier of the alert decides on this."), cure=N_("Wait.")
    )


def _read(asked: Asked, actor: Actor) -> Asked:
    """The request in its normal form; every missing part is named at once."""
    kind = chosen(asked.kind, TRANSFER_KINDS, "kind", "CIS-51", PASSING_ON)
    said, problems = texts_given(asked, _NEEDED, _rule(kind), _article(kind), N_("Say it in words."))
    if kind == "third_country" and asked.country not in ISO_CODES:
        problems.append(
            _problem(kind, "country", N_("The third country is named by its code."), N_("Such as NO or CH."))
        )
    if needs_ground(kind, strand_of(actor)) and asked.ground not in TRANSFER_GROUNDS:
        problems.append(
            FieldProblem(
                "ground",
                "CIS-51",
                _LED,
                N_("Criminal data leave the Union only on a named ground."),
                N_("Choose the ground from the list."),
            )
        )
    if not asked.fields:
        problems.append(_problem(kind, "fields", N_("A request names the fields."), N_("Choose what is needed.")))
    if problems:
        raise FieldRefused(problems)
    country = asked.country if kind == "third_country" else ""
    ground = asked.ground if needs_ground(kind, strand_of(actor)) else ""
    return Asked(kind, fields=tuple(sorted(set(asked.fields))), country=country, ground=ground, **said)


_NEEDED = {
    "purpose": N_("A request says for what purpose."),
    "recipient": N_("A request names the recipient, or the service that uses the data otherwise."),
    "legal_basis": N_("A request names its legal basis in the state that asks."),
}


def _fields_exist(alert: Alert, asked: Asked) -> None:
    content, _marks = current_content(alert)
    if unknown := sorted(set(asked.fields) - set(content.values)):
        sentence = say(N_("The alert says nothing under: %(fields)s."), fields=", ".join(unknown)[:80])
        raise FieldRefused([_problem(asked.kind, "fields", sentence, N_("Ask for what it says."))])


def _conditions(row: Transfer, text: str) -> str:
    sentence = N_("An authorisation carries the supplier's conditions.")
    return text_given(text, "conditions", _rule(row.kind), _article(row.kind), sentence, N_("Say how far it goes."))


def _measures(row: Transfer, text: str) -> str:
    if not is_foreign(row.kind):
        return ""
    return text_given(
        text,
        "security_measures",
        "CIS-52",
        PASSING_ON,
        N_("Data that leave the own territory are specially secured; the measures are reported to the supervisors."),
        N_("Say how they are secured."),
        longest=_LONGEST_MEASURES,
    )


def _plain(asked: Asked) -> dict:
    return {name: getattr(asked, name) for name in ("purpose", "recipient", "legal_basis")} | {
        "fields": list(asked.fields)
    }


def _problem(kind: str, field: str, sentence: str, cure: str) -> FieldProblem:
    return FieldProblem(field, _rule(kind), _article(kind), sentence, cure)


def _rule(kind: str) -> str:
    return "CIS-50" if kind == "other_use" else "CIS-51"


def _article(kind: str) -> str:
    return OTHER_USE if kind == "other_use" else PASSING_ON


def _owe(actor: Actor, kind: str, recipient: UUID, row: Transfer) -> None:
    outbox.put(actor, kind=kind, recipient_authority=recipient, object_type="transfer", object_id=row.id)


def _seal(row: Transfer, said: dict) -> bytes:
    return seal_json(said, **_bound(row))


def _bound(row: Transfer) -> dict:
    return {"authority_id": row.owner_id, "record_id": row.id, "strand": row.strand}
