"""A person asks a supervisor to check; the supervisor of each other state that supplied the data is asked and replies (RTS-09).

The check is led by the supervisor of the authority that took the request. The person is told, by one text that is the same
whatever was found, that all necessary checks were made; and not before the day on which the others' time is over, so that neither
words nor date tell whether anything is held.
"""

from datetime import date, timedelta
from uuid import UUID

from firstwall.authorities import queries as authorities
from firstwall.authorities.acting import acting, lawful, where
from firstwall.kernel.actor import Actor, authority_of, person_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.ids import record_id
from firstwall.kernel.refusal import Fault, FieldProblem, FieldRefused, NothingHere, Refusal
from firstwall.kernel.sentences import N_, say
from firstwall.kernel.words import Strand
from firstwall.law.rights import FINDINGS
from firstwall.ledger import once
from firstwall.ledger import services as ledger
from firstwall.outbox import services as outbox
from firstwall.supervision.models import CheckQuestion, RightsCheck, RightsHolding, RightsRequest
from firstwall.supervision.rights import letters, sealing
from firstwall.supervision.rights.letters import Letter
from firstwall.supervision.rights.queries import procedure_for
from firstwall.supervision.rights.reading import read_words
from firstwall.supervision.rights.types import CheckView, Pack, QuestionView, State

CHECK, ANSWER = "supervision.check_rights", "supervision.give_check_answer"
ARTICLE = "Regulation (EC) No 515/97, Art. 37(2)"
MOST = 200
_LOGIN = "super"
_OBJECT = "rights_check"


def open_check(actor: Actor, request_id: UUID, *, key: str = "") -> UUID:
    """Open the check that a person asked for, and ask the supervisor of every other state that supplied something.

    Raises:
        NothingHere: no such request in the authorities supervised.
        Refusal: the person asked for no check, nothing was gathered yet, or another supervisor leads it.
        Fault: 409, it is opened already.
    """
    with lawful(actor, CHECK, object_type="rights_request", object_id=request_id):
        body = once.body_hash({"open_check": str(request_id)})
        if (earlier := once.answered_before(actor, key, body)) is not None:
            return UUID(earlier["check"])
        with acting(actor, using=_LOGIN):
            request = RightsRequest.objects.using(_LOGIN).defer("sealed").filter(id=request_id).first()
            mine = authorities.supervised(using=_LOGIN)
            concerned = RightsHolding.objects.using(_LOGIN).filter(request_id=request_id, concerns="yes")
            holdings = [(one.owner_id, one.alert_id) for one in concerned if one.owner_id not in mine]
        if request is None:
            raise NothingHere
        _must_be_led_here(request, is_taken_here=request.authority_id in mine)
        if RightsCheck.objects.filter(request_id=request_id).exists():
            raise Fault("opened", N_("This check is opened already."), status=409)
        now = utc_now()
        due_on = now.date() + timedelta(days=procedure_for(actor).check_days)
        check = RightsCheck(
            id=record_id(),
            request_id=request.id,
            reference=request.reference,
            strand=request.strand,
            authority_id=authority_of(actor),
            taken_by_authority=request.authority_id,
            opened_by=person_of(actor),
            opened_at=now,
            answer_from=due_on + timedelta(days=1),
        )
        check.save(force_insert=True)
        asked = [one for owner, alert in holdings if (one := _question(check, owner, alert, due_on))]
        CheckQuestion.objects.bulk_create(asked)
        for one in asked:
            _tell(actor, "check_asked", one.asked_id, one.id)
        details = {"request": str(request.id), "questions": len(asked), "without": len(holdings) - len(asked)}
        ledger.record(
            actor, act=CHECK, object_type=_OBJECT, object_id=check.id, reference=check.reference, details=details
        )
        once.remember(actor, key, body, {"check": str(check.id)})
        return check.id


def reply_to_check(actor: Actor, question_id: UUID, *, finding: str, words: str, key: str = "") -> None:
    """Say, as the supervisor of the state that supplied the alert, what was found; once, also when its time is over.

    Raises:
        NothingHere: no such question to this supervisor.
        FieldRefused: no finding of the list, or no words.
        Fault: 409, it is answered, or the check has ended.
    """
    with lawful(actor, CHECK, object_type="check_question", object_id=question_id):
        said = _finding(finding)
        why = read_words(words, "words")
        body = once.body_hash({"reply": str(question_id), "finding": said, "words": why})
        if once.answered_before(actor, key, body) is not None:
            return
        if not CheckQuestion.objects.filter(id=question_id, asked_id=authority_of(actor)).exists():
            raise NothingHere
        row = CheckQuestion.objects.select_for_update().filter(id=question_id, state="open").first()
        if row is None:
            raise Fault("replied", N_("This question is answered, or the check has ended."), status=409)
        row.state, row.finding, row.replied_by, row.replied_at = "replied", said, person_of(actor), utc_now()
        row.words = sealing.seal_finding(why, row)
        row.save(update_fields=["state", "finding", "words", "replied_by", "replied_at"])
        details = {"alert": str(row.alert_id), "finding": said}
        ledger.record(
            actor, act=CHECK, object_type="check_question", object_id=row.id, reference=row.reference, details=details
        )
        outbox.mark_read(actor, object_id=row.id)
        _tell(actor, "check_replied", row.authority_id, row.id)
        once.remember(actor, key, body, {"question": str(row.id)})


def close_check(actor: Actor, check_id: UUID, *, finding: str, words: str, key: str = "") -> None:
    """End the check: what was found stays with the supervisors; the person gets one text that tells nothing of it.

    A supervisor that did not reply is recorded as silent.

    Raises:
        NothingHere: no such check of one's own.
        FieldRefused: no finding of the list, or no words.
        Refusal: its date would tell that nobody had to be asked.
        Fault: 409, it has ended already.
    """
    with lawful(actor, CHECK, object_type=_OBJECT, object_id=check_id):
        said = _finding(finding)
        why = read_words(words, "words")
        body = once.body_hash({"close": str(check_id), "finding": said, "words": why})
        if once.answered_before(actor, key, body) is not None:
            return
        led = RightsCheck.objects.filter(id=check_id, authority_id=authority_of(actor))
        seen, now = led.first(), utc_now()
        if seen is None:
            raise NothingHere
        if seen.state == "open" and now.date() < seen.answer_from:
            sentence = N_("No check ends before %(day)s: an earlier date would tell that nobody had to be asked.")
            raise Refusal(
                "RTS-09",
                say(sentence, day=seen.answer_from.isoformat()),
                article=ARTICLE,
                cure=N_("End it from that day on."),
            )
        row = led.filter(state="open").select_for_update().first()
        if row is None:
            raise Fault("closed", N_("This check has ended already."), status=409)
        silent = CheckQuestion.objects.filter(check_id=row.id, state="open").update(state="silent")
        row.state, row.finding, row.closed_by, row.closed_at = "closed", said, person_of(actor), now
        row.words = sealing.seal_finding(why, row)
        row.save(update_fields=["state", "finding", "words", "closed_by", "closed_at"])
        details = {"finding": said, "silent": silent}
        ledger.record(actor, act=CHECK, object_type=_OBJECT, object_id=row.id, reference=row.reference, details=details)
        _tell(actor, "check_closed", row.taken_by_authority, row.request_id)
        once.remember(actor, key, body, {"check": str(row.id)})


def check_answer(actor: Actor, request_id: UUID) -> Pack:
    """The supervisor's answer, for the staff that hands it over: the same for everybody but for name, reference and date.

    Raises:
        NothingHere: no such request here.
        Fault: 409, no supervisor has ended a check of it.
    """
    with lawful(actor, ANSWER, object_type="rights_request", object_id=request_id):
        row = RightsRequest.objects.filter(id=request_id).first()
        if row is None:
            raise NothingHere
        if row.checked_on is None:
            raise Fault("not-checked", N_("No supervisor has ended a check of this request."), status=409)
        supervisors = authorities.supervisors_of({row.authority_id})
        names = {key: one.name for key, one in authorities.authorities().items()}
        watch = tuple(sorted(names[one] for one in supervisors))
        letter = Letter(
            authority=", ".join(watch),
            supervisors=watch,
            reference=row.reference,
            day=row.checked_on,
            person=sealing.open_person(row),
            asks=("check",),
            is_of_check=True,
        )
        ledger.record(
            actor, act=ANSWER, object_type="rights_request", object_id=row.id, reference=row.reference, details={}
        )
        return letters.pack_of(letter)


def checks_of(actor: Actor) -> list[CheckView]:
    """The checks that this supervisor leads, the newest first, with the replies of the others."""
    found: list[CheckView] = []
    for strand in actor.strands:
        here = actor.in_strand(strand)
        with lawful(here, CHECK, object_type=_OBJECT):
            rows = list(RightsCheck.objects.filter(authority_id=authority_of(here)).order_by("-opened_at", "id")[:MOST])
            found += [_view(row) for row in rows]
            shown = {"shown": [str(row.id) for row in rows]}
            ledger.record(here, act=CHECK, object_type=_OBJECT, result="found", details=shown)
    return found


def questions_to(actor: Actor) -> list[QuestionView]:
    """What the supervisors of other states ask this one, those that wait first."""
    found: list[QuestionView] = []
    for strand in actor.strands:
        here = actor.in_strand(strand)
        with lawful(here, CHECK, object_type="check_question"):
            rows = list(CheckQuestion.objects.filter(asked_id=authority_of(here)).order_by("due_on", "id")[:MOST])
            found += [_question_view(row) for row in rows]
            shown = {"shown": [str(row.alert_id) for row in rows]}
            ledger.record(here, act=CHECK, object_type="check_question", result="found", details=shown)
    return sorted(found, key=lambda one: (one.state != "open", one.due_on, str(one.id)))


def where_check(actor: Actor, number: UUID) -> Actor:
    """The actor in the strand of a check, of a question, or of a request supervised; as it is where there is none."""
    checks, questions = RightsCheck.objects.filter(id=number), CheckQuestion.objects.filter(id=number)
    found = where(actor, lambda: checks.exists() or questions.exists())
    if found is not None:
        return found
    for strand in actor.strands:
        with acting(actor.in_strand(strand), using=_LOGIN):
            if RightsRequest.objects.using(_LOGIN).filter(id=number).exists():
                return actor.in_strand(strand)
    return actor


def _must_be_led_here(request: RightsRequest, *, is_taken_here: bool) -> None:
    if not is_taken_here:
        raise Refusal(
            "RTS-09",
            N_("The supervisor of the authority that took the request leads the check."),
            article=ARTICLE,
            cure=N_("Wait for its question, and reply."),
            status=409,
        )
    if "check" not in request.asks:
        raise Refusal(
            "RTS-09",
            N_("The person asked for no check."),
            article=ARTICLE,
            cure=N_("What you wish to know of the request stands in the ledger and in the registers."),
            status=409,
        )
    if request.state == State.TAKEN:
        raise Refusal(
            "RTS-09",
            N_("Nothing was gathered for this request yet: it is not known whom to ask."),
            article=ARTICLE,
            cure=N_("Wait until the authority that took it has gathered what is held."),
            status=409,
        )


def _question(check: RightsCheck, owner: UUID, alert: UUID, due_on: date) -> CheckQuestion | None:
    supervisor = next(iter(authorities.supervisors_of({owner})), None)
    if supervisor is None:
        return None
    return CheckQuestion(
        id=record_id(),
        check_id=check.id,
        reference=check.reference,
        strand=check.strand,
        authority_id=check.authority_id,
        asked_id=supervisor,
        owner_id=owner,
        alert_id=alert,
        asked_at=check.opened_at,
        due_on=due_on,
    )


def _finding(code: str) -> str:
    if code not in FINDINGS:
        problem = FieldProblem(
            "finding", "RTS-09", ARTICLE, N_("This is not on the list."), N_("Choose from the list.")
        )
        raise FieldRefused([problem])
    return code


def _tell(actor: Actor, kind: str, recipient: UUID, number: UUID) -> None:
    outbox.put(actor, kind=kind, recipient_authority=recipient, object_type=_OBJECT, object_id=number)


def _view(row: RightsCheck) -> CheckView:
    questions = CheckQuestion.objects.filter(check_id=row.id).order_by("due_on", "id")
    names = ("id", "request_id", "reference", "taken_by_authority", "opened_at", "answer_from", "state", "finding")
    return CheckView(
        strand=Strand(row.strand),
        words=sealing.open_finding(row),
        closed_at=row.closed_at,
        questions=tuple(_question_view(one) for one in questions),
        **{name: getattr(row, name) for name in names},
    )


def _question_view(row: CheckQuestion) -> QuestionView:
    names = (
        "id", "check_id", "reference", "authority_id", "asked_id", "owner_id", "alert_id", "asked_at", "due_on",
        "state", "finding",
    )  # fmt: skip
    return QuestionView(
        strand=Strand(row.strand),
        words=sealing.open_finding(row),
        is_late=row.state == "open" and utc_now().date() > row.due_on,
        **{name: getattr(row, name) for name in names},
    )
