"""What crosses the door of the screening room: closed lists and frozen values, no rows."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from firstwall.kernel.words import Strand


class Verdict(StrEnum):
    """What the officer says about a candidate."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class Outcome(StrEnum):
    """What became of a sighting, in the owner's judgement (CIS-38)."""

    TRUE_MATCH = "true_match"
    FALSE_MATCH = "false_match"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Number:
    """An identifier as it came: scheme, value, issuing country."""

    scheme: str
    value: str
    country: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is asked about one party: the only personal values of screening traffic that reach the index."""

    kind: str = "any"
    name: str = ""
    birth_date: str = ""
    country: str = ""
    numbers: tuple[Number, ...] = ()

    def as_json(self) -> dict:
        """The plain form, for sealing and for digests."""
        return {
            "kind": self.kind,
            "name": self.name,
            "birth_date": self.birth_date,
            "country": self.country,
            "numbers": [[n.scheme, n.value, n.country] for n in self.numbers],
        }

    @staticmethod
    def from_json(plain: dict) -> "Facts":
        """Read back what `as_json` wrote."""
        numbers = tuple(Number(*row) for row in plain["numbers"])
        return Facts(plain["kind"], plain["name"], plain["birth_date"], plain["country"], numbers)


@dataclass(frozen=True, slots=True)
class Party:
    """One record of traffic; `end` is the byte where the next begins, `through` its last line if it has several."""

    line: int
    end: int
    label: str
    facts: Facts
    through: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """A line that was not screened (`kept` false) or was screened with a remark; the words are in `problems.py`."""

    line: int
    end: int
    code: str
    column: int | None = None
    field: str = ""
    detail: int | None = None
    kept: bool = False
    through: int = 0


@dataclass(frozen=True, slots=True)
class ReasonView:
    """One sentence of the explanation: for, against or silent; `verdict` sums up, `start` is where every pair begins.

    Weights are natural log-odds; all but the verdict's add up to the verdict's.
    """

    kind: str
    sentence: str
    weight: float


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One row of the two columns: what was asked, what the alert says, and the finding in a word."""

    code: str
    label: str
    queried: tuple[str, ...]
    alert: tuple[str, ...]
    finding: str


@dataclass(frozen=True, slots=True)
class CandidateView:
    """A candidate as its officer sees it, `score` in natural log-odds, `probability` what it means: P(same).

    `instruction` is what law lets this reader know of the suggested action. `use` is the supplier's answer to the desk that
    found it (open, consent, conditions, refusal); empty for everybody but Europol and Eurojust (CIS-32a).
    """

    id: UUID | None
    strand: Strand
    run_id: UUID | None
    line: int | None
    alert_id: UUID
    alert_reference: str
    alert_version: int
    alert_title: str
    owner_code: str
    owner_name: str
    category: str
    category_label: str
    action: str
    action_label: str
    instruction: str
    is_discreet: bool
    handling: tuple[str, ...]
    score: float
    probability: float
    grade: str
    facts: Facts
    state: str
    revision: int
    reason: str
    created_at: datetime
    due_at: datetime | None
    decided_at: datetime | None
    remembered: bool
    alert_changed: bool
    sighting_id: UUID | None
    place: str = ""
    reference: str = ""
    label: str = ""
    use: str = ""
    # what the supplier asked for, where the law of the reader's state does it as another action (CIS-36); empty: as asked
    action_asked: str = ""
    rows: tuple[ComparedRow, ...] = ()
    reasons: tuple[ReasonView, ...] = ()
    rank: float = 0.0
    # who answers for it; nobody: the shift of its office
    assigned_to: UUID | None = None
    assigned_name: str = ""
    decided_by: UUID | None = None
    decided_name: str = ""
    # a colleague's word is owed on the verdict, and why
    needs_second: bool = False
    second_why: str = ""
    seconded_name: str = ""
    seconded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StrandResult:
    """The labelled list of one strand. `too_many` says that more than the shown ones exist, never how many (SEC-22)."""

    strand: Strand
    candidates: tuple[CandidateView, ...]
    too_many: bool


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The answer to one check: how the question was understood, and one list per strand of the mandate."""

    facts: Facts
    understood_as: str
    number_check: str
    repairs: tuple[str, ...]
    strands: tuple[StrandResult, ...]


@dataclass(frozen=True, slots=True)
class RunView:
    """A run and how far it is."""

    id: UUID
    strand: Strand
    state: str
    format: str
    purpose: str
    reference: str
    place: str
    total_bytes: int
    done_bytes: int
    lines: int
    parties: int
    candidates: int
    errors: int
    cancel_requested: bool
    threshold: float
    accepted_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    failure: str
    # what came and what read it (EXC-05); empty for what was accepted before this was kept
    adapter: str = ""
    media_type: str = ""
    raw_bytes: int = 0
    sha256: str = ""

    @property
    def share_done(self) -> float:
        """From 0 to 1, by bytes."""
        return 1.0 if self.state == "done" else self.done_bytes / max(self.total_bytes, 1)


@dataclass(frozen=True, slots=True)
class SightingBlocks:
    """The seven blocks of CIS-33; only the first is mandatory. Decision 2009/917/JHA, 6(1); Regulation 515/97, 28(1).

    Place, time and reason of the check are one block of three parts.
    """

    found: bool
    check_place: str = ""
    check_at: str = ""
    check_reason: str = ""
    route: str = ""
    companions: str = ""
    means: str = ""
    objects: str = ""
    circumstances: str = ""

    def as_json(self) -> dict:
        """The plain form, for sealing."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class SightingView:
    """A sighting as its reporter or the alert's owner reads it (CIS-34)."""

    id: UUID
    alert_id: UUID
    alert_version: int
    category: str
    category_label: str
    strand: Strand
    owner_code: str
    owner_name: str
    reporter_code: str
    reporter_name: str
    office_name: str
    action_asked: str
    action_taken: str
    blocks: SightingBlocks
    reported_at: datetime
    acknowledged_at: datetime | None
    outcome: str
    outcome_at: datetime | None
    is_mine: bool = field(default=False)


@dataclass(frozen=True, slots=True)
class LineProblem:
    """A stored problem with its words (msgids; `detail` fills them)."""

    line: int
    column: int | None
    field: str
    code: str
    detail: int | None
    sentence: str
    cure: str
    kept: bool
    unit: str = "line"  # what `line` counts: lines, segments, elements or rows


@dataclass(frozen=True, slots=True)
class OfficeRule:
    """How long an office has for a hit, and who heads it; without an office: all that have no rule of their own."""

    office_id: UUID | None
    office_name: str
    clock_minutes: int
    head_id: UUID | None
    head_name: str
    set_at: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits: candidates to decide or report, those past their clock, reports to acknowledge, files in work.

    `answers`: what owners said to reports of the own authority and nobody has read yet (CIS-38).
    `matches`: what Europol or Eurojust found among the own alerts and has no answer yet (CIS-32a).
    """

    hits: int
    overdue: int
    sightings: int
    runs: int
    matches: int = 0
    answers: int = 0


@dataclass(frozen=True, slots=True)
class IndexState:
    """How one strand's matching index stands in one process: counts and times, nothing of an entry."""

    strand: Strand
    entries: int
    saved_at: datetime | None
    saved_bytes: int
    changed_since: int
    followed_at: datetime | None
    is_shared: bool
    matcher: str
