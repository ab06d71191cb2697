"""Carry out what the rooms declare about keeping; here the ledger's own part (LOG-05, SEC-33, SEC-35)."""

from datetime import datetime

from firstwall.authorities.acting import acting, system_actor
from firstwall.kernel.refusal import Fault
from firstwall.ledger import pruning, reading, services
from firstwall.ledger.pruning import Pruned

PRUNE = reading.PRUNE


def prune_ledger(now: datetime) -> Pruned:
    """Erase the personal parts whose six months are over, and say so in the ledger; safe to repeat at any time.

    Raises:
        Fault: two clocks disagree; nothing was erased, and the ledger says that as well.
    """
    system = system_actor("retention")
    try:
        pruned = pruning.prune(now)
    except Fault as fault:
        with acting(system):
            services.record(system, act=PRUNE, object_type="ledger", result="failed", details={"fault": fault.code})
        raise
    if any((pruned.days, pruned.personal_parts, pruned.digests)):
        with acting(system):
            services.record(system, act=PRUNE, object_type="ledger", details=_facts(pruned))
    return pruned


def _facts(pruned: Pruned) -> dict[str, object]:
    return {"days": list(pruned.days), "personal_parts": pruned.personal_parts, "digests": pruned.digests}
