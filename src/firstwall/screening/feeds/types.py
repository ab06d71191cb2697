"""What crosses the door of the feeds: frozen values, no rows."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from firstwall.screening.types import LineProblem


@dataclass(frozen=True, slots=True)
class FeedView:
    """A feed as its authority sees it; `state` is proposed, open or ended, `is_over` when its standing mandate has ended."""

    id: UUID
    code: str
    label: str
    kind: str
    kind_label: str
    keeps: str
    channel: str
    strands: tuple[str, ...]
    purpose: str
    reference: str
    place: str
    office_id: UUID | None
    state: str
    proposed_by: UUID
    proposed_at: datetime
    agreed_by: UUID | None
    agreed_at: datetime | None
    ends_at: datetime | None
    ended_at: datetime | None
    is_over: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """The answer to a message: what was read, what of it was new, what was found in the strands of the caller's mandate.

    `movements` were read, `parties` are named in them, `screened` of these were new or changed; `candidates` wait for an
    officer; `held` movements are kept for comparison with later alerts.
    """

    feed_id: UUID
    movements: int
    parties: int
    screened: int
    candidates: int
    held: int
    problems: tuple[LineProblem, ...] = ()
