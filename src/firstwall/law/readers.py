"""Turns the parsed data files into rows; an unknown key or a missing one fails at import, not at the officer's desk."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from firstwall.kernel.words import Category, Strand
from firstwall.law import own_fields
from firstwall.law.loading import load
from firstwall.law.rows import (
    AccessRow,
    ActionRow,
    AuthorityTypeRow,
    CategoryRow,
    ChoiceRow,
    ConfirmationRow,
    FeedRow,
    FieldRow,
    GroundRow,
    ItemBlockRow,
    LegacyReviewRow,
    PersonalSetRow,
    ProfileRow,
    PurposeRow,
    SightingBlockRow,
    SubjectRow,
)

STRAND_KEYS = {Strand.CRIMINAL: "criminal", Strand.ADMINISTRATIVE: "administrative"}


def closed_list(kind: str) -> Mapping[str, ChoiceRow]:
    """Read one list of evaluation.toml: handling, source, information, warning or physical_mark."""
    return MappingProxyType({row["code"]: ChoiceRow(**row) for row in load("evaluation")[kind]})


def read_fields() -> Mapping[str, FieldRow]:
    """Read the fields in form order, those of the node's own last."""
    rows = [*(_field(dict(row)) for row in load("fields")["field"]), *(row for row, _ in own_fields.of_this_node())]
    return MappingProxyType({row.code: row for row in rows})


def _field(row: dict[str, Any]) -> FieldRow:
    source = row.pop("choices_of", "")
    own = row.pop("choices", ())
    if source:
        choices = tuple(closed_list(source).values())
    else:
        choices = tuple(ChoiceRow(one["code"], one["label"], row["citation"], row["mark"]) for one in own)
    return FieldRow(
        sets=tuple(row.pop("sets", ())),
        choices=choices,
        prose=row.pop("prose", False),
        max_length=row.pop("max_length", 2000),
        **row,
    )


def read_categories() -> Mapping[Category, CategoryRow]:
    """Read the eight categories."""
    return MappingProxyType({Category(row["code"]): _category(dict(row)) for row in load("categories")["category"]})


def _category(row: dict[str, Any]) -> CategoryRow:
    listed = row.pop("actions")
    actions = {
        (strand, personal): tuple(listed[f"{key}_personal" if personal else key])
        for strand, key in STRAND_KEYS.items()
        for personal in (False, True)
    }
    row["items"] = [*row["items"], *own_fields.codes_in(Category(row["code"]))]
    lists: dict[str, Any] = {name: tuple(row.pop(name)) for name in ("items", "required", "one_of", "short")}
    return CategoryRow(code=Category(row.pop("code")), actions=MappingProxyType(actions), **lists, **row)


def read_personal_sets() -> Mapping[str, PersonalSetRow]:
    """Read the closed sets P, E, S and none."""
    rows = load("personal_sets")["set"]
    return MappingProxyType({row["code"]: PersonalSetRow(**{**row, "items": frozenset(row["items"])}) for row in rows})


def read_actions() -> Mapping[str, ActionRow]:
    """Read the suggested actions."""
    return MappingProxyType({row["code"]: ActionRow(**row) for row in load("actions")["action"]})


def read_grounds() -> tuple[GroundRow, ...]:
    """Read the grounds of both strands."""
    return tuple(GroundRow(**{**row, "strand": Strand(row["strand"])}) for row in load("grounds")["ground"])


def read_subjects() -> Mapping[str, SubjectRow]:
    """Read the categories of data subjects."""
    return MappingProxyType({row["code"]: SubjectRow(**row) for row in load("subjects")["subject"]})


def read_rests_on() -> Mapping[str, ChoiceRow]:
    """Read what a record may rest on."""
    return MappingProxyType({row["code"]: ChoiceRow(**row) for row in load("subjects")["rests_on"]})


def read_purposes() -> Mapping[str, PurposeRow]:
    """Read the purposes."""
    return MappingProxyType({row["code"]: _purpose(dict(row)) for row in load("purposes")["purpose"]})


def _purpose(row: dict[str, Any]) -> PurposeRow:
    strands = tuple(Strand(strand) for strand in row.pop("strands"))
    return PurposeRow(strands=strands, roles=tuple(row.pop("roles")), serves=tuple(row.pop("serves")), **row)


def read_feeds() -> Mapping[str, FeedRow]:
    """Read the kinds of feeds."""
    return MappingProxyType({row["code"]: FeedRow(**row) for row in load("feeds")["feed"]})


def read_profiles() -> tuple[ProfileRow, ...]:
    """Read the dated profiles of both strands."""
    return tuple(_profile(dict(row)) for row in load("profiles")["profile"])


def _profile(row: dict[str, Any]) -> ProfileRow:
    return ProfileRow(
        strand=Strand(row.pop("strand")),
        in_force_until=row.pop("in_force_until", None),
        advisory_review_months=row.pop("review_months"),
        review_is_duty=row.pop("review_duty"),
        **row,
    )


def read_legacy_review() -> LegacyReviewRow:
    """Read what had to be reviewed when the law changed."""
    row = load("profiles")["legacy_review"]
    return LegacyReviewRow(**{**row, "strand": Strand(row["strand"])})


def read_authority_types() -> Mapping[str, AuthorityTypeRow]:
    """Read the types of authority with their access by strand."""
    rows = {}
    for row in load("authority_types")["type"]:
        access = {strand: AccessRow(**row[key]) for strand, key in STRAND_KEYS.items()}
        rows[row["code"]] = AuthorityTypeRow(row["code"], row["label"], row["national"], MappingProxyType(access))
    return MappingProxyType(rows)


def read_confirmation() -> ConfirmationRow:
    """Read how often an authority says anew who needs access."""
    return ConfirmationRow(**load("lists")["confirmation"])


def read_sighting_blocks() -> tuple[SightingBlockRow, ...]:
    """Read the seven blocks of a sighting report."""
    return tuple(SightingBlockRow(**row) for row in load("sighting")["block"])


def read_item_blocks() -> tuple[ItemBlockRow, ...]:
    """Read the blocks of items that R346 fixes."""
    rows = load("item_blocks")["block"]
    return tuple(ItemBlockRow(**{**row, "fields": tuple(row["fields"]), "annex": tuple(row["annex"])}) for row in rows)
