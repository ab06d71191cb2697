"""Gathers the rooms' models for Django; nothing is defined here."""

from firstwall.authorities.models import (  # noqa: F401
    AccessClass,
    Audience,
    Authority,
    Designation,
    Enrolment,
    ListVersion,
    Mandate,
    Office,
    Person,
    RoleGrant,
    State,
    Supervision,
    Token,
)
from firstwall.authorities.signing_in.models import (  # noqa: F401
    Fallback,
    Identity,
    Passkey,
    Proposal,
    Session,
    UsedChallenge,
)
from firstwall.cis.correcting.models import Correction, Decision, Dispute  # noqa: F401
from firstwall.cis.models import AgencyMatch, Alert, AlertVersion, Attachment, Counter, IndexEntry  # noqa: F401
from firstwall.cis.passing.models import (  # noqa: F401
    Copy,
    CopyAnalyst,
    CopyService,
    ProceedingUse,
    Receipt,
    Transfer,
    TransferMade,
)
from firstwall.fide.models import (  # noqa: F401
    FileDeferral,
    FileEndedCount,
    FileEntry,
    FileEntryKey,
    OffenceList,
)
from firstwall.ledger.models import (  # noqa: F401
    Checkpoint,
    Cosignature,
    Digest,
    Entry,
    Node,
    Once,
    Personal,
    Place,
    Tray,
    Witness,
)
from firstwall.outbox.models import Message  # noqa: F401
from firstwall.screening.evidence.models import ScreeningEvidence  # noqa: F401
from firstwall.screening.feeds.models import Feed, FeedMessage, HeldMark, HeldMovement  # noqa: F401
from firstwall.screening.models import (  # noqa: F401
    ScreeningCandidate,
    ScreeningLineError,
    ScreeningOfficeRule,
    ScreeningRun,
    ScreeningSighting,
)
from firstwall.screening.seizures.models import ScreeningSeizure  # noqa: F401
from firstwall.screening.shifts.models import ScreeningHandover, ScreeningUnanswered  # noqa: F401
from firstwall.seals.models import DataKey  # noqa: F401
from firstwall.supervision.models import RetentionRun, RightsHolding, RightsRequest  # noqa: F401
