"""What copying, passing on, correcting and deciding begin with: another supplier's alert, in force, seen under this mandate."""

from collections.abc import Container, Mapping
from uuid import UUID

from django.db.models import Model, Q

from firstwall.authorities.acting import where
from firstwall.authorities.designation import require
from firstwall.authorities.queries import designations_of
from firstwall.cis.models import Alert, AlertVersion
from firstwall.cis.sealing import open_version
from firstwall.cis.types import Content, Marks
from firstwall.kernel.actor import Actor, authority_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import Fault, FieldProblem, FieldRefused, NothingHere, Refusal
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Category
from firstwall.law.reading import Unreadable, read_text

LONGEST_TEXT, LONGEST_NAME = 2000, 200


def seen_alert(actor: Actor, alert_id: UUID) -> Alert:
    """Return an alert in force that this mandate sees.

    Raises:
        NothingHere: hidden, absent, or over.
    """
    alert = Alert.objects.filter(id=alert_id, state="active").first()
    if alert is None:
        raise NothingHere
    return alert


def alert_of_others(actor: Actor, alert_id: UUID, *, rule: str, article: str) -> Alert:
    """Return another supplier's alert; one's own needs no permission of anybody.

    Raises:
        NothingHere: hidden, absent, or over.
        Refusal: it is one's own, or a final decision on it waits.
    """
    alert = seen_alert(actor, alert_id)
    if alert.owner_id == actor.authority_id:
        raise Refusal(
            rule,
            N_("This alert is your own authority's. Nobody else has to be asked, and no register is kept of it."),
            article=article,
            cure=N_("Amend or withdraw it, or use it as you are allowed to."),
            status=409,
        )
    return alert


def must_have_right_to_use(actor: Actor, category: str) -> None:
    """CIS-25: copying and passing on are uses; the list of designations must give the right for the category."""
    require(
        designations_of(authority_of(actor)),
        strand=str(actor.strand),
        category=category,
        purpose=actor.purpose,
        right="use",
        day=utc_now().date(),
    )


def current_content(alert: Alert) -> tuple[Content, Marks]:
    """Open the version in force."""
    row = AlertVersion.objects.get(alert_id=alert.id, version=alert.version)
    return open_version(
        row.sealed,
        alert_id=alert.id,
        owner_id=alert.owner_id,
        strand=alert.strand,
        category=Category(alert.category),
    )


def must_be_version(alert: Alert, version: int) -> None:
    """Refuse what was said about a version that is no longer in force."""
    if alert.version != version:
        raise Fault(
            "changed-meanwhile",
            N_("Its supplier changed this alert while you were looking at it. Nothing of yours was stored."),
            cure=N_("Open it again and look whether it still has to be said."),
            status=409,
        )


def text_given(text: str, field: str, rule: str, article: str, sentence: str, cure: str, *, longest: int = 0) -> str:
    """Return a text in its normal form; an empty one is refused.

    Raises:
        FieldRefused: it says nothing, or cannot be read.
    """
    try:
        said = read_text(text, max_length=longest or LONGEST_TEXT, one_line=bool(longest))
    except Unreadable as unread:
        raise FieldRefused([FieldProblem(field, rule, article, unread.sentence, unread.cure)]) from None
    if not any(char.isalnum() for char in said):
        raise FieldRefused([FieldProblem(field, rule, article, sentence, cure)])
    return said


def texts_given(
    given: object, needed: Mapping[str, str], rule: str, article: str, cure: str, *, short: Container[str] = ()
) -> tuple[dict[str, str], list[FieldProblem]]:
    """Read several texts at once: those that say something in their normal form, and a problem for each that does not.

    Args:
        given: has an attribute for each field.
        needed: the sentence that refuses each field when it is empty.
        rule: for all of them.
        article: for all of them.
        cure: for all of them.
        short: fields of one line, a name's length at most.
    """
    texts: dict[str, str] = {}
    problems: list[FieldProblem] = []
    for field, sentence in needed.items():
        longest = LONGEST_NAME if field in short else 0
        try:
            texts[field] = text_given(getattr(given, field), field, rule, article, sentence, cure, longest=longest)
        except FieldRefused as refused:
            problems += refused.problems
    return texts, problems


def strand_of_row(actor: Actor, model: type[Model], held: Q) -> Actor:
    """Return the actor in the strand in which such a row is seen; as it is when none of them shows one."""
    return where(actor, model._default_manager.filter(held).exists) or actor


def chosen(code: str, table: Container[str], field: str, rule: str, article: str) -> str:
    """Return a code of a closed list.

    Raises:
        FieldRefused: it is none of the list.
    """
    if code not in table:
        problem = FieldProblem(field, rule, article, N_("This is not on the list."), N_("Choose from the list."))
        raise FieldRefused([problem])
    return code
