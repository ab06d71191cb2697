"""A supplier's answer to a match of Europol or Eurojust, and what the desk may do under it. Pure (CIS-32a, CIS-32d)."""

from dataclasses import dataclass

from firstwall.kernel.refusal import FieldProblem, FieldRefused, NotPermitted
from firstwall.kernel.sentences import N_

# Which desk stands under which rule and article; what is not here is no such desk.
DESKS = {
    "europol": ("CIS-32a", "Decision 2009/917/JHA Art. 11(2), 11(3)"),
    "eurojust": ("CIS-32d", "Decision 2009/917/JHA Art. 12(2)"),
}
ARTICLE = "Decision 2009/917/JHA Art. 11(2), 11(3), 12(2)"
ANSWERS = ("consent", "conditions", "refusal")
# The supplier may answer anew at any time: the last answer counts, all of them stand in the ledger.
MOVES: dict[str, frozenset[str]] = {state: frozenset(ANSWERS) for state in ("open", *ANSWERS)}


@dataclass(frozen=True, slots=True)
class Answer:
    """A supplier's answer: consent, consent with conditions or refusal, its reason, and to whom it may be passed on."""

    decision: str
    reason: str
    conditions: str = ""
    passing_on: str = ""

    def as_json(self) -> dict[str, str]:
        """The part that is sealed."""
        return {"reason": self.reason, "conditions": self.conditions, "passing_on": self.passing_on}


def must_be_an_answer(answer: Answer) -> None:
    """Each answer is reasoned; conditions stand with `conditions` only, and a refusal passes nothing on.

    Raises:
        FieldRefused: every field that does not fit, at once.
    """
    problems = []
    if answer.decision not in ANSWERS:
        problems.append(
            _problem("decision", N_("No answer is chosen."), N_("Consent, consent with conditions, or refuse."))
        )
    if not any(map(str.isalnum, answer.reason)):
        problems.append(_problem("reason", N_("An answer is given for a reason."), N_("Say why, in a sentence.")))
    has_conditions = any(map(str.isalnum, answer.conditions))
    if answer.decision == "conditions" and not has_conditions:
        problems.append(
            _problem("conditions", N_("The conditions are missing."), N_("Write them, or consent without."))
        )
    if answer.decision in ("consent", "refusal") and answer.conditions:
        sentence = N_("Conditions belong to a consent with conditions.")
        problems.append(_problem("conditions", sentence, N_("Choose that answer, or empty the conditions.")))
    if answer.decision == "refusal" and answer.passing_on:
        sentence = N_("What may not be used is not passed on.")
        problems.append(_problem("passing_on", sentence, N_("Empty this field, or consent.")))
    if problems:
        raise FieldRefused(problems)


def must_allow_use(state: str, desk: str, *, recipient: str = "", passing_on: str = "") -> None:
    """Nothing found is used before the supplier consents, nor passed on unless the consent says so.

    Args:
        state: the supplier's answer, or `open`.
        desk: the type of the authority that found it.
        recipient: the third country or body it would be passed on to; empty for use of one's own.
        passing_on: to whom the supplier allows it.

    Raises:
        NotPermitted: no consent, or none to pass it on.
    """
    rule, article = DESKS[desk]
    if state in ("consent", "conditions"):
        if not recipient or passing_on:
            return
        sentence = N_("The supplier's consent does not cover passing this on to a third country or body.")
        raise NotPermitted(rule, sentence, article=article, cure=N_("Ask the supplier through your own channels."))
    if state == "refusal":
        sentence, cure = N_("The supplier has refused the use of this."), N_("Use nothing of it.")
    else:
        sentence = N_("Not to be used: the supplier has not consented yet.")
        cure = N_("The supplier has been told. Wait for its answer.")
    raise NotPermitted(rule, sentence, article=article, cure=cure)


def _problem(field: str, sentence: str, cure: str) -> FieldProblem:
    return FieldProblem(field, "CIS-32a", ARTICLE, sentence, cure)
