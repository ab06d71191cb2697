"""What the suggested action becomes where the law knows no specific checks (CIS-36): shown at the lane, kept in the report."""

from dataclasses import replace

from django.conf import settings

from firstwall.authorities.types import AuthorityFacts
from firstwall.kernel.sentences import N_, Label, say
from firstwall.law.tables import ACTIONS
from firstwall.screening.rules import action_here
from firstwall.screening.types import CandidateView


def done_here(action: str, here: AuthorityFacts | None) -> str:
    """The action that this authority may take; `settings` names the states whose law knows no specific checks."""
    known_not = settings.FIRSTWALL_NO_SPECIFIC_CHECKS
    return action_here(action, knows_specific_checks=here is None or here.state_code not in known_not)


def as_done_here(view: CandidateView, here: AuthorityFacts | None) -> CandidateView:
    """The answer at the lane with the action that may be taken here; what was asked is said beside it."""
    action = ACTIONS[done_here(view.action, here)]
    if action.code == view.action:
        return view
    sentence = say(
        N_("%(asked)s was asked for; the law here knows none, so it is done as %(done)s. %(orders)s"),
        asked=Label(view.action_label),
        done=Label(action.label),
        orders=Label(action.orders),
    )
    return replace(
        view,
        action=action.code,
        action_label=action.label,
        instruction=sentence,
        is_discreet=action.discreet,
        action_asked=view.action,
    )
