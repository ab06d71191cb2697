"""What this room no longer needs: mandates, sessions and accounts after 24 months; tokens and links when over. By the jobs."""

from datetime import datetime

from django.db.models import Q

from firstwall.authorities.models import Enrolment, Mandate, Person, RoleGrant, Token
from firstwall.authorities.signing_in.models import Fallback, Identity, Passkey, Proposal, Session, UsedChallenge
from firstwall.kernel.keeping import kept_from

LOGIN = "jobs"


def end_over(now: datetime, size: int) -> dict[str, int]:
    """End what is over, at most `size` rows of each table, inside the caller's transaction."""
    left = Person.objects.using(LOGIN).filter(leaves_on__lt=kept_from(now).date())
    over = (
        (Mandate, Q(ends_at__lt=kept_from(now))),
        (Token, Q(expires_at__lt=now)),
        (Enrolment, Q(expires_at__lt=now) | Q(used_at__isnull=False)),
        (Session, Q(ends_at__lt=kept_from(now))),
        (Passkey, Q(ended_at__lt=kept_from(now))),
        (Identity, Q(ended_at__lt=kept_from(now))),
        (Fallback, Q(ends_at__lt=now)),
        (UsedChallenge, Q(expires_at__lt=now)),
        (Proposal, Q(proposed_at__lt=kept_from(now))),
        (RoleGrant, Q(person_id__in=left.values("id"))),
        (Person, Q(id__in=left.values("id")) & ~Q(id__in=RoleGrant.objects.using(LOGIN).values("person_id"))),
    )
    done = {}
    for model, is_over in over:
        ids = list(model.objects.using(LOGIN).filter(is_over).values_list("pk", flat=True)[:size])
        done[model._meta.db_table] = model.objects.using(LOGIN).filter(pk__in=ids)._raw_delete(LOGIN) or 0  # type: ignore[misc]
    return done
