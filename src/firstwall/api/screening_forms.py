"""What the screening calls take and give: the form of each body, for checking and for OpenAPI."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from ninja import Field, Schema


class NumberIn(Schema):
    """One identifier."""

    type: str = Field("", max_length=60, description="passport, imo, container, plate, eori, vat, ...")
    value: str = Field(max_length=500)
    country: str = Field("", max_length=2)


class CheckIn(Schema):
    """One question: a text for the one box, or facts."""

    text: str = Field("", max_length=500, description="A plate, container, IMO, VIN, document number or name")
    type: str = Field("any", max_length=20, description="person, business, vessel, aircraft, vehicle, container, any")
    name: str = Field("", max_length=500)
    dob: str = Field("", max_length=10, description="YYYY, YYYY-MM or YYYY-MM-DD")
    nationality: str = Field("", max_length=3)
    ids: list[NumberIn] = Field([], max_length=50)
    place: str = Field("", max_length=120, description="Where, if not the mandate's post")
    reference: str = Field("", max_length=120, description="Case, declaration, vehicle or journey (SEC-21)")
    reading: str = Field(
        "", max_length=120, description="One of the repairs that an earlier answer to the same text gave"
    )


class ReasonOut(Schema):
    """One sentence for or against; the verdict sums up."""

    kind: str = Field(description="verdict, for, against, silent, or start: where every pair begins")
    sentence: str
    weight: float = Field(description="Natural log-odds; all but the verdict's add up to the verdict's")


class RowOut(Schema):
    """One row of the two columns."""

    code: str
    label: str
    queried: list[str]
    alert: list[str]
    finding: str


class CandidateOut(Schema):
    """A candidate, its alert and what law lets the reader know of the action."""

    id: UUID | None
    strand: str
    run_id: UUID | None
    line: int | None
    label: str
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
    action_asked: str = Field(
        "", description="What was asked for, where the law of the caller's state does it as another action; else empty"
    )
    is_discreet: bool
    handling: list[str]
    score: float = Field(
        description="The evidence in natural log-odds, without bounds: for ranking and for your own thresholds"
    )
    probability: float = Field(description="P(same), 0 to 1: how often pairs with such a score were the same")
    grade: str = Field(description="strong from P(same) 0.9, likely from 0.6, possible below")
    queried: dict
    state: str
    revision: int
    reason: str
    created_at: datetime
    due_at: datetime | None
    decided_at: datetime | None
    remembered: bool
    alert_changed: bool
    sighting_id: UUID | None
    rank: float = Field(description="P(same) times what the suggested action weighs: the order of the queue")
    assigned_to: UUID | None = Field(description="Who answers for it; null: the shift of its office")
    assigned_name: str
    decided_by: UUID | None
    decided_name: str
    needs_second: bool = Field(description="The verdict waits for a colleague's word")
    second_why: str
    seconded_name: str
    seconded_at: datetime | None
    rows: list[RowOut]
    reasons: list[ReasonOut]


class StrandOut(Schema):
    """The labelled list of one strand; `too_many` never says how many (SEC-22)."""

    strand: str
    label: str
    candidates: list[CandidateOut]
    too_many: bool


class CheckOut(Schema):
    """How the question was understood, and one list a strand."""

    understood_as: str
    number_check: str
    repairs: list[str]
    strands: list[StrandOut]


class DecisionIn(Schema):
    """The officer's verdict."""

    verdict: Literal["same", "different", "unsure"]
    reason: str = Field("", max_length=40)
    revision: int | None = Field(None, description="The revision you saw; another one by now is a conflict")


class SecondIn(Schema):
    """The word of a second person."""

    agrees: bool = Field(description="False opens the hit again")
    revision: int | None = Field(None, description="The revision you saw; another one by now is a conflict")


class AssignmentIn(Schema):
    """Who answers for a hit from now on."""

    to: str = Field("me", max_length=80, description="me, shift, or the login of a colleague")


class UndoIn(Schema):
    """Take a decision back."""

    revision: int | None = None


class SightingIn(Schema):
    """The seven blocks of CIS-33; place, time and reason of the check are one block of three parts."""

    found: bool
    check_place: str = Field("", max_length=2000)
    check_at: str = Field("", max_length=2000)
    check_reason: str = Field("", max_length=2000)
    route: str = Field("", max_length=2000)
    companions: str = Field("", max_length=2000)
    means: str = Field("", max_length=2000)
    objects: str = Field("", max_length=2000)
    circumstances: str = Field("", max_length=2000)


class SightingOut(Schema):
    """A report, as its reporter or the alert's owner reads it."""

    id: UUID
    alert_id: UUID
    alert_version: int
    category: str
    category_label: str
    strand: str
    owner_code: str
    owner_name: str
    reporter_code: str
    reporter_name: str
    office_name: str
    action_asked: str
    action_taken: str
    blocks: SightingIn
    reported_at: datetime
    acknowledged_at: datetime | None
    outcome: str
    outcome_at: datetime | None
    is_mine: bool


class EvidenceIn(Schema):
    """What the reporter says of a file."""

    shows: str = Field("", max_length=15, description="means, objects or circumstances")
    shows_no_person: bool = Field(False, description="The reporter's statement that it shows no person")


class EvidenceOut(Schema):
    """A file beside a report."""

    id: UUID
    name: str
    shows: str
    kind: str
    size: int
    sha256: str
    added_at: datetime


class OutcomeIn(Schema):
    """What became of the sighting."""

    outcome: Literal["true_match", "false_match", "unclear"]


class FileIn(Schema):
    """What goes with a file of traffic."""

    format: str = Field("auto", max_length=10, description="auto, edifact, x12, xml, json, xlsx, mrz, csv or jsonl")
    reference: str = Field("", max_length=120, description="Journey, declaration or case")
    place: str = Field("", max_length=120)
    encoding: str = Field("utf-8", max_length=20, description="utf-8, iso-8859-1 or windows-1252")
    mapping: str = Field(
        "", max_length=4000, description="For CSV and XLSX, a JSON object: the file's column to our value"
    )


class RunOut(Schema):
    """A file in one strand, and how far it is."""

    id: UUID
    strand: str
    state: str
    format: str
    purpose: str
    reference: str
    place: str
    total_bytes: int
    done_bytes: int
    share_done: float
    lines: int
    parties: int
    candidates: int
    errors: int
    accepted_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    failure: str
    adapter: str = Field(description="the reader of the format and its version")
    media_type: str
    raw_bytes: int = Field(description="as it was sent, before it was unpacked")
    sha256: str = Field(description="of the bytes as they were sent")


class LineProblemOut(Schema):
    """A line that was not read, or a remark on one."""

    line: int
    unit: str = Field(description="What `line` counts: line, segment, element or row")
    column: int | None
    field: str
    code: str
    sentence: str
    cure: str
    kept: bool


class WaitingOut(Schema):
    """What waits for this mandate."""

    hits: int
    overdue: int
    sightings: int
    runs: int
    matches: int
    answers: int
