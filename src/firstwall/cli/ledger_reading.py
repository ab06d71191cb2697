"""firstwall ledger list | entry: what a supervisor reads, under a supervisor's mandate; each read is recorded (SEC-32)."""

import json
from dataclasses import asdict
from typing import Annotated
from uuid import UUID

import typer
from django.utils.translation import gettext as _

from firstwall.cli.identity import acting_as, plain_answers
from firstwall.cli.options import As, AsJson
from firstwall.kernel.actor import Actor
from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_
from firstwall.ledger.leaf import plain
from firstwall.supervision import queries
from firstwall.supervision.types import EntryView, LedgerFilters, LedgerPage, LedgerRow

_COLUMNS = ("at", "actor_name", "act", "result", "purpose", "reference", "object_type", "object_id", "id")


def list_entries(
    *,
    login: As = "",
    term: Annotated[str, typer.Option(help=_("Only searches for this name, plate or number."))] = "",
    seen: Annotated[str, typer.Option(help=_("Only acts on, or searches that showed, this object's id."))] = "",
    person: Annotated[str, typer.Option(help=_("Only the acts of this user, by id."))] = "",
    act: str = "",
    result: str = "",
    reference: str = "",
    page: Annotated[int, typer.Option(min=1)] = 1,
    as_json: AsJson = False,
) -> None:
    """List entries, newest first: all, the searches for a term, who saw an object, or all acts of a user."""
    with plain_answers(), acting_as(login) as actor:
        filters = LedgerFilters(act=act, result=result, reference=reference)
        found = _asked(actor, term, seen, person, filters, page)
        typer.echo(_as_json([asdict(row) for row in found.rows]) if as_json else _table(found))


def show_entry(entry: str, *, login: As = "", as_json: AsJson = False) -> None:
    """Show one entry in full, with its personal part while that lives, and the proof of its place."""
    with plain_answers(), acting_as(login) as actor:
        view = queries.entry(actor, number_of(entry))
        typer.echo(_as_json(_facts(view)) if as_json else _page(view))


def _asked(actor: Actor, term: str, seen: str, person: str, filters: LedgerFilters, page: int) -> LedgerPage:
    if term:
        return queries.searches_for(actor, term, page)
    if person:
        return queries.acts_of(actor, number_of(person), page)
    return queries.who_saw(actor, seen, page) if seen else queries.ledger_entries(actor, filters, page)


def _table(page: LedgerPage) -> str:
    lines = ["\t".join(_text(row, name) for name in _COLUMNS) for row in page.rows]
    if not lines:
        return _("No entry.")
    return "\n".join([*lines, _("More with --page %(next)s.") % {"next": page.number + 1}] if page.has_more else lines)


def _text(row: LedgerRow, name: str) -> str:
    value = getattr(row, name)
    shown = value.strftime("%Y-%m-%d %H:%M:%SZ") if name == "at" else str(value or "-")
    # A reference is free text: it must not be able to fake a column or a line.
    return "".join(letter if letter.isprintable() else " " for letter in shown)


def _facts(view: EntryView) -> dict:
    return asdict(view.row) | {
        "details": view.details,
        "personal_state": view.personal_state,
        "personal": view.personal,
        "proof_holds": view.proof_holds,
        "checkpoint": view.proof.note if view.proof else "",
    }


def _page(view: EntryView) -> str:
    proof = _("proven against the signed checkpoint") if view.proof_holds else _("not proven yet, or changed")
    facts = {name: value for name, value in _facts(view).items() if name not in ("proof_holds", "checkpoint")}
    lines = [f"{name}: {_flat(value)}" for name, value in facts.items() if value not in ("", None, {})]
    return "\n".join([*lines, f"{_('Place')}: {proof}"])


def _flat(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(plain(value), ensure_ascii=False)


def _as_json(value: object) -> str:
    return json.dumps(plain(value), ensure_ascii=False, indent=1)


def number_of(text: str) -> UUID:
    """The id that was typed.

    Raises:
        Fault: it is none.
    """
    try:
        return UUID(text)
    except ValueError:
        raise Fault(
            "bad-id", N_("This is no entry's id."), place=text[:40], cure=N_("Take it from the list.")
        ) from None
