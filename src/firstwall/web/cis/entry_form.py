"""The entry form, drawn from the law tables: short form first, every other permitted field behind a fold."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from firstwall.authorities.types import AuthorityFacts
from firstwall.kernel.refusal import FieldProblem
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Category, Strand
from firstwall.law import tables
from firstwall.law.dates import dates_of
from firstwall.law.own_fields import may_be_entered
from firstwall.web.fields import (
    FieldGroup,
    FormField,
    Option,
    Said,
    by_field,
    documents_said,
    field_of,
    options_of,
    text_of,
)

_NOT_VALUES = {
    "conflict",
    "different_from",
    "position",
    "csrfmiddlewaretoken",
    "key",
    "version",
    "strand",
    "action",
    "ground",
    "union_relevance",
    "field_of_law",
    "legal_basis",
    "data_subject",
    "rests_on",
    "handling",
    "handling_text",
    "evaluation",
    "audience",
    "reason_of_change",
    "look",
    "looked",
    "next",
}


def entry_said(said: Said) -> dict:
    """What was typed, as `enter_alert` takes it. A name the law does not know goes along: the law room refuses it."""
    values: dict[str, object] = {}
    for name in said:
        code = name.split(".")[0]
        if code in _NOT_VALUES or code in values:
            continue
        values[code] = documents_said(code, said) if "." in name else _value(code, said)
    audience = [one for one in said.get("audience") or () if one]
    return {
        "values": values,
        "action": text_of(said, "action"),
        "ground": text_of(said, "ground"),
        "union_relevance": text_of(said, "union_relevance"),
        "field_of_law": text_of(said, "field_of_law"),
        "legal_basis": text_of(said, "legal_basis"),
        "data_subject": text_of(said, "data_subject"),
        "rests_on": text_of(said, "rests_on"),
        "handling": [code for code in said.get("handling") or () if code],
        "handling_text": text_of(said, "handling_text"),
        "evaluation": text_of(said, "evaluation"),
        "audience": _ids(audience) or None,
    }


def form_context(
    *,
    category: Category,
    strand: Strand,
    said: Said,
    problems: Iterable[FieldProblem],
    authorities: Iterable[AuthorityFacts],
    declared_basis: str = "",
) -> dict:
    """What alert_form.html draws for a category in a strand."""
    wrong = by_field(problems)
    today = date.today()  # noqa: DTZ011 what is shown; what is stored is judged by the service's own day
    permitted = [row for row in tables.fields_of(category) if may_be_entered(row, strand, today)]
    short = [field_of(row, said, wrong, strand) for row in tables.short_form(category)]
    rest = tuple(field_of(row, said, wrong, strand) for row in permitted if not row.short)
    needed, optional = _marks(category, strand, said, wrong)
    who = _who(category, strand, said, wrong)
    optional = (_legal_basis(said, wrong, declared_basis), *optional)
    groups = [
        _group(_("All other permitted fields"), rest, said),
        _group(_("Legal basis and handling in words"), optional, said),
    ]
    if category is Category.PERSONS:
        needed = (*who, *needed)
    else:
        groups.insert(0, _group(_("When a person is recorded"), who, said))
    if strand is Strand.ADMINISTRATIVE:
        groups.append(_group(_("Choose who may see it"), (_audience(said, wrong, authorities),), said))
    days = dates_of(today, tables.profile_in_force(strand, today))
    row = tables.CATEGORIES[category]
    personal = [field for field in permitted if field.personal_item]
    return {
        "category": str(category),
        "category_label": row.label,
        "short": short,
        "marks": needed,
        "more_groups": [group for group in groups if group.fields],
        "review_on": days.review_on,
        "last_day": days.last_day,
        "personal_labels": [field.label for field in personal],
        "personal_citation": tables.PERSONAL_SETS[row.personal_set].citation if personal else "",
    }


def strand_field(strands: Iterable[Strand], chosen: str) -> FormField:
    """Asked only when the mandate has both strands: an alert stands in exactly one (CIS-01)."""
    options = tuple(Option(str(s), tables.STRAND_LABELS[s], chosen=str(s) == chosen) for s in strands)
    return FormField("strand", N_("Strand"), "choice", options=options, required=True, is_group=True)


def _marks(
    category: Category, strand: Strand, said: Said, wrong: Mapping[str, FieldProblem]
) -> tuple[tuple[FormField, ...], tuple[FormField, ...]]:
    rows = {row.code: row for row in tables.alert_inputs(strand)}
    allowed = tables.actions_for(category, strand, personal=False)
    forbidden = {
        row.code: N_("not in this category")
        for row in tables.ACTIONS.values()
        if row not in allowed and row.code != "contact"
    }
    shown = [row for row in tables.ACTIONS.values() if row in allowed or row.code in forbidden]
    action = _group_field(
        rows["action"], options_of(shown, said.get("action") or (), forbidden), wrong, strand, cards=True
    )
    handling = _group_field(
        rows["handling"],
        options_of(tables.HANDLING.values(), said.get("handling") or ()),
        wrong,
        strand,
        kind="choices",
    )
    grounds = [
        _ground(rows, kind, strand, said, wrong, always=category is Category.PERSONS)
        for kind in ("ground", "union_relevance", "field_of_law")
        if kind in rows
    ]
    graded = tuple(
        Option(
            f"{source.code}{information.code}",
            f"{source.code}{information.code}: {source.label}; {information.label}",
            chosen=text_of(said, "evaluation") == f"{source.code}{information.code}",
        )
        for source in tables.EVALUATION_SOURCE.values()
        for information in tables.EVALUATION_INFORMATION.values()
    )
    evaluation = FormField(
        "evaluation",
        rows["evaluation"].label,
        "choice",
        N_("Source and information, 4x4."),
        options=graded,
        problem=wrong.get("evaluation") or wrong.get("evaluation_source"),
        required=category is Category.PERSONS,
    )
    words = FormField(
        "handling_text",
        N_("Handling in words"),
        "prose",
        N_("With H3 only."),
        text=text_of(said, "handling_text"),
        problem=wrong.get("handling_text"),
    )
    return (action, *grounds, handling, evaluation), (words,)


def _who(category: Category, strand: Strand, said: Said, wrong: Mapping[str, FieldProblem]) -> tuple[FormField, ...]:
    """CIS-23: who the person is and what the record rests on; nothing where no person is recorded."""
    if not tables.PERSONAL_SETS[tables.CATEGORIES[category].personal_set].items or category is Category.EXPERTISE:
        return ()
    never = {row.code: row.help for row in tables.SUBJECTS.values() if not row.may_be_entered}
    options = {
        "data_subject": options_of(tables.SUBJECTS.values(), said.get("data_subject") or (), never),
        "rests_on": options_of(tables.RESTS_ON.values(), said.get("rests_on") or ()),
    }
    return tuple(
        replace(_group_field(row, options[row.code], wrong, strand), required=category is Category.PERSONS)
        for row in tables.PERSON_INPUTS
    )


def _legal_basis(said: Said, wrong: Mapping[str, FieldProblem], declared: str) -> FormField:
    """Proposed from the list of designations, to be changed where this entry stands on another provision (CIS-22)."""
    hint = (
        N_("As your list of designations names it; change it if this entry stands on another provision.")
        if declared
        else N_("Law and article. Your list of designations names none yet.")
    )
    text = text_of(said, "legal_basis") if "legal_basis" in said else declared
    return FormField("legal_basis", N_("National legal basis"), hint=hint, text=text, problem=wrong.get("legal_basis"))


def _ground(
    rows: Mapping, kind: str, strand: Strand, said: Said, wrong: Mapping[str, FieldProblem], *, always: bool
) -> FormField:
    table = tables.grounds_for(strand, "tense" if kind == "ground" else kind)
    options = options_of(table, said.get(kind) or ())
    helps = {option.help for option in options}
    hint = "" if always else N_("When a person is recorded.")
    if always and len(helps) == 1:  # said once above the choices, not under each of them
        hint, options = helps.pop(), tuple(replace(option, help="") for option in options)
    drawn = _group_field(rows[kind], options, wrong, strand, hint=hint)
    return replace(drawn, required=always)


def _group_field(
    row, options, wrong, strand: Strand, *, kind: str = "choice", cards: bool = False, hint: str = ""
) -> FormField:
    return FormField(
        row.code,
        row.label,
        kind,
        hint,
        options=options,
        problem=wrong.get(row.code),
        is_group=True,
        cards=cards,
        required=row.code in {"action", "handling"},
    )


def _audience(said: Said, wrong: Mapping[str, FieldProblem], authorities: Iterable[AuthorityFacts]) -> FormField:
    chosen = set(said.get("audience") or ())
    options = tuple(Option(str(a.id), f"{a.name} ({a.code})", chosen=str(a.id) in chosen) for a in authorities)
    return FormField(
        "audience",
        N_("Readers"),
        "choices",
        N_("None chosen: every authority designated for the category."),
        options=options,
        problem=wrong.get("audience"),
        is_group=True,
    )


def _group(title: str, fields: tuple[FormField, ...], said: Said) -> FieldGroup:
    filled = any(f.problem or f.text or any(o.chosen for o in f.options) for f in fields)
    return FieldGroup(
        title,
        fields,
        filled or any(name.startswith(f"{f.code}.") and text_of(said, name) for f in fields for name in said),
    )


def _value(code: str, said: Said) -> object:
    row = tables.FIELDS.get(code)
    if row is None or not row.repeat:
        return text_of(said, code)
    if row.kind == "choices":
        return [one for one in said[code] if one]
    texts = (
        said[code]
        if row.kind == "lines"
        else [piece for text in said[code] for piece in text.replace(",", "\n").splitlines()]
    )
    pieces = [line.strip() for text in texts for line in text.splitlines()]
    if row.kind == "countries":
        pieces = [one for piece in pieces for one in piece.split()]
    return [piece for piece in pieces if piece]


def _ids(texts: Iterable[str]) -> list[UUID]:
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
