"""The words that cross the door of the matching room: entries of the list, questions, answers and their reasons."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, NamedTuple


class Kind(StrEnum):
    """What an entry of the list, or a question, is about. `any` agrees with every kind."""

    PERSON = "person"
    BUSINESS = "business"
    VEHICLE = "vehicle"
    VESSEL = "vessel"
    AIRCRAFT = "aircraft"
    CONTAINER = "container"
    DOCUMENT = "document"
    GOODS = "goods"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number or mark that names one thing: `scheme` is a key of `identifiers.schemes.SCHEMES`."""

    scheme: str
    value: str
    country: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """One entry of the list. `access_class` is what `admit` filters on; empty fields mean "not known"."""

    id: str
    access_class: int
    kind: str
    names: tuple[str, ...] = ()
    birth_dates: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked. A birth date may be partial: YYYY, YYYY-MM or YYYY-MM-DD."""

    kind: str = Kind.ANY
    name: str = ""
    birth_date: str = ""
    country: str = ""
    identifiers: tuple[Identifier, ...] = ()


class Candidate(NamedTuple):
    """An entry that may be what was asked; `score` is in natural log-odds and depends on nothing but the pair."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence of an explanation: an English message with %(placeholders)s, for the doors to translate."""

    sentence: str
    values: Mapping[str, object]
    weight: float
    kind: Literal["for", "against", "silent"]

    def __str__(self) -> str:
        return self.sentence % self.values


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a pair has its score: the log-odds that search gives, the chance they mean, a verdict, and the reasons that add up."""

    score: float
    probability: float
    verdict: Reason
    reasons: tuple[Reason, ...] = field(default=())
