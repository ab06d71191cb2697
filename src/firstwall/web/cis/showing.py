"""An alert's values as rows of words, grouped as people look for them. No rule: what may be shown was decided below."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from firstwall.cis.shapes import as_text
from firstwall.cis.types import AlertView
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Category, Strand
from firstwall.law import tables
from firstwall.law.citations import articles_in_full
from firstwall.law.documents import DOCUMENT_TYPES
from firstwall.law.legal_basis import CITATION
from firstwall.law.rows import FieldRow
from firstwall.law.tables import LEGACY_REVIEW

_NAMES = {"names", "business_names", "trading_names", "former_names", "expert_names", "maiden_name", "vessel_name"}
_NUMBERS = {
    "registration",
    "container_number",
    "imo",
    "mmsi",
    "call_sign",
    "aircraft_registration",
    "vin",
    "eori",
    "vat",
    "lei",
    "excise_number",
    "company_registration",
    "hs_code",
    "seal_numbers",
    "iso_type",
}
_APART = {"warning_codes", "warning_source"}


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One field in words; `kind` says how components/value.html writes it."""

    label: str
    kind: str
    values: tuple
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under one heading."""

    title: str
    law: str
    rows: tuple[ValueRow, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """The suggested action as components/order.html draws it."""

    action: str
    heading: str
    sentence: str
    citation: str


def sections_of(alert: AlertView) -> list[Section]:
    """What the alert is about, who, why."""
    filled = [
        row for row in tables.fields_of(alert.category) if row.code in alert.content.values and row.code not in _APART
    ]
    things = tuple(_row(row, alert) for row in filled if not row.personal_item)
    people = tuple(_row(row, alert) for row in filled if row.personal_item)
    sections = []
    if things:
        sections.append(Section(_("What"), "", things))
    if people:
        sections.append(Section(_("Who"), _("A closed list of items"), people))
    if why := _why(alert):
        sections.append(Section(_("Why"), "", why))
    return sections


def order_of(action: str, strand: Strand) -> Order:
    """The order in words, with its article in this strand."""
    row = tables.ACTIONS[action]
    return Order(action, row.label, row.orders, articles_in_full(row.citation, strand))


def values_as_typed(alert: AlertView) -> dict[str, list[str]]:
    """The alert's content as the form would send it."""
    said: dict[str, list[str]] = {}
    for code, value in alert.content.values.items():
        if code == "documents":
            for n, document in enumerate(value if isinstance(value, list | tuple) else ()):
                said |= {f"documents.{n}.{part}": [str(text)] for part, text in document.items()}
        elif isinstance(value, list | tuple):
            said[code] = [as_text(one) for one in value]
        else:
            said[code] = [as_text(value)]
    content, marks = alert.content, alert.marks
    return said | {
        "action": [marks.action],
        "handling": list(marks.handling),
        "evaluation": [marks.evaluation],
        "audience": [str(one) for one in marks.audience or ()],
        "ground": [content.ground],
        "union_relevance": [content.union_relevance],
        "field_of_law": [content.field_of_law],
        "handling_text": [content.handling_text],
        "legal_basis": [content.legal_basis],
        "data_subject": [content.data_subject],
        "rests_on": [content.rests_on],
    }


def category_labels() -> dict[str, str]:
    """The labels of the eight categories by letter."""
    return {str(code): row.label for code, row in tables.CATEGORIES.items()}


def category_of(code: str) -> Category | None:
    """The category of a letter; None when there is none."""
    return Category(code) if code in {str(one) for one in Category} else None


def _row(row: FieldRow, alert: AlertView) -> ValueRow:
    value = alert.content.values[row.code]
    if row.kind == "documents" and isinstance(value, list | tuple):
        return ValueRow(row.label, "documents", tuple(_paper(one) for one in value), row.citation)
    texts = tuple(as_text(one) for one in value) if isinstance(value, list | tuple) else (as_text(value),)
    if row.choices:
        labels = {choice.code: choice.label for choice in row.choices}
        return ValueRow(row.label, "label", tuple(labels.get(text, text) for text in texts), row.citation)
    kind = "names" if row.code in _NAMES else "ident" if row.code in _NUMBERS else row.kind
    return ValueRow(row.label, kind, texts, row.citation)


def _paper(document: Mapping[str, str]) -> dict:
    """An identity paper as words: kind, number, country, date and place of issue."""
    kinds = {row.code: row.label for row in DOCUMENT_TYPES}
    return {**document, "type": kinds.get(document.get("type", ""), "")}


def _why(alert: AlertView) -> tuple[ValueRow, ...]:
    grounds = {(row.kind, row.code): row for row in tables.GROUNDS if row.strand is alert.strand}
    said = {
        "tense": (_("Ground"), alert.content.ground),
        "union_relevance": (_("Relevance for the Union"), alert.content.union_relevance),
        "field_of_law": (_("Field of law"), alert.content.field_of_law),
    }
    rows = []
    for kind, (label, code) in said.items():
        row = grounds.get((kind, code))
        if code:
            rows.append(ValueRow(label, "label", (row.label if row else code,), row.citation if row else ""))
    chosen = (("data_subject", tables.SUBJECTS), ("rests_on", tables.RESTS_ON))
    labels = {row.code: row.label for row in tables.PERSON_INPUTS}
    for name, table in chosen:
        if chosen_row := table.get(getattr(alert.content, name)):
            rows.append(ValueRow(_(labels[name]), "label", (chosen_row.label,), chosen_row.citation))
    rows.append(_legal_basis(alert.content.legal_basis))
    if alert.content.legacy_review:
        label = _("Reviewed before it came in")
        rows.append(ValueRow(label, "text", (alert.content.legacy_review,), LEGACY_REVIEW.citation))
    return tuple(rows)


def _legal_basis(text: str) -> ValueRow:
    """The supplier's national provision as it was at entry; that none was named is said, too (CIS-22)."""
    nothing = N_("Not named: its list of designations names no provision.")
    return ValueRow(_("National legal basis"), "label" if not text else "text", (text or nothing,), CITATION)
