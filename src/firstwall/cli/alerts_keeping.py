"""firstwall alerts review | prolong | release: one alert at a time, in writing (CIS-62, CIS-66, CIS-68)."""

from datetime import datetime
from typing import Annotated
from uuid import uuid4

import typer
from django.utils.translation import gettext as _

from firstwall.cis import queries, services
from firstwall.cis.types import AlertRef
from firstwall.cli.identity import acting_as, plain_answers
from firstwall.cli.options import As, InStrand, Key

Need = Annotated[str, typer.Option(help=_("Why this one alert is still needed."))]
Version = Annotated[int, typer.Option(help=_("The version you looked at."))]


def review(alert: str, *, version: Version, need: Need, login: As = "", strand: InStrand = "", key: Key = "") -> None:
    """Say that an alert of your own authority is still needed; its next review moves."""
    with plain_answers(), acting_as(login, strand=strand) as person:
        actor = queries.where_seen(person, alert)
        seen = queries.alert_for(actor, alert)
        _show(services.review_alert(actor, seen.id, version=version, need=need, key=key or str(uuid4())))


def prolong(
    alert: str,
    *,
    version: Version,
    until: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help=_("The new last day."))],
    need: Need,
    login: As = "",
    strand: InStrand = "",
    key: Key = "",
) -> None:
    """Keep one alert of your own authority beyond its last day, exceptionally; never more than two years."""
    with plain_answers(), acting_as(login, strand=strand) as person:
        actor = queries.where_seen(person, alert)
        seen = queries.alert_for(actor, alert)
        _show(
            services.prolong_alert(
                actor, seen.id, version=version, until=until.date(), need=need, key=key or str(uuid4())
            )
        )


def release(
    alert: str,
    *,
    version: Version,
    reason: Annotated[str, typer.Option(help=_("Why it may stand, after its review."))],
    login: As = "",
    strand: InStrand = "",
    key: Key = "",
) -> None:
    """Release an alert of your own authority from quarantine; `withdraw` deletes it."""
    with plain_answers(), acting_as(login, strand=strand) as person:
        actor = queries.where_seen(person, alert)
        seen = queries.alert_for(actor, alert)
        _show(services.release_alert(actor, seen.id, version=version, reason=reason, key=key or str(uuid4())))


def who(
    alert: str,
    *,
    day: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help=_("A day before; today without it."))
    ] = None,
    login: As = "",
    strand: InStrand = "",
) -> None:
    """Print every authority that can see an alert, or could on a day before (the latter for its supplier)."""
    with plain_answers(), acting_as(login, strand=strand) as person:
        actor = queries.where_seen(person, alert)
        seen = queries.alert_for(actor, alert)
        for one in queries.seen_by(actor, seen.id, day=day.date() if day else None):
            typer.echo(f"{one.code:<20} {one.name}{'  ' + _('supplier') if one.as_supplier else ''}")


def _show(ref: AlertRef) -> None:
    typer.echo(f"{ref.reference}  {_('version')} {ref.version}")
    typer.echo(_("Review on %(review)s, last day %(last)s.") % {"review": ref.review_on, "last": ref.last_day})
