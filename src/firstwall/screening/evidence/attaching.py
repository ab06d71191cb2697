"""Evidence is added by who reported, told to the owner in the same transaction, and opened by the two (CIS-33, CIS-34)."""

from uuid import UUID

from firstwall.authorities.acting import lawful
from firstwall.documents.inspecting import inspect
from firstwall.documents.types import Inspected, Unfit
from firstwall.kernel.actor import Actor, authority_of, person_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.ids import record_id
from firstwall.kernel.refusal import FieldProblem, FieldRefused, NothingHere
from firstwall.kernel.sentences import N_
from firstwall.ledger import once
from firstwall.ledger import services as ledger
from firstwall.outbox import services as outbox
from firstwall.screening.evidence.models import ScreeningEvidence
from firstwall.screening.evidence.types import SHOWS, EvidenceView, Offered
from firstwall.screening.models import ScreeningSighting
from firstwall.screening.placing import in_strand_of
from firstwall.seals import services as seals

ATTACH, READ = "screening.attach_evidence", "screening.read_sightings"
RULE, ARTICLE = "CIS-33", "Decision 2009/917/JHA Art. 6(1); Regulation (EC) 515/97 Art. 28(1)"
MESSAGE = "sighting_evidence"
MOST = 10
_NAME = "evidence name"


def attach_evidence(actor: Actor, sighting_id: UUID, *, offered: Offered, key: str = "") -> EvidenceView:
    """Add a file to a report that the own authority made; the alert's owner is told.

    Raises:
        NothingHere: hidden, absent, or another authority's report.
        FieldRefused: the file does not come in, or nobody says what it shows and that it shows no person.
    """
    actor = in_strand_of(actor, ScreeningSighting, sighting_id)
    with lawful(actor, ATTACH, object_type="sighting", object_id=sighting_id):
        looked = _looked_into(offered)
        body = once.body_hash({"evidence": sighting_id, "sha256": looked.sha256, "shows": offered.shows})
        earlier = once.answered_before(actor, key, body)
        mine = ScreeningSighting.objects.filter(id=sighting_id, reporting_authority_id=authority_of(actor))
        sighting = mine.first()
        if sighting is None:
            raise NothingHere
        if earlier is not None:
            return _view(ScreeningEvidence.objects.get(id=earlier["evidence"]))
        _must_be_new(sighting_id, looked)
        row = ScreeningEvidence(
            id=record_id(),
            sighting_id=sighting.id,
            alert_id=sighting.alert_id,
            strand=sighting.strand,
            owner_authority_id=sighting.owner_authority_id,
            reporting_authority_id=sighting.reporting_authority_id,
            shows=offered.shows,
            kind=looked.kind,
            size=looked.size,
            sha256=looked.sha256,
            added_by=person_of(actor),
            added_at=utc_now(),
        )
        row.name = seals.seal_json({"name": looked.name}, kind=_NAME, **_bound(row))
        row.sealed = seals.seal(offered.data, **_bound(row))
        row.save(force_insert=True)
        details = {"sighting": str(sighting.id), "shows": row.shows, "kind": row.kind, "sha256": row.sha256}
        ledger.record(actor, act=ATTACH, object_type="evidence", object_id=row.id, details=details)
        outbox.put(
            actor,
            kind=MESSAGE,
            recipient_authority=row.owner_authority_id,
            object_type="sighting",
            object_id=sighting.id,
        )
        once.remember(actor, key, body, {"evidence": str(row.id)})
        return _view(row)


def evidence_of(actor: Actor, sighting_id: UUID) -> list[EvidenceView]:
    """The files beside a report, in the order they came, for its two parties.

    Raises:
        NothingHere: hidden and absent alike.
    """
    actor = in_strand_of(actor, ScreeningSighting, sighting_id)
    with lawful(actor, READ, object_type="sighting", object_id=sighting_id):
        rows = list(
            ScreeningEvidence.objects.filter(sighting_id=sighting_id).defer("sealed").order_by("added_at", "id")
        )
        if rows:
            details = {"shown": [str(row.id) for row in rows]}
            ledger.record(actor, act=READ, object_type="evidence", object_id=sighting_id, details=details)
            outbox.mark_read(actor, object_id=sighting_id, kind=MESSAGE)
        return [_view(row) for row in rows]


def read_evidence(actor: Actor, evidence_id: UUID) -> tuple[EvidenceView, bytes]:
    """One file with its bytes.

    Raises:
        NothingHere: hidden and absent alike.
    """
    actor = in_strand_of(actor, ScreeningEvidence, evidence_id)
    with lawful(actor, READ, object_type="evidence", object_id=evidence_id):
        row = ScreeningEvidence.objects.get(id=evidence_id)
        ledger.record(actor, act=READ, object_type="evidence", object_id=evidence_id)
        return _view(row), seals.open_sealed(row.sealed, **_bound(row))


def _looked_into(offered: Offered) -> Inspected:
    problems = []
    if offered.shows not in SHOWS:
        sentence = N_("A file shows means, objects or circumstances, and nothing else.")
        problems.append(FieldProblem("shows", RULE, ARTICLE, sentence, N_("Choose one, or leave the file out.")))
    if not offered.shows_no_person:
        sentence = N_("Nobody has stated that it shows no person.")
        problems.append(FieldProblem("shows_no_person", RULE, ARTICLE, sentence, N_("Look at it again, then say so.")))
    try:
        looked = inspect(offered.name, offered.data)
    except Unfit as unfit:
        problems.append(FieldProblem("file", RULE, ARTICLE, unfit.sentence, unfit.cure))
    if problems:
        raise FieldRefused(problems)
    return looked


def _must_be_new(sighting_id: UUID, looked: Inspected) -> None:
    held = list(ScreeningEvidence.objects.filter(sighting_id=sighting_id).values_list("sha256", flat=True))
    sentence = ""
    if looked.sha256 in held:
        sentence = N_("This very file is there already.")
    elif len(held) >= MOST:
        sentence = N_("A report has ten files at most.")
    if sentence:
        raise FieldRefused([FieldProblem("file", RULE, ARTICLE, sentence, N_("Leave it as it is."))])


def _view(row: ScreeningEvidence) -> EvidenceView:
    name = seals.open_json(row.name, kind=_NAME, **_bound(row))["name"]
    return EvidenceView(row.id, row.sighting_id, name, row.shows, row.kind, row.size, row.sha256, row.added_at)


def _bound(row: ScreeningEvidence) -> dict:
    return {"authority_id": row.owner_authority_id, "record_id": row.id, "strand": row.strand}
