"""International and regional organisations: none without a decision of the Council (CIS-30). Pure."""

from firstwall.authorities.types import Decision
from firstwall.kernel.refusal import NotPermitted
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Strand

ORGANISATION = "international_organisation"
_ARTICLE = "Decision 2009/917/JHA Art. 7(3); Regulation (EC) 515/97 Art. 29(3)"


def must_have_its_decision(type: str, decision: Decision | None) -> None:
    """An organisation has a decision with reference, scope, strands and end date; nobody else has one.

    Raises:
        NotPermitted: the decision is missing, incomplete, or somebody else's.
    """
    if type != ORGANISATION:
        if decision is None:
            return
        sentence = N_("Only an international or regional organisation is let in by a decision of the Council.")
        raise NotPermitted("CIS-30", sentence, article=_ARTICLE, cure=N_("Leave the decision out."))
    if decision is not None and _is_complete(decision):
        return
    raise NotPermitted(
        "CIS-30",
        N_(
            "An international or regional organisation needs the Council's decision: reference, scope, strand and end date."
        ),
        article=_ARTICLE,
        cure=N_("Enter the decision as the Council took it. Without one there is no access."),
    )


def _is_complete(decision: Decision) -> bool:
    words = decision.reference.strip() and decision.scope.strip()
    return bool(words and decision.strands and set(decision.strands) <= set(Strand))
