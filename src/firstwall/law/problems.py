"""Builds the problems that a validation returns: field, rule, article in full, sentence, cure."""

from firstwall.kernel.refusal import FieldProblem
from firstwall.kernel.sentences import N_, Label, say
from firstwall.kernel.words import Category, Strand
from firstwall.law.citations import articles_in_full
from firstwall.law.reading import shown
from firstwall.law.rows import FieldRow
from firstwall.law.tables import CATEGORIES, FIELDS, PERSONAL_SETS


def problem(
    field: str, rule: str, citation: str, sentence: str, cure: str = "", *, strand: Strand | None = None
) -> FieldProblem:
    """Build one problem; the citation is spelled out for the strand."""
    return FieldProblem(field, rule, articles_in_full(citation, strand) if citation else "", sentence, cure)


def unreadable(row: FieldRow, sentence: str, cure: str) -> FieldProblem:
    """Say that a value cannot be read; the field's own name leads."""
    named = say(N_("%(field)s: %(what)s"), field=Label(row.label), what=sentence)
    return FieldProblem(row.code, "CIS-13" if not row.personal_item else "CIS-08", "", named, cure)


def outside(code: str, category: Category, strand: Strand | None) -> FieldProblem:
    """Say that a field is not in the category's closed set (CIS-08), naming field and article."""
    row, kind = FIELDS.get(code), CATEGORIES[category]
    if row is None:
        sentence = say(N_("There is no field “%(field)s” in the law's table."), field=shown(code))
        return problem(shown(code, 60), "CIS-08", "D 4; R 25", sentence, N_("Leave it out."), strand=strand)
    own = PERSONAL_SETS[kind.personal_set]
    sentence = say(
        N_("“%(field)s” is not permitted in the category “%(category)s”."),
        field=Label(row.label),
        category=Label(kind.label),
    )
    citation = own.citation if row.personal_item else "D 4(1); R 25(1)"
    cure = N_("Leave it out, or enter it in a category that has it.")
    return problem(code, "CIS-08", citation, sentence, cure, strand=strand)
