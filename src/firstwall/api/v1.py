"""HTTP API v1: what the pages do, for programs. Described at /api/v1/openapi.json."""

from ninja import NinjaAPI

from firstwall import __version__
from firstwall.api import (
    attachments,
    authorities,
    cis,
    correcting,
    feeds,
    fide,
    matches,
    passing,
    problems,
    rights,
    screening,
    seizures,
    shifts,
    supervised,
    supervision,
)
from firstwall.api.identity import UnderMandate

api = NinjaAPI(
    title="Firstwall",
    version=__version__,
    description="Alerts, screening, sightings. Every call acts under a mandate; every write under it takes an idempotency key.",
    docs_url=None,  # the interactive page would load scripts from elsewhere
    auth=UnderMandate(),
    parser=problems.StrictParser(),
    urls_namespace="api-1",
)
problems.install(api)
api.add_router("/mandates", authorities.router)
api.add_router("/alerts", cis.router)
api.add_router("/alerts", attachments.router)
api.add_router("/attachments", attachments.attachments_router)
api.add_router("/matches", matches.router)
api.add_router("/copy-services", passing.services_router)
api.add_router("/copies", passing.copies_router)
api.add_router("/receipts", passing.receipts_router)
api.add_router("/proceedings", passing.proceedings_router)
api.add_router("/transfers", passing.transfers_router)
api.add_router("/corrections", correcting.corrections_router)
api.add_router("/decisions", correcting.decisions_router)
api.add_router("/claims", correcting.claims_router)
api.add_router("/contests", correcting.contests_router)
api.add_router("/disputes", correcting.disputes_router)
api.add_router("/fide", fide.router)
api.add_router("/screening", screening.router)
api.add_router("/seizures", seizures.router)
api.add_router("/shifts", shifts.router)
api.add_router("/feeds", feeds.router)
api.add_router("/rights/requests", rights.router)
api.add_router("/rights/checks", rights.checks_router)
api.add_router("/supervised", supervised.router)
api.add_router("/ledger", supervision.router)
