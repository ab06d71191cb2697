"""Whose authority may copy and pass on: asked at each act, as lists and rights change in between (CIS-25, CIS-55a)."""

from firstwall.authorities.designation import allows
from firstwall.authorities.queries import designations_of
from firstwall.cis.passing.rules import COPYING
from firstwall.cis.seeing import must_have_right_to_use
from firstwall.kernel.actor import Actor, authority_of, strand_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import NotPermitted
from firstwall.kernel.sentences import N_
from firstwall.law import tables


def must_be_entitled(actor: Actor, category: str) -> None:
    """CIS-25, CIS-32b: the list gives the right to use today, and not for the screen only: a document leaves the screen.

    Raises:
        NotPermitted: the list gives less.
    """
    must_have_right_to_use(actor, category)
    beyond_screen = [row for row in designations_of(authority_of(actor)) if not row.screen_only]
    strand, day = str(strand_of(actor)), utc_now().date()
    if allows(beyond_screen, strand=strand, category=category, purpose=actor.purpose, right="use", day=day):
        return
    raise NotPermitted(
        "CIS-25",
        N_("Your authority is on the list of designations for the screen only. Nothing is copied or passed on."),
        article="Decision 2009/917/JHA Art. 7(2); Regulation (EC) 515/97 Art. 29(2)",
        cure=N_("Use the alert on the screen."),
    )


def must_be_partner(actor: Actor) -> None:
    """CIS-55a: only a partner in the strand has services that copy; no organisation let in by a decision, and no desk.

    Raises:
        NotPermitted: the law gives this kind of authority less.
    """
    if tables.access_of(actor.authority_type, strand_of(actor)).access == "partner":
        return
    raise NotPermitted(
        "CIS-55a",
        N_("Only a full partner in this strand has services that copy what others supplied."),
        article=COPYING,
        cure=N_("Use the alert on the screen."),
    )
